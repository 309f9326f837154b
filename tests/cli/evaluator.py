"""A small judge of JSON Schema 2020-12, as far as our schemas go; a keyword it does not know is an error."""

from __future__ import annotations

import re
import uuid
from typing import Any

NOTES = {"$schema", "title", "description", "$comment"}
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "null": type(None),
}


def faults(schema: dict[str, Any], value: Any, at: str = "$") -> list[str]:
    """Return every place where `value` breaks the schema."""
    found: list[str] = []
    for keyword, said in schema.items():
        if keyword in NOTES or keyword.startswith("x-") or keyword in ("then",):
            continue
        rule = _RULES.get(keyword)
        if rule is None:
            raise AssertionError(f"{at}: unknown keyword {keyword}")
        found += rule(said, value, at, schema)
    return found


def _type(said: Any, value: Any, at: str, _schema: Any) -> list[str]:
    names = said if isinstance(said, list) else [said]
    fits = any(isinstance(value, TYPES[n]) and not (n == "integer" and isinstance(value, bool)) for n in names)
    return [] if fits else [f"{at}: not {said}"]


def _properties(said: Any, value: Any, at: str, _schema: Any) -> list[str]:
    if not isinstance(value, dict):
        return []
    return [f for name, part in said.items() if name in value for f in faults(part, value[name], f"{at}.{name}")]


def _additional(said: Any, value: Any, at: str, schema: Any) -> list[str]:
    assert said is False
    extra = set(value) - set(schema["properties"]) if isinstance(value, dict) else set()
    return [f"{at}.{name}: not foreseen" for name in extra]


def _required(said: Any, value: Any, at: str, _schema: Any) -> list[str]:
    return [f"{at}.{name}: missing" for name in said if isinstance(value, dict) and name not in value]


def _any_of(said: Any, value: Any, at: str, _schema: Any) -> list[str]:
    tries = [faults(part, value, at) for part in said]
    return [] if [] in tries else tries[0]


def _if(said: Any, value: Any, at: str, schema: Any) -> list[str]:
    return faults(schema["then"], value, at) if not faults(said, value, at) else []


def _text(holds: Any) -> Any:
    return lambda said, value, at, _schema: [] if not isinstance(value, str) or holds(said, value) else [f"{at}: {said}"]


def _rows(holds: Any) -> Any:
    return lambda said, value, at, _schema: [] if not isinstance(value, list) or holds(said, value) else [f"{at}: {said}"]


def _items(said: Any, value: Any, at: str, _schema: Any) -> list[str]:
    rows = value if isinstance(value, list) else []
    return [f for n, row in enumerate(rows) for f in faults(said, row, f"{at}.{n}")]


def _is_uuid(said: str, value: str) -> bool:
    assert said == "uuid"
    try:
        return str(uuid.UUID(value)) == value
    except ValueError:
        return False


_RULES: dict[str, Any] = {
    "type": _type, "properties": _properties, "additionalProperties": _additional, "required": _required, "anyOf": _any_of,
    "allOf": lambda said, value, at, _schema: [f for part in said for f in faults(part, value, at)],
    "not": lambda said, value, at, _schema: [] if faults(said, value, at) else [f"{at}: is what it must not be"],
    "enum": lambda said, value, at, _schema: [] if value in said else [f"{at}: {value!r} not in {said}"],
    "if": _if, "items": _items,
    "pattern": _text(lambda said, value: re.search(said, value)),
    "maxLength": _text(lambda said, value: len(value) <= said),
    "format": _text(_is_uuid),
    "uniqueItems": _rows(lambda said, value: len({str(v) for v in value}) == len(value)),
    "contains": _rows(lambda said, value: any(not faults(said, v) for v in value)),
    "maxItems": _rows(lambda said, value: len(value) <= said),
}
