"""The world as duties see it on a day: rules, calendar, this store's first day, what was told by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from cadreapp.kernel.errors import AppError
from cadreapp.office.duty.item import LATER, OVERDUE, TODAY, WEEK, Snooze
from cadreapp.office.rule.guides import role
from cadreapp.office.rule.guides_course import near_calendar
from cadreapp.office.rule.notices import notices
from cadreapp.office.rule.rulebook import unit_calendar, unit_rules
from cadreapp.rules.deadlines import Deadline, deadline
from cadreapp.rules.faults_rules import DAY_ODD, RULE_NOT_IN_FORCE, RULE_UNKNOWN
from cadreapp.rules.frequency import Notice
from cadreapp.rules.impact import Impact, Sanction, impact
from cadreapp.rules.obligations import Nearness, nearness
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.rule import Rule
from cadreapp.rules.workdays import WorkCalendar
from cadreapp.store import duty_facts, settings
from cadreapp.store.kept import all_kept
from cadreapp.store.reading import Reader

SNOOZE, REASON = "duty_snooze", "duty_reason"
"""Kinds of what is kept: duties put off, and the reasons why something usual was not done, both by the duty's key."""

WITHIN = 31
"""Days ahead that the list tells of unless asked otherwise."""
BACK = 183
"""Days: what ended longer than this before the store was made is told apart from what is due."""


_NOT_A_BRANCHS = {"discipline_body", "personnel_body", "unit", "leading_group", "committee"}
"""Roles of the rules whose duties are those of others, at a branch officer's desk."""

_GROUPS = {Nearness.LATE: OVERDUE, Nearness.TODAY: TODAY, Nearness.FAR: LATER}
"""Groups of what is not within seven days."""

Answers = dict[tuple[str, str, int | None], Deadline | None]


@dataclass(frozen=True)
class World:
    """Everything a duty is judged by. `until`: the last day that the list tells of; `began`: the store's first day.

    `near`: the calendar by which nearness is told where the unit counts in working days, None for natural days.
    """

    connection: Reader
    origin: str
    own: str
    on: date
    until: date
    began: date
    book: Rulebook
    calendar: WorkCalendar
    notices: tuple[Notice, ...] = ()
    reasons: dict[str, Any] = field(default_factory=dict)
    snoozes: dict[str, Snooze] = field(default_factory=dict)
    role: str = "committee"
    near: WorkCalendar | None = None
    _found: Answers = field(default_factory=dict)
    _impacts: dict[tuple[Sanction, ...], Impact] = field(default_factory=dict)
    _groups: dict[date, str] = field(default_factory=dict)

    def is_ours(self, rule: Rule) -> bool:
        """Tell whether a rule obliges whoever sits here: a branch's officer does not inquire, and does not handle appeals."""
        return self.role != "branch" or not set(rule.applies_to) <= _NOT_A_BRANCHS

    @cached_property
    def cutoff(self) -> date:
        """The day before which a term that nobody answered here may well have been answered elsewhere."""
        return self.began - timedelta(days=BACK)

    def when(self, until: date) -> str:
        """Return the group of a last day; seven days are working days where the unit says so."""
        # Counting working days back is dear, and thousands of terms share a few days.
        if until not in self._groups:
            self._groups[until] = _GROUPS.get(nearness(until, self.on, self.near), WEEK)
        return self._groups[until]

    def deadline(self, rule_id: str, start: str | None, version: int | None = None) -> Deadline | None:
        """Return where a rule's term from a day ends; None where there is no day, or no such rule was in force."""
        if not start:
            return None
        key = (rule_id, start[:10], version)
        if key not in self._found:
            self._found[key] = self._worked_out(rule_id, date.fromisoformat(start[:10]), version)
        return self._found[key]

    def impact(self, sanctions: tuple[Sanction, ...]) -> Impact:
        """Return the impact periods of a person's sanctions. Raises RULE_VERSION_UNKNOWN."""
        if sanctions not in self._impacts:
            self._impacts[sanctions] = impact(sanctions, self.book)
        return self._impacts[sanctions]

    def _worked_out(self, rule_id: str, start: date, version: int | None) -> Deadline | None:
        # A pack that was taken over may know fewer rules, and a day may lie before every version: then nothing is owed by it.
        try:
            return deadline(self.book.rule(rule_id, start, version=version), start, self.calendar)
        except AppError as error:
            if error.fault in (RULE_NOT_IN_FORCE, RULE_UNKNOWN, DAY_ODD):
                return None
            raise

    def in_sight(self, until: date) -> bool:
        """Tell whether a computed last day belongs on the list: not beyond its end."""
        return until <= self.until


@dataclass
class _Memory:
    """What was worked out by one rulebook and one calendar; dates by the same rules are the same each time."""

    book: Rulebook | None = None
    calendar: WorkCalendar | None = None
    found: Answers = field(default_factory=dict)
    impacts: dict[tuple[Sanction, ...], Impact] = field(default_factory=dict)

    def by(self, book: Rulebook, calendar: WorkCalendar) -> _Memory:
        """Return the memory for these rules, an empty one when they changed or it has grown large."""
        if book is self.book and calendar is self.calendar and len(self.found) + len(self.impacts) < _MOST:
            return self
        return _Memory(book, calendar)


_MOST = 20_000
_memory = _Memory()


def world(connection: Reader, on: date, within: int = WITHIN) -> World:
    """Return the world on a day, looking so many days ahead."""
    global _memory
    book, calendar = unit_rules(connection), unit_calendar(connection)
    # Readers ask in two threads: each takes the memory it found, and the last one stays.
    _memory = memory = _memory.by(book, calendar)
    return World(
        connection,
        settings.get(connection, "origin", ""),
        settings.get(connection, "organisation", ""),
        on,
        on + timedelta(days=within),
        date.fromisoformat(duty_facts.began(connection)),
        book,
        calendar,
        notices(connection),
        all_kept(connection, REASON),
        {key: Snooze(**value) for key, value in all_kept(connection, SNOOZE).items()},
        role(connection),
        near_calendar(connection),
        memory.found,
        memory.impacts,
    )
