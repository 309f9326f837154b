"""Spreadsheets in: a file of any name, judged by its content, becomes a frozen grid of texts, or one clear fault."""

from __future__ import annotations

import re
from pathlib import Path

from cadreapp.kernel.errors import FILE_UNREADABLE, AppError
from cadreapp.paper.faults_grid import (
    GRID_BAD_CHAR,
    GRID_EMPTY,
    GRID_ENCRYPTED,
    GRID_OLD_XLS,
    GRID_OTHER,
    GRID_TOO_BIG,
)
from cadreapp.paper.grid_csv import read_csv
from cadreapp.paper.grid_xlsx import read_xlsx
from cadreapp.rules.table import Grid, Sheet, letters

MOST_BYTES = 64 * 2**20
"""Bytes of a file that is read at all."""

_REFUSED = re.compile("[\x00\ud800-\udfff]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_OTHERS = (
    (b"%PDF", "PDF", "a PDF"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf", "7z 压缩包", "a 7z archive"),
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"SQLite format 3\x00", "数据库", "a database"),
)
_MARKUP = re.compile(rb"\s*<(\?xml|!doctype html|html|table|workbook)", re.IGNORECASE)


def read_grid(path: Path) -> Grid:
    """Return the grid of an xlsx, xlsm, csv or tsv file; macros, formulas and links are never run or followed.

    Raises FILE_UNREADABLE or one of `faults_grid`, each with the row or the byte where it went wrong.
    """
    data = _load(path)
    name = path.name
    if not data.strip(b"\x00 \t\r\n\x1a"):
        raise GRID_EMPTY(file=name)
    if data.startswith(b"PK"):
        grid = read_xlsx(data, name)
    else:
        _refuse_foreign(data, name)
        grid = read_csv(data, name)
    if not any(sheet.lines for sheet in grid.sheets):
        raise GRID_EMPTY(file=name)
    for sheet in grid.sheets:
        _refuse_unstorable(sheet, name)
    return _with_suffix_note(grid, path)


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FILE_UNREADABLE(path=str(path), why=error.strerror or type(error).__name__) from error
    if len(data) > MOST_BYTES:
        raise GRID_TOO_BIG(file=path.name, what="文件", limit=f"{MOST_BYTES >> 20} MB")
    return data


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        raise (GRID_ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else GRID_OLD_XLS)(file=name)
    if data[:2] in _BIFF and data[3:4] == b"\x00":
        raise GRID_OLD_XLS(file=name)
    for magic, kind, kind_en in _OTHERS:
        if data.startswith(magic):
            raise GRID_OTHER(file=name, kind=kind, kind_en=kind_en)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise GRID_OTHER(file=name, kind="网页或 XML", kind_en="a web page or XML")


def _refuse_unstorable(sheet: Sheet, name: str) -> None:
    for line in sheet.lines:
        for column, cell in enumerate(line.cells):
            bad = _REFUSED.search(cell.text)
            if bad:
                raise _bad_char(bad, name, column, line.number)


def _bad_char(bad: re.Match[str], name: str, column: int, row: int) -> AppError:
    return GRID_BAD_CHAR(file=name, cell=f"{letters(column)}{row}", point=f"{ord(bad.group()):04X}", row=row)


def _with_suffix_note(grid: Grid, path: Path) -> Grid:
    usual = {"xlsx": {".xlsx", ".xlsm", ".et", ".xltx", ".xltm"}, "csv": {".csv", ".tsv", ".txt"}}[grid.form]
    if path.suffix.lower() in usual:
        return grid
    note = f"扩展名是“{path.suffix}”, 内容是 {grid.form}, 按内容读"
    return Grid(grid.form, grid.sheets, grid.encoding, grid.delimiter, (note, *grid.notes))
