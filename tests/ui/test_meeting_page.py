"""A new meeting begins with what the last one of the same organisation left open, and never loses what was typed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Problem
from cadreapp.office import reading, record
from tests.ui.real_office import settle
from ui.pages import meeting_tally
from ui.pages.meeting_form import MeetingForm
from ui.pages.meeting_page import MeetingPage
from ui.work.desk import Desk


@pytest.fixture
def page(desk: Desk, clock: FixedClock, qtbot: QtBot) -> MeetingPage:
    made = MeetingPage(desk, clock, reading.shape("meeting"))
    qtbot.addWidget(made, before_close_func=lambda p: p.editor.autosave.halt())
    made.show()
    settle(desk)
    return made


def branch(desk: Desk) -> str:
    office = desk.office
    made = office.do(record.create, "organisation", {"name": "第一党支部", "kind": "branch"}).result
    office.do(record.create, "meeting", {
        "kinds": ["general"], "organisation_id": made, "began_at": "2026-02-05T15:00",
        "resolutions": [{"what": "把安排印发各小组"}, {"what": "补选委员", "done_on": "2026-02-20"}],
    })  # fmt: skip
    return str(made)


def choose(page: MeetingPage, organisation: str) -> None:
    editor = page.editor.form.editors["organisation_id"]
    editor.set_value(organisation)
    editor.edited()


def test_open_points_of_the_last_meeting_are_carried_into_a_new_one(page: MeetingPage, desk: Desk) -> None:
    organisation = branch(desk)
    page.new()
    settle(desk)
    choose(page, organisation)
    settle(desk)
    carried = page.editor.form.editors["carried"].value()
    assert [row["what"] for row in carried] == ["把安排印发各小组"]
    assert "1 项" in page.editor.notice.text


def test_what_was_typed_is_never_replaced(page: MeetingPage, desk: Desk) -> None:
    organisation = branch(desk)
    page.new({"carried": [{"what": "自己写的"}]})
    settle(desk)
    choose(page, organisation)
    settle(desk)
    assert [row["what"] for row in page.editor.form.editors["carried"].value()] == ["自己写的"]


def form_of(page: MeetingPage) -> MeetingForm:
    form = page.editor.form
    assert isinstance(form, MeetingForm)
    return form


def test_parts_that_a_kind_does_not_need_are_folded_and_open_with_the_kind(page: MeetingPage, desk: Desk) -> None:
    page.new()
    settle(desk)
    form = form_of(page)
    assert not form.editors["votes"].isVisibleTo(form)
    assert not form.editors["criticisms"].isVisibleTo(form)
    kinds = form.editors["kinds"]
    kinds.set_value(["general", "life"])
    kinds.edited()
    assert form.editors["votes"].isVisibleTo(form)
    assert form.editors["criticisms"].isVisibleTo(form)
    assert not form.editors["ratings"].isVisibleTo(form)


def test_a_folded_part_opens_when_one_is_sent_to_a_field_in_it(page: MeetingPage, desk: Desk) -> None:
    page.new()
    settle(desk)
    form = form_of(page)
    form.go_to("ratings")
    assert form.editors["ratings"].isVisibleTo(form)


def test_a_folded_part_opens_with_a_remark_on_something_in_it(page: MeetingPage, desk: Desk) -> None:
    page.new()
    settle(desk)
    form = form_of(page)
    assert not form.editors["votes"].isVisible()
    form.set_hints([Problem("votes.0.for", "赞成没有过半数", blocks=False)])
    assert form.editors["votes"].isVisible()
    assert not form.editors["ratings"].isVisible()


def test_what_is_filled_is_in_sight_whatever_the_kind(page: MeetingPage, desk: Desk) -> None:
    page.new({"kinds": ["committee"], "lecture": "讲一堂党课"})
    settle(desk)
    form = form_of(page)
    assert form.editors["lecture"].isVisibleTo(form)


LISTS = {
    "present": [{"who": {"name": "张三𠮷"}, "voting": True}, {"who": {"name": "李䶮"}, "voting": True}, {"who": {"name": "赵㛃"}}],
    "absent": [{"who": {"name": "钱七"}, "voting": True}],
}


def test_attendance_is_counted_from_the_lists_and_taken_over_by_a_press(page: MeetingPage, desk: Desk) -> None:
    page.new({"kinds": ["general"], **LISTS})
    settle(desk)
    form = form_of(page)
    said = meeting_tally.attendance(form.values())
    assert said == "按名单算: 应到 4 人, 实到 3 人; 有表决权应到 3 人, 实到 2 人。有表决权的到了 2/3, 过半数。"
    form.take_counted()
    assert [form.editors[n].value() for n in meeting_tally.COUNTED] == [4, 3, 3, 2]


def test_a_vote_that_does_not_add_up_is_said_and_not_refused() -> None:
    said = meeting_tally.votes({"voters_came": 9, "votes": [{"yes": 7, "no": 1, "abstained": 1}, {"yes": 7}]})
    assert said.splitlines() == ["第 1 项合计 9 票, 与有表决权实到人数一致。", "第 2 项合计 7 票, 有表决权实到 9 人, 请核对。"]
