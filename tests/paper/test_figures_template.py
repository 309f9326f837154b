"""Filling a superior's workbook changes the cells that were asked for and not one byte of anything else."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from cadreapp.kernel.errors import AppError
from cadreapp.paper.figures_splice import Formula, splice
from cadreapp.paper.figures_template import Place, fill_template, read_template
from cadreapp.rules.figures import Cell

EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def furnished() -> bytes:
    """A workbook with a chart, a comment, a drop-down list, a rule of colours and formulas on two sheets."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "汇总"
    for row in range(1, 8):
        sheet.append([f"项目{row}", row, f"=B{row}*2"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=7))
    sheet.add_chart(chart, "E2")
    sheet["A1"].comment = Comment("不要改", "上级")
    listed = DataValidation(type="list", formula1='"是,否"')
    listed.add("D1:D9")
    sheet.add_data_validation(listed)
    sheet.conditional_formatting.add("B1:B9", CellIsRule("lessThan", ["0"], fill=PatternFill("solid", bgColor="FF0000")))
    sheet.freeze_panes, sheet.print_area = "B2", "A1:D9"
    other = book.create_sheet("明细")
    other["A1"] = "=汇总!B1"
    return saved(book)


def test_everything_but_the_asked_cells_stays_byte_for_byte() -> None:
    data = furnished()
    before, after = parts(data), parts(fill_template(data, "t.xlsx", [(Place("汇总", "B3"), Cell(41)), (Place("汇总", "B30"), Cell(7))]))
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    assert set(changed) <= {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"}
    assert {"xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/styles.xml"} <= set(before)
    sheet = load_workbook(BytesIO(fill_template(data, "t.xlsx", [(Place("汇总", "B3"), Cell(41))])))["汇总"]
    assert [sheet[f"B{row}"].value for row in range(1, 8)] == [1, 2, 41, 4, 5, 6, 7]
    assert (sheet["C3"].value, sheet["A1"].comment.text, sheet.freeze_panes) == ("=B3*2", "不要改", "B2")
    assert sheet.data_validations.dataValidation[0].formula1 == '"是,否"'


def test_results_that_formulas_kept_are_dropped_so_that_no_old_total_is_shown() -> None:
    xml = b'<worksheet xmlns="m"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row></sheetData></worksheet>'
    assert b"<f>A1*2</f></c>" in splice(xml, {"A1": Cell(5)})
    assert b'fullCalcOnLoad="1"' in parts(fill_template(furnished(), "t.xlsx", []))["xl/workbook.xml"]


@pytest.mark.parametrize("target", ["C3", "$C$3"])
def test_a_formula_is_never_overwritten(target: str) -> None:
    with pytest.raises(AppError, match="TEMPLATE_CELL"):
        fill_template(furnished(), "t.xlsx", [(Place("汇总", target), Cell(1))])


@settings(max_examples=40)
@given(
    st.dictionaries(st.tuples(st.integers(1, 12), st.integers(0, 30)), st.integers(-9, 9) | st.sampled_from(["甲", "乙 <&>"]), max_size=12),
    st.dictionaries(st.tuples(st.integers(1, 14), st.integers(0, 32)), st.integers(0, 99) | st.sampled_from(["12.5", "—<&"]), max_size=8),
)
def test_any_cells_may_be_filled_and_the_others_keep_what_they_say(
    there: dict[tuple[int, int], Any], asked: dict[tuple[int, int], Any]
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for (row, column), value in there.items():
        sheet.cell(row, column + 1).value = value
    names = {at: sheet.cell(at[0], at[1] + 1).coordinate for at in {*there, *asked}}
    filled = fill_template(saved(book), "t.xlsx", [(Place(sheet.title, names[at]), Cell(v)) for at, v in asked.items()])
    read = load_workbook(BytesIO(filled)).worksheets[0]
    wanted = {**there, **{at: Cell(v).number if Cell(v).number is not None else v for at, v in asked.items()}}
    assert {at: read[name].value for at, name in names.items()} == wanted
    read_template(filled, "t.xlsx")


def test_rows_and_cells_that_do_not_say_their_number_count_on() -> None:
    xml = b'<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/></x:row><x:row r="5"/></x:sheetData></x:worksheet>'
    made = splice(xml, {"B1": Cell(7), "A5": Cell(8), "A2": Cell(9)}).decode()
    assert re.findall(r'<x:c r="(\w+)"><x:v>(\d)', made) == [("B1", "7"), ("A2", "9"), ("A5", "8")]
    assert made.index('<x:row r="2">') < made.index('<x:row r="5">')


def test_an_empty_sheet_takes_rows_in_their_order() -> None:
    made = splice(EMPTY, {"C9": Cell(3), "A2": Cell(1)}).decode()
    assert made.index('r="A2"') < made.index('r="C9"') < made.index("</sheetData>")


@pytest.mark.parametrize("xml", [
    b'<!DOCTYPE x [<!ENTITY a "b">]>' + EMPTY, EMPTY.decode().encode("utf-16"), EMPTY.replace(b"<sheetData/>", b'<sheetData><row r="x"/></sheetData>'),
])  # fmt: skip
def test_a_sheet_that_cannot_be_counted_in_bytes_is_refused(xml: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        splice(xml, {"A1": Cell(1)})


def test_a_merged_block_is_filled_at_its_first_cell_and_refused_where_that_holds_a_formula() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["B2"] = "=1+1"
    sheet.merge_cells("B2:C3")
    xml = parts(saved(book))["xl/worksheets/sheet1.xml"]
    with pytest.raises(Formula, match="B2"):
        splice(xml, {"C3": Cell(1)})
