"""The little language of a paper's sentences: `{field}` takes a value, `[ … ]` falls away when a value in it is empty.

    {matter}           the field as it stands on paper            {person.name} {person.unit} {person.post} {person.full}
    {source:tick}      every choice with its box, ☑ or ☐          {talkers.who.full}    all rows, joined by "、"
    {at:day} {at:time} a part of a moment                         {asks.what:lines}     all rows, numbered: lines, or :items in one
    {asks:count}       how many rows                              {unit} {organ} {mark} the unit, its letterhead, its short mark
    {when}             the stretch from began_at to ended_at      {to}                  to whom a letter is addressed
    {edition}          the edition                                {n} {nn}              row number in a list: 1 or 一
    {what:bare}        without its last stop                      {what:stop}           with exactly one stop at its end
    {state}            draft, sealed, void, open, closed
    {entered}          the day on which the record was put in     {rows.count:sum}      the sum of a number over all rows

A field of the record goes before a computed value of the same name. Outside brackets an empty value becomes `blank`: a rule
to write on in a sentence, nothing in a cell of a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cadreapp.kernel.dates import spoken_day, spoken_span
from cadreapp.kernel.shape import Kind, Shape
from cadreapp.paper.parts import ticked
from cadreapp.paper.phrases import said
from cadreapp.paper.source import PaperInput, full_width, text_of

TOKEN = re.compile(r"\[|\]|\{([^{}]*)\}")
_NAME = re.compile(r"([a-z_]+(?:\.[a-z_]+)*)(?::([a-z]+))?")
COMPUTED = ("unit", "organ", "mark", "edition", "when", "to", "entered", "state", "n", "nn")
STATES = ("draft", "sealed", "withdrawn", "open", "closed", "removed")
WHO_PARTS = ("name", "unit", "post", "full", "place")
_HOW = {Kind.CHOICE: ("tick",), Kind.CHOICES: ("tick",), Kind.FLAG: ("tick",), Kind.MOMENT: ("day", "time"),
        Kind.ENTRIES: ("count",), Kind.NUMBER: ("sum",), Kind.LINE: ("bare", "stop"), Kind.TEXT: ("bare", "stop")}
_JOINED = {"lines": "\n", "items": "；"}
_STOPS, _ENDS = "。；;，, \n", "。！？!?…：:”）"
_DIGITS = "〇一二三四五六七八九"
BLANK = "＿＿＿＿＿＿"

Look = Callable[[str, str], str]


def expand(template: str, look: Look, blank: str = "") -> str:
    """Return a template with its values; `look(name, how)` gives them. Written as `wrong` demands."""
    return "".join(_pieces(template, look, blank))


def _pieces(template: str, look: Look, blank: str) -> Iterator[str]:
    at = 0
    held: list[str] | None = None
    lacks = False
    for found in TOKEN.finditer(template):
        said = template[at : found.start()]
        at = found.end()
        if found.group() == "[":
            yield said
            held, lacks = [], False
        elif found.group() == "]":
            yield "" if lacks or held is None else "".join(held) + said
            held = None
        else:
            name, _, how = found.group(1).partition(":")
            value = look(name, how)
            lacks = lacks or not value
            if held is None:
                yield said + (value or blank)
            else:
                held += [said, value]
    yield template[at:]


def names_in(template: str) -> list[tuple[str, str]]:
    """Return (name, how) of every value that a template asks for."""
    found = (token.group(1) for token in TOKEN.finditer(template) if token.group(1) is not None)
    return [(name.partition(":")[0], name.partition(":")[2]) for name in found]


def unpaired(template: str) -> bool:
    """Tell whether brackets or braces of a template do not pair."""
    depth = 0
    for token in TOKEN.finditer(template):
        depth += {"[": 1, "]": -1}.get(token.group(), 0)
        if depth not in (0, 1):
            break
    return bool(depth) or template.count("{") != template.count("}") or template.count("{") != len(names_in(template))


def wrong(template: str, shape: Shape, hidden: frozenset[str], *, row: Shape | None = None) -> tuple[str, str] | None:
    """Return why a template cannot be used with a shape, in two languages; None when it can.

    `hidden` are dotted paths that must not be asked for; in a list, names of the `row` come first.
    """
    if unpaired(template):
        return "方括号或花括号没有成对", "brackets or braces do not pair"
    for name, how in names_in(template):
        why = _unknown(name, how, shape, hidden, row)
        if why:
            return why
    return None


def _unknown(name: str, how: str, shape: Shape, hidden: frozenset[str], row: Shape | None) -> tuple[str, str] | None:
    asked = f"{name}:{how}" if how else name
    nowhere = f"没有 {{{asked}}} 这一栏", f"there is no {{{asked}}}"
    if name in COMPUTED:
        return nowhere if how else None
    if not _NAME.fullmatch(asked):
        return nowhere
    first, *rest = name.split(".")
    found = row.by_name.get(first) if row else None
    path = first
    if found is None:
        found = shape.by_name.get(first)
        if found is None:
            return nowhere
        if found.kind is Kind.ENTRIES and found.entry is not None and rest:
            path = f"{first}.{rest[0]}"
            if first in hidden or path in hidden:
                return f"这张纸不能印 {{{asked}}}: 它只供内部使用", f"{{{asked}}} is internal and must not stand on this paper"
            found, rest = found.entry.by_name.get(rest[0]), rest[1:]
            if found is None or how not in ("", "lines", "items", *_HOW.get(found.kind, ())):
                return nowhere
            how = "" if how in (*_JOINED, "sum") else how
        if path in hidden:
            return f"这张纸不能印 {{{asked}}}: 它只供内部使用", f"{{{asked}}} is internal and must not stand on this paper"
    if rest and not (found.kind is Kind.WHO and len(rest) == 1 and rest[0] in WHO_PARTS):
        return nowhere
    if how not in ("", *_HOW.get(found.kind, ())) or (found.kind is Kind.ENTRIES and not how):
        return nowhere
    return None


def looker(source: PaperInput, row: Mapping[str, Any] | None = None, of: str = "", n: int = 0) -> Look:
    """Return what looks values up in a record, and first in one `row` of its ENTRIES field `of`, the `n`th."""
    inner = source.shape[of].entry if of else None

    def look(name: str, how: str) -> str:
        if name in COMPUTED and name not in source.shape.by_name and not (inner and row and name in inner.by_name):
            return {"n": str(n), "nn": numeral(n)}.get(name) or _computed(source, name)
        first, *rest = name.split(".")
        if inner is not None and row is not None and first in inner.by_name:
            return _one(source, inner, row, (first, *rest), how)
        found = source.shape.by_name.get(first)
        if found is None:
            return ""
        if found.kind is Kind.ENTRIES:
            return _rows(source, first, rest, how)
        return _one(source, source.shape, source.values, (first, *rest), how)

    return look


def _computed(source: PaperInput, name: str) -> str:
    if name == "when":
        began, ended = source.values.get("began_at"), source.values.get("ended_at")
        return spoken_span(str(began), str(ended or "")) if began else ""
    if name == "to":
        person = (source.values.get("person") or {}).get("name")
        return source.text("addressee") or source.text("organisation_id") or (said("comrade", name=str(person)) if person else "")
    organ = source.text("issuer") or source.organ or source.unit
    entered = spoken_day(source.entered) if source.entered else said("entered")
    told = {"state": state_said(source.state), "unit": source.unit, "organ": organ, "mark": source.mark}
    return {**told, "edition": str(source.version), "entered": entered}.get(name, "")


def state_said(state: str) -> str:
    """Return a record's state as papers say it, "" for one of a register."""
    return said(f"state_{state}") if state in STATES else ""


