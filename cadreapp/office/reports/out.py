"""A report handed out: as PDF, as a Word file, as a workbook of our own or in the superior's own template, as JSON data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadreapp.kernel.canonical import digest
from cadreapp.kernel.durable import read_fault
from cadreapp.office import unitforms
from cadreapp.office.papers import outlets
from cadreapp.office.papers.printing import FormName, Printed
from cadreapp.paper import figures as paper
from cadreapp.paper.figures_template import Place, Template, clean_place, fill_template, read_template
from cadreapp.paper.view import Pages
from cadreapp.rules.figures import Cell, Filled, FilledReport, Line, said_of
from cadreapp.rules.table import Sheet, letters
from cadreapp.store.kept import all_kept, keep
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = [
    "Choice", "Place", "Sheet", "Template", "as_file", "as_json", "as_pdf", "as_xlsx", "choices", "letters", "mapping",
    "note_paper", "open_template", "printed", "put_in_template", "read_file", "read_with_mapping", "save_mapping",
]  # fmt: skip

TEMPLATE = "report.template"
"""Kind of what is kept of templates: by the digest of the file, under which cell each figure goes."""


@dataclass(frozen=True)
class Choice:
    """A figure that may be put into a template: its key "7-1/3/total", what it is called, and its value now."""

    key: str
    table: str
    row: str
    column: str
    text: str


def as_pdf(reader: Reader, filled: FilledReport) -> bytes:
    """Return a report as PDF, landscape A4, in the unit's own words where papers share them."""
    with unitforms.speaking(reader):
        return paper.report_pdf(filled)


def printed(reader: Reader, filled: FilledReport) -> Printed:
    """Return a report as a paper to be looked at before it is printed or saved."""
    made = as_pdf(reader, filled)
    with Pages(made) as opened:
        count = len(opened)
    return Printed(made, count, FormName("report", filled.report.title), filled.span.name)


def as_xlsx(reader: Reader, filled: FilledReport) -> bytes:
    """Return a report as a workbook of our own layout, numbers as numbers."""
    # openpyxl takes half a second to load and is needed for this alone.
    from cadreapp.paper.figures_sheet import report_xlsx

    with unitforms.speaking(reader):
        return report_xlsx(filled)


def as_file(reader: Reader, filled: FilledReport, form: str) -> bytes:
    """Return a report as the bytes of a file; `form` is ".pdf", ".docx", ".xlsx" or ".json"."""
    if form == ".json":
        return (json.dumps(as_json(filled), ensure_ascii=False, indent=1) + "\n").encode()
    if form == ".docx":
        return outlets.beside(form, lambda: as_pdf(reader, filled))
    return as_pdf(reader, filled) if form == ".pdf" else as_xlsx(reader, filled)


def as_json(filled: FilledReport) -> dict[str, Any]:
    """Return a report as JSON data: keys in English, every figure with its records and where it comes from."""
    sent = filled.reported
    return {
        "report": filled.report.name,
        "title": filled.report.title,
        "version": filled.report.version,
        "period": {"since": str(filled.span.since), "until": str(filled.span.until), "title": filled.span.title},
        "unit": filled.unit,
        "unit_code": filled.code,
        "as_of": filled.as_of,
        "document": filled.report.document,
        "confidence": filled.report.confidence,
        "reported": None if sent is None else {
            "at": sent.at, "who": sent.who, "nothing": sent.nothing,
            "corrections": [
                {"table": c.table, "row": c.row, "column": c.column, "was": c.was, "would_be": c.would_be,
                 "records": [record for record, _why in c.why], "sentence": said_of(filled, c)}
                for c in sent.corrections
            ],
        },
        "recalled": [
            {"reported_at": one.reported.at, "reported_by": one.reported.who, "at": one.at, "who": one.who, "reason": one.reason,
             "sentence": one.sentence, "changes": [said_of(filled, c) for c in one.reported.corrections]}
            for one in filled.recalled
        ],
        "notes": [*filled.report.notes, *filled.notes],
        "tables": [_table_json(table) for table in filled.tables],
        "definitions": [{"table": table, "row": row, "text": text} for table, row, text in filled.definitions],
    }  # fmt: skip


