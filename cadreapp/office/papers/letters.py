"""Letters begun from what is known: a reminder, a talk, a disposition or a clue fills the draft, the officer the rest.

What a clue says, who made it and where it came from is never copied into a letter; the link to it is internal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cadreapp.kernel.errors import Exit, Fault
from cadreapp.kernel.shape import Choice, Values
from cadreapp.records import SHAPES
from cadreapp.records import letter as kinds
from cadreapp.store import reading
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

NO_LETTER = Fault(
    "NO_LETTER", Exit.REFUSED, "“{title}”不能起草“{kind}”。", "可以起草的: {options}",
    "No letter “{kind}” is begun from “{title}”.", "Those that can be: {options}",
)
GENERAL = "需要了解有关情况"
"""What a letter says of its cause when there is a clue behind it: nothing that was reported."""

_FROM: dict[str, tuple[str, ...]] = {
    "reminder": (kinds.SUMMONS, kinds.PROMPT),
    "talk": (kinds.REMIND, kinds.ADMONITION, kinds.SELF_CHECK, kinds.ENTRUSTED, kinds.PROMPT, kinds.ADVICE),
    "disposition": (kinds.ADMONITION, kinds.SELF_CHECK, kinds.REMIND, kinds.ADVICE),
    "clue": (kinds.INQUIRY, kinds.REMIND, kinds.ENTRUSTED, kinds.PROMPT, kinds.ADVICE),
}


def offered(type_name: str) -> tuple[Choice, ...]:
    """Return the kinds of letter that can be begun from a record of a type."""
    choices = {choice.code: choice for choice in SHAPES["letter"]["kind"].choices}
    return tuple(choices[kind] for kind in _FROM.get(type_name, ()))


def idle(kind: str) -> frozenset[str]:
    """Return the fields that a letter of this kind has no use for."""
    own = {name for names in kinds.OWN_FIELDS.values() for name in names}
    return frozenset(own - set(kinds.OWN_FIELDS.get(kind, ()))) if kind else frozenset()


def begin(unit: Unit, record_id: str, kind: str) -> str:
    """Make the draft of a letter filled from a record, and return its id. Raises NO_LETTER."""
    return unit.add("letter", filled(unit.connection, record_id, kind)).id


def filled(reader: Reader, record_id: str, kind: str) -> Values:
    """Return what a record tells of a letter of a kind. Raises NO_LETTER where that kind is not begun from such a record."""
    found = reading.load(reader, record_id)
    options = offered(found.type)
    chosen = next((choice for choice in options if kind in (choice.code, choice.label)), None)
    if chosen is None:
        said = "、".join(choice.label for choice in options) or "没有"
        raise NO_LETTER(title=SHAPES[found.type].title, kind=kind, options=said)
    told = _TELL[found.type](found.values, found.id, chosen.code)
    return {**{name: value for name, value in told.items() if value not in (None, "", [])}, "kind": chosen.code}


def _reminder(values: Values, record_id: str, _kind: str) -> Values:
    secret = values.get("kind") == "clue" or values.get("clue_id")
    return {
        **_same(values, "person", "organisation_id", "basis", "issuer", "approved_by", "approved_on", "at", "place",
                "excuse_by", "contact", "copies_to", "clue_id", "source"),
        "matter": GENERAL if secret else values.get("matter"), "number": values.get("notice_no"), "dated": values.get("notice_on"),
        "callers": _rows(values, "callers", "who"), "materials": _rows(values, "materials", "what"),
        "points": _rows(values, "demands", "what", "term", "sign"), "reply_due": values.get("report_due"),
        "reminder_id": record_id,
    }  # fmt: skip


def _talk(values: Values, record_id: str, kind: str) -> Values:
    began = str(values.get("began_at") or "")
    turns = [{"what": row["question"], "said": row["answer"]} for row in values.get("turns") or [] if row["question"]]
    return {
        **_same(values, "person", "basis", "approved_by", "approved_on", "place", "enclosures", "clue_id"),
        "matter": values.get("matter"), "at": began or None, "callers": _rows(values, "talkers", "who"),
        "points": turns if kind == kinds.ENTRUSTED else _rows(values, "asks", "what", "term", "sign"),
        "reply_due": values.get("paper_due"),
        "stated_on": began[:10] if values.get("statement") else None, "talk_id": record_id,
    }  # fmt: skip


def _disposition(values: Values, record_id: str, _kind: str) -> Values:
    return {
        **_same(values, "person", "matter", "facts", "basis", "approved_by", "clue_id", "source"),
        "dated": values.get("decided_on"), "reply_due": values.get("paper_due"), "disposition_id": record_id,
    }


def _clue(values: Values, record_id: str, _kind: str) -> Values:
    reported = values.get("reported") or []
    return {"person": reported[0]["who"] if len(reported) == 1 else None, "clue_id": record_id}


_TELL: dict[str, Callable[[Values, str, str], Values]] = {
    "reminder": _reminder, "talk": _talk, "disposition": _disposition, "clue": _clue,
}


def _same(values: Values, *names: str) -> Values:
    return {name: values.get(name) for name in names}


def _rows(values: Values, name: str, *columns: str) -> list[dict[str, Any]]:
    return [{column: row.get(column) for column in columns} for row in values.get(name) or []]
