"""What was owed in a period, met and missed, as the duties of the unit are worked out: rows for the figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cadreapp.kernel.clock import Clock, today
from cadreapp.office.duty.bodies import bodies
from cadreapp.office.duty.meetings import owed_in as owed_of
from cadreapp.office.duty.world import world
from cadreapp.rules.figures_rows import Owed
from cadreapp.rules.figures_spans import Span
from cadreapp.rules.frequency import State
from cadreapp.store.reading import Reader

_STATES = {State.MET: "met", State.LATE: "missed"}


def owed_in(reader: Reader, span: Span, clock: Clock) -> tuple[Owed, ...]:
    """Return everything owed by our organisations in the years that a report of a period looks at, as it stands today."""
    windows = (span.window(name) for name in ("year", "last", "last_year"))
    return tuple(_owed(reader, sorted({day.year for window in windows for day in (window.since, window.until)}), clock))


def _owed(reader: Reader, years: list[int], clock: Clock) -> Iterator[Owed]:
    seen = world(reader, today(clock))
    known = bodies(seen)
    roles = {standing.id: standing.role for standing in known.standings}
    for year in years:
        for one in owed_of(seen, year, known):
            # Where no notice has said when, it is owed by the end of its year.
            due = one.until or date(year, 12, 31)
            yield Owed(one.held, one.rule.id, roles[one.organisation], _STATES.get(one.state, "open"), due)
