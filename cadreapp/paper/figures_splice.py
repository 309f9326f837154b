"""Values put into the XML of one worksheet by cutting and splicing its bytes: whatever is not a value stays byte for byte.

A library that reads a workbook and writes it anew drops what it does not know: pictures, charts, newer drop-down lists. A
superior's form has such things, and must come back as it was sent out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from cadreapp.paper.cells import plain
from cadreapp.rules.figures import Cell
from cadreapp.rules.table import column_of, letters

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_SPANS = re.compile(rb'\s+spans="[^"]*"')


class Formula(Exception):
    """The cell `args[0]` holds a formula, which is never overwritten."""


@dataclass
class _Box:
    """A cell as it lies in the bytes: its place, its style, whether it holds a formula, where its kept result lies."""

    column: int
    start: int
    style: str = ""
    end: int = 0
    formula: bool = False
    result: tuple[int, int] | None = None


@dataclass
class _Row:
    """A row: its number, its start tag, where its end tag begins (None for an empty element), its cells."""

    number: int
    start: int
    head: int
    foot: int | None = None
    boxes: list[_Box] = field(default_factory=list)


@dataclass
class _Sheet:
    """What there is in a sheet: rows, merged blocks, where `sheetData` begins and ends, the prefix of its names."""

    prefix: str = ""
    data: tuple[int, int] = (0, 0)
    foot: int | None = None
    rows: list[_Row] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def splice(xml: bytes, figures: Mapping[str, Cell]) -> bytes:
    """Return a worksheet with figures in its cells ("C5"); results that formulas kept are dropped, to be worked out anew.

    A cell inside a merged block stands for the block. Raises Formula, or expat's ExpatError for what is not well-formed.
    """
    sheet = _scan(xml)
    edits = [(start, end, b"") for row in sheet.rows for box in row.boxes if box.result for start, end in (box.result,)]
    wanted: dict[int, dict[int, Cell]] = {}
    for name, figure in figures.items():
        row, column = _first_of(sheet, *_place(name))
        wanted.setdefault(row, {})[column] = figure
    there = {row.number: row for row in sheet.rows}
    fresh: dict[int, str] = {}
    for number in sorted(wanted):
        if number in there:
            edits += _row_edits(xml, sheet, there[number], wanted[number])
            continue
        inside = "".join(_made(sheet, number, column, figure) for column, figure in sorted(wanted[number].items()))
        after = next((row.start for row in sheet.rows if row.number > number), sheet.foot or sheet.data[0])
        fresh[after] = fresh.get(after, "") + f'<{sheet.prefix}row r="{number}">{inside}</{sheet.prefix}row>'
    for at, rows in fresh.items():
        if sheet.foot is None:
            edits.append((*sheet.data, f"<{sheet.prefix}sheetData>{rows}</{sheet.prefix}sheetData>".encode()))
        else:
            edits.append((at, at, rows.encode()))
    return _applied(xml, edits)


def _row_edits(xml: bytes, sheet: _Sheet, row: _Row, figures: Mapping[int, Cell]) -> list[tuple[int, int, bytes]]:
    number = row.number
    edits: list[tuple[int, int, bytes]] = []
    fresh: dict[int, str] = {}
    for column in sorted(figures):
        box = next((box for box in row.boxes if box.column == column), None)
        if box is not None and box.formula:
            raise Formula(f"{letters(column)}{number}")
        made = _made(sheet, number, column, figures[column], box.style if box else "")
        if box is not None:
            edits.append((box.start, box.end, made.encode()))
        else:
            after = next((other.start for other in row.boxes if other.column > column), row.foot)
            fresh[-1 if after is None else after] = fresh.get(-1 if after is None else after, "") + made
    if fresh:
        # The hint of how far a row reaches would be wrong now; without it programs look for themselves.
        head = _SPANS.sub(b"", xml[row.start : row.head])
        if row.foot is None:
            inside = fresh.pop(-1)
            head = head.rstrip(b"/> ") + f">{inside}</{sheet.prefix}row>".encode()
        edits.append((row.start, row.head, head))
    return edits + [(at, at, words.encode()) for at, words in fresh.items()]


def _made(sheet: _Sheet, number: int, column: int, figure: Cell, style: str = "") -> str:
    head = f'<{sheet.prefix}c r="{letters(column)}{number}"' + (f' s="{style}"' if style else "")
    if figure.number is not None:
        return f"{head}><{sheet.prefix}v>{figure.number}</{sheet.prefix}v></{sheet.prefix}c>"
    if not figure.value and figure.value is not None:
        return f"{head}/>"
    text = f'<{sheet.prefix}t xml:space="preserve">{escape(plain(figure.text))}</{sheet.prefix}t>'
    return f'{head} t="inlineStr"><{sheet.prefix}is>{text}</{sheet.prefix}is></{sheet.prefix}c>'


def _applied(xml: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Return the bytes with every cut replaced, from the last to the first; what goes in at one place keeps its order."""
    parts: list[bytes] = []
    last = len(xml)
    for start, end, words in sorted(edits, key=lambda edit: (edit[0], edit[1]), reverse=True):
        parts += [xml[end:last], words]
        last = start
    return b"".join([xml[:last], *reversed(parts)])


