"""What is drawn on a page: glyphs, straight lines, and lines of text that wait for the number of pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from cadreapp.paper.typeset.blocks import Align, Style
from cadreapp.paper.typeset.structure import Node, Role


class Glyphs(NamedTuple):
    """Characters of one font file from (x, y); y is the baseline, down from the top; `stroke` thickens, in points.

    `said` is the text of this and the next `pieces` - 1 glyphs, which overlap because signs were pressed: told to programs
    that copy text, some of which begin a new line at an overlap.
    """

    x: float
    y: float
    font: str
    size: float
    spacing: float
    text: str
    stroke: float
    grey: float
    red: bool = False
    said: str = ""
    pieces: int = 0

    def moved(self, dx: float, dy: float) -> Glyphs:
        """Return the same glyphs elsewhere."""
        return Glyphs(self.x + dx, self.y + dy, *self[2:])


class Straight(NamedTuple):
    """A straight line; `weight` in points, `grey` 0 to 1."""

    x: float
    y: float
    x2: float
    y2: float
    weight: float
    grey: float
    red: bool = False

    def moved(self, dx: float, dy: float) -> Straight:
        """Return the same line elsewhere."""
        return Straight(self.x + dx, self.y + dy, self.x2 + dx, self.y2 + dy, *self[4:])


class Waiting(NamedTuple):
    """A line of text with {page} and {pages}, set between x and x + width once both are known."""

    x: float
    y: float
    width: float
    text: str
    style: Style
    align: Align

    def moved(self, dx: float, dy: float) -> Waiting:
        """Return the same line elsewhere."""
        return Waiting(self.x + dx, self.y + dy, *self[2:])


Mark = Glyphs | Straight | Waiting | Role


class Company(Enum):
    """Whether a piece may be alone on the last page: rows to sign and closing notes NEED the company that others BEAR."""

    NEEDS = "needs"
    BEARS = "bears"
    NEITHER = "neither"


@dataclass(slots=True)
class Slab:
    """A piece of a page that is not parted: its height, and `marks()` from its top left, asked for once it is placed.

    `gap` is blank above it, dropped at a page's head; `tie` keeps it with the next; `head` is repeated above it when it
    begins a page; `cut` parts it at a height, when it can be parted. `turn` stands for a page break, `struck` (its two
    texts) for blank to strike out, or to leave when the texts are empty. `lead` is the blank inside it above its first and
    below its last characters. `fix` is where it begins below the paper's upper edge; `snap` lets it begin on a line of the
    page's grid. `node` is the element of the text that it belongs to. `resumed` are further marks when it begins a page,
    `closing` when it is the last on one. `company` says whether it may stand alone at the end of a paper.
    """

    height: float
    marks: Callable[[], list[Mark]] = list
    gap: float = 0.0
    lead: float = 0.0
    tie: bool = False
    head: Slab | None = None
    cut: Callable[[float], tuple[Slab, Slab] | None] | None = None
    turn: bool = False
    struck: tuple[str, str] | None = None
    fix: float | None = None
    snap: bool = False
    node: Node | None = None
    resumed: Callable[[], list[Mark]] | None = None
    closing: Callable[[], list[Mark]] | None = None
    company: Company = Company.NEITHER
