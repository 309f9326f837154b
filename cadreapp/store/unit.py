"""A unit of work: one transaction, in which records change and leave journal, index and `Changes` behind, or nothing does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, event, insert, select, text
from sqlalchemy.orm import ORMExecuteState, Session

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
from cadreapp.store import journal
from cadreapp.store.faults import NOT_OURS
from cadreapp.store.index import IndexRows, derive
from cadreapp.store.tables import catalogue, initial, link, term

Initials = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Actor:
    """Who acts: a user's name, and the fingerprint of the unit whose store this is."""

    name: str
    origin: str


@dataclass(frozen=True)
class Image:
    """A record as the journal keeps it: type, fields, and the columns beside them."""

    type: str
    id: str
    values: Values
    meta: Values

    def body(self) -> dict[str, Any]:
        return {"meta": self.meta, "values": self.values}


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
        self._records: dict[str, Record] = {}
        self._deleted: set[str] = set()
        self._acts: list[dict[str, Any]] = []
        self._session = Session(bind=connection, autoflush=False, expire_on_commit=False)
        event.listen(self._session, "do_orm_execute", _refuse_bulk)

    @property
    def at(self) -> str:
        """The audit time of this act."""
        return stamp(self.clock.now())

    def new_id(self) -> str:
        """Return a fresh id."""
        return new_id(self.clock)

    def type_of(self, record_id: str) -> str:
        """Return the type of a record; raises NOT_FOUND."""
        found = self.connection.execute(select(catalogue.c.type).where(catalogue.c.id == record_id)).scalar()
        if found is None:
            raise NOT_FOUND(what="记录", key=record_id)
        return str(found)

    def get(self, record_id: str, *, ours: bool = True) -> Record:
        """Return a record to change. Raises NOT_FOUND, or NOT_OURS for one that was received (unless `ours` is False)."""
        if record_id in self._records:
            return self._records[record_id]
        type_name = self.type_of(record_id)
        record = self._session.get(BY_NAME[type_name], record_id)
        assert record is not None, f"catalogue names a missing {type_name}"
        if ours and record.origin != self.actor.origin:
            raise NOT_OURS(title=derive(SHAPES[type_name], plain.read(record), record.state).title)
        self._records[record_id] = record
        self._before[record_id] = self._image(record)
        return record

    def add(self, type_name: str, values: Values, *, record_id: str | None = None, **meta: Any) -> Record:
        """Make a record from given values (checked here); `meta` sets the columns beside the fields."""
        shape = shape_of(type_name)
        cleaned = clean(shape, values)
        record_type = BY_NAME[type_name]
        record = record_type(id=record_id or self.new_id())
        beside = {"state": record_type.initial_state, "edition": 1, "revision": 0, "origin": self.actor.origin,
                  "created_at": self.at, "changed_at": self.at, **meta}
        for name, value in beside.items():
            setattr(record, name, value)
        plain.write(record, cleaned, self._row_id(keep=record_id is not None))
        self._session.add(record)
        self._records[record.id] = record
        self._before[record.id] = None
        return record

    def write(self, record: Record, values: Values, *, keep_ids: bool = False) -> None:
        """Set some fields of a record, checked and normalised; fields not named stay as they are."""
        cleaned = clean(SHAPES[record.__tablename__], values, partial=True)
        plain.write(record, cleaned, self._row_id(keep=keep_ids))

    def delete(self, record: Record) -> None:
        """Remove a record's row altogether; its image stays in the journal."""
        self._deleted.add(record.id)
        self._session.delete(record)

    def note(self, op: str, *, record: str | None = None, type_name: str | None = None, about: str | None = None) -> None:
        """Put an audited act that changes no record into the journal: a view, a print, an unlock."""
        self._acts.append(self._row(op, type_name, record, about=about))

    def forget(self) -> None:
        """Drop every change of this unit: what was worked out stays an answer, nothing of it is kept."""
        self._session.expunge_all()
        self._records.clear()
        self._before.clear()
        self._deleted.clear()
        self._acts.clear()

    def dangling(self) -> str | None:
        """Return the type of a record that names a person or organisation nobody has, None when all is well."""
        self._session.flush()
        broken = self.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
        return None if broken is None else str(broken[0])

    def finish(self) -> Changes:
        """Write everything that changed, with journal and index, and return what it was."""
        rows: list[dict[str, Any]] = []
        touched: dict[str, set[str]] = {}
        derived: list[tuple[Image | None, Image | None]] = []
        for record_id, record in self._records.items():
            before = self._before[record_id]
            after = None if record_id in self._deleted else self._image(record)
            if before is not None and after is not None and _same(before, after) or before is after:
                continue
            if after is not None:
                record.revision += 1
                record.changed_at = self.at
                after = self._image(record)
            rows.append(self._change(before, after))
            derived.append((before, after))
            touched.setdefault(record.__tablename__, set()).add(record_id)
        self._session.flush()
        journal.append(self.connection, [*rows, *self._acts])
        for before, after in derived:
            self._index(before, after)
        self._session.close()
        return Changes(self.command if rows else "", {name: frozenset(ids) for name, ids in touched.items()})

    def _image(self, record: Record) -> Image:
        return Image(record.__tablename__, record.id, plain.read(record), plain.meta(record))

    def _row_id(self, keep: bool) -> Callable[[str | None], str]:
        # A row id that the record does not know is taken over only when a whole record is put back (undo, bundle).
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

    def _index(self, before: Image | None, after: Image | None) -> None:
        if before is not None:
            self._unindex(before.id, keep_line=after is not None)
        if after is not None:
            write_index(self.connection, [(after, derive(SHAPES[after.type], after.values, after.meta["state"]))],
                        self._initials)

    def _unindex(self, record_id: str, keep_line: bool) -> None:
        number = self.connection.execute(select(catalogue.c.no).where(catalogue.c.id == record_id)).scalar_one()
        self.connection.execute(text("DELETE FROM search_text WHERE rowid = :no"), {"no": number})
        for table, column in ((link, link.c.from_id), (term, term.c.record), (initial, initial.c.record)):
            self.connection.execute(delete(table).where(column == record_id))
        if not keep_line:
            self.connection.execute(delete(catalogue).where(catalogue.c.id == record_id))


