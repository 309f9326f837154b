"""The same papers as workbooks: tables as cells that can be sorted and copied, text between them as rows, ready to be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from cadreapp.paper.cells import put_text
from cadreapp.paper.facenames import FONTS
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import WU
from cadreapp.paper.sheet_page import set_page
from cadreapp.paper.typeset.blocks import (
    Align,
    Block,
    Bottom,
    Cell,
    Counted,
    Fixed,
    Gap,
    Lines,
    PageBreak,
    Paragraph,
    PenLine,
    Row,
    Rule,
    SignLine,
    Struck,
    Style,
    Table,
    Title,
)
from cadreapp.paper.typeset.draw import Paper, count_pages
from cadreapp.paper.typeset.lines import set_paragraph
from cadreapp.paper.workbook import saved

_TALLEST = 400.0
"""Points: a row of a sheet is no higher than 409."""
_PIECE = 16_000
_LONG = 12
"""Rows of a table whose head each page repeats: above other text than its own it would only confuse."""
_PAGEFUL = 80
"""Rows above which no table is on one page, so that nobody sets a register of hundreds of pages to know."""
_NEAR = 4.0
"""Points within which two lines of different tables become one line of the sheet."""
_ROOM = 0.7
_DIGIT = 8.0
"""Pixels of a digit of Song at 11 points; a column is so many of them and 5 pixels wide, a point 4/3 pixels."""
_AIR = 0.93
"""Other fonts and whole pixels: a text is counted on to turn a little earlier than on our own pages."""
_LEADING = 1.35
"""What spreadsheet programs add to a size for a line; a cell has no leading of its own."""
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_TITLE_SIGNS = re.compile(r"[\[\]:*?/\\']")
_ALIGN = {Align.JUSTIFY: "left", Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.SPREAD: "distributed"}
_PROMPT = Style(Face.FANG, 10.5, 16.0, Align.LEFT, grey=0.45)


def xlsx(paper: Paper) -> bytes:
    """Return the workbook of a paper: one sheet, the same bytes for the same paper."""
    return workbook(paper.title, ((paper.title, paper),))


def workbook(title: str, papers: Sequence[tuple[str, Paper]]) -> bytes:
    """Return one workbook of several papers, each a sheet under its name; the same bytes for the same papers.

    A paper that is printed on one page is printed on one from here too.
    """
    book = Workbook()
    book.properties.title, book.properties.creator = title[:255], papers[0][1].unit[:255]
    _usual(book, Font(name=FONTS[Face.SONG], size=11, charset=134))
    book.remove(book.worksheets[0])
    for name, paper in papers:
        sheet: Any = book.create_sheet(_TITLE_SIGNS.sub("-", name).strip()[:31] or "1")
        written = _Writer(sheet, paper)
        written.write()
        set_page(sheet, paper, written.repeated, whole=_is_one_page(paper))
    return saved(book)


def _is_one_page(paper: Paper) -> bool:
    rows = sum(len(block.rows) for block in paper.blocks if isinstance(block, Table))
    return rows <= _PAGEFUL and count_pages(paper.blocks, paper.page) == 1


def _usual(book: Workbook, font: Font) -> None:
    """Make a font the usual one: columns are measured in its digits, and the library's own face is on few machines here."""
    vars(book)["_fonts"] = IndexedList([font])
    vars(book)["_named_styles"]["Normal"].font = font


def edges_of(tables: Sequence[Table], measure: float) -> tuple[float, ...]:
    """Return where the columns of a sheet begin and end, in points: the upright lines of all tables that have such lines."""
    ruled = [table for table in tables if not _is_bare(table)] or list(tables)
    found: list[float] = [0.0, measure]
    for table in ruled:
        at = 0.0
        for width in table.columns:
            at += width
            if all(abs(at - other) > _NEAR for other in found):
                found.append(at)
    return tuple(sorted(found))


def _is_bare(table: Table) -> bool:
    return not (table.lines.outer or table.lines.across or table.lines.down)


_GOES_ON = Style(size=1.0, leading=1.0)
"""Of a cell that is one with the cell above: it asks for no height of its own."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A text on its way into the sheet: its style, how it stands, over which columns and rows (from 1)."""

    text: str
    style: Style
    columns: tuple[int, int]
    middle: bool = False
    border: Border | None = None
    counts: bool = False
    number: int | float | None = None


