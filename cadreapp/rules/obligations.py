"""What a recorded event obliges to: until when, why, and how near it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cadreapp.rules.deadlines import Deadline, count, deadline
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.rule import Rule, Severity, Term, Unit
from cadreapp.rules.workdays import DAY, WorkCalendar


class Nearness(StrEnum):
    """How near a last day is: more than seven days away, within seven, within three, tomorrow, today, past; or done."""

    DONE = "done"
    FAR = "far"
    WEEK = "week"
    NEAR = "near"
    TOMORROW = "tomorrow"
    TODAY = "today"
    LATE = "late"


_STEPS = ((0, Nearness.TODAY), (1, Nearness.TOMORROW), (3, Nearness.NEAR), (7, Nearness.WEEK))


@dataclass(frozen=True, slots=True)
class Event:
    """Something recorded from which a rule's term runs.

    `record`: its id; `subject`: whom it is about. `done`: the day it was answered. `written`: an end that the paper itself names.
    `version`: a document's year named by hand.
    """

    rule: str
    record: str
    subject: str
    day: date
    done: date | None = None
    written: date | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """What is owed after an event: `until` the last day, `nearness` on the day asked, `days` left (negative: late)."""

    event: Event
    deadline: Deadline
    until: date
    nearness: Nearness
    days: int

    @property
    def rule(self) -> Rule:
        """Return the rule it follows from."""
        assert self.deadline.rule is not None
        return self.deadline.rule

    @property
    def severity(self) -> Severity:
        """Return how loudly it may be told."""
        return self.rule.severity

    def why(self) -> tuple[str, ...]:
        """Return the sentence a newcomer understands, the article, and whatever makes the day unsure."""
        own = self.rule.citation()
        return (self.rule.sentence, own, *(remark for remark in self.deadline.remarks() if remark != own))


def obligation(event: Event, book: Rulebook, calendar: WorkCalendar, today: date) -> Obligation:
    """Return what an event obliges to, by the version in force on its day.

    A period's reminder waits for the later of its two ends. Raises RULE_UNKNOWN, RULE_NOT_IN_FORCE, RULE_OTHER_KIND.
    """
    found = deadline(book.rule(event.rule, event.day, version=event.version), event.day, calendar, written=event.written)
    until = found.ends.last if found.ends else found.day
    if event.done is not None:
        return Obligation(event, found, until, Nearness.DONE, (until - event.done).days)
    return Obligation(event, found, until, nearness(until, today), (until - today).days)


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
