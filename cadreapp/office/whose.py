"""People named by their id alone: name, unit and post as the register has them, for who writes records without a window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cadreapp.kernel.shape import Kind, Shape, Values
from cadreapp.store import reading
from cadreapp.store.reading import Reader


def with_names(connection: Reader, shape: Shape, values: Values) -> Values:
    """Return values in which each person given as {"person": id} alone also has name, unit and post; unknown ids stay bare."""
    bare = sorted({who["person"] for who in _people(shape, values) if _is_bare(who)})
    if not bare:
        return values
    found = {stored.id: stored.values for stored in reading.load_many(connection, "person", bare)}
    units = sorted({v["unit_id"] for v in found.values() if v.get("unit_id")})
    names = {stored.id: stored.values["name"] for stored in reading.load_many(connection, "organisation", units)}
    known = {
        one: {"person": one, "name": v["name"], "unit": names.get(v.get("unit_id") or ""), "post": v.get("post")}
        for one, v in found.items()
    }
    filled: Values = _filled(shape, values, known)
    return filled


def _people(shape: Shape, values: Any) -> Iterator[dict[str, Any]]:
    for field in shape.fields:
        value = values.get(field.name) if isinstance(values, dict) else None
        if field.kind is Kind.WHO and isinstance(value, dict):
            yield value
        elif field.entry is not None and isinstance(value, list):
            for row in value:
                yield from _people(field.entry, row)


def _is_bare(who: dict[str, Any]) -> bool:
    return isinstance(who.get("person"), str) and not who.get("name")


def _filled(shape: Shape, values: Any, known: dict[str, dict[str, Any]]) -> Any:
    if not isinstance(values, dict):
        return values
    made = dict(values)
    for field in shape.fields:
        value = made.get(field.name)
        if field.kind is Kind.WHO and isinstance(value, dict) and _is_bare(value):
            made[field.name] = {**known.get(value["person"], {}), **{k: v for k, v in value.items() if v}}
        elif field.entry is not None and isinstance(value, list):
            made[field.name] = [_filled(field.entry, row, known) for row in value]
    return made
