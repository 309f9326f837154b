"""What a paper is made of: frozen blocks in reading order; measures in points, indents in ems of the block's size."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from cadreapp.paper.fonts import Face
from cadreapp.paper.page import MM
from cadreapp.paper.phrases import said


class Align(StrEnum):
    """How the lines of a block stand; JUSTIFY leaves the last line at its natural width, SPREAD fills with it too."""

    JUSTIFY = "justify"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set. `first`, `left`, `right` in ems; `before`, `after` in points, dropped at a page's head.

    `tie` keeps the paragraph with what follows, `whole` keeps its lines on one page, `grey` is 0 (black) to 1,
    `red` prints in the red of a 公文's head, `tracking` (ems) opens the characters of a title, `ending` is never alone on the
    last page. `level` 1 to 6 makes the paragraph a heading of the file's outline; a Title in the title face is level 1.
    """

    face: Face = Face.FANG
    size: float = 14.0
    leading: float = 26.5
    align: Align = Align.JUSTIFY
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    tie: bool = False
    whole: bool = False
    grey: float = 0.0
    tracking: float = 0.0
    red: bool = False
    level: int = 0
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one face; None takes the face of the paragraph."""

    text: str
    face: Face | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line feed begins a new paragraph in the same style."""

    text: str | tuple[Span, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Title:
    """A centred title in balanced lines."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Counted:
    """One line in which {pages} becomes the number of pages once it is known."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank space, dropped at the head of a page; `tie` lets it hold together what stands above and below it."""

    height: float
    tie: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line across the type area; `weight` in points.

    With a `length` it is that long and centred on the paper; `second` is the weight of a second line close below it.
    """

    weight: float = 0.5 * MM
    before: float = 0.0
    after: float = 0.0
    red: bool = False
    length: float = 0.0
    second: float = 0.0


@dataclass(frozen=True, slots=True)
class Fixed:
    """A block that stands `top` points below the paper's upper edge, or below what is there; the text goes on below it."""

    block: Paragraph | Title | Rule
    top: float


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class Struck:
    """Blank that is struck out, so that what follows stands at the page's foot and nothing can be written between.

    What follows must not be parted from some text: when it does not fit, the last lines go over with it, and what
    stays blank on the page before is struck out with `onward` written in it.
    """

    text: str = field(default_factory=partial(said, "blank"))
    onward: str = field(default_factory=partial(said, "onward"))


@dataclass(frozen=True, slots=True)
class Bottom:
    """What follows, up to the next page break, stands at the foot of the page; on the next page when it does not fit."""


@dataclass(frozen=True, slots=True)
class PenLine:
    """A line to write on by hand, as wide as the type area, with a grey prompt in size 5 below it."""

    prompt: str
    height: float = 15 * MM


@dataclass(frozen=True, slots=True)
class SignLine:
    """A row to sign in: label, then blanks of `widths` points; `tail` stands at the right end. At least 12 mm high."""

    label: str
    widths: tuple[float, ...]
    tail: str = ""
    height: float = 12.5 * MM
    size: float = 14.0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell, over `span` columns.

    A `joined` cell is one with the cell above it: no line between them, and no content of its own. A group of joined cells
    that is parted by the end of a page says its content again on the next. `number` is the figure that the text says, for
    those who read the paper as a workbook.
    """

    content: tuple[Paragraph | Title, ...] = ()
    span: int = 1
    middle: bool = False
    joined: bool = False
    number: int | float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `height` is the least height in points: room for a pen; `tie` keeps it with the next row.

    Rows that are `ending` (to be signed, for remarks) are never alone on the last page.
    """

    cells: tuple[Cell, ...]
    height: float = 0.0
    tie: bool = False
    ending: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Weights of a table's lines in points; 0 leaves them out."""

    outer: float = 0.8
    across: float = 0.5
    down: float = 0.5
    sides: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under `head` rows that are repeated on every page; `columns` are widths in points.

    A row grows with its text; one that does not fit goes to the next page, or is parted when it is long.
    """

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    head: tuple[Row, ...] = ()
    lines: Lines = field(default_factory=Lines)
    pad_x: float = 4.0
    pad_y: float = 3.0
    tied: bool = False


Block = Paragraph | Title | Counted | Gap | Rule | Fixed | PageBreak | Struck | Bottom | PenLine | SignLine | Table


def merged(rows: tuple[Row, ...], column: int = 0) -> tuple[Row, ...]:
    """Return the rows with the cell number `column` joined to the one above wherever both say the same."""
    made: list[Row] = []
    for at, row in enumerate(rows):
        cells = list(row.cells)
        if at and cells[column].content == rows[at - 1].cells[column].content:
            cells[column] = replace(cells[column], content=(), joined=True)
        made.append(replace(row, cells=tuple(cells)))
    return tuple(made)
