"""One writer a store: a lock of the operating system that a crash releases, and that tells a second program who holds it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from cadreapp.kernel.clock import stamp
from cadreapp.kernel.durable import write_fault
from cadreapp.kernel.errors import AppError
from cadreapp.store.faults_keys import STORE_BUSY, STORE_READ_ONLY

_HELD_AT = 1 << 20
"""The byte that is locked: far behind the text, since Windows lets nobody read a locked byte."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: process number and since when, as far as the file says."""

    pid: int | None
    since: str | None


class WriterLock:
    """The right to write to a store. Readers need none: they read beside the writer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def take(self, at: datetime) -> None:
        """Take the lock; STORE_BUSY says who has it; STORE_READ_ONLY and FILE_UNWRITABLE that it cannot be had."""
        if self._file is not None:
            raise RuntimeError("the lock is already held")
        try:
            file = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+b")
        except OSError as error:
            raise self._refused(error) from error
        try:
            taken = _lock(file)
        except OSError as error:
            file.close()
            raise self._refused(error) from error
        if not taken:
            file.close()
            raise STORE_BUSY(who=_described(holder(self._path)))
        self._file = file
        # A full disk must not keep anyone from opening the store; then a second program is told less.
        with contextlib.suppress(OSError):
            file.truncate(0)
            file.write(json.dumps({"pid": os.getpid(), "since": stamp(at)}).encode())
            file.flush()

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two programs lock two files of one name."""
        if self._file is not None:
            _unlock(self._file)
            self._file.close()
            self._file = None

    def _refused(self, error: OSError) -> AppError:
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return STORE_READ_ONLY(path=self._path.parent)
        return write_fault(error, self._path)

    def __enter__(self) -> WriterLock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def holder(path: Path) -> Holder:
    """Return who last took the lock at `path`; fields are None when the file does not tell."""
    try:
        said = json.loads(path.read_bytes()[:1000])
        return Holder(int(said["pid"]), str(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder(None, None)


def _described(who: Holder) -> str:
    if who.pid is None:
        return "不知是哪个程序"
    return f"进程 {who.pid}, 从 {who.since} 起"


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> bool:
        file.seek(_HELD_AT)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

    def _unlock(file: BinaryIO) -> None:
        file.seek(_HELD_AT)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        # flock, not lockf: record locks vanish when any other handle of this process on the file is closed.
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
