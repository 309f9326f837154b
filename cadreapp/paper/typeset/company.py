"""Company for what papers end with: rows to sign and closing notes take the last rows or lines before them along."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cadreapp.paper.typeset.marks import Company, Slab

WANTED = 2
"""Rows or lines that what closes a paper takes along, where a page holds them."""


def accompany(slabs: list[Slab], fits: Callable[[list[Slab]], bool], tall: Callable[[Slab], bool]) -> None:
    """Tie what each stretch of a paper ends with to the rows or lines before it, as far as a page holds them (`fits`).

    A stretch reaches to the next page break. A `tall` row bears company by itself: a part of it will do.
    """
    begin = 0
    for at, slab in enumerate(slabs):
        if slab.turn or slab.struck:
            _end(slabs, begin, at, fits, tall)
            begin = at + 1
    _end(slabs, begin, len(slabs), fits, tall)


def _end(slabs: list[Slab], begin: int, end: int, fits: Callable[[list[Slab]], bool], tall: Callable[[Slab], bool]) -> None:
    """Tie the end of slabs[begin:end] to up to WANTED rows or lines above it, and to what these are tied to themselves."""
    first = end
    while first > begin and not _bears(slabs[first - 1], tall):
        first -= 1
    if first == begin or not any(slab.company is Company.NEEDS for slab in slabs[first:end]):
        return
    for start in _starts(slabs, begin, first, tall):
        if tall(slabs[start]) or fits(slabs[start:end]):
            for slab in slabs[start : end - 1]:
                slab.tie = True
            return


def _starts(slabs: list[Slab], begin: int, first: int, tall: Callable[[Slab], bool]) -> Iterator[int]:
    """Yield where the company of what begins at `first` may begin, the best place first."""
    for wanted in range(WANTED, 0, -1):
        at = _company(slabs, begin, first, wanted, tall)
        if not tall(slabs[at]):
            yield _with_its_head(slabs, begin, at)
        yield at


def _bears(slab: Slab, tall: Callable[[Slab], bool]) -> bool:
    """A row to sign that holds so much text is company enough."""
    return slab.company is Company.BEARS or (slab.company is Company.NEEDS and tall(slab))


def _company(slabs: list[Slab], begin: int, first: int, wanted: int, tall: Callable[[Slab], bool]) -> int:
    """Return where so many rows or lines before `first` begin, with what they are tied to; a tall one comes alone."""
    at, found = first, 0
    for place in range(first - 1, begin - 1, -1):
        if _bears(slabs[place], tall):
            if found and tall(slabs[place]):
                break
            at, found = place, found + 1
            if found == wanted or tall(slabs[place]):
                break
    return at if tall(slabs[at]) else _tied(slabs, begin, at)


def _tied(slabs: list[Slab], begin: int, at: int) -> int:
    while at > begin and slabs[at - 1].tie:
        at -= 1
    return at


def _with_its_head(slabs: list[Slab], begin: int, at: int) -> int:
    """Return where the company begins when no head of a table or a section is left behind with a single row."""
    alone = at - 2 >= begin and slabs[at - 2].tie and slabs[at - 2].company is Company.NEITHER and slabs[at - 2].height
    return _tied(slabs, begin, at - 1) if alone and slabs[at - 1].company is Company.BEARS else at
