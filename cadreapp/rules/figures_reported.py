"""What was reported stays as it went up: its figures as plain values to keep, and what would be corrected today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cadreapp.rules.figures import Cell, Correction, Filled, FilledReport, Finding, Line, Reported
from cadreapp.rules.figures_fill import main_column
from cadreapp.rules.figures_layout import read_report
from cadreapp.rules.figures_spans import Span

Why = Callable[[str, bool], str]
"""Says of a record why it makes a difference; the second value tells whether it is counted now."""


def kept_of(filled: FilledReport, layout: str) -> dict[str, Any]:
    """Return a filled report as JSON values without floats: figures, the records behind the period's own, the layout's text."""
    ids: dict[str, int] = {}

    def places(cell: Cell) -> list[int]:
        return [ids.setdefault(record, len(ids)) for record in cell.ids]

    tables = {
        each.table.key: {
            "lines": [
                {
                    "key": line.key, "titles": list(line.titles),
                    "cells": {key: _kept_cell(cell, places(cell)) for key, cell in line.cells.items()},
                }
                for line in each.lines
            ],
            "findings": [[f.title, f.left, f.right, f.where] for f in each.findings],
            "sentence": each.sentence,
        }
        for each in filled.tables
    }  # fmt: skip
    return {"tables": tables, "ids": list(ids), "layout": layout, "as_of": filled.as_of, "unit": filled.unit,
            "notes": list(filled.notes), "code": filled.code, "main": _main(filled),
            "definitions": [list(one) for one in filled.definitions]}  # fmt: skip


def _kept_cell(cell: Cell, places: list[int]) -> list[Any]:
    return [cell.value, places, cell.origin]


def as_reported(kept: Mapping[str, Any], span: Span) -> FilledReport:
    """Return a reported period as it went up, in the layout of that day."""
    report = read_report(kept["layout"])
    ids = kept["ids"]
    tables = []
    for table in report.tables:
        said = kept["tables"][table.key]
        rows = {row.key: row for row in table.rows}
        lines = tuple(
            Line(one["key"], tuple(one["titles"]),
                 {key: Cell(value, tuple(ids[n] for n in places), origin) for key, (value, places, origin) in one["cells"].items()},
                 rows.get(one["key"]))
            for one in said["lines"]
        )  # fmt: skip
        heads = tuple(title for _trait, title in table.group) or ("项目",)
        tables.append(Filled(table, heads, lines, tuple(Finding(*f) for f in said["findings"]), said["sentence"]))
    return FilledReport(report, span, kept["unit"], kept["as_of"], tuple(tables), tuple(kept["notes"]),
                        Reported(kept["at"], kept["who"], kept["nothing"]), kept["code"],
                        tuple((table, row, words) for table, row, words in kept["definitions"]))  # fmt: skip


def main_figures(kept: Mapping[str, Any]) -> dict[str, int]:
    """Return the period's own figure of every row, by "table/row"."""
    return dict(kept["main"])


def _main(filled: FilledReport) -> dict[str, int]:
    """Return those figures to be kept apart: a comparison must not depend on reading the layout of that day."""
    said: dict[str, int] = {}
    for table in filled.tables:
        for line in table.lines if table.table.rows else ():
            value = line.cells[main_column(table.table).key].value
            if isinstance(value, int):
                said[f"{table.table.key}/{line.key}"] = value
    return said


def corrections(sent: FilledReport, now: FilledReport, why: Why) -> tuple[Correction, ...]:
    """Return which of the period's own figures would be other today; a row's parts are told only where its total stands."""
    found: list[Correction] = []
    for old in sent.tables:
        new = next((table for table in now.tables if table.table.key == old.table.key), None)
        if new is not None:
            found += _of_table(old, new, why)
    return tuple(found)


def _of_table(old: Filled, new: Filled, why: Why) -> Iterator[Correction]:
    lines = {line.key: line for line in new.lines}
    keys = [column.key for column in old.table.columns if column.window == "period" and not column.special]
    for key in dict.fromkeys([*(line.key for line in old.lines), *lines]):
        before = next((line.cells for line in old.lines if line.key == key), {})
        after = lines[key].cells if key in lines else {}
        for column in keys:
            was, would_be = before.get(column, Cell(0)), after.get(column, Cell(0))
            if isinstance(was.value, int) and isinstance(would_be.value, int) and was.value != would_be.value:
                differ = [
                    *((i, True) for i in would_be.ids if i not in was.ids),
                    *((i, False) for i in was.ids if i not in would_be.ids),
                ]
                yield Correction(
                    old.table.key, key, column, was.value, would_be.value, tuple((i, why(i, now)) for i, now in differ)
                )
                # The first column is the row's total; what it is made of follows from it.
                if column == keys[0]:
                    break
