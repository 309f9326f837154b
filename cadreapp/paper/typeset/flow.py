"""From slabs to pages: what is tied stays together, table heads are repeated, blank before signatures is struck out."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from cadreapp.paper.page import MM, Geometry
from cadreapp.paper.typeset.blocks import Style
from cadreapp.paper.typeset.company import accompany
from cadreapp.paper.typeset.lines import set_line
from cadreapp.paper.typeset.marks import Company, Mark, Slab, Straight
from cadreapp.paper.typeset.structure import Node, Role

_HAIR = 0.01
# Blank lower than this invites no writing and is not struck out.
_WRITABLE = 11 * MM
_CARRIED = 3


def paginate(slabs: list[Slab], page: Geometry) -> list[list[Mark]]:
    """Return the marks of each page, in points from the paper's top left."""
    flow = _Flow(page)
    accompany(slabs, flow.holds, flow.tall)
    at = 0
    while at < len(slabs):
        slab = slabs[at]
        if slab.turn:
            flow.turn()
            at += 1
        elif slab.struck:
            flow.strike(slab.struck, _until_turn(slabs, at + 1), slab.node)
            at += 1
        else:
            end = at + 1
            while end < len(slabs) and slabs[end - 1].tie and not (slabs[end].turn or slabs[end].struck):
                end += 1
            flow.place(slabs[at:end], slabs[end] if end < len(slabs) else None)
            at = end
    return flow.pages if flow.placed or len(flow.pages) == 1 else flow.pages[:-1]


def _until_turn(slabs: list[Slab], at: int) -> list[Slab]:
    end = at
    while end < len(slabs) and not slabs[end].turn:
        end += 1
    return slabs[at:end]


def _height(slabs: list[Slab]) -> float:
    """Return the height of slabs in a row without the gap above the first."""
    return sum(slab.height + slab.gap for slab in slabs) - (slabs[0].gap if slabs else 0.0)


