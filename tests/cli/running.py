"""The command line called in this process, with streams of its own: what it printed, and with which code it ended."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadreapp.cli.main import main
from tests import make


@dataclass(frozen=True)
class Said:
    """What one run printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        """The JSON that followed the line for people on standard error."""
        said: dict[str, Any] = json.loads(self.err.strip().split("\n")[-1])["error"]
        return said


def call(*words: str | Path, stdin: str | bytes = "") -> Said:
    """Run one command line."""
    out, err = _stream(b""), _stream(b"")
    given = stdin.encode() if isinstance(stdin, str) else stdin
    with _streams(_stream(given), out, err):
        code = main([str(word) for word in words])
    return Said(code, _text(out), _text(err))


@dataclass(frozen=True)
class Cli:
    """A store as scripts see it: a folder and a passphrase file."""

    store: Path
    passphrase: Path

    def __call__(self, *words: str | Path, stdin: str | bytes = "", code: int = 0) -> Said:
        """Run a verb on the store; it must end with `code`, and never with a traceback."""
        said = call(*words, "--store", self.store, "--passphrase-file", self.passphrase, stdin=stdin)
        assert "Traceback" not in said.err + said.out
        assert said.code == code, (words, said)
        return said

    def ask(self, *words: str | Path) -> Any:
        """Run a verb with --json and return its document."""
        return self(*words, "--json").json

    def new(self, type_name: str, *values: dict[str, Any]) -> list[str]:
        """Make records and return their ids."""
        lines = "\n".join(json.dumps(v, ensure_ascii=False) for v in values)
        return [json.loads(line)["id"] for line in self("new", type_name, "--from", "-", stdin=lines).out.splitlines()]


def cli(folder: Path, **wanted: Any) -> Cli:
    """Make a store in `folder`/store with the passphrase of `tests.make` beside it."""
    made = make.store(folder / "store", **wanted)
    passphrase = folder / "passphrase.txt"
    passphrase.write_text(make.PASSPHRASE + "\n", encoding="utf-8")
    return Cli(made.root, passphrase)


def _stream(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    held = stream.buffer
    assert isinstance(held, io.BytesIO)
    return held.getvalue().decode()


@contextmanager
def _streams(*three: io.TextIOWrapper) -> Iterator[None]:
    kept = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = three
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
