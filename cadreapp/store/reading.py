"""Reading: frozen rows out of one read transaction, never anything alive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, and_, func, or_, select, text
from sqlalchemy.sql import visitors

from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.kernel.ids import is_id
from cadreapp.kernel.shape import Field, Kind, Shape, Values
from cadreapp.records import BY_NAME
from cadreapp.records.faults import UNKNOWN_FIELD
from cadreapp.store import rows
from cadreapp.store.search import phrase
from cadreapp.store.tables import amendment, catalogue, initial, journal, journal_body, link, sent_record
from cadreapp.store.unit import shape_of

Reader = Connection
"""What queries take: a connection inside a read transaction."""

LIVE = ("draft", "sealed", "current", "open", "closed")
"""States that lists show unless asked: all but the bin and what was withdrawn."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record as lists and links show it. `cells` holds listed fields as texts, references by their titles."""

    id: str
    type: str
    title: str
    state: str
    day: str | None
    kind: str | None
    stage: str | None
    origin: str
    changed_at: str
    cells: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """One record whole: its values and the columns beside them."""

    id: str
    type: str
    values: Values
    meta: Values


@dataclass(frozen=True, slots=True)
class Link:
    """A reference: `line` is the record at the other end, None when we do not hold it."""

    path: str
    id: str
    line: Line | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows. `where` pairs field and value; `since`/`until` bound the type's own day, inclusive.

    `sort` names a listed field, or "day", "changed" or "created"; `origin` None means every unit's.
    """

    type: str
    where: tuple[tuple[str, Any], ...] = ()
    text: str = ""
    since: str | None = None
    until: str | None = None
    states: tuple[str, ...] = LIVE
    origin: str | None = None
    sort: str = "created"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry of the journal without its contents."""

    no: int
    at: str
    actor: str
    command: str
    verb: str
    op: str
    type: str | None
    record: str | None
    edition: int | None
    revision: int | None
    about: str | None
    title: str | None = None


def load(connection: Connection, record_id: str) -> Stored:
    """Return one record whole; raises NOT_FOUND."""
    type_name = connection.execute(select(catalogue.c.type).where(catalogue.c.id == record_id)).scalar()
    if type_name is None:
        raise NOT_FOUND(what="记录", key=record_id)
    found = rows.load(connection, type_name, [record_id])[record_id]
    return Stored(record_id, type_name, found.values, found.meta)


def load_many(connection: Connection, type_name: str, ids: Sequence[str]) -> list[Stored]:
    """Return records of one type whole, in the order of `ids`; unknown ids are left out."""
    found = rows.load(connection, type_name, ids)
    return [Stored(i, type_name, found[i].values, found[i].meta) for i in ids if i in found]


def ids(connection: Connection, listing: Listing, limit: int | None = None) -> list[str]:
    """Return the ids that a listing holds, in its order; at most `limit`."""
    return list(connection.execute(_query(listing).limit(limit)).scalars())


def page(connection: Connection, type_name: str, wanted: Sequence[str]) -> list[Line]:
    """Return list lines with their cells for some ids of one type, in that order."""
    shape, table = shape_of(type_name), _table(type_name)
    columns = [(f, _column(table, f)) for f in shape.listed() if f.kind not in (Kind.ENTRIES, Kind.CHOICES)]
    query = select(catalogue, *(c.label(f"cell_{f.name}") for f, c in columns)).join(table, table.c.id == catalogue.c.id)
    rows = {r["id"]: r for r in connection.execute(query.where(catalogue.c.id.in_(wanted))).mappings()}
    refs = {r[f"cell_{f.name}"] for r in rows.values() for f, _ in columns if f.kind is Kind.REF}
    names = titles(connection, (i for i in refs if i))
    several = {f.name: _chosen(connection, type_name, f, wanted) for f in shape.listed() if f.kind is Kind.CHOICES}
    return [_line(rows[i], {f.name: _cell(f, rows[i][f"cell_{f.name}"], names) for f, _ in columns}
                  | {name: chosen.get(i, "") for name, chosen in several.items()})
            for i in wanted if i in rows]


