"""The open office: one writer, a few readers, and the two verbs through which everything goes, `do` and `ask`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock
from cadreapp.kernel.errors import AppError
from cadreapp.office.drafts import Desk
from cadreapp.rules.initials import initials
from cadreapp.store import anchors, backup, failures, proof, restore, schema, settings
from cadreapp.store.blobs import Blobs
from cadreapp.store.collisions import references_checked
from cadreapp.store.drafts import Drafts
from cadreapp.store.faults_keys import STORE_READ_ONLY
from cadreapp.store.filelock import WriterLock
from cadreapp.store.folder import Folder
from cadreapp.store.keys import Unlocked
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Actor, Unit
from cadreapp.store.vault import Vault

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Done(Generic[R]):
    """What a command gave back, and what it changed."""

    result: R
    changes: Changes


class Office:
    """An open store. Knows no thread but one lock: whoever writes waits for the writer before."""

    def __init__(self, folder: Folder, vault: Vault, opened: Unlocked, clock: Clock, lock: WriterLock | None) -> None:
        self.folder = folder
        self.vault = vault
        self.opened = opened
        self.clock = clock
        self._lock = lock
        self._writing = threading.Lock()
        with vault.reading() as connection:
            origin = settings.get(connection, "origin", "")
            officer = settings.get(connection, "officer", "")
            self.is_demo = bool(settings.get(connection, "demo", False))
        self.blobs = Blobs(folder.attachments, opened.key)
        self.drafts = Desk(Drafts(folder.drafts, opened.key)) if lock is not None else None
        self.actor = Actor(opened.user or officer or "本机用户", origin)

    def do(self, command: Callable[Concatenate[Unit, P], R], *args: P.args, **kwargs: P.kwargs) -> Done[R]:
        """Run a command in one transaction: all of it is kept, or none. Raises what the command raises."""
        if self._lock is None:
            raise STORE_READ_ONLY(path=self.folder.root)
        with self._writing, references_checked(), self.vault.writing() as connection:
            unit = Unit(connection, self.clock, self.actor, verb=command.__name__, initials=initials)
            result = command(unit, *args, **kwargs)
            changes = unit.finish()
        return Done(result, changes)

    def try_out(self, command: Callable[Concatenate[Unit, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a command to see what it would do; nothing is kept, no lock is needed."""
        with self.vault.reading() as connection:
            unit = Unit(connection, self.clock, self.actor, verb=command.__name__, initials=initials)
            result = command(unit, *args, **kwargs)
            unit.forget()
        return result

    def ask(self, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a query in a read transaction of its own."""
        with self.vault.reading() as connection:
            return query(connection, *args, **kwargs)

    def close(self) -> None:
        """Close the database, drop the key, give the lock back."""
        with self._writing:
            if self.drafts is not None:
                self.drafts.close()
                self.drafts = None
            self.vault.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *_error: Any) -> None:
        self.close()


def open_office(root: Path, opened: Unlocked, clock: Clock, *, write: bool = True) -> Office:
    """Open the store in `root` with an open key: lock, database, schema, a sample read back, the unlock put on record.

    `write=False` opens beside a running window, for reading only. Raises STORE_BUSY, STORE_DAMAGED, SCHEMA_NEWER …
    """
    folder = Folder(root)
    lock = WriterLock(folder.lock) if write else None
    if lock is not None:
        lock.take(clock.now())
    vault = None
    try:
        if lock is not None:
            # A restore that a crash interrupted is ended here, under the lock, before anybody reads half of it.
            restore.settle(folder)
        vault = Vault(folder.database, opened.key, writable=write)
        _bring_up(vault, folder, opened, clock if write else None)
        vault.sample()
        with vault.reading() as connection:
            anchors.check(connection, folder.backups, opened.key)
        office = Office(folder, vault, opened, clock, lock)
        if write:
            _enter(office)
        return office
    except (AppError, RuntimeError):
        if vault is not None:
            vault.close()
        if lock is not None:
            lock.release()
        raise


def _bring_up(vault: Vault, folder: Folder, opened: Unlocked, clock: Clock | None) -> None:
    """Run what revisions are missing, after a proven backup; a reader (no `clock`) leaves an older store as it is."""
    with vault.reading() as connection:
        older = schema.needs_upgrade(connection)
    if older and clock is not None:
        source = backup.Source(folder, opened.key, proof.facts, proof.blob_names)
        backup.run(backup.make(source, folder.backups, "migration", clock.now()))
        with vault.migrating() as connection:
            schema.upgrade(connection)


def _enter(office: Office) -> None:
    """Put the unlock, and the failed ones before it, into the chain."""
    failed = failures.noted(office.folder)

    def unlock(unit: Unit) -> None:
        for at in failed:
            unit.note("refused", about=at)
        unit.note("unlock", about=office.opened.kind.value)

    office.do(unlock)
    # What an attaching that died left half-written; contents that no record names go with the daily backup.
    office.blobs.sweep(office.blobs.names())
    failures.clear(office.folder, failed)
