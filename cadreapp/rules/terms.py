"""Terms as duty lists write them ("4月底前", "每季度", "10个工作日内"), read to a last day and the days in between."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from cadreapp.rules.deadlines import count
from cadreapp.rules.numerals import number_of
from cadreapp.rules.periods import EARLIEST, LATEST, month_end
from cadreapp.rules.rule import Term, Unit
from cadreapp.rules.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class Due:
    """What a term says.

    `until`: the last day, None when there is none (长期) or it could not be read. `nodes`: days to look at on the way, the last
    included. `hint`: how it was understood where it could be understood otherwise. `fault`: why it could not be read.
    """

    text: str
    until: date | None = None
    nodes: tuple[date, ...] = ()
    hint: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a term is read against: the year of its list, the day it was set (for "10个工作日内"), the calendar."""

    year: int
    given: date | None = None
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


_FOLD = str.maketrans("０１２３４５６７８９．－／，：（）～", "0123456789.-/,:()~")
_NUMBER = r"(?:\d+|[一二三四五六七八九十两]+)"
_BY = r"(?:以前|之前|前|以内|之内|内|为止|止|完成)*"
_LONGEST = 40
"""Signs; what is longer is a sentence and no term."""
_YEAR = r"(?:(?P<year>\d{4})年?|(?P<word>今年|本年度?|当年|明年|次年|下一?年)度?)?"
_QUARTERLY = "没有截止日, 每季度末提示一次"


def read_term(text: str, setting: Setting) -> Due:
    """Return what a term says; never raises. Days without a year lie in the setting's year."""
    plain = re.sub(r"\s+", "", text.translate(_FOLD)).strip("。.;,:、()")
    if not plain:
        return Due(text)
    for pattern, reader in _READERS if len(plain) <= _LONGEST else ():
        found = re.fullmatch(pattern, plain)
        if found:
            try:
                due = reader(found, setting)
            except (ValueError, OverflowError):
                return Due(text, fault=f"“{text}”里的日期不存在")
            return _sane(Due(text, due.until, due.nodes, due.hint, due.fault))
    return Due(text, fault=f"看不懂“{text}”是什么时限, 请写日期, 如 4月底前、每季度、2026-04-30")


def _sane(due: Due) -> Due:
    wild = [day for day in (due.until, *due.nodes) if day is not None and not EARLIEST <= day <= LATEST]
    return Due(due.text, fault=f"“{due.text}”的年份不对") if wild else due


def _whole_day(found: re.Match[str], setting: Setting) -> Due:
    return _by(date(_year(found, setting), number_of(found["m"]), number_of(found["d"])))


def _month(found: re.Match[str], setting: Setting) -> Due:
    year, month, part = _year(found, setting), number_of(found["m"]), found["part"] or ""
    if part == "上旬":
        return _by(date(year, month, 10))
    if part in ("中旬", "中"):
        return _by(date(year, month, 20 if part == "中旬" else 15))
    if part == "初":
        return _by(date(year, month, 10), "月初按10日理解")
    if not part and found["by"] in ("前", "以前", "之前", "前完成"):
        last = month_end(year, month)
        day = month_end(year, month - 1) if month > 1 else date(year - 1, 12, 31)
        return _by(day, f"“{month}月前”按{day}理解; 若是{month}月底前, 截止日为{last}")
    return _by(month_end(year, month))


def _months(found: re.Match[str], setting: Setting) -> Due:
    year, first, last = _year(found, setting), number_of(found["m"]), number_of(found["n"])
    if last < first:
        return _until([month_end(year, m) for m in range(first, 13)] + [month_end(year + 1, m) for m in range(1, last + 1)])
    return _until([month_end(year, month) for month in range(first, last + 1)])


def _half(found: re.Match[str], setting: Setting) -> Due:
    return _by(month_end(_year(found, setting), 6 if found["half"] == "上" else 12))


def _quarter(found: re.Match[str], setting: Setting) -> Due:
    number = number_of(found["q"])
    if not 1 <= number <= 4:
        return Due("", fault=f"没有第{found['q']}季度")
    return _by(month_end(_year(found, setting), 3 * number))


def _year_end(found: re.Match[str], setting: Setting) -> Due:
    return _by(date(_year(found, setting), 12, 31))


def _mid_year(found: re.Match[str], setting: Setting) -> Due:
    return _by(date(_year(found, setting), 6, 30))


def _each(months: int) -> Callable[[re.Match[str], Setting], Due]:
    def reader(found: re.Match[str], setting: Setting) -> Due:
        return _until([month_end(setting.year, month) for month in range(months, 13, months)])

    return reader


