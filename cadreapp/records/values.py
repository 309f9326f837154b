"""Between a mapped record and plain values: the one place that knows how fields lie in columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy.orm.attributes import instance_state

from cadreapp.kernel.canonical import digest_of
from cadreapp.kernel.shape import Kind, Shape, Values
from cadreapp.records.fields import Who
from cadreapp.records.record import META, Declared, Entry, Record


def read(record: Record) -> Values:
    """Return every field of a record as plain values."""
    return _read(record)


def meta(record: Record) -> Values:
    """Return the columns kept beside the fields: state, edition, revision, origin, times."""
    held = vars(record)
    return {name: held[name] if name in held else getattr(record, name) for name in META}


def write(record: Record, values: Values, new_id: Callable[[str | None], str]) -> None:
    """Set the cleaned `values` on a record; rows are matched by id, others get `new_id(their id)`."""
    _write(record, values, new_id)


def content_digest(shape: Shape, values: Values) -> str:
    """Return the digest of what sealing fixes: all fields but those that may change afterwards."""
    return digest_of(content(shape, values))


def content(shape: Shape, values: Values) -> Values:
    """Return the part of `values` that sealing fixes."""
    kept = {}
    for field in shape.fields:
        if field.after_seal:
            continue
        value = values.get(field.name)
        if field.entry is not None:
            value = [_row_content(field.entry, row) for row in value or []]
        kept[field.name] = value
    return kept


def with_late(shape: Shape, draft: Values, current: Values) -> Values:
    """Return a next edition's `draft` whose rows keep what was filled in them after the edition in force was sealed."""
    merged = dict(draft)
    for field in shape.fields:
        late = [f.name for f in field.entry.fields if f.after_seal] if field.entry is not None else []
        if late and field.name in draft:
            known = {row["id"]: row for row in current.get(field.name) or []}
            merged[field.name] = [
                {**row, **{n: v for n in late if (v := known.get(row.get("id"), {}).get(n)) is not None}}
                for row in draft[field.name]
            ]
    return merged


def _row_content(shape: Shape, row: Values) -> Values:
    return {"id": row["id"], **{f.name: row.get(f.name) for f in shape.fields if not f.after_seal}}


def _read(thing: Declared) -> Values:
    got: Values = {}
    # What was never set, asked for by the mapper's way, took as long as all the rest.
    held, loaded = vars(thing), instance_state(thing).key is not None
    for name, field in thing.declared.items():
        value = held[name] if name in held else getattr(thing, name) if loaded or field.kind is Kind.WHO else None
        if field.kind is Kind.ENTRIES:
            value = [{"id": row.id, **_read(row)} for row in value or ()]
        elif field.kind is Kind.CHOICES:
            value = [row.code for row in value or ()]
        elif field.kind is Kind.WHO:
            value = _who_values(value)
        got[name] = value
    return got


def _who_values(value: Who | None) -> Values | None:
    if value is None or value == Who():
        return None
    return {"person": value.person, "name": value.name, "unit": value.unit, "post": value.post}


def _write(thing: Declared, values: Values, new_id: Callable[[str | None], str]) -> None:
    # The mapper needs to note changes of what a session has loaded only; for all others the notes took longer than the rows.
    held, loaded = vars(thing), instance_state(thing).key is not None
    for name, value in values.items():
        if name == "id" or value in (None, []) and not loaded and name not in held:
            continue
        field = thing.declared[name]
        if field.kind is Kind.ENTRIES:
            _write_rows(getattr(thing, name), value, _entry_class(type(thing), name), new_id)
        elif field.kind is Kind.CHOICES:
            _write_codes(getattr(thing, name), value, _entry_class(type(thing), name), new_id)
        elif field.kind is Kind.WHO:
            who = Who(**value) if value else Who()
            if loaded:
                setattr(thing, name, who)
            else:
                held[name] = who
                held.update((column, getattr(who, part)) for column, part in _who_columns(type(thing), name))
        elif loaded:
            setattr(thing, name, value)
        else:
            held[name] = value


@cache
def _who_columns(owner: type[Declared], name: str) -> tuple[tuple[str, str], ...]:
    """Return the column and the part of each thing that is kept of a person."""
    return tuple(zip((p.key for p in owner.__mapper__.composites[name].props), ("person", "name", "unit", "post"), strict=True))


@cache
def _entry_class(owner: type[Declared], name: str) -> type[Entry]:
    relation = owner.__mapper__.relationships[name]
    entry: type[Entry] = relation.mapper.class_
    return entry


def _write_rows(rows: list[Any], values: list[Values], entry: type[Entry], new_id: Callable[[str | None], str]) -> None:
    known = {row.id: row for row in rows}
    wanted = []
    for given in values:
        row = known.pop(given.get("id") or "", None)
        if row is None:
            row = entry(id=new_id(given.get("id")))
        _write(row, given, new_id)
        wanted.append(row)
    if [row.id for row in rows] != [row.id for row in wanted]:
        rows[:] = wanted
        for position, row in enumerate(wanted):
            row.position = position


def _write_codes(rows: list[Any], codes: list[str], entry: type[Any], new_id: Callable[[str | None], str]) -> None:
    known = {row.code: row for row in rows}
    rows[:] = [known.get(code) or entry(id=new_id(None), code=code) for code in codes]
    for position, row in enumerate(rows):
        row.position = position