class _Writer:
    """One sheet on its way out: blocks become rows, from the top."""

    def __init__(self, sheet: Worksheet, paper: Paper) -> None:
        self._sheet, self._paper = sheet, paper
        tables = [block for block in paper.blocks if isinstance(block, Table)]
        self._edges = edges_of(tables, paper.page.measure)
        self._next = 1
        self._pages = partial(count_pages, paper.blocks, paper.page)
        self.repeated: tuple[int, int] | None = None
        """The rows of the head of the longest table, which each printed page repeats."""
        self._longest = 0
        for number, (left, right) in enumerate(zip(self._edges, self._edges[1:], strict=False), 1):
            sheet.column_dimensions[get_column_letter(number)].width = max((right - left) * 4 / 3 - 5, _DIGIT) / _DIGIT

    @property
    def _last(self) -> int:
        return len(self._edges) - 1

    def write(self) -> None:
        """Write every block."""
        for block in self._paper.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph() | Title():
                self._text(block)
            case Counted(text, style):
                self._text(Paragraph(text.format(pages=self._pages()), style))
            case Fixed(inner, _top):
                self._block(inner)
            case Gap(height, _tie):
                self._blank(height)
            case Rule():
                self._ruled(block.before + block.weight, "FF0000" if block.red else "000000", double=bool(block.second))
            case PageBreak():
                self._sheet.row_breaks.append(Break(id=self._next - 1))
            case Struck(text, _onward):
                self._text(Paragraph(text, Style(Face.FANG, self._paper.page.size, self._paper.page.leading)))
            case Bottom():
                self._blank(12.0)
            case PenLine(prompt, height):
                self._ruled(height, "000000")
                self._text(Paragraph(prompt, _PROMPT))
            case SignLine():
                blanks = "　".join("＿" * max(2, round(width / block.size)) for width in block.widths)
                said = f"{block.label}{blanks}　　{block.tail}".rstrip("　")
                self._text(Paragraph(said, Style(Face.FANG, block.size, block.height, Align.LEFT)))
            case Table():
                self._table(block)

    def _blank(self, height: float) -> None:
        self._sheet.row_dimensions[self._next].height = max(height, 1.5)
        self._next += 1

    def _ruled(self, height: float, colour: str, *, double: bool = False) -> None:
        side = Side(style="double" if double else "medium" if colour == "FF0000" else "thin", color=colour)
        for column in range(1, self._last + 1):
            self._sheet.cell(self._next, column).border = Border(bottom=side)
        self._blank(max(height, 3.0))

    def _text(self, block: Paragraph | Title) -> None:
        """Write running text over the whole width: a row for each line of it between line feeds."""
        style = block.style
        for number, line in enumerate(_plain(block).split("\n")):
            shown = f"{'　' * round(style.first)}{line}" if line and style.first > 0 else line
            part = replace(style, before=style.before if not number else 0.0, align=_side(block))
            for piece in _pieces(shown):
                self._rows([_Box(piece, part, (1, self._last), middle=True)], part.before + part.after)

    def _table(self, table: Table) -> None:
        if _is_bare(table) and not self._is_room(table):
            # Too few columns to part them, or too narrow ones: what stands on a line stands in one cell, about where it stood.
            for row in table.rows:
                self._text(Paragraph(_spread(table, row), next(block.style for cell in row.cells for block in cell.content)))
            return
        begins = self._next
        for row in table.head:
            self._row(table, row, [])
        if table.head and len(table.rows) > self._longest and len(table.rows) >= _LONG:
            self.repeated, self._longest = (begins, self._next - 1), len(table.rows)
        rising: list[tuple[int, int, int]] = []
        for row in table.rows:
            rising = self._row(table, row, rising)
        self._join(rising)

    def _is_room(self, table: Table) -> bool:
        """Tell whether each cell of a table without lines finds columns of the sheet nearly as wide as it is."""
        if len(self._edges) <= len(table.columns):
            return False
        for row in table.rows:
            at = 0
            for (first, last), cell in self._placed(table, row):
                wanted = sum(table.columns[at : at + cell.span])
                at += cell.span
                if self._edges[last] - self._edges[first - 1] < wanted * _ROOM:
                    return False
        return True

    def _row(self, table: Table, row: Row, rising: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """Write a row; `rising` are cells of the rows above that may go on, as (first column, last column, first row).

        Returns those that may go on below this row.
        """
        border, begins = _border(table.lines), self._next
        boxes: list[_Box] = []
        on: list[tuple[int, int, int]] = []
        for columns, cell in self._placed(table, row):
            above = next((one for one in rising if one[:2] == columns), None)
            if cell.joined and above:
                on.append(above)
                boxes.append(_Box("", _GOES_ON, columns, border=border))
                continue
            on.append((*columns, begins))
            blocks = cell.content or (Paragraph("", Style()),)
            style = replace(blocks[0].style, align=_side(blocks[0]))
            text = self._cell_text(blocks, columns)
            boxes.append(_Box(text, style, columns, cell.middle, border, counts=bool(border), number=cell.number))
        self._join([one for one in rising if one not in on], until=begins)
        self._rows(boxes, 2 * table.pad_y, least=row.height)
        return [(*one[:2], one[2]) for one in on] if self._next == begins + 1 else []

    def _cell_text(self, blocks: Sequence[Paragraph | Title], columns: tuple[int, int]) -> str:
        """Return the lines of a cell; one to sign that stands at its foot, at the right, is moved there by blanks."""
        words = _plain(blocks[0])
        for block in blocks[1:]:
            style, said = block.style, _plain(block)
            room = (self._edges[columns[1]] - self._edges[columns[0] - 1]) * _AIR / style.size
            away = int(room - len(said)) - 1 if style.align is Align.RIGHT else 0
            words += "\n" * (1 + int(style.before / (_LEADING * style.size))) + "　" * away + said
        return words

    def _join(self, ended: Iterable[tuple[int, int, int]], until: int = 0) -> None:
        """Make one cell of each that went on over several rows."""
        last = (until or self._next) - 1
        for left, right, first in ended:
            if last > first:
                for row in range(first, last + 1) if right > left else ():
                    self._sheet.unmerge_cells(start_row=row, start_column=left, end_row=row, end_column=right)
                self._sheet.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)

    def _placed(self, table: Table, row: Row) -> Iterator[tuple[tuple[int, int], Cell]]:
        """Yield each cell with its first and last column of the sheet."""
        at, x, taken = 0, 0.0, 0
        for number, cell in enumerate(row.cells):
            x += sum(table.columns[at : at + cell.span])
            at += cell.span
            near = min(range(len(self._edges)), key=lambda edge: abs(self._edges[edge] - x))
            left = len(row.cells) - number - 1
            end = self._last if not left else min(max(near, taken + 1), self._last - left)
            yield (taken + 1, end), cell
            taken = end

    def _rows(self, boxes: Sequence[_Box], air: float, least: float = 0.0) -> None:
        """Write boxes that stand side by side: in one row, in several that are joined where one is not high enough."""
        cut = [_pieces(box.text) for box in boxes]
        height = max([least, *(self._height(box) + air for box in boxes)])
        count = max(ceil(height / _TALLEST), *(len(pieces) for pieces in cut))
        for row in range(self._next, self._next + count):
            self._sheet.row_dimensions[row].height = round(height / count, 2)
        for box, pieces in zip(boxes, cut, strict=True):
            for number, piece in enumerate(pieces):
                first = self._next + number
                last = self._next + count - 1 if number == len(pieces) - 1 else first
                self._put(replace(box, text=piece), first, last)
        self._next += count

    def _put(self, box: _Box, first: int, last: int) -> None:
        left, right = box.columns
        cell = self._sheet.cell(first, left)
        if box.number is not None:
            cell.value, cell.number_format = box.number, _format(box.text)
        elif box.counts and _COUNT.fullmatch(box.text):
            cell.value = int(box.text)
        else:
            put_text(cell, box.text)
        cell.font, cell.alignment = _font(box.style), _alignment(box.style, box.middle)
        if box.border:
            for row in range(first, last + 1):
                for column in range(left, right + 1):
                    self._sheet.cell(row, column).border = box.border
        if last > first or right > left:
            self._sheet.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)

    def _height(self, box: _Box) -> float:
        left, right = box.columns
        width = (self._edges[right] - self._edges[left - 1]) * _AIR - 4.0
        style = replace(box.style, first=0.0, left=0.0, right=0.0)
        lines = len(set_paragraph(Paragraph(box.text, style), max(width, 2 * style.size))) if box.text else 1
        own = _LEADING * style.size
        return (lines - 1) * own + max(style.leading, own)


