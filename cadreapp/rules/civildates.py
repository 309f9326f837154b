"""Dates as people write them in registers, read without guessing: what could mean two things is told, never chosen silently."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from cadreapp.rules.answer import Answer
from cadreapp.rules.table import Cell, Hint

EARLIEST = 1900
"""No one in a register was born before."""

_WIDE = str.maketrans("０１２３４５６７８９．－／　，：〇○零一二三四五六七八九", "0123456789.-/ ,:000123456789")
_UNCLEAR = "看不懂"
_NOTHING = frozenset({"", "/", "-", "--", "—", "——", "无", "空", "不详", "未入党", "n/a", "null", "none"})
_SEPARATED = re.compile(
    r"(?P<y>\d{4}|\d{2})(?P<sep>\s*[年.\-/,、\\_—–·]\s*|\s+)(?P<m>\d{1,2})"
    r"(?:(?:\s*[月.\-/,、\\_—–·]\s*|\s+)(?:(?P<d>\d{1,2})\s*[日号]?)?)?\.?"
)
_MONTH_LAST = re.compile(r"(?P<m>\d{1,2})月\s*-\s*(?P<y>\d{2}|\d{4})")
_DAY_FIRST = re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4})")
_YEAR = re.compile(r"(\d{4})\s*年?")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?$")
_TAIL = re.compile(r"\s*(出生|生|入党)$")
_ENGLISH = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_ENGLISH_MONTH = re.compile(r"(?P<m>[A-Za-z]{3})-(?P<y>\d{2}|\d{4})")
_HAN_NUMBER = re.compile(r"[〇○零一二三四五六七八九]{2,4}\s*年|[一二三四五六七八九十]{1,3}\s*[月日号]")


@dataclass(frozen=True, slots=True, order=True)
class CivilDate:
    """A day, a month (`day` None) or only a year (`month` None), as precise as it was written."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def text(self) -> str:
        """Return "1975", "1975-03" or "1975-03-05"."""
        return "-".join([f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)])

    @property
    def month_text(self) -> str:
        """Return "1975-03", or "1975" when the month is not known."""
        return self.text[:7]

    def last(self) -> date:
        """Return the last day it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


class Tens(Enum):
    """How a column shows October: KEPT "1975.10" occurs; LOST months are padded (1975.03), so 1975.1 was 1975.10."""

    KEPT = "kept"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Context:
    """What decides between readings: the present day, the column's habit, whether days to come are allowed."""

    today: date
    tens: Tens = Tens.UNKNOWN
    future: bool = False


def habit(cells: Iterable[Cell]) -> Tens:
    """Return how the dotted months of one column were written."""
    texts = [cell.text.translate(_WIDE).strip() for cell in cells]
    dotted = [text for text in texts if re.fullmatch(r"\d{4}\.\d{1,2}", text)]
    if any(text.endswith(".10") for text in dotted):
        return Tens.KEPT
    if any(text[-3:-1] == ".0" for text in dotted) and not any(re.search(r"\.[2-9]$", text) for text in dotted):
        return Tens.LOST
    return Tens.UNKNOWN


def read_date(cell: Cell, context: Context) -> Answer[CivilDate]:
    """Return what a cell says about a day or month; never raises.

    Understood: date cells; 1975年3月5日, 1975-03-05, 1975/3, 1975.03, １９７５．０３, 一九七五年三月, 19750305, 197503, 750305, 75年3月,
    1975-03-00, 3月-75, Mar-75, 25/12/1975, serials of a sheet, a year alone.
    """
    if cell.hint is Hint.BROKEN:
        return Answer(fault=f"表格里是错误值 {cell.text}")
    text = _folded(cell.text[:10] if cell.hint is Hint.DATE else cell.text)
    if text.lower() in _NOTHING:
        return Answer()
    reading = _read(text, cell.hint, context)
    if reading.fault == _UNCLEAR:
        return Answer(fault=f"看不懂“{_short(cell.text.strip())}”是什么日期")
    if reading.value is not None and reading.fault is None:
        fault = _implausible(reading.value, context.today, future=context.future)
        if fault:
            return Answer(fault=fault)
    return reading


def _folded(text: str) -> str:
    """Return text with wide and Han digits as ASCII; 十 only where it counts months or days."""
    text = text.strip()
    if _HAN_NUMBER.search(text):
        text = re.sub(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)", _tens, text)
    text = _MIDNIGHT.sub("", text.translate(_WIDE).strip())
    return _TAIL.sub("", text)


def _tens(found: re.Match[str]) -> str:
    digits = "零一二三四五六七八九"
    tens = digits.index(found.group(1)) if found.group(1) else 1
    return f"{tens}{digits.index(found.group(2)) if found.group(2) else 0}"


def _read(text: str, hint: Hint, context: Context) -> Answer[CivilDate]:
    if not text.isascii() and not re.fullmatch(r"[\x00-\x7f年月日号、—–·]+", text):
        return Answer(fault=_UNCLEAR)
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return _bare_number(text, hint, context)
    found = _SEPARATED.fullmatch(text)
    if found:
        day = int(found["d"]) if found["d"] else None
        return _dated(found["y"], int(found["m"]), day, context.today)
    found = _MONTH_LAST.fullmatch(text)
    if found:
        return _dated(found["y"], int(found["m"]), None, context.today)
    found = _ENGLISH_MONTH.fullmatch(text)
    if found and found["m"].lower() in _ENGLISH:
        return _dated(found["y"], _ENGLISH[found["m"].lower()], None, context.today)
    found = _DAY_FIRST.fullmatch(text)
    if found:
        return _day_or_month_first(int(found["a"]), int(found["b"]), found["y"], context.today)
    found = _YEAR.fullmatch(text)
    if found:
        return _year_only(found.group(1))
    return Answer(fault=_UNCLEAR)


