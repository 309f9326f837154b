"""What every verb shares: where the store is, how the passphrase comes, how answers go out."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from cadreapp.cli.say import say
from cadreapp.kernel.clock import Clock, SystemClock
from cadreapp.kernel.durable import read_fault, write_fault
from cadreapp.kernel.errors import FILE_UNREADABLE, USAGE, AppError, Exit, Fault
from cadreapp.kernel.paths import store_folder
from cadreapp.office import gate

if TYPE_CHECKING:
    from cadreapp.office.door import Office

NO_PASSPHRASE = Fault(
    "NO_PASSPHRASE",
    Exit.LOCKED,
    "没有口令可用。",
    "用 --passphrase-file 文件, 或在终端里运行",
    "No passphrase to be had.",
    "Use --passphrase-file FILE, or run in a terminal",
)
PASSPHRASES_DIFFER = Fault(
    "PASSPHRASES_DIFFER",
    Exit.REFUSED,
    "两次输入的口令不一样。",
    "再做一次; 什么都没有改",
    "The two passphrases differ.",
    "Try again; nothing was changed",
)
BAD_JSON = Fault(
    "BAD_JSON",
    Exit.REFUSED,
    "{path} 第 {line} 行不是合格的 JSON: {why}。",
    "改正这一行; 什么都没有写入",
    "{path} line {line} is not JSON: {why}.",
    "Mend that line; nothing was written",
)
NOT_TEXT = Fault(
    "NOT_TEXT",
    Exit.REFUSED,
    "{path} 不是 UTF-8 文本 (第 {offset} 字节起读不出)。",
    "另存为 UTF-8 再试; 什么都没有写入",
    "{path} is not UTF-8 text (unreadable at byte {offset}).",
    "Save it as UTF-8; nothing was written",
)


@dataclass
class Context:
    """One run of the command line."""

    args: argparse.Namespace
    clock: Clock
    stdin: TextIO
    stdout: TextIO
    _opened: gate.Unlocked | None = field(default=None, repr=False)

    @property
    def store(self) -> Path:
        """The store's folder: --store, CADREAPP_STORE, or the user's data folder."""
        return store_folder(self.args.store)

    @property
    def json(self) -> bool:
        return bool(self.args.json)

    def passphrase(self, prompt: str) -> str:
        """Return the passphrase from --passphrase-file, CADREAPP_PASSPHRASE_FILE or a hidden prompt; never from an argument."""
        file = self._passphrase_file
        if file:
            return self.read_text(file).rstrip("\r\n")
        if self.stdin.isatty():
            return getpass.getpass(prompt)
        raise NO_PASSPHRASE()

    def typed_passphrase(self) -> str:
        """Return a new passphrase that was typed twice; raises NO_PASSPHRASE away from a terminal, PASSPHRASES_DIFFER."""
        if not self.stdin.isatty():
            raise NO_PASSPHRASE()
        first = getpass.getpass(say("新口令: ", "New passphrase: "))
        if getpass.getpass(say("再输一次: ", "Once more: ")) != first:
            raise PASSPHRASES_DIFFER()
        return first

    def first_passphrase(self) -> str:
        """Return the passphrase of a store that has none yet: from a file as `passphrase`, or typed twice."""
        return self.passphrase("") if self._passphrase_file else self.typed_passphrase()

    def unlock(self) -> gate.Unlocked:
        """Open the key, once a run: passphrase file, OS keyring when enabled, prompt."""
        if self._opened is None:
            self._opened = self._unlock()
        return self._opened

    def _unlock(self) -> gate.Unlocked:
        user = self.args.user
        if not self._passphrase_file:
            try:
                return gate.unlock_with_keyring(self.store, user)
            except AppError as error:
                if error.code != "KEYRING_UNAVAILABLE":
                    raise
        return gate.unlock(self.store, self.passphrase(say("口令: ", "Passphrase: ")), self.clock.now(), user)

    @property
    def _passphrase_file(self) -> str | None:
        return self.args.passphrase_file or os.environ.get("CADREAPP_PASSPHRASE_FILE")

    @contextmanager
    def office(self, *, write: bool = False) -> Iterator[Office]:
        """Open the store for the length of a verb; reading verbs work beside a running window."""
        # The database libraries load only for verbs that open a store.
        from cadreapp.office.door import open_office

        opened = self.unlock()
        with open_office(self.store, opened, self.clock, write=write) as office:
            yield office

    def read_text(self, name: str) -> str:
        """Return a text file's content, or standard input for "-"; FILE_UNREADABLE, or NOT_TEXT for what is not UTF-8."""
        try:
            data = _all_of(self.stdin) if name == "-" else Path(name).read_bytes()
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise NOT_TEXT(path=name, offset=error.start) from error
        except OSError as error:
            raise read_fault(error, Path(name)) from error
        except ValueError as error:  # a NUL in a path
            raise FILE_UNREADABLE(path=name, why=say("名称不合规定", "not a name")) from error

    def read_objects(self, name: str) -> list[dict[str, Any]]:
        """Return one JSON object, an array of them, or JSON Lines; raises BAD_JSON naming the line."""
        text = self.read_text(name)
        try:
            whole = json.loads(text)
        except (ValueError, RecursionError) as error:
            found = _lines(name, text, error)
        else:
            found = list(enumerate(whole, 1)) if isinstance(whole, list) else [(1, whole)]
        for number, item in found:
            if not isinstance(item, dict):
                raise BAD_JSON(path=name, line=number, why=say("不是一个对象", "not an object"), row=number)
        return [item for _, item in found]

    def read_object(self, name: str | None) -> dict[str, Any]:
        """Return the one JSON object in a file, an empty one for no file; raises BAD_JSON, or USAGE for several."""
        found = self.read_objects(name) if name else [{}]
        if len(found) != 1:
            raise USAGE(what=say(f"{name} 里要有一个对象, 不是 {len(found)} 个", f"{name} holds {len(found)} objects, not one"))
        return found[0]

    def out(self, value: Any, text: str | Callable[[], str]) -> None:
        """Print one JSON document, or the text for people."""
        said = json.dumps(jsonable(value), ensure_ascii=False) if self.json else text() if callable(text) else text
        self.write(f"{said}\n")

    def write(self, text: str) -> None:
        """Put text on standard output at once; DISK_FULL or FILE_UNWRITABLE when it does not take it."""
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise write_fault(error, Path(say("标准输出", "standard output"))) from error

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


