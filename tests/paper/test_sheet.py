"""Claims about workbooks of papers: they say what the PDF says, in cells that stay text, set up to be printed."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from cadreapp.paper import wording
from cadreapp.paper.page import MM, OFFICIAL, REGISTER
from cadreapp.paper.parts import page_foot
from cadreapp.paper.sheet import edges_of, xlsx
from cadreapp.paper.typeset.blocks import Cell, Paragraph, Row, Style, Table, merged
from cadreapp.paper.typeset.draw import Paper, written
from cadreapp.records import SHAPES
from tests.paper.letters import letter
from tests.paper.meetings import SOURCES
from tests.paper.outlets import TYPED, bare, caught, endless, full
from tests.paper.papers import text_of
from tests.paper.samples import talk

EVERY = pytest.mark.parametrize("name", [*TYPED, *SHAPES])


def _sheet(made: bytes) -> Any:
    (sheet,) = load_workbook(BytesIO(made)).worksheets
    return sheet


def _cells(sheet: Any) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


@EVERY
def test_the_workbook_of_every_form_and_type_says_what_its_pdf_says_and_nothing_in_it_is_a_formula(name: str) -> None:
    paper = endless(full(name))
    cells = _cells(_sheet(xlsx(paper)))
    said = bare("".join(str(cell.value) for cell in cells))
    assert Counter(said) == Counter(bare(text_of(written(paper))))
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(str(cell.value).lstrip("　").startswith("=") for cell in cells) or "=" not in said
    assert all(cell.number_format == "@" and cell.quotePrefix for cell in cells if str(cell.value).lstrip("　").startswith("="))


def test_the_workbook_names_the_faces_of_the_paper_for_every_cell() -> None:
    cells = _cells(_sheet(xlsx(caught(letter("remind"), wording.form("letter_remind")))))
    faces = {cell.font.name for cell in cells}
    assert faces == {"方正小标宋简体", "黑体", "仿宋_GB2312"}
    (mast,) = [cell for cell in cells if cell.font.color is not None and cell.font.color.rgb == "FFFF0000"]
    assert mast.value == "中共市档案馆机关纪律检查委员会"


@pytest.mark.parametrize("name", ["signing", "minutes", "letter_summons", "ledger_talk"])
def test_a_workbook_is_the_same_bytes_at_any_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = xlsx(full(name))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert xlsx(full(name)) == first
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"<dcterms:" not in package.read("docProps/core.xml")


def _register(count: int) -> Paper:
    style = Style(size=10.5, leading=16.0)
    head = (Row(tuple(Cell((Paragraph(word, style),)) for word in ("序号", "编号", "事由"))),)
    said = ((str(n), f"谈〔2026〕{n}号", "=1+1") for n in range(1, count + 1))
    rows = tuple(Row(tuple(Cell((Paragraph(word, style),)) for word in words)) for words in said)
    return Paper("谈话台账", (Paragraph("台账", style), Table((40.0, 120.0, REGISTER.measure - 160.0), rows, head=head)), REGISTER,
                  page_foot(REGISTER, "甲&乙"))


def test_a_register_is_one_cell_a_value_with_its_head_on_each_page() -> None:
    sheet = _sheet(xlsx(_register(40)))
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.freeze_panes == "A3"
    assert [cell.value for cell in sheet[3]] == [1, "谈〔2026〕1号", "=1+1"]
    assert sheet["C3"].data_type == "s"
    assert not [found for found in sheet.merged_cells.ranges if found.min_row > 1]


def test_a_workbook_is_printed_on_the_paper_and_in_the_margins_of_its_pdf() -> None:
    sheet = _sheet(xlsx(_register(3)))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == (9, "landscape", 1)
    assert sheet.page_setup.fitToHeight == 1
    assert _sheet(xlsx(_register(90))).page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_margins.left == pytest.approx(25 * MM / 72)
    assert sheet.page_margins.top == pytest.approx(28 * MM / 72)
    assert (sheet.oddFooter.left.text, sheet.oddFooter.center.text) == ("甲&&乙", "第 &P 页　共 &N 页")
    assert _sheet(xlsx(caught(letter("prompt"), wording.form("letter_prompt")))).page_setup.orientation == "portrait"


def test_pages_of_a_letter_are_numbered_on_the_outside() -> None:
    sheet = _sheet(xlsx(caught(letter("prompt"), wording.form("letter_prompt"))))
    assert sheet.HeaderFooter.differentOddEven
    assert sheet.oddFooter.right.text == "— &P —　"
    assert sheet.evenFooter.left.text == "　— &P —"


def test_drafts_and_copies_bear_their_word_in_the_head_of_each_page() -> None:
    draft = _sheet(xlsx(caught(letter("remind", "draft"), wording.form("letter_remind"))))
    copy = _sheet(xlsx(caught(replace(letter("remind"), copy=True), wording.form("letter_remind"))))
    whole = _sheet(xlsx(caught(letter("remind"), wording.form("letter_remind"))))
    assert [sheet.oddHeader.center.text for sheet in (draft, copy, whole)] == ["草稿", "副本", None]


def test_rows_have_room_for_a_pen_and_never_more_than_a_sheet_allows() -> None:
    sheet = _sheet(xlsx(caught(SOURCES["sign_in"](), wording.form("sign_in"))))
    heights = [dimension.height for dimension in sheet.row_dimensions.values() if dimension.height]
    assert sum(height >= 12 * MM - 0.1 for height in heights) >= 13
    assert max(heights) <= 409


def test_a_text_longer_than_a_cell_or_a_row_can_hold_is_whole_in_several() -> None:
    long = "国" * 70_000
    style = Style()
    table = Table((200.0, 240.0), (Row((Cell((Paragraph(long, style),)), Cell((Paragraph("短", style),)))),))
    sheet = _sheet(xlsx(Paper("长", (Paragraph(long, style), table), OFFICIAL, page_foot(OFFICIAL))))
    cells = _cells(sheet)
    assert "".join(cell.value for cell in cells).count("国") == 140_000
    assert max(len(cell.value) for cell in cells) <= 32_767
    assert max(dimension.height for dimension in sheet.row_dimensions.values() if dimension.height) <= 409


def test_joined_cells_are_one_cell_and_tables_share_the_lines_of_the_sheet() -> None:
    style = Style()
    rows = tuple(Row((Cell((Paragraph(left, style),)), Cell((Paragraph(right, style),)))) for left, right in ("甲一", "甲二", "乙三"))
    tables = (Table((100.0, 341.0), merged(rows)), Table((101.0, 200.0, 140.0), (Row((Cell((Paragraph("丙", style),), span=3),)),)))
    assert edges_of(tables, 441.0) == (0.0, 100.0, 301.0, 441.0)
    sheet = _sheet(xlsx(Paper("试", tables, OFFICIAL, page_foot(OFFICIAL))))
    assert {str(found) for found in sheet.merged_cells.ranges} == {"A1:A2", "B1:C1", "B2:C2", "B3:C3", "A4:C4"}


def test_a_talk_and_a_paper_without_tables_are_written_too() -> None:
    assert "问：" in "".join(str(cell.value) for cell in _cells(_sheet(xlsx(caught(talk(), wording.form("signing"))))))
    bare_paper = Paper("?*[试]", (Paragraph("正文", Style()),), OFFICIAL, page_foot(OFFICIAL))
    assert _sheet(xlsx(bare_paper)).title == "---试-"
