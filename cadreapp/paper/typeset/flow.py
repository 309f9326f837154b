"""From slabs to pages: what is tied stays together, table heads are repeated, blank before signatures is struck out."""

from __future__ import annotations

from dataclasses import replace

from cadreapp.paper.page import MM, Geometry
from cadreapp.paper.typeset.blocks import Style
from cadreapp.paper.typeset.lines import set_line
from cadreapp.paper.typeset.marks import Mark, Slab, Straight

_HAIR = 0.01
# Blank lower than this invites no writing and is not struck out.
_WRITABLE = 11 * MM
_CARRIED = 3


def paginate(slabs: list[Slab], page: Geometry) -> list[list[Mark]]:
    """Return the marks of each page, in points from the paper's top left."""
    flow = _Flow(page)
    at = 0
    while at < len(slabs):
        slab = slabs[at]
        if slab.turn:
            flow.turn()
            at += 1
        elif slab.struck:
            flow.strike(slab.struck, _until_turn(slabs, at + 1))
            at += 1
        else:
            end = at + 1
            while end < len(slabs) and slabs[end - 1].tie and not (slabs[end].turn or slabs[end].struck):
                end += 1
            flow.place(slabs[at:end])
            at = end
    return flow.pages


def _until_turn(slabs: list[Slab], at: int) -> list[Slab]:
    end = at
    while end < len(slabs) and not slabs[end].turn:
        end += 1
    return slabs[at:end]


def _height(slabs: list[Slab], at_head: bool) -> float:
    whole = sum(slab.height + slab.gap for slab in slabs)
    return whole - slabs[0].gap if at_head and slabs else whole


class _Flow:
    """The page being filled: `y` is the depth used, `placed` what lies on it and how many marks lay there before."""

    def __init__(self, page: Geometry) -> None:
        self.page = page
        self.top = page.top - (page.leading - page.size) / 2
        self.pages: list[list[Mark]] = [[]]
        self.y = 0.0
        self.placed: list[tuple[Slab, float, int]] = []

    @property
    def room(self) -> float:
        return self.page.depth - self.y + _HAIR

    def turn(self) -> None:
        """Begin a new page, unless this one is still blank."""
        if self.placed:
            self.pages.append([])
            self.y = 0.0
            self.placed = []

    def place(self, chunk: list[Slab]) -> None:
        """Place slabs that stay together: here, on the next page, or parted when no page holds them."""
        if _height(chunk, not self.placed) <= self.room:
            self._put_all(chunk)
            return
        alone = len(chunk) == 1 and chunk[0].cut is not None
        if alone and (chunk[0].height > self.page.depth / 3):
            self._put_parted(chunk[0])
            return
        self.turn()
        for slab in chunk:
            self._repeat_head(slab)
            if slab.height + slab.gap <= self.room:
                self._put(slab)
            elif slab.cut is not None:
                self._put_parted(slab)
            else:
                self.turn()
                self._put(slab)

    def _put_all(self, chunk: list[Slab]) -> None:
        for slab in chunk:
            self._repeat_head(slab)
            self._put(slab)

    def _repeat_head(self, slab: Slab) -> None:
        if slab.head is not None and not self.placed and len(self.pages) > 1:
            self._put(slab.head)

    def _put_parted(self, slab: Slab) -> None:
        rest: Slab | None = slab
        while rest is not None:
            self._repeat_head(slab)
            if rest.height <= self.room:
                self._put(rest)
                return
            parts = rest.cut(self.room) if rest.cut else None
            if parts is None and len(self.placed) <= (slab.head is not None and len(self.pages) > 1):
                self._put(rest)
                return
            if parts is not None:
                self._put(parts[0])
                rest = parts[1]
            self.turn()

    def _put(self, slab: Slab) -> None:
        marks = self.pages[-1]
        if self.placed:
            self.y += slab.gap
        self.placed.append((slab, self.y, len(marks)))
        left, top = self.page.left, self.top + self.y
        marks += [mark.moved(left, top) for mark in slab.marks]
        self.y += slab.height

    def strike(self, words: tuple[str, str], after: list[Slab]) -> None:
        """Fill the page down to what follows, which then stands at its foot; carry lines over when it needs a new page."""
        if _height(after, False) > self.page.depth - _CARRIED * self.page.leading:
            return
        if _height(after, False) > self.room:
            carried = self._take_back()
            self._struck(words[1], self.room)
            self.turn()
            self._put_all(carried)
        self._struck(words[0], self.room - _height(after, False))

    def _take_back(self) -> list[Slab]:
        """Take the last lines off the page, so that signatures never stand alone on theirs."""
        count = min(_CARRIED, len(self.placed) - _CARRIED)
        while 0 < count < min(2 * _CARRIED, len(self.placed) - 1) and self.placed[-count - 1][0].tie:
            count += 1
        if count <= 0:
            return []
        taken = self.placed[-count:]
        del self.placed[-count:]
        del self.pages[-1][taken[0][2] :]
        self.y = taken[0][1]
        return [replace(taken[0][0], gap=0.0), *(slab for slab, _, _ in taken[1:])]

    def _struck(self, words: str, blank: float) -> None:
        if blank >= _WRITABLE:
            style = Style(size=self.page.size, leading=self.page.leading, left=2.0)
            marks: list[Mark] = list(set_line(words, style, self.page.measure))
            shift = 2 * style.size
            marks = [mark.moved(shift, 0.0) for mark in marks]
            marks.append(Straight(0.0, blank - 4.0, self.page.measure, min(style.leading / 2, blank / 3), 0.4, 0.0))
            self._put(Slab(blank, marks))
        else:
            self.y += max(blank, 0.0)
