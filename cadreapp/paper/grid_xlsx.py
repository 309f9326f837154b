"""Xlsx workbooks in: sheets, shared texts, styles and merges, streamed from the XML so that size stays bounded.

Read by hand rather than by openpyxl, which unpacks without bounds, turns long ids into floats before anyone can tell,
forgets merges when it streams, and answers damage with a dozen kinds of exception.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from cadreapp.paper.faults_grid import GRID_OTHER, GRID_TOO_BIG
from cadreapp.paper.grid_styles import GENERAL, Shown, number_cell, read_styles
from cadreapp.paper.grid_zip import Attributes, Parts, relations
from cadreapp.rules.table import EMPTY, Cell, Grid, Hint, Line, Merge, Sheet, column_of, letters

MOST_ROWS = 200_000
MOST_COLUMNS = 1_024
MOST_CELLS = 3_000_000
MOST_TEXTS = 2_000_000
MOST_MERGES = 100_000
MOST_SHEETS = 200

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_TRUE = ("1", "true")


@dataclass
class _Book:
    """What the sheets of one workbook share, and how many cells they have used up."""

    parts: Parts
    texts: list[str] = field(default_factory=list)
    styles: list[Shown] = field(default_factory=list)
    from_1904: bool = False
    cells: int = 0
    notes: list[str] = field(default_factory=list)

    def shown(self, index: str | None) -> Shown:
        place = int(index) if index and index.isascii() and index.isdigit() and len(index) < 7 else 0
        return self.styles[place] if place < len(self.styles) else GENERAL


def read_xlsx(data: bytes, name: str) -> Grid:
    """Return the grid of a workbook. Raises GRID_DAMAGED, GRID_BOMB, GRID_ENTITY, GRID_TOO_BIG, GRID_OTHER, GRID_ENCRYPTED."""
    parts = Parts(data, name)
    main = next((target for kind, target in relations(parts, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    if not parts.has(main) or main.endswith(".bin"):
        raise _foreign(parts, main, name)
    book = _Book(parts)
    if parts.has("xl/vbaProject.bin"):
        book.notes.append("文件里有宏, 没有运行也没有读")
    links = relations(parts, main)
    listed = _workbook(book, main)
    for kind, target in links.values():
        if kind == "sharedStrings" and parts.has(target):
            book.texts = _shared_texts(book, target)
        elif kind == "styles" and parts.has(target):
            book.styles = read_styles(parts, target)
    sheets = []
    for title, link, hidden in listed:
        kind, target = links.get(link, ("", ""))
        if kind == "worksheet":
            sheets.append(_SheetReader(book, title, hidden).read(target))
    if not sheets:
        raise parts.damaged(main, 0, "没有工作表", "no worksheet")
    return Grid("xlsx", tuple(sheets), notes=tuple(dict.fromkeys(book.notes)))


def _foreign(parts: Parts, main: str, name: str) -> Exception:
    kinds = (
        (main if main.endswith(".bin") else "xl/workbook.bin", "xlsb 二进制表格", "a binary xlsb workbook"),
        ("word/document.xml", "Word 文档", "a Word document"),
        ("ppt/presentation.xml", "演示文稿", "a presentation"),
        ("META-INF/manifest.xml", "OpenDocument 文件", "an OpenDocument file"),
        ("OFD.xml", "OFD 版式文件", "an OFD file"),
    )
    for part, kind, kind_en in kinds:
        if parts.has(part):
            return GRID_OTHER(file=name, kind=kind, kind_en=kind_en)
    if parts.has("[Content_Types].xml"):
        return parts.damaged(main, 0, "缺这个部件", "this part is missing")
    return GRID_OTHER(file=name, kind="zip 压缩包", kind_en="a zip archive")


def _workbook(book: _Book, main: str) -> list[tuple[str, str, bool]]:
    listed: list[tuple[str, str, bool]] = []

    def start(tag: str, given: Attributes) -> None:
        if tag == "workbookPr":
            book.from_1904 = given.get("date1904", "").lower() in _TRUE
        elif tag == "sheet":
            listed.append((given.get("name", ""), given.get("id", ""), given.get("state", "visible") != "visible"))
            if len(listed) > MOST_SHEETS:
                raise GRID_TOO_BIG(file=book.parts.file, what="工作表数", limit=MOST_SHEETS)

    book.parts.parse(main, start, _ignore, _ignore)
    return listed


def _shared_texts(book: _Book, part: str) -> list[str]:
    texts: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def start(tag: str, _: Attributes) -> None:
        inside.append(tag)
        if tag == "si":
            pieces.clear()

    def end(tag: str) -> None:
        inside.pop()
        if tag == "si":
            texts.append(_unescaped("".join(pieces)))
            if len(texts) > MOST_TEXTS:
                raise GRID_TOO_BIG(file=book.parts.file, what="文字条数", limit=MOST_TEXTS)

    def text(more: str) -> None:
        # Readings printed above a word (rPh) are no part of it.
        if inside[-1] == "t" and "rPh" not in inside:
            pieces.append(more)

    book.parts.parse(part, start, end, text)
    return texts


def _unescaped(text: str) -> str:
    """Return text with `_x000D_`-style escapes resolved; two halves of a pair become one character."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _is_paired(plain) else plain


def _is_paired(text: str) -> bool:
    return bool(re.search("[\ud800-\udbff][\udc00-\udfff]", text)) and not re.search(
        "[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]", text
    )