def _all_of(stream: TextIO) -> bytes:
    """Return every byte of a stream: a text layer decodes by the machine's habits, and our files are UTF-8 everywhere."""
    buffer = getattr(stream, "buffer", None)
    return stream.read().encode() if buffer is None else bytes(buffer.read())


def _lines(name: str, text: str, error: Exception) -> list[tuple[int, Any]]:
    """Return what each line holds, when the first one is JSON by itself; else `error` tells what is wrong with the whole."""
    # Only line feeds end a line: U+2028 and its like are letters inside a JSON string.
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    found = []
    for number, line in lines:
        try:
            found.append((number, json.loads(line)))
        except (ValueError, RecursionError) as wrong:
            if not found:
                raise _bad_json(name, error) from error
            raise _bad_json(name, wrong, number) from wrong
    if not found:
        raise _bad_json(name, error) from error
    return found


def _bad_json(name: str, error: Exception, line: int | None = None) -> AppError:
    if isinstance(error, json.JSONDecodeError):
        line, place, what = line or error.lineno, error.colno, error.msg
        return BAD_JSON(path=name, line=line, why=say(f"第 {place} 列读不下去", f"column {place}: {what}"), row=line)
    why = say("嵌套太深或数字太长", "nested too deep or a number too long")
    return BAD_JSON(path=name, line=line or 1, why=why, row=line or 1)
