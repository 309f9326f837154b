"""A unit of work: one transaction, in which records change and leave journal, index and `Changes` behind, or nothing does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock, stamp
from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.kernel.ids import new_id
from cadreapp.kernel.shape import Shape, Values
from cadreapp.records import BY_NAME, SHAPES
from cadreapp.records import values as plain
from cadreapp.records.clean import clean
from cadreapp.records.faults import UNKNOWN_TYPE
from cadreapp.records.record import Record
from cadreapp.store import journal, rows, straight, upkeep
from cadreapp.store.faults import NOT_OURS
from cadreapp.store.image import Image
from cadreapp.store.index import headline
from cadreapp.store.upkeep import Initials


@dataclass(frozen=True)
class Actor:
    """Who acts: a user's name, and the fingerprint of the unit whose store this is."""

    name: str
    origin: str


class Unit:
    """What a command works with. Only records fetched or added here may change; leaving writes what they became.

    `verb` is the command's name in the journal, `about` a command id that this one reverses.
    """

    def __init__(
        self, connection: Connection, clock: Clock, actor: Actor, *, verb: str, initials: Initials, about: str | None = None
    ) -> None:
        self.connection = connection
        self.clock = clock
        self.actor = actor
        self.verb = verb
        self.about = about
        self.command = new_id(clock)
        self._initials = initials
        self._before: dict[str, Image | None] = {}
        self._kept: dict[str, Image | None] = {}
        self._records: dict[str, Record] = {}
        self._deleted: set[str] = set()
        self._acts: list[dict[str, Any]] = []
        self._touched: dict[str, set[str]] = {}
        self._is_written = False
        self._told: dict[str, set[str]] = {}

    @property
    def at(self) -> str:
        """The audit time of this act."""
        return stamp(self.clock.now())

    def new_id(self) -> str:
        """Return a fresh id."""
        return new_id(self.clock)

    def type_of(self, record_id: str) -> str:
        """Return the type of a record; raises NOT_FOUND."""
        found = straight.fetch(self.connection, "SELECT type FROM catalogue WHERE id = ?", (record_id,))
        if not found:
            raise NOT_FOUND(what="记录", key=record_id)
        return str(found[0][0])

    def get(self, record_id: str, *, ours: bool = True) -> Record:
        """Return a record to change. Raises NOT_FOUND, or NOT_OURS for one that was received (unless `ours` is False)."""
        if record_id in self._records:
            return self._records[record_id]
        type_name = self.type_of(record_id)
        image = rows.load(self.connection, type_name, [record_id])[record_id]
        if ours and image.meta["origin"] != self.actor.origin:
            raise NOT_OURS(title=headline(SHAPES[type_name], image.values))
        record = BY_NAME[type_name](id=record_id)
        self._take(record, image.meta, image.values, keep_ids=True)
        self._before[record_id] = self._kept[record_id] = image
        return record

    def add(self, type_name: str, values: Values, *, record_id: str | None = None, **meta: Any) -> Record:
        """Make a record from given values (checked here); `meta` sets the columns beside the fields."""
        shape = shape_of(type_name)
        cleaned = clean(shape, values)
        record_type = BY_NAME[type_name]
        record = record_type(id=record_id or self.new_id())
        beside = {"state": record_type.initial_state, "edition": 1, "revision": 0, "origin": self.actor.origin,
                  "created_at": self.at, "changed_at": self.at, **meta}
        self._take(record, beside, cleaned, keep_ids=record_id is not None)
        self._before[record.id] = self._kept[record.id] = None
        return record

    def write(self, record: Record, values: Values, *, keep_ids: bool = False) -> None:
        """Set some fields of a record, checked and normalised; fields not named stay as they are."""
        cleaned = clean(SHAPES[record.__tablename__], values, partial=True)
        plain.write(record, cleaned, self.row_id(keep=keep_ids))

    def delete(self, record: Record) -> None:
        """Remove a record's row altogether; its image stays in the journal."""
        self._deleted.add(record.id)

    def note(self, op: str, *, record: str | None = None, type_name: str | None = None, about: str | None = None) -> None:
        """Put an audited act that changes no record into the journal: a view, a print, an unlock."""
        self._acts.append(self._row(op, type_name, record, about=about))

    def told(self, op: str, about: str, before: Any, after: Any) -> None:
        """Put a change of something that is no record into the journal, with what it was and what it is."""
        self._acts.append(self._row(op, None, None) | {"about": about, "before": before, "after": after})
        self._told.setdefault(op, set()).add(about)

    def enter(self, images: Sequence[Image]) -> None:
        """Journal and index records whose rows `bulk.insert_many` has just written."""
        journal.append(self.connection, [self._change(None, image) for image in images])
        upkeep.enter(self.connection, images, self._initials)
        self._is_written = True
        for image in images:
            self._touched.setdefault(image.type, set()).add(image.id)

    def forget(self) -> None:
        """Drop every change of this unit: what was worked out stays an answer, nothing of it is kept."""
        if self._is_written or self._told:
            raise RuntimeError("what went in by insert_many, is kept, or was settled, is written already")
        self._let_go()

    def dangling(self) -> str | None:
        """Return the type of a record that names a person or organisation nobody has, None when all is well."""
        self.settle()
        # Every reference is a link too, and links are few to ask: reading all tables through took seconds in a large store.
        if not any(upkeep.is_loose(self.connection, ids) for ids in self._touched.values()):
            return None
        broken = straight.fetch(self.connection, "PRAGMA foreign_key_check")
        return str(broken[0][0]) if broken else None

    def settle(self) -> None:
        """Journal and index what was done so far and let go of it, so that an act on very many records stays small.

        The transaction goes on: all of the act is kept in the end, or nothing. A record that is to change once more must be
        fetched again.
        """
        found: list[tuple[Image | None, Image | None]] = []
        for record_id, record in self._records.items():
            before, after = self._before[record_id], self._after(record_id)
            if before == after:
                self._keep(record_id, after)
                continue
            if after is not None:
                record.revision += 1
                record.changed_at = self.at
                after = Image(after.type, after.id, after.values, plain.meta(record))
            self._keep(record_id, after)
            found.append((before, after))
        journal.append(self.connection, [*(self._change(before, after) for before, after in found), *self._acts])
        self._index(found)
        for before, after in found:
            image = after or before
            assert image is not None
            self._touched.setdefault(image.type, set()).add(image.id)
        self._is_written = self._is_written or bool(found or self._acts)
        self._let_go()

    def finish(self) -> Changes:
        """Write everything that changed, with journal and index, and return what it was."""
        self.settle()
        command = self.command if self._touched else ""
        return Changes(command, {name: frozenset(ids) for name, ids in (self._touched | self._told).items()})

    def _let_go(self) -> None:
        for kept in (self._records, self._before, self._kept, self._deleted, self._acts):
            kept.clear()

    def _take(self, record: Record, meta: Values, values: Values, *, keep_ids: bool) -> None:
        # No session has loaded it, so that no mapper needs to be told, column by column.
        vars(record).update(meta)
        plain.write(record, values, self.row_id(keep=keep_ids))
        self._records[record.id] = record

    def _after(self, record_id: str) -> Image | None:
        if record_id in self._deleted:
            return None
        record = self._records[record_id]
        return Image(record.__tablename__, record.id, plain.read(record), plain.meta(record))

    def _keep(self, record_id: str, image: Image | None) -> None:
        """Bring the rows of a record from what was last written to what it is now."""
        kept = self._kept[record_id]
        if kept and image:
            rows.change(self.connection, kept, image, self.new_id)
        elif image:
            rows.insert(self.connection, [image], self.new_id)
        elif kept:
            rows.remove(self.connection, kept)
        self._kept[record_id] = image

    def _index(self, found: list[tuple[Image | None, Image | None]]) -> None:
        upkeep.enter(self.connection, [after for before, after in found if before is None and after], self._initials)
        for before, after in found:
            if before and after:
                upkeep.revise(self.connection, before, after, self._initials)
            elif before:
                upkeep.leave(self.connection, before)

    def row_id(self, keep: bool) -> Callable[[str | None], str]:
        """Return what gives a new row its id; one that the record does not know is taken over only with `keep`, when a
        whole record is put back (undo, bundle)."""
        return lambda given: given if keep and given else self.new_id()

    def _row(self, op: str, type_name: str | None, record: str | None, **more: Any) -> dict[str, Any]:
        return {"at": self.at, "actor": self.actor.name, "command": self.command, "verb": self.verb, "op": op,
                "type": type_name, "record": record, "about": self.about, **{k: v for k, v in more.items() if v is not None}}

    def _change(self, before: Image | None, after: Image | None) -> dict[str, Any]:
        op = "create" if before is None else "delete" if after is None else "change"
        image = after or before
        assert image is not None
        return self._row(op, image.type, image.id, edition=image.meta["edition"], revision=image.meta["revision"],
                         before=before.body() if before else None, after=after.body() if after else None)


def shape_of(type_name: str) -> Shape:
    """Return the shape of a record type; raises UNKNOWN_TYPE."""
    if type_name not in SHAPES:
        raise UNKNOWN_TYPE(type=type_name)
    return SHAPES[type_name]
