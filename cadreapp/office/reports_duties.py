"""What was owed in a period, met and missed, as the duties of the unit are worked out: rows for the figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cadreapp.kernel.clock import Clock, today
from cadreapp.office.duty_bodies import bodies, held
from cadreapp.office.duty_world import world
from cadreapp.rules.figures_rows import Owed
from cadreapp.rules.figures_spans import Span
from cadreapp.rules.frequency import State, owed
from cadreapp.store.reading import Reader

_STATES = {State.MET: "met", State.LATE: "missed"}


def owed_in(reader: Reader, span: Span, clock: Clock) -> tuple[Owed, ...]:
    """Return everything owed by our organisations in the years that a report of a period looks at, as it stands today."""
    return tuple(
        _owed(
            reader,
            sorted({at.year for name in ("year", "last", "last_year") for at in _ends(span.window(name))}),
            clock,
        )
    )


def _ends(span: Span) -> tuple[date, date]:
    return span.since, span.until


def _owed(reader: Reader, years: list[int], clock: Clock) -> Iterator[Owed]:
    on = today(clock)
    seen = world(reader, on)
    known = bodies(seen)
    activities = held(seen, known, years)
    for year in years:
        for standing in known.standings:
            for one in owed(standing, activities, seen.book, year, on, notices=seen.notices):
                # Where no notice has said when, it is owed by the end of its year.
                due = one.until or date(year, 12, 31)
                yield Owed(one.held, one.rule.id, standing.role, _STATES.get(one.state, "open"), due)
