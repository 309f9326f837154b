"""Delimited text in: which encoding, which delimiter, and rows whose quotes may hold line ends."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from cadreapp.paper import gb18030
from cadreapp.paper.faults_grid import GRID_ENCODING, GRID_QUOTE, GRID_TOO_BIG
from cadreapp.rules.table import Cell, Grid, Hint, Line, Sheet, letters

MOST_ROWS = 200_000
MOST_COLUMNS = 1024
MOST_CELL = 1_000_000
"""Characters of one cell."""

_SAMPLE = 65_536
"""Characters looked at to find the delimiter."""
_DELIMITERS = (",", "\t", ";", "，", "|")
_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_SURE_UTF8 = 8
"""So many multi-byte characters before an error mean a damaged UTF-8 file, not a file in another encoding."""


class _Reader(Protocol):
    """What `csv.reader` returns: rows, and how many lines of text they took so far."""

    @property
    def line_num(self) -> int: ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def read_csv(data: bytes, name: str) -> Grid:
    """Return the grid of delimited text. Rows are numbered as a spreadsheet program shows them.

    Raises GRID_ENCODING, GRID_QUOTE or GRID_TOO_BIG.
    """
    text, encoding, notes = decode(data, name)
    declared = re.match(r"sep=(.)\r?\n", text)
    delimiter = declared.group(1) if declared else _delimiter(text)
    lines = _lines(text, delimiter, name)
    if declared:
        lines = lines[1:]
    sheet = Sheet(name, tuple(lines))
    return Grid("csv", (sheet,), encoding, delimiter, tuple(notes))


def decode(data: bytes, name: str) -> tuple[str, str, list[str]]:
    """Return (text, encoding, notes). A byte order mark decides; otherwise UTF-8 when all of it fits, else GB 18030."""
    for mark, encoding, label in (
        (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
        (b"\xff\xfe", "utf-16-le", "utf-16"),
        (b"\xfe\xff", "utf-16-be", "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, encoding, name, skip=len(mark)), label, []
    wide = _utf16_without_mark(data)
    if wide:
        return _strict(data, wide, name), "utf-16", ["文件没有编码标记, 按 UTF-16 读"]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_utf8_before(data, error.start):
            raise _encoding_fault(data, error, "UTF-8", name) from error
        return _gb18030(data, name), "gb18030", []
    if _is_rather_gb18030(data, text):
        return gb18030.decode(data), "gb18030", ["文件太短, 编码不能确定, 按 GB 18030 读"]
    return text, "utf-8", []


def _strict(data: bytes, encoding: str, name: str, skip: int = 0) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        shown = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        row = _rows_before(data[skip : skip + error.start].decode(encoding, "replace"))
        raise GRID_ENCODING(file=name, line=row, offset=error.start + skip, encoding=shown, row=row) from error


def _gb18030(data: bytes, name: str) -> str:
    try:
        return gb18030.decode(data)
    except UnicodeDecodeError as error:
        raise _encoding_fault(data, error, "UTF-8 或 GB 18030", name) from error


def _encoding_fault(data: bytes, error: UnicodeDecodeError, encoding: str, name: str) -> Exception:
    row = data.count(b"\n", 0, error.start) + 1
    return GRID_ENCODING(file=name, line=row, offset=error.start, encoding=encoding, row=row)


def _rows_before(text: str) -> int:
    return text.count("\n") + 1


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or max(even, odd) * 20 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8_before(data: bytes, end: int) -> bool:
    """Tell a damaged UTF-8 file from another encoding by what decoded before the error, or by CESU surrogates."""
    before = data[:end].decode("utf-8")
    if sum(not char.isascii() for char in before) >= _SURE_UTF8:
        return True
    return data[end : end + 1] == b"\xed" and 0xA0 <= data[end + 1 : end + 2].ljust(1)[0] <= 0xBF


def _is_rather_gb18030(data: bytes, text: str) -> bool:
    """Tell short GB 2312 text such as “联通” that happens to be valid UTF-8 of two-byte letters."""
    foreign = [char for char in text if not char.isascii()]
    if len(foreign) < 2 or any(ord(char) >= 0x800 for char in foreign):
        return False
    try:
        other = data.decode("gb2312")
    except UnicodeDecodeError:
        return False
    han = [char for char in other if not char.isascii()]
    return not re.search(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]", other) and all(
        0xB0 <= char.encode("gb2312")[0] <= 0xD7 for char in han
    )


def _delimiter(text: str) -> str:
    """Return the delimiter under which the quotes match and the first rows have the most columns, most often alike."""
    sample = text[:_SAMPLE]

    def score(delimiter: str) -> tuple[bool, float, int]:
        widths: list[int] = []
        matches = True
        try:
            for row in islice(_reader(sample, delimiter), 40):
                widths += [len(row)] if any(row) else []
        except csv.Error as error:
            matches = len(text) > _SAMPLE and "unexpected end" in str(error)
        most = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        # One column is never a reason to believe that the quotes match.
        return (matches and most > 1, widths.count(most) / len(widths) * min(most - 1, 3) if widths else 0, most)

    return max(_DELIMITERS, key=score)


def _reader(text: str, delimiter: str) -> _Reader:
    # The module's limit is one for the whole process, and its default is below what a field of ours may hold.
    csv.field_size_limit(MOST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _lines(text: str, delimiter: str, name: str) -> list[Line]:
    reader = _reader(text, delimiter)
    lines: list[Line] = []
    number = first = 0
    try:
        while True:
            first = reader.line_num + 1
            row = next(reader, None)
            if row is None:
                return lines
            number += 1
            _refuse_size(row, number, name)
            cells = _cells(row)
            if cells:
                lines.append(Line(number, cells))
    except csv.Error as error:
        if "field larger" in str(error):
            raise GRID_TOO_BIG(file=name, what=f"第 {number + 1} 行的一格", limit=f"{MOST_CELL} 字", row=number + 1) from error
        raise GRID_QUOTE(file=name, line=first, row=number + 1) from error


def _refuse_size(row: list[str], number: int, name: str) -> None:
    if number > MOST_ROWS:
        raise GRID_TOO_BIG(file=name, what="行数", limit=MOST_ROWS, row=number)
    if len(row) > MOST_COLUMNS:
        what = f"第 {number} 行用到 {letters(len(row) - 1)} 列"
        raise GRID_TOO_BIG(file=name, what=what, limit=f"{MOST_COLUMNS} 列", row=number)


def _cells(row: list[str]) -> tuple[Cell, ...]:
    while row and not row[-1].strip():
        row.pop()
    return tuple(Cell(_plain(text), Hint.BARE) for text in row)


def _plain(text: str) -> str:
    quoted = _EXCEL_TEXT.fullmatch(text)
    return quoted.group(1) if quoted else text
