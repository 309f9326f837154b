"""From blocks to slabs: how each kind of block lies on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import singledispatch

from cadreapp.paper.fonts import Face
from cadreapp.paper.page import WU, Geometry
from cadreapp.paper.typeset.blocks import (
    Block,
    Bottom,
    Counted,
    Fixed,
    Gap,
    PageBreak,
    Paragraph,
    PenLine,
    Rule,
    SignLine,
    Struck,
    Style,
    Table,
    Title,
)
from cadreapp.paper.typeset.lines import ASCENT, natural_width, set_line, set_parts
from cadreapp.paper.typeset.marks import Company, Mark, Slab, Straight, Waiting
from cadreapp.paper.typeset.structure import Node
from cadreapp.paper.typeset.tables import lay_table


@singledispatch
def lay(block: Block, page: Geometry) -> list[Slab]:
    """Return the slabs of one block on pages of this geometry."""
    raise TypeError(f"no way to lay {type(block).__name__}")


def _given(marks: Sequence[Mark]) -> Callable[[], list[Mark]]:
    return lambda: list(marks)


@lay.register
def _paragraph(block: Paragraph, page: Geometry) -> list[Slab]:
    return _lines(block, page)


@lay.register
def _title(block: Title, page: Geometry) -> list[Slab]:
    slabs = _lines(block, page)
    for slab in slabs:
        slab.company = Company.NEITHER
    for slab in slabs[:-1]:
        slab.tie = True
    return slabs


def _lines(block: Paragraph | Title, page: Geometry) -> list[Slab]:
    style = block.style
    lead = (style.leading - style.size) / 2
    snap = page.grid and style.leading == page.leading
    # A heading is no company: it announces what is missed.
    company = Company.NEEDS if style.ending else Company.NEITHER if style.tie else Company.BEARS
    slabs: list[Slab] = []
    for part in set_parts(block, page.measure):
        node = Node(*_kind(block))
        made = [Slab(style.leading, _given(line), lead=lead, snap=snap, node=node, company=company)
                for line in part]
        _keep_company(made, style)
        slabs += made
    slabs[0].gap = style.before
    slabs[-1].tie = style.tie
    if style.after:
        slabs.append(Slab(0.0, gap=style.after, tie=style.tie))
        slabs[-2].tie = slabs[-2].tie or style.tie
    return slabs


def _kind(block: Paragraph | Title) -> tuple[str, str]:
    """Return the type of an element, and the words of a heading for the file's outline."""
    style = block.style
    level = style.level or int(isinstance(block, Title) and style.face is Face.TITLE)
    if not level:
        return "P", ""
    text = block.text if isinstance(block.text, str) else "".join(span.text for span in block.text)
    return f"H{level}", " ".join(text.split())


def _keep_company(slabs: list[Slab], style: Style) -> None:
    """No first line alone at a page's foot, no last line alone at its head."""
    for slab in slabs[:-1] if style.whole or len(slabs) <= 3 else (slabs[0], slabs[-2]):
        slab.tie = True
    slabs[-1].tie = style.whole


@lay.register
def _counted(block: Counted, page: Geometry) -> list[Slab]:
    style = block.style
    line = Waiting(0.0, 0.0, page.measure, block.text, style, style.align)
    return [Slab(style.leading, _given([line]), gap=style.before, lead=(style.leading - style.size) / 2, tie=style.tie,
                 node=Node("P"))]


@lay.register
def _gap(block: Gap, page: Geometry) -> list[Slab]:
    return [Slab(0.0, gap=block.height, tie=block.tie)]


@lay.register
def _rule(block: Rule, page: Geometry) -> list[Slab]:
    length = block.length or page.measure
    x = page.width / 2 - page.left - length / 2 if block.length else 0.0
    y = block.before + block.weight / 2
    lines: list[Mark] = [Straight(x, y, x + length, y, block.weight, 0.0, block.red)]
    depth = block.before + block.weight
    if block.second:
        depth += max(block.weight, block.second)
        lines.append(Straight(x, depth, x + length, depth, block.second, 0.0, block.red))
        depth += block.second / 2
    return [Slab(depth + block.after, _given(lines))]


@lay.register
def _fixed(block: Fixed, page: Geometry) -> list[Slab]:
    slabs = lay(block.block, page)
    slabs[0].fix = block.top
    return slabs


@lay.register
def _page_break(block: PageBreak, page: Geometry) -> list[Slab]:
    return [Slab(0.0, turn=True)]


@lay.register
def _struck(block: Struck, page: Geometry) -> list[Slab]:
    return [Slab(0.0, struck=(block.text, block.onward), node=Node("P"))]


@lay.register
def _bottom(block: Bottom, page: Geometry) -> list[Slab]:
    return [Slab(0.0, struck=("", ""))]


@lay.register
def _pen_line(block: PenLine, page: Geometry) -> list[Slab]:
    style = Style(size=WU, leading=16.0, grey=0.45)
    marks: list[Mark] = [Straight(0.0, block.height, page.measure, block.height, 0.5, 0.0)]
    marks += [glyphs.moved(0.0, block.height + 1) for glyphs in set_line(block.prompt, style, page.measure)]
    return [Slab(block.height + 18.0, _given(marks), tie=True, node=Node("P"), company=Company.NEEDS)]


@lay.register
def _sign_line(block: SignLine, page: Geometry) -> list[Slab]:
    """The label and the tail stand on the line that is signed on, so that the pen has the whole height above."""
    style = Style(size=block.size, leading=block.size)
    rise = block.height - block.size - 3.0
    marks: list[Mark] = [g.moved(0.0, rise) for g in set_line(block.label, style, page.measure)]
    tail = natural_width(block.tail, Face.FANG, block.size)
    marks += [g.moved(page.measure - tail, rise) for g in set_line(block.tail, style, page.measure)]
    x = natural_width(block.label, Face.FANG, block.size)
    y = rise + ASCENT * block.size + 2.5
    for width in block.widths:
        marks.append(Straight(x, y, x + width, y, 0.5, 0.0))
        x += width + block.size
    return [Slab(block.height, _given(marks), tie=True, node=Node("P"), company=Company.NEEDS)]


@lay.register
def _table(block: Table, page: Geometry) -> list[Slab]:
    return lay_table(block)
