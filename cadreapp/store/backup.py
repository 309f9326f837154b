"""Making a backup of a store while it is in use, and proving one: copied, re-opened, compared, only then named."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.durable import part_file, read_fault, sync_folder
from cadreapp.kernel.errors import AppError
from cadreapp.store import backupset, cipher, keyfile
from cadreapp.store.backupset import POOL, BackupSet, Facts
from cadreapp.store.blobs import Blobs
from cadreapp.store.faults_keys import (
    ATTACHMENT_DAMAGED,
    ATTACHMENT_MISSING,
    BACKUP_DAMAGED,
    STORE_DAMAGED,
    STORE_FOREIGN,
)
from cadreapp.store.folder import DATABASE, Folder

PAGES_A_TICK = 2000


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of a long job: `done` of `total` parts, and what is being done, for a person to read."""

    done: int
    total: int
    what: str


@dataclass(frozen=True, slots=True)
class Source:
    """The store to be copied. `facts` counts a database, `blobs` names the attachments it knows; both are asked of the
    store within one snapshot, and of the copy. `tick` is called while pages are copied and may raise to give up.
    """

    folder: Folder
    key: bytes
    facts: Callable[[cipher.Connection], Facts]
    blobs: Callable[[cipher.Connection], Iterable[str]]
    tick: Callable[[int, int], None] = lambda done, total: None


Job = Generator[Step, None, BackupSet]


def make(source: Source, place: Path, reason: str, at: datetime) -> Job:
    """Make a set in `place` step by step and return it; the store stays open to readers and its writer.

    Raises what `cipher.connect` raises of the store, DISK_FULL, FILE_UNWRITABLE, or BACKUP_DAMAGED when the copy does not
    prove equal. After any of them, and when the job is dropped half-way, `place` holds no trace of it.
    """
    try:
        with backupset.new_set(place, at) as (making, final):
            yield Step(0, 4, "复制数据库")
            facts, names = _copy_database(source, making / DATABASE)
            keys = keyfile.copies(source.folder.root)[0]
            keyfile.write(making, keys)
            yield Step(1, 4, "收集附件")
            held = yield from _pool(source, names, place / POOL)
            yield Step(2, 4, "重新打开, 核对副本")
            check_database(making / DATABASE, source.key, facts, source.facts)
            yield Step(3, 4, "写清单")
            proven = _digest(making / DATABASE)
            made = BackupSet(final, keys.store, at, reason, proven, tuple(held), len(names) - len(held), "")
            made.write(making, facts, source.key)
            os.rename(making, final)
            sync_folder(place)
    finally:
        # Attachments collected for a set that came to nothing would fill the very disk that was too full for it.
        backupset.sweep_pool(place)
    yield Step(4, 4, "完成")
    return backupset.read(final)


def verify(path: Path, key: bytes, source_facts: Callable[[cipher.Connection], Facts]) -> Job:
    """Prove the set at `path`: manifest, digest, every page, the counts, every attachment; return it.

    Raises BACKUP_MISSING, BACKUP_NEWER or BACKUP_DAMAGED, which says what is wrong.
    """
    found = backupset.read(path)
    facts = found.facts(key)
    total = 3 + len(found.blobs)
    yield Step(0, total, "核对密钥文件")
    if not any(file.is_sealed_by(key) for file in keyfile.copies(found.path)):
        raise BACKUP_DAMAGED(path=found.path, what="密钥文件与清单不是一套")
    yield Step(1, total, "核对数据库文件")
    if _digest(found.path / DATABASE) != found.database:
        raise BACKUP_DAMAGED(path=found.path, what="数据库文件与清单不符")
    yield Step(2, total, "打开数据库, 逐页核对")
    check_database(found.path / DATABASE, key, facts, source_facts)
    pool = Blobs(found.pool, key)
    for number, name in enumerate(found.blobs):
        yield Step(3 + number, total, "核对附件")
        try:
            pool.verify(name)
        except AppError as error:
            raise BACKUP_DAMAGED(path=found.path, what=error.message().rstrip("。")) from error
    yield Step(total, total, "完成")
    return found


def run(job: Job, watch: Callable[[Step], None] = lambda step: None) -> BackupSet:
    """Run a job to its end, handing each step to `watch`, and return its set."""
    try:
        while True:
            watch(next(job))
    except StopIteration as end:
        result: BackupSet = end.value
        return result
    finally:
        job.close()


