"""What is derived from a record's values for finding it: catalogue line, search text, links, open terms, initials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.shape import Family, Field, Kind, Shape, Values

OPEN_STATES = ("draft", "sealed", "current", "open")
"""States in which a record's terms still count."""


@dataclass(frozen=True, slots=True)
class IndexRows:
    """The derived rows of one record, as values for their tables; `text` is what its tokens are made of."""

    title: str
    kind: str | None
    day: str | None
    stage: str | None
    text: str
    links: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str, str], ...]
    name: str | None


def derive(shape: Shape, values: Values, state: str) -> IndexRows:
    """Return the index rows for one record; links are (path, id), terms (path, day, what)."""
    title = headline(shape, values)
    kinds = shape.kinds_of(values)
    named = shape.by_name.get("name")
    return IndexRows(
        title=title,
        kind=kinds[0] if kinds else None,
        day=values.get(shape.day_field) if shape.day_field else None,
        stage=stage(shape, values),
        text="\n".join([title, *_words(shape, values)]),
        links=tuple(dict.fromkeys(links(shape, values))),
        terms=tuple(_terms(shape, values, "")) if state in OPEN_STATES else (),
        name=values.get("name") if named is not None and named.form == "name" else None,
    )


def headline(shape: Shape, values: Values) -> str:
    """Return the line by which people know a record: "提醒谈话 · 张三 · 关于…"."""
    parts = [shown(shape[name], values.get(name)) for name in shape.headline]
    return " · ".join(p for p in parts if p) or f"({shape.title})"


def shown(field: Field, value: Any) -> str:
    """Return a short text for a value in a line of text; references and rows give none."""
    if value in (None, "", []):
        return ""
    if field.kind is Kind.CHOICE:
        return field.label_of(value)
    if field.kind is Kind.CHOICES:
        return "、".join(field.label_of(code) for code in value)
    if field.kind is Kind.WHO:
        return value.get("name") or ""
    if field.kind is Kind.MOMENT:
        return str(value).replace("T", " ")
    if field.kind in (Kind.ENTRIES, Kind.REF, Kind.FLAG):
        return ""
    return str(value)


def stage(shape: Shape, values: Values) -> str | None:
    """Return the last step of a course, or of a document's paper."""
    steps = values.get("steps") if shape.family is Family.COURSE else values.get("paper")
    if not steps:
        return None
    last: str = steps[-1].get("stage") or steps[-1].get("step")
    return last


def links(shape: Shape, values: Values, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield (dotted path, id) for every reference that the values hold."""
    for field in shape.fields:
        value, path = values.get(field.name), prefix + field.name
        if not value:
            continue
        if field.kind is Kind.REF:
            yield path, value
        elif field.kind is Kind.WHO and value.get("person"):
            yield path, value["person"]
        elif field.entry is not None:
            for row in value:
                yield from links(field.entry, row, path + ".")


def _words(shape: Shape, values: Mapping[str, Any]) -> Iterator[str]:
    for field in shape.fields:
        value = values.get(field.name)
        if not value:
            continue
        if field.entry is not None:
            for row in value:
                yield from _words(field.entry, row)
        elif field.search:
            yield shown(field, value)


def _terms(shape: Shape, values: Values, prefix: str) -> Iterator[tuple[str, str, str]]:
    steps = values.get("steps") if shape.family is Family.COURSE else None
    if steps and steps[-1].get("until"):
        yield f"steps.{steps[-1]['id']}.until", steps[-1]["until"], f"下一步时限 {(steps[-1].get('note') or '')[:60]}".strip()
    for field in shape.fields:
        value = values.get(field.name)
        if field.entry is not None:
            for row in value or []:
                yield from _terms(field.entry, row, f"{prefix}{field.name}.{row['id']}.")
        elif field.due_until and value and not values.get(field.due_until):
            what = next((shown(f, values.get(f.name)) for f in shape.fields if f.kind is Kind.TEXT), "")
            yield f"{prefix}{field.name}", value, f"{field.label} {what[:60]}".strip()
