"""Which days are worked in China: official arrangements by year, weekends, and an estimate where no arrangement is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
_SPRING = ("春节", "清明节", "端午节", "中秋节")


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year's official arrangement: days off and weekend days worked, with the document that says so."""

    year: int
    off: frozenset[date]
    work: frozenset[date]
    document: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Statute:
    """How many days each statutory holiday has from a year on (全国年节及纪念日放假办法)."""

    document: str
    year: int
    begins: int
    new_year: int
    spring_before: int
    spring_after: int
    qingming: int
    labour: int
    dragon_boat: int
    mid_autumn: int
    national: int


@dataclass(frozen=True, slots=True)
class DayKind:
    """Whether a day is worked, why, and whether that is only estimated."""

    worked: bool
    why: str
    estimated: bool = False


@dataclass(frozen=True)
class WorkCalendar:
    """Every arrangement known; `festivals` gives 春节, 清明, 端午, 中秋 of a year for the years without one."""

    tables: Mapping[int, YearTable] = field(default_factory=dict)
    statutes: tuple[Statute, ...] = ()
    festivals: Mapping[int, tuple[date, date, date, date]] = field(default_factory=dict)
    _estimates: dict[int, dict[date, str]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, day: date) -> DayKind:
        """Return what kind of day this is."""
        # New Year's arrangement may begin in the last days of the year before.
        for table in (self.tables.get(day.year), self.tables.get(day.year + 1)):
            if table is not None and day in table.work:
                return DayKind(True, "调休上班")
            if table is not None and day in table.off:
                return DayKind(False, "放假")
        official = day.year in self.tables
        name = None if official else self._statutory(day)
        if name:
            return DayKind(False, f"{name} (预估)", True)
        if day.weekday() >= 5:
            return DayKind(False, f"周{WEEKDAYS[day.weekday()]}" if official else f"周{WEEKDAYS[day.weekday()]} (预估)", not official)
        return DayKind(True, "工作日" if official else "工作日 (预估)", not official)

    def is_worked(self, day: date) -> bool:
        """Tell whether a day is worked."""
        return self.of(day).worked

    def next_worked(self, day: date) -> date:
        """Return the day itself when it is worked, else the first one after that is."""
        while not self.is_worked(day):
            day += DAY
        return day

    def with_table(self, table: YearTable) -> WorkCalendar:
        """Return this calendar with one year's arrangement put in or replaced."""
        return WorkCalendar({**self.tables, table.year: table}, self.statutes, self.festivals)

    def statutory(self, year: int) -> dict[date, str]:
        """Return the days that the law itself makes holidays in a year, by name, as far as they can be worked out."""
        return dict(self._estimate(year))

    def _statutory(self, day: date) -> str | None:
        if day.year not in self._estimates:
            self._estimates[day.year] = dict(self._estimate(day.year))
        return self._estimates[day.year].get(day)

    def _estimate(self, year: int) -> Iterable[tuple[date, str]]:
        law = max((s for s in self.statutes if s.begins <= year), key=lambda s: s.begins, default=None)
        if law is None:
            return
        runs = [
            (date(year, 1, 1), law.new_year, "元旦"), (date(year, 5, 1), law.labour, "劳动节"),
            (date(year, 10, 1), law.national, "国庆节"),
        ]  # fmt: skip
        if year in self.festivals:
            spring, *others = self.festivals[year]
            runs.append((spring - law.spring_before * DAY, law.spring_before + law.spring_after, "春节"))
            lengths = (law.qingming, law.dragon_boat, law.mid_autumn)
            runs += [(first, length, name) for first, length, name in zip(others, lengths, _SPRING[1:], strict=True)]
        for first, length, name in runs:
            yield from ((first + n * DAY, name) for n in range(length))
