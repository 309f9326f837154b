"""Values in the words that people read: one text a field, for lists, details, spreadsheets and plain print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cadreapp.kernel.dates import spoken_day
from cadreapp.kernel.shape import Field, Kind, Values


def worded(field: Field, value: Any, names: Mapping[str, str]) -> str:
    """Return a field's value as text; `names` gives titles for references; rows are one line each."""
    if value in (None, "", []):
        return ""
    if field.kind is Kind.CHOICE:
        return field.label_of(value)
    if field.kind is Kind.CHOICES:
        return "、".join(field.label_of(code) for code in value)
    if field.kind is Kind.FLAG:
        return "是" if value else "否"
    if field.kind is Kind.REF:
        return names.get(value, "(未收到的记录)")
    if field.kind is Kind.WHO:
        return who(value)
    if field.kind in (Kind.DAY, Kind.MOMENT):
        return spoken_day(str(value))
    if field.entry is not None:
        return "\n".join(row(field, item, names) for item in value)
    return str(value)


def row(field: Field, item: Values, names: Mapping[str, str]) -> str:
    """Return one row of entries in a line."""
    assert field.entry is not None
    texts = [worded(inner, item.get(inner.name), names) for inner in field.entry.fields]
    return "; ".join(t for t in texts if t)


def who(value: Mapping[str, Any]) -> str:
    """Return a person with unit and post: "王明 (办公室 副主任)"."""
    beside = " ".join(p for p in (value.get("unit"), value.get("post")) if p)
    return f"{value.get('name') or ''}" + (f" ({beside})" if beside else "")
