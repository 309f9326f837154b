"""Putting a file on a medium that may be full, failing, or pulled out: it is there whole and re-read, or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from cadreapp.exchange.disk import Disk, medium_fault
from cadreapp.exchange.faults import MEDIUM_READBACK
from cadreapp.exchange.step import Step, Steps
from cadreapp.kernel.durable import PART, write_fault
from cadreapp.kernel.errors import FILE_UNREADABLE

_PIECE = 1 << 20


class Landing:
    """Write, `check`, `keep`; left before `keep`, it takes away what it wrote. Raises the medium's own fault."""

    def __init__(self, target: Path, disk: Disk) -> None:
        self.target = target
        self.size = 0
        self._part = target.with_name(f".{target.name}.{secrets.token_hex(4)}{PART}")
        self._disk = disk
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self._file = self._disk.create(self._part)
        except FileNotFoundError as error:
            raise write_fault(error, self.target) from error
        except OSError as error:
            raise medium_fault(error, self.target, 0) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()
        # A stick that is gone has nothing to take away; what matters is that the final name was never given.
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    @property
    def digest(self) -> str:
        """SHA-256 of what was written, in hex."""
        return self._hash.hexdigest()

    def write(self, data: bytes) -> int:
        """Add bytes."""
        assert self._file is not None
        with self._naming():
            self._disk.write(self._file, data)
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def check(self) -> Iterator[int]:
        """Flush to the medium, then re-read and compare; yields the bytes compared so far. MEDIUM_READBACK."""
        assert self._file is not None
        with self._naming():
            self._disk.sync(self._file)
        self._close()
        found, size = hashlib.sha256(), 0
        with self._naming(), self._disk.reopen(self._part) as file:
            while piece := self._disk.read(file, _PIECE):
                found.update(piece)
                size += len(piece)
                yield size
        if found.digest() != self._hash.digest():
            raise MEDIUM_READBACK(path=self.target)

    def keep(self) -> None:
        """Give the file its final name."""
        with self._naming():
            self._disk.replace(self._part, self.target)
            try:
                self._disk.sync_folder(self.target.parent)
            except OSError:
                with contextlib.suppress(OSError):
                    self.target.unlink(missing_ok=True)
                raise

    @contextlib.contextmanager
    def _naming(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise medium_fault(error, self.target, self.size) from error

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            # After a failed write closing fails again: it still has bytes it cannot get rid of.
            with contextlib.suppress(OSError):
                file.close()


def take_copy(source: Path, target: Path, disk: Disk | None = None) -> Steps[str]:
    """Copy a sealed file from a medium, compared after writing; returns the SHA-256 of the copy."""
    with Landing(target, disk or Disk()) as landing:
        try:
            with source.open("rb") as file:
                total = source.stat().st_size
                while piece := file.read(_PIECE):
                    landing.write(piece)
                    yield Step("copy", landing.size, total)
        except OSError as error:
            raise FILE_UNREADABLE(path=source, why=error.strerror or type(error).__name__) from error
        for done in landing.check():
            yield Step("check", done, landing.size)
        landing.keep()
    return landing.digest
