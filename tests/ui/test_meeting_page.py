"""A new meeting begins with what the last one of the same organisation left open, and never loses what was typed."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from tests.ui.real_office import settle
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
