"""Drawing a paper: pages of marks to PDF bytes, the same for the same paper in any process and any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from cadreapp.paper.fonts import Face, load
from cadreapp.paper.page import Geometry
from cadreapp.paper.typeset.blocks import Align, Block, Style
from cadreapp.paper.typeset.flow import paginate
from cadreapp.paper.typeset.lay import lay
from cadreapp.paper.typeset.lines import set_line
from cadreapp.paper.typeset.marks import Glyphs, Mark, Straight, Waiting

Furniture = Callable[[int, int], list[Mark]]
"""What stands on page n (from 1) of m outside the flow: page numbers, marks, signatures; points from the top left."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ready to set. `wash` is a word in light grey across every page, `unit` the author named in the file."""

    title: str
    blocks: tuple[Block, ...]
    page: Geometry
    furniture: Furniture
    unit: str = ""
    wash: str = ""


def render(paper: Paper) -> bytes:
    """Return the PDF of a paper; NO_GLYPH when a character cannot be printed."""
    slabs = [slab for block in paper.blocks for slab in lay(block, paper.page)]
    pages = paginate(slabs, paper.page)
    with _WRITING:
        return _written(paper, pages)


# The font files are read through one cursor each, which two papers set at the same time would move about.
_WRITING = Lock()


def _written(paper: Paper, pages: list[list[Mark]]) -> bytes:
    out = BytesIO()
    load(Face.FANG)
    # The type stubs call this name a number.
    first_font: Any = str(Face.FANG)
    canvas = Canvas(out, pagesize=(paper.page.width, paper.page.height), invariant=1, pageCompression=1,
                    initialFontName=first_font, lang="zh-CN")
    canvas.setTitle(paper.title)
    canvas.setAuthor(paper.unit)
    canvas.setCreator("cadreapp")
    for number, marks in enumerate(pages, 1):
        _wash(canvas, paper)
        furniture = paper.furniture(number, len(pages))
        _Pen(canvas, paper.page.height, number, len(pages)).draw([*marks, *furniture])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def count_pages(blocks: tuple[Block, ...], page: Geometry) -> int:
    """Return how many pages the blocks fill by themselves."""
    return len(paginate([slab for block in blocks for slab in lay(block, page)], page))


def _wash(canvas: Canvas, paper: Paper) -> None:
    if not paper.wash:
        return
    load(Face.TITLE)
    canvas.saveState()
    # The word is a picture, not text: copied text must be the record's own.
    code: list[str] = vars(canvas)["_code"]
    code.append("/Span <</ActualText ()>> BDC")
    canvas.translate(paper.page.width / 2, paper.page.height / 2)
    canvas.rotate(45)
    canvas.setFillGray(0.93)
    canvas.setFont(str(Face.TITLE), 120)
    canvas.drawCentredString(0, -45, paper.wash, charSpace=30)
    code.append("EMC")
    canvas.restoreState()


class _Pen:
    """Draws marks on the open page in their order, with as few changes of state as they allow.

    The text operators are written here (ISO 32000-1 §9.4): the canvas's own text object repeats font and leading for
    every run and formats each number in Python, which took longer than breaking the lines.
    """

    def __init__(self, canvas: Canvas, height: float, number: int, total: int) -> None:
        self.canvas, self.height = canvas, height
        self.number, self.total = number, total
        self.document = vars(canvas)["_doc"]
        self.code: list[str] = []
        self.font: tuple[str, int, float] = ("", 0, 0.0)
        self.spacing = self.stroke = 0.0
        self.ink = _BLACK
        # How many glyphs are still to come of a stretch whose text is told.
        self.said = 0

    def draw(self, marks: list[Mark]) -> None:
        for mark in marks:
            if isinstance(mark, Glyphs):
                self._glyphs(mark)
            elif isinstance(mark, Waiting):
                for glyphs in self._told(mark):
                    self._glyphs(glyphs)
            else:
                self._end_text()
                self._straight(mark)
        self._end_text()

    def _told(self, mark: Waiting) -> list[Glyphs]:
        text = mark.text.format(page=self.number, pages=self.total)
        return [g.moved(mark.x, mark.y) for g in set_line(text, mark.style, mark.width)]

    def _straight(self, mark: Straight) -> None:
        self.canvas.setLineWidth(mark.weight)
        if mark.red:
            self.canvas.setStrokeColorRGB(*_RED)
        else:
            self.canvas.setStrokeGray(mark.grey)
        self.canvas.line(mark.x, self.height - mark.y, mark.x2, self.height - mark.y2)

    def _glyphs(self, mark: Glyphs) -> None:
        code = self.code
        font = load(mark.font)
        if mark.said:
            code.append(f"/Span <</ActualText <FEFF{mark.said.encode('utf-16-be').hex()}>>> BDC")
            self.said = mark.pieces
        if mark.spacing != self.spacing:
            code.append(f"{mark.spacing:.4f} Tc")
            self.spacing = mark.spacing
        ink = (mark.grey, mark.red)
        if ink != self.ink:
            code.append(_ink(ink, "rg", "g"))
            self.ink = ink
        if mark.stroke != self.stroke:
            code.append(f"2 Tr {mark.stroke:.3f} w {_ink(ink, 'RG', 'G')}" if mark.stroke else "0 Tr")
            self.stroke = mark.stroke
        code.append(f"1 0 0 1 {mark.x:.3f} {self.height - mark.y:.3f} Tm")
        for subset, glyphs in font.splitString(mark.text, self.document):
            wanted = (mark.font, subset, mark.size)
            if wanted != self.font:
                code.append(f"{font.getSubsetInternalName(subset, self.document)} {mark.size:.3f} Tf")
                self.font = wanted
            code.append(f"<{glyphs.hex()}> Tj")
        if self.said:
            self.said -= 1
            if not self.said:
                code.append("EMC")

    def _end_text(self) -> None:
        if self.code:
            page: list[str] = vars(self.canvas)["_code"]
            page.append("q BT\n" + "\n".join(self.code) + "\nET Q")
            self.code = []
            self.font = ("", 0, 0.0)
            self.spacing = self.stroke = 0.0
            self.ink = _BLACK


# Grey 0 to 1, and whether it is red instead. The red of an office's letterhead is pure red.
_BLACK = (0.0, False)
_RED = (1.0, 0.0, 0.0)


def _ink(ink: tuple[float, bool], coloured: str, grey: str) -> str:
    return f"{_RED[0]:g} {_RED[1]:g} {_RED[2]:g} {coloured}" if ink[1] else f"{ink[0]:.3f} {grey}"


def one_line(text: str, style: Style, x: float, y: float, width: float) -> list[Mark]:
    """Return marks of one line whose top left is (x, y), aligned in `width` points; with {page} or {pages} it waits."""
    if "{page" in text:
        return [Waiting(x, y, width, text, style, Align(style.align))]
    return [glyphs.moved(x, y) for glyphs in set_line(text, style, width)]
