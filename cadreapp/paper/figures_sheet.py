"""A report of official figures as a workbook of our own layout: a sheet a table, numbers as numbers, the checks beside."""

from __future__ import annotations

import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as Box
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cadreapp.paper.cells import put_text
from cadreapp.paper.workbook import saved
from cadreapp.rules.figures import Cell, Filled, FilledReport, Line, said_of

_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(vertical="center", wrap_text=True)
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")


def report_xlsx(filled: FilledReport) -> bytes:
    """Return the workbook of a report; every figure is a number, so that it can be pasted and added up elsewhere."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in filled.tables:
        _table(book.create_sheet(_sheet_title(table.table.key)), filled, table)
    _checks(book.create_sheet("勾稽"), filled)
    _definitions(book.create_sheet("口径"), filled)
    if filled.reported and filled.reported.corrections:
        sheet = book.create_sheet("更正说明")
        for correction in filled.reported.corrections:
            _text(sheet, (sheet.max_row + 1 if sheet["A1"].value else 1, 1), said_of(filled, correction))
        sheet.column_dimensions["A"].width = 120
    if filled.recalled:
        sheet = book.create_sheet("撤回经过")
        said = [line for one in filled.recalled for line in (one.sentence, *(said_of(filled, c) for c in one.reported.corrections))]
        for row, words in enumerate(said, 1):
            _text(sheet, (row, 1), words)
        sheet.column_dimensions["A"].width = 120
    return saved(book)


def _table(sheet: Worksheet, filled: FilledReport, table: Filled) -> None:
    fixed = bool(table.table.rows)
    heads = [
        *(["行号"] if fixed else []),
        *table.heads,
        *(["单位"] if fixed else []),
        *(c.title for c in table.table.columns),
    ]
    last = len(heads)
    for row, (words, bold) in enumerate(((table.table.title, True), (_under(filled, table), False)), 1):
        box = _text(sheet, (row, 1), words)
        box.font, box.alignment = Font(bold=bold, size=14 if bold else 10), _LEFT
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
    for place, head in enumerate(heads, 1):
        box = _text(sheet, (3, place), head)
        box.font, box.alignment, box.border = Font(bold=True), _MIDDLE, _FRAME
    for row, line in enumerate(table.lines, 4):
        _line(sheet, row, line, table, fixed=fixed)
    foot = len(table.lines) + 4
    for n, words in enumerate((table.sentence, table.table.note, *filled.report.notes, *filled.notes)):
        _text(sheet, (foot + n, 1), words)
    sheet.freeze_panes = f"{get_column_letter(1 + last - len(table.table.columns))}4"
    for place, head in enumerate(heads, 1):
        wide = (
            42
            if head == "项目"
            else 28
            if head == "备注"
            else 16
            if head in table.heads
            else 7
            if head in ("行号", "单位")
            else 12
        )
        sheet.column_dimensions[get_column_letter(place)].width = wide
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:3"


def _line(sheet: Worksheet, row: int, line: Line, table: Filled, *, fixed: bool) -> None:
    before = [*([line.key] if fixed else []), *line.titles]
    if fixed:
        before.append((line.row.unit if line.row else "") or table.table.unit)
    for place, word in enumerate(before, 1):
        box = _text(sheet, (row, place), word)
        box.border, box.alignment = _FRAME, _LEFT if place == (2 if fixed else 1) else _MIDDLE
    for place, column in enumerate(table.table.columns, len(before) + 1):
        box = put(sheet, (row, place), line.cells[column.key])
        box.border, box.alignment = _FRAME, _LEFT if column.remark else _MIDDLE


def put(sheet: Worksheet, at: tuple[int, int], cell: Cell) -> Box:
    """Write a figure: a number as a number (shares with one decimal), anything else as text that is never a formula."""
    number = cell.number
    if number is None:
        return _text(sheet, at, cell.text)
    box: Any = sheet.cell(*at)
    box.value = number
    if isinstance(number, float):
        box.number_format = "0.0"
    return box  # type: ignore[no-any-return]


def _text(sheet: Worksheet, at: tuple[int, int], words: str) -> Box:
    box: Any = sheet.cell(*at)
    put_text(box, words)
    return box  # type: ignore[no-any-return]


def _checks(sheet: Worksheet, filled: FilledReport) -> None:
    for place, head in enumerate(("表", "勾稽关系", "在哪里", "左边", "右边", "相差"), 1):
        _text(sheet, (1, place), head).font = Font(bold=True)
    row = 2
    for table in filled.tables:
        for found in table.findings:
            for place, word in enumerate((table.table.key, found.title, found.where), 1):
                _text(sheet, (row, place), word)
            for place, number in enumerate((found.left, found.right, found.difference), 4):
                put(sheet, (row, place), Cell(number))
            row += 1
    for place, wide in enumerate((10, 60, 36, 8, 8, 8), 1):
        sheet.column_dimensions[get_column_letter(place)].width = wide


def _definitions(sheet: Worksheet, filled: FilledReport) -> None:
    for place, (head, wide) in enumerate((("表", 10), ("行号", 8), ("数的是什么、按哪条、从哪些记录", 150)), 1):
        _text(sheet, (1, place), head).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = wide
    for row, words in enumerate(filled.definitions, 2):
        for place, word in enumerate(words, 1):
            _text(sheet, (row, place), word).alignment = _LEFT
    _text(sheet, (len(filled.definitions) + 3, 3), f"依据: {filled.report.document}; 截至 {filled.as_of[:16].replace('T', ' ')}")


def _under(filled: FilledReport, table: Filled) -> str:
    return f"填报单位: {filled.unit}　统计期: {filled.span.title}　单位: {table.table.unit}　截至 {filled.as_of[:16].replace('T', ' ')}"


def _sheet_title(key: str) -> str:
    return _NOT_IN_TITLE.sub("-", key)[:31]
