"""Where a line may end by default in any script: the Unicode line breaking algorithm, UAX #14 revision 50 (Unicode 15.0).

Numbers follow the tailoring of its section 8.2, example 7, as Unicode's own test data do. What Chinese office papers ask
beyond it lies in `signs`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).resolve().parents[3] / "resources" / "unicode" / "linebreak.txt"

NEVER, MAY, MUST = 0, 1, 2


@cache
def _runs() -> tuple[list[int], list[str]]:
    rows = [line.split() for line in _TABLE.read_text("ascii").splitlines() if not line.startswith("#")]
    return [int(first, 16) for first, _ in rows], [name for _, name in rows]


@lru_cache(maxsize=8192)
def class_of(sign: str) -> str:
    """Return the resolved line-breaking class of a character (rule LB1); OW, CW are full-width OP, CP, XP reserved emoji."""
    starts, names = _runs()
    return names[bisect_right(starts, ord(sign)) - 1]


_HARD = frozenset({"BK", "CR", "LF", "NL"})
_CLOSE = frozenset({"CL", "CP", "CW"})
_OPEN = frozenset({"OP", "OW"})
_WORD = frozenset({"AL", "HL", "XP"})
_NOT_COMBINED = _HARD | {"SP", "ZW"}
_IDEOGRAPHS = frozenset({"ID", "EB", "EM"})
_KOREAN = frozenset({"JL", "JV", "JT", "H2", "H3"})
_PAIRS = frozenset(
    (before, after)
    for befores, afters in (
        ({"JL"}, {"JL", "JV", "H2", "H3"}), ({"JV", "H2"}, {"JV", "JT"}), ({"JT", "H3"}, {"JT"}),  # LB26
        (_KOREAN, {"PO"}), ({"PR"}, _KOREAN),  # LB27
        ({"PR"}, _IDEOGRAPHS), (_IDEOGRAPHS, {"PO"}),  # LB23a
        ({"PR", "PO"}, _WORD), (_WORD, {"PR", "PO"}),  # LB24
        (_WORD, {"NU"}), ({"NU"}, _WORD),  # LB23
        (_WORD, _WORD), ({"IS"}, _WORD), ({"SY"}, {"HL"}),  # LB28, LB29, LB21b
        (_WORD | {"NU"}, {"OP"}), ({"CP"}, _WORD | {"NU"}),  # LB30
        ({"EB", "XP"}, {"EM"}),  # LB30b
        ({"PR", "PO", "HY"} | _OPEN, {"NU"}),  # LB25
    )
    for before in befores
    for after in afters
)  # fmt: skip


class _State:
    """What the rules must remember of the text so far: rule LB9 folds combining marks into what they follow."""

    __slots__ = ("before", "flags", "joined", "number", "prior", "spaced")

    def __init__(self) -> None:
        self.before = "sot"
        self.prior = "sot"
        self.spaced = self.joined = False
        # 1 within NU (NU | SY | IS)*, 2 after the closing sign that may follow it.
        self.number = 0
        # How many regional indicators stand in a row.
        self.flags = 0

    def passed(self, found: str) -> None:
        """Note a character of class `found`."""
        if found == "NU":
            self.number = 1
        elif not (self.number == 1 and found in ("SY", "IS")):
            self.number = 2 if self.number == 1 and found in _CLOSE else 0
        self.flags = self.flags + 1 if found == "RI" and not self.spaced else int(found == "RI")
        self.prior = self.before if not self.spaced else "SP"
        self.before = found
        self.spaced = False


def opportunities(text: str, classify: Callable[[str], str] = class_of) -> bytearray:
    """Return for each place before a character, and for the end, NEVER, MAY or MUST: may a line end there?

    `classify` may give characters other classes: the way to tailor the algorithm (UAX #14 §8).
    """
    may = bytearray(len(text) + 1)
    state = _State()
    at = 0
    # Between two Han characters a line may always end: whole runs of them need no judging, which is most of our text.
    for run in _HAN.finditer(text):
        first, end = run.span()
        _judge(state, text, (at, first + 1), may, classify)
        may[first + 1 : end] = bytes((MAY,)) * (end - first - 1)
        state.prior = "ID"
        at = end
    _judge(state, text, (at, len(text)), may, classify)
    may[len(text)] = MUST if text else NEVER
    return may


# All of them are of class ID.
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f]{2,}")


def _judge(state: _State, text: str, span: tuple[int, int], may: bytearray, classify: Callable[[str], str]) -> None:
    """Judge the places before the characters of a span, one after the other."""
    for at in range(*span):
        found = classify(text[at])
        combining = found in ("CM", "ZWJ")
        if combining and state.before not in _NOT_COMBINED and not state.spaced and at:
            state.joined = found == "ZWJ"
            continue
        # LB10: a mark with nothing to stand on is a letter.
        taken = "AL" if combining else found
        if at:
            numbered = state.before in ("PR", "PO") and taken in _MAY_OPEN and _number_follows(text, at, classify)
            held = (state.joined and taken not in _HARD) or numbered
            may[at] = NEVER if held else _verdict(state, taken)
        state.joined = found == "ZWJ"
        if taken == "SP":
            state.spaced = True
            state.number = 0
        else:
            state.passed(taken)


def _verdict(state: _State, found: str) -> int:
    before = state.before
    if not state.spaced:
        if before in _HARD:  # LB4, LB5
            return NEVER if before == "CR" and found == "LF" else MUST
        if before == "RI" == found:  # LB30a
            return NEVER if state.flags % 2 else MAY
        if state.prior == "HL" and before in ("HY", "BA") and found not in _NOT_COMBINED:  # LB21a
            return NEVER
        # LB25 as example 7 of §8.2 words it.
        if state.number and (found in _BEHIND_NUMBER if state.number == 2 else found in _IN_NUMBER):
            return NEVER
    elif before in _HARD and found not in _HARD | {"SP", "ZW"}:
        return _spaced("AL", found)
    return _spaced(before, found) if state.spaced else _pair(before, found)


_BEHIND_NUMBER = frozenset({"PO", "PR"})
_IN_NUMBER = _BEHIND_NUMBER | {"NU", "SY", "IS"} | _CLOSE
_MAY_OPEN = _OPEN | {"HY"}


def _number_follows(text: str, at: int, classify: Callable[[str], str]) -> bool:
    """Tell whether a number follows the sign at `at`, after its combining marks (LB25: (PR | PO) × (OP | HY) NU)."""
    for sign in text[at + 1 :]:
        found = classify(sign)
        if found not in ("CM", "ZWJ"):
            return found == "NU"
    return False


@cache
def _always(found: str) -> bool:
    """Tell whether no line may end before this class, spaces or not: LB6, LB7, LB11, LB13."""
    return found in _HARD | _CLOSE | {"SP", "ZW", "WJ", "EX", "IS", "SY"}


@cache
def _spaced(before: str, found: str) -> int:
    """Judge two classes with spaces between them: LB8, LB14 to LB18."""
    if found in _HARD | {"SP", "ZW"}:
        return NEVER
    if before == "ZW":
        return MAY
    held = (
        _always(found)
        or before in _OPEN
        or (before == "QU" and found in _OPEN)
        or (before in _CLOSE and found == "NS")
        or (before == "B2" == found)
    )
    return NEVER if held else MAY


@cache
def _pair(before: str, found: str) -> int:
    """Judge two classes side by side."""
    if found in _HARD | {"SP", "ZW"}:  # LB6, LB7
        return NEVER
    if before == "ZW":  # LB8
        return MAY
    if _always(found):
        return NEVER
    if before in ("WJ", "GL") or before in _OPEN or (found == "GL" and before not in ("BA", "HY")):  # LB11, LB12, LB14
        return NEVER
    if "QU" in (before, found) or (before in _CLOSE and found == "NS") or before == "B2" == found:  # LB19, LB16, LB17
        return NEVER
    if "CB" in (before, found):  # LB20
        return MAY
    if found in ("BA", "HY", "NS", "IN") or before == "BB" or (before, found) in _PAIRS:  # LB21, LB22
        return NEVER
    return MAY
