"""What is wrong with the layout of a report, each flaw with its line and key; the schema that layouts are judged by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cadreapp.rules.figures_sources import SOURCES
from cadreapp.rules.packschema import Misfit, Path
from cadreapp.rules.tomlcheck import Flaw, dotted, flaws

_WORD: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 400}
_NAME: dict[str, Any] = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]*$"}
_KEY: dict[str, Any] = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9_-]{0,23}$"}
_KEYS: dict[str, Any] = {"type": "array", "items": _KEY, "minItems": 1}
_PAIR: dict[str, Any] = _KEYS | {"minItems": 2, "maxItems": 2}
_WHERE: dict[str, Any] = {"type": "object"}
COUNTS = ("cases", "records", "persons", "heads", "median")
UNITS = ("件", "件次", "人", "人次", "场", "次", "项", "天", "%", "按行注明")


def _one(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _object(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


_SPEC = {
    "where": _WHERE, "source": _one(*SOURCES), "day": _KEY, "count": _one(*COUNTS), "of": _KEY, "late": _KEY,
    "open": _object(("begins", "ends", "at"), begins=_KEY, ends=_KEYS, at=_one("start", "end")),
}  # fmt: skip


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a layout; TOML days are judged as strings."""
    split = {"type": "array", "items": _object(("title", "where"), title=_WORD, where=_WHERE)}
    row = _object(
        ("key", "title"), key=_KEY, title=_WORD, unit=_one(*UNITS), indent={"type": "integer", "minimum": 0, "maximum": 4},
        parts=_KEYS, share=_PAIR, whole=_KEY, carries=_KEY, remark=_WORD, split=split, definition=_WORD, **_SPEC,
    )  # fmt: skip
    column = _object(
        ("key", "title"), key=_KEY, title=_WORD, window=_one("period", "year", "last", "last_year"), change=_PAIR,
        whole=_KEY, remark={"type": "boolean"}, definition=_WORD, **_SPEC,
    )  # fmt: skip
    balance = _object(("title", "left", "right"), title=_WORD, left=_KEYS, right=_KEYS)
    group = {"type": "array", "items": _object(("trait", "title"), trait=_KEY, title=_WORD), "minItems": 1}
    table = _object(
        ("key", "title", "unit", "source", "day", "count", "column"), key=_KEY, title=_WORD, unit=_one(*UNITS),
        definition=_WORD, note=_WORD, sentence=_WORD, group=group, row={"type": "array", "items": row, "minItems": 1},
        column={"type": "array", "items": column, "minItems": 1}, check={"type": "array", "items": balance}, **_SPEC,
    )  # fmt: skip
    head = _object(
        ("name", "title", "version", "document", "confidence"), name=_NAME, title=_WORD,
        version={"type": "integer", "minimum": 1, "maximum": 9999}, document=_WORD,
        confidence=_one("official", "seen", "memory", "local"), notes={"type": "array", "items": _WORD},
    )  # fmt: skip
    labels = {"type": "object"}
    whole = _object(
        ("report", "table"), report=head, table={"type": "array", "items": table, "minItems": 1}, labels=labels
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "report layout", **whole}


def check(text: str | bytes) -> tuple[Flaw, ...]:
    """Return everything wrong with a layout, from its top down; nothing in it is ever run."""
    return flaws(text, schema(), _contradictions, dotted)


def _contradictions(data: dict[str, Any]) -> Iterator[Misfit]:
    """Yield what no schema can see: keys twice, names of rows that are not there, marks that a source does not know."""
    seen: set[str] = set()
    for n, table in enumerate(data["table"]):
        at: Path = ("table", n)
        if table["key"] in seen:
            yield Misfit((*at, "key"), f"{table['key']} 出现了两次", f"{table['key']} occurs twice")
        seen.add(table["key"])
        if ("row" in table) == ("group" in table):
            yield Misfit(at, "row 和 group 要有一样, 只能有一样", "either row or group is wanted")
        yield from _table(table, at)
    yield from _labels(data.get("labels", {}))


def _labels(labels: dict[str, Any]) -> Iterator[Misfit]:
    for trait, words in labels.items():
        if not isinstance(words, dict) or not all(isinstance(word, str) for word in words.values()):
            yield Misfit(("labels", trait), "应是一张 代码 = 文字 的表", "a table of code = text is wanted")


def _table(table: dict[str, Any], at: Path) -> Iterator[Misfit]:
    rows, columns = table.get("row", []), table["column"]
    for kind, parts in (("row", rows), ("column", columns)):
        keys = [part["key"] for part in parts]
        for n, part in enumerate(parts):
            here: Path = (*at, kind, n)
            if part["key"] in keys[:n]:
                yield Misfit((*here, "key"), f"{part['key']} 出现了两次", f"{part['key']} occurs twice")
            known = set(keys)
            for name in ("parts", "share", "change"):
                yield from _unknown(part.get(name, ()), known, (*here, name))
            yield from _spec(table, part, here)
    keys_of_rows = {row["key"] for row in rows}
    for n, row in enumerate(rows):
        yield from _unknown([row[k] for k in ("whole", "carries") if k in row], keys_of_rows, (*at, "row", n))
    for n, column in enumerate(columns):
        yield from _unknown(
            [column["whole"]] if "whole" in column else (), {c["key"] for c in columns}, (*at, "column", n)
        )
    for n, balance in enumerate(table.get("check", ())):
        named = {*balance["left"], *balance["right"]}
        along = {c["key"] for c in columns} if named <= {c["key"] for c in columns} else keys_of_rows
        yield from _unknown(sorted(named), along, (*at, "check", n))
    said = set(re.findall(r"\{([^}]*)\}", table.get("sentence", "")))
    yield from _unknown(sorted(said), keys_of_rows, (*at, "sentence"))
    traits = SOURCES[table["source"]].traits
    for n, part in enumerate(table.get("group", ())):
        yield from _unknown([part["trait"]], set(traits), (*at, "group", n))
    yield from _marks(table, table["source"], at)


def _spec(table: dict[str, Any], part: dict[str, Any], at: Path) -> Iterator[Misfit]:
    yield from _marks(part, part.get("source") or table["source"], at)
    for n, split in enumerate(part.get("split", ())):
        yield from _marks(split, part.get("source") or table["source"], (*at, "split", n))


def _marks(part: dict[str, Any], name: str, at: Path) -> Iterator[Misfit]:
    """Yield what a source cannot be asked: a trait, day or number that it does not have, values that are no list of texts."""
    source = SOURCES[name]
    for trait, values in part.get("where", {}).items():
        if trait not in source.traits:
            yield Misfit((*at, "where"), f"“{source.title}”没有 {trait} 这一项", f"{name} has no {trait}")
        if not isinstance(values, list) or not values or not all(isinstance(v, str) for v in values):
            yield Misfit((*at, "where"), f"{trait} 要写成一列文字", f"{trait} wants a list of texts")
    stock = part.get("open", {})
    days = [part[k] for k in ("day", "late") if k in part] + ([stock["begins"], *stock["ends"]] if stock else [])
    yield from _unknown(days, set(source.days), at)
    yield from _unknown([part["of"]] if "of" in part else (), set(source.numbers), (*at, "of"))


def _unknown(names: Any, known: set[str], at: Path) -> Iterator[Misfit]:
    for name in names:
        if name not in known:
            shown = "、".join(sorted(known))
            yield Misfit(at, f"没有 {name}; 可用的有 {shown}", f"no {name} here; there are {re.sub('、', ', ', shown)}")
