"""Whatever a sheet holds, each of its rows is an entry or is left out with a reason, and reading never breaks."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.errors import AppError
from cadreapp.rules.header import guess
from cadreapp.rules.meetings_form import MEETINGS
from cadreapp.rules.meetings_register import read_meetings
from cadreapp.rules.roster import read_roster
from cadreapp.rules.roster_form import ROSTER
from cadreapp.rules.table import Cell, Grid, Hint, Merge
from tests.rules.sheets import grid

TODAY = date(2026, 3, 5)
WORDS = st.sampled_from([
    "", " ", "张三", "张　三", "吴𠮷", "男", "女", "1975.1", "1975.03", "75年3月", "2019年13月", "27468", "3.2E+17", "11010519491231002X", "合计",
    "填表人：甲", "姓名", "性别", "中共党员", "是", "#REF!", "2026年2月3日上午9:00", "党课", "12人", "办公室", "一、局领导", "/",
])  # fmt: skip
CELLS = st.builds(Cell, st.one_of(WORDS, st.text(max_size=12)), st.sampled_from(Hint))
HEADERS = st.sampled_from([want.headers.split()[0] for form in (ROSTER, MEETINGS) for want in form.wanted] + ["", "血型", "姓 名\n(必填)"])
MERGES = st.builds(
    lambda top, left, down, right: Merge(top, left, top + down, left + right),
    st.integers(1, 12), st.integers(0, 8), st.integers(0, 5), st.integers(0, 3),
)  # fmt: skip


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 9))
    head = [Cell(draw(HEADERS)) for _ in range(width)]
    body = draw(st.lists(st.lists(CELLS, max_size=width), max_size=9))
    return grid([["花名册"], head, *body], draw(st.lists(MERGES, max_size=4)))


@given(given_grid=grids(), forced=st.booleans())
def test_every_row_of_any_sheet_is_accounted_for(given_grid: Grid, forced: bool) -> None:
    for form, read, columns in ((ROSTER, read_roster, ["A=name"]), (MEETINGS, read_meetings, ["A=kinds", "1=held"])):
        overrides = columns if forced else []
        try:
            _, mapping = guess(given_grid, form, overrides)
        except AppError as error:
            assert str(error.code).startswith("IMPORT_")  # noqa: PT017
            continue
        register = read(given_grid, TODAY, overrides)
        below = {line.number for line in given_grid.sheets[0].lines if line.number > mapping.header_row}
        told = [row.row for row in register.rows] + [skipped.row for skipped in register.skipped]
        assert len(told) == len(set(told))
        assert set(told) <= below
        silent = [line for line in given_grid.sheets[0].lines if line.number in below - set(told)]
        assert all(len(line.filled()) == 1 for line in silent)
        for row in register.rows:
            assert row.good == (not [remark for remark in row.remarks if remark.blocks])
