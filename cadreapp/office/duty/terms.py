"""Duties whose last day was typed into a record: the term itself, and the rule behind it where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Field, Shape
from cadreapp.office.duty.item import FILL, NEW, OPEN, Act, Duty, Why, why_of
from cadreapp.office.duty.world import World
from cadreapp.records import SHAPES
from cadreapp.rules.faults_rules import RULE_NOT_IN_FORCE, RULE_UNKNOWN
from cadreapp.rules.rule import Rule
from cadreapp.store import duty_facts

LONG_AGO = "1900-01-01"
MOST_OVERDUE = 300
"""Overdue terms that a list carries; the others are counted, the latest come first."""
_RULES = {
    ("talk", "paper_due", "admonish"): "DL03", ("talk", "paper_due", "entrusted"): "DL01",
    ("disposition", "announce_due", ""): "DL06", ("disposition", "archive_due", ""): "DL06",
    ("disposition", "execute_due", ""): "DL07", ("disposition", "report_due", ""): "DL08",
    ("disposition", "paper_due", ""): "DL03", ("clue", "handling_due", ""): "DL24", ("meeting", "report_due", ""): "DL36",
}  # fmt: skip
_PERIOD = ("disposition", "impact_until")
_TYPED = "时限写在记录里, 以记录为准"
_BESIDE = {"done_on": ("done_note", "evidence", "found"), "impact_seen_on": ("follow_up",), "decided_on": ("result",),
           "executed_on": ("execution",), "archived_on": ("archived_in",), "answered_on": ("answer_no",)}  # fmt: skip
"""Siblings that are asked for together with the day that answers a term, where a type has them."""


def term_duties(world: World) -> tuple[list[Duty], int]:
    """Return the open terms typed into our records up to the list's end, and how many overdue ones are beyond it."""
    yesterday = (world.on - timedelta(days=1)).isoformat()
    late = duty_facts.terms(world.connection, world.origin, LONG_AGO, yesterday, newest=True, limit=MOST_OVERDUE)
    coming = duty_facts.terms(world.connection, world.origin, world.on.isoformat(), world.until.isoformat())
    every = duty_facts.count_terms(world.connection, LONG_AGO, yesterday) if len(late) == MOST_OVERDUE else len(late)
    return list(_duties(world, [*reversed(late), *coming])), every - len(late)


def _duties(world: World, rows: list[dict[str, Any]]) -> Iterator[Duty]:
    # One question for all of them: whom to visit when a period ends.
    people = duty_facts.concerned(world.connection, [r["record"] for r in rows if (r["type"], r["path"]) == _PERIOD])
    for row in rows:
        shape = SHAPES[row["type"]]
        term, inside = _field(shape, row["path"])
        key = f"term|{row['record']}|{row['path'][:80]}"
        until = date.fromisoformat(row["day"])
        acts = tuple(_acts(shape, {**row, "person": people.get(row["record"])}, term, inside))
        label = term.label if term else "下一步时限"
        yield Duty(
            key=key, title=_title(shape, row["what"], inside), subject=row["title"], until=row["day"], when=world.when(until),
            why=_why(world, row, term),
            plain=f"{shape.title}: {label}", acts=acts, record=row["record"], type=row["type"], parts=(key,),
            snoozed=world.snoozes.get(key),
        )  # fmt: skip


def _title(shape: Shape, what: str, inside: str) -> str:
    """Return what is due; the record's own term says of what where its rows have terms of the same name."""
    twice = not inside and any(what == field.label for own in shape.fields if own.entry for field in own.entry.fields)
    return f"{shape.title}{what}" if twice else what


def _field(shape: Shape, path: str) -> tuple[Field | None, str]:
    """Return the field of a term and the path of the row it stands in; a course's next step has no field that answers it."""
    head, _, rest = path.partition(".")
    row_id, _, name = rest.partition(".")
    if not rest:
        return shape.by_name.get(head), ""
    entry = shape[head].entry if head in shape.by_name else None
    found = entry.by_name.get(name) if entry else None
    return (found if found and found.due_until else None), f"{head}.{row_id}"


def _acts(shape: Shape, row: dict[str, Any], term: Field | None, inside: str) -> Iterator[Act]:
    if term is not None and term.due_until:
        home = shape[inside.partition(".")[0]].entry if inside else shape
        assert home is not None
        fields = (term.due_until, *(n for n in _BESIDE.get(term.due_until, ()) if n in home.by_name))
        yield Act(FILL, f"登记{home[term.due_until].label}", row["type"], row["record"], fields=fields, row=inside)
    if (row["type"], row["path"]) == _PERIOD:
        known = {"person": row["person"]} if row["person"] and row["person"]["name"] else {}
        yield Act(NEW, "新建回访", "talk", values={"kind": "visit", **known, "matter": "影响期满回访"})
    yield Act(OPEN, "看记录", row["type"], row["record"])


def _why(world: World, row: dict[str, Any], term: Field | None) -> Why:
    name = term.name if term else ""
    rule = _rule(world, _RULES.get((row["type"], name, row["kind"] or "")) or _RULES.get((row["type"], name, "")))
    return why_of(rule, _TYPED) if rule else Why(sentences=(_TYPED,))


def _rule(world: World, rule_id: str | None) -> Rule | None:
    if rule_id is None:
        return None
    try:
        return world.book.rule(rule_id, world.on)
    except AppError as error:
        if error.fault in (RULE_UNKNOWN, RULE_NOT_IN_FORCE):
            return None
        raise
