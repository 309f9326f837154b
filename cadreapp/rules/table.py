"""A table of texts as it was read from a spreadsheet: what every reader of registers works on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Hint(StrEnum):
    """What the file itself says a cell is. BARE: the format cannot tell (csv). BROKEN: an error value such as #REF!."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    BARE = "bare"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not empty.

    NUMBER: the number as the sheet stores it ("1975.3", "3.206991976030878e+17"). DATE: ISO, as precise as the cell's
    format shows ("1978-08", "1978-08-22", "1978-08-22T14:30:00"). FLAG: "TRUE" or "FALSE".
    """

    text: str
    hint: Hint = Hint.TEXT


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not empty: its number in the sheet (from 1) and its cells from the first column."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def at(self, column: int) -> Cell:
        """Return the cell of a column (from 0); beyond the end it is EMPTY."""
        return self.cells[column] if column < len(self.cells) else EMPTY

    def filled(self) -> list[int]:
        """Return the columns that hold more than blanks."""
        return [i for i, cell in enumerate(self.cells) if cell.text.strip()]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged block: first and last row (from 1), first and last column (from 0), all included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `lines` leaves empty rows out; `hidden_columns` are columns from 0."""

    name: str
    lines: tuple[Line, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()

    def width(self) -> int:
        """Return the number of columns in use."""
        return max((len(line.cells) for line in self.lines), default=0)


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole file. `form` is "xlsx" or "csv"; `encoding` is None for xlsx; `notes` tell the reader what was odd."""

    form: str
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None
    notes: tuple[str, ...] = ()

    def visible(self) -> Iterator[Sheet]:
        """Yield the sheets that are not hidden."""
        return (sheet for sheet in self.sheets if not sheet.hidden)


def letters(column: int) -> str:
    """Return the letters of a column (from 0): 0 is "A", 26 is "AA"."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int | None:
    """Return the column (from 0) that letters name, or None when they name none within a spreadsheet's 16384."""
    if not (0 < len(name) <= 3 and name.isascii() and name.isalpha()):
        return None
    number = 0
    for char in name.upper():
        number = number * 26 + ord(char) - 64
    return number - 1 if number <= 16384 else None
