"""Tables: rows grow with their text, are parted between lines when they must, and draw their own borders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cadreapp.paper.typeset.blocks import Cell, Row, Table, Title
from cadreapp.paper.typeset.lines import set_paragraph
from cadreapp.paper.typeset.marks import Company, Glyphs, Mark, Slab, Straight
from cadreapp.paper.typeset.structure import Node, Role, spans


@dataclass(frozen=True, slots=True)
class _Stack:
    """The lines of one cell: (height, glyphs) from the cell's inner left; `left`, `right` are the cell's edges.

    `joined` to the cell above, `opens` to the one below; the first of a group stands in the middle of `reach` points, 0
    when the group may be parted; `again` are its lines in those below it, said anew at the head of a page.
    """

    left: float
    right: float
    lines: tuple[tuple[float, list[Glyphs]], ...]
    middle: bool
    joined: bool = False
    opens: bool = False
    reach: float = 0.0
    again: tuple[tuple[float, list[Glyphs]], ...] = ()
    node: Node | None = None

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
    node: Node


def lay_table(table: Table) -> list[Slab]:
    """Return one slab a row; the slabs of the body carry the head rows, to repeat them on later pages."""
    node = Node("Table")
    heads = _grouped(table, [_boxed(table, row, node.add("TR"), head=True) for row in table.head])
    bodies = _grouped(table, [_boxed(table, row, node.add("TR")) for row in table.rows])
    boxes = heads + bodies
    for at, box in enumerate(boxes):
        boxes[at] = replace(box, top=table.lines.outer if at == 0 else table.lines.across,
                            bottom=table.lines.outer if at == len(boxes) - 1 else table.lines.across)
    slabs = [_slab(table, box) for box in boxes]
    repeated = _stacked(slabs[: len(heads)])
    for at, slab in enumerate(slabs):
        slab.tie = at < len(heads) or boxes[at].tie or (table.tied and at < len(slabs) - 1)
        slab.node = node
        if at >= len(heads):
            slab.head = repeated
            slab.company = _company(table, table.rows[at - len(heads)])
    return slabs


def _company(table: Table, row: Row) -> Company:
    """A table in one piece is a line with text at both ends, which heads what follows."""
    return Company.NEEDS if row.ending else Company.NEITHER if table.tied else Company.BEARS


def _stacked(slabs: list[Slab]) -> Slab | None:
    if not slabs:
        return None
    marks: list[Mark] = []
    y = 0.0
    for slab in slabs:
        # Repeated, it belongs to the page, not to the text.
        marks += [mark.moved(0, y) for mark in slab.marks() if not isinstance(mark, Role)]
        y += slab.height
    return Slab(y, lambda: marks)


def _boxed(table: Table, row: Row, node: Node, *, head: bool = False) -> _Box:
    stacks = []
    column = 0
    for cell in row.cells:
        left, width = sum(table.columns[:column]), sum(table.columns[column : column + cell.span])
        column += cell.span
        lines = tuple(_cell_lines(cell, width - 2 * table.pad_x))
        told = None if cell.joined else node.add(*_kind(cell, head))
        stacks.append(_Stack(left, left + width, lines, cell.middle, cell.joined, node=told))
    return _Box(tuple(stacks), row.height, 0.0, 0.0, row.tie, node)


def _kind(cell: Cell, head: bool) -> tuple[str, str]:
    """Return the type of a cell's element and its attributes: a label, too, heads what stands beside it."""
    kind = "TH" if head or any(isinstance(part, Title) for part in cell.content) else "TD"
    return kind, spans(kind, cell.span)


# A group of joined rows up to this height, in points, is kept on one page with its text in the middle.
_KEPT = 200.0


def _grouped(table: Table, boxes: list[_Box]) -> list[_Box]:
    """Give the first cell of each group of joined ones the height to stand in, and the last row what the text still needs."""
    for first, last, left in _groups(boxes):
        text = _at(boxes[first], left)
        heights = [_height(table, box, but=left) for box in boxes[first : last + 1]]
        short = text.height + 2 * table.pad_y - sum(heights)
        if short > 0:
            heights[-1] += short
            boxes[last] = replace(boxes[last], least=heights[-1])
        kept = sum(heights) <= _KEPT
        for at in range(first, last + 1):
            changed = replace(_at(boxes[at], left), opens=at < last)
            if at == first:
                if changed.node:
                    changed.node.attributes = spans(changed.node.kind, down=last - first + 1)
                changed = replace(changed, reach=sum(heights) if kept and changed.middle else 0.0, middle=False)
            else:
                changed = replace(changed, again=text.lines)
            stacks = tuple(changed if stack.left == left else stack for stack in boxes[at].stacks)
            boxes[at] = replace(boxes[at], stacks=stacks, tie=boxes[at].tie or (kept and at < last))
    return boxes


