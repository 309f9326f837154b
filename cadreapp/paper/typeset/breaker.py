"""Where lines end: greedy with look-back, squeezing and drawing in; widths in 1/1000 em, measured once a paragraph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cadreapp.paper.typeset.signs import (
    BLANK_BEFORE,
    BLANK_BEHIND,
    GOOD,
    GOOD_AFTER,
    NOT_AT_HEAD,
    POOR,
    POOR_AFTER,
    SOFT,
    WORD,
    line_ends,
)

# Limits of what spacing may do to a line, in 1/1000 em per gap: tighter would touch, wider would look like gaps.
TIGHTEST = -22.0
WIDEST = 130.0
# How much of the blank of signs inside a line may be squeezed out; and the gap from which squeezing looks better than air.
SQUEEZED = 0.5
_LOOSE = 45.0


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of a text, set with `spacing` (1/1000 em after each) to `width` (1/1000 em).

    `squeeze` is the share, 0 to SQUEEZED, taken from the blank of each sign inside the line.
    """

    start: int
    end: int
    spacing: float
    width: float
    squeeze: float = 0.0


class Measured:
    """A text with the widths of its characters, where lines may end in it, and the blank its signs can give up."""

    def __init__(self, text: str, advances: list[float]) -> None:
        self.text = text
        self.edges = [0.0, *accumulate(advances)]
        self.advances = advances
        self.blanks: dict[int, float] = {}
        for found in SOFT.finditer(text):
            at = found.start()
            # A sign that was pressed has given its blank, and so has the one behind it.
            if advances[at] >= 900 and (at == 0 or text[at - 1] not in BLANK_BEHIND):
                self.blanks[at] = BLANK_BEHIND.get(text[at], 0) or BLANK_BEFORE.get(text[at], 0)
        # Where the signs with blank stand, and how much there is up to each: few signs, looked up by halving.
        self._signs = list(self.blanks)
        self._soft = [0.0, *accumulate(self.blanks.values())]

    @cached_property
    def may(self) -> bytearray:
        """Where lines may end: asked for only when a text does not fit on one line, as most cells of a table do."""
        return line_ends(self.text)

    def width(self, start: int, end: int) -> float:
        """Return the width of a stretch without the blank of a sign at its end, which may hang out."""
        end = _inked_end(self.text, start, end)
        last = self.text[end - 1]
        if last == " ":
            return 0.0
        blank = BLANK_BEHIND.get(last, 0) if self.advances[end - 1] >= 900 else 0
        return self.edges[end] - self.edges[start] - blank

    def soft(self, start: int, end: int) -> float:
        """Return the blank that signs inside a line can give up; the sign at its head keeps its own."""
        low, high = bisect_right(self._signs, start), bisect_left(self._signs, end - 1)
        return self._soft[high] - self._soft[low] if high > low else 0.0

    def may_end(self, at: int) -> bool:
        """Tell whether a line may end before character `at`."""
        return self.may[at] == GOOD

    def fits(self, start: int, end: int, measure: float) -> bool:
        """Tell whether a stretch fits when it is set as tight as allowed."""
        gaps = max(end - start - 1, 1)
        return self.width(start, end) - SQUEEZED * self.soft(start, end) + gaps * TIGHTEST <= measure


def _inked_end(text: str, start: int, end: int) -> int:
    """Return where a line's ink ends: spaces at its end are not set."""
    while end - start > 1 and text[end - 1] in " \u3000":
        end -= 1
    return end


def break_lines(measured: Measured, first: float, rest: float) -> list[Line]:
    """Break into lines of `first`, then `rest` width; a last line of one character is avoided where spacing allows."""
    total = len(measured.text)
    if total == 0:
        return []
    if measured.edges[-1] <= first:
        return [_justified(measured, 0, total, first)]
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
    text, may, total = measured.text, measured.may, len(measured.text)
    reach = max(bisect_right(measured.edges, measured.edges[start] + measure + 0.001, start + 1) - 1, start + 1)
    if reach >= total:
        return total
    if text[reach] in " \u3000":
        reach = _past_spaces(text, reach)
        if reach >= total or may[reach] == GOOD:
            return reach
    end = may.rfind(GOOD, start + 1, reach + 1)
    if end == reach:
        # The blank of a sign just beyond the edge hangs out: it may cost nothing to take it along.
        beyond = may.find(GOOD, reach + 1, reach + 3)
        hangs = beyond > 0 and text[beyond - 1] in BLANK_BEHIND and measured.width(start, beyond) <= measure
        return beyond if hangs else end
    return _drawn_in(measured, start, max(end, start), reach, measure)


