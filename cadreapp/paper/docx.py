"""The same papers as Word files: from the blocks that the typesetter gets to an Office Open XML package (ECMA-376)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.text.paragraph import Paragraph as DocxParagraph

from cadreapp.paper.docx_ending import accompanied
from cadreapp.paper.docx_page import eighths, ground, line_below
from cadreapp.paper.docx_styles import Styles, continued, element, named, twips
from cadreapp.paper.fonts import Face
from cadreapp.paper.packed import packed
from cadreapp.paper.page import WU
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
    Span,
    Struck,
    Style,
    Table,
    Title,
)
from cadreapp.paper.typeset.draw import Paper, count_pages
from cadreapp.paper.typeset.lay import lay
from cadreapp.paper.typeset.lines import set_parts

_PROMPT = Style(size=WU, leading=16.0, grey=0.45, align=Align.LEFT)
_LONG = 500
"""Characters of a row that may be parted by the end of a page; a shorter one goes over whole."""
_AFTER_FRAME = ("w:widowControl", "w:pBdr", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def docx(paper: Paper) -> bytes:
    """Return the Word file of a paper: the same bytes for the same paper."""
    document, styles = ground(paper)
    _Body(document, styles, paper).write()
    out = BytesIO()
    document.save(out)
    return packed(out.getvalue())


class _Body:
    """The body of one document on its way out: blocks become paragraphs and tables at its end."""

    def __init__(self, document: Document, styles: Styles, paper: Paper) -> None:
        self._document, self._styles, self._page = document, styles, paper.page
        self._blocks, self._ending = accompanied(paper.blocks)
        self._tie = False
        self._pages = partial(count_pages, paper.blocks, paper.page)
        self._frame: dict[str, object] = {}
        # At a page's head blanks are dropped; the next paragraph after a break says that it begins a page.
        self._head, self._turn = True, False

    def write(self) -> None:
        """Write every block; an end section stays the body's last element."""
        foot = 0
        for at, block in enumerate(self._blocks):
            if at < foot:
                continue
            self._tie = at >= self._ending - 1
            if isinstance(block, Bottom):
                foot = next((n for n in range(at, len(self._blocks)) if isinstance(self._blocks[n], PageBreak)), len(self._blocks))
                self._imprint(self._blocks[at + 1 : foot])
            elif isinstance(block, Fixed):
                self._fixed(block, self._blocks[:at])
            else:
                self._block(block)

    def _imprint(self, blocks: Sequence[Block]) -> None:
        """Write what stands at the foot of its page as one table that is placed there, between the lines it has."""
        ends = [block for block in blocks if isinstance(block, Table)]
        columns = ends[0].columns if ends else (self._page.measure,)
        rows: list[Row] = []
        for block in blocks:
            if isinstance(block, Paragraph | Title):
                rows.append(Row((Cell((block,), len(columns)),)))
            elif isinstance(block, Table) and block.columns == columns:
                rows += block.rows
        weights = sorted(block.weight for block in blocks if isinstance(block, Rule))
        lines = Lines(weights[-1], weights[0], 0.0, sides=False) if weights else Lines(0.0, 0.0, 0.0, sides=False)
        # Below the text where a program sets a table only in the flow.
        self._blank(12.0)
        self._set(Table(columns, tuple(rows), lines=lines, pad_x=0.0, pad_y=0.0), at_foot=True)

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph() | Title():
                self._paragraphs(block)
            case Counted(text, style):
                self._paragraphs(Paragraph(text.format(pages=self._pages()), style))
            case Gap(height, _tie):
                if not self._head:
                    self._blank(height)
                return
            case Rule():
                self._ruled(block, block.before)
            case PageBreak():
                self._head, self._turn = True, True
                return
            case Struck(text, _onward):
                self._paragraphs(Paragraph(text, Style(Face.FANG, self._page.size, self._page.leading, Align.LEFT)))
            case PenLine(prompt, height):
                self._ruled(Rule(0.5), height)
                self._paragraphs(Paragraph(prompt, _PROMPT))
            case SignLine():
                self._signed(block)
            case Table():
                self._set(block)
        self._head = False

    def _fixed(self, block: Fixed, before: Sequence[Block]) -> None:
        """Write what stands at a place of the paper: by the blank above it, or in a frame where that is above the type area."""
        page, inner = self._page, block.block
        depth = 0.0
        for one in before:
            slabs = lay(one, page)
            depth = (one.top - page.top if isinstance(one, Fixed) else depth) + sum(slab.height + slab.gap for slab in slabs)
        blank, self._head = max(block.top - page.top - depth, 0.0), False
        if isinstance(inner, Rule):
            # A frame shows no line of its paragraphs everywhere.
            self._ruled(inner, blank)
            return
        said, style = _lines(_balanced(inner, page.measure)), inner.style
        left, right = style.left, style.right
        if block.top < page.top:
            self._frame = {"w": twips(page.measure - (left + right) * style.size), "wrap": "notBeside", "vAnchor": "page",
                           "hAnchor": "page", "xAlign": "center", "y": twips(block.top)}
            left, right, blank = 0.0, 0.0, 0.0
        for at, (own, line) in enumerate(said):
            # A name that fills its line to the last point would turn where the face is a little wider.
            set_as = replace(own, before=0.0 if at else blank, left=left - 0.3, right=right - 0.3)
            _say(self._line(set_as)._p, line)
        self._frame = {}

    def _line(self, style: Style) -> DocxParagraph:
        """Add a paragraph of a style, in the frame that is open."""
        made = self._document.add_paragraph()
        self._begin(made._p, style)
        return made

    def _begin(self, paragraph: Any, style: Style) -> None:
        inside = paragraph.get_or_add_pPr()
        inside.get_or_add_pStyle().val = self._styles.of(replace(style, before=0.0) if self._head else style)
        if self._turn:
            inside.get_or_add_pageBreakBefore()
            self._turn = False
        if self._frame:
            inside.insert_element_before(element("framePr", **self._frame), *_AFTER_FRAME)

    def _paragraphs(self, block: Paragraph | Title) -> None:
        """Write one paragraph for each line of the text."""
        for style, line in _lines(_balanced(block, self._page.measure)):
            _say(self._line(style)._p, line)

    def _blank(self, height: float) -> None:
        # Lower than a point, Word gives a line its own mind.
        self._line(Style(size=1.0 if height < 10 else 10.0, leading=max(height, 1.0), align=Align.LEFT, tie=self._tie))

    def _ruled(self, rule: Rule, before: float) -> None:
        line = self._line(Style(size=1.0, leading=1.0, align=Align.LEFT, before=max(before - 1.0, 0.0), after=rule.after))
        heavy = max(rule.weight, rule.second)
        kind = "single" if not rule.second else "thickThinSmallGap" if rule.weight > rule.second else "thinThickSmallGap"
        beyond = (rule.length - self._page.measure) / 2 if rule.length else 0.0
        line_below(line, beyond, heavy, (kind, "FF0000" if rule.red else "000000"))

    def _signed(self, block: SignLine) -> None:
        blanks = "　".join("＿" * max(2, round(width / block.size)) for width in block.widths)
        line = self._line(Style(Face.FANG, block.size, block.height, Align.LEFT, tie=self._tie))
        self._ends(line, f"{block.label}{blanks}", block.tail)

    def _ends(self, line: DocxParagraph, left: str, right: str) -> None:
        """Write text at both ends of a line."""
        line.add_run(left)
        if right:
            line.paragraph_format.tab_stops.add_tab_stop(Twips(twips(self._page.measure)), WD_TAB_ALIGNMENT.RIGHT)
            line.add_run(f"\t{right}")

    def _set(self, table: Table, *, at_foot: bool = False) -> None:
        if self._turn:
            self._blank(1.0)
        body = self._document.element.body
        body.insert_element_before(_Table(self._styles, table).made(at_foot=at_foot), "w:sectPr")
        # Two tables that touch would become one.
        self._blank(1.0)


