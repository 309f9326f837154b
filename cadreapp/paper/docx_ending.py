"""What closes a paper keeps its company in Word files too: the last rows or lines stay with those to sign and with notes."""

from __future__ import annotations

from dataclasses import replace

from cadreapp.paper.typeset.blocks import Block, Gap, Paragraph, PenLine, Row, SignLine, Table
from cadreapp.paper.typeset.company import WANTED


def accompanied(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], int]:
    """Return the blocks with the last rows or the last paragraph before what closes the paper tied to it, and where it begins.

    Nothing is tied, and the place is the end, where nothing closes the paper.
    """
    at = len(blocks)
    while at and _closes(blocks[at - 1]):
        at -= 1
    closing = [block for block in blocks[at:] if not isinstance(block, Gap)]
    before = blocks[at - 1] if at else None
    if isinstance(before, Table) and (closing or before.rows[-1].ending):
        return (*blocks[: at - 1], replace(before, rows=_tied(before.rows)), *blocks[at:]), at
    if isinstance(before, Paragraph) and closing:
        return (*blocks[: at - 1], replace(before, style=replace(before.style, tie=True)), *blocks[at:]), at
    return blocks, at if closing else len(blocks)


def _closes(block: Block) -> bool:
    if isinstance(block, Table):
        return all(row.ending for row in block.rows)
    return isinstance(block, SignLine | PenLine | Gap) or (isinstance(block, Paragraph) and block.style.ending)


def _tied(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    first = len(rows)
    while rows[first - 1].ending:
        first -= 1
    first = max(first - WANTED, 0)
    return (*rows[:first], *(replace(row, tie=True) for row in rows[first:]))
