"""How civil days and times are said in Chinese: Arabic figures, the year in full, no leading zeros (GB/T 9704-2012 §7.3.5.4)."""

from __future__ import annotations

import re

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?")
_WITHIN = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?(?!\d)")


def spoken_day(value: str) -> str:
    """Return "2026-03", "2026-03-05" or "2026-03-05T14:05" in Chinese (2026年3月5日14时05分); anything else as it is."""
    found = _DAY.fullmatch(value)
    if not found:
        return value
    year, month, day, hour, minute = found.groups()
    said = f"{int(year)}年{int(month)}月" + (f"{int(day)}日" if day else "")
    return said if hour is None else f"{said}{int(hour)}时{minute}分"


def spoken_days(text: str) -> str:
    """Return a text of ours, such as a record's title, with every ISO day and moment in it said in Chinese."""
    return _WITHIN.sub(lambda found: spoken_day(found.group()), text)


def spoken_span(began: str, ended: str) -> str:
    """Return the stretch between two moments; the day is said once when it is the same."""
    if not ended:
        return spoken_day(began)
    same = began[:10] == ended[:10]
    end = spoken_day(ended).removeprefix(spoken_day(ended[:10])) if same else spoken_day(ended)
    return f"{spoken_day(began)}至{end}"