def _bare_number(text: str, hint: Hint, context: Context) -> Answer[CivilDate]:
    whole, _, fraction = text.partition(".")
    if fraction and len(whole) in (2, 4) and len(fraction) <= 2:
        return _dotted(whole, fraction, hint, context)
    if fraction and len(whole) != 5:
        return Answer(fault=_UNCLEAR)
    if len(whole) == 8:
        return _dated(whole[:4], int(whole[4:6]), int(whole[6:]), context.today)
    if len(whole) == 6:
        return _six_digits(whole, context.today)
    if len(whole) == 5:
        return _serial(int(whole), context.today)
    if len(whole) == 4 and EARLIEST <= int(whole) <= context.today.year:
        return _year_only(whole)
    return Answer(fault=_UNCLEAR)


def _dotted(whole: str, fraction: str, hint: Hint, context: Context) -> Answer[CivilDate]:
    if fraction != "1":
        return _dated(whole, int(fraction), None, context.today)
    # As a number 1975.1 may have been typed 1975.10: the zero is lost. Only the column can tell, or the typist.
    if context.tens is Tens.KEPT or hint is Hint.TEXT:
        reading = _dated(whole, 1, None, context.today)
        return _told(reading, f"“{whole}.1”按1月理解, 若是10月请改正")
    if context.tens is Tens.LOST:
        return _told(_dated(whole, 10, None, context.today), f"“{whole}.1”按10月理解 (同列的月份都写两位, 末尾的0丢了)")
    return Answer(fault=f"“{whole}.1”可能是1月, 也可能是10月丢了末尾的0; 请写成{whole}.01或{whole}-10")


def _six_digits(text: str, today: date) -> Answer[CivilDate]:
    long = _dated(text[:4], int(text[4:]), None, today)
    short = _dated(text[:2], int(text[2:4]), int(text[4:]), today)
    long_fits = long.value is not None and _implausible(long.value, today) is None
    short_fits = short.value is not None and _implausible(short.value, today) is None
    if long_fits and short_fits and long.value and short.value:
        return _told(long, f"“{text}”按{long.value.text}理解, 也可能是{short.value.text}")
    return short if short_fits and not long_fits else long


def _serial(days: int, today: date) -> Answer[CivilDate]:
    meant = date(1899, 12, 30) + timedelta(days=days)
    if not EARLIEST < meant.year <= today.year:
        return Answer(fault=_UNCLEAR)
    value = CivilDate(meant.year, meant.month, meant.day)
    return Answer(value, f"“{days}”按表格的日期序号理解为{value.text}")


def _day_or_month_first(a: int, b: int, year: str, today: date) -> Answer[CivilDate]:
    readings = {_dated(year, m, d, today).value for m, d in ((a, b), (b, a))} - {None}
    if len(readings) == 1:
        value = readings.pop()
        return Answer(value, f"“{a}/{b}/{year}”按{value.text}理解" if value else None)
    if readings:
        return Answer(fault=f"“{a}/{b}/{year}”分不清月和日; 请写成年-月-日")
    return Answer(fault=f"“{a}/{b}/{year}”不是一个日期")


def _year_only(year: str) -> Answer[CivilDate]:
    return Answer(CivilDate(int(year)), f"只写了年份{year}")


def _dated(year: str, month: int, day: int | None, today: date) -> Answer[CivilDate]:
    """Return the date of digits; 00 for a day or month means not known; a short year is the only one that can be meant."""
    hint = None
    if len(year) == 2:
        fits = [full for full in (1900 + int(year), 2000 + int(year)) if today.year - 100 <= full <= today.year]
        if len(fits) != 1:
            return Answer(fault=f"年份“{year}”可能是{'或'.join(map(str, fits))}年; 请写四位")
        hint = f"“{year}”按{fits[0]}年理解"
        year = str(fits[0])
    if month == 0:
        return _year_only(year) if not day else Answer(fault="月份写成了0")
    if not 1 <= month <= 12:
        return Answer(fault=f"没有{month}月")
    if int(year) < 1:
        return Answer(fault="年份写成了0")
    if day and not day <= calendar.monthrange(int(year), month)[1]:
        return Answer(fault=f"{int(year)}年{month}月没有{day}日")
    return Answer(CivilDate(int(year), month, day or None), hint)


def _implausible(value: CivilDate, today: date, *, future: bool = False) -> str | None:
    if value.year < EARLIEST:
        return f"年份{value.year}太早"
    if future and value.year <= today.year + 1:
        return None
    if (value.year, value.month or 1, value.day or 1) > (today.year, today.month, today.day):
        return f"{value.text}在今天之后"
    return None


def _told(reading: Answer[CivilDate], hint: str) -> Answer[CivilDate]:
    return Answer(reading.value, hint, reading.fault) if reading.value else reading


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
