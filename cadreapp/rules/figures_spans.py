"""The periods that figures are told for: quarters, halves, years; the one before, the same one a year ago."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from cadreapp.rules.periods import add_months, month_end

LENGTHS = (
    (3, ("第一季度", "第二季度", "第三季度", "第四季度")), (6, ("上半年", "下半年")), (12, ("全年",)),
    (1, tuple(f"{n}月" for n in range(1, 13))),
)  # fmt: skip
"""Months of a named period, and its names in the order of the year; those that are reported most come first."""
_NAMED = dict(LENGTHS)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of days, both ends included."""

    since: date
    until: date

    def holds(self, day: date | None) -> bool:
        """Tell whether a day lies in it."""
        return day is not None and self.since <= day <= self.until

    @property
    def key(self) -> str:
        """Return it as one word: "2026-01-01/2026-03-31"."""
        return f"{self.since}/{self.until}"

    @property
    def months(self) -> int:
        """Return how many whole months of the calendar it is; 0 for anything else."""
        if self.since.day != 1 or self.until.day != monthrange(self.until.year, self.until.month)[1]:
            return 0
        return (self.until.year - self.since.year) * 12 + self.until.month - self.since.month + 1

    @property
    def name(self) -> str:
        """Return what a form's head calls it: "2026年第一季度", or its two days."""
        months = self.months
        if months in _NAMED and (self.since.month - 1) % months == 0:
            return f"{self.since.year}年{_NAMED[months][(self.since.month - 1) // months]}"
        return f"{_said(self.since)}—{_said(self.until)}"

    @property
    def title(self) -> str:
        """Return its name with its days: "2026年第一季度(1月1日—3月31日)"."""
        days = f"{self.since.month}月{self.since.day}日—{self.until.month}月{self.until.day}日"
        return self.name if self.name.endswith("日") else f"{self.name} ({days})"

    @property
    def before(self) -> Span:
        """Return the period of the same length that ends the day before."""
        months = self.months
        if months:
            return Span(add_months(self.since, -months), self.since - timedelta(days=1))
        return Span(self.since - (self.until - self.since) - timedelta(days=1), self.since - timedelta(days=1))

    @property
    def year_ago(self) -> Span:
        """Return the same period of the year before."""
        until = add_months(self.until, -12)
        if self.months:
            until = month_end(until.year, until.month)
        return Span(add_months(self.since, -12), until)

    @property
    def year_so_far(self) -> Span:
        """Return the stretch from the first day of the year in which it begins."""
        return Span(date(self.since.year, 1, 1), self.until)

    def window(self, name: str) -> Span:
        """Return itself or one of its relatives by name: period, year, last, last_year."""
        return {"period": self, "year": self.year_so_far, "last": self.before, "last_year": self.year_ago}[name]


def span_of(key: str) -> Span:
    """Return the span that a key names."""
    since, until = key.split("/")
    return Span(date.fromisoformat(since), date.fromisoformat(until))


def named(year: int, name: str) -> Span:
    """Return a period of a year by its name, such as 第一季度."""
    for months, names in LENGTHS:
        if name in names:
            first = names.index(name) * months + 1
            return Span(date(year, first, 1), month_end(year, first + months - 1))
    raise KeyError(name)


def last_ended(today: date) -> Span:
    """Return the quarter that ended last: the one that is being reported."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    return Span(first, month_end(first.year, first.month + 2)).before


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
