"""Keeping the derived tables in step with the records: catalogue, search text, links, terms, initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, text, update

from cadreapp.records import SHAPES
from cadreapp.store.image import Image
from cadreapp.store.index import IndexRows, derive
from cadreapp.store.tables import catalogue, initial, link, term

Initials = Callable[[str], Iterable[str]]

_ENTER = text("INSERT INTO search_text (rowid, body) VALUES (:no, :body)")
_LEAVE = text("DELETE FROM search_text WHERE rowid = :no")
_LAST = select(func.max(catalogue.c.no))
_NUMBER = select(catalogue.c.no).where(catalogue.c.id == bindparam("id"))
_RENEW = update(catalogue).where(catalogue.c.no == bindparam("its_no"))
_GONE = {
    table: delete(table).where(column == bindparam("record"))
    for table, column in ((link, link.c.from_id), (term, term.c.record), (initial, initial.c.record))
}


def enter(connection: Connection, images: Sequence[Image], initials: Initials) -> None:
    """Index records that are new, in their order; many at once for an import."""
    if not images:
        return
    found = [(image, _derived(image)) for image in images]
    # The numbers that the engine would give by itself; asking for each afterwards costs more than the insert.
    first = (connection.execute(_LAST).scalar() or 0) + 1
    lines = [{"no": no, "id": i.id, "type": i.type, **_line(i, rows)} for no, (i, rows) in enumerate(found, first)]
    connection.execute(insert(catalogue), lines)
    connection.execute(_ENTER, [{"no": no, "body": rows.text} for no, (_, rows) in enumerate(found, first)])
    _put(connection, link, [row for image, rows in found for row in _links(image, rows)])
    _put(connection, term, [row for image, rows in found for row in _terms(image, rows)])
    _put(connection, initial, [row for image, rows in found for row in _names(image, rows, initials)])


def revise(connection: Connection, before: Image, after: Image, initials: Initials) -> None:
    """Index a record that changed: only what is no longer as it was is written."""
    old, new = _derived(before), _derived(after)
    number = connection.execute(_NUMBER, {"id": after.id}).scalar_one()
    connection.execute(_RENEW, {"its_no": number, **_line(after, new)})
    if old.text != new.text:
        connection.execute(_LEAVE, {"no": number})
        connection.execute(_ENTER, {"no": number, "body": new.text})
    if old.links != new.links:
        _drop(connection, link, after.id)
        _put(connection, link, _links(after, new))
    if old.terms != new.terms:
        _drop(connection, term, after.id)
        _put(connection, term, _terms(after, new))
    if old.name != new.name:
        _drop(connection, initial, after.id)
        _put(connection, initial, _names(after, new, initials))


def leave(connection: Connection, image: Image) -> None:
    """Take a record that is gone out of every index."""
    number = connection.execute(_NUMBER, {"id": image.id}).scalar_one()
    connection.execute(_LEAVE, {"no": number})
    for table in _GONE:
        _drop(connection, table, image.id)
    connection.execute(delete(catalogue).where(catalogue.c.no == number))


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


def _put(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _drop(connection: Connection, table: Table, record: str) -> None:
    connection.execute(_GONE[table], {"record": record})
