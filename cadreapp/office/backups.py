"""备份: made by hand or once a day of use, proven by opening, put back with a new beginning."""

from __future__ import annotations

import shutil
import time
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.durable import write_fault
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.ids import new_id
from cadreapp.office import attaching
from cadreapp.office.door import Office, open_office
from cadreapp.store import anchors, backup, backupset, proof, restore, settings, thinning
from cadreapp.store.backup import Source, Step
from cadreapp.store.backupset import BackupSet
from cadreapp.store.filelock import WriterLock
from cadreapp.store.folder import Folder
from cadreapp.store.unit import Unit

if TYPE_CHECKING:
    from cadreapp.store.keys import Unlocked

_A_DAY = 86_400
Job = Generator[Step, None, BackupSet]


@dataclass(frozen=True)
class BackupView:
    """A backup as people see it."""

    path: Path
    made: datetime
    reason: str
    size: int
    attachments: int
    missing: int


def make(office: Office, place: Path | None = None, reason: str = thinning.MANUAL) -> Job:
    """Make a proven backup in the store's own folder or in `place`, and put it on record; the store stays in use."""
    source = Source(office.folder, office.opened.key, proof.facts, proof.blob_names)
    made = yield from backup.make(source, place or office.folder.backups, reason, office.clock.now())
    office.do(back_up, f"{reason} {made.path.name}", str(place) if place else None)
    return made


def back_up(unit: Unit, what: str, place: str | None) -> None:
    """Put a backup on record and remember its place, so that a change of passphrase reaches it."""
    if place is not None:
        known = settings.get(unit.connection, "backup_places", [])
        if place not in known:
            settings.put(unit, "backup_places", [*known, place])
    unit.note("backup", about=what)


def daily(office: Office) -> Job | None:
    """Return the job of this day's automatic backup, or None when it was made already."""
    sets = backupset.sets_in(office.folder.backups)
    last = max((s.made for s in sets), default=None)
    return _daily(office) if thinning.is_due(last, office.clock.now()) else None


def _daily(office: Office) -> Job:
    made = yield from make(office, reason="auto")
    thinning.thin(office.folder.backups, made.store, office.clock.now())
    office.blobs.sweep(office.ask(attaching.in_use) | _young(office))
    return made


def _young(office: Office) -> set[str]:
    """Return the attachments whose files are of today: one may be waiting for the record that will name it."""
    since = time.time() - _A_DAY
    folder = office.folder.attachments
    return {name for name in office.blobs.names() if (folder / name).stat().st_mtime > since}


def listed(folder: Path, *more: Path) -> list[BackupView]:
    """Return the backups of a store's folder and of other places, newest first."""
    places = [Folder(folder).backups, *more]
    found = {s.path: s for place in places if place.is_dir() for s in backupset.sets_in(place)}
    views = [BackupView(s.path, s.made, s.reason, s.size, len(s.blobs), s.missing) for s in found.values()]
    return sorted(views, key=lambda v: v.made, reverse=True)


def places(office: Office) -> list[Path]:
    """Return the other places where backups were put."""
    return [Path(p) for p in office.ask(settings.get, "backup_places", [])]


def verify(path: Path, key: bytes) -> Job:
    """Prove a backup: manifest, every page, the counts, every attachment. Raises BACKUP_DAMAGED saying what is wrong."""
    return backup.verify(path, key, proof.facts)


def put_back(path: Path, into: Path, opened: Unlocked, clock: Clock) -> Job:
    """Restore a backup into a store's folder (live or new); what is there is backed up first, a new epoch begins.

    The caller has closed the store. Raises STORE_BUSY when somebody else has it open.
    """
    backupset.read(path)
    folder, fresh = Folder(into), not into.exists()

    def renew(staged: Path) -> None:
        # Asked for only now: the backup of what is in the way, made a moment ago, knows the latest epoch.
        known = anchors.epochs(folder.backups, opened.key, opened.store)
        proof.new_epoch(staged, opened.key, new_id(clock), known)

    order = restore.Order(path, opened.key, proof.facts, proof.blob_names, renew, opened.key if folder.exists() else None)
    try:
        into.mkdir(parents=True, exist_ok=True)
        with WriterLock(folder.lock) as lock:
            lock.take(clock.now())
            found = yield from restore.restore(order, folder, clock.now())
    except OSError as error:
        raise write_fault(error, into) from error
    finally:
        if fresh and not folder.exists():
            shutil.rmtree(into, ignore_errors=True)
    with open_office(into, opened, clock) as office:
        office.do(restored, path.name)
    return found


def restored(unit: Unit, name: str) -> None:
    """Put on record that this store came out of a backup."""
    unit.note("restore", about=name)


def latest(folder: Path) -> datetime | None:
    """Return when the newest backup was made, None when there is none."""
    with suppress(AppError):
        return max((v.made for v in listed(folder)), default=None)
    return None
