"""The journal read by command: which acts could be undone, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from cadreapp.store import straight
from cadreapp.store.tables import catalogue, journal, link

_CHANGES = ("create", "change", "delete")
_UNDONE = "SELECT 1 FROM journal WHERE about = ? AND verb = 'undo'"
_LAST = select(journal.c.command).where(journal.c.op.in_(_CHANGES)).order_by(journal.c.no.desc()).limit(1)
_ACT = select(
    journal.c.command, func.max(journal.c.verb), func.max(journal.c.at), func.max(journal.c.record), func.count(),
    func.min(journal.c.no),
).where(journal.c.command == bindparam("its"), journal.c.op.in_(_CHANGES))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """A command that changed records: how many, and one of them to call it by."""

    command: str
    verb: str
    at: str
    record: str
    records: int


@dataclass(frozen=True, slots=True)
class Change:
    """One record changed by a command: the journal entry that keeps its images."""

    no: int
    op: str
    type: str
    record: str


def newest(connection: Connection, never: Iterable[str], limit: int) -> list[Act]:
    """Return commands that changed records and were not undone, newest first; `never` names verbs to leave out."""
    found: list[Act] = []
    kept, before = set(never), None
    # A command's entries lie together, written in one transaction: from each the next is looked up below its first entry,
    # where grouping all entries would read a journal of years for one line of a menu.
    while len(found) < limit:
        last = _LAST if before is None else _LAST.where(journal.c.no < before)
        command = connection.execute(last).scalar()
        if command is None:
            break
        *act, before = connection.execute(_ACT, {"its": command}).one()
        if act[1] not in kept and not straight.fetch(connection, _UNDONE, (command,)):
            found.append(Act(*act))
    return found


def changes(connection: Connection, command: str) -> list[Change]:
    """Return what a command changed, the last first."""
    query = select(journal.c.no, journal.c.op, journal.c.type, journal.c.record).where(
        journal.c.command == command, journal.c.op.in_(_CHANGES)
    )
    return [Change(*row) for row in connection.execute(query.order_by(journal.c.no.desc()))]


def users(connection: Connection, record: str) -> list[str]:
    """Return the ids of records out of the bin that refer to a record."""
    query = select(catalogue.c.id).join(link, link.c.from_id == catalogue.c.id).where(
        link.c.to_id == record, catalogue.c.state != "binned").distinct()
    return list(connection.execute(query).scalars().all())
