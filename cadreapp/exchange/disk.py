"""The few things we ask of a file system, in one place, so that tests can let any of them fail."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from cadreapp.exchange.faults import MEDIUM_FILE_LIMIT, MEDIUM_PROTECTED, MEDIUM_REMOVED
from cadreapp.kernel.durable import sync_folder, write_fault
from cadreapp.kernel.errors import AppError

FAT32_LIMIT = (4 << 30) - 1
_REMOVED = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ENOTCONN, errno.ESTALE, errno.EBADF, 123}
_REMOVED_WINDOWS = {2, 3, 21, 433, 1006, 1117, 1167}
_PROTECTED = {errno.EROFS, errno.EACCES, errno.EPERM}


class Disk:
    """A real file system."""

    def create(self, path: Path) -> BinaryIO:
        """Return a new file that only its owner may read, for writing."""
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        return os.fdopen(handle, "wb", buffering=1 << 18)

    def write(self, file: BinaryIO, data: bytes) -> None:
        file.write(data)

    def sync(self, file: BinaryIO) -> None:
        """Wait until the medium says that it has everything."""
        file.flush()
        os.fsync(file.fileno())

    def reopen(self, path: Path) -> BinaryIO:
        """Open for reading what lies on the medium, not what the system still remembers of it."""
        file = path.open("rb")
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file

    def read(self, file: BinaryIO, size: int) -> bytes:
        return file.read(size)

    def replace(self, part: Path, path: Path) -> None:
        """Give the file its name, in one step."""
        os.replace(part, path)

    def sync_folder(self, folder: Path) -> None:
        """Make the name last."""
        sync_folder(folder)


def medium_fault(error: OSError, path: Path, written: int) -> AppError:
    """Return which accident stopped the writing of `path` after `written` bytes."""
    windows = getattr(error, "winerror", None)
    if error.errno == errno.EFBIG or windows == 223 or _is_fat_limit(error, path, written):
        return MEDIUM_FILE_LIMIT(path=path)
    if windows in _REMOVED_WINDOWS or windows is None and error.errno in _REMOVED:
        return MEDIUM_REMOVED(path=path)
    if error.errno in _PROTECTED:
        return MEDIUM_PROTECTED(path=path)
    return write_fault(error, path)


def _is_fat_limit(error: OSError, path: Path, written: int) -> bool:
    """Some systems call FAT32's limit a full disk, with gigabytes to spare."""
    if error.errno != errno.ENOSPC or abs(FAT32_LIMIT - written) > 4 << 20:
        return False
    try:
        return shutil.disk_usage(path.parent).free > 64 << 20
    except OSError:
        return False
