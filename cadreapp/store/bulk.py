"""The one fast path into the store: many new records of one type, equal in effect to adding them one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Shape, Values
from cadreapp.records import BY_NAME
from cadreapp.records.clean import clean
from cadreapp.records.record import META
from cadreapp.store import rows
from cadreapp.store.image import Image
from cadreapp.store.unit import Unit, shape_of

_CHUNK = 500


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
        rows.insert(unit.connection, images, unit.new_id)
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
