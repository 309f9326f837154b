"""What goes up stays; templates keep all but their values; figures leave as numbers; a unit's own layout stands before ours."""

from __future__ import annotations

import contextlib
import json
import random
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.paths import resources
from cadreapp.office import audit, record, unitforms
from cadreapp.office.door import Office
from cadreapp.office.reports import kept as reports_kept
from cadreapp.office.reports import official as reports
from cadreapp.office.reports import out as reports_out
from cadreapp.office.reports import submit as reports_submit
from cadreapp.paper import phrases, wording
from cadreapp.paper.source import full_width
from cadreapp.paper.view import Pages
from tests import make
from tests.office.dispositions import a_year, keep_sealed

Q4 = reports.named(2025, "第四季度")


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with make.office(tmp_path, clock, unit_code="11330000000000000X") as opened:
        yield opened


def of(office: Office, span: reports.Span = Q4, name: str = "forms") -> reports.FilledReport:
    return office.ask(reports.report, name, span.since, span.until, office.clock)


def submit(office: Office, span: reports.Span = Q4, **more: Any) -> None:
    office.do(reports_submit.submit_report, "forms", span.since, span.until, **more)


def total(filled: reports.FilledReport, row: str, column: str = "total", table: str = "7-1") -> reports.Cell:
    return filled.table(table).line(row).cells[column]


def test_a_reported_period_keeps_its_figures_and_lists_what_came_later(office: Office, clock: FixedClock) -> None:
    ids = keep_sealed(office, a_year(80))
    before = of(office)
    submit(office)
    clock.move(days=2)
    gone = next(i for i in total(before, "1").ids if i in ids)
    office.do(record.withdraw, gone, "对象写错")
    keep_sealed(office, [{**v, "decided_on": "2025-11-11"} for v in a_year(6, seed=5)])
    after = of(office)
    assert [line.cells for table in after.tables for line in table.lines] == [
        line.cells for table in before.tables for line in table.lines
    ]
    assert after.reported is not None
    assert (after.reported.who, after.reported.nothing) == ("赵六", False)
    whole = next(c for c in after.reported.corrections if (c.table, c.row, c.column) == ("7-1", "1", "total"))
    assert whole.was == total(before, "1").value
    assert dict(whole.why)[gone] == "报后作废"
    assert "报后录入" in dict(whole.why).values()
    said = reports.said_of(after, whole)
    assert said.startswith("2025年第四季度 表 7-1")
    assert f"由 {whole.was} 改为 {whole.would_be}" in said
    assert "某" not in said


def test_a_period_goes_up_once_only(office: Office) -> None:
    keep_sealed(office, a_year(20))
    submit(office)
    with pytest.raises(AppError, match="REPORTED_ALREADY"):
        submit(office)


def test_only_an_empty_period_is_reported_as_nothing(office: Office) -> None:
    keep_sealed(office, a_year(60))
    with pytest.raises(AppError, match="NOT_NOTHING"):
        submit(office, nothing=True)
    submit(office, reports.named(2020, "全年"), nothing=True)
    found = of(office, reports.named(2020, "全年")).reported
    assert found is not None
    assert found.nothing


def test_what_was_reported_stands_in_the_next_comparison(office: Office, clock: FixedClock) -> None:
    keep_sealed(office, a_year(80))
    reported = total(of(office, Q4.before), "1").value
    submit(office, Q4.before)
    clock.move(days=1)
    keep_sealed(office, [{**v, "decided_on": "2025-08-08"} for v in a_year(9, seed=4)])
    last = total(of(office), "1", "last")
    assert (last.value, last.origin) == (reported, "reported")


def test_typed_figures_stand_for_times_without_the_program_and_in_the_year_so_far(office: Office) -> None:
    keep_sealed(office, a_year(50))
    year = total(of(office), "1", "year").number
    for span in (Q4.year_ago, reports.named(2025, "第一季度")):
        office.do(reports_kept.type_in_figures, "forms", span.since, span.until, {"7-1/1": 7, "7-1/2": 5})
    filled = of(office)
    assert total(filled, "1", "last_year") == reports.Cell(7, (), "typed")
    assert year is not None
    assert total(filled, "1", "year").value == year + 7
    office.do(reports_kept.type_in_figures, "forms", Q4.year_ago.since, Q4.year_ago.until, {"7-1/1": None, "7-1/2": None})
    assert total(of(office), "1", "last_year").origin == "counted"