def _plain(block: Paragraph | Title) -> str:
    return block.text if isinstance(block.text, str) else "".join(span.text for span in block.text)


def _pieces(text: str) -> list[str]:
    """Return a text in pieces that a cell can hold, escapes counted; nearly always one."""
    return [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)] or [""]


def _spread(table: Table, row: Row) -> str:
    """Return the words of a row as one line, each moved by blanks to about where its cell begins."""
    line, at = "", 0.0
    column = 0
    for cell in row.cells:
        words = "　".join(_plain(block) for block in cell.content)
        size = cell.content[0].style.size if cell.content else WU
        line += "　" * max(int(at / size) - len(line), 2 if line else 0) + words
        at += sum(table.columns[column : column + cell.span])
        column += cell.span
    return line


def _format(text: str) -> str:
    """Return how a number is shown so that it looks as its text does: "3", "12.5", "+3"."""
    plain = "0.0" if "." in text else "0"
    return f"+{plain};-{plain};{plain}" if text.startswith("+") else plain


def _side(block: Paragraph | Title) -> Align:
    centred = isinstance(block, Title) and block.style.align is Align.JUSTIFY
    return Align.CENTRE if centred else block.style.align


def _font(style: Style) -> Font:
    grey = f"{round(style.grey * 255):02X}" * 3
    return Font(name=FONTS[style.face], size=style.size, color="FFFF0000" if style.red else f"FF{grey}", charset=134)


def _alignment(style: Style, middle: bool) -> Alignment:
    # The red name of an office stays one line, however wide its face is here.
    return Alignment(horizontal=_ALIGN[style.align], vertical="center" if middle else "top", wrap_text=not style.red,
                     shrink_to_fit=style.red, indent=round(style.left) if style.align is Align.LEFT else 0)


def _border(lines: Lines) -> Border | None:
    if not (lines.outer or lines.across or lines.down):
        return None
    across = Side(style="thin") if lines.across or lines.outer else None
    upright = Side(style="thin") if lines.down or lines.sides else None
    return Border(left=upright, right=upright, top=across, bottom=across)