def _first_of(sheet: _Sheet, row: int, column: int) -> tuple[int, int]:
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column <= right:
            return top, left
    return row, column


def _place(name: str) -> tuple[int, int]:
    """Return the row (from 1) and the column (from 0) of "C5"."""
    found = _REF.fullmatch(name)
    column = column_of(found[1]) if found else None
    if found is None or column is None:
        raise ValueError(name)
    return int(found[2]), column


def _scan(xml: bytes) -> _Sheet:
    """Find rows, cells and merged blocks with the places of their bytes; rows and cells without numbers count on."""
    if 0 in xml[:4] or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ValueError("no bytes of UTF-8 to count")
    return _Scan(xml).run()


class _Scan:
    """One walk over a worksheet: `path` are the elements open, `begun` the places of their start tags."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.sheet = _Sheet()
        self.path: list[str] = []
        self.begun: list[int] = []
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._declared
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end

    def run(self) -> _Sheet:
        """Return what was found."""
        self.parser.Parse(self.xml, True)
        return self.sheet

    def _start(self, name: str, given: dict[str, str]) -> None:
        sheet, local, at = self.sheet, name.rpartition(":")[2], self.parser.CurrentByteIndex
        inside = self.path[-1] if self.path else ""
        self.path.append(local)
        self.begun.append(at)
        if local == "sheetData":
            sheet.prefix, sheet.data = name[: -len(local)], (at, self._after(at))
        elif local == "row" and inside == "sheetData":
            number = int(given.get("r") or (sheet.rows[-1].number + 1 if sheet.rows else 1))
            sheet.rows.append(_Row(number, at, self._after(at)))
        elif local == "c" and inside == "row":
            boxes = sheet.rows[-1].boxes
            column = _place(given["r"])[1] if "r" in given else boxes[-1].column + 1 if boxes else 0
            boxes.append(_Box(column, at, given.get("s", "")))
        elif local == "f" and inside == "c":
            sheet.rows[-1].boxes[-1].formula = True
        elif local == "mergeCell" and inside == "mergeCells":
            first, _colon, last = given.get("ref", "").partition(":")
            sheet.merges.append((*_place(first), *_place(last or first)))

    def _end(self, _name: str) -> None:
        sheet, local, at, begun = self.sheet, self.path.pop(), self.parser.CurrentByteIndex, self.begun.pop()
        inside = self.path[-1] if self.path else ""
        # Of an empty element there is no end tag; the parser then says some place behind it.
        closing = self.xml[self._after(begun) - 2] != ord("/")
        done = self._after(at if closing else begun)
        if local == "c" and inside == "row":
            sheet.rows[-1].boxes[-1].end = done
        elif local == "v" and inside == "c" and sheet.rows[-1].boxes[-1].formula:
            sheet.rows[-1].boxes[-1].result = (begun, done)
        elif local == "row" and inside == "sheetData":
            sheet.rows[-1].foot = at if closing else None
        elif local == "sheetData":
            sheet.data, sheet.foot = (sheet.data[0], done), at if closing else None

    def _after(self, at: int) -> int:
        return self.xml.index(b">", at) + 1

    def _declared(self, *_: object) -> None:
        raise ValueError("a declaration that no worksheet needs")