def _groups(boxes: list[_Box]) -> Iterator[tuple[int, int, float]]:
    """Yield (first row, last row, left edge) of each group of joined cells."""
    for first, box in enumerate(boxes):
        for stack in box.stacks:
            last = first
            while last + 1 < len(boxes) and _joins(boxes[last + 1], stack):
                last += 1
            if last > first and not stack.joined:
                yield first, last, stack.left


def _joins(box: _Box, above: _Stack) -> bool:
    return any(stack.joined and (stack.left, stack.right) == (above.left, above.right) for stack in box.stacks)


def _at(box: _Box, left: float) -> _Stack:
    return next(stack for stack in box.stacks if stack.left == left)


def _height(table: Table, box: _Box, but: float = -1.0) -> float:
    """Return the height of a row; the first cell of a group, which may reach further down, is left out as `but`."""
    standing = [stack.height + 2 * table.pad_y for stack in box.stacks if stack.left != but and not stack.opens]
    return max([*standing, box.least])


def _cell_lines(cell: Cell, width: float) -> list[tuple[float, list[Glyphs]]]:
    lines: list[tuple[float, list[Glyphs]]] = []
    for number, paragraph in enumerate(cell.content):
        if number and paragraph.style.before:
            lines.append((paragraph.style.before, []))
        lines += [(paragraph.style.leading, line) for line in set_paragraph(paragraph, width)]
    return lines


def _slab(table: Table, box: _Box) -> Slab:
    height = _height(table, box)
    slab = Slab(height, lambda: _marks(table, box, height), cut=lambda room: _parted(table, box, room))
    if any(stack.joined for stack in box.stacks):
        slab.resumed = lambda: _resumed(table, box)
    if any(stack.opens for stack in box.stacks):
        slab.closing = lambda: _closing(table, box, height)
    return slab


def _marks(table: Table, box: _Box, height: float) -> list[Mark]:
    marks = _borders(table, box, height)
    for stack in box.stacks:
        room = stack.reach or (height if stack.middle else 0.0)
        if stack.lines:
            marks.append(Role(stack.node))
        marks += _written(table, stack, stack.lines, (room - stack.height) / 2 if room else table.pad_y)
    return marks


def _written(table: Table, stack: _Stack, lines: tuple[tuple[float, list[Glyphs]], ...], y: float) -> list[Mark]:
    marks: list[Mark] = []
    for height, line in lines:
        marks += [glyphs.moved(stack.left + table.pad_x, y) for glyphs in line]
        y += height
    return marks


def _resumed(table: Table, box: _Box) -> list[Mark]:
    """Return what a row of a parted group adds at the head of a page: the line above it and the text of the group."""
    marks: list[Mark] = []
    for stack in box.stacks:
        if stack.joined and box.top:
            marks.append(Straight(stack.left, 0, stack.right, 0, box.top, 0.0))
        marks += _written(table, stack, stack.again, table.pad_y)
    return marks


def _closing(table: Table, box: _Box, height: float) -> list[Mark]:
    weight = table.lines.across
    return [Straight(stack.left, height, stack.right, height, weight, 0.0) for stack in box.stacks if stack.opens and weight]


def _borders(table: Table, box: _Box, height: float) -> list[Mark]:
    right = box.stacks[-1].right
    marks: list[Mark] = []
    if box.top:
        marks += _across(box, 0.0, box.top, [not stack.joined for stack in box.stacks])
    if box.bottom:
        marks += _across(box, height, box.bottom, [not stack.opens for stack in box.stacks])
    if table.lines.down:
        marks += [Straight(stack.left, 0, stack.left, height, table.lines.down, 0.0) for stack in box.stacks[1:]]
    if table.lines.sides and table.lines.outer:
        marks += [Straight(x, 0, x, height, table.lines.outer, 0.0) for x in (0.0, right)]
    return marks


def _across(box: _Box, y: float, weight: float, drawn: list[bool]) -> list[Mark]:
    """Return the line above or below a row, left out along the cells that are not `drawn`."""
    if all(drawn):
        return [Straight(0, y, box.stacks[-1].right, y, weight, 0.0)]
    return [Straight(s.left, y, s.right, y, weight, 0.0) for s, on in zip(box.stacks, drawn, strict=True) if on]


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
    uppers = [replace(stack, opens=False, reach=0.0) for stack in uppers]
    lowers = [replace(stack, joined=False, reach=0.0) for stack in lowers]
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
