"""Writing files so that a reader ever sees the old whole or the new whole, also after a crash or on a full disk."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cadreapp.kernel.errors import DISK_FULL, FILE_UNREADABLE, FILE_UNWRITABLE, AppError

PART = ".part"
_FULL = {errno.ENOSPC, errno.EDQUOT}
_WHY = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "介质写保护",
    errno.ENOENT: "位置不存在",
    errno.ENOTDIR: "上级位置不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EIO: "介质出错, 可能已被拔出",
    errno.ENODEV: "介质已被拔出",
    errno.ENXIO: "介质已被拔出",
    errno.EFBIG: "文件太大, 介质放不下 (FAT32 最大 4 GB)",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EBUSY: "正被别的程序使用",
}


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put `data` under `path` in one step: temporary name, flush, rename, flush the folder.

    Raises DISK_FULL or FILE_UNWRITABLE; then the old content stands and nothing else is left.
    """
    with whole_file(path) as file:
        for piece in [data] if isinstance(data, bytes) else data:
            file.write(piece)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write that appears under `path` only when the block ends well; see `write_whole`."""
    with part_file(path) as part:
        yield part.file
        part.become(path)


@dataclass
class Part:
    """A file under a temporary name, which it gives up for its final one."""

    file: BinaryIO
    path: Path

    def become(self, path: Path) -> None:
        """Flush and appear under `path`, in the same folder, in place of what was there."""
        self.file.flush()
        os.fsync(self.file.fileno())
        # Windows renames no open file.
        self.file.close()
        os.replace(self.path, path)
        sync_folder(path.parent)


@contextlib.contextmanager
def part_file(near: Path) -> Iterator[Part]:
    """Give a temporary file beside `near` whose name may be decided at the end; nothing stays of one that became nothing.

    Raises DISK_FULL or FILE_UNWRITABLE naming `near`.
    """
    path = near.with_name(f".{near.name}.{secrets.token_hex(4)}{PART}")
    try:
        # Only the owner may read, also before the rename and whatever the umask says.
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "w+b") as file:
            yield Part(file, path)
    except OSError as error:
        raise write_fault(error, near) from error
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power cut; Windows does that by itself and cannot open a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some stick and network file systems know no flushing of folders; there is nothing better to do on them.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def write_fault(error: OSError, path: Path) -> AppError:
    """Return what a person should read when writing `path` failed with `error`."""
    if error.errno in _FULL:
        return DISK_FULL(path=path)
    return FILE_UNWRITABLE(path=path, why=why(error))


def read_fault(error: OSError, path: Path) -> AppError:
    """Return what a person should read when reading `path` failed with `error`."""
    return FILE_UNREADABLE(path=path, why=why(error))


def why(error: OSError) -> str:
    """Return the system's reason in the person's language, its own words for a rare one."""
    return _WHY.get(error.errno or 0) or error.strerror or type(error).__name__


def sweep_parts(folder: Path) -> int:
    """Remove what interrupted writes left in `folder`; return how many files."""
    left = [p for p in folder.glob(f".*{PART}") if p.is_file()] if folder.is_dir() else []
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