def numeral(n: int) -> str:
    """Return a number from 1 to 99 in Chinese, as headings count; others in figures."""
    tens, ones = divmod(n, 10)
    if not 0 < n < 100:
        return str(n)
    return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _rows(source: PaperInput, name: str, rest: list[str], how: str) -> str:
    entry, rows = source.shape[name].entry, source.values.get(name) or []
    if how == "count" and not rest:
        return str(len(rows)) if rows else ""
    if entry is None or not rest:
        return ""
    if how == "sum":
        numbers = [row[rest[0]] for row in rows if row.get(rest[0]) is not None]
        return str(sum(numbers)) if numbers else ""
    if how == "tick":
        return _one(source, entry, rows[-1], rest, how) if rows else ""
    texts = [_one(source, entry, row, rest, "" if how in _JOINED else how) for row in rows]
    texts = [text for text in texts if text]
    if how not in _JOINED:
        return "、".join(texts)
    ends = (text.rstrip("。；;") if how == "items" else text for text in texts)
    return _JOINED[how].join(f"{number}.{' ' if text[:1].isdigit() else ''}{text}" for number, text in enumerate(ends, 1))


def _one(source: PaperInput, shape: Shape, values: Mapping[str, Any], path: list[str] | tuple[str, ...], how: str) -> str:
    found = shape.by_name.get(path[0])
    value = values.get(path[0])
    if found is None:
        return ""
    if how == "tick":
        chosen = value if isinstance(value, list) else [value]
        options = found.choices or ()
        if found.kind is Kind.FLAG:
            return ticked(((said("yes"), value is True), (said("no"), value is False)))
        return ticked(tuple((full_width(c.label), c.code in chosen) for c in options))
    if value in (None, "", []):
        return ""
    if found.kind is Kind.WHO:
        return _who(value, path[1] if len(path) > 1 else "")
    if how == "day":
        return spoken_day(str(value)[:10])
    if how == "time":
        return spoken_day(str(value)).partition("日")[2]
    text = text_of(found, value, source.names)
    if how in ("bare", "stop"):
        text = text.rstrip(_STOPS)
        return text if how == "bare" or text.endswith(tuple(_ENDS)) else f"{text}。"
    return text


def _who(value: Mapping[str, Any], part: str) -> str:
    place = f"{value.get('unit') or ''}{value.get('post') or ''}"
    name = str(value.get("name") or "")
    if part == "full":
        return f"{name}（{place}）" if name and place else name
    if part == "place":
        return place
    if part:
        return str(value.get(part) or "")
    return "　".join(text for text in (name, place) if text)
