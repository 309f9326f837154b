"""What every verb shares: where the store is, how the passphrase comes, how answers go out."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from cadreapp.cli.say import say
from cadreapp.kernel.clock import Clock, SystemClock
from cadreapp.kernel.errors import FILE_UNREADABLE, AppError, Exit, Fault
from cadreapp.kernel.paths import store_folder
from cadreapp.office import gate

if TYPE_CHECKING:
    from cadreapp.office.door import Office

NO_PASSPHRASE = Fault(
    "NO_PASSPHRASE", Exit.LOCKED, "没有口令可用。", "用 --passphrase-file 文件, 或在终端里运行",
    "No passphrase to be had.", "Use --passphrase-file FILE, or run in a terminal",
)
BAD_JSON = Fault(
    "BAD_JSON", Exit.REFUSED, "{path} 第 {line} 行不是合格的 JSON: {why}。", "改正这一行; 什么都没有写入",
    "{path} line {line} is not JSON: {why}.", "Mend that line; nothing was written",
)


@dataclass
class Context:
    """One run of the command line."""

    args: argparse.Namespace
    clock: Clock
    stdin: TextIO
    stdout: TextIO

    @property
    def store(self) -> Path:
        """The store's folder: --store, CADREAPP_STORE, or the user's data folder."""
        return store_folder(self.args.store)

    @property
    def json(self) -> bool:
        return bool(self.args.json)

    def passphrase(self, prompt: str) -> str:
        """Return the passphrase from --passphrase-file, CADREAPP_PASSPHRASE_FILE or a hidden prompt; never from an argument."""
        file = self.args.passphrase_file or os.environ.get("CADREAPP_PASSPHRASE_FILE")
        if file:
            return self.read_text(file).rstrip("\r\n")
        if self.stdin.isatty():
            return getpass.getpass(prompt)
        raise NO_PASSPHRASE()

    def unlock(self) -> gate.Unlocked:
        """Open the key: passphrase file, OS keyring when enabled, prompt."""
        user = self.args.user
        if not (self.args.passphrase_file or os.environ.get("CADREAPP_PASSPHRASE_FILE")):
            try:
                return gate.unlock_with_keyring(self.store, user)
            except AppError as error:
                if error.code != "KEYRING_UNAVAILABLE":
                    raise
        return gate.unlock(self.store, self.passphrase(say("口令: ", "Passphrase: ")), self.clock.now(), user)

    @contextmanager
    def office(self, *, write: bool = False) -> Iterator[Office]:
        """Open the store for the length of a verb; reading verbs work beside a running window."""
        # The database libraries load only for verbs that open a store.
        from cadreapp.office.door import open_office

        opened = self.unlock()
        with open_office(self.store, opened, self.clock, write=write) as office:
            yield office

    def read_text(self, name: str) -> str:
        """Return a text file's content, or standard input for "-"; FILE_UNREADABLE or BAD_JSON for what is not UTF-8."""
        if name == "-":
            return self.stdin.read()
        try:
            return Path(name).read_bytes().decode("utf-8-sig")
        except OSError as error:
            raise FILE_UNREADABLE(path=name, why=error.strerror or error) from error
        except UnicodeDecodeError as error:
            raise BAD_JSON(path=name, line=1, why=f"offset {error.start}: UTF-8") from error

    def read_objects(self, name: str) -> list[dict[str, Any]]:
        """Return one JSON object, an array of them, or JSON Lines; raises BAD_JSON naming the line."""
        text = self.read_text(name)
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError) as error:
            if len([line for line in text.splitlines() if line.strip()]) < 2:
                raise _bad_json(name, 1, error) from error
            found = [_line(name, number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        else:
            found = whole if isinstance(whole, list) else [whole]
        for number, item in enumerate(found, 1):
            if not isinstance(item, dict):
                raise BAD_JSON(path=name, line=number, why=say("不是一个对象", "not an object"), row=number)
        return found

    def out(self, value: Any, text: str | Callable[[], str]) -> None:
        """Print one JSON document, or the text for people."""
        if self.json:
            print(json.dumps(jsonable(value), ensure_ascii=False, indent=None), file=self.stdout)
        else:
            print(text() if callable(text) else text, file=self.stdout)

    def progress(self, text: str) -> None:
        """Tell how far a long job is: on standard error, only on a terminal."""
        if sys.stderr.isatty():
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def jsonable(value: Any) -> Any:
    """Return frozen answers as plain JSON data."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: jsonable(item) for name, item in asdict(value).items()}
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [jsonable(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def system_context(args: argparse.Namespace) -> Context:
    """Return a context on the machine's clock and streams."""
    return Context(args, SystemClock(), sys.stdin, sys.stdout)


def _line(name: str, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _bad_json(name, number, error) from error


def _bad_json(name: str, line: int, error: Exception) -> AppError:
    return BAD_JSON(path=name, line=line, why=str(error)[:120], row=line)