class _Flow:
    """The page being filled: `y` is the depth used, `placed` what lies on it and how many marks lay there before.

    Depth is counted from half a leading above the type area to half a leading below it, so that the characters of the
    first and last body line, and the borders of a table, stand exactly at its edges.
    """

    def __init__(self, page: Geometry) -> None:
        self.page = page
        self.half = (page.leading - page.size) / 2
        self.pages: list[list[Mark]] = [[]]
        self.y = 0.0
        self.placed: list[tuple[Slab, float, int]] = []

    def turn(self) -> None:
        """Begin a new page, unless this one is still blank."""
        if self.placed:
            last, y, _ = self.placed[-1]
            if last.closing:
                self._mark(last.closing(), y, None)
            self.pages.append([])
            self.y = 0.0
            self.placed = []

    def place(self, chunk: list[Slab], below: Slab | None = None) -> None:
        """Place slabs that stay together: here, on the next page, or parted when no page holds them.

        Where blank `below` what ends a text will be struck out, so is what it leaves blank by going over with its company.
        """
        if self._fits(chunk):
            self._put_all(chunk)
        elif len(chunk) == 1 and self.tall(chunk[0]):
            self._put_parted(chunk[0])
        elif chunk[-1].company is Company.NEEDS and any(self.tall(slab) for slab in chunk):
            self._put_company(chunk)
        else:
            if self.placed and chunk[-1].company is Company.NEEDS and below and below.struck and below.struck[1]:
                self._strike(below.struck[1], self.page.depth - self.half - self.y, below.node)
            self.turn()
            for slab in chunk:
                self._put_forced(slab)

    def tall(self, slab: Slab) -> bool:
        """Tell whether a slab is parted rather than moved to the next page whole."""
        return slab.cut is not None and slab.height > self.page.depth / 3

    def holds(self, chunk: list[Slab]) -> bool:
        """Tell whether a later page, on which nothing stands yet, holds slabs together."""
        blank = _Flow(self.page)
        blank.pages.append([])
        return blank._fits(chunk)

    def _begin(self, slab: Slab) -> float:
        """Return the depth at which a slab would begin."""
        if self.placed:
            y = self.y + slab.gap
        else:
            head = self._due_head(slab)
            y = self.half - head.lead + head.height if head else self.half - slab.lead
        return self._settled(slab, y)

    def _settled(self, slab: Slab, y: float) -> float:
        """Return the depth at or below `y` where a slab with a place of its own begins."""
        if slab.fix is not None:
            fixed = slab.fix - self.page.top + self.half
            return max(fixed, y) if self.placed else fixed
        return ceil(y / self.page.leading - _HAIR) * self.page.leading if slab.snap else y

    def _room(self, slab: Slab) -> float:
        """Return the height that a page still has for a slab that begins now."""
        return self.page.depth - self.half + slab.lead - self._begin(slab) + _HAIR

    def _fits(self, chunk: list[Slab]) -> bool:
        y = self._begin(chunk[0]) + chunk[0].height
        for slab in chunk[1:]:
            y = self._settled(slab, y + slab.gap) + slab.height
        return y - chunk[-1].lead <= self.page.depth - self.half + _HAIR

    def _due_head(self, slab: Slab) -> Slab | None:
        return slab.head if not self.placed and len(self.pages) > 1 else None

    def _put_all(self, chunk: list[Slab]) -> None:
        for slab in chunk:
            self._put(slab)

    def _put_forced(self, slab: Slab) -> None:
        if self._fits([slab]):
            self._put(slab)
        elif slab.cut is not None:
            self._put_parted(slab)
        else:
            self.turn()
            self._put(slab)

    def _put_company(self, chunk: list[Slab]) -> None:
        """Place a chunk with a tall slab in it, whose last lines go with what stands after it."""
        at = next(at for at, slab in enumerate(chunk) if self.tall(slab))
        before = chunk[:at]
        if before and not self._fits([*before, Slab(_CARRIED * self.page.leading)]):
            self.turn()
        self._put_all(before)
        self._put_parted(chunk[at], chunk[at + 1 :])

    def _put_parted(self, slab: Slab, after: Sequence[Slab] = ()) -> None:
        """Place a slab in as many parts as it needs, the last of them on one page with what stands `after` it."""
        rest, least = slab, _CARRIED * self.page.leading if after else 0.0
        while not self._fits([rest, *after]):
            parts = rest.cut(min(self._room(rest), rest.height - least)) if rest.cut else None
            if parts is not None:
                upper, rest = parts
                upper.head = rest.head = slab.head
                self._put(upper)
            elif not self.placed:
                break
            self.turn()
        self._put(rest)
        for follower in after:
            self._put_forced(follower)

    def _put(self, slab: Slab) -> None:
        if not self.placed and not slab.height:
            return
        head = self._due_head(slab)
        resumed = slab.resumed if not self.placed and len(self.pages) > 1 else None
        if head is not None:
            self._put(head)
        y = self._begin(slab)
        self.placed.append((slab, y, len(self.pages[-1])))
        self._mark(slab.marks(), y, slab.node)
        if resumed:
            self._mark(resumed(), y, None)
        self.y = y + slab.height

    def _mark(self, marks: list[Mark], y: float, node: Node | None) -> None:
        if marks:
            left, top = self.page.left, self.page.top - self.half + y
            self.pages[-1].append(Role(node))
            self.pages[-1] += [mark.moved(left, top) for mark in marks]

    def strike(self, words: tuple[str, str], after: list[Slab], node: Node | None) -> None:
        """Fill the page down to what follows, which then stands at its foot, and takes lines along to a new page.

        Without words the blank is left blank, and nothing needs to be taken along.
        """
        if not after or _height(after) > self.page.depth - (_CARRIED + 1) * self.page.leading:
            return
        if self._blank_above(after) < 0:
            carried = self._take_back() if words[1] else []
            self._strike(words[1], self.page.depth - self.half - self.y, node)
            self.turn()
            self._put_all(carried)
        self._strike(words[0], self._blank_above(after), node)

    def _blank_above(self, after: list[Slab]) -> float:
        used = self.y if self.placed else self.half
        return self.page.depth - self.half + after[-1].lead - used - after[0].gap - _height(after)

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
        return [slab for slab, _, _ in taken]

    def _strike(self, words: str, blank: float, node: Node | None) -> None:
        if blank < _WRITABLE:
            self.y += max(blank, 0.0)
            return
        if not words:
            self._put(Slab(blank))
            return
        style = Style(size=self.page.size, leading=self.page.leading)
        marks: list[Mark] = [glyphs.moved(2 * style.size, 0.0) for glyphs in set_line(words, style, self.page.measure)]
        rise = min(style.leading / 2, blank / 3)
        marks.append(Straight(0.0, blank - 4.0, self.page.measure, rise, 0.4, 0.0))
        self._put(Slab(blank, lambda: marks, node=node))
