"""Whole numbers as people write them in running text: digits, or Han numerals up to a hundred."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九十"
HUNDRED = "一百"


def number_of(text: str) -> int:
    """Return the number of digits or of Han numerals from 1 to 100 (两 is 2). Raises ValueError."""
    if text.isdecimal():
        return int(text)
    if text in ("百", HUNDRED):
        return 100
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    if len(ones) > 1 or len(tens) > 1:
        raise ValueError(text)
    return (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (_DIGITS.index(ones) if ones else 0)
