"""使用记录: every entry says who, when and what, a change says what stood there before, and nothing stays after closing."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from tests.ui.real_office import add_people, settle
from ui.dialogs.history import HistoryDialog
from ui.pages.person_file import PersonPage
from ui.pages.record_page_of import page_of
from ui.pages.talk_page import TalkPage
from ui.work.desk import Desk


def test_a_change_is_told_with_before_and_after(desk: Desk, qtbot: QtBot) -> None:
    person = add_people(desk)[0]
    desk.office.do(record.save, person, {"post": "主任"})
    dialog = HistoryDialog(desk, reading.shape("person"), desk.office.ask(reading.record, person))
    qtbot.addWidget(dialog)
    dialog.show()
    settle(desk)
    assert dialog.list.count() == 2
    assert "修改" in dialog.list.item(0).text()
    assert "王委员" in dialog.list.item(0).text()
    told = [w.text() for w in dialog.findChildren(QLabel) if not w.isHidden()]
    assert {"现任职务(职级)", "副主任", "主任"} <= set(told)
    dialog.list.setCurrentRow(1)
    settle(desk)
    dialog.reject()
    assert dialog.list.count() == 0


def test_a_designed_page_is_found_by_its_type(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    kinds = {}
    for shape in reading.types():
        page = page_of(desk, clock, shape.name)
        qtbot.addWidget(page)
        kinds[shape.name] = type(page)
    settle(desk)
    assert kinds["talk"] is TalkPage
    assert kinds["person"] is PersonPage
