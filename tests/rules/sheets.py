"""Small sheets for tests, written as rows of texts."""

from __future__ import annotations

from collections.abc import Sequence

from cadreapp.rules.table import EMPTY, Cell, Grid, Hint, Line, Merge, Sheet

Given = str | int | float | Cell | None


def sheet(rows: Sequence[Sequence[Given]], merges: Sequence[Merge] = (), name: str = "表", *, hidden: bool = False) -> Sheet:
    """Return a sheet; None is an empty cell, a number a number cell."""
    lines = [Line(number, tuple(map(_cell, row))) for number, row in enumerate(rows, 1)]
    return Sheet(name, tuple(line for line in lines if line.filled()), tuple(merges), hidden)


def grid(rows: Sequence[Sequence[Given]], merges: Sequence[Merge] = ()) -> Grid:
    """Return a grid of one sheet."""
    return Grid("xlsx", (sheet(rows, merges),))


def _cell(value: Given) -> Cell:
    if value is None:
        return EMPTY
    if isinstance(value, Cell):
        return value
    return Cell(value) if isinstance(value, str) else Cell(str(value), Hint.NUMBER)
