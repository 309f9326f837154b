"""Records in open formats: whole as JSON Lines, or as a table that a spreadsheet program opens."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

from cadreapp.kernel.shape import Kind
from cadreapp.office.record import STATES
from cadreapp.office.wording import worded
from cadreapp.records import SHAPES
from cadreapp.store import reading
from cadreapp.store.index import links as links_of
from cadreapp.store.reading import Reader

_CELL = 32_767
_NOT_XML = re.compile("[\x01-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_lines(connection: Reader, type_name: str) -> list[dict[str, Any]]:
    """Return every live record whole, as `new --from` would take it, with its id and state beside."""
    return [{"id": s.id, "state": s.meta["state"], "values": s.values} for s in _all(connection, type_name)]


def as_table(connection: Reader, type_name: str) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows of texts; rows inside a record are lines in its cell, critics who go unnamed are not in it."""
    shape = SHAPES[type_name]
    stored = _all(connection, type_name)
    stored = [replace(s, values=shape.cleared(s.values)) for s in stored]
    names = reading.titles(connection, {to for s in stored for _path, to in links_of(shape, s.values)})
    fields = [f for f in shape.fields if f.kind is not Kind.ENTRIES or f.entry is not None]
    rows = [[*(worded(f, s.values.get(f.name), names) for f in fields), STATES[s.meta["state"]], s.id] for s in stored]
    return [*(f.label for f in fields), "状态", "编号"], rows


def as_xlsx(title: str, heads: list[str], rows: list[list[str]]) -> bytes:
    """Return a workbook with one sheet; every cell is text, so that nothing is ever taken for a formula."""
    # openpyxl takes half a second to import and is needed for this alone.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([_bold(WriteOnlyCell(sheet, value=h), Font(bold=True)) for h in heads])
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=_fitting(c)) for c in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fitting(text: str) -> str:
    """Return a text as a cell can hold it: what XML cannot carry escaped as Excel does, the end of a very long one told."""
    # Line ends and tabs are carried as they are: other programs than Excel would show their escapes as words.
    kept = _NOT_XML.sub(lambda sign: f"_x{ord(sign.group()):04X}_", text)
    return kept if len(kept) <= _CELL else f"{kept[: _CELL - 20]}… (全文见 jsonl 导出)"


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return headings and rows as CSV text with CRLF (RFC 4180), in which nothing is taken for a formula."""
    out = StringIO(newline="")
    csv.writer(out).writerows([heads, *([inert(cell) for cell in row] for row in rows)])
    return out.getvalue()


def inert(text: str) -> str:
    """Keep a spreadsheet program from taking a text for a formula."""
    return "'" + text if text.startswith(_FORMULA) else text


def _bold(cell: Any, font: Any) -> Any:
    cell.font = font
    return cell


def _all(connection: Reader, type_name: str) -> list[reading.Stored]:
    return reading.load_many(connection, type_name, reading.ids(connection, reading.Listing(type_name, descending=False)))
