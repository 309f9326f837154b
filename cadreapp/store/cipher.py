"""Opening one SQLCipher file with every setting asserted, and telling a wrong key from a damaged file."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cadreapp.kernel.durable import read_fault
from cadreapp.kernel.errors import DISK_FULL, FILE_UNREADABLE, FILE_UNWRITABLE, AppError
from cadreapp.store.faults_keys import (
    ENGINE_UNFIT,
    STORE_BUSY,
    STORE_DAMAGED,
    STORE_FOREIGN,
    STORE_MISSING,
    STORE_READ_ONLY,
)

if TYPE_CHECKING:
    # The wrapper is the standard library's module over another engine and ships no types of its own.
    import sqlite3 as sqlite
else:
    import sqlcipher3.dbapi2 as sqlite

Connection = sqlite.Connection
EngineError = sqlite.Error
KEY_BYTES = 32
PAGE = 4096
_SALT, _MAC = 16, 64
_PAGES_JUDGED = 64
_PAGES_A_STEP = 2048
_LOCK_PAGE = 0x4000_0000 // PAGE + 1
"""The engine keeps its locks at the first gigabyte and never writes the page around them."""
_WRITING_FAILED = {10 | part << 8 for part in (3, 4, 5, 6)}
"""SQLITE_IOERR_WRITE, _FSYNC, _DIR_FSYNC, _TRUNCATE: a stick pulled out, or a file beyond what FAT32 holds."""
_PAGE_NUMBER = re.compile(r"page (\d+)")
_WORDS = {"database or disk is full": 13, "disk I/O error": 10 | 3 << 8, "attempt to write a readonly database": 8}


def connect(
    path: Path, key: bytes, *, create: bool = False, writable: bool = True, journal: str = "wal", cache_kib: int = 8192
) -> Connection:
    """Return an open connection in autocommit mode (the caller says BEGIN), usable from any one thread at a time.

    `key` is the raw 32-byte key. A missing file is made only with `create`. `writable=False` gives a reader that takes
    no lock and also reads from a write-protected medium. `journal` is "wal" for a store, "delete" for a backup's single file.
    Raises STORE_MISSING, STORE_DAMAGED, STORE_FOREIGN, STORE_READ_ONLY, STORE_BUSY or ENGINE_UNFIT.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a raw key has 32 bytes")
    if not create and not path.is_file():
        raise STORE_MISSING(path=path)
    if not create and path.stat().st_size == 0:
        # The engine would take it for a new, empty database and everything would seem to be gone.
        raise STORE_DAMAGED(path=path, what="文件是空的")
    try:
        link = sqlite.connect(_uri(path, create, writable), uri=True, isolation_level=None, check_same_thread=False)
    except sqlite.Error as error:
        raise fault_of(error, path, key) from error
    try:
        _prepare(link, key, writable, journal, cache_kib)
    except sqlite.Error as error:
        link.close()
        raise fault_of(error, path, key) from error
    except AppError:
        link.close()
        raise
    return link


def fault_of(error: sqlite.Error, path: Path, key: bytes | None = None) -> AppError:
    """Return the fault that a person should read for an engine's `error` on the file at `path`.

    With the `key` at hand, "file is not a database" is judged page by page. An error that is no expected one is
    raised again as it is: it is a bug and must not be dressed up.
    """
    # The copying call gives no code, only the engine's fixed English words; what fails there is the new file.
    full_code = getattr(error, "sqlite_errorcode", None) or _WORDS.get(str(error), 0)
    code = full_code & 0xFF
    if code == sqlite.SQLITE_FULL:
        return DISK_FULL(path=path)
    if code in (sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED):
        return STORE_BUSY(who=path.name)
    if code == sqlite.SQLITE_READONLY:
        return STORE_READ_ONLY(path=path)
    if code == sqlite.SQLITE_NOTADB:
        return judge(path, key) if key else STORE_DAMAGED(path=path, what="读不出来")
    if code == sqlite.SQLITE_CORRUPT:
        return STORE_DAMAGED(path=path, what="内部结构对不上")
    if code == sqlite.SQLITE_CANTOPEN:
        return STORE_READ_ONLY(path=path) if path.exists() else FILE_UNREADABLE(path=path, why="介质出错或没有权限")
    if full_code in _WRITING_FAILED:
        return FILE_UNWRITABLE(path=path, why="介质出错、已被拔出, 或文件太大")
    if code == sqlite.SQLITE_IOERR:
        return FILE_UNREADABLE(path=path, why="介质出错或没有权限")
    raise error


