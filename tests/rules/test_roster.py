"""Rosters: the samples come out as expected, and every row that cannot be taken says where and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cadreapp.paper.grid import read_grid
from cadreapp.records import SHAPES
from cadreapp.records.clean import clean
from cadreapp.rules.meetings_register import read_meetings
from cadreapp.rules.roster import Roster, read_roster
from cadreapp.rules.roster_cells import read_id_number, read_kind, read_member, read_politics, read_sex
from cadreapp.rules.table import Cell, Grid, Hint, Merge
from tests.rules.sheets import Given, grid, sheet

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
TODAY = date(2026, 3, 10)
HEAD = ["姓名", "性别", "出生年月", "身份证号", "入党时间", "所在支部", "部门", "职务", "政治面貌", "备注"]


def read(*rows: list[Given], merges: tuple[Merge, ...] = ()) -> Roster:
    return read_roster(grid([HEAD, *rows], merges), TODAY)


def person(name: Given = "张三", **cells: Given) -> list[Given]:
    usual: dict[str, Given] = {"birth": "1975-03", "unit": "办公室", "post": "处长", "politics": "群众"} | cells
    return [name, *(usual.get(k) for k in ("sex", "birth", "idno", "joined", "branch", "unit", "post", "politics", "note"))]


def remarks(roster: Roster, *, blocks: bool) -> list[tuple[int, str]]:
    return [(r.row, r.field) for row in roster.rows for r in row.remarks if r.blocks is blocks]


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if expected["kind"] == "roster"])
def test_a_sample_roster_comes_out_as_expected(name: str) -> None:
    expected = EXPECTED[name]
    roster = read_roster(read_grid(SAMPLES / name), TODAY)
    good = [row.plain() for row in roster.good()]
    assert {
        "kind": roster.mapping.form.kind,
        "header_row": roster.mapping.header_row,
        "rows": len(roster.rows),
        "errors": [list(error) for error in roster.errors()],
        "good_rows": len(good),
        "sample": good[: len(expected["sample"])],
    } == expected
    assert [skipped.row for skipped in roster.skipped] == [roster.rows[-1].row + 2]


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if expected["kind"] == "meetings"])
def test_a_sample_register_of_meetings_comes_out_as_expected(name: str) -> None:
    grid_ = read_grid(SAMPLES / name)
    register = read_meetings(grid_, TODAY)
    assert {
        "kind": register.mapping.form.kind, "rows": len(register.rows), "encoding": grid_.encoding,
    } == EXPECTED[name]  # fmt: skip
    assert len(register.good()) == len(register.rows)
    assert all(row.meeting.held.at and row.meeting.kinds and row.meeting.content for row in register.rows)


def test_the_original_writing_is_kept_beside_the_name() -> None:
    (row,) = read(person("次仁・卓玛")).rows
    assert (row.person.name, row.person.name_as_written) == ("次仁·卓玛", "次仁・卓玛")


@pytest.mark.parametrize("name", [None, "/", "张三、李四", "123", 7, "张\x00三", "张" * 26, Cell("#N/A", Hint.BROKEN)])
def test_a_row_without_a_usable_name_is_kept_out(name: Given) -> None:
    roster = read(person(name))
    assert roster.errors() == [(2, "name")]
    assert roster.good() == ()


@pytest.mark.parametrize("name", ["张?三", "张\ue123", "张三(女)", "张"])
def test_a_doubtful_name_is_taken_and_told(name: str) -> None:
    assert remarks(read(person(name)), blocks=False) == [(2, "name")]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (Cell("11010519491231002X"), "11010519491231002X"),
        (Cell(" 11010519491231002x"), "11010519491231002X"),
        (Cell("１１０１０５１９４９１２３１００２Ｘ"), "11010519491231002X"),
        (Cell("1.10105194912310E+17"), None),
        (Cell("3.206991976030878e+17", Hint.NUMBER), None),
        (Cell("320699197603087800", Hint.NUMBER), None),
        (Cell("110105194912310021"), None),
        (Cell("11010519491231002"), None),
        (Cell("1101051949123100²X"), None),
        (Cell("1101051949123100ABC"), None),
    ],
)
def test_an_identity_number_is_whole_or_told(cell: Cell, value: str | None) -> None:
    answer = read_id_number(cell)
    assert answer.value == value
    assert (answer.fault is None) == (value is not None)


def test_single_cells_read_the_usual_words() -> None:
    assert [read_sex(Cell(t)).value for t in ("男 ", "女", "M", "2", "")] == ["男", "女", "男", "女", None]
    assert read_sex(Cell("男女")).fault
    politics = {"中共党员": "中共党员", "党员": "中共党员", "预备党员": "中共预备党员", "民革党员": "民主党派", "九三学社社员": "民主党派",
                "共青团员": "共青团员", "群众": "群众", "无党派人士": "群众", "01": "中共党员", "13": "群众"}  # fmt: skip
    assert {text: read_politics(Cell(text)).value for text in politics} == politics
    assert read_politics(Cell("火星党")).hint
    kinds = {"在编": "在编", "公务员": "在编", "借调": "借调", "挂职干部": "挂职", "聘用制": "聘用", "劳务派遣": "聘用", "离退休": "退休"}
    assert {text: read_kind(Cell(text)).value for text in kinds} == kinds
    assert [read_member(Cell(t)).value for t in ("是", "否", "√", "", "也许")] == [True, False, True, None, None]


def test_politics_decide_who_is_a_member() -> None:
    rows = read(person("甲一", politics="中共党员"), person("乙二", politics="民革党员"), person("丙三", politics=None)).rows
    assert [row.person.member for row in rows] == [True, False, None]
    assert rows[1].person.politics_as_written == "民革党员"


def test_contradictions_are_told_and_do_not_keep_out() -> None:
    roster = read(
        person("甲一", politics="群众", joined="1999-03"),
        person("乙二", politics="中共党员"),
        person("丙三", politics="中共党员", joined="1985-03"),
        person("丁四", sex="男", birth="1949-12", idno="11010519491231002X"),
        person("戊五", birth="1950-12", idno="11010519491231002X", politics=None),
    )
    assert remarks(roster, blocks=False) == [(2, "joined"), (3, "joined"), (4, "joined"), (5, "sex"), (6, "birth")]
    assert remarks(roster, blocks=True) == [(6, "idno")]


def test_namesakes_are_told_apart_by_unit_post_and_birth() -> None:
    others = (person(unit="法规处"), person(post="科员"), person(birth="1980-01"))
    roster = read(person(), *others, person("李 四"), person("李四", birth="1981.2"))
    assert remarks(roster, blocks=True) == []
    assert remarks(roster, blocks=False) == [(3, "name"), (4, "name"), (5, "name"), (7, "name")]
    assert "单位" in roster.rows[1].remarks[0].text


def test_two_rows_that_cannot_be_told_apart_are_not_both_taken() -> None:
    roster = read(person(birth="1975-03"), person("张　三", birth="1975年3月5日"), person("王五"), person(birth="1975.03"))
    assert roster.errors() == [(3, "name"), (5, "name")]
    assert "第 2 行" in roster.rows[1].remarks[-1].text


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["合计", "60人"], "表尾"),
        (["合  计", None, None, None, None, None, None, 60], "表尾"),
        (["填表人：张三", None, None, None, "审核人：李四"], "表尾"),
        (["备注：1.出生年月填至月。"], "表尾"),
        (["制表日期：2026年3月10日"], "表尾"),
        (["共60人"], "表尾"),
        (["备注", "出生年月填至月"], "表尾"),
        (HEAD, "表头"),
        ([None, None, None, None, None, "一、局领导"], "分组"),
    ],
)
def test_a_row_that_is_no_person_is_left_out_with_its_reason(row: list[Given], reason: str) -> None:
    roster = read(person("甲一"), row, person("乙二"))
    assert [r.person.name for r in roster.rows] == ["甲一", "乙二"]
    assert [skipped.row for skipped in roster.skipped] == [3]
    assert reason in roster.skipped[0].reason


def test_a_title_merged_across_is_no_person_but_a_lone_name_is() -> None:
    roster = read(["一、办公室"], ["张三"], merges=(Merge(2, 0, 2, 9),))
    assert [skipped.row for skipped in roster.skipped] == [2]
    assert [row.person.name for row in roster.rows] == ["张三"]


def test_a_merged_column_stands_for_each_of_its_rows() -> None:
    roster = read(person("甲一"), person("乙二", unit=None), person("丙三", unit=None), merges=(Merge(2, 6, 3, 6),))
    assert [row.person.unit for row in roster.rows] == ["办公室", "办公室", None]


def test_a_name_merged_over_two_rows_is_told() -> None:
    roster = read(person("甲一"), person(None, post="副书记"), merges=(Merge(2, 0, 3, 0),))
    assert roster.errors() == [(3, "name")]


def test_a_column_that_lost_its_merges_is_told_and_not_filled() -> None:
    roster = read(person("甲一"), *(person(name, unit=None) for name in ("乙二", "丙三", "丁四", "戊五")))
    assert [row.person.unit for row in roster.rows] == ["办公室", None, None, None, None]
    assert any("合并" in note for note in roster.notes)


def test_each_remark_names_its_cell() -> None:
    (remark,) = read(person(birth="1975年13月")).rows[0].remarks
    assert (remark.row, remark.field, remark.cell, remark.blocks) == (2, "birth", "C2", True)
    assert "13月" in remark.text


def test_two_columns_of_names_and_a_second_sheet_are_told() -> None:
    side_by_side = grid([["部门", "姓名", "性别", "部门", "姓名", "性别"], ["办公室", "张三", "男", "法规处", "李四", "女"]])
    assert any("E列" in note for note in read_roster(side_by_side, TODAY).notes)
    assert not any("列没有读" in note for note in read_roster(side_by_side, TODAY, ["E="]).notes)
    two = Grid("xlsx", (*grid([HEAD, person()]).sheets, sheet([HEAD, person("李四")], name="离退休")))
    assert any("离退休" in note for note in read_roster(two, TODAY).notes)


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if expected["kind"] == "roster"])
def test_what_a_roster_gives_is_what_the_register_takes(name: str) -> None:
    for row in read_roster(read_grid(SAMPLES / name), TODAY).good():
        cleaned = clean(SHAPES["person"], row.values())
        for field in ("name", "birth", "joined", "post"):
            assert cleaned[field] == row.plain()[field]
        assert "idno" not in cleaned
