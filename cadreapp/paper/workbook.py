"""Workbooks on their way into bytes: in memory only, and without the time at which they are made."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from cadreapp.paper.packed import packed

_NO_TIME = datetime(1980, 1, 1)


def streamed(book: Workbook, title: str) -> Any:
    """Return a new sheet of a write-only workbook, whose rows are gone from memory once written; the first stays in sight."""
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet._writer = WorksheetWriter(sheet, BytesIO())
    sheet._writer.write_top()
    return sheet


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook without pictures and charts: the same each time."""
    book.properties.created = book.properties.modified = _NO_TIME
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return packed(out.getvalue())


class _InMemory(ExcelWriter):
    """Keeps sheets in memory: the library would lay them, readable, into the system's folder for temporary files."""

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet into the archive."""
        ws._drawing = SpreadsheetDrawing()
        if not self.workbook.write_only:
            writer: Any = WorksheetWriter(ws, BytesIO())
            writer.write()
        else:
            writer = ws._writer
            ws.close()
        ws._rels = writer._rels
        vars(self)["_archive"].writestr(ws.path[1:], writer.out.getvalue())
        self.manifest.append(ws)
