"""Fills any shape with a value in every field, so that a paper can be asked what it shows of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cadreapp.kernel.shape import Field, Kind, Shape

Text = Callable[[str], str]


def filled(shape: Shape, text: Text, at: str = "", rows: int = 2) -> dict[str, Any]:
    """Return values with `text(path)` in every place that holds words, and a plain value elsewhere."""
    return {f.name: _value(f, text, f"{at}{f.name}", rows) for f in shape.fields}


def _value(found: Field, text: Text, path: str, rows: int) -> Any:
    match found.kind:
        case Kind.CHOICE:
            return found.choices[0].code
        case Kind.CHOICES:
            return [choice.code for choice in found.choices[:2]]
        case Kind.FLAG:
            return True
        case Kind.NUMBER:
            return 7
        case Kind.DAY:
            return "2026-03-05"
        case Kind.MOMENT:
            return "2026-03-05T14:30"
        case Kind.REF:
            return text(path)
        case Kind.WHO:
            return {"person": None, "name": text(path), "unit": "", "post": ""}
        case Kind.ENTRIES:
            assert found.entry is not None
            return [{"id": f"{path}{n}", **filled(found.entry, text, f"{path}.{n}.", rows)} for n in range(rows)]
    return text(path)
