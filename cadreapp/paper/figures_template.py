"""Filling a superior's own workbook: figures go into named cells, everything else of the template stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from cadreapp.kernel.errors import Exit, Fault
from cadreapp.paper.faults_grid import GRID_BOMB, GRID_DAMAGED
from cadreapp.paper.grid_xlsx import read_xlsx
from cadreapp.paper.grid_zip import MOST_TOTAL, Parts
from cadreapp.rules.figures import Cell
from cadreapp.rules.table import Grid, column_of

TEMPLATE_CELL = Fault(
    "TEMPLATE_CELL",
    Exit.REFUSED,
    "模板里工作表“{sheet}”的 {cell} 填不了: {why}。",
    "在对应关系里换一个单元格, 或者去掉这一项",
    "Sheet “{sheet}”, cell {cell} of the template cannot be filled: {why_en}.",
    "Choose another cell for it, or leave it out",
)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_DRAWN = ("xl/charts/", "xl/drawings/", "xl/media/", "xl/pivottables/", "xl/slicers/")
_MOST_ROW = 1_048_576
# What the library raises for a workbook that is not made as it expects; it has no error of its own for most of them.
_TORN = (BadZipFile, SyntaxError, LookupError, ValueError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a template: the sheet's name, and "C5"."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template read for choosing cells: its sheets as texts, and what to look at after filling it."""

    file: str
    grid: Grid
    warnings: tuple[str, ...] = ()


def read_template(data: bytes, file: str) -> Template:
    """Return a template's sheets; raises what `read_xlsx` raises for a file that is damaged, protected or no xlsx."""
    _bounded(data, file)
    grid = read_xlsx(data, file)
    with ZipFile(BytesIO(data)) as archive:
        drawn = any(name.lower().startswith(_DRAWN) for name in archive.namelist())
    said = ("模板里有图片、图表或数据透视表, 填好后请打开核对",) if drawn else ()
    return Template(file, grid, said)


def clean_place(sheet: str, cell: str) -> Place:
    """Return a place as it is kept: the cell in capitals; raises TEMPLATE_CELL for what names no cell."""
    found = _CELL.fullmatch(cell.strip().upper())
    if not found or column_of(found[1]) is None or int(found[2]) > _MOST_ROW:
        raise TEMPLATE_CELL(sheet=sheet, cell=cell, why="单元格要写成 C5 这样", why_en="a cell is written like C5")
    return Place(sheet, f"{found[1]}{found[2]}")


def fill_template(data: bytes, file: str, figures: Iterable[tuple[Place, Cell]]) -> bytes:
    """Return the template with figures in their cells, numbers as numbers; formulas, styles, merges and other sheets stay.

    A cell inside a merged range stands for the range. Raises TEMPLATE_CELL for a sheet that is not there or a cell that holds
    a formula: nothing of the superior's is ever overwritten but values.
    """
    # It takes half a second to load, the window starts without it, and it is needed here alone.
    from openpyxl import load_workbook

    parts = _bounded(data, file)
    try:
        book = load_workbook(BytesIO(data), keep_vba=parts.has("xl/vbaProject.bin"), rich_text=True)
    except _TORN as error:
        raise GRID_DAMAGED(file=file, part="xlsx", offset=0, why="内容读不通", why_en=type(error).__name__) from error
    for place, figure in figures:
        if place.sheet not in book.sheetnames:
            raise TEMPLATE_CELL(
                sheet=place.sheet, cell=place.cell, why="没有这张工作表", why_en="there is no such sheet"
            )
        _put(book[place.sheet], place, figure)
    # Totals of the superior's own formulas are worked out anew when the file is opened.
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _bounded(data: bytes, file: str) -> Parts:
    """Check a file before it is handed to a library that unpacks whatever it is given."""
    parts = Parts(data, file)
    with ZipFile(BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MOST_TOTAL:
            raise GRID_BOMB(file=file, part="xlsx")
    return parts


def _put(sheet: Any, place: Place, figure: Cell) -> None:
    where = place.cell
    for merged in sheet.merged_cells.ranges:
        if where in merged:
            where = merged.start_cell.coordinate
    box = sheet[where]
    if box.data_type == "f":
        raise TEMPLATE_CELL(sheet=place.sheet, cell=where, why="里面是公式, 由模板自己算", why_en="it holds a formula")
    number = figure.number
    if number is not None:
        box.value = number
    elif figure.value:
        box.value = figure.text
        box.data_type = "s"
    else:
        box.value = figure.text if figure.value is None else None
