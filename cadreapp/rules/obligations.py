"""What was recorded and obliges to something, and how near a last day is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cadreapp.rules.deadlines import count
from cadreapp.rules.rule import Term, Unit
from cadreapp.rules.workdays import DAY, WorkCalendar


class Nearness(StrEnum):
    """How near a last day is: more than seven days away, within seven, within three, tomorrow, today, past."""

    FAR = "far"
    WEEK = "week"
    NEAR = "near"
    TOMORROW = "tomorrow"
    TODAY = "today"
    LATE = "late"


_STEPS = ((0, Nearness.TODAY), (1, Nearness.TOMORROW), (3, Nearness.NEAR), (7, Nearness.WEEK))


@dataclass(frozen=True, slots=True)
class Event:
    """Something recorded from which a rule's term runs: `record` its id, `subject` whom it is about; `done` when it was met."""

    rule: str
    record: str
    subject: str
    day: date
    done: date | None = None


def nearness(until: date, today: date, calendar: WorkCalendar | None = None) -> Nearness:
    """Return how near a last day is, in natural days, or in working days where a calendar is given."""
    if today > until:
        return Nearness.LATE
    for days, near in _STEPS:
        if today >= _before(until, days, calendar):
            return near
    return Nearness.FAR


def _before(until: date, days: int, calendar: WorkCalendar | None) -> date:
    if calendar is None or days == 0:
        return until - days * DAY
    return count(Term(days, Unit.WORKDAY, before=True), until, calendar).day