class _SheetReader:
    """One sheet on its way in: holds the row and the cell being read."""

    def __init__(self, book: _Book, title: str, hidden: bool) -> None:
        self._book, self._title, self._hidden = book, title, hidden
        self._lines: list[Line] = []
        self._merges: list[Merge] = []
        self._hidden_columns: set[int] = set()
        self._row, self._row_hidden = 0, False
        self._cells: dict[int, Cell] = {}
        self._column = -1
        self._kind, self._style = "n", GENERAL
        self._value: list[str] = []
        self._formula = False
        self._inside: list[str] = []

    def read(self, part: str) -> Sheet:
        """Return the sheet of a part."""
        self._book.parts.parse(part, self._start, self._end, self._text)
        hidden = frozenset(self._hidden_columns)
        lines = sorted(self._lines, key=lambda line: line.number)
        if any(a.number == b.number for a, b in pairwise(lines)):
            raise self._book.parts.damaged(part, 0, "行号重复", "a row occurs twice")
        if self._hidden and lines:
            self._book.notes.append(f"工作表“{self._title}”是隐藏的")
        if any(line.hidden for line in lines):
            self._book.notes.append(f"工作表“{self._title}”有隐藏的行, 也读了")
        return Sheet(self._title, tuple(lines), tuple(self._merges), self._hidden, hidden)

    def _start(self, tag: str, given: Attributes) -> None:
        self._inside.append(tag)
        if tag == "row":
            number = _whole(given.get("r"), self._row + 1)
            self._row, self._row_hidden = number, given.get("hidden", "").lower() in _TRUE
            self._cells, self._column = {}, -1
        elif tag == "c":
            self._open_cell(given)
        elif tag == "f":
            self._formula = True
        elif tag == "mergeCell":
            self._merge(given.get("ref", ""))
        elif tag == "col" and given.get("hidden", "").lower() in _TRUE:
            first, last = _whole(given.get("min"), 1), _whole(given.get("max"), 1)
            self._hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))

    def _open_cell(self, given: Attributes) -> None:
        found = _REF.fullmatch(given.get("r", ""))
        place = column_of(found.group(1)) if found else None
        self._column = self._column + 1 if place is None else place
        self._kind, self._style = given.get("t", "n"), self._book.shown(given.get("s"))
        self._value, self._formula = [], False

    def _text(self, more: str) -> None:
        tag = self._inside[-1]
        if tag == "v" or (tag == "t" and "is" in self._inside and "rPh" not in self._inside):
            self._value.append(more)

    def _end(self, tag: str) -> None:
        self._inside.pop()
        if tag == "c":
            cell = self._cell("".join(self._value))
            if cell.text:
                self._keep(cell)
        elif tag == "row" and self._cells:
            width = max(self._cells) + 1
            cells = tuple(self._cells.get(column, EMPTY) for column in range(width))
            self._lines.append(Line(self._row, cells, self._row_hidden))
            if len(self._lines) > MOST_ROWS:
                raise self._too_big("行数", f"{MOST_ROWS} 行")

    def _keep(self, cell: Cell) -> None:
        if self._column >= MOST_COLUMNS:
            raise self._too_big(f"用到 {letters(self._column)}{self._row} 格", f"{MOST_COLUMNS} 列")
        self._book.cells += 1
        if self._book.cells > MOST_CELLS:
            raise self._too_big("格数", f"{MOST_CELLS} 格")
        self._cells[self._column] = cell

    def _too_big(self, what: str, limit: str) -> Exception:
        return GRID_TOO_BIG(file=self._book.parts.file, what=what, limit=limit, row=self._row)

    def _cell(self, value: str) -> Cell:
        if self._kind == "s":
            index = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1
            if not 0 <= index < len(self._book.texts):
                return self._broken(value)
            return Cell(self._book.texts[index])
        if self._kind in ("inlineStr", "str"):
            return Cell(_unescaped(value))
        if self._kind == "b":
            return Cell("TRUE" if value.strip() in _TRUE else "FALSE", Hint.FLAG)
        if self._kind == "e":
            return Cell(value, Hint.BROKEN)
        if self._kind == "d":
            return Cell(value.removesuffix("T00:00:00"), Hint.DATE)
        if not value.strip():
            if self._formula:
                self._book.notes.append("有的公式没有存下结果, 当空格读; 用表格软件打开再保存即可")
            return EMPTY
        return number_cell(value, self._style, from_1904=self._book.from_1904) or self._broken(value)

    def _broken(self, value: str) -> Cell:
        self._book.notes.append(f"工作表“{self._title}”第 {self._row} 行有读不出的格子")
        return Cell(value or "?", Hint.BROKEN)

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        a, b = _REF.fullmatch(first), _REF.fullmatch(last or first)
        left, right = (column_of(found.group(1)) if found else None for found in (a, b))
        if a is None or b is None or left is None or right is None:
            return
        if len(self._merges) >= MOST_MERGES:
            raise self._too_big("合并格数", str(MOST_MERGES))
        rows = sorted((int(a.group(2)), int(b.group(2))))
        columns = sorted((left, right))
        self._merges.append(Merge(rows[0], columns[0], rows[1], columns[1]))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < len(text) < 8 else otherwise


def _ignore(_: str) -> None:
    return None
