"""How records lie in tables: rows read as plain values, and written from the very images that the journal keeps.

The statements are made here from the declarations and given to the driver as they are: the mapper's way to the same rows
took ten times as long for one record, which has a table for each kind of row inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection

from cadreapp.kernel.shape import Kind, Values
from cadreapp.records import BY_NAME
from cadreapp.records.record import META, Declared
from cadreapp.store import straight
from cadreapp.store.image import Image
from cadreapp.store.straight import listed, marks

NewId = Callable[[], str]

_PARTS = ("person", "name", "unit", "post")
_RECORD = ("id", *META)
_ENTRY = ("id", "owner_id", "position")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Inner:
    """A list inside a record: its field, and the table of its rows."""

    name: str
    kind: Kind
    layout: Layout


@dataclass(frozen=True, slots=True)
class Layout:
    """How the fields of one class lie in its table: the fields with columns of their own, and the lists beside."""

    table: str
    beside: tuple[str, ...]
    names: tuple[str, ...]
    fields: tuple[tuple[str, Kind], ...]
    inner: tuple[Inner, ...]
    columns: tuple[str, ...]

    def cells(self, values: Values) -> Iterator[Any]:
        """Yield what the columns hold."""
        for name, kind in self.fields:
            value = values[name]
            if kind is Kind.WHO:
                yield from ((value[part] for part in _PARTS) if value else (None,) * len(_PARTS))
            else:
                yield value

    def values(self, cells: Sequence[Any]) -> Values:
        """Return the values that the columns hold; lists are left for their own tables."""
        got: Values = dict.fromkeys(self.names)
        place = 0
        for name, kind in self.fields:
            if kind is Kind.WHO:
                parts = cells[place : place + len(_PARTS)]
                place += len(_PARTS)
                got[name] = dict(zip(_PARTS, parts, strict=True)) if any(p is not None for p in parts) else None
                continue
            value = cells[place]
            place += 1
            got[name] = bool(value) if kind is Kind.FLAG and value is not None else value
        return got

    @property
    def insert(self) -> str:
        """The statement for new rows."""
        columns = (*self.beside, *self.columns)
        return f'INSERT INTO "{self.table}" ({listed(columns)}) VALUES ({marks(len(columns))})'

    def select(self, column: str, count: int) -> str:
        """Return the query for the rows of which a column is one of so many values."""
        return _select(self.table, (*self.beside, *self.columns), column, count)

    def update(self, columns: Iterable[str]) -> str:
        """Return the statement that sets some columns of one row."""
        given = ", ".join(f'"{column}" = ?' for column in columns)
        return f'UPDATE "{self.table}" SET {given} WHERE "id" = ?'

    def delete(self, column: str = "id") -> str:
        """Return the statement that removes the rows of which a column has one value."""
        return f'DELETE FROM "{self.table}" WHERE "{column}" = ?'


@cache
def layout(type_name: str) -> Layout:
    """Return how a record type lies in its tables."""
    return _layout(BY_NAME[type_name], _RECORD)


def load(connection: Connection, type_name: str, ids: Sequence[str]) -> dict[str, Image]:
    """Return the records of one type that are there, by id."""
    found: dict[str, Image] = {}
    lying = layout(type_name)
    for start in range(0, len(ids), _CHUNK):
        some = tuple(ids[start : start + _CHUNK])
        owners: dict[str, Values] = {}
        for row in straight.fetch(connection, lying.select("id", len(some)), some):
            values = lying.values(row[len(_RECORD) :])
            owners[row[0]] = values
            found[row[0]] = Image(type_name, row[0], values, dict(zip(META, row[1 : len(_RECORD)], strict=True)))
        _load_inside(connection, lying, owners)
    return found


def insert(connection: Connection, images: Sequence[Image], new_id: NewId) -> None:
    """Write new records of one type, one statement a table."""
    lying = layout(images[0].type)
    rows = [(i.id, *(i.meta[name] for name in META), *lying.cells(i.values)) for i in images]
    straight.write_many(connection, lying.insert, rows)
    _insert_inside(connection, lying, [(i.id, i.values) for i in images], new_id)


def change(connection: Connection, before: Image, after: Image, new_id: NewId) -> None:
    """Write what is no longer as it was in a record and in the rows inside it."""
    lying = layout(after.type)
    columns = (*META, *lying.columns)
    old = [*(before.meta[name] for name in META), *lying.cells(before.values)]
    new = [*(after.meta[name] for name in META), *lying.cells(after.values)]
    differ = [place for place, value in enumerate(new) if value != old[place]]
    if differ:
        straight.write(connection, lying.update(columns[p] for p in differ), (*(new[p] for p in differ), after.id))
    _change_inside(connection, lying, (after.id, before.values, after.values), new_id)


def remove(connection: Connection, image: Image) -> None:
    """Remove a record; the rows inside it go with it."""
    straight.write(connection, layout(image.type).delete(), (image.id,))


def _load_inside(connection: Connection, lying: Layout, owners: dict[str, Values]) -> None:
    for inner in lying.inner:
        for values in owners.values():
            values[inner.name] = []
        if not owners:
            continue
        rows: dict[str, Values] = {}
        for row in straight.fetch(connection, inner.layout.select("owner_id", len(owners)), tuple(owners)):
            values = inner.layout.values(row[len(_ENTRY) :])
            rows[row[0]] = values
            owners[row[1]][inner.name].append(values["code"] if inner.kind is Kind.CHOICES else {"id": row[0], **values})
        if inner.layout.inner:
            _load_inside(connection, inner.layout, rows)


def _insert_inside(connection: Connection, lying: Layout, owners: Sequence[tuple[str, Values]], new_id: NewId) -> None:
    for inner in lying.inner:
        found = [(owner, place, item) for owner, values in owners for place, item in enumerate(values[inner.name])]
        if inner.kind is Kind.CHOICES:
            rows = [(new_id(), owner, place, code) for owner, place, code in found]
        else:
            rows = [(row["id"], owner, place, *inner.layout.cells(row)) for owner, place, row in found]
        straight.write_many(connection, inner.layout.insert, rows)
        if inner.layout.inner:
            _insert_inside(connection, inner.layout, [(row["id"], row) for _, _, row in found], new_id)


def _change_inside(connection: Connection, lying: Layout, owner: tuple[str, Values, Values], new_id: NewId) -> None:
    owner_id, before, after = owner
    for inner in lying.inner:
        old, new = before[inner.name], after[inner.name]
        if old == new:
            continue
        if inner.kind is Kind.CHOICES:
            straight.write(connection, inner.layout.delete("owner_id"), (owner_id,))
            _insert_inside(connection, _only(lying, inner), [(owner_id, after)], new_id)
        else:
            _change_rows(connection, inner, owner, new_id)


def _change_rows(connection: Connection, inner: Inner, owner: tuple[str, Values, Values], new_id: NewId) -> None:
    """Bring the rows of one list from what they were to what they are, each row by its id."""
    owner_id, before, after = owner
    lying = inner.layout
    old = {row["id"]: (place, row) for place, row in enumerate(before[inner.name])}
    new = {row["id"]: (place, row) for place, row in enumerate(after[inner.name])}
    gone = [(key,) for key in old if key not in new]
    fresh = [(key, owner_id, place, *lying.cells(row)) for key, (place, row) in new.items() if key not in old]
    moved = [(place, *lying.cells(row), key) for key, (place, row) in new.items() if key in old and old[key] != (place, row)]
    for statement, rows in ((lying.delete(), gone), (lying.insert, fresh), (lying.update(("position", *lying.columns)), moved)):
        straight.write_many(connection, statement, rows)
    if lying.inner:
        _insert_inside(connection, lying, [(key, row) for key, (_, row) in new.items() if key not in old], new_id)
        for key, (_, row) in new.items():
            if key in old:
                _change_inside(connection, lying, (key, old[key][1], row), new_id)


def _only(lying: Layout, inner: Inner) -> Layout:
    return Layout(lying.table, lying.beside, lying.names, lying.fields, (inner,), lying.columns)


def _layout(declared: type[Declared], beside: tuple[str, ...]) -> Layout:
    fields, inner, columns = [], [], []
    for name, found in declared.declared.items():
        if found.kind in (Kind.ENTRIES, Kind.CHOICES):
            rows = declared.__mapper__.relationships[name].mapper.class_
            inner.append(Inner(name, found.kind, _layout(rows, _ENTRY)))
            continue
        fields.append((name, found.kind))
        columns += [f"{name}_{'id' if part == 'person' else part}" for part in _PARTS] if found.kind is Kind.WHO else [name]
    return Layout(declared.__tablename__, beside, tuple(declared.declared), tuple(fields), tuple(inner), tuple(columns))


@cache
def _select(table: str, columns: tuple[str, ...], column: str, count: int) -> str:
    order = ' ORDER BY "position"' if "position" in columns else ""
    return f'SELECT {listed(columns)} FROM "{table}" WHERE "{column}" IN ({marks(count)}){order}'
