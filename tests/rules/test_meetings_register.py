"""Registers of organisational life: kinds, counts and people read, doubts told."""

from __future__ import annotations

from datetime import date

from cadreapp.rules.meetings_register import MeetingsRegister, read_meetings
from cadreapp.rules.table import Cell, Hint
from tests.rules.sheets import Given, grid

HEAD = ["会议类型", "时间", "地点", "主持人", "记录人", "应到", "实到", "议题", "内容", "备注"]


def read(*rows: list[Given]) -> MeetingsRegister:
    return read_meetings(grid([["台账"], HEAD, *rows]), date(2026, 3, 5))


def meeting(kinds: Given = "党课", time: Given = "2026年2月3日上午9:00", due: Given = 12, present: Given = "11人") -> list[Given]:
    return [kinds, time, "三楼", "张 三", "李四、王五", due, present, "议题", "内容\n第二行", None]


def errors(register: MeetingsRegister) -> list[tuple[int, str, bool]]:
    return [(r.row, r.field, r.blocks) for row in register.rows for r in row.remarks]


def test_a_meeting_is_read_whole() -> None:
    register = read(meeting("主题党日暨党课"))
    held = register.rows[0].meeting
    assert register.mapping.header_row == 2
    assert held.kinds == ("党课", "主题党日")
    assert (held.held.at, held.chair, held.recorder, held.due, held.present) == ("2026-02-03T09:00", "张三", "李四、王五", 12, 11)
    assert held.content == "内容\n第二行"
    assert errors(register) == [(3, "recorder", False)]


def test_what_cannot_be_taken_is_told_with_its_column() -> None:
    register = read(
        meeting("跳舞"), meeting(None), meeting(time="2026年2月"), meeting(time=None), meeting(due="很多"),
        meeting(present=Cell("#REF!", Hint.BROKEN)),
    )  # fmt: skip
    assert [(row, field) for row, field, blocks in errors(register) if blocks] == [
        (3, "kinds"), (4, "kinds"), (5, "held"), (6, "held"), (7, "due"), (8, "present"),
    ]  # fmt: skip
    assert register.good() == ()


def test_more_present_than_due_is_told_and_taken() -> None:
    register = read(meeting(due=10, present=12))
    assert (3, "present", False) in errors(register)
    assert len(register.good()) == 1


def test_a_long_record_is_taken_up_to_the_limit_of_a_field() -> None:
    row = meeting()
    row[8] = "记" * 200_000
    longer = meeting()
    longer[8] = "记" * 200_001
    register = read(row, longer)
    assert [r.good for r in register.rows] == [True, False]
