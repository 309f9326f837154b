"""Between a mapped record and plain values: the one place that knows how fields lie in columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cadreapp.kernel.canonical import digest_of
from cadreapp.kernel.shape import Kind, Shape, Values
from cadreapp.records.fields import Who
from cadreapp.records.record import META, Declared, Entry, Record


def read(record: Record) -> Values:
    """Return every field of a record as plain values."""
    return _read(record)


def meta(record: Record) -> Values:
    """Return the columns kept beside the fields: state, edition, revision, origin, times."""
    return {name: getattr(record, name) for name in META}


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
    for name, field in thing.declared.items():
        value = getattr(thing, name)
        if field.kind is Kind.ENTRIES:
            value = [{"id": row.id, **_read(row)} for row in value]
        elif field.kind is Kind.CHOICES:
            value = [row.code for row in value]
        elif field.kind is Kind.WHO:
            value = _who_values(value)
        got[name] = value
    return got


def _who_values(value: Who | None) -> Values | None:
    if value is None or value == Who():
        return None
    return {"person": value.person, "name": value.name, "unit": value.unit, "post": value.post}


def _write(thing: Declared, values: Values, new_id: Callable[[str | None], str]) -> None:
    for name, value in values.items():
        if name == "id":
            continue
        field = thing.declared[name]
        if field.kind is Kind.ENTRIES:
            _write_rows(getattr(thing, name), value, _entry_class(thing, name), new_id)
        elif field.kind is Kind.CHOICES:
            _write_codes(getattr(thing, name), value, _entry_class(thing, name), new_id)
        elif field.kind is Kind.WHO:
            setattr(thing, name, Who(**value) if value else Who())
        else:
            setattr(thing, name, value)


def _entry_class(thing: Declared, name: str) -> type[Entry]:
    relation = type(thing).__mapper__.relationships[name]
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
