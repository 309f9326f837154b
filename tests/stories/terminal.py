"""A unit at its terminal: the program as its own process, a store and a passphrase file, and programs that are not ours."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadreapp.kernel.clock import SystemClock
from cadreapp.office import gate
from cadreapp.store import keys
from cadreapp.store.folder import Folder
from cadreapp.store.slots import CHEAP
from tests import make
from tests.cli.running import call

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Terminal:
    """Where one unit works: everything of it lies in `folder`."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store"

    def alone(self, *words: str | Path, code: int = 0, stdin: str = "") -> str:
        """Run one verb as its own process, as a person does; it must end with `code`. Returns all that it printed."""
        environment = {**os.environ, "CADREAPP_STORE": str(self.store), "PYTHONPATH": str(ROOT),
                       "CADREAPP_PASSPHRASE_FILE": str(self.folder / "passphrase.txt")}
        command = [sys.executable, "-X", "utf8", "-m", "cadreapp", *map(str, words)]
        done = subprocess.run(command, input=stdin.encode(), env=environment, cwd=self.folder, capture_output=True, check=False)
        return _checked(done.returncode, code, words, (done.stdout + done.stderr).decode())

    def __call__(self, *words: str | Path, code: int = 0, stdin: str = "") -> str:
        """Run one verb in this process, which is ten times as quick; otherwise as `alone`."""
        with contextlib.chdir(self.folder):
            said = call(*words, "--store", self.store, "--passphrase-file", "passphrase.txt", stdin=stdin)
        return _checked(said.code, code, words, said.out + said.err)

    def ask(self, *words: str | Path, code: int = 0) -> Any:
        """Run one verb with --json and return its document, or with a code the JSON of the error."""
        return json.loads(self(*words, "--json", code=code).strip().split("\n")[-1])

    def new(self, type_name: str, values: dict[str, Any]) -> str:
        """Make one record."""
        # Remarks on what was typed may stand behind the answer.
        said: str = json.loads(self("new", type_name, "--from", "-", stdin=json.dumps(values)).splitlines()[0])["id"]
        return said

    def set(self, record: str, **values: Any) -> None:
        """Change fields of a record."""
        self("set", record, "--from", "-", stdin=json.dumps(values))

    def values(self, record: str) -> dict[str, Any]:
        """Return what a record holds."""
        found: dict[str, Any] = self.ask("show", record)["values"]
        return found


def _checked(ended: int, code: int, words: tuple[str | Path, ...], said: str) -> str:
    assert ended == code, (words, said)
    assert "Traceback" not in said
    return said


def terminal(folder: Path, unit: str) -> Terminal:
    """Make a store by `init`, and make its key quick to open: the product makes none so cheap, and opens it all the same."""
    folder.mkdir()
    (folder / "passphrase.txt").write_text(make.PASSPHRASE + "\n", encoding="utf-8")
    made = Terminal(folder)
    made.alone("init", "--unit", unit, "--officer", "赵六", "--recovery-out", "recovery.txt")
    assert len((folder / "recovery.txt").read_text().strip()) >= 26
    opened = gate.unlock(made.store, make.PASSPHRASE, SystemClock().now())
    keys.set_passphrase(Folder(made.store), opened, "", make.PASSPHRASE, cost=CHEAP)
    return made


def program(*command: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> bytes:
    """Run a program that is not ours and return what it prints; it must succeed."""
    done = subprocess.run([str(c) for c in command], input=stdin, cwd=cwd, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