def shape_of(type_name: str) -> Shape:
    """Return the shape of a record type; raises UNKNOWN_TYPE."""
    if type_name not in SHAPES:
        raise UNKNOWN_TYPE(type=type_name)
    return SHAPES[type_name]


def write_index(connection: Connection, found: list[tuple[Image, IndexRows]], initials: Initials) -> None:
    """Write the derived rows of records whose old ones are gone; many at once for an import."""
    lines = [_line(image, rows) for image, rows in found]
    upsert = text(
        "INSERT INTO catalogue (id, type, title, kind, day, state, stage, origin, changed_at) VALUES "
        "(:id, :type, :title, :kind, :day, :state, :stage, :origin, :changed_at) ON CONFLICT (id) DO UPDATE SET "
        "title=excluded.title, kind=excluded.kind, day=excluded.day, state=excluded.state, stage=excluded.stage, "
        "changed_at=excluded.changed_at"
    )
    connection.execute(upsert, lines)
    numbers = _numbers(connection, [image.id for image, _ in found])
    connection.execute(
        text("INSERT INTO search_text (rowid, body) VALUES (:no, :body)"),
        [{"no": numbers[image.id], "body": rows.text} for image, rows in found],
    )
    links = [{"from_id": i.id, "from_type": i.type, "path": path, "to_id": to} for i, rows in found for path, to in rows.links]
    terms = [{"record": i.id, "type": i.type, "path": path, "day": day, "what": what}
             for i, rows in found for path, day, what in rows.terms]
    names = [{"initials": reading, "record": i.id} for i, rows in found if rows.name for reading in initials(rows.name)]
    for table, values in ((link, links), (term, terms), (initial, names)):
        if values:
            connection.execute(insert(table), values)


def _numbers(connection: Connection, ids: list[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        rows = connection.execute(select(catalogue.c.id, catalogue.c.no).where(catalogue.c.id.in_(chunk)))
        numbers.update({row.id: row.no for row in rows})
    return numbers


def _line(image: Image, rows: IndexRows) -> dict[str, Any]:
    return {"id": image.id, "type": image.type, "title": rows.title, "kind": rows.kind, "day": rows.day,
            "state": image.meta["state"], "stage": rows.stage, "origin": image.meta["origin"],
            "changed_at": image.meta["changed_at"]}


def _same(before: Image, after: Image) -> bool:
    return before.values == after.values and before.meta == after.meta


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_update or state.is_delete or state.is_insert:
        raise RuntimeError("bulk writes slip past the journal: use Unit.insert_many")
