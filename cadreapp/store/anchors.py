"""What is known of a store outside its database, so that an older copy put in its place is noticed at opening."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from cadreapp.kernel.errors import AppError
from cadreapp.store import backupset, journal, ledger, settings
from cadreapp.store.backupset import Facts
from cadreapp.store.faults import ROLLED_BACK

_LOOKED_AT = 3
_MILLISECOND = 1 << 80


def check(connection: Connection, backups: Path, key: bytes) -> None:
    """Compare the store with its newest backups, each of which knows epoch, length and head of the chain; ROLLED_BACK.

    A lawful restore begins a later epoch, and what earlier epochs knew no longer binds.
    """
    here, epoch = journal.head(connection), str(settings.get(connection, "epoch", ""))
    for facts in _known(backups, key, settings.get(connection, "store", "")):
        known = int(facts["journal"])
        if facts["epoch"] > epoch or facts["epoch"] == epoch and ledger.chain_value(connection, known) != (facts["head"] or None):
            raise ROLLED_BACK(here=here.no, known=known)


def later_epoch(fresh: str, *known: str) -> str:
    """Return an epoch behind all that are known: `fresh`, unless the clock was set back since one of them began."""
    last = max(known, default="")
    return fresh if fresh > last else str(uuid.UUID(int=uuid.UUID(last).int + _MILLISECOND))


def epochs(backups: Path, key: bytes, store: str) -> list[str]:
    """Return the epochs that the newest backups know."""
    return [facts["epoch"] for facts in _known(backups, key, store)]


def _known(backups: Path, key: bytes, store: str) -> Iterator[Facts]:
    """Yield what the newest sets of this store counted; one that cannot be read says nothing."""
    for found in [s for s in backupset.sets_in(backups) if s.store == store][:_LOOKED_AT]:
        try:
            facts = found.facts(key)
        except AppError:
            continue
        if facts.get("epoch"):
            yield facts
