"""Paper of a void record: the window says what has to come back, until the officer registers that it did."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, recall, record
from cadreapp.office.papers import printing
from tests.ui.real_office import add_people, settle, talk_values
from ui.dialogs.form_dialog import FormDialog
from ui.pages.record_page import RecordPage
from ui.work.desk import Desk


def dialog_of(page: RecordPage) -> FormDialog:
    (found,) = [d for d in page.findChildren(FormDialog) if d.isVisible()]
    return found


def test_voiding_a_printed_talk_says_what_has_to_come_back_until_that_is_registered(
    desk: Desk, clock: FixedClock, qtbot: QtBot
) -> None:
    made = desk.office.do(record.create, "talk", talk_values(add_people(desk)[0])).result
    desk.office.do(record.seal, made)
    paper = desk.office.ask(printing.pdf, made)
    desk.office.do(printing.print_record, made, paper.form, paper.pages, paper)
    page = RecordPage(desk, clock, reading.shape("talk"))
    qtbot.addWidget(page, before_close_func=lambda p: p.editor.autosave.halt())
    page.show()
    settle(desk)
    page.open_record(made)
    settle(desk)
    page.reader.more["withdraw"].trigger()
    settle(desk)
    dialog = dialog_of(page)
    assert any("收回旧件作废" in part.text() for part in dialog.findChildren(QLabel))
    dialog.form.editors["reason"].set_value("人名写错")
    dialog.form.editors["reason"].edited()
    dialog.submit()
    settle(desk)
    assert "人名写错" in page.reader.notice.text
    assert "请收回旧件作废: " in page.reader.notice.text
    page.reader.more["recalled"].trigger()
    taken = dialog_of(page)
    taken.submit()
    settle(desk)
    assert "收回旧件作废" not in page.reader.notice.text
    assert desk.office.ask(recall.owed, made) == ()
