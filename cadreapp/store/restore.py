"""Putting a backup back: staged and proven beside the store, then exchanged in a way that a crash only delays."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cadreapp.kernel.clock import CHINA
from cadreapp.kernel.durable import sync_folder, write_fault, write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.store import backup, cipher, keyfile
from cadreapp.store.backup import Source, Step
from cadreapp.store.backupset import BackupSet, Facts
from cadreapp.store.blobs import Blobs
from cadreapp.store.faults_keys import KEYFILE_DAMAGED, KEYFILE_MISSING, STORE_DAMAGED, STORE_FOREIGN, STORE_MISSING
from cadreapp.store.folder import DATABASE, KEYS, KEYS_COPY, Folder

READY = "restore-ready"
STAGING = ".restoring-"
REPLACED = "replaced-"
_OLD_PARTS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
_HARMED = (STORE_DAMAGED, STORE_FOREIGN, STORE_MISSING, KEYFILE_DAMAGED, KEYFILE_MISSING)


@dataclass(frozen=True, slots=True)
class Order:
    """What to restore: the set's folder, the key that opens it, and how to count a database.

    `renew` gets the path of the staged database and starts a new epoch in it. `live_key` opens the store that is in the
    way, None when there is none or it cannot be opened; `blobs` as in `backup.Source`.
    """

    path: Path
    key: bytes
    facts: Callable[[cipher.Connection], Facts]
    blobs: Callable[[cipher.Connection], list[str]]
    renew: Callable[[Path], None]
    live_key: bytes | None = None


def restore(order: Order, into: Folder, at: datetime) -> Generator[Step, None, BackupSet]:
    """Put the set into `into`, whose connections are closed and whose writer lock the caller holds; return the set.

    What is there is backed up first; where it cannot be (damaged), its files are kept in a folder `replaced-…`. Until
    everything is staged and proven nothing is touched; from then on `settle` ends what a crash interrupts.
    Raises as `backup.verify` and `backup.make`.
    """
    found = yield from backup.verify(order.path, order.key, order.facts)
    settle(into)
    yield Step(0, 4, "先备份现有数据")
    saved = yield from _save_live(order, into, at)
    yield Step(1, 4, "复制备份")
    staged = _new_staging(into)
    try:
        _stage(order, found, into, staged)
        yield Step(2, 4, "写入新的起点")
        order.renew(staged / DATABASE)
        backup.flush(staged / DATABASE)
        if not saved:
            (staged / REPLACED).write_text(at.astimezone(CHINA).strftime("%Y%m%d-%H%M%S"))
        yield Step(3, 4, "换上")
        sync_folder(staged)
        os.rename(staged, into.root / READY)
        sync_folder(into.root)
    except OSError as error:
        raise write_fault(error, into.root) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    settle(into)
    yield Step(4, 4, "完成")
    return found


def settle(folder: Folder) -> bool:
    """End a restore that was interrupted after its point of no return; to be called, under the lock, before each opening.

    Every step may be done twice. Tells whether there was one; raises DISK_FULL or FILE_UNWRITABLE.
    """
    for left in folder.root.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    ready = folder.root / READY
    if not ready.is_dir():
        return False
    try:
        if (ready / DATABASE).exists():
            _clear_way(folder, ready)
        # The database last: while it lies in `ready`, what lies in the folder is still the old one.
        (ready / "attachments").mkdir(exist_ok=True)
        folder.attachments.mkdir(exist_ok=True)
        for path in [*(ready / "attachments").iterdir(), *(ready / name for name in (KEYS, KEYS_COPY, DATABASE))]:
            if path.exists():
                os.replace(path, folder.root / path.relative_to(ready))
        sync_folder(folder.attachments)
        sync_folder(folder.root)
        shutil.rmtree(ready)
    except OSError as error:
        raise write_fault(error, folder.root) from error
    return True


def _clear_way(folder: Folder, ready: Path) -> None:
    """Take the old files away, or aside when no backup could be made of them: an old -wal must not meet the new database."""
    marker = ready / REPLACED
    aside = folder.root / f"{REPLACED}{marker.read_text()}" if marker.exists() else None
    if aside:
        aside.mkdir(exist_ok=True)
        for name in (KEYS, KEYS_COPY):
            if (folder.root / name).exists() and not (aside / name).exists():
                write_whole(aside / name, (folder.root / name).read_bytes())
    for name in _OLD_PARTS:
        path = folder.root / name
        if not path.exists():
            continue
        if aside:
            os.replace(path, aside / name)
        else:
            path.unlink()


def _save_live(order: Order, into: Folder, at: datetime) -> Generator[Step, None, bool]:
    """Back up what is in the way; tell whether nothing of it needs to be kept otherwise."""
    if not into.exists():
        return True
    if order.live_key is None:
        return False
    live = Source(into, order.live_key, order.facts, order.blobs)
    try:
        yield from backup.make(live, into.backups, "restore", at)
    except AppError as error:
        if error.fault not in _HARMED and not error.code.startswith("BACKUP_"):
            raise
        return False
    return True


def _new_staging(into: Folder) -> Path:
    try:
        into.root.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=STAGING, dir=into.root))
    except OSError as error:
        raise write_fault(error, into.root) from error


def _stage(order: Order, found: BackupSet, into: Folder, staged: Path) -> None:
    shutil.copyfile(found.path / DATABASE, staged / DATABASE)
    keyfile.write(staged, _keys(order, found, into))
    (staged / "attachments").mkdir()
    present = Blobs(into.attachments, order.key)
    for name in found.blobs:
        if not present.is_sound(name):
            backup.copy_sealed(found.pool / name, staged / "attachments" / name)
    backup.check_database(staged / DATABASE, order.key, found.facts(order.key), order.facts)


def _keys(order: Order, found: BackupSet, into: Folder) -> keyfile.KeyFile:
    """Return the key file to go with it: the store's own where it fits, since its passphrases are the newer ones."""
    candidates = [*_sound(into.root), *_sound(found.path)]
    return next(file for file in candidates if file.is_sealed_by(order.key))


def _sound(folder: Path) -> list[keyfile.KeyFile]:
    try:
        return keyfile.copies(folder)
    except AppError:
        return []