def _drawn_in(measured: Measured, start: int, end: int, reach: int, measure: float) -> int:
    """Choose where to end a line whose edge falls on a place that must not be broken: `end` before it, or behind it."""
    may, text = measured.may, measured.text
    beyond = may.find(GOOD, reach + 1, reach + 8)
    if beyond > 0 and measured.fits(start, beyond, measure):
        sign = text[beyond - 1] in NOT_AT_HEAD
        if sign or end == start or _air(measured, start, end, measure) > _LOOSE:
            return beyond
    if end > start and _air(measured, start, end, measure) <= WIDEST:
        return end
    poor = may.rfind(POOR, max(end, start) + 1, reach + 1)
    if poor > 0:
        return poor
    return end if end > start else _forced(text, start, reach)


def _air(measured: Measured, start: int, end: int, measure: float) -> float:
    """Return the gap between characters that would fill a line, in 1/1000 em."""
    return (measure - measured.width(start, end)) / max(end - start - 1, 1)


def _forced(text: str, start: int, reach: int) -> int:
    """End a line where no place is allowed, at least not after a sign that must not end one."""
    for end in range(reach, max(start, reach - 4), -1):
        if text[end] not in NOT_AT_HEAD:
            return end
    return reach


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \u3000":
        at += 1
    return at


def _feed_last(measured: Measured, ends: list[int], first: float, rest: float) -> None:
    """Give a lonely last character room in the line above, or company from it, whichever spacing allows."""
    if len(ends) < 2 or _inked(measured.text, ends[-2], ends[-1]) > 1:
        return
    start = ends[-3] if len(ends) > 2 else 0
    measure = rest if start else first
    if measured.fits(start, ends[-1], measure):
        del ends[-2]
        return
    for end in range(ends[-2] - 1, max(start + 1, ends[-2] - 5), -1):
        if measured.may_end(end) and _air(measured, start, end, measure) <= WIDEST:
            ends[-2] = end
            return


def _inked(text: str, start: int, end: int) -> int:
    return sum(sign not in NOT_AT_HEAD and sign not in " \u3000" for sign in text[start:end])


def _justified(measured: Measured, start: int, end: int, measure: float) -> Line:
    last = end >= len(measured.text)
    end = _inked_end(measured.text, start, end)
    width = measured.width(start, end)
    gaps = end - start - 1
    slack = measure - width
    if gaps == 0 or (last and slack >= 0):
        return Line(start, end, 0.0, width)
    if slack >= 0:
        spacing = min(slack / gaps, WIDEST)
        return Line(start, end, spacing, width + spacing * gaps)
    soft = measured.soft(start, end)
    squeeze = min(SQUEEZED, -slack / soft) if soft else 0.0
    spacing = (slack + squeeze * soft) / gaps
    return Line(start, end, spacing, measure, squeeze)


# From this measure on, in 1/1000 em, a text is a title rather than the label of a cell.
_TITLE = 12000.0


def break_balanced(measured: Measured, measure: float) -> list[Line]:
    """Break a title into as few lines as hold it, of near equal length, turning after function words where it can."""
    total = len(measured.text)
    whole = measured.edges[-1]
    count = 1 if measured.width(0, total) <= measure else int(whole // measure) + 1
    words = WORD.finditer(measured.text) if count > 1 else ()
    inside = {at for word in words for at in range(word.start() + 1, word.end())}
    while True:
        ends = _best_ends(measured, measure, count, inside) if count > 1 else [total]
        if ends is not None or count > total:
            break
        count += 1
    if ends is None:
        return break_lines(measured, measure, measure)
    if measure >= _TITLE and inside & set(ends):
        # One more line is better than a word that is torn.
        better = _best_ends(measured, measure, len(ends) + 1, inside)
        ends = better if better and not inside & set(better) else ends
    return [Line(a, b, 0.0, measured.edges[b] - measured.edges[a]) for a, b in zip([0, *ends[:-1]], ends, strict=True)]


def _best_ends(measured: Measured, measure: float, count: int, inside: set[int]) -> list[int] | None:
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
                price = cost + _price(measured, start, end, ideal) + (8.0 if end in inside else 0.0)
                if end not in found or price < found[end][0]:
                    found[end] = (price, [*ends, end])
        best = found
    return best[total][1] if total in best else None


def _price(measured: Measured, start: int, end: int, ideal: float) -> float:
    off = abs(measured.edges[end] - measured.edges[start] - ideal) / 1000
    turn = measured.text[end - 1]
    penalty = 0.0 if end == len(measured.text) or turn in GOOD_AFTER else 6.0 if turn in POOR_AFTER else 2.0
    return off * off + penalty
