"""The JSON Schema (2020-12) of a rule pack, and the small part of that language that judges packs by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]

ROLES = ("branch", "committee", "leading_group", "discipline_body", "personnel_body", "unit", "person")
_WORD: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 400}
_DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_FLAG: dict[str, Any] = {"type": "boolean"}
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 1200}


def _choice(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": 1}


def _object(required: tuple[str, ...], **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


_TERM = _object(
    ("number", "unit"),
    number=_NUMBER, unit=_choice("workday", "day", "month", "year"), first_day=_FLAG, rolls=_FLAG, before=_FLAG,
)  # fmt: skip
_FREQUENCY = _object(
    ("times", "per", "each", "kinds"),
    times=_NUMBER, per=_choice("month", "quarter", "half", "year"), each=_choice("organisation", "group", "person", "leader"),
    kinds=_list(_WORD), belongs=_FLAG, least_members=_NUMBER,
    members_by={"type": "string", "pattern": r"^TH\d{2}$"},
)  # fmt: skip
_SHARE = _list({"type": "integer", "minimum": 1, "maximum": 100}) | {"minItems": 2, "maxItems": 2}
_THRESHOLD = _object((), least=_NUMBER, most=_NUMBER, share=_SHARE, ceiling=_SHARE, over=_FLAG)
_MEASURE = _object(
    ("form", "needs_clue", "party_only"),
    form={"type": "integer", "minimum": 0, "maximum": 4}, needs_clue=_FLAG, party_only=_FLAG, local=_FLAG,
)  # fmt: skip
_PROPERTIES: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": r"^[A-Z]{1,2}\d{2}[A-Z]?$"},
    "sort": _choice("term", "impact", "frequency", "measure", "threshold", "wording"),
    "title": _WORD, "document": _WORD, "year": {"type": "integer", "minimum": 1949, "maximum": 2999},
    "article": {"type": "string", "maxLength": 100}, "from": _DAY, "to": _DAY,
    "confidence": _choice("official", "seen", "memory"), "applies_to": _list(_choice(*ROLES)),
    "sentence": _WORD, "note": {"type": "string", "maxLength": 1000}, "start": _WORD, "measures": _list(_WORD),
    "family": _choice("party", "administrative", "appointing", "admonition", "organisational"), "value": {"type": "object"},
}  # fmt: skip
_REQUIRED = ("id", "sort", "title", "document", "year", "article", "from", "confidence", "applies_to", "sentence", "value")


def _when(sorts: tuple[str, ...], **then: dict[str, Any]) -> dict[str, Any]:
    """Return the condition that rules of these sorts also need these keys, so formed."""
    given = {"properties": {"sort": {"enum": list(sorts)}}, "required": ["sort"]}
    return {"if": given, "then": {"properties": then, "required": list(then)}}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a pack; TOML days are judged as strings."""
    pack = _object(
        ("name", "title", "version", "as_of"),
        name={"type": "string", "pattern": r"^[a-z][a-z-]*$"}, title=_WORD, version=_NUMBER, as_of=_DAY,
    )  # fmt: skip
    rule = _object(_REQUIRED, **_PROPERTIES) | {
        "allOf": [
            _when(("term", "impact"), value=_TERM, start=_WORD),
            _when(("frequency",), value=_FREQUENCY),
            _when(("threshold",), value=_THRESHOLD),
            _when(("measure",), value=_MEASURE),
            _when(("impact",), family=_WORD, measures=_list(_WORD)),
        ]
    }
    whole = _object(("pack", "rule"), pack=pack, rule=_list(rule))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "rule pack", **whole}


@dataclass(frozen=True, slots=True)
class Misfit:
    """Where data does not fit its schema: the path down to it, and why, in two languages."""

    path: Path
    what: str
    what_en: str


_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list}
_TYPE_TEXT = {"string": "文字", "integer": "整数", "boolean": "true 或 false", "object": "一张表", "array": "一个列表"}


def misfits(data: Any, wanted: dict[str, Any], path: Path = ()) -> Iterator[Misfit]:
    """Yield where plain data does not fit; knows the keywords that `schema` uses and no others."""
    kind = wanted.get("type")
    if kind and (not isinstance(data, _TYPES[kind]) or (kind == "integer" and isinstance(data, bool))):
        yield Misfit(path, f"应是{_TYPE_TEXT[kind]}", f"{kind} is wanted")
        return
    if isinstance(data, dict):
        yield from _object_misfits(data, wanted, path)
    elif isinstance(data, list):
        if not wanted.get("minItems", 0) <= len(data) <= wanted.get("maxItems", len(data)):
            yield Misfit(path, f"列表里有{len(data)}项, 数目不对", f"the list has {len(data)} items")
        for n, item in enumerate(data):
            yield from misfits(item, wanted.get("items", {}), (*path, n))
    else:
        yield from _plain_misfits(data, wanted, path)


def _object_misfits(data: dict[str, Any], wanted: dict[str, Any], path: Path) -> Iterator[Misfit]:
    known = wanted.get("properties", {})
    for key in wanted.get("required", ()):
        if key not in data:
            yield Misfit((*path, key), "缺少这一项", "missing")
    for key, value in data.items():
        if key in known:
            yield from misfits(value, known[key], (*path, key))
        elif wanted.get("additionalProperties") is False:
            yield Misfit((*path, key), "没有这一项, 可能写错了名称", "unknown key")
    for case in wanted.get("allOf", ()):
        if not any(misfits(data, case["if"], path)):
            yield from misfits(data, case["then"], path)


def _plain_misfits(data: Any, wanted: dict[str, Any], path: Path) -> Iterator[Misfit]:
    if "enum" in wanted and data not in wanted["enum"]:
        yield Misfit(path, f"只能是 {'、'.join(wanted['enum'])} 之一", f"one of {', '.join(wanted['enum'])} is wanted")
    if "pattern" in wanted and not re.search(wanted["pattern"].replace("$", r"\Z"), data):
        yield Misfit(path, f"“{data}”的写法不对", f"“{data}” is not written as it should be")
    if isinstance(data, str) and not wanted.get("minLength", 0) <= len(data) <= wanted.get("maxLength", len(data)):
        yield Misfit(path, "是空的或者太长", "empty or too long")
    if isinstance(data, int) and not wanted.get("minimum", data) <= data <= wanted.get("maximum", data):
        yield Misfit(path, f"{data} 超出范围", f"{data} is out of range")
