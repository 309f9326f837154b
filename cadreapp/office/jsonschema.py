"""JSON Schema (2020-12) of a record type, made from its declaration."""

from __future__ import annotations

from typing import Any

from cadreapp.kernel.shape import Field, Kind, Shape

_PLAIN: dict[Kind, dict[str, Any]] = {
    Kind.LINE: {"type": "string"},
    Kind.TEXT: {"type": "string", "maxLength": 200_000},
    Kind.FLAG: {"type": "boolean"},
    Kind.NUMBER: {"type": "integer"},
    Kind.DAY: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    Kind.MOMENT: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d$"},
}


def json_schema(shape: Shape) -> dict[str, Any]:
    """Return the schema of a record's values; fields needed for sealing some kinds appear in `allOf`/`if`/`then`."""
    found: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": shape.title,
        "description": shape.doc,
        **_object(shape),
        "x-family": shape.family.value,
    }
    always = [f.name for f in shape.fields if f.needed is True]
    if always:
        found["x-needed-to-seal"] = always
    conditions = [_needed(shape, f) for f in shape.fields if isinstance(f.needed, tuple)]
    if conditions:
        found["allOf"] = conditions
    return found


def _object(shape: Shape) -> dict[str, Any]:
    required = [f.name for f in shape.fields if f.required]
    made: dict[str, Any] = {
        "type": "object",
        "properties": {f.name: _field(f) for f in shape.fields},
        "additionalProperties": False,
    }
    return {**made, "required": required} if required else made


def _field(field: Field) -> dict[str, Any]:
    made = _kind(field)
    if not field.required:
        made = {"anyOf": [made, {"type": "null"}]}
    said = {"title": field.label, **({"description": field.help} if field.help else {})}
    marks = {"x-internal": field.internal, "x-after-seal": field.after_seal, "x-sensitive": field.sensitive}
    return {**said, **made, **{name: True for name, on in marks.items() if on}}


def _kind(field: Field) -> dict[str, Any]:
    if field.kind is Kind.CHOICE:
        return {"enum": [c.code for c in field.choices], "x-labels": [c.label for c in field.choices]}
    if field.kind is Kind.CHOICES:
        return {"type": "array", "items": {"enum": [c.code for c in field.choices]}, "uniqueItems": True}
    if field.kind is Kind.REF:
        return {
            "type": "string",
            "format": "uuid",
            "x-target": list(field.targets) if len(field.targets) != 1 else field.targets[0],
        }
    if field.kind is Kind.WHO:
        person = {"type": ["string", "null"], "format": "uuid", "x-target": "person"}
        texts = {part: {"type": ["string", "null"]} for part in ("name", "unit", "post")}
        return {"type": "object", "properties": {"person": person, **texts}, "additionalProperties": False}
    if field.entry is not None:
        row = _object(field.entry)
        row["properties"] = {"id": {"type": ["string", "null"], "format": "uuid"}, **row["properties"]}
        return {"type": "array", "items": row}
    return dict(_PLAIN[field.kind])


def _needed(shape: Shape, field: Field) -> dict[str, Any]:
    assert isinstance(field.needed, tuple)
    kinds = list(field.needed)
    many = bool(shape.kind_field) and shape[shape.kind_field or ""].kind is Kind.CHOICES
    condition = {"contains": {"enum": kinds}} if many else {"enum": kinds}
    return {
        "if": {"properties": {shape.kind_field: condition}, "required": [shape.kind_field]},
        "then": _filled(field.name) if not field.instead else {"anyOf": [_filled(n) for n in (field.name, *field.instead)]},
        "$comment": "needed to seal, not to save",
    }


def _filled(name: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"enum": [None, "", [], False]}
    return {"properties": {name: {"not": empty}}, "required": [name]}