def test_drafts_are_not_counted_and_that_is_said(office: Office) -> None:
    (one,) = a_year(1)
    office.do(record.create, "disposition", {**one, "clue_id": None, "decided_on": "2025-12-01"})
    filled = of(office)
    assert filled.is_empty
    assert filled.notes == ("本期还有 1 份处置没有定稿, 没有计入",)


def test_a_layout_of_the_units_own_stands_before_ours_until_it_is_given_up(office: Office) -> None:
    ours = (resources() / "figures" / "forms.toml").read_text(encoding="utf-8")
    own = ours.replace('title = "谈话提醒"', 'title = "谈话提醒 (含口头)"', 1).replace("version = 1", "version = 2", 1)
    office.do(reports_kept.install_layout, own.encode(), "上级表样.toml")
    assert of(office).table("7-1").line("3").titles == ("　谈话提醒 (含口头)",)
    assert next(n for n in office.ask(reports.names) if n.name == "forms").own
    with pytest.raises(AppError, match="LAYOUT_BROKEN"):
        office.do(reports_kept.install_layout, own.replace('day = "decided"', 'day = "x"').encode(), "坏.toml")
    assert of(office).report.version == 2
    office.do(reports_kept.uninstall_layout, "forms")
    assert of(office).report.version == 1


def test_our_workbook_holds_numbers_and_the_checks(office: Office) -> None:
    keep_sealed(office, a_year(80))
    filled = of(office)
    book = load_workbook(BytesIO(office.ask(reports_out.as_xlsx, filled)))
    assert book.sheetnames == ["表7-1", "表7-2", "表7-3", "表7-3b", "表7-4", "勾稽", "口径"]
    sheet = book["表7-1"]
    told = [[cell for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    assert told[0][0].value == "表 7-1 官方口径（有问题线索）"
    assert filled.unit in str(told[1][0].value)
    heads = [str(cell.value) for cell in told[2]]
    rows = {str(row[0].value): dict(zip(heads, row, strict=False)) for row in told[3:] if row}
    assert rows["1"]["本期合计"].value == total(filled, "1").value
    shares = rows["18-1"]["本期合计"]
    assert (type(shares.value), shares.number_format) in ((float, "0.0"), (int, "0.0"))
    assert {type(rows["2"][head].value) for head in ("本期合计", "县处级", "本年累计", "上期")} == {int}
    assert rows["3"]["项目"].alignment.indent > rows["2"]["项目"].alignment.indent
    assert any("审核人" in str(cell.value) for row in told for cell in row)
    said = {(row[0].value, str(row[1].value)): str(row[2].value) for row in book["口径"].iter_rows(min_row=3) if row[1].value}
    assert {("表7-1", row.key) for row in filled.table("7-1").table.rows} <= set(said)
    assert "处理决定日期在 2025年第四季度" in said["表7-1", "3"]
    assert {row[5].value for row in book["勾稽"].iter_rows(min_row=3)} == {0}


def test_a_table_that_is_one_page_is_printed_on_one_from_a_workbook_too(office: Office) -> None:
    keep_sealed(office, a_year(20))
    book = load_workbook(BytesIO(office.ask(reports_out.as_xlsx, of(office))))
    assert {name: sheet.page_setup.fitToHeight for name, sheet in ((n, book[n]) for n in book.sheetnames)} == {
        **{f"表{key}": 1 for key in ("7-1", "7-2", "7-3", "7-3b", "7-4")}, "勾稽": 0, "口径": 0}
    assert {book[name].page_setup.orientation for name in book.sheetnames} == {"landscape"}
    assert all(book[name].print_title_rows for name in ("勾稽", "口径"))


def test_json_is_plain_data_with_the_records_behind_each_figure(office: Office) -> None:
    keep_sealed(office, a_year(40))
    data = json.loads(json.dumps(reports_out.as_json(of(office)), ensure_ascii=False))
    assert data["period"] == {"since": "2025-10-01", "until": "2025-12-31", "title": "2025年第四季度 (10月1日—12月31日)"}
    row = data["tables"][0]["rows"][0]
    assert row["cells"]["total"]["value"] == len(row["cells"]["total"]["ids"]) or row["cells"]["total"]["ids"]
    assert {check["difference"] for check in data["tables"][0]["checks"]} == {0}


def test_the_paper_is_the_same_for_the_same_figures(office: Office) -> None:
    keep_sealed(office, a_year(40))
    filled = of(office)
    assert office.ask(reports_out.as_pdf, filled) == office.ask(reports_out.as_pdf, filled)
    shown = office.ask(reports_out.printed, filled)
    assert shown.pages == 5
    assert shown.pdf[:5] == b"%PDF-"


def test_a_report_is_printed_in_the_words_that_the_unit_installed(office: Office) -> None:
    keep_sealed(office, a_year(10))
    filled = of(office)
    before = office.ask(reports_out.as_pdf, filled)
    text = wording.text_of(phrases.FORM)
    for ours, own in {"第 {page} 页　共 {pages} 页": "本表共 {pages} 页之 {page}", "审核人：": "复核人："}.items():
        assert ours in text
        text = text.replace(ours, own)
    office.do(unitforms.install, text)
    with Pages(office.ask(reports_out.printed, filled).pdf) as pages:
        told = "".join(pages.text(0).split())
    assert "页之1" in told
    assert "复核人：" in told
    assert "审核人：" not in told
    book = load_workbook(BytesIO(office.ask(reports_out.as_xlsx, filled)))
    assert any("复核人" in str(cell.value) for row in book["表7-1"].iter_rows() for cell in row)
    office.do(unitforms.reset, phrases.FORM)
    assert office.ask(reports_out.as_pdf, filled) == before


def _template() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "季报"
    sheet["A1"] = "“四种形态”统计表"
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16, name="方正小标宋"), Alignment(horizontal="center")
    sheet.merge_cells("A1:E1")
    sheet["A3"], sheet["B3"], sheet["C3"] = "合计", 0, "=B3*2"
    sheet.merge_cells("B4:C4")
    sheet["B4"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["B3"].number_format = "0_ "
    sheet.column_dimensions["A"].width = 33
    other = book.create_sheet("填表说明")
    other["A1"] = "不要改动本表"
    book.defined_names  # noqa: B018 - made when first asked for
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_template_keeps_formats_formulas_merges_and_other_sheets(office: Office) -> None:
    keep_sealed(office, a_year(60))
    filled, data = of(office), _template()
    office.do(reports_out.save_mapping, data, "季报.xlsx", "forms", {
        "7-1/1/total": ("季报", "b3"), "7-1/2/total": ("季报", "C4"), "7-1/18-1/last_year": ("季报", "D5"),
    })  # fmt: skip
    places = office.ask(reports_out.mapping, data, "季报.xlsx", "forms")
    book = load_workbook(BytesIO(reports_out.put_in_template(data, "季报.xlsx", filled, places)))
    sheet = book["季报"]
    assert (sheet["B3"].value, sheet["B3"].number_format) == (total(filled, "1").value, "0_ ")
    # A cell inside a merged block stands for the block.
    assert (sheet["B4"].value, sheet["B4"].fill.fgColor.rgb) == (total(filled, "2").value, "00FFFF00")
    assert sheet["D5"].value == "—"
    assert sheet["C3"].value == "=B3*2"
    assert (sheet["A1"].font.name, sheet["A1"].font.sz, sheet.column_dimensions["A"].width) == ("方正小标宋", 16, 33)
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:E1", "B4:C4"}
    assert book["填表说明"]["A1"].value == "不要改动本表"


def test_the_choice_of_cells_is_found_again_by_the_file_and_by_its_name(office: Office) -> None:
    data = _template()
    office.do(reports_out.save_mapping, data, "季报.xlsx", "forms", {"7-1/1/total": ("季报", "B3")})
    assert office.ask(reports_out.mapping, data, "改了名.xlsx", "forms")
    assert office.ask(reports_out.mapping, data + b"\0", "季报.xlsx", "forms")
    assert not office.ask(reports_out.mapping, data + b"\0", "别的.xlsx", "forms")
    assert not office.ask(reports_out.mapping, data, "季报.xlsx", "summary")


@pytest.mark.parametrize(("sheet", "cell"), [("季报", "C3"), ("没有", "A1"), ("季报", "5C"), ("季报", "ZZZZ9")])
def test_what_cannot_be_filled_is_refused(office: Office, sheet: str, cell: str) -> None:
    data = _template()
    with pytest.raises(AppError, match="TEMPLATE_CELL"):
        office.do(reports_out.save_mapping, data, "t.xlsx", "forms", {"7-1/1/total": (sheet, cell)})
        places = office.ask(reports_out.mapping, data, "t.xlsx", "forms")
        reports_out.put_in_template(data, "t.xlsx", of(office), places)


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(office: Office) -> None:
    for data in (b"", b"PK\x03\x04 torn", _template()[:900], bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600):
        with pytest.raises(AppError, match="GRID_"):
            reports_out.open_template(data, "表.xls")


def test_a_torn_or_tampered_workbook_ends_in_a_sentence_and_never_in_a_fault_of_ours(office: Office) -> None:
    filled, data = of(office), _template()
    places = {"7-1/1/total": reports_out.Place("季报", "B3")}
    dice = random.Random(3)
    for _ in range(60):
        torn = _with_part_torn(data, dice)
        with contextlib.suppress(AppError):
            reports_out.open_template(torn, "t.xlsx")
        with contextlib.suppress(AppError):
            reports_out.put_in_template(torn, "t.xlsx", filled, places)


def _with_part_torn(data: bytes, dice: random.Random) -> bytes:
    """Return the workbook with some bytes of one of its parts changed, packed anew so that no checksum tells."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = dice.choice(old.namelist())
        for name in old.namelist():
            part = bytearray(old.read(name))
            for _ in range(dice.randrange(1, 6) if name == chosen and part else 0):
                part[dice.randrange(len(part))] = dice.choice(b'<>"/0aZ=')
            new.writestr(name, bytes(part))
    return out.getvalue()


def test_the_workbook_of_a_reported_period_tells_the_corrections(office: Office, clock: FixedClock) -> None:
    keep_sealed(office, a_year(20))
    submit(office)
    clock.move(days=1)
    keep_sealed(office, [{**v, "decided_on": "2025-10-10"} for v in a_year(30, seed=8)])
    filled = of(office)
    sheet = load_workbook(BytesIO(office.ask(reports_out.as_xlsx, filled)))["更正说明"]
    assert filled.reported is not None
    told = "".join(str(row[0].value) for row in sheet.iter_rows())
    assert all(full_width(reports.said_of(filled, c)) in told for c in filled.reported.corrections)
    assert office.ask(reports_out.printed, filled).pages > office.ask(reports_out.printed, of(office, Q4.before)).pages


def test_every_act_on_reports_has_a_name_in_the_log(office: Office) -> None:
    for act in (
        reports_submit.submit_report, reports_kept.type_in_figures, reports_kept.install_layout, reports_kept.uninstall_layout,
        reports_out.save_mapping, reports_out.note_paper,
    ):  # fmt: skip
        assert audit.verb_label(act.__name__) != act.__name__


def test_the_paper_of_a_demo_store_says_so_across_the_page(tmp_path: Path, clock: FixedClock) -> None:
    with make.office(tmp_path, clock, demo=True) as invented, make.office(tmp_path / "real", clock) as real:
        marked, plain = (one.ask(reports_out.printed, of(one)).pdf for one in (invented, real))
        assert of(invented).demo
        assert marked != plain


OWN_LEVELS = """[[level]]
key = "bureau"
title = "局领导"
posts = ["局长", "党组成员"]

[[level]]
key = "section"
title = "处室"
posts = ["处长", "委员"]
"""


def test_levels_of_speakers_of_ones_own_group_the_figures_until_they_are_given_up(office: Office) -> None:
    ours = office.ask(reports.levels_of).titles
    said = office.do(reports_kept.install_layout, OWN_LEVELS.encode(), "层级.toml").result
    assert (said.name, said.title) == ("levels", "谈话人层级")
    assert office.ask(reports.levels_of).titles == {"bureau": "局领导", "section": "处室", "other": "其他"}
    assert office.ask(reports.own_levels)
    assert "levels" not in [one.name for one in office.ask(reports.names)]
    # Tables with a row for each of our levels count nothing there, and say so; a table by whatever levels there are does not.
    assert [note for note in of(office, name="leading").notes if "这些行、列数不出来" in note]
    assert not [note for note in of(office, name="summary").notes if "这些行、列数不出来" in note]
    office.do(reports_kept.uninstall_layout, "levels")
    assert office.ask(reports.levels_of).titles == ours
    assert not [note for note in of(office, name="leading").notes if "这些行、列数不出来" in note]


@pytest.mark.parametrize(("old", "new", "where"), [
    ('"section"', '"bureau"', "第 7 行的 level.2.key"), ('"section"', '"other"', "第 7 行的 level.2.key"),
    ("posts = [\"处长\"", "post = [\"处长\"", "第 "), ('title = "处室"', "title = 处室", "第 8 行的 title"),
])  # fmt: skip
def test_broken_levels_are_refused_with_line_and_key_and_the_former_ones_stay(office: Office, old: str, new: str, where: str) -> None:
    office.do(reports_kept.install_layout, OWN_LEVELS.encode(), "层级.toml")
    before = office.ask(reports.levels_of)
    with pytest.raises(AppError, match="LAYOUT_BROKEN") as refused:
        office.do(reports_kept.install_layout, OWN_LEVELS.replace(old, new).encode(), "坏.toml")
    assert where in refused.value.message()
    assert office.ask(reports.levels_of) == before
