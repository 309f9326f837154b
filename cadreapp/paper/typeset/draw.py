"""Drawing a paper: pages of marks to PDF bytes, the same for the same paper in any process and any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from math import sqrt
from threading import Lock
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from cadreapp.paper.fonts import Face, load, refresh
from cadreapp.paper.page import Geometry
from cadreapp.paper.typeset.blocks import Align, Block, Style
from cadreapp.paper.typeset.embed import Embedded
from cadreapp.paper.typeset.flow import paginate
from cadreapp.paper.typeset.lay import lay
from cadreapp.paper.typeset.lines import set_line
from cadreapp.paper.typeset.marks import Mark, Slab, Waiting
from cadreapp.paper.typeset.pen import Pen
from cadreapp.paper.typeset.stamp import Stamp
from cadreapp.paper.typeset.structure import Bookmarks, Node, Role, tell

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


Outlet = Callable[[Paper], bytes]


def render(paper: Paper) -> bytes:
    """Return the file of a paper, its PDF unless `rendering` asks for another; NO_GLYPH when a character cannot be printed."""
    return (_OUTLET.get() or written)(paper)


@contextmanager
def rendering(outlet: Outlet) -> Iterator[None]:
    """Let every paper that is made meanwhile become what `outlet` returns: every maker of papers ends in `render`."""
    before = _OUTLET.set(outlet)
    try:
        yield
    finally:
        _OUTLET.reset(before)


_OUTLET: ContextVar[Outlet | None] = ContextVar("outlet", default=None)


def written(paper: Paper, *, marked: bool = False) -> bytes:
    """Return the PDF of a paper, with room for the mark of genuineness when it is to be `marked`."""
    slabs = _laid(paper)
    nodes = dict.fromkeys(slab.node for slab in slabs if slab.node)
    pages = paginate(slabs, paper.page)
    # Their marks stand on the pages now: a long register is kept once, not twice.
    slabs.clear()
    with _WRITING:
        return _written(paper, nodes, pages, marked=marked)


def content_digest(paper: Paper) -> str:
    """Return the SHA-256, in hexadecimal, of what stands on the pages but their furniture: every character, line and place.

    Unlike a digest of the file it says the same with any build of the compressor and any version of the PDF writer.
    """
    digest = sha256(repr((paper.title, paper.page.width, paper.page.height, paper.wash)).encode())
    for number, marks in enumerate(paginate(_laid(paper), paper.page), 1):
        digest.update(f"\npage {number}".encode())
        for mark in marks:
            if not isinstance(mark, Role):
                digest.update(_plain(mark).encode("utf-8"))
    return digest.hexdigest()


def _plain(mark: Any) -> str:
    # Thousandths of a point are what the file holds; the last bits of a sum may differ between machines.
    return "\n" + " ".join(f"{part:.3f}" if isinstance(part, float) else repr(part) for part in mark)


def _laid(paper: Paper) -> list[Slab]:
    refresh()
    return [slab for block in paper.blocks for slab in lay(block, paper.page)]


# The font files are read through one cursor each, which two papers set at the same time would move about.
_WRITING = Lock()


def _written(paper: Paper, tree: Iterable[Node], pages: list[list[Mark]], *, marked: bool) -> bytes:
    out = BytesIO()
    load(Face.FANG)
    # The type stubs call this name a number.
    first_font: Any = str(Face.FANG)
    canvas = Canvas(out, pagesize=(paper.page.width, paper.page.height), invariant=1, pageCompression=1,
                    initialFontName=first_font, lang="zh-CN", pdfVersion=(1, 7))
    fonts = Embedded(vars(canvas)["_doc"])
    vars(canvas)["_preamble"] = ""
    vars(canvas)["_code"].clear()
    canvas.setTitle(paper.title)
    canvas.setAuthor(paper.unit)
    canvas.setCreator("cadreapp")
    bookmarks = Bookmarks(canvas)
    stamp = Stamp(canvas, fonts, paper.page) if marked else None
    nodes = []
    for number, marks in enumerate(pages, 1):
        vars(canvas)["_code"] += _wash(paper, fonts)
        pen = Pen(canvas, fonts, number, len(pages))
        marks += [Role(None), *paper.furniture(number, len(pages))]
        pen.draw(marks)
        nodes.append(pen.finish(bookmarks))
        if stamp:
            stamp.draw(marks)
        canvas.showPage()
        # A page that is drawn is not needed any more.
        marks.clear()
    if stamp:
        stamp.write()
    tell(canvas, tree, nodes)
    canvas.save()
    return out.getvalue()


def count_pages(blocks: tuple[Block, ...], page: Geometry) -> int:
    """Return how many pages the blocks fill by themselves."""
    return len(paginate([slab for block in blocks for slab in lay(block, page)], page))


def _wash(paper: Paper, fonts: Embedded) -> list[str]:
    """Return the operators of the word across the page."""
    if not paper.wash:
        return []
    size, spacing, turn = 120.0, 30.0, sqrt(0.5)
    half = (len(paper.wash) * (size + spacing) - spacing) / 2
    name, codes = fonts.used(Face.TITLE)
    # The word is a picture, not text: copied text must be the record's own.
    return [
        "/Artifact BMC /Span <</ActualText ()>> BDC q 0.93 g",
        f"{turn:.4f} {turn:.4f} {-turn:.4f} {turn:.4f} {paper.page.width / 2:.3f} {paper.page.height / 2:.3f} cm",
        f"BT /{name} {size:g} Tf {spacing:g} Tc {-half:.3f} -45 Td <{paper.wash.translate(codes)}> Tj ET Q EMC EMC",
    ]


def one_line(text: str, style: Style, x: float, y: float, width: float) -> list[Mark]:
    """Return marks of one line whose top left is (x, y), aligned in `width` points; with {page} or {pages} it waits."""
    if "{page" in text:
        return [Waiting(x, y, width, text, style, Align(style.align))]
    return [glyphs.moved(x, y) for glyphs in set_line(text, style, width)]
