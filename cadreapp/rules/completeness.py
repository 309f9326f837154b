"""What a record still lacks before it can be sealed, said as a colleague would say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cadreapp.kernel.shape import Family, Field, Kind, Problem, Shape

_BEFORE = {Family.DOCUMENT: "定稿前补上即可", Family.COURSE: "办结前补上即可"}


def problems(shape: Shape, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what sealing asks for and does not find, in the order of the form; `path` names the field."""
    kinds = shape.kinds_of(values)
    found = []
    for field in shape.fields:
        value = values.get(field.name)
        if (field.required or field.is_needed(kinds)) and _is_empty(field.kind, value) and not _made_up(shape, field, values):
            labels = "或".join([field.label, *(shape[name].label for name in field.instead)])
            found.append(Problem(field.name, f"还缺{labels}, {_BEFORE.get(shape.family, '补上即可')}"))
        if field.entry is not None:
            for number, row in enumerate(value or [], 1):
                found += [
                    Problem(f"{field.name}.{number}.{inner.name}", f"{field.label}第 {number} 条还缺{inner.label}")
                    for inner in field.entry.fields
                    if (inner.required or inner.is_needed(kinds)) and _is_empty(inner.kind, row.get(inner.name))
                ]
    return tuple(found)


def _made_up(shape: Shape, field: Field, values: Mapping[str, Any]) -> bool:
    """Tell whether a sibling that serves as well is filled; a flag has to be set."""
    others = [(shape[name].kind, values.get(name)) for name in field.instead]
    return any(value is not False and not _is_empty(kind, value) for kind, value in others)


def _is_empty(kind: Kind, value: Any) -> bool:
    if kind is Kind.WHO:
        return not value or not value.get("name")
    return not value.strip() if isinstance(value, str) else value in (None, [])
