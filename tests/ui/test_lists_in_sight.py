"""A list shows whole columns or none, says what to do when it is empty, and its buttons never stand alone on a line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading
from tests.ui.real_office import settle
from ui.fields.flow import Flow
from ui.pages.record_page import RecordPage
from ui.widgets.parts import button
from ui.widgets.record_list import RecordList
from ui.work.desk import Desk


@pytest.fixture(params=["talk", "meeting", "person", "disposition"])
def page(request: pytest.FixtureRequest, desk: Desk, clock: FixedClock, qtbot: QtBot) -> RecordPage:
    made = RecordPage(desk, clock, reading.shape(request.param))
    qtbot.addWidget(made, before_close_func=lambda p: p.editor.autosave.halt())
    made.show()
    settle(desk)
    return made


@pytest.mark.parametrize("width", [427, 610])
def test_every_head_in_sight_is_read_whole(page: RecordPage, qtbot: QtBot, width: int) -> None:
    """These are the widths of a list on a screen of 1366 pixels, at 150 % and at 100 %."""
    shown_list = RecordList(page.model)
    qtbot.addWidget(shown_list)
    shown_list.resize(width, 400)
    shown_list.show()
    head = shown_list.horizontalHeader()
    shown = [n for n in range(head.count()) if not head.isSectionHidden(n)]
    assert len(shown) >= 3
    assert head.count() - 1 in shown
    for number in shown:
        assert head.sectionSize(number) >= head.fontMetrics().horizontalAdvance(page.model.columns[number].head) + 24
    assert sum(head.sectionSize(n) for n in shown) <= shown_list.viewport().width()


def test_an_empty_list_says_what_to_do_and_another_when_only_the_filter_is_to_blame(page: RecordPage, desk: Desk) -> None:
    assert page.pane.nothing.isVisible()
    assert not page.list.isVisible()
    page.filter.text.setText("没有这样的")
    page.filter.changed.emit(page.filter.filter())
    settle(desk)
    assert page.pane.none_left.isVisible()
    assert not page.pane.nothing.isVisible()


def test_a_last_button_takes_its_neighbour_along_to_the_next_line(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder, gap=8)
    buttons = [button(text) for text in ("打印签字件", "登记签字", "归档", "更正", "更多…")]
    for each in buttons:
        flow.addWidget(each)
    whole = flow.sizeHint().width()
    flow.setGeometry(QRect(0, 0, whole - 10, 200))
    lines = [each.geometry().y() for each in buttons]
    assert lines[:3] == [0, 0, 0]
    assert lines[3] == lines[4] > 0
