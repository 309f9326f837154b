"""Which years' holidays are known officially: those shipped, and those a unit pasted from the published notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import Exit, Fault
from cadreapp.office.rule.rulebook import HOLIDAYS, unit_calendar
from cadreapp.rules.faults_rules import HOLIDAYS_UNREAD
from cadreapp.rules.holidaytables import notice, toml_of
from cadreapp.rules.workdays import DAY, WEEKDAYS, YearTable
from cadreapp.store.kept import all_kept, keep, one_kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

FORMER = "holidays_former"
"""The arrangement of a year before the one in force, as the unit had it."""

NOTHING_TO_DROP = Fault(
    "HOLIDAYS_NOT_OURS", Exit.REFUSED, "{year} 年的放假安排不是本单位录入的。", "随程序的安排不用删",
    "The arrangement of {year} was not entered here.", "What ships with the program stays",
)


@dataclass(frozen=True)
class YearLine:
    """What is known of one year: the document, who entered it when ("" for what ships), or that it is only estimated."""

    year: int
    document: str
    number: str
    source: str
    since: str
    off: tuple[tuple[date, date], ...]
    work: tuple[date, ...]

    @property
    def estimated(self) -> bool:
        """Tell whether no official arrangement is known."""
        return not self.document


@dataclass(frozen=True)
class Pasted:
    """A notice as it was understood: the table, what it changes, and how many days of the year are rest and work."""

    table: YearTable
    changes: tuple[str, ...]
    weekdays_off: int


def read(connection: Reader, text: str, year: int | None = None, number: str = "") -> Pasted:
    """Understand a pasted notice and say what it changes; nothing is kept yet. Raises HOLIDAYS_UNREAD."""
    table = replace(notice(text, year), number=number.strip())
    _whole(connection, table)
    weekdays = sum(1 for day in table.off if day.weekday() < 5)
    return Pasted(table, tuple(difference(connection, table)), weekdays)


def paste(unit: Unit, text: str, year: int | None = None, number: str = "") -> Pasted:
    """Take over a pasted notice: checked, kept in place of what was known of that year. Raises HOLIDAYS_UNREAD."""
    found = read(unit.connection, text, year, number)
    put(unit, found.table, "粘贴导入")
    return found


def put(unit: Unit, table: YearTable, source: str) -> None:
    """Keep a year's arrangement; the one before can be put back."""
    key = str(table.year)
    before = one_kept(unit.connection, HOLIDAYS, key)
    value = {"text": toml_of(table), "source": source, "who": unit.actor.name, "at": str(today(unit.clock))}
    if before is not None and before["text"] == value["text"]:
        return
    keep(unit, FORMER, key, before)
    keep(unit, HOLIDAYS, key, value)


def drop(unit: Unit, year: int) -> None:
    """Take our own arrangement of a year back: the one before it, what ships, or an estimate counts. HOLIDAYS_NOT_OURS."""
    key = str(year)
    if one_kept(unit.connection, HOLIDAYS, key) is None:
        raise NOTHING_TO_DROP(year=year)
    keep(unit, HOLIDAYS, key, one_kept(unit.connection, FORMER, key))
    keep(unit, FORMER, key, None)


def years(connection: Reader, on: date) -> list[YearLine]:
    """Return every year officially known and the next one, newest first; a year without a document is estimated."""
    kept, calendar = all_kept(connection, HOLIDAYS), unit_calendar(connection)
    found = []
    for year in sorted({*calendar.tables, on.year, on.year + 1}, reverse=True):
        table, own = calendar.tables.get(year), kept.get(str(year))
        if table is None:
            found.append(YearLine(year, "", "", "预估", "", (), ()))
            continue
        source, since = (f"{own['source']} ({own['who']})", own["at"]) if own else ("随程序", "")
        runs = tuple(_runs(sorted(table.off)))
        found.append(YearLine(year, table.document, table.number, source, since, runs, tuple(sorted(table.work))))
    return found


def difference(connection: Reader, table: YearTable) -> list[str]:
    """Return in sentences what an arrangement changes against what counted so far, day by day."""
    before = unit_calendar(connection)
    after = before.with_table(table)
    told = [] if table.year in before.tables else [f"{table.year}年原来只有预估, 现在按公布的安排"]
    days = [date(table.year, 1, 1) + n * DAY for n in range((date(table.year + 1, 1, 1) - date(table.year, 1, 1)).days)]
    days += sorted(day for day in table.off | table.work if day.year != table.year)
    for day in sorted(days):
        old, new = before.of(day), after.of(day)
        if old.worked != new.worked:
            told.append(f"{day} 周{WEEKDAYS[day.weekday()]}: 由{_said(old.worked)}改为{_said(new.worked)} ({new.why})")
    return told


def _whole(connection: Reader, table: YearTable) -> None:
    """Refuse a notice that leaves out a holiday of the law: half a table would make working days of the rest."""
    for day, name in sorted(unit_calendar(connection).statutory(table.year).items()):
        if day not in table.off:
            what = f"没有{name} ({day.month}月{day.day}日) 的放假, 通知可能没有粘贴全"
            raise HOLIDAYS_UNREAD(line=1, what=what, what_en=f"{day} is a statutory holiday and is missing")


def _said(worked: bool) -> str:
    return "上班" if worked else "休息"


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