def note_paper(unit: Unit, filled: FilledReport, form: str) -> None:
    """Put on record that figures left the program as a file or on paper."""
    unit.note("report", about=f"{filled.report.name} {filled.span.key} {form}")


def read_file(path: Path) -> bytes:
    """Return a template's bytes; raises FILE_UNREADABLE."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise read_fault(error, path) from error


def open_template(data: bytes, file: str) -> Template:
    """Return a superior's workbook read for choosing cells; raises what reading a spreadsheet raises."""
    return read_template(data, file)


def read_with_mapping(reader: Reader, path: Path, report: str) -> tuple[bytes, Template, dict[str, Place]]:
    """Return a template's bytes, what is in it, and which figure goes where as far as it is known."""
    data = read_file(path)
    return data, open_template(data, path.name), mapping(reader, data, path.name, report)


def choices(filled: FilledReport) -> tuple[Choice, ...]:
    """Return every figure of a report with fixed rows, in the order of the paper."""
    return tuple(
        Choice(f"{table.table.key}/{line.key}/{column.key}", table.table.title, line.titles[0].strip("　"), column.title,
               line.cells[column.key].text)
        for table, line in _lines(filled) if table.table.rows
        for column in table.table.columns
    )  # fmt: skip


def mapping(reader: Reader, data: bytes, file: str, report: str) -> dict[str, Place]:
    """Return which figure goes where in a template: as saved for this very file, else for the last one of its name."""
    every = all_kept(reader, TEMPLATE)
    exact = every.get(f"{report}/{digest(data)}")
    found = exact or max((one for key, one in every.items() if key.startswith(f"{report}/") and one["file"] == file),
                         key=lambda one: str(one["at"]), default=None)  # fmt: skip
    return {key: Place(*place) for key, place in found["cells"].items()} if found else {}


def save_mapping(unit: Unit, data: bytes, file: str, report: str, cells: Mapping[str, tuple[str, str]]) -> None:
    """Keep which figure goes into which cell of a template; raises TEMPLATE_CELL for what names no cell."""
    places = {key: clean_place(sheet, cell) for key, (sheet, cell) in cells.items()}
    kept = {key: [place.sheet, place.cell] for key, place in places.items()}
    key = f"{report}/{digest(data)}"
    keep(unit, TEMPLATE, key, {"file": file, "cells": kept, "at": unit.at, "who": unit.actor.name} if kept else None)


def put_in_template(data: bytes, file: str, filled: FilledReport, places: Mapping[str, Place]) -> bytes:
    """Return the template with the report's figures in their cells. Raises TEMPLATE_CELL, or what reading it raises."""
    cells = {
        f"{table.table.key}/{line.key}/{key}": cell
        for table, line in _lines(filled)
        for key, cell in line.cells.items()
    }
    # A figure that the layout has no longer leaves its cell as the template has it.
    return fill_template(
        data, file, [(place, cells.get(key, Cell(""))) for key, place in places.items() if key in cells]
    )


def _lines(filled: FilledReport) -> Iterator[tuple[Filled, Line]]:
    return ((table, line) for table in filled.tables for line in table.lines)


def _table_json(table: Filled) -> dict[str, Any]:
    columns = table.table.columns
    return {
        "key": table.table.key,
        "title": table.table.title,
        "unit": table.table.unit,
        "heads": list(table.heads),
        "columns": [{"key": c.key, "title": c.title, "window": c.window} for c in columns],
        "rows": [
            {"key": line.key, "titles": [t.strip("　") for t in line.titles],
             "unit": (line.row.unit if line.row else "") or table.table.unit,
             "cells": {c.key: _cell_json(line.cells[c.key], remark=c.remark) for c in columns}}
            for line in table.lines
        ],
        "checks": [
            {"title": f.title, "where": f.where, "left": f.left, "right": f.right, "difference": f.difference}
            for f in table.findings
        ],
        "sentence": table.sentence,
    }  # fmt: skip


def _cell_json(cell: Cell, *, remark: bool) -> dict[str, Any]:
    return {"value": cell.text if remark else cell.number, "ids": list(cell.ids), "origin": cell.origin}