class _Table:
    """One table on its way out."""

    def __init__(self, styles: Styles, table: Table) -> None:
        self._styles, self._table = styles, table

    def made(self, *, at_foot: bool = False) -> Any:
        """Return the element of the table; one `at_foot` stands at the foot of the page of what comes before it."""
        table = self._table
        made = element("tbl")
        made.append(self._look())
        if at_foot:
            made[0].insert(0, element("tblpPr", vertAnchor="margin", horzAnchor="margin", tblpX=0, tblpYSpec="bottom"))
        grid = element("tblGrid")
        for width in table.columns:
            grid.append(element("gridCol", w=twips(width)))
        made.append(grid)
        rows = (*table.head, *table.rows)
        # A cell joined to the one above continues it; the one above must say that it begins there.
        joined = [{at for at, cell in _placed(row) if cell.joined} for row in (*rows[1:], Row(()))]
        for n, row in enumerate(rows):
            made.append(self._row(row, joined[n], head=n < len(table.head)))
        return made

    def _look(self) -> Any:
        table, lines = self._table, self._table.lines
        look = element("tblPr")
        look.append(element("tblW", w=twips(sum(table.columns)), type="dxa"))
        look.append(element("jc", val="center"))
        sides = lines.outer if lines.sides else 0.0
        borders = element("tblBorders")
        for name, weight in (("top", lines.outer), ("left", sides), ("bottom", lines.outer), ("right", sides),
                             ("insideH", lines.across), ("insideV", lines.down)):
            borders.append(element(name, val="single" if weight else "nil", sz=eighths(weight), space=0, color="000000"))
        look.append(borders)
        look.append(element("tblLayout", type="fixed"))
        pads = element("tblCellMar")
        for name, pad in (("top", table.pad_y), ("left", table.pad_x), ("bottom", table.pad_y), ("right", table.pad_x)):
            pads.append(element(name, w=twips(pad), type="dxa"))
        look.append(pads)
        return look

    def _row(self, row: Row, below: set[int], *, head: bool) -> Any:
        made, said = element("tr"), element("trPr")
        if sum(len(_plain(block)) for cell in row.cells for block in cell.content) < _LONG:
            said.append(element("cantSplit"))
        if row.height:
            said.append(element("trHeight", val=twips(row.height), hRule="atLeast"))
        if head:
            said.append(element("tblHeader"))
        made.append(said)
        for at, cell in _placed(row):
            made.append(self._cell(at, cell, at in below, tied=row.tie or row.ending or self._table.tied))
        return made

    def _cell(self, at: int, cell: Cell, begins: bool, *, tied: bool) -> Any:
        made, said = element("tc"), element("tcPr")
        width = sum(self._table.columns[at : at + cell.span])
        said.append(element("tcW", w=twips(width), type="dxa"))
        if cell.span > 1:
            said.append(element("gridSpan", val=cell.span))
        if cell.joined or begins:
            said.append(element("vMerge", val="continue" if cell.joined else "restart"))
        if cell.middle:
            said.append(element("vAlign", val="center"))
        made.append(said)
        inner = width - 2 * self._table.pad_x
        lines = [line for block in cell.content for line in _lines(_balanced(block, inner))]
        # Every cell must hold a paragraph.
        for style, spans in lines or [(_PROMPT, [])]:
            paragraph = _under(made, _P)
            inside = _under(paragraph, _PPR)
            _under(inside, _PSTYLE, {_VAL: self._styles.of(style)})
            if tied:
                _under(inside, _KEEP)
            _say(paragraph, spans)
        return made


