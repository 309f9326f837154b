"""Filling a superior's own workbook: figures go into named cells, everything else of the template stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import ZipFile

from cadreapp.kernel.errors import Exit, Fault
from cadreapp.paper.faults_grid import GRID_BOMB
from cadreapp.paper.figures_splice import Formula, splice
from cadreapp.paper.grid_xlsx import read_xlsx
from cadreapp.paper.grid_zip import MOST_TOTAL, Parts, relations
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
_MOST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a template: the sheet's name, and "C5"."""

    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template read for choosing cells: its sheets as texts."""

    file: str
    grid: Grid


def read_template(data: bytes, file: str) -> Template:
    """Return a template's sheets; raises what `read_xlsx` raises for a file that is damaged, protected or no xlsx."""
    _bounded(data, file)
    return Template(file, read_xlsx(data, file))


def clean_place(sheet: str, cell: str) -> Place:
    """Return a place as it is kept: the cell in capitals; raises TEMPLATE_CELL for what names no cell."""
    found = _CELL.fullmatch(cell.strip().upper())
    if not found or column_of(found[1]) is None or int(found[2]) > _MOST_ROW:
        raise TEMPLATE_CELL(sheet=sheet, cell=cell, why="单元格要写成 C5 这样", why_en="a cell is written like C5")
    return Place(sheet, f"{found[1]}{found[2]}")


def fill_template(data: bytes, file: str, figures: Iterable[tuple[Place, Cell]]) -> bytes:
    """Return the template with figures in their cells, numbers as numbers; everything else stays byte for byte.

    A cell inside a merged block stands for the block. Raises TEMPLATE_CELL for a sheet that is not there or a cell that holds
    a formula, GRID_DAMAGED for a file that is none.
    """
    parts = _bounded(data, file)
    main, sheets = _sheets(parts)
    wanted: dict[str, dict[str, Cell]] = {}
    for place, figure in figures:
        if place.sheet not in sheets:
            raise TEMPLATE_CELL(sheet=place.sheet, cell=place.cell, why="没有这张工作表", why_en="there is no such sheet")
        wanted.setdefault(place.sheet, {})[place.cell] = figure
    names = {part.casefold(): name for name, part in sheets.items()}
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            name = names.get(info.filename.lstrip("/").casefold())
            if name is not None:
                part = _spliced(part, name, wanted.get(name, {}), parts)
            elif info.filename.lstrip("/").casefold() == main.casefold():
                part = _anew(part)
            new.writestr(info, part, compress_type=info.compress_type)
    return out.getvalue()


def _sheets(parts: Parts) -> tuple[str, dict[str, str]]:
    """Return the workbook's own part, and the part of each worksheet by its name."""
    main = next((target for kind, target in relations(parts, "").values() if kind == "officeDocument"), "xl/workbook.xml")
    links = relations(parts, main)
    found: dict[str, str] = {}

    def start(tag: str, given: dict[str, str]) -> None:
        kind, target = links.get(given.get("id", ""), ("", ""))
        if tag == "sheet" and kind == "worksheet":
            found[given.get("name", "")] = target

    parts.parse(main, start, lambda _tag: None, lambda _text: None)
    return main, found


def _spliced(part: bytes, name: str, figures: dict[str, Cell], parts: Parts) -> bytes:
    try:
        return splice(part, figures)
    except Formula as error:
        why, why_en = "里面是公式, 由模板自己算", "it holds a formula"
        raise TEMPLATE_CELL(sheet=name, cell=error.args[0], why=why, why_en=why_en) from error
    except (ExpatError, ValueError, LookupError) as error:
        raise parts.damaged(name, 0, "工作表读不通", "the sheet cannot be read") from error


def _anew(workbook: bytes) -> bytes:
    """Return the workbook's part asking for all formulas to be worked out when the file is opened."""
    if b"fullCalcOnLoad" in workbook:
        return re.sub(rb'fullCalcOnLoad="[^"]*"', b'fullCalcOnLoad="1"', workbook)
    return re.sub(rb"<((?:\w+:)?calcPr)\b", rb'<\1 fullCalcOnLoad="1"', workbook, count=1)


def _bounded(data: bytes, file: str) -> Parts:
    """Check a file before it is handed to a library that unpacks whatever it is given."""
    parts = Parts(data, file)
    with ZipFile(BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > MOST_TOTAL:
            raise GRID_BOMB(file=file, part="xlsx")
    return parts
