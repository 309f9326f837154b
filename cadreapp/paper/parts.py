"""Parts that papers share: the styles of office sizes, the head with marking and number, page feet, boxes to tick."""

from __future__ import annotations

from cadreapp.paper.fonts import Face
from cadreapp.paper.page import ER, MM, SAN, SI, WU, XIAO_SI, Geometry
from cadreapp.paper.phrases import said
from cadreapp.paper.source import on_paper
from cadreapp.paper.typeset.blocks import Align, Block, Cell, Lines, Paragraph, Row, Style, Table, Title
from cadreapp.paper.typeset.draw import Furniture, one_line
from cadreapp.paper.typeset.lines import ASCENT, natural_width
from cadreapp.paper.typeset.marks import Mark, Straight, Waiting

BARE = Lines(0.0, 0.0, 0.0, False)
TITLE = Style(Face.TITLE, ER, 36.0, Align.CENTRE, tie=True)
SUBTITLE = Style(Face.KAI, SAN, 28.0, Align.CENTRE, tie=True)
CELL = Style(Face.FANG, XIAO_SI, 19.0)
LABEL = Style(Face.HEI, XIAO_SI, 19.0)
SMALL = Style(Face.FANG, WU, 16.0)
_MARKED = Style(Face.HEI, SAN, 24.0, Align.LEFT)
_NUMBER = Style(Face.FANG, WU, 24.0, Align.RIGHT)
_FOOT = Style(Face.SONG, WU, 14.0, Align.CENTRE)
_SIGN_FOOT = Style(Face.FANG, XIAO_SI, 16.0, Align.LEFT)


def label_cell(text: str, style: Style = LABEL) -> Cell:
    """Return a centred label cell; a long label is broken into balanced lines."""
    centred = Style(style.face, style.size, style.leading, Align.CENTRE)
    return Cell((Title(on_paper(text), centred),), middle=True)


def cell(text: str, style: Style = CELL, *, span: int = 1, middle: bool = False) -> Cell:
    """Return a table cell of one paragraph."""
    return Cell((Paragraph(text, style),), span, middle)


def sides(left: str, right: str, measure: float, *, styles: tuple[Style, Style] = (_MARKED, _NUMBER)) -> list[Block]:
    """Return one line with text at both ends, by default a size 3 Hei marking and a size 5 number; [] without any."""
    if not left and not right:
        return []
    row = Row((cell(left, styles[0]), cell(right, styles[1])))
    return [Table((measure * 0.5, measure * 0.5), (row,), lines=BARE, pad_x=0.0, pad_y=0.0, tied=True)]


def titled(title: str, under: str = "", *, tracking: float = 0.0) -> list[Block]:
    """Return a size 2 title, opened by `tracking` ems, with a bracketed line in size 3 Kai below."""
    style = Style(TITLE.face, TITLE.size, TITLE.leading, TITLE.align, before=4.0, tie=True, tracking=tracking)
    blocks: list[Block] = [Title(title, style)]
    if under:
        blocks.append(Title(f"（{under}）", SUBTITLE))
    return blocks


def ticked(options: tuple[tuple[str, bool], ...]) -> str:
    """Return words with boxes to tick."""
    return "　".join(("☑" if on else "☐") + word for word, on in options)


def page_foot(page: Geometry, note: str = "") -> Furniture:
    """Number the pages in the middle of the foot; `note` stands at its left end."""
    counted = said("page")

    def draw(number: int, total: int) -> list[Mark]:
        y = page.height - 20 * MM
        left = Style(_FOOT.face, _FOOT.size, _FOOT.leading, Align.LEFT)
        marks = one_line(note, left, page.left, y, page.measure) if note else []
        return marks + one_line(counted, _FOOT, page.left, y, page.measure)

    return draw


def official_foot(page: Geometry) -> Furniture:
    """Number the pages "— 1 —" as GB/T 9704-2012 §7.5 says: size 4 Song, the dashes 7 mm below the type area, odd pages
    at the right and even pages at the left, one character in."""
    # The dash lies 0.293 em above the baseline, which lies 0.88 em below the top of its line.
    y = page.top + 225 * MM + 7 * MM - (ASCENT - 0.293) * SI

    def draw(number: int, total: int) -> list[Mark]:
        align = Align.RIGHT if number % 2 else Align.LEFT
        return [Waiting(page.left + SI, y, page.measure - 2 * SI, "— {page} —", Style(Face.SONG, SI, SI, align), align)]

    return draw


def signed_foot(page: Geometry, label: str, unsigned: int) -> Furniture:
    """Number the pages and leave a line to sign on every page but the body's last and the `unsigned` pages after it."""
    words, counted = said("sign_here", who=label), said("page")

    def draw(number: int, total: int) -> list[Mark]:
        y = page.height - 24 * MM
        if number >= total - unsigned:
            return one_line(counted, _SIGN_FOOT, page.left, y, page.measure)
        marks = one_line(counted, _SIGN_FOOT, page.left, y, page.measure)
        line = 50 * MM
        x = page.left + page.measure - line
        right = Style(_SIGN_FOOT.face, _SIGN_FOOT.size, _SIGN_FOOT.leading, Align.LEFT)
        marks += one_line(words, right, x - natural_width(words, right.face, right.size), y, page.measure)
        return [*marks, Straight(x, y + 15.0, x + line, y + 15.0, 0.5, 0.0)]

    return draw


BODY = Style(Face.FANG, SI, 26.5, first=2.0)
HEADING = Style(Face.HEI, SI, 26.5, first=2.0, tie=True, level=2)
HANGING = Style(Face.FANG, SI, 26.5, left=2.0, first=-2.0)
