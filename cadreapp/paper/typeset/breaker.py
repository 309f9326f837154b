"""Where lines end: greedy with look-back, carry and squeeze; widths in 1/1000 em, measured once a paragraph."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from cadreapp.paper.typeset.signs import BLANK_BEHIND, NOT_AT_HEAD, kept_inside, may_break

# Limits of what spacing may do to a line, in 1/1000 em per gap: tighter would touch, wider would look like gaps.
TIGHTEST = -22.0
WIDEST = 130.0


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of a text, set with `spacing` (1/1000 em after each) to `width` (1/1000 em)."""

    start: int
    end: int
    spacing: float
    width: float


class Measured:
    """A text with the widths of its characters and the places where it must not be broken."""

    def __init__(self, text: str, advances: list[float]) -> None:
        self.text = text
        self.edges = [0.0, *accumulate(advances)]
        self.kept = kept_inside(text)
        self.advances = advances

    def width(self, start: int, end: int) -> float:
        """Return the width of a stretch without the blank of a sign at its end, which may hang out."""
        last = self.text[end - 1]
        if last == " ":
            return self.width(start, end - 1) if end - 1 > start else 0.0
        blank = BLANK_BEHIND.get(last, 0) if self.advances[end - 1] >= 900 else 0
        return self.edges[end] - self.edges[start] - blank

    def may_end(self, at: int) -> bool:
        """Tell whether a line may end before character `at`."""
        return at >= len(self.text) or may_break(self.text, at, self.kept)

    def fits(self, start: int, end: int, measure: float) -> bool:
        """Tell whether a stretch fits when it is set as tight as allowed."""
        gaps = max(end - start - 1, 1)
        return self.width(start, end) + gaps * TIGHTEST <= measure


def break_lines(measured: Measured, first: float, rest: float) -> list[Line]:
    """Break into lines of `first`, then `rest` width; a last line of one character is avoided where spacing allows."""
    total = len(measured.text)
    if total == 0:
        return []
    ends: list[int] = []
    start, measure = 0, first
    while start < total:
        end = _line_end(measured, start, measure)
        ends.append(end)
        start, measure = end, rest
    _feed_last(measured, ends, first, rest)
    return [_justified(measured, start, end, first if start == 0 else rest)
            for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def _line_end(measured: Measured, start: int, measure: float) -> int:
    total = len(measured.text)
    reach = max(bisect_right(measured.edges, measured.edges[start] + measure + 0.001, start + 1) - 1, start + 1)
    if reach >= total:
        return total
    beyond = reach + 1
    # A closing sign just beyond the edge is drawn in: its blank hangs out, the rest is gained by spacing.
    while beyond <= total and measured.text[beyond - 1] in NOT_AT_HEAD and measured.fits(start, beyond, measure):
        if measured.may_end(beyond):
            return _past_spaces(measured.text, beyond)
        beyond += 1
    if measured.text[reach] == " ":
        return _past_spaces(measured.text, reach)
    end = reach
    while end > start and not measured.may_end(end):
        end -= 1
    return end if end > start else reach


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _feed_last(measured: Measured, ends: list[int], first: float, rest: float) -> None:
    """Give a lonely last character company from the line above, when that line can be stretched so far."""
    if len(ends) < 2 or _inked(measured.text, ends[-2], ends[-1]) > 1:
        return
    start = ends[-3] if len(ends) > 2 else 0
    measure = rest if start else first
    for end in range(ends[-2] - 1, max(start + 1, ends[-2] - 5), -1):
        if measured.may_end(end) and measure - measured.width(start, end) <= WIDEST * (end - start - 1):
            ends[-2] = end
            return


def _inked(text: str, start: int, end: int) -> int:
    return sum(sign not in NOT_AT_HEAD and sign != " " for sign in text[start:end])


def _justified(measured: Measured, start: int, end: int, measure: float) -> Line:
    last = end >= len(measured.text)
    while end > start + 1 and measured.text[end - 1] == " ":
        end -= 1
    width = measured.width(start, end)
    gaps = end - start - 1
    slack = measure - width
    if gaps == 0 or (last and slack >= 0):
        return Line(start, end, 0.0, width)
    spacing = min(slack / gaps, WIDEST)
    return Line(start, end, spacing, width + spacing * gaps)


# After these a title may turn; before and inside a word it should not.
_GOOD_AFTER = frozenset("的和与及在对于并、》）”：")
_POOR_AFTER = frozenset("第之不所被")


def break_balanced(measured: Measured, measure: float) -> list[Line]:
    """Break a title into as few lines as hold it, of near equal length, turning after function words where it can."""
    total = len(measured.text)
    whole = measured.edges[-1]
    count = 1 if measured.width(0, total) <= measure else int(whole // measure) + 1
    while True:
        ends = _best_ends(measured, measure, count) if count > 1 else [total]
        if ends is not None or count > total:
            break
        count += 1
    if ends is None:
        return break_lines(measured, measure, measure)
    return [Line(a, b, 0.0, measured.edges[b] - measured.edges[a]) for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def _best_ends(measured: Measured, measure: float, count: int) -> list[int] | None:
    total = len(measured.text)
    ideal = measured.edges[-1] / count
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for row in range(1, count + 1):
        found: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start + 1, total + 1):
                if measured.width(start, end) > measure:
                    break
                if (row == count) != (end == total) or not measured.may_end(end):
                    continue
                price = cost + _price(measured, start, end, ideal)
                if end not in found or price < found[end][0]:
                    found[end] = (price, [*ends, end])
        best = found
    return best[total][1] if total in best else None


def _price(measured: Measured, start: int, end: int, ideal: float) -> float:
    off = abs(measured.edges[end] - measured.edges[start] - ideal) / 1000
    turn = measured.text[end - 1]
    penalty = 0.0 if end == len(measured.text) or turn in _GOOD_AFTER else 6.0 if turn in _POOR_AFTER else 2.0
    return off * off + penalty
