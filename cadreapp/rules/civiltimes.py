"""Times of meetings as people write them: a day, a part of the day, a clock time, perhaps an end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cadreapp.rules.civildates import CivilDate, Context, read_date
from cadreapp.rules.table import Cell, Hint

_PARTS = {"凌晨": 0, "早上": 0, "早晨": 0, "清晨": 0, "上午": 0, "中午": 12, "下午": 12, "傍晚": 12, "晚上": 12, "晚": 12}
_WIDE = str.maketrans("０１２３４５６７８９：－～．／", "0123456789:-~./")
_CLOCK = r"(?P<{0}h>\d{{1,2}})(?:[:时点](?P<{0}m>\d{{1,2}}|半|一刻|三刻|整)?分?(?::\d\d)?)"
_PART = rf"(?P<{{0}}p>{'|'.join(_PARTS)})?\s*"
_TIME = re.compile(
    rf"^(?P<day>.*?)[\sT,]*(?:[(（](?:星期|周)[一二三四五六日天][)）]|(?:星期|周)[一二三四五六日天])?\s*"
    rf"{_PART.format('a')}{_CLOCK.format('a')}"
    rf"(?:\s*(?:-|~|—+|–|至|到)\s*{_PART.format('b')}{_CLOCK.format('b')})?$"
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something was held: "2026-05-03T09:00" naive China time, or only "2026-05-03"; `until` "11:30" or None.

    All None with a `fault` when it cannot be taken, all None without one when the cell is empty.
    """

    at: str | None = None
    until: str | None = None
    hint: str | None = None
    fault: str | None = None


def read_occasion(cell: Cell, context: Context) -> Occasion:
    """Return when a meeting was held, from a date cell or from words such as 2026年5月3日上午9:00-11:30; never raises."""
    text = cell.text.strip().translate(_WIDE)
    found = None if cell.hint is Hint.BROKEN else _TIME.match(text)
    if found is None or not found["day"].strip():
        return _whole_day(cell, context)
    day = read_date(Cell(found["day"].strip(), cell.hint), context)
    if day.fault or day.value is None or day.value.day is None:
        return Occasion(fault=day.fault or f"“{found['day'][:20]}”不是一天")
    start = _clock(found["ap"], found["ah"], found["am"])
    end = _clock(found["bp"] or found["ap"], found["bh"], found["bm"]) if found["bh"] else None
    if start is None or (found["bh"] and end is None):
        return Occasion(fault=f"没有“{text[len(found['day']):][:20]}”这个时刻")
    hint = day.hint or _to_come(day.value, context)
    if end is not None and end <= start:
        hint, end = "结束时间不晚于开始时间, 没有读入结束时间", None
    if found["ap"] is None and start < "06:00":
        hint = f"“{start}”没写上午下午, 按{start}读入"
    return Occasion(f"{day.value.text}T{start}", end, hint)


def _whole_day(cell: Cell, context: Context) -> Occasion:
    day = read_date(cell, context)
    if day.fault or day.value is None:
        return Occasion(fault=day.fault)
    if day.value.day is None:
        return Occasion(fault=f"“{cell.text.strip()[:20]}”没有写到哪一天")
    return Occasion(day.value.text, hint=day.hint or _to_come(day.value, context) or "没有写几点")


def _to_come(day: CivilDate, context: Context) -> str | None:
    return f"{day.text}在今天之后, 请核对" if day.last() > context.today else None


def _clock(part: str | None, hour: str, minute: str | None) -> str | None:
    minutes = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, None: 0}.get(minute)
    if minutes is None:
        minutes = int(minute or 0)
    hours = int(hour)
    if part and _PARTS[part] and hours < 12 and not (part == "中午" and hours >= 10):
        hours += 12
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 else None
