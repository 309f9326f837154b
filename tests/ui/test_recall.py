"""Paper of a void record: the window says what has to come back, until the officer registers that it did."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, recall, record
from cadreapp.office.papers import printing
from tests.ui.real_office import add_people, settle, talk_values
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.paper_steps import ACTS, paper_dialog
from ui.dialogs.seal import SealDialog
from ui.pages.record_page import RecordPage
from ui.work.desk import Desk


def dialog_of(page: RecordPage) -> FormDialog:
    (found,) = [d for d in page.findChildren(FormDialog) if d.isVisible()]
    return found


def printed_talk(desk: Desk, clock: FixedClock, qtbot: QtBot) -> tuple[RecordPage, str]:
    """Return the page on a sealed talk that was printed once, and the talk."""
    made: str = desk.office.do(record.create, "talk", talk_values(add_people(desk)[0])).result
    desk.office.do(record.seal, made)
    paper = desk.office.ask(printing.pdf, made)
    desk.office.do(printing.print_record, made, paper.form, paper.pages, paper)
    page = RecordPage(desk, clock, reading.shape("talk"))
    qtbot.addWidget(page, before_close_func=lambda p: p.editor.autosave.halt())
    page.show()
    settle(desk)
    page.open_record(made)
    settle(desk)
    return page, made


def test_voiding_a_printed_talk_says_what_has_to_come_back_until_that_is_registered(
    desk: Desk, clock: FixedClock, qtbot: QtBot
) -> None:
    page, made = printed_talk(desk, clock, qtbot)
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


def test_sealing_an_amendment_lists_first_what_it_makes_void(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    page, made = printed_talk(desk, clock, qtbot)
    (out,) = desk.office.ask(recall.superseded, made)
    page.reader.buttons["amend"].click()
    dialog_of(page).submit()
    settle(desk)
    page.editor.seal()
    settle(desk)
    (dialog,) = [d for d in page.editor.findChildren(SealDialog) if d.isVisible()]
    assert dialog.paper.text().endswith(f"要收回; 收回以前列在“要办的事”里:\n{out}")
    dialog.submit()
    settle(desk)
    assert desk.office.ask(recall.owed, made) == (out,)


def test_each_step_of_the_paper_says_what_its_reason_is_about(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    page, _made = printed_talk(desk, clock, qtbot)
    for act in ACTS:
        if "reason" in act.fields:
            dialog = paper_dialog(act, reading.shape("talk"), page.setting, {})
            qtbot.addWidget(dialog)
            assert dialog.form.shape["reason"].help == act.about
            assert ("原话" in act.about) == (act.code == "refused")
