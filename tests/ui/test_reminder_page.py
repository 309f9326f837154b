"""The page of reminders leads through the course; a word in passing takes one line on the page of talks."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from cadreapp.office.rule import guides_course
from cadreapp.store.reading import Listing
from tests.ui.real_office import add_people, settle
from ui.dialogs.form_dialog import FormDialog
from ui.pages.record_page_of import page_of
from ui.pages.reminder_page import ReminderEditor, ReminderPage
from ui.pages.talk_page import TalkPage
from ui.work.desk import Desk

PLAN = {"kind": "duty", "person": {"name": "张三𠮷"}, "matter": "整改进度落后", "basis": "监督条例第七条"}


def shown(desk: Desk, clock: FixedClock, qtbot: QtBot) -> ReminderPage:
    made = page_of(desk, clock, "reminder")
    assert isinstance(made, ReminderPage)
    qtbot.addWidget(made, before_close_func=lambda p: p.editor.autosave.halt())
    made.resize(1100, 700)
    made.show()
    settle(desk)
    return made


def test_the_editor_says_what_to_do_now_and_what_is_lacking(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    page = shown(desk, clock, qtbot)
    page.new(dict(PLAN))
    editor = page.editor
    assert isinstance(editor, ReminderEditor)
    qtbot.waitUntil(lambda: "现在: 拟定" in editor.course.now.text())
    assert editor.course.lacks.isHidden()
    editor.form.editors["basis"].set_value(None)
    editor.form.editors["basis"].edited()
    qtbot.waitUntil(lambda: editor.course.lacks.text() == "这一步还缺 依据")


def test_the_reader_shows_the_steps_ahead_as_the_unit_runs_them(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "reminder", {**PLAN, "no_notice": True, "at": "2026-03-06T09:00"}).result
    desk.office.do(record.step, made, "planned", {})
    desk.office.do(guides_course.set_way, ("approved",), workdays=True)
    page = shown(desk, clock, qtbot)
    page.open_record(made)

    def told() -> str:
        return "\n".join(w.text() for w in page.reader.way.findChildren(QLabel) if not w.isHidden())

    qtbot.waitUntil(lambda: "下一步: 谈话" in told())
    assert "批准登记 (跳过)\n本单位不用这一步" in told()
    assert "临时约谈, 不发通知书" in told()
    assert "约谈: 一个工作日内到期 (2026-03-06)" in told()


def test_the_units_way_is_chosen_in_a_dialog(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    page = shown(desk, clock, qtbot)
    dialog = page.open_way(((), False))
    dialog.form.editors["without"].set_value(["notified", "approved"])
    dialog.form.editors["days"].set_value("workday")
    dialog.submit()
    qtbot.waitUntil(lambda: desk.office.ask(guides_course.way) == (("approved", "notified"), True))


def test_a_word_of_reminder_is_one_line_and_done(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    [person, *_] = add_people(desk)
    page = page_of(desk, clock, "talk")
    assert isinstance(page, TalkPage)
    qtbot.addWidget(page, before_close_func=lambda p: p.editor.autosave.halt())
    page.show()
    dialog = page.oral()
    assert isinstance(dialog, FormDialog)
    assert list(dialog.form.editors) == ["person", "matter", "began_at"]
    dialog.submit()
    assert dialog.isVisible()
    dialog.form.editors["person"].set_value({"person": person, "name": "张三𠮷"})
    dialog.form.editors["matter"].set_value("周报迟交, 当场提醒")
    dialog.submit()
    qtbot.waitUntil(lambda: not page.findChildren(FormDialog))
    [line] = desk.office.ask(reading.rows, Listing("talk"))
    view = desk.office.ask(reading.record, line.id)
    assert (view.state, view.values["kind"], view.values["talkers"][0]["who"]["name"]) == ("sealed", "oral", "王委员")
