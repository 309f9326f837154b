"""Claims about every record type leaving as lines and as sheets: what goes out is taken in again and reads the same."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import load_workbook

from cadreapp.kernel.shape import Shape
from cadreapp.office import exporting, reading, record
from cadreapp.office.door import Office
from cadreapp.paper.grid_xlsx import read_xlsx
from cadreapp.store.reading import Reader
from tests import make
from tests.every_record.test_keeping import without_ids
from tests.every_record.test_texts import NAUGHTY


def test_exported_lines_are_taken_in_again_and_are_equal(office: Office, shape: Shape) -> None:
    made = make.full(office, shape.name)
    line = next(row for row in _lines(office, shape.name) if row["id"] == made)
    again = office.do(record.create, shape.name, line["values"]).result
    assert again != made
    assert without_ids(office.ask(reading.record, again).values) == without_ids(line["values"])


def test_a_sheet_holds_every_field_of_every_record_as_it_reads(office: Office, shape: Shape) -> None:
    made = make.full(office, shape.name)
    heads, rows = _table(office, shape.name)
    assert {f.label for f in shape.fields} <= set(heads)
    assert through_a_sheet(shape.title, heads, rows) == [heads, *rows]
    full = dict(zip(heads, next(row for row in rows if row[-1] == made), strict=True))
    assert not [label for label, text in full.items() if not text]


def test_a_sheet_carries_every_naughty_string() -> None:
    rows = [[text, "尾"] for text in NAUGHTY]
    assert through_a_sheet("表", ["甲", "乙"], rows) == [["甲", "乙"], *rows]


def test_line_ends_stay_line_ends_for_every_program_that_reads_a_sheet() -> None:
    (cell,) = next(load_workbook(io.BytesIO(exporting.as_xlsx("表", ["一\n二\t三"], []))).worksheets[0].iter_rows(values_only=True))
    assert cell == "一\n二\t三"


def test_a_table_of_values_is_valid_csv(office: Office, shape: Shape) -> None:
    make.full(office, shape.name)
    heads, rows = _table(office, shape.name)
    read = list(csv.reader(io.StringIO(exporting.as_csv(heads, rows), newline="")))
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [heads, *rows]


def _lines(office: Office, name: str) -> list[dict[str, Any]]:
    return office.ask(lambda reader: list(exporting.lines(reader, name)))


def _table(office: Office, name: str) -> tuple[list[str], list[list[str]]]:
    def whole(reader: Reader) -> tuple[list[str], list[list[str]]]:
        heads, rows = exporting.table(reader, name)
        return heads, list(rows)

    return office.ask(whole)


def through_a_sheet(title: str, heads: list[str], rows: list[list[str]]) -> list[list[str]]:
    """Write a workbook and read it again with the reader that imports use."""
    (sheet,) = read_xlsx(exporting.as_xlsx(title, heads, rows), "表.xlsx").sheets
    return [[line.at(column).text for column in range(len(heads))] for line in sheet.lines]
