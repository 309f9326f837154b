"""A talk is written from the first to the last key without the mouse, in front of the person without showing what is internal."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from tests.ui.real_office import add_people, settle, talk_values
from ui.fields.turns import TurnsEditor
from ui.pages.talk_form import TalkForm
from ui.pages.talk_page import TalkEditor, TalkPage
from ui.work.desk import Desk
from ui.work.watch import watch

SAID = (("经过是怎样的?", "材料没有及时盖章。"), ("有没有报告?", "没有。"))


@pytest.fixture
def page(desk: Desk, clock: FixedClock, qtbot: QtBot) -> TalkPage:
    watch()  # as the program does at its start
    made = TalkPage(desk, clock, reading.shape("talk"))
    qtbot.addWidget(made, before_close_func=lambda p: p.editor.autosave.halt())
    made.resize(1160, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle(desk)
    return made


def form_of(page: TalkPage) -> TalkForm:
    assert isinstance(page.editor.form, TalkForm)
    return page.editor.form


def turns_of(page: TalkPage) -> TurnsEditor:
    editor = form_of(page).editors["turns"]
    assert isinstance(editor, TurnsEditor)
    return editor


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def press(key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    QTest.keyClick(focused(), key, modifiers)


def tab_to(wanted: QWidget, most: int = 60) -> None:
    for _ in range(most):
        if focused() is wanted:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {wanted.accessibleName()}")


def write_head(page: TalkPage, qtbot: QtBot) -> None:
    """Fill the head from the kind to those who talk."""
    form = form_of(page)
    for _ in range(3):
        press(Qt.Key.Key_Down)
    tab_to(form.editors["matter"].controls()[0])
    write("关于验收材料报送多次逾期的情况")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "zs")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    ended = form.editors["ended_at"].controls()
    tab_to(ended[0])
    QTest.keyClicks(focused(), "3-5")
    tab_to(ended[2])
    QTest.keyClicks(focused(), "1520")
    for name, text in (("place", "三楼 305 室"), ("recorder", "赵㛃"), ("talkers", "李䶮")):
        tab_to(form.editors[name].controls()[0])
        write(text)


def write_talk(page: TalkPage) -> None:
    """Write two turns, the statement, one ask and the attitude."""
    form = form_of(page)
    tab_to(turns_of(page).rows()[0].controls()[0])
    for question, answer in SAID:
        write(question)
        press(Qt.Key.Key_Return)
        write(answer)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert focused() is form.editors["statement"].controls()[0]
    write("情况属实。")
    tab_to(form.editors["asks"].controls()[0])
    press(Qt.Key.Key_Space)
    write("补交材料")
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "0330")
    tab_to(form.editors["attitude"].controls()[0])
    write("接受提醒。")


def test_a_talk_is_written_saved_and_sealed_with_keys_alone(page: TalkPage, desk: Desk, qtbot: QtBot) -> None:
    people = add_people(desk)
    page.new()
    settle(desk)
    form = form_of(page)
    assert focused() is form.editors["kind"].controls()[0]
    write_head(page, qtbot)
    assert form.editors["kind"].value() == "remind"
    assert form.editors["person"].value() == {"person": people[0], "name": "张三𠮷", "unit": "办公室", "post": "副主任"}
    write_talk(page)
    for name, text in (("person_politics", "中共党员"), ("basis", "监督条例第二十一条")):
        tab_to(form.editors[name].controls()[0])
        write(text)
    tab_to(form.editors["source"].controls()[0])
    press(Qt.Key.Key_Down)
    page.save()
    settle(desk)
    view = page.editor.view
    assert view is not None, page.editor.notice.text
    assert view.problems == ()
    assert [(t["question"], t["answer"]) for t in view.values["turns"]] == list(SAID)
    assert view.values["asks"][0]["term"] == "2026-03-30"
    page.editor.seal()
    settle(desk)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    assert page.reader.view is not None
    assert page.reader.view.state == "sealed"


def test_half_typed_pinyin_moves_nowhere(page: TalkPage, desk: Desk) -> None:
    page.new()
    settle(desk)
    turns = turns_of(page)
    area = turns.rows()[0].controls()[0]
    area.setFocus()
    QApplication.sendEvent(area, QInputMethodEvent("wen", []))
    press(Qt.Key.Key_Return)
    assert focused() is area
    assert area.text() == ""
    committed = QInputMethodEvent("", [])
    committed.setCommitString("问")
    QApplication.sendEvent(area, committed)
    press(Qt.Key.Key_Return)
    assert focused() is turns.rows()[0].controls()[1]
    assert area.text() == "问"


def test_a_new_line_inside_an_answer_takes_shift(page: TalkPage, desk: Desk) -> None:
    page.new()
    settle(desk)
    turns = turns_of(page)
    turns.rows()[0].controls()[1].setFocus()
    write("第一段")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write("第二段")
    assert turns.value()[0]["answer"].split("\n") == ["第一段", "第二段"]


def test_the_quiet_mode_shows_the_talk_alone(page: TalkPage, desk: Desk) -> None:
    person = add_people(desk)[0]
    desk.office.do(record.create, "talk", talk_values(person))
    page.new({"kind": "remind", "person": {"person": person, "name": "张三𠮷"}, "source": "public"})
    settle(desk)
    editor = page.editor
    assert isinstance(editor, TalkEditor)
    assert editor.last.isVisible()
    told: list[bool] = []
    page.quieted.connect(told.append)
    focused().setFocus()
    press(Qt.Key.Key_F9)
    assert told == [True]
    for name in ("source", "clue_id", "kind", "person"):
        assert not form_of(page).editors[name].isVisible(), name
    assert not editor.last.isVisible()
    for name in ("turns", "statement", "asks", "attitude"):
        assert form_of(page).editors[name].isVisible(), name
    assert focused() is turns_of(page).rows()[-1].controls()[0]
    press(Qt.Key.Key_F9)
    assert told == [True, False]
    assert form_of(page).editors["source"].isVisible()


def test_what_was_asked_last_time_stands_on_top(page: TalkPage, desk: Desk) -> None:
    person = add_people(desk)[0]
    before = desk.office.do(record.create, "talk", talk_values(person)).result
    page.new({"kind": "remind", "person": {"person": person, "name": "张三𠮷"}})
    settle(desk)
    editor = page.editor
    assert isinstance(editor, TalkEditor)
    assert "补交验收材料 (2026年3月30日前), 以财务处收讫为准　还没有登记完成" in editor.last._asks.text()
    editor.last._take()
    values = form_of(page).values()
    assert (values["previous_id"], values["round"]) == (before, 2)
    assert values["turns"] in (None, [])


def test_a_talk_with_someone_else_does_not_show_it(page: TalkPage, desk: Desk) -> None:
    people = add_people(desk)
    desk.office.do(record.create, "talk", talk_values(people[0]))
    page.new({"kind": "remind", "person": {"person": people[1], "name": "李䶮"}})
    settle(desk)
    editor = page.editor
    assert isinstance(editor, TalkEditor)
    assert not editor.last.isVisible()


def test_fields_that_this_kind_does_not_need_are_folded_and_come_when_it_does(page: TalkPage, desk: Desk) -> None:
    page.new()
    settle(desk)
    form = form_of(page)
    assert not form.editors["approved_by"].isVisibleTo(form)
    form.editors["kind"].set_value("admonish")
    form.editors["kind"].edited()
    assert form.editors["approved_by"].isVisibleTo(form)
    form.editors["kind"].set_value("heart")
    form.editors["kind"].edited()
    assert not form.editors["approved_by"].isVisibleTo(form)
    form._unfold.click()
    assert form.editors["approved_by"].isVisibleTo(form)


def test_a_narrative_takes_the_place_of_turns_but_hides_none_that_are_written(page: TalkPage, desk: Desk) -> None:
    page.new()
    settle(desk)
    form = form_of(page)
    turns_of(page).rows()[0].controls()[0].setFocus()
    write("已经问了一句")
    form.editors["style"].set_value("narrative")
    form.editors["style"].edited()
    assert form.editors["narrative"].isVisible()
    assert form.editors["turns"].isVisible()


def test_every_field_of_a_talk_has_its_place(page: TalkPage) -> None:
    wanted = {f.name for f in page.shape.fields if not f.after_seal}
    assert set(form_of(page).editors) == wanted


def test_locking_while_someone_talks_keeps_every_word(page: TalkPage, desk: Desk) -> None:
    page.new()
    settle(desk)
    turns_of(page).rows()[0].controls()[0].setFocus()
    write("锁屏前的半句")
    page.flush()
    kept = desk.office.drafts.get("talk:new")
    assert kept is not None
    assert kept.values["turns"] == [{"question": "锁屏前的半句"}]
    page.forget()
    assert "锁屏前的半句" not in str(form_of(page).values())