def judge(path: Path, key: bytes) -> AppError:
    """Say why the file at `path` does not open with `key`: no page carries its seal (foreign), or only some do (damaged).

    The engine gives one error for both. A page ends in IV and HMAC-SHA512 over content, IV and page number, under a
    key that the raw key and the salt yield (SQLCipher 4, default settings).
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_SALT)
        if head.startswith(b"SQLite format 3"):
            return STORE_FOREIGN(path=path, what="这是一个没有加密的数据库")
        pages = size // PAGE
        if pages == 0:
            return STORE_DAMAGED(path=path, what=f"只剩 {size} 字节")
        step = max(1, pages // _PAGES_JUDGED)
        seal_key, salt = _seal_key(key), salt_of(key)
        ours = any(_page_holds(file, number, seal_key) for number in range(1, pages + 1, step))
    if ours or head == salt:
        return STORE_DAMAGED(path=path, what="文件开头读不出来" if ours else "各页校验都不对")
    return STORE_FOREIGN(path=path, what="没有一页能用这把密钥读出")


def salt_of(key: bytes) -> bytes:
    """Return the salt that every file under `key` carries in its first 16 bytes.

    Derived rather than random, so that damage there is told from a file of another store, and heals at the next write.
    The raw key is random, hence the salt has no other work to do.
    """
    return hmac.digest(key, b"cadreapp database salt", "sha256")[:_SALT]


def damaged_pages(link: Connection, limit: int = 5) -> list[str]:
    """Return what the engine finds wrong when it checks the seal of every page; empty when all is well."""
    rows = link.execute("PRAGMA cipher_integrity_check").fetchall()
    found = (_PAGE_NUMBER.search(str(row[0])) for row in rows[:limit])
    return [f"第 {n[1]} 页校验不对" if n else "文件长度不对" for n in found]


def page_seals(path: Path, key: bytes) -> Generator[tuple[int, int], None, list[str]]:
    """Check the seal of every page of a file as `damaged_pages` does, some at a time; yield (checked, of all) pages.

    Returns what is wrong, empty when all is well; raises FILE_UNREADABLE. May be dropped at any step: nothing is held but
    the open file.
    """
    seal_key, wrong = _seal_key(key), []
    try:
        size = path.stat().st_size
        pages = size // PAGE
        with path.open("rb") as file:
            for number in range(1, pages + 1):
                # A page that the writer is just folding back may be read in halves: then it is whole the second time.
                if number != _LOCK_PAGE and not any(_page_holds(file, number, seal_key) for _ in range(2)):
                    wrong.append(f"第 {number} 页校验不对")
                if number % _PAGES_A_STEP == 0:
                    yield number, pages
    except OSError as error:
        raise read_fault(error, path) from error
    return wrong or (["文件长度不对"] if size % PAGE else [])


def _uri(path: Path, create: bool, writable: bool) -> str:
    base = path.resolve().as_uri()
    if writable:
        return f"{base}?mode={'rwc' if create else 'rw'}"
    wal = path.with_name(path.name + "-wal")
    if os.access(path.parent, os.W_OK) or (wal.exists() and wal.stat().st_size):
        return f"{base}?mode=ro"
    # A reader of a WAL file must make -shm beside it, which a write-protected stick forbids; immutable needs none.
    return f"{base}?mode=ro&immutable=1"


def _prepare(link: Connection, key: bytes, writable: bool, journal: str, cache_kib: int) -> None:
    # Before the key: page failures would otherwise be printed on stderr, and from there get into logs.
    _assert(link, "cipher_log_level", "NONE", "NONE")
    link.execute(f"PRAGMA key = \"x'{key.hex()}{salt_of(key).hex()}'\"")
    if not link.execute("PRAGMA cipher_version").fetchone():
        raise ENGINE_UNFIT(what="cipher_version")
    # Sorting spilled to a file would be plain text there, even in a keyed database (measured).
    _assert(link, "temp_store", "MEMORY", 2)
    link.execute("PRAGMA busy_timeout = 5000")
    link.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if writable:
        _assert(link, "journal_mode", journal, journal)
    else:
        _assert(link, "query_only", "ON", 1)
    _assert(link, "foreign_keys", "ON", 1)
    _assert(link, "synchronous", "FULL", 2)
    link.execute(f"PRAGMA cache_size = -{cache_kib}")


def _assert(link: Connection, name: str, value: str, wanted: object) -> None:
    link.execute(f"PRAGMA {name} = {value}").fetchall()
    got = link.execute(f"PRAGMA {name}").fetchone()
    if got is None or got[0] != wanted:
        raise ENGINE_UNFIT(what=f"{name} = {got[0] if got else None}")


def _seal_key(key: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", key, bytes(b ^ 0x3A for b in salt_of(key)), 2, KEY_BYTES)


def _page_holds(file: BinaryIO, number: int, seal_key: bytes) -> bool:
    file.seek((number - 1) * PAGE)
    page = file.read(PAGE)
    start = _SALT if number == 1 else 0
    sealed = page[start : PAGE - _MAC] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(seal_key, sealed, "sha512"), page[PAGE - _MAC :])
