"""How a number of a sheet is shown: whether its format makes it a date, how precise, and with how many decimals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, isinf

from cadreapp.paper.grid_zip import Attributes, Parts
from cadreapp.rules.table import Cell, Hint


@dataclass(frozen=True, slots=True)
class Shown:
    """What a number format shows: `date` and `time` parts, whether a day is among them, fixed decimals or None."""

    date: bool = False
    time: bool = False
    day: bool = False
    decimals: int | None = None


GENERAL = Shown()
_MONTH = Shown(date=True)
_DAY = Shown(date=True, day=True)
_TIME = Shown(time=True)
_BOTH = Shown(date=True, day=True, time=True)

# ECMA-376 part 1, 18.8.30: ids that need no format code, those from 27 on as a Chinese program understands them.
_BUILTIN: dict[int, Shown] = {
    2: Shown(decimals=2),
    **dict.fromkeys((14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58), _DAY),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), _TIME),
    22: _BOTH,
}
_NOISE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|上午/下午', re.IGNORECASE)


_STORED = re.compile(r"\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*")


def shown_by(code: str) -> Shown:
    """Return what a format code shows, judged by its first section."""
    if code.strip().lower() in ("general", "g/通用格式", "@"):
        return GENERAL
    plain = _NOISE.sub("", code.split(";")[0]).lower()
    date, day, time = "y" in plain, "d" in plain, bool(re.search("[hs]", plain))
    if "m" in plain and not time and not date:
        date = True
    if date or day or time:
        return Shown(date=date or day, time=time, day=day or (date and "y" not in plain))
    decimals = re.fullmatch(r"#?,?#*0\.(0+)\s*", plain)
    return Shown(decimals=len(decimals.group(1))) if decimals else GENERAL


def read_styles(parts: Parts, part: str) -> list[Shown]:
    """Return what each cell style of the workbook shows, by its index."""
    codes: dict[int, str] = {}
    ids: list[int] = []
    inside: list[str] = []

    def start(tag: str, given: Attributes) -> None:
        if tag == "numFmt":
            codes[_whole(given.get("numFmtId"))] = given.get("formatCode", "")
        elif tag == "xf" and inside and inside[-1] == "cellXfs":
            ids.append(_whole(given.get("numFmtId")))
        inside.append(tag)

    def end(_: str) -> None:
        inside.pop()

    parts.parse(part, start, end, lambda _: None)
    return [shown_by(codes[i]) if i in codes else _BUILTIN.get(i, GENERAL) for i in ids]


def number_cell(raw: str, shown: Shown, *, from_1904: bool) -> Cell | None:
    """Return the cell of a stored number under its format, or None when `raw` is no number."""
    value = float(raw) if _STORED.fullmatch(raw) else inf
    if isinf(value):
        return None
    if shown.date or shown.time:
        text = _civil(value, shown, from_1904)
        if text is not None:
            return Cell(text, Hint.DATE if shown.date else Hint.TEXT)
    return Cell(_number(raw.strip(), value, shown.decimals), Hint.NUMBER)


def _civil(value: float, shown: Shown, from_1904: bool) -> str | None:
    """Return a serial as ISO text. Serial 60 of the 1900 system is a day that never was, so it stays a number."""
    seconds = round(value * 86400)
    days = seconds // 86400
    if shown.time and not shown.date or days == 0 and shown.time:
        return f"{seconds // 3600 % 24:02d}:{seconds // 60 % 60:02d}" if 0 <= seconds < 86400 * 2 else None
    if not 1 <= days < 2_958_466 or (days == 60 and not from_1904):
        return None
    origin = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < 60 else 30)
    moment = origin + timedelta(seconds=seconds) if days + 1462 * from_1904 < 2_958_466 else None
    if moment is None:
        return None
    if moment.time() != datetime.min.time():
        return moment.isoformat(timespec="seconds")
    return moment.date().isoformat() if shown.day else f"{moment:%Y-%m}"


def _number(raw: str, value: float, decimals: int | None) -> str:
    if re.fullmatch(r"-?[0-9]{1,400}", raw):
        return raw
    if value.is_integer() and abs(value) < 1e15 and not decimals:
        return str(int(value))
    plain = repr(value)
    if decimals and "e" not in plain and len(plain.partition(".")[2]) <= decimals:
        return f"{value:.{decimals}f}"
    return plain


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
