"""Shares of those due, as people write them (2/3, 三分之二, 80%), and what a threshold asks for in a few words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from cadreapp.rules.numerals import number_of

SHARES = ("share", "ceiling")
"""Keys of a threshold's table that hold a share, as (numerator, denominator)."""
_FOLD = str.maketrans("０１２３４５６７８９／％．", "0123456789/%.")
_HAN = r"[一二三四五六七八九十百两]{1,4}"
_FRACTION = re.compile(r"(\d{1,3})/(\d{1,3})")
_WORDS = re.compile(rf"({_HAN})分之({_HAN})")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)%")
_HALF = Fraction(1, 2)
_WHOLE_PARTS = 20
"""The largest denominator that people say as a fraction; what is finer is told in per cent."""


def read_share(text: str) -> Fraction | None:
    """Return the share that a text names, over 0 and at most 1; None when it names none. Never raises."""
    plain = re.sub(r"\s+", "", text.translate(_FOLD))
    try:
        found = _read(plain)
    except (ValueError, ZeroDivisionError):
        return None
    return found if found is not None and 0 < found <= 1 else None


def _read(plain: str) -> Fraction | None:
    if plain in ("半数", "一半"):
        return _HALF
    if told := _FRACTION.fullmatch(plain):
        return Fraction(int(told[1]), int(told[2]))
    if told := _WORDS.fullmatch(plain):
        return Fraction(number_of(told[2]), number_of(told[1]))
    told = _PERCENT.fullmatch(plain)
    return Fraction(told[1]) / 100 if told else None


def share_text(share: Fraction) -> str:
    """Return a share as it is typed: 2/3, or 66.7% where nobody would say the fraction."""
    fine = share.denominator > _WHOLE_PARTS and 10_000 % share.denominator == 0
    return f"{float(share * 100):g}%" if fine else f"{share.numerator}/{share.denominator}"


def share_of(table: Mapping[str, Any]) -> Fraction | None:
    """Return the only share that a threshold holds; None when it holds people, or nothing."""
    found = [key for key in SHARES if key in table]
    return Fraction(*table[found[0]]) if len(found) == 1 and not {"least", "most"} & set(table) else None


def majority_text(table: Mapping[str, Any]) -> str:
    """Return the share of those who have to agree: 过半, 超过 3/5, 2/3 以上."""
    share = Fraction(*table["share"])
    if not table.get("over"):
        return f"{share_text(share)}以上"
    return "过半" if share == _HALF else f"超过 {share_text(share)}"


def threshold_text(table: Mapping[str, Any]) -> str:
    """Return what a threshold asks for: 不少于 2/3, 至多 1/3, 至少 7 人."""
    parts = []
    if "share" in table:
        parts.append(f"{'超过' if table.get('over') else '不少于'} {share_text(Fraction(*table['share']))}")
    if "ceiling" in table:
        parts.append(f"至多 {share_text(Fraction(*table['ceiling']))}")
    parts += [f"{word} {table[key]} 人" for key, word in (("least", "至少"), ("most", "至多")) if key in table]
    return ", ".join(parts)


def is_laxer(own: Mapping[str, Any], original: Mapping[str, Any]) -> bool:
    """Tell whether a threshold asks for less than another of the same kind: fewer people, or a higher ceiling."""
    if "ceiling" in own:
        return Fraction(*own["ceiling"]) > Fraction(*original["ceiling"])
    if "share" in own:
        return Fraction(*own["share"]) < Fraction(*original["share"])
    return any(own[key] * way < original[key] * way for key, way in (("least", 1), ("most", -1)) if key in own)