def _under(parent: Any, tag: str, attributes: dict[str, str] | None = None) -> Any:
    """Add an element without asking where it belongs: the caller adds them in their order."""
    made = parent.makeelement(tag, attributes)
    parent.append(made)
    return made


def _plain(block: Paragraph | Title) -> str:
    return block.text if isinstance(block.text, str) else "".join(span.text for span in block.text)


_TURN = "\x0b"
_TURNED = frozenset("\t\r\n\x0b")
# Looked up once: a register of a thousand lines has each of them tens of thousands of times.
_P, _PPR, _PSTYLE, _KEEP, _VAL, _R, _RPR, _FONTS, _HINT = (
    qn(f"w:{tag}") for tag in ("p", "pPr", "pStyle", "keepNext", "val", "r", "rPr", "rFonts", "hint")
)


def _balanced(block: Paragraph | Title, measure: float) -> Paragraph | Title:
    """Return a title with its lines turned where they were balanced at sense; Word would fill the first one."""
    if isinstance(block, Paragraph):
        return block
    parts = [["".join(mark.text for mark in line) for line in part] for part in set_parts(block, measure)]
    turned = "\n".join(_TURN.join(lines) for lines in parts)
    return replace(block, text=turned) if turned.replace(_TURN, "") == block.text else block


def _lines(block: Paragraph | Title) -> list[tuple[Style, list[Span]]]:
    """Return the lines between line feeds, each with its style."""
    style = block.style
    if isinstance(block, Title):
        style = replace(style, align=Align.CENTRE if style.align is Align.JUSTIFY else style.align,
                        level=style.level or int(style.face is Face.TITLE))
    lines: list[list[Span]] = [[]]
    for span in block.text if isinstance(block.text, tuple) else (Span(block.text),):
        for at, piece in enumerate(span.text.split("\n")):
            if at:
                lines.append([])
            lines[-1].append(Span(piece, span.face if span.face is not style.face else None))
    first = replace(style, after=0.0)
    styles = [first, *[continued(first)] * (len(lines) - 1)]
    styles[-1] = replace(styles[-1], after=style.after)
    return list(zip(styles, lines, strict=True))


def _say(paragraph: Any, spans: Iterable[Span]) -> None:
    for span in spans:
        if span.text:
            run = _under(paragraph, _R)
            said = _under(run, _RPR)
            fonts = _under(said, _FONTS)
            if span.face is not None:
                named(said, span.face)
            # Quotation marks and dashes belong to the Chinese text.
            fonts.set(_HINT, "eastAsia")
            if _TURNED.isdisjoint(span.text):
                run.add_t(span.text)
            else:
                run.text = span.text.replace(_TURN, "\n")


def _placed(row: Row) -> Iterable[tuple[int, Cell]]:
    """Yield each cell with the number of its first column."""
    at = 0
    for cell in row.cells:
        yield at, cell
        at += cell.span
