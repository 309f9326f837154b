"""The first page of a long paper before the rest is set: what a preview shows at once, with the number of pages left open."""

from __future__ import annotations

from dataclasses import replace

from cadreapp.paper.typeset.blocks import Block, Bottom, Counted, Paragraph, Struck, Table
from cadreapp.paper.typeset.draw import Paper, written
from cadreapp.paper.typeset.lay import lay
from cadreapp.paper.typeset.marks import Mark, Waiting

# So many characters or rows fill a page of any size.
_CHARACTERS, _ROWS = 3000, 45
_UNKNOWN = "…"
_MANY = 100_000


def opening(paper: Paper) -> bytes:
    """Return a PDF whose first page is the paper's, but for what `opened` leaves open. NO_GLYPH for what it set."""
    return written(opened(paper))


def opened(paper: Paper) -> Paper:
    """Return a paper whose first page is that of `paper`, but for "…" in place of the number of pages; itself when it is short.

    Its further pages, if any, are not the paper's.
    """
    blocks = _enough(paper)
    if blocks == paper.blocks:
        return paper

    def furniture(number: int, total: int) -> list[Mark]:
        return [_open(mark) if isinstance(mark, Waiting) else mark for mark in paper.furniture(number, _MANY)]

    return replace(paper, blocks=tuple(map(_counted, blocks)), furniture=furniture)


def _enough(paper: Paper) -> tuple[Block, ...]:
    """Return the blocks that decide what stands on the first page."""
    blocks: list[Block] = []
    depth = 0.0
    for at, block in enumerate(paper.blocks):
        # From here on things stand at a page's foot: where they stand depends on all of them.
        if isinstance(block, Struck | Bottom):
            return (*blocks, *paper.blocks[at:])
        blocks.append(_short(block))
        slabs = lay(blocks[-1], paper.page)
        depth += sum(slab.height + slab.gap for slab in slabs)
        if depth > 2 * paper.page.depth or any(slab.turn for slab in slabs):
            return tuple(blocks)
    return tuple(blocks)


def _short(block: Block) -> Block:
    if isinstance(block, Table) and len(block.rows) > _ROWS:
        return replace(block, rows=block.rows[:_ROWS])
    if isinstance(block, Paragraph) and isinstance(block.text, str) and len(block.text) > _CHARACTERS:
        return replace(block, text=block.text[:_CHARACTERS])
    return block


def _counted(block: Block) -> Block:
    return replace(block, text=block.text.replace("{pages}", _UNKNOWN)) if isinstance(block, Counted) else block


def _open(mark: Waiting) -> Waiting:
    return mark._replace(text=mark.text.replace("{pages}", _UNKNOWN))
