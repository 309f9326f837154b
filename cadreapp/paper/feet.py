"""What a page's foot says, at its left, in its middle and at its right: for files whose program numbers the pages itself."""

from __future__ import annotations

from dataclasses import dataclass

from cadreapp.paper.page import Geometry
from cadreapp.paper.typeset.blocks import Align
from cadreapp.paper.typeset.draw import Paper, count_pages
from cadreapp.paper.typeset.marks import Glyphs, Mark, Straight, Waiting

_MANY = 100_000


@dataclass(frozen=True, slots=True)
class Foot:
    """The words of a foot with {page} and {pages} in them, and how thick and how long the red line is that stands instead."""

    left: str = ""
    middle: str = ""
    right: str = ""
    red: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Feet:
    """The feet of the first, the odd and the even pages, and the numbers among their marks."""

    first: Foot
    odd: Foot
    even: Foot
    numbers: tuple[Waiting, ...]


def feet(paper: Paper) -> Feet:
    """Return what the furniture of a paper says on its pages."""
    few, many = _sides(paper, 0), _sides(paper, _MANY)
    # A long register is not set for its feet when they say the same on a paper of any length.
    first, odd, even = few if few == many else _sides(paper, count_pages(paper.blocks, paper.page))
    numbers = tuple(mark for mark in (*first, *odd, *even) if isinstance(mark, Waiting))
    return Feet(_foot(first, paper.page), _foot(odd, paper.page), _foot(even, paper.page), numbers)


def _sides(paper: Paper, total: int) -> list[list[Mark]]:
    """Return the furniture of the first, an odd and an even page of so many."""
    return [paper.furniture(number, max(number, total)) for number in (1, 3, 2)]


def _foot(marks: list[Mark], page: Geometry) -> Foot:
    red = [mark for mark in marks if isinstance(mark, Straight) and mark.red]
    if red:
        return Foot(red=(max(mark.weight for mark in red), red[0].x2 - red[0].x))
    glyphs = [mark for mark in marks if isinstance(mark, Glyphs)]
    ends = {Align.LEFT: "", Align.CENTRE: "", Align.RIGHT: ""}
    for piece in glyphs:
        ends[Align.LEFT if piece.x < page.left + page.measure / 4 else Align.RIGHT] += piece.text
    size = glyphs[0].size if glyphs else page.size
    ends[Align.RIGHT] += "＿" * int(sum(mark.x2 - mark.x for mark in marks if isinstance(mark, Straight)) / size - 0.5)
    for number in (mark for mark in marks if isinstance(mark, Waiting)):
        indent = "　" if number.width < page.measure and number.align is not Align.CENTRE else ""
        ends[number.align] += indent + number.text if number.align is Align.LEFT else number.text + indent
    return Foot(ends[Align.LEFT], ends[Align.CENTRE], ends[Align.RIGHT])
