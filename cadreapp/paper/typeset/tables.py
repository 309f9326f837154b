"""Tables: rows grow with their text, are parted between lines when they must, and draw their own borders."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cadreapp.paper.typeset.blocks import Cell, Row, Table
from cadreapp.paper.typeset.lines import set_paragraph
from cadreapp.paper.typeset.marks import Glyphs, Mark, Slab, Straight


@dataclass(frozen=True, slots=True)
class _Stack:
    """The lines of one cell: (height, glyphs) from the cell's inner left; `left`, `right` are the cell's edges."""

    left: float
    right: float
    lines: tuple[tuple[float, list[Glyphs]], ...]
    middle: bool

    @property
    def height(self) -> float:
        return sum(height for height, _ in self.lines)


@dataclass(frozen=True, slots=True)
class _Box:
    """A row ready to draw; `top`, `bottom` are the weights of its edges."""

    stacks: tuple[_Stack, ...]
    least: float
    top: float
    bottom: float
    tie: bool


def lay_table(table: Table) -> list[Slab]:
    """Return one slab a row; the slabs of the body carry the head rows, to repeat them on later pages."""
    heads = [_boxed(table, row) for row in table.head]
    bodies = [_boxed(table, row) for row in table.rows]
    boxes = heads + bodies
    for at, box in enumerate(boxes):
        boxes[at] = replace(box, top=table.lines.outer if at == 0 else table.lines.across,
                            bottom=table.lines.outer if at == len(boxes) - 1 else table.lines.across)
    slabs = [_slab(table, box) for box in boxes]
    repeated = _stacked(slabs[: len(heads)])
    for at, slab in enumerate(slabs):
        slab.tie = at < len(heads) or boxes[at].tie or (table.tied and at < len(slabs) - 1)
        if at >= len(heads):
            slab.head = repeated
    return slabs


def _stacked(slabs: list[Slab]) -> Slab | None:
    if not slabs:
        return None
    marks: list[Mark] = []
    y = 0.0
    for slab in slabs:
        marks += [mark.moved(0, y) for mark in slab.marks()]
        y += slab.height
    return Slab(y, lambda: marks)


def _boxed(table: Table, row: Row) -> _Box:
    stacks = []
    column = 0
    for cell in row.cells:
        left, width = sum(table.columns[:column]), sum(table.columns[column : column + cell.span])
        column += cell.span
        stacks.append(_Stack(left, left + width, tuple(_cell_lines(cell, width - 2 * table.pad_x)), cell.middle))
    return _Box(tuple(stacks), row.height, 0.0, 0.0, row.tie)


def _cell_lines(cell: Cell, width: float) -> list[tuple[float, list[Glyphs]]]:
    lines: list[tuple[float, list[Glyphs]]] = []
    for number, paragraph in enumerate(cell.content):
        if number and paragraph.style.before:
            lines.append((paragraph.style.before, []))
        lines += [(paragraph.style.leading, line) for line in set_paragraph(paragraph, width)]
    return lines


def _slab(table: Table, box: _Box) -> Slab:
    height = max([stack.height + 2 * table.pad_y for stack in box.stacks] + [box.least])
    return Slab(height, lambda: _marks(table, box, height), cut=lambda room: _parted(table, box, room))


def _marks(table: Table, box: _Box, height: float) -> list[Mark]:
    marks = _borders(table, box, height)
    for stack in box.stacks:
        y = (height - stack.height) / 2 if stack.middle else table.pad_y
        for line_height, line in stack.lines:
            marks += [glyphs.moved(stack.left + table.pad_x, y) for glyphs in line]
            y += line_height
    return marks


def _borders(table: Table, box: _Box, height: float) -> list[Mark]:
    right = box.stacks[-1].right
    marks: list[Mark] = []
    if box.top:
        marks.append(Straight(0, 0, right, 0, box.top, 0.0))
    if box.bottom:
        marks.append(Straight(0, height, right, height, box.bottom, 0.0))
    if table.lines.down:
        marks += [Straight(stack.left, 0, stack.left, height, table.lines.down, 0.0) for stack in box.stacks[1:]]
    if table.lines.sides and table.lines.outer:
        marks += [Straight(x, 0, x, height, table.lines.outer, 0.0) for x in (0.0, right)]
    return marks


def _parted(table: Table, box: _Box, room: float) -> tuple[Slab, Slab] | None:
    """Part a row so that its upper part fits into `room`; None when not even two lines of its longest cell would."""
    inner = room - 2 * table.pad_y
    uppers, lowers = [], []
    for stack in box.stacks:
        fitting = _fitting(stack, inner)
        uppers.append(replace(stack, lines=stack.lines[:fitting]))
        lowers.append(replace(stack, lines=stack.lines[fitting:]))
    most = max(len(upper.lines) for upper in uppers)
    if most < 2 or not any(lower.lines for lower in lowers):
        return None
    upper = _slab(table, replace(box, stacks=tuple(uppers), least=0.0, bottom=table.lines.across))
    rest = replace(box, stacks=tuple(lowers), least=max(box.least - upper.height, 0.0), top=table.lines.across)
    return upper, _slab(table, rest)


def _fitting(stack: _Stack, room: float) -> int:
    used = 0.0
    for number, (height, _) in enumerate(stack.lines):
        used += height
        if used > room + 0.01:
            return number
    return len(stack.lines)