def check_database(path: Path, key: bytes, facts: Facts, count: Callable[[cipher.Connection], Facts]) -> None:
    """Open a copy as a reader would and compare; BACKUP_DAMAGED says what is wrong."""
    try:
        with closing(cipher.connect(path, key, writable=False)) as link:
            wrong = cipher.damaged_pages(link, 1) or _unsound(link)
            counted = {} if wrong else count(link)
    except cipher.EngineError as error:
        raise BACKUP_DAMAGED(path=path.parent, what="读不出来") from error
    except AppError as error:
        if error.fault not in (STORE_DAMAGED, STORE_FOREIGN):
            raise
        raise BACKUP_DAMAGED(path=path.parent, what=error.message().rstrip("。")) from error
    if wrong:
        raise BACKUP_DAMAGED(path=path.parent, what=wrong[0])
    if canonical(dict(counted)) != canonical(dict(facts)):
        raise BACKUP_DAMAGED(path=path.parent, what="条数与清单不符")


def copy_database(link: cipher.Connection, target: Path, key: bytes, tick: Callable[[int, int], None]) -> None:
    """Copy what `link` sees in its present transaction to a new file under the same key, flushed, without -wal beside it."""
    with closing(cipher.connect(target, key, create=True, journal="delete")) as copy:
        # Nobody reads the half-made copy: flushing once at the end is enough, and many times quicker on a stick.
        copy.execute("PRAGMA synchronous = OFF")
        try:
            link.backup(copy, pages=PAGES_A_TICK, progress=lambda _, left, total: tick(total - left, total), sleep=0)
            # The copy carries the mark of a WAL file, which a reader on a write-protected medium could not open.
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        except cipher.EngineError as error:
            # The folder being filled has a passing name; the person chose the place around it.
            raise cipher.fault_of(error, target.parent.parent) from error
    flush(target)


def copy_sealed(original: Path, target: Path) -> None:
    """Copy the file of an attachment. No hard link: the backup shall survive what befalls the original's own bytes."""
    if not original.is_file():
        raise ATTACHMENT_MISSING(name=original.name[:8])
    try:
        file = original.open("rb")
    except OSError as error:
        raise read_fault(error, original) from error
    with file, part_file(target) as part:
        shutil.copyfileobj(file, part.file, 1 << 20)
        part.become(target)


def flush(path: Path) -> None:
    """Put a closed file safely on its disk, so that whoever reads it next reads the disk and not the memory."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _copy_database(source: Source, target: Path) -> tuple[Facts, list[str]]:
    path = source.folder.database
    with closing(cipher.connect(path, source.key, writable=False)) as link:
        try:
            # Held open, this one snapshot serves counting and copying, whatever the writer commits meanwhile.
            link.execute("BEGIN")
            facts, names = source.facts(link), sorted(set(source.blobs(link)))
            # The copying call passes over a page whose seal is broken and seals zeros in its place (measured).
            wrong = cipher.damaged_pages(link, 1)
            if wrong:
                raise STORE_DAMAGED(path=path, what=wrong[0])
            copy_database(link, target, source.key, source.tick)
            link.execute("COMMIT")
        except cipher.EngineError as error:
            raise cipher.fault_of(error, path, source.key) from error
    return facts, names


def _pool(source: Source, names: list[str], pool: Path) -> Generator[Step, None, list[str]]:
    """Put each attachment once into the pool; one that is gone or damaged is left out, not a reason to have no backup."""
    pool.mkdir(exist_ok=True)
    held = Blobs(pool, source.key)
    got = []
    for number, name in enumerate(names):
        yield Step(1, 4, f"收集附件 {number + 1}/{len(names)}")
        try:
            if not held.has(name):
                copy_sealed(source.folder.attachments / name, pool / name)
                held.verify(name)
        except AppError as error:
            if error.fault not in (ATTACHMENT_MISSING, ATTACHMENT_DAMAGED):
                raise
            # The check of the store names it to the person; here it must not stop all the rest from being saved.
            (pool / name).unlink(missing_ok=True)
            continue
        got.append(name)
    return got


def _unsound(link: cipher.Connection) -> list[str]:
    rows = [str(row[0]) for row in link.execute("PRAGMA quick_check(1)").fetchall()]
    return [] if rows == ["ok"] else rows


def _digest(path: Path) -> tuple[int, str]:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return file.tell(), digest
    except FileNotFoundError as error:
        raise BACKUP_DAMAGED(path=path.parent, what="没有数据库文件") from error
    except OSError as error:
        raise read_fault(error, path) from error
