"""Months and years counted on the calendar: the corresponding day, the end of a month, the two ways to name the last day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from cadreapp.rules.faults_rules import DAY_ODD

EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Ends:
    """The last day of a period that begins with `start`, worked out in two ways (拟算期满日).

    `a`: the corresponding day is the last one (民法典 2020, 第二百零二条; the first day is not counted). `b`: the day before it, as
    a period that counts from its very first day ends in practice. `written`: what the decision itself says, which wins.
    """

    start: date
    a: date
    b: date
    written: date | None = None

    @property
    def shown(self) -> date:
        """Return the day put in front: the decision's own, else method B."""
        return self.written or self.b

    @property
    def last(self) -> date:
        """Return the day until which reminders take the period to run: the decision's own, else the later of both."""
        return self.written or max(self.a, self.b)

    def text(self) -> str:
        """Return the sentence that is shown wherever the end is."""
        if self.written:
            return f"期满日 {self.written} (以决定书所载为准)"
        return f"拟算期满日 {self.b} (含首日); 首日不计为 {self.a}; 以决定书为准"


def add_months(day: date, months: int) -> date:
    """Return the corresponding day, the last day of the month where there is none (民法典 2020, 第二百零二条)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def ends(start: date, months: int, written: date | None = None) -> Ends:
    """Return both last days of a period of months that begins on `start`; rest days never move it. Raises DAY_ODD."""
    if not EARLIEST <= start <= LATEST:
        raise DAY_ODD(day=start)
    corresponding = add_months(start, months)
    return Ends(start, corresponding, corresponding - timedelta(days=1), written)


def between(start: date, end: date) -> tuple[int, int]:
    """Return whole months and days from one day to a later one: `add_months(start, months) + days` is `end`."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
