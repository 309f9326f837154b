"""Several new records of one type, none of them saved: each keeps a place of its own and every one is found again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import DISK_FULL
from cadreapp.office import reading, record
from cadreapp.office.drafts import Typed
from tests.ui.real_office import add_people, settle, talk_values
from ui.dialogs.seal import SealDialog
from ui.fields.text import LineEditor
from ui.pages.record_page import RecordPage
from ui.pages.record_page_of import page_of
from ui.work.desk import Desk

OLDER = "还没写完的一份𠮷䶮㛃"
DUTY = {"kind": "heart", "matter": "今年还没有谈心谈话"}


@pytest.fixture
def page(desk: Desk, clock: FixedClock, qtbot: QtBot) -> RecordPage:
    return opened(desk, clock, qtbot)


def opened(desk: Desk, clock: FixedClock, qtbot: QtBot, type_name: str = "talk") -> RecordPage:
    made = page_of(desk, clock, type_name)
    qtbot.addWidget(made, before_close_func=lambda p: p.editor.autosave.halt())
    made.resize(1160, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle(desk)
    return made


def type_into(page: RecordPage, name: str, text: str) -> None:
    editor = page.editor.form.editors[name]
    editor.set_value(text)
    editor.edited()


def left_lying(page: RecordPage, text: str = OLDER) -> None:
    """Begin a talk, type, leave."""
    page.new()
    settle(page.desk)
    type_into(page, "matter", text)
    page.editor.leave()
    settle(page.desk)


def lying(desk: Desk) -> dict[str, object]:
    return {d.slot: d.values["matter"] for d in desk.office.drafts.all()}


def begun(page: RecordPage, values: dict[str, object]) -> RecordPage:
    page.new(values)
    settle(page.desk)
    page.editor.autosave.flush()
    settle(page.desk)
    return page


def matter(page: RecordPage) -> object:
    return page.editor.form.editors["matter"].value()


def test_what_a_duty_fills_in_does_not_wait_behind_an_older_draft_nor_touches_it(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    begun(page, DUTY)
    assert page.editor.form.values()["kind"] == "heart"
    assert matter(page) == DUTY["matter"]
    assert lying(desk) == {"talk:new": OLDER, "talk:new:2": DUTY["matter"]}
    bar = page.editor.other_bar
    assert bar.isVisible()
    assert f"另有一份没有保存的谈话: {OLDER}" in bar.text.text()
    assert not page.editor.draft_bar.isVisible()


def test_one_goes_over_to_the_older_draft_and_back_and_neither_loses_a_key(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    begun(page, DUTY)
    type_into(page, "place", "三楼 305 室")
    page.editor.other_bar.button.click()
    settle(desk)
    assert matter(page) == OLDER
    assert page.editor.draft_bar.isVisible()
    assert str(DUTY["matter"]) in page.editor.other_bar.text.text()
    type_into(page, "place", "四楼")
    page.editor.other_bar.button.click()
    settle(desk)
    assert (matter(page), page.editor.form.values()["place"]) == (DUTY["matter"], "三楼 305 室")
    assert {d.slot: d.values["place"] for d in desk.office.drafts.all()} == {"talk:new": "四楼", "talk:new:2": "三楼 305 室"}


def test_a_draft_that_cannot_be_kept_stays_in_the_editor_instead_of_giving_way(
    page: RecordPage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_lying(page)
    begun(page, DUTY)

    def full(*_given: object) -> None:
        raise DISK_FULL(path="drafts")

    monkeypatch.setattr(desk.office.drafts, "put", full)
    type_into(page, "place", "只在屏幕上")
    page.editor.other_bar.button.click()
    settle(desk)
    assert page.editor.form.values()["place"] == "只在屏幕上"
    assert "没有存上" in page.editor.notice.text


def test_the_same_duty_clicked_again_goes_on_with_the_draft_begun_for_it(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    begun(page, DUTY)
    type_into(page, "place", "三楼 305 室")
    page.editor.leave()
    settle(desk)
    begun(page, DUTY)
    assert page.editor.form.values()["place"] == "三楼 305 室"
    assert page.editor.draft_bar.isVisible()
    begun(page, DUTY)
    assert set(lying(desk)) == {"talk:new", "talk:new:2"}
    begun(page, {"kind": "visit", "matter": "处分期间回访"})
    assert set(lying(desk)) == {"talk:new", "talk:new:2", "talk:new:3"}


def test_a_talk_owed_to_another_person_is_not_the_one_that_was_begun(page: RecordPage, desk: Desk) -> None:
    one, two, _ = add_people(desk)
    for person, name in ((one, "张三𠮷"), (two, "李䶮")):
        begun(page, {**DUTY, "person": {"person": person, "name": name, "unit": None, "post": None}})
    assert len(lying(desk)) == 2
    begun(page, {**DUTY, "person": {"person": one, "name": "张三𠮷", "unit": "办公室", "post": "副主任"}})
    assert len(lying(desk)) == 2
    assert page.editor.form.values()["person"]["person"] == one


def test_an_empty_new_record_still_goes_on_with_the_first_draft_and_names_the_others(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    begun(page, DUTY)
    begun(page, {"kind": "visit", "matter": "处分期间回访"})
    page.new()
    settle(desk)
    assert matter(page) == OLDER
    assert "还有 2 份没有保存的谈话" in page.editor.other_bar.text.text()
    page.editor.other_bar.button.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    said = [action.text() for action in menu.actions()]
    assert [f"· {DUTY['matter']} (2026年3月5日" in text for text in said] == [True, False]
    menu.actions()[0].trigger()
    menu.close()
    settle(desk)
    assert matter(page) == DUTY["matter"]


def test_a_draft_that_is_thrown_away_takes_no_other_with_it_and_leaves_what_the_duty_knew(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    begun(page, DUTY)
    type_into(page, "place", "三楼 305 室")
    page.editor.leave()
    settle(desk)
    begun(page, DUTY)
    page.editor.draft_bar.button.click()
    settle(desk)
    assert lying(desk) == {"talk:new": OLDER}
    assert (matter(page), page.editor.form.values()["place"]) == (DUTY["matter"], None)
    page.editor.other_bar.button.click()
    settle(desk)
    assert matter(page) == OLDER
    page.editor.draft_bar.button.click()
    settle(desk)
    assert lying(desk) == {}


def test_saving_ends_the_own_draft_alone_and_what_is_typed_after_it_is_kept_by_the_record(page: RecordPage, desk: Desk) -> None:
    person, *_ = add_people(desk)
    left_lying(page)
    begun(page, talk_values(person))
    page.save()
    settle(desk)
    assert lying(desk) == {"talk:new": OLDER}
    view = page.editor.view
    assert view is not None
    assert page.editor.other_bar.isVisible()
    type_into(page, "place", "改到四楼")
    page.editor.other_bar.button.click()
    settle(desk)
    assert matter(page) == OLDER
    assert page.editor.view is None
    assert lying(desk) == {"talk:new": OLDER, f"talk:{view.id}": view.values["matter"]}
    page.edit_record(view.id)
    settle(desk)
    assert page.editor.form.values()["place"] == "改到四楼"
    assert not page.editor.other_bar.isVisible()
    page.save()
    settle(desk)
    assert lying(desk) == {"talk:new": OLDER}


def test_sealing_ends_the_own_draft_alone(page: RecordPage, desk: Desk) -> None:
    person, *_ = add_people(desk)
    left_lying(page)
    begun(page, talk_values(person))
    page.editor.seal()
    settle(desk)
    next(d for d in page.editor.findChildren(SealDialog) if d.isVisible()).submit()
    settle(desk)
    assert page.reader.view is not None
    assert page.reader.view.state == "sealed"
    assert lying(desk) == {"talk:new": OLDER}


def test_a_lock_keeps_what_is_typed_in_its_own_slot_and_clears_every_name(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    begun(page, DUTY)
    type_into(page, "matter", "刚好锁上")
    page.flush()
    assert lying(desk) == {"talk:new": OLDER, "talk:new:2": "刚好锁上"}
    page.forget()
    assert OLDER not in page.editor.other_bar.text.text()
    assert not page.editor.other_bar.isVisible()


def test_a_lock_before_the_drafts_were_looked_at_overwrites_none_of_them(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    page.new(DUTY)
    type_into(page, "matter", "一打开就锁上")
    page.flush()
    assert lying(desk) == {"talk:new": OLDER, "talk:new:2": "一打开就锁上"}


def test_typing_before_the_answer_comes_leaves_the_older_draft_alone(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    page.new()
    type_into(page, "matter", "手比电脑快")
    settle(desk)
    page.editor.autosave.flush()
    settle(desk)
    assert lying(desk) == {"talk:new": OLDER, "talk:new:2": "手比电脑快"}
    assert page.editor.other_bar.isVisible()


def test_a_program_that_died_with_both_open_finds_both(page: RecordPage, desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    left_lying(page)
    begun(page, DUTY)
    page.editor.autosave.halt()
    again = opened(desk, clock, qtbot)
    for draft in desk.office.drafts.all():
        again.new(slot=draft.slot)
        settle(desk)
        assert matter(again) == draft.values["matter"]
    assert len(lying(desk)) == 2


def test_while_a_talk_is_held_no_other_persons_draft_is_named(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    begun(page, DUTY)
    QTest.keyClick(page.editor, Qt.Key.Key_F9)
    assert not page.editor.other_bar.isVisible()
    QTest.keyClick(page.editor, Qt.Key.Key_F9)
    assert page.editor.other_bar.isVisible()


def test_the_keyboard_reaches_the_other_draft_and_stands_in_its_first_field_then(page: RecordPage, desk: Desk) -> None:
    left_lying(page)
    begun(page, DUTY)
    for _ in range(80):
        if QApplication.focusWidget() is page.editor.other_bar.button:
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.editor.other_bar.button
    assert "谈话" in page.editor.other_bar.button.accessibleName()
    QTest.keyClick(page.editor.other_bar.button, Qt.Key.Key_Space)
    settle(desk)
    assert matter(page) == OLDER
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.editor.form.isAncestorOf(focus)


def test_drafts_of_kept_records_and_of_other_types_are_not_named_beside_a_new_one(page: RecordPage, desk: Desk, clock: FixedClock) -> None:
    person, *_ = add_people(desk)
    for typed in (Typed("person:new", "person", {"name": "别的类型"}), Typed("talk:x", "talk", {"matter": "旧记录"}, ("x", 1))):
        desk.office.drafts.put(typed, clock)
    begun(page, {**DUTY, "person": {"person": person, "name": "张三𠮷", "unit": None, "post": None}})
    assert not page.editor.other_bar.isVisible()
    assert "talk:new" in {d.slot for d in desk.office.drafts.all()}


def test_a_meeting_gone_on_with_keeps_what_was_typed_when_its_organisation_carries_something_in(
    desk: Desk, clock: FixedClock, qtbot: QtBot
) -> None:
    office = desk.office
    branch = office.do(record.create, "organisation", {"name": "第一党支部", "kind": "branch"}).result
    values = {"kinds": ["committee"], "organisation_id": branch, "year": 2026}
    page = opened(desk, clock, qtbot, "meeting")
    begun(page, values)
    place = page.editor.form.editors["place"]
    assert isinstance(place, LineEditor)
    place.set_value("会议室")
    place.edited()
    page.editor.leave()
    settle(desk)
    left = {**values, "began_at": "2026-02-05T09:00", "resolutions": [{"what": "上次议定的事", "term": "2026-02-20"}]}
    office.do(record.create, "meeting", left)
    begun(page, values)
    assert page.editor.form.values()["place"] == "会议室"
    assert [d.slot for d in office.drafts.all()] == ["meeting:new"]


def test_a_title_of_a_draft_with_nothing_typed_still_reads(desk: Desk) -> None:
    assert reading.title_of("talk", {})
