"""Reading holiday tables: our own TOML files and the government's notice as it is published, pasted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

from cadreapp.kernel.errors import AppError
from cadreapp.rules.faults_rules import HOLIDAYS_UNREAD
from cadreapp.rules.workdays import DAY, WEEKDAYS, Statute, YearTable

_YEAR_NOTICE = re.compile(r"(\d{4})\s*年\s*(?:部分)?(?:节假日|放假)")
_WIDE = str.maketrans("０１２３４５６７８９（）：，；～", "0123456789():,;~")
_DATE = r"(?:(?P<y{0}>\d{{4}})年)?(?:(?P<m{0}>\d{{1,2}})月)?(?P<d{0}>\d{{1,2}})日(?:\((?P<n{0}>[^()]*)\))?"
_RANGE = re.compile(rf"{_DATE.format(1)}(?:\s*(?:至|到|—|–|-|~)\s*{_DATE.format(2)})?")
_TOTAL = re.compile(r"共\s*(\d+)\s*天|放假\s*(\d+)\s*天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_LONGEST = 15
"""No holiday was ever longer; a range beyond it is a slip of typing."""


def year_table(text: str) -> YearTable:
    """Read one year's TOML: year, document, number, off = [[first, last], …], work = […]. Raises HOLIDAYS_UNREAD."""
    try:
        data = tomllib.loads(text)
        year = int(data["year"])
        off = frozenset(day for first, last in data["off"] for day in _days(first, last))
        table = YearTable(year, off, frozenset(data["work"]), str(data["document"]), str(data.get("number", "")))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise HOLIDAYS_UNREAD(line=_line_of(error), what=f"文件不完整 ({error})", what_en=f"incomplete file ({error})") from error
    return _sound(table, 1)


def festivals(text: str) -> tuple[tuple[Statute, ...], dict[int, tuple[date, date, date, date]]]:
    """Read the statutory days and the days of the lunar festivals by year."""
    data = tomllib.loads(text)
    statutes = tuple(Statute(begins=int(row.pop("from")), **row) for row in map(dict[str, Any], data["statute"]))
    return statutes, {int(year): (row[0], row[1], row[2], row[3]) for year, row in data["festivals"].items()}


def notice(text: str, year: int | None = None) -> YearTable:
    """Read the text of the yearly notice as published by the State Council's office.

    Understood a line: "国庆节: 10月1日(周四)至7日(周三)放假调休, 共7天。9月20日(周日)、10月10日(周六)上班。"; weekdays and totals,
    where told, must agree with the days. The year is taken from the heading when it is not given. Raises HOLIDAYS_UNREAD.
    """
    text = text.translate(_WIDE)
    told = _YEAR_NOTICE.search(text)
    if year is None and told is None:
        raise HOLIDAYS_UNREAD(line=1, what="没有写是哪一年的安排", what_en="the year is not told")
    year = year or int(told.group(1)) if told else year
    assert year is not None
    off: set[date] = set()
    work: set[date] = set()
    for number, line in enumerate(text.splitlines(), 1):
        for clause in re.split(r"[。;]", line):
            days = list(_ranges(clause, year, number))
            if "上班" in clause:
                work.update(day for run in days for day in run)
            elif "放假" in clause:
                found = {day for run in days for day in run}
                _agree(clause, found, number)
                off |= found
    if not off:
        raise HOLIDAYS_UNREAD(line=1, what="没有找到放假的日期", what_en="no day off was found")
    return _sound(YearTable(year, frozenset(off), frozenset(work), f"{year}年部分节假日安排 (粘贴导入)"), 1)


def toml_of(table: YearTable) -> str:
    """Return a table as the TOML that `year_table` reads."""
    runs = "".join(f"    [{first}, {last}],\n" for first, last in _runs(sorted(table.off)))
    work = ", ".join(str(day) for day in sorted(table.work))
    heads = f'year = {table.year}\ndocument = "{table.document}"\nnumber = "{table.number}"\n'
    return f"{heads}off = [\n{runs}]\nwork = [{work}]\n"


def _ranges(clause: str, year: int, line: int) -> Iterator[list[date]]:
    month = ""
    for found in _RANGE.finditer(clause):
        month = found["m1"] or month
        if not month:
            raise HOLIDAYS_UNREAD(line=line, what=f"“{found.group()}”没有写月份", what_en=f"no month in “{found.group()}”")
        first = _day(found["y1"] or year, month, found["d1"], line)
        _weekday_agrees(first, found["n1"], line)
        if not found["d2"]:
            yield [first]
            continue
        month = found["m2"] or month
        last = _day(found["y2"] or _year_after(first, month), month, found["d2"], line)
        _weekday_agrees(last, found["n2"], line)
        if not 0 < (last - first).days < _LONGEST:
            raise HOLIDAYS_UNREAD(line=line, what=f"{first}至{last}不像一个假期", what_en=f"{first} to {last} is no holiday")
        yield list(_days(first, last))


def _year_after(first: date, month: str) -> int:
    return first.year + (int(month) < first.month)


def _day(year: int | str, month: int | str, day: str, line: int) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        shown = f"{year}年{month}月{day}日"
        raise HOLIDAYS_UNREAD(line=line, what=f"没有{shown}这一天", what_en=f"there is no day {shown}") from error


def _weekday_agrees(day: date, note: str | None, line: int) -> None:
    told = _WEEKDAY.search(note or "")
    if told and told.group(1).replace("天", "日") != WEEKDAYS[day.weekday()]:
        right = WEEKDAYS[day.weekday()]
        raise HOLIDAYS_UNREAD(line=line, what=f"{day}是周{right}, 不是周{told.group(1)}", what_en=f"{day} is another weekday")


def _agree(clause: str, found: set[date], line: int) -> None:
    total = _TOTAL.search(clause)
    said = int(total.group(1) or total.group(2)) if total else len(found)
    if said != len(found):
        raise HOLIDAYS_UNREAD(line=line, what=f"写的是共{said}天, 日期有{len(found)}天", what_en=f"{said} days told, {len(found)} found")


def _sound(table: YearTable, line: int) -> YearTable:
    """Return the table when it makes sense: no day both off and worked, worked days at weekends, days near the year."""
    both = table.off & table.work
    weekdays = {day for day in table.work if day.weekday() < 5}
    away = {day for day in table.off | table.work if not date(table.year - 1, 12, 25) <= day <= date(table.year + 1, 1, 7)}
    for days, what, what_en in (
        (both, "既放假又上班", "is both off and worked"), (weekdays, "本来就是工作日", "is a weekday already"),
        (away, f"不在{table.year}年", f"is not in {table.year}"),
    ):  # fmt: skip
        if days:
            raise HOLIDAYS_UNREAD(line=line, what=f"{min(days)} {what}", what_en=f"{min(days)} {what_en}")
    return table


def _days(first: date, last: date) -> Iterator[date]:
    if last < first:
        raise ValueError(f"{first} > {last}")
    yield from (first + n * DAY for n in range((last - first).days + 1))


def _runs(days: list[date]) -> Iterator[tuple[date, date]]:
    first = 0
    for n, day in enumerate(days):
        if n + 1 == len(days) or days[n + 1] - day != DAY:
            yield days[first], day
            first = n + 1


def _line_of(error: Exception) -> int:
    found = re.search(r"line (\d+)", str(error))
    return int(found.group(1)) if found and not isinstance(error, AppError) else 1
