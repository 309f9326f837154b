"""The one fast path into the store: many new records of one type, equal in effect to adding them one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Kind, Shape, Values
from cadreapp.records import BY_NAME
from cadreapp.records.clean import clean
from cadreapp.records.record import META, Declared
from cadreapp.store.image import Image
from cadreapp.store.unit import Unit, shape_of

_CHUNK = 500
_PARTS = ("person", "name", "unit", "post")


@dataclass(frozen=True, slots=True)
class New:
    """A record to be: its values; its id when it has one already; columns beside the fields that are not the usual ones."""

    values: Values
    id: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)


def insert_many(unit: Unit, type_name: str, given: Iterable[New]) -> list[str]:
    """Write new records with journal and index at once, in their order, and return their ids.

    Raises what `clean` raises, with the 1-based number of the record as `row`; the caller's transaction then ends.
    """
    shape = shape_of(type_name)
    ids: list[str] = []
    coming = iter(given)
    while chunk := list(islice(coming, _CHUNK)):
        images = []
        for number, new in enumerate(chunk, len(ids) + 1):
            try:
                images.append(_image(unit, shape, new))
            except AppError as error:
                error.row = number
                raise
        _write(unit, BY_NAME[type_name], images)
        unit.enter(images)
        ids += [image.id for image in images]
    return ids


def _image(unit: Unit, shape: Shape, new: New) -> Image:
    """Return the record as it will stand, every row in it with an id."""
    cleaned = clean(shape, new.values)
    at = unit.at
    usual = {"state": BY_NAME[shape.name].initial_state, "edition": 1, "revision": 0, "origin": unit.actor.origin,
             "created_at": at}
    beside = {**dict.fromkeys(META), **usual, **new.meta, "changed_at": at}
    beside["revision"] += 1
    row_id = unit.row_id(keep=new.id is not None)
    return Image(shape.name, new.id or unit.new_id(), _with_row_ids(shape, cleaned, row_id), beside)


def _with_row_ids(shape: Shape, values: Values, row_id: Callable[[str | None], str]) -> Values:
    kept: Values = {}
    for found in shape.fields:
        value = values[found.name]
        if found.entry is not None:
            value = [{"id": row_id(row["id"]), **_with_row_ids(found.entry, row, row_id)} for row in value]
        kept[found.name] = value
    return kept


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the values of one class lie: the statement for its rows, its own columns, and the classes of its entries."""

    statement: str
    fields: tuple[tuple[str, Kind], ...]
    entries: tuple[tuple[str, Kind, type[Declared]], ...]

    def cells(self, values: Values) -> Iterator[Any]:
        """Yield the values of the columns that fields lie in."""
        for name, kind in self.fields:
            value = values[name]
            if kind is Kind.WHO:
                yield from ((value[part] for part in _PARTS) if value else (None,) * len(_PARTS))
            else:
                yield value


@cache
def _table(declared: type[Declared], beside: tuple[str, ...]) -> _Table:
    """Return the table of a class whose rows begin with the columns `beside`."""
    fields, entries, columns = [], [], list(beside)
    for name, found in declared.declared.items():
        if found.kind in (Kind.ENTRIES, Kind.CHOICES):
            entries.append((name, found.kind, declared.__mapper__.relationships[name].mapper.class_))
            continue
        fields.append((name, found.kind))
        columns += [f"{name}_{'id' if part == 'person' else part}" for part in _PARTS] if found.kind is Kind.WHO else [name]
    named, marks = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
    return _Table(f'INSERT INTO "{declared.__tablename__}" ({named}) VALUES ({marks})', tuple(fields), tuple(entries))


def _write(unit: Unit, record_type: type[Declared], images: list[Image]) -> None:
    """Write records and the rows inside them, one statement a table."""
    table = _table(record_type, ("id", *META))
    rows = [(i.id, *(i.meta[name] for name in META), *table.cells(i.values)) for i in images]
    unit.connection.exec_driver_sql(table.statement, rows)
    _write_inside(unit, table, [(i.id, i.values) for i in images])


def _write_inside(unit: Unit, table: _Table, owners: list[tuple[str, Values]]) -> None:
    for name, kind, entry in table.entries:
        inner = _table(entry, ("id", "owner_id", "position"))
        found = [(owner, place, value) for owner, values in owners for place, value in enumerate(values[name])]
        if kind is Kind.CHOICES:
            rows = [(unit.new_id(), owner, place, code) for owner, place, code in found]
        else:
            rows = [(row["id"], owner, place, *inner.cells(row)) for owner, place, row in found]
        if not rows:
            continue
        unit.connection.exec_driver_sql(inner.statement, rows)
        _write_inside(unit, inner, [(row["id"], row) for _, _, row in found if kind is Kind.ENTRIES])
