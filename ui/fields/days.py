"""Reading days and times as Chinese officers type them; month before day, year first, never the American order."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

WEEKDAYS = "一二三四五六日"
_RELATIVE = {"今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "昨天": -1, "昨日": -1, "前天": -2, "大前天": -3}
_WEEK = re.compile(r"(上上|下下|上|下|本|这)?(?:周|星期|礼拜)([一二三四五六日天])")
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?号?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?号?")
_DAY = re.compile(r"(\d{1,2})[日号]")
_AHEAD = re.compile(r"([+-]\d{1,3})天?|(\d{1,3})天(后|前)")
_CLOCK = re.compile(r"(上午|早上|中午|下午|晚上)?(\d{1,2})(?:[:时点](?:(\d{1,2})分?|(半)|(一刻|三刻))?)?")
_DIGITS = re.compile(r"(上午|早上|中午|下午|晚上)?(\d{3,4})")


def parse_day(text: str, today: date) -> date | None:
    """Return the day that `text` means, or None.

    Understood: 2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日, 20260305, 0305, 3-5, 3月5日 (of this year), 5日 (of this
    month), 今天 明天 后天 昨天 前天, 周五, 下周一, +7, 7天后. A year at the end (03/05/2026) is refused: it says two days.
    """
    text = _plain(text)
    if text in _RELATIVE:
        return _shift(today, _RELATIVE[text])
    if found := _WEEK.fullmatch(text):
        return _weekday(today, found[1] or "", found[2])
    if found := _AHEAD.fullmatch(text):
        return _shift(today, int(found[1]) if found[1] else int(found[2]) * (1 if found[3] == "后" else -1))
    if found := _FULL.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT.fullmatch(text):
        return _date(today.year, int(found[1]), int(found[2]))
    if found := _DAY.fullmatch(text):
        return _date(today.year, today.month, int(found[1]))
    if text.isascii() and text.isdigit():
        if len(text) == 8:
            return _date(int(text[:4]), int(text[4:6]), int(text[6:]))
        if len(text) == 4:
            return _date(today.year, int(text[:2]), int(text[2:]))
    return None


def parse_clock(text: str) -> tuple[int, int] | None:
    """Return (hour, minute) of 14:30, 1430, 930, 14时30分, 14点, 9点半, 下午2点半, 下午3:15, or None."""
    text = _plain(text)
    if found := _DIGITS.fullmatch(text):
        return _clock(found[1], int(found[2][:-2]), int(found[2][-2:]))
    if found := _CLOCK.fullmatch(text):
        quarter = {"一刻": 15, "三刻": 45}.get(found[5] or "", 0)
        minute = int(found[3]) if found[3] else 30 if found[4] else quarter
        return _clock(found[1], int(found[2]), minute)
    return None


def weekday(day: date) -> str:
    """Return 周四."""
    return "周" + WEEKDAYS[day.weekday()]


def iso_day(value: object) -> date | None:
    """Return the day of a plain DAY or MOMENT value, or None when it is neither."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?", value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def parse_month(text: str) -> str | None:
    """Return YYYY, YYYY-MM or YYYY-MM-DD for 1978, 1978-8, 1978年8月, 1978.08, 197808, 1978-08-05; else None."""
    text = _plain(text)
    if re.fullmatch(r"\d{4}年?", text):
        return text[:4]
    if found := re.fullmatch(r"(\d{4})(?:[-/.年](\d{1,2})|(\d{2}))月?", text):
        month = int(found[2] or found[3])
        return f"{found[1]}-{month:02}" if 1 <= month <= 12 else None
    day = parse_day(text, date(1, 1, 1)) if len(text) >= 8 else None
    return day.isoformat() if day else None


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("。", ".").replace("－", "-").replace("—", "-")
    return re.sub(r"\s+", "", text)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shift(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _weekday(today: date, which: str, name: str) -> date | None:
    weeks = {"上上": -2, "上": -1, "": 0, "本": 0, "这": 0, "下": 1, "下下": 2}[which]
    number = 6 if name == "天" else WEEKDAYS.index(name)
    return _shift(today, weeks * 7 + number - today.weekday())


def _clock(part: str | None, hour: int, minute: int) -> tuple[int, int] | None:
    if part in ("下午", "晚上") and 1 <= hour < 12:
        hour += 12
    if part == "中午" and hour in (1, 2):
        hour += 12
    return (hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None
