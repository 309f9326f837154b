"""How this unit runs a reminder: which steps it does without, and whether lateness is told in working or natural days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cadreapp.kernel.shape import Values
from cadreapp.office.rule.rulebook import unit_calendar
from cadreapp.rules.course import AHEAD, DONE, NOW, OPTIONAL, SKIPPED, Course, CourseStep, course
from cadreapp.rules.workdays import WorkCalendar
from cadreapp.store import settings
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = ["AHEAD", "DONE", "NOW", "OPTIONAL", "SKIPPED", "Course", "CourseStep"]

UNUSED, WORKDAYS = "reminder_unused", "near_in_workdays"


def reminder_course(connection: Reader, values: Values, on: date) -> Course:
    """Return where a reminder stands, by the unit's own way of running it."""
    return course(values, on, unused=unused(connection), calendar=near_calendar(connection))


def left_out(values: Values) -> frozenset[str]:
    """Return the stages that these values themselves say are not needed: no notice, nothing to put right."""
    return frozenset(step.stage for step in course(values, date.min).steps if step.state == SKIPPED)


def near_calendar(connection: Reader) -> WorkCalendar | None:
    """Return the calendar to tell nearness by when the unit counts in working days, None for natural days."""
    return unit_calendar(connection) if in_workdays(connection) else None


def in_workdays(connection: Reader) -> bool:
    """Tell whether T-7, T-3 and T-1 are working days here."""
    return bool(settings.get(connection, WORKDAYS, False))


def way(connection: Reader) -> tuple[tuple[str, ...], bool]:
    """Return the stages done without, and whether nearness is told in working days."""
    return unused(connection), in_workdays(connection)


def unused(connection: Reader) -> tuple[str, ...]:
    """Return the stages of a reminder that the unit does without."""
    return tuple(settings.get(connection, UNUSED, ()))


def set_way(unit: Unit, without: Iterable[str], *, workdays: bool) -> None:
    """Keep which stages the unit does without, of those it may, and in which days nearness is told."""
    wanted = [stage for stage in OPTIONAL if stage in set(without)]
    if list(unused(unit.connection)) != wanted:
        settings.put(unit, UNUSED, wanted)
    if in_workdays(unit.connection) != workdays:
        settings.put(unit, WORKDAYS, workdays)
