"""Keeping the derived tables in step with the records: catalogue, search text, links, terms, initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table

from cadreapp.records import SHAPES
from cadreapp.store import straight
from cadreapp.store.image import Image
from cadreapp.store.index import IndexRows, derive
from cadreapp.store.search import tokens
from cadreapp.store.straight import marks
from cadreapp.store.tables import catalogue, initial, link, term

Initials = Callable[[str], Iterable[str]]

_ENTER = "INSERT INTO search_text (rowid, body) VALUES (?, ?)"
_LEAVE = "DELETE FROM search_text WHERE rowid = ?"
_LAST = "SELECT max(no) FROM catalogue"
_NUMBER = "SELECT no FROM catalogue WHERE id = ?"
_FORGET = "DELETE FROM catalogue WHERE no = ?"
_LOOSE = tuple(
    f"SELECT 1 FROM link WHERE {end} IN ({{}}) AND NOT EXISTS (SELECT 1 FROM catalogue WHERE id = to_id) LIMIT 1"
    for end in ("from_id", "to_id")
)
_CHUNK = 500
_OWNED = {link: "from_id", term: "record", initial: "record"}


def enter(connection: Connection, images: Sequence[Image], initials: Initials) -> None:
    """Index records that are new, in their order; many at once for an import."""
    if not images:
        return
    found = [(image, _derived(image)) for image in images]
    # The numbers that the engine would give by itself; asking for each afterwards costs more than the insert.
    first = (straight.fetch(connection, _LAST)[0][0] or 0) + 1
    lines = [{"no": no, "id": i.id, "type": i.type, **_line(i, rows)} for no, (i, rows) in enumerate(found, first)]
    straight.put(connection, catalogue, lines)
    straight.write_many(connection, _ENTER, [(no, tokens(rows.text)) for no, (_, rows) in enumerate(found, first)])
    straight.put(connection, link, [row for image, rows in found for row in _links(image, rows)])
    straight.put(connection, term, [row for image, rows in found for row in _terms(image, rows)])
    straight.put(connection, initial, [row for image, rows in found for row in _names(image, rows, initials)])


def revise(connection: Connection, before: Image, after: Image, initials: Initials) -> None:
    """Index a record that changed: only what is no longer as it was is written."""
    old, new = _derived(before), _derived(after)
    number = _number(connection, after.id)
    _renew(connection, number, _line(before, old), _line(after, new))
    if old.text != new.text:
        straight.write(connection, _LEAVE, (number,))
        straight.write(connection, _ENTER, (number, tokens(new.text)))
    if old.links != new.links:
        _drop(connection, link, after.id)
        straight.put(connection, link, _links(after, new))
    if old.terms != new.terms:
        _drop(connection, term, after.id)
        straight.put(connection, term, _terms(after, new))
    if old.name != new.name:
        _drop(connection, initial, after.id)
        straight.put(connection, initial, _names(after, new, initials))


def leave(connection: Connection, image: Image) -> None:
    """Take a record that is gone out of every index."""
    number = _number(connection, image.id)
    straight.write(connection, _LEAVE, (number,))
    for table in _OWNED:
        _drop(connection, table, image.id)
    straight.write(connection, _FORGET, (number,))


def is_loose(connection: Connection, records: Iterable[str]) -> bool:
    """Tell whether one of these records, as indexed, names a record that is not here, or is gone and still named."""
    asked = iter(records)
    while some := tuple(islice(asked, _CHUNK)):
        for query in _LOOSE:
            if straight.fetch(connection, query.format(marks(len(some))), some):
                return True
    return False


def _derived(image: Image) -> IndexRows:
    return derive(SHAPES[image.type], image.values, image.meta["state"])


def _line(image: Image, rows: IndexRows) -> dict[str, Any]:
    return {"title": rows.title, "kind": rows.kind, "day": rows.day, "state": image.meta["state"], "stage": rows.stage,
            "origin": image.meta["origin"], "changed_at": image.meta["changed_at"]}


def _links(image: Image, rows: IndexRows) -> list[dict[str, Any]]:
    return [{"from_id": image.id, "from_type": image.type, "path": path, "to_id": to} for path, to in rows.links]


def _terms(image: Image, rows: IndexRows) -> list[dict[str, Any]]:
    return [{"record": image.id, "type": image.type, "path": path, "day": day, "what": what} for path, day, what in rows.terms]


def _names(image: Image, rows: IndexRows, initials: Initials) -> list[dict[str, Any]]:
    return [{"initials": reading, "record": image.id} for reading in initials(rows.name)] if rows.name else []


def _number(connection: Connection, record: str) -> int:
    ((number,),) = straight.fetch(connection, _NUMBER, (record,))
    return int(number)


def _renew(connection: Connection, number: int, old: dict[str, Any], new: dict[str, Any]) -> None:
    """Write the columns of a catalogue line that are no longer as they were."""
    differ = {name: value for name, value in new.items() if value != old[name]}
    if differ:
        given = ", ".join(f'"{name}" = ?' for name in differ)
        straight.write(connection, f"UPDATE catalogue SET {given} WHERE no = ?", (*differ.values(), number))


def _drop(connection: Connection, table: Table, record: str) -> None:
    straight.write(connection, f'DELETE FROM "{table.name}" WHERE "{_OWNED[table]}" = ?', (record,))