def _lasting(found: re.Match[str], setting: Setting) -> Due:
    return Due("", None, _each(3)(found, setting).nodes, _QUARTERLY)


def _at_once(found: re.Match[str], setting: Setting) -> Due:
    if setting.given is None:
        return Due("", fault=f"“{found.group()}”要有交办的日期才能算")
    return _by(setting.given, "按交办当日理解")


_UNITS = {
    "个工作日": (Unit.WORKDAY, 1), "工作日": (Unit.WORKDAY, 1), "日": (Unit.DAY, 1), "天": (Unit.DAY, 1), "个自然日": (Unit.DAY, 1),
    "周": (Unit.DAY, 7), "个星期": (Unit.DAY, 7), "星期": (Unit.DAY, 7), "个月": (Unit.MONTH, 1), "月": (Unit.MONTH, 1),
    "年": (Unit.YEAR, 1), "个季度": (Unit.MONTH, 3),
}  # fmt: skip


def _within(found: re.Match[str], setting: Setting) -> Due:
    if setting.given is None:
        return Due("", fault=f"“{found.group()}”要有交办的日期才能算")
    unit, times = _UNITS[found["unit"]]
    number = number_of(found["n"]) * times
    if not 1 <= number <= 1200:
        return Due("", fault=f"“{found.group()}”太长了")
    counted = count(Term(number, unit), setting.given, setting.calendar)
    return _by(counted.day, f"自{setting.given}的次日起算" + "".join(f"; {remark}" for remark in counted.remarks()))


def _by(day: date, hint: str = "") -> Due:
    return Due("", day, (day,), hint)


def _until(days: list[date]) -> Due:
    return Due("", days[-1], tuple(days))


def _year(found: re.Match[str], setting: Setting) -> int:
    if found["year"]:
        return int(found["year"])
    return setting.year + (found["word"] in ("明年", "次年", "下年", "下一年"))


_READERS: tuple[tuple[str, Callable[[re.Match[str], Setting], Due]], ...] = (
    (rf"(?P<year>\d{{4}})(?P<word>)[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}}){_BY}", _whole_day),
    (rf"{_YEAR}(?P<m>{_NUMBER})月(?:份)?(?P<d>{_NUMBER})[日号]{_BY}", _whole_day),
    (rf"{_YEAR}(?P<m>{_NUMBER})月?(?:份)?(?:至|到|-|~|—)(?P<n>{_NUMBER})月(?:份|底)?{_BY}", _months),
    (rf"{_YEAR}(?P<m>{_NUMBER})月(?:份)?(?P<part>上旬|中旬|下旬|初|中|底|末)?(?P<by>{_BY})", _month),
    (rf"{_YEAR}(?P<half>[上下])半年(?:底|末)?{_BY}", _half),
    (rf"{_YEAR}第?(?P<q>{_NUMBER})季度(?:底|末)?{_BY}", _quarter),
    (rf"{_YEAR}[Qq](?P<q>[1-4]){_BY}", _quarter),
    (rf"{_YEAR}年?(?:底|末|终|内|度内){_BY}", _year_end),
    (rf"(?P<year>\d{{4}})年(?P<word>)度?{_BY}", _year_end),
    (rf"(?P<year>)(?P<word>今年|本年度?|当年|明年|次年|下一?年){_BY}", _year_end),
    (rf"{_YEAR}年中{_BY}", _mid_year),
    (r"(?:每|按|逐)(?:个|一)?季(?:度)?(?:末|底|一次|1次|至少一次|至少1次)?", _each(3)),
    (r"(?:每|按|逐)(?:个|一)?月(?:末|底|一次|1次|至少一次|至少1次)?", _each(1)),
    (r"(?:每|按)(?:个|一)?半年(?:末|底|一次|1次|至少一次|至少1次)?", _each(6)),
    (r"(?:每|按|逐)(?:一)?年(?:度)?(?:末|底|一次|1次|至少一次|至少1次)?", _each(12)),
    (r"(?:全年|长期|常年|持续|全年持续|长期坚持|持续推进|常态化|经常性|贯穿全年)", _lasting),
    (r"(?:立即|立行立改|即知即改|马上|当日|当天|即时)", _at_once),
    (rf"(?P<n>{_NUMBER})(?P<unit>个工作日|工作日|个自然日|日|天|周|个星期|星期|个月|个季度|年|月){_BY}", _within),
)
"""The first that fits wins, so a whole day stands before a month and a month before a length."""
