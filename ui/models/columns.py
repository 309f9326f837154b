"""Columns of a list as data: which field, under which head, how a cell reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.shape import Field, Kind, Shape
from ui.work import words

LETTERS = {Kind.MOMENT: 19, Kind.DAY: 13, Kind.FLAG: 4, Kind.NUMBER: 5, Kind.CHOICE: 8, Kind.WHO: 8, Kind.REF: 14}


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names the field (or "title", "state"); `sort` the key to sort by, empty when it cannot be sorted."""

    key: str
    head: str
    kind: Kind | None = None
    sort: str = ""
    letters: int = 18


def columns_of(shape: Shape) -> tuple[Column, ...]:
    """Return the columns of a type's list: its listed fields, then its state."""
    listed = [
        Column(f.name, f.label, f.kind, "" if f.kind in (Kind.ENTRIES, Kind.CHOICES) else f.name, _letters(f))
        for f in shape.listed()
    ]
    if not any(c.kind in (Kind.LINE, Kind.WHO, Kind.TEXT, Kind.REF) for c in listed):
        listed.insert(0, Column("title", "标题", Kind.LINE, "title", 28))
    return (*listed, Column("state", "状态", None, "state", 7))


def _letters(field: Field) -> int:
    return LETTERS[Kind.WHO] if field.form == "name" else LETTERS.get(field.kind, 24)


def cell_text(column: Column, value: Any) -> str:
    """Return what a cell shows; rare kinds are told in words."""
    if value is None or value == "":
        return ""
    if column.kind is Kind.MOMENT:
        return _moment(str(value))
    if column.kind is Kind.DAY:
        return words.day(str(value)) if len(str(value)) == 10 else str(value)
    if column.kind is Kind.FLAG:
        return "是" if value else "否"
    if isinstance(value, dict):
        return str(value.get("name") or "")
    if isinstance(value, list | tuple):
        return "、".join(str(v) for v in value)
    return str(value)


def _moment(value: str) -> str:
    text = value.replace("T", " ")
    return f"{words.day(text[:10])} {text[11:16]}".strip() if len(text) >= 10 else text