def titles(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return the titles of records by id; those we do not hold are left out."""
    return {line_.id: line_.title for line_ in lines(connection, wanted)}


def lines(connection: Connection, wanted: Iterable[str]) -> list[Line]:
    """Return the catalogue lines of some records of any type, newest first."""
    every = list(dict.fromkeys(wanted))
    found: list[Line] = []
    for start in range(0, len(every), 500):
        query = select(catalogue).where(catalogue.c.id.in_(every[start : start + 500]))
        found += [_line(r) for r in connection.execute(query).mappings()]
    return sorted(found, key=lambda r: (r.day or r.changed_at, r.id), reverse=True)


def search(
    connection: Connection, typed: str, type_name: str | None = None, limit: int = 50, *, by_name: bool = False
) -> list[Line]:
    """Return the newest records that hold the typed run of characters, or people by their pinyin initials.

    With `by_name` those come first whose name begins with it, then those whose name holds it, the shortest first, so that
    a whole name is never pushed out by newer, longer ones.
    """
    found = _by_text(connection, typed, type_name, limit, by_name)
    if typed.isascii() and typed.isalpha() and type_name in (None, "person"):
        known = {r.id for r in found}
        found = [r for r in by_initials(connection, typed, limit) if r.id not in known] + found
    return found[:limit]


def by_initials(connection: Connection, typed: str, limit: int = 50) -> list[Line]:
    """Return the people whose names begin with these pinyin initials."""
    low = typed.lower()
    ids_ = select(initial.c.record).where(initial.c.initials >= low, initial.c.initials < low + "{").distinct()
    query = select(catalogue).where(catalogue.c.id.in_(ids_), catalogue.c.state.in_(LIVE)).order_by(catalogue.c.no)
    return [_line(r) for r in connection.execute(query.limit(limit)).mappings()]


def links_from(connection: Connection, record_id: str) -> list[Link]:
    """Return what a record refers to."""
    return _links(connection, select(link.c.path, link.c.to_id).where(link.c.from_id == record_id))


def links_to(connection: Connection, record_id: str) -> list[Link]:
    """Return which records refer to this one; for a person, the whole file."""
    return _links(connection, select(link.c.path, link.c.from_id).where(link.c.to_id == record_id))


def recent(connection: Connection, origin: str, limit: int = 10) -> list[Line]:
    """Return what was last touched, newest first."""
    query = select(catalogue).where(catalogue.c.state.in_(LIVE), catalogue.c.origin == origin)
    rows = connection.execute(query.order_by(catalogue.c.changed_at.desc(), catalogue.c.no.desc()).limit(limit))
    return [_line(r) for r in rows.mappings()]


def rows_newest(connection: Connection, type_name: str, limit: int) -> list[Line]:
    """Return the newest live records of a type."""
    query = select(catalogue).where(catalogue.c.type == type_name, catalogue.c.state.in_(LIVE))
    return [_line(r) for r in connection.execute(query.order_by(catalogue.c.no.desc()).limit(limit)).mappings()]


FILTERS = ("actor", "verb", "op", "type", "record", "since", "until")


def log(connection: Connection, filters: Mapping[str, str] | None = None, limit: int = 500) -> list[JournalLine]:
    """Return journal entries, newest first, each with the title of its record where we hold it.

    `filters` are named in FILTERS and compare equal; "since" and "until" are days, inclusive.
    """
    names = [c for c in journal.c if c.name in JournalLine.__dataclass_fields__]
    query = select(*names, catalogue.c.title).join(catalogue, catalogue.c.id == journal.c.record, isouter=True)
    for name, value in (filters or {}).items():
        bounds = {"since": journal.c.at >= value, "until": journal.c.at <= value + "~"}
        query = query.where(bounds[name] if name in bounds else journal.c[name] == value)
    rows = connection.execute(query.order_by(journal.c.no.desc()).limit(limit))
    return [JournalLine(**r) for r in rows.mappings()]


def counts(connection: Connection, origin: str) -> dict[str, int]:
    """Return how many live records of one unit there are by type."""
    query = select(catalogue.c.type, func.count()).where(catalogue.c.state.in_(LIVE), catalogue.c.origin == origin)
    return {row[0]: row[1] for row in connection.execute(query.group_by(catalogue.c.type))}


def columns(connection: Connection, type_name: str, names: Sequence[str], origin: str) -> list[dict[str, Any]]:
    """Return some columns of all current records of a register, of one unit."""
    table = _table(type_name)
    query = select(*(table.c[n] for n in names)).where(table.c.state == "current", table.c.origin == origin)
    return [dict(row) for row in connection.execute(query).mappings()]


def history(connection: Connection, record_id: str) -> list[JournalLine]:
    """Return everything that happened to one record, newest first."""
    return log(connection, {"record": record_id})


def body(connection: Connection, no: int) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the images before and after that a journal entry keeps; None where there is none (or it was purged)."""
    row = connection.execute(select(journal_body.c.before, journal_body.c.after).where(journal_body.c.no == no)).first()
    before, after = row if row else (None, None)
    return (json.loads(before) if before else None, json.loads(after) if after else None)


def pending(connection: Connection, record_id: str) -> dict[str, Any] | None:
    """Return the draft of a sealed record's next edition: {"at", "reason", "values"}, or None."""
    row = connection.execute(select(amendment).where(amendment.c.record == record_id)).first()
    return {"at": row.at, "reason": row.reason, "values": json.loads(row.body)} if row else None


def is_sent(connection: Connection, record_id: str, revision: int | None = None) -> bool:
    """Tell whether a record went with a bundle, at this revision or a later one when given."""
    query = select(func.count()).where(sent_record.c.record == record_id)
    if revision is not None:
        query = query.where(sent_record.c.revision >= revision)
    return bool(connection.execute(query).scalar())


def _query(listing: Listing) -> Select[Any]:
    shape, table = shape_of(listing.type), _table(listing.type)
    query = select(catalogue.c.id)
    conditions = [catalogue.c.type == listing.type, catalogue.c.state.in_(listing.states)]
    if listing.origin is not None:
        conditions.append(catalogue.c.origin == listing.origin)
    if listing.since:
        conditions.append(catalogue.c.day >= listing.since)
    if listing.until:
        conditions.append(catalogue.c.day <= listing.until + "~")
    for name, value in listing.where:
        conditions.append(_condition(shape, table, name, value))
    wanted = phrase(listing.text)
    if wanted:
        hit = text("catalogue.no IN (SELECT rowid FROM search_text WHERE search_text MATCH :wanted)")
        named = select(initial.c.record).where(initial.c.initials.startswith(listing.text.lower(), autoescape=True))
        conditions.append(or_(hit.bindparams(wanted=wanted), catalogue.c.id.in_(named)))
    key = _sort_key(shape, table, listing.sort)
    order = (key.desc(), catalogue.c.no.desc()) if listing.descending else (key.asc(), catalogue.c.no.asc())
    query = query.where(and_(*conditions)).order_by(*order)
    # The record's own table is asked only for its own columns: looking up every record takes longer than the list.
    asks = any(part is table for clause in (*conditions, *order) for part in _tables(clause))
    return query.join_from(catalogue, table, table.c.id == catalogue.c.id) if asks else query


def _tables(clause: Any) -> Iterator[Any]:
    return (part.table for part in visitors.iterate(clause) if isinstance(part, Column))


def _condition(shape: Shape, table: Table, name: str, value: Any) -> Any:
    if name == "kind" and shape.kind_field:
        name = shape.kind_field
    if name in ("state", "stage"):
        return _is(catalogue.c[name], value)
    if name not in shape.by_name or shape[name].kind is Kind.ENTRIES:
        raise UNKNOWN_FIELD(title=shape.title, name=name, field=name)
    field_ = shape[name]
    codes = {c.label: c.code for c in field_.choices}
    value = [codes.get(v, v) for v in value] if isinstance(value, list | tuple) else codes.get(value, value)
    if field_.kind is Kind.CHOICES:
        rows = _rows_table(shape.name, name)
        return table.c.id.in_(select(rows.c.owner_id).where(_is(rows.c.code, value)))
    if field_.kind is Kind.WHO and isinstance(value, str) and is_id(value):
        return table.c[f"{name}_id"] == value
    return _is(_column(table, field_), value)


def _is(column: Any, value: Any) -> Any:
    return column.in_(value) if isinstance(value, list | tuple) else column == value


def _sort_key(shape: Shape, table: Table, name: str) -> Any:
    plain_keys = {"created": catalogue.c.no, "changed": catalogue.c.changed_at, "day": catalogue.c.day,
                  "title": catalogue.c.title, "state": catalogue.c.state}
    if name in plain_keys:
        return plain_keys[name]
    if name == shape.kind_field:
        return catalogue.c.kind
    if name in shape.by_name and shape[name].kind is Kind.REF:
        other = catalogue.alias()
        return select(other.c.title).where(other.c.id == table.c[name]).scalar_subquery()
    if name in shape.by_name and shape[name].kind not in (Kind.ENTRIES, Kind.CHOICES):
        return _column(table, shape[name])
    raise UNKNOWN_FIELD(title=shape.title, name=name, field=name)


def _by_text(connection: Connection, typed: str, type_name: str | None, limit: int, by_name: bool) -> list[Line]:
    wanted = phrase(typed)
    if wanted is None:
        return []
    asked: dict[str, Any] = {"wanted": wanted, "limit": limit}
    clause = order = ""
    if type_name:
        clause, asked["type"] = "AND c.type = :type", type_name
    if by_name:
        asked["typed"] = typed
        order = "instr(c.title, :typed) = 0, instr(c.title, :typed), length(c.title), "
    rows = connection.execute(
        text(
            "SELECT c.* FROM search_text s JOIN catalogue c ON c.no = s.rowid WHERE s.body MATCH :wanted "
            f"AND c.state <> 'binned' {clause} ORDER BY {order}s.rowid DESC LIMIT :limit"
        ).bindparams(**asked)
    )
    return [_line(r) for r in rows.mappings()]


def _links(connection: Connection, query: Select[Any]) -> list[Link]:
    pairs = [(path, other) for path, other in connection.execute(query)]
    known = {line_.id: line_ for line_ in lines(connection, (other for _, other in pairs))}
    order = {other: n for n, other in enumerate(known)}
    pairs.sort(key=lambda pair: order.get(pair[1], len(order)))
    return [Link(path, other, known.get(other)) for path, other in pairs]


def _line(row: Any, cells: dict[str, Any] | None = None) -> Line:
    return Line(row["id"], row["type"], row["title"], row["state"], row["day"], row["kind"], row["stage"], row["origin"],
                row["changed_at"], cells or {})


def _cell(field_: Field, value: Any, names: dict[str, str]) -> Any:
    if value is None:
        return ""
    if field_.kind is Kind.REF:
        return names.get(value, "")
    if field_.kind is Kind.CHOICE:
        return field_.label_of(value)
    if field_.kind is Kind.MOMENT:
        return str(value).replace("T", " ")
    return value


def _chosen(connection: Connection, type_name: str, field_: Field, wanted: Sequence[str]) -> dict[str, str]:
    """Return the labels chosen in a CHOICES field, joined, by record."""
    rows = _rows_table(type_name, field_.name)
    query = select(rows.c.owner_id, rows.c.code).where(rows.c.owner_id.in_(wanted)).order_by(rows.c.owner_id, rows.c.position)
    found: dict[str, list[str]] = {}
    for owner, code in connection.execute(query):
        found.setdefault(owner, []).append(field_.label_of(code))
    return {owner: "、".join(labels) for owner, labels in found.items()}


def _rows_table(type_name: str, name: str) -> Table:
    rows = BY_NAME[type_name].__mapper__.relationships[name].mapper.local_table
    assert isinstance(rows, Table)
    return rows


def _table(type_name: str) -> Table:
    shape_of(type_name)
    table = BY_NAME[type_name].__table__
    assert isinstance(table, Table)
    return table


def _column(table: Table, field_: Field) -> Any:
    return table.c[f"{field_.name}_name"] if field_.kind is Kind.WHO else table.c[field_.name]
