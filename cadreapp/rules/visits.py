"""When someone under a sanction is to be visited (回访): the nodes of an impact period, and which visit answers which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cadreapp.rules.obligations import Event
from cadreapp.rules.periods import add_months

FIRST, HALF, BEFORE_END, BEFORE_RESTORING = "DL41", "DL42", "DL43", "DL44"
"""Rules of the nodes; all of them are local practice, so a unit may set its own lengths."""
PERIOD_NODES = (HALF, BEFORE_END)
"""The nodes that lie by the end of the period."""
_EARLY = 2
"""Months before the end of a period from which a visit answers the last node."""


@dataclass(frozen=True, slots=True)
class Watched:
    """Whom to visit: the record and the subject, from which day, until when the period runs, when probation ends."""

    record: str
    subject: str
    start: date
    until: date | None = None
    probation_until: date | None = None


def visit_events(watched: Watched, visits: Iterable[date]) -> tuple[Event, ...]:
    """Return the nodes of one period, each answered by the first visit that is late enough for it."""
    held = sorted(day for day in visits if day >= watched.start)
    return tuple(
        Event(rule, watched.record, watched.subject, day, done=next((v for v in held if v >= from_), None))
        for rule, day, from_ in _nodes(watched)
    )


def _nodes(watched: Watched) -> Iterator[tuple[str, date, date]]:
    """Yield rule, the day its term counts from, and the first day on which a visit answers it."""
    yield FIRST, watched.start, watched.start
    if watched.until is not None:
        half = watched.start + timedelta(days=(watched.until - watched.start).days // 2)
        yield HALF, half, half
        yield BEFORE_END, watched.until, max(half, add_months(watched.until, -_EARLY))
    if watched.probation_until is not None:
        yield BEFORE_RESTORING, watched.probation_until, add_months(watched.probation_until, -_EARLY)
