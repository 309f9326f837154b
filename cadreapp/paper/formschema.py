"""The JSON Schema (2020-12) of a form: the wording and layout of one paper, written as data in resources/forms."""

from __future__ import annotations

from typing import Any

PAGES = ("official", "letter", "record", "form", "landscape")
PARTS = (
    "grid", "list", "text", "heading", "title", "slip", "note", "each", "sides", "sign", "pen", "own", "rule", "gap", "break",
    "cut",
)  # fmt: skip

_WORD: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 200}
_SENTENCE: dict[str, Any] = {"type": "string", "maxLength": 2000}
_FLAG: dict[str, Any] = {"type": "boolean"}
_MM: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": 240}
_NAME: dict[str, Any] = {"type": "string", "pattern": r"^[a-z][a-z0-9_]*$"}


def _list(item: dict[str, Any], least: int = 1, most: int = 60) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": least, "maxItems": most}


def _object(required: tuple[str, ...], **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


_FORM = _object(
    ("name", "title", "of", "page", "reader"),
    name=_NAME, title=_WORD, of=_NAME, kinds=_list(_NAME), when=_SENTENCE, page={"type": "string", "enum": list(PAGES)},
    reader=_FLAG, signed=_FLAG, order={"type": "integer", "minimum": 0, "maximum": 999}, own=_NAME,
    head=_SENTENCE, under=_SENTENCE, spread=_FLAG, marking={"type": "string", "maxLength": 20}, left=_SENTENCE,
    right=_SENTENCE, foot=_SENTENCE, forbidden=_list({"type": "string"}), number={"type": "string", "maxLength": 60},
    at_sealing=_FLAG, sheet=_FLAG, source=_WORD,
)  # fmt: skip
_OFFICIAL = _object(
    (),
    organ=_SENTENCE, signer=_SENTENCE, number=_SENTENCE, to=_SENTENCE, enclosures=_NAME, signature=_SENTENCE, dated=_NAME,
    copies=_SENTENCE,
    printed_by=_SENTENCE, sealed=_FLAG, note=_SENTENCE,
)  # fmt: skip
_ROW = _object(
    ("cells",),
    cells=_list(_list(_SENTENCE, 2, 2), 1, 4), height=_MM, least=_MM, when=_SENTENCE, tail=_SENTENCE, pen=_FLAG,
)  # fmt: skip
_COLUMN = _object(("label", "text", "width"), label=_WORD, text=_SENTENCE, width=_MM, centred=_FLAG, merged=_FLAG)
_PART = _object(
    ("is",),
    **{"is": {"type": "string", "enum": list(PARTS)}},
    when=_SENTENCE, text=_SENTENCE, left=_SENTENCE, right=_SENTENCE, label=_SENTENCE, tail=_SENTENCE, of=_NAME,
    head=_SENTENCE, blank={"type": "integer", "minimum": 0, "maximum": 40}, height=_MM, blanks=_list(_MM, 1, 4),
    columns=_list(_MM, 2, 8), name=_NAME, row=_list(_ROW, 1, 60), column=_list(_COLUMN, 1, 16), struck=_FLAG, kept=_FLAG,
    after=_list(_SENTENCE, 1, 6), level={"type": "integer", "minimum": 1, "maximum": 2},
)  # fmt: skip


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a form file."""
    whole = _object(("form",), form=_FORM, official=_OFFICIAL, say={"type": "object"}, part=_list(_PART, 1, 80))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "form", **whole}
