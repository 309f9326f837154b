"""The header of a register: found among titles, told with how sure it is, corrected by the user."""

from __future__ import annotations

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.rules.header import BRACKETS, EXACT, PARTLY, Mapping, guess, unmapped
from cadreapp.rules.meetings_form import MEETINGS
from cadreapp.rules.roster_form import ROSTER
from cadreapp.rules.table import Grid, Merge
from tests.rules.sheets import grid, sheet

FULL = ["序号", "姓  名", "性别", "出生\n年月", "部门", "职务（职级）"]
ONE = [1, "张三", "男", "1975-03", "办公室", "处长"]


def fields(mapping: Mapping) -> dict[str, str | None]:
    return {column.letters: column.field for column in mapping.columns}


def code_of(rows: list[list[object]], *given: str) -> str:
    with pytest.raises(AppError) as caught:
        guess(grid(rows), ROSTER, given)  # type: ignore[arg-type]
    assert caught.value.message("en")
    assert caught.value.remedy()
    return caught.value.code


def test_the_header_is_found_under_titles() -> None:
    _, mapping = guess(grid([["XX局花名册"], ["填报单位：XX局", None, None, "日期：2026年"], [], FULL, ONE]), ROSTER)
    assert mapping.header_row == 4
    assert list(fields(mapping).values()) == ["no", "name", "sex", "birth", "unit", "post"]


def test_a_header_of_two_rows_is_read_as_one() -> None:
    rows = [["姓名", "性别", "党员情况", None], [None, None, "入党时间", "所在支部"], ["张三", "男", "1999-03", "一支部"]]
    _, mapping = guess(grid(rows, [Merge(1, 2, 1, 3), Merge(1, 0, 2, 0)]), ROSTER)
    assert (mapping.header_row, mapping.depth) == (2, 2)
    assert list(fields(mapping).values()) == ["name", "sex", "joined", "branch"]


def test_how_sure_it_is_comes_with_each_column() -> None:
    _, mapping = guess(grid([["姓名(必填)", "性别", "人员类别情况", "血型"], ["张三", "男", "在编", "A"]]), ROSTER)
    assert [column.sure for column in mapping.columns] == [BRACKETS, EXACT, PARTLY, 0]
    assert mapping.columns[2].note
    assert [column.header for column in unmapped(mapping)] == ["血型"]


def test_unit_and_department_are_two_things_when_both_are_there() -> None:
    _, both = guess(grid([["姓名", "单位", "部门"], ["张三", "XX局", "办公室"]]), ROSTER)
    assert list(fields(both).values()) == ["name", "unit", "dept"]
    _, one = guess(grid([["姓名", "部门"], ["张三", "办公室"]]), ROSTER)
    assert list(fields(one).values()) == ["name", "unit"]


@pytest.mark.parametrize("header", ["配偶姓名", "参加工作时间", "父亲姓名", "曾用名", "入党介绍人", "任现职时间", "支部书记"])
def test_what_only_looks_alike_is_left_out(header: str) -> None:
    _, mapping = guess(grid([["姓名", "性别", header], ["张三", "男", "x"]]), ROSTER)
    assert fields(mapping)["C"] is None


def test_of_two_columns_the_likelier_is_taken_and_the_other_told() -> None:
    _, mapping = guess(grid([["姓名", "性别", "办公电话情况", "电话"], ["张三", "男", "1", "2"]]), ROSTER)
    assert fields(mapping) == {"A": "name", "B": "sex", "C": None, "D": "phone"}
    assert "联系电话" in mapping.columns[2].note


@pytest.mark.parametrize("name", ["G", "7", "党内组织"])
def test_the_user_overrules_by_letter_number_or_header(name: str) -> None:
    rows = [[*FULL, "党内组织"], [*ONE, "一支部"]]
    _, mapping = guess(grid(rows), ROSTER, [f"{name}=branch", "部门="])
    assert fields(mapping)["G"] == "branch"
    assert fields(mapping)["E"] is None


def test_a_field_given_away_leaves_its_old_column() -> None:
    _, mapping = guess(grid([FULL, ONE]), ROSTER, ["F=unit"])
    assert fields(mapping)["F"] == "unit"
    assert fields(mapping)["E"] is None


def test_without_any_header_the_user_can_name_the_columns() -> None:
    _, mapping = guess(grid([["张三", "男"], ["李四", "女"]]), ROSTER, ["A=name", "B=sex"])
    assert mapping.header_row == 0
    assert fields(mapping) == {"A": "name", "B": "sex"}


def test_what_is_wrong_with_a_mapping_is_told() -> None:
    assert code_of([["张三", "男"]]) == "IMPORT_NO_HEADER"
    assert code_of([FULL, ONE], "Z=unit") == "IMPORT_MAP_COLUMN"
    assert code_of([FULL, ONE], "E=salary") == "IMPORT_MAP_FIELD"
    assert code_of([FULL, ONE], "E") == "IMPORT_MAP_FORM"
    assert code_of([FULL, ONE], "=unit") == "IMPORT_MAP_FORM"
    assert code_of([FULL, ONE], "B=") == "IMPORT_COLUMN_MISSING"
    assert code_of([FULL, ONE], "ÅÅÅ=unit") == "IMPORT_MAP_COLUMN"


def test_the_sheet_that_looks_like_the_form_is_taken_and_a_hidden_one_last() -> None:
    notes = sheet([["说明"], ["1. 姓名照身份证填"]], name="说明")
    people = sheet([FULL, ONE], name="花名册")
    better = sheet([[*FULL, "民族", "备注"], [*ONE, "汉", ""]], name="旧", hidden=True)
    found, _ = guess(Grid("xlsx", (notes, better, people)), ROSTER)
    assert found.name == "花名册"
    found, _ = guess(Grid("xlsx", (notes, better)), ROSTER)
    assert found.name == "旧"


def test_no_header_means_two_fields_of_a_form() -> None:
    for form in (ROSTER, MEETINGS):
        seen: dict[str, str] = {}
        for want in form.wanted:
            for header in want.headers.split():
                assert seen.setdefault(header, want.field) == want.field
