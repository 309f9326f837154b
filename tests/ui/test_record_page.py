"""The page of any type on a real store: written, kept as a draft, saved, sealed, signed, amended, voided, found again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import DISK_FULL
from cadreapp.office import reading, record
from tests.ui.real_office import NAMES, add_people, settle, talk_values
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.seal import SealDialog
from ui.fields.text import LineEditor
from ui.pages.record_page import RecordPage
from ui.pages.record_page_reader import ACTS, acts_for
from ui.widgets.link import Link
from ui.work.desk import Desk


@pytest.fixture
def people(desk: Desk) -> list[str]:
    return add_people(desk)


def page_of(name: str, desk: Desk, clock: FixedClock, qtbot: QtBot) -> RecordPage:
    page = RecordPage(desk, clock, reading.shape(name))
    qtbot.addWidget(page, before_close_func=lambda p: p.editor.autosave.halt())
    page.resize(1160, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle(desk)
    return page


def dialog_of(page: RecordPage, kind: type[FormDialog]) -> FormDialog:
    found = [d for d in page.findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def cells(page: RecordPage, column: int = 0) -> list[str]:
    model = page.model
    for row in range(model.rowCount()):
        model.data(model.index(row, column))
    settle(page.desk)
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def test_a_list_shows_its_type_and_follows_changes_of_it_alone(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("person", desk, clock, qtbot)
    assert cells(page) == [name for name, _, _ in reversed(NAMES)]
    reloads: list[int] = []
    page.model.counted.connect(reloads.append)
    desk.do(record.create, "organisation", {"name": "另一处"})
    settle(desk)
    assert reloads == []
    desk.do(record.create, "person", {"name": "新来的"})
    settle(desk)
    assert reloads == [4]


def test_a_list_is_narrowed_and_sorted_in_the_store(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("person", desk, clock, qtbot)
    page.find()
    QTest.keyClicks(page.filter.text, "zs")
    QTest.keyClick(page.filter.text, Qt.Key.Key_Return)
    settle(desk)
    assert cells(page) == ["张三𠮷"]
    assert page.filter.count.text() == "1 条"
    assert QApplication.focusWidget() is page.list
    page.filter.clear()
    settle(desk)
    page.model.sort(2, Qt.SortOrder.AscendingOrder)
    settle(desk)
    assert cells(page, 2) == sorted(cells(page, 2))


def test_walking_the_list_reads_records(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("person", desk, clock, qtbot)
    page.list.take_focus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.reader.view is not None)
    settle(desk)
    assert page.reader.view is not None
    assert page.reader.view.title == NAMES[1][0]
    assert page.right.currentWidget() is page.reader


def test_writing_keeps_a_draft_and_reopening_goes_on_with_it(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("talk", desk, clock, qtbot)
    page.new()
    settle(desk)
    matter = page.editor.form.editors["matter"]
    assert isinstance(matter, LineEditor)
    QTest.keyClicks(matter.line, "half")
    qtbot.waitUntil(lambda: page.editor.state.text() == "草稿已存", timeout=4000)
    QTest.keyClicks(matter.line, " done")
    page.flush()
    assert desk.office.drafts.get("talk:new").values["matter"] == "half done"
    again = page_of("talk", desk, clock, qtbot)
    again.new()
    settle(desk)
    assert again.editor.form.editors["matter"].value() == "half done"
    again.editor.discard_draft()
    settle(desk)
    assert again.editor.form.editors["matter"].value() is None
    assert desk.office.drafts.get("talk:new") is None


def test_going_to_another_record_at_once_loses_no_key(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("person", desk, clock, qtbot)
    page.open_record(people[0])
    settle(desk)
    page.reader.wanted.emit("edit")
    settle(desk)
    note = page.editor.form.editors["note"]
    note.set_value("刚写下")
    note.edited()
    page.new()
    settle(desk)
    assert desk.office.drafts.get(f"person:{people[0]}").values["note"] == "刚写下"


def test_a_draft_that_cannot_be_kept_does_not_hold_the_lock_up(
    desk: Desk, clock: FixedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of("talk", desk, clock, qtbot)
    page.new()
    settle(desk)
    page.editor.form.editors["matter"].edited()
    told: list[str] = []
    desk.guard.refused.connect(lambda error: told.append(error.code))

    def full(*_given: object) -> None:
        raise DISK_FULL(path="drafts")

    monkeypatch.setattr(desk.office.drafts, "put", full)
    page.flush()
    assert told == ["DISK_FULL"]


def test_a_draft_older_than_the_record_is_dropped(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("person", desk, clock, qtbot)
    page.open_record(people[0])
    settle(desk)
    page.reader.wanted.emit("edit")
    settle(desk)
    post = page.editor.form.editors["post"]
    post.set_value("旧的念头")
    post.edited()
    page.flush()
    desk.office.do(record.save, people[0], {"post": "新的事实"})
    again = page_of("person", desk, clock, qtbot)
    again.open_record(people[0])
    settle(desk)
    again.reader.wanted.emit("edit")
    settle(desk)
    assert again.editor.form.editors["post"].value() == "新的事实"
    assert desk.office.drafts.all() == []


def test_what_is_refused_is_said_beside_its_field_and_nothing_is_lost(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("person", desk, clock, qtbot)
    page.new()
    settle(desk)
    name, note = page.editor.form.editors["name"], page.editor.form.editors["note"]
    name.set_value("甲\x00乙")
    name.edited()
    note.set_value("留着")
    note.edited()
    page.save()
    settle(desk)
    assert "U+0000" in name.trouble.text()
    assert page.editor.state.text() == "没有存进去"
    assert note.value() == "留着"
    assert cells(page) == []
    name.set_value("甲𠮷乙")
    name.edited()
    page.save()
    settle(desk)
    assert cells(page) == ["甲𠮷乙"]


def test_saving_twice_keeps_the_rows_their_ids(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("person", desk, clock, qtbot)
    page.open_record(people[0])
    settle(desk)
    page.reader.wanted.emit("edit")
    settle(desk)
    posts = page.editor.form.editors["posts"]
    posts.add_row().editors[1].set_value("科长")
    posts.rows()[0].editors[1].edited()
    page.save()
    settle(desk)
    first = desk.office.ask(reading.record, people[0]).values["posts"]
    posts.add_row(0).editors[1].set_value("处长")
    posts.rows()[0].editors[1].edited()
    page.save()
    settle(desk)
    second = desk.office.ask(reading.record, people[0]).values["posts"]
    assert [row["title_of_post"] for row in second] == ["处长", "科长"]
    assert second[1]["id"] == first[0]["id"]


def test_sealing_goes_to_what_is_missing_first(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("talk", desk, clock, qtbot)
    page.new({"kind": "remind"})
    settle(desk)
    assert "还缺" in page.editor.missing._text
    page.editor.seal()
    settle(desk)
    place = page.editor.form.editors["place"]
    assert place.trouble.text() == "还缺谈话地点, 定稿前补上即可"
    assert not page.findChildren(SealDialog)
    person = page.editor.form.editors["person"]
    assert QApplication.focusWidget() in person.controls()


def test_a_document_lives_from_draft_to_archive(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("talk", desk, clock, qtbot)
    made = desk.office.do(record.create, "talk", talk_values(people[0])).result
    page.open_record(made)
    settle(desk)
    page.reader.buttons["seal"].click()
    settle(desk)
    dialog = next(d for d in page.editor.findChildren(SealDialog) if d.isVisible())
    dialog.submit()
    settle(desk)
    assert page.reader.view is not None
    assert page.reader.view.state == "sealed"
    page.reader.buttons["signed"].click()
    asked = dialog_of(page, FormDialog)
    asked.form.editors["pages"].set_value(2)
    asked.form.editors["pages"].edited()
    asked.submit()
    settle(desk)
    assert not page.findChildren(FormDialog)
    page.reader.more["refused"].trigger()
    asked = dialog_of(page, FormDialog)
    asked.submit()
    assert "还缺" in asked.notice.text or "请填写" in asked.notice.text
    asked.reject()
    page.reader.buttons["archived"].click()
    asked = dialog_of(page, FormDialog)
    asked.form.editors["file_no"].set_value("2026-谈-3")
    asked.form.editors["file_no"].edited()
    asked.submit()
    settle(desk)
    steps = [s["step"] for s in desk.office.ask(reading.record, made).values["paper"]]
    assert steps == ["signed", "archived"]


def test_an_amendment_is_a_next_edition_and_the_old_one_stays_in_force(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "talk", talk_values(people[0])).result
    desk.office.do(record.seal, made)
    page = page_of("talk", desk, clock, qtbot)
    page.open_record(made)
    settle(desk)
    page.reader.buttons["amend"].click()
    dialog_of(page, FormDialog).submit()
    settle(desk)
    assert page.is_editing()
    place = page.editor.form.editors["place"]
    place.set_value("四楼 401 室")
    place.edited()
    page.save()
    settle(desk)
    assert desk.office.ask(reading.record, made).values["place"] == "三楼 305 室"
    page.editor.seal()
    settle(desk)
    next(d for d in page.editor.findChildren(SealDialog) if d.isVisible()).submit()
    settle(desk)
    view = desk.office.ask(reading.record, made)
    assert (view.edition, view.values["place"], view.amendment) == (2, "四楼 401 室", None)
    assert len(view.values["asks"]) == 1


def test_voiding_asks_why(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "talk", talk_values(people[0])).result
    desk.office.do(record.seal, made)
    page = page_of("talk", desk, clock, qtbot)
    page.open_record(made)
    settle(desk)
    page.reader.more["withdraw"].trigger()
    settle(desk)
    dialog = dialog_of(page, FormDialog)
    dialog.submit()
    settle(desk)
    assert dialog.isVisible()
    dialog.form.editors["reason"].set_value("人名写错")
    dialog.form.editors["reason"].edited()
    dialog.submit()
    settle(desk)
    assert "人名写错" in page.reader.notice.text
    assert set(page.reader.buttons) == {"print"}


def test_the_bin_gives_back(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "talk", {"kind": "heart"}).result
    page = page_of("talk", desk, clock, qtbot)
    page.open_record(made)
    settle(desk)
    page.reader.more["remove"].trigger()
    settle(desk)
    assert cells(page) == []
    page.reader.buttons["restore"].click()
    settle(desk)
    assert len(cells(page)) == 1


def test_a_person_is_shown_with_the_whole_file(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "talk", talk_values(people[0])).result
    page = page_of("person", desk, clock, qtbot)
    page.open_record(people[0])
    settle(desk)
    wanted: list[str] = []
    page.wants_record.connect(wanted.append)
    link = next(w for w in page.reader.file.findChildren(Link) if "提醒谈话" in w.text())
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert wanted == [made]


def test_looking_at_something_sensitive_is_put_on_record(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "talk", talk_values(people[0])).result
    page = page_of("talk", desk, clock, qtbot)
    page.open_record(made)
    settle(desk)
    assert "view" in [entry.op for entry in desk.office.ask(reading.history, made)]


def test_forgetting_leaves_no_name_behind(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of("person", desk, clock, qtbot)
    page.open_record(people[0])
    settle(desk)
    page.flush()
    page.forget()
    assert page.model.rowCount() == 0
    assert page.reader.title.text() == ""


def test_what_came_from_another_unit_is_only_read(desk: Desk, people: list[str], clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "talk", talk_values(people[0])).result
    view = desk.office.ask(reading.record, made)
    shape = reading.shape("talk")
    assert {a.code for a in acts_for(shape.family, view)} > {"print", "edit"}
    assert {a.code for a in acts_for(shape.family, replace(view, ours=False))} == {"print"}
    assert all(any(a.code in ("print", "edit") for a in acts) for acts in ACTS.values())


@pytest.mark.parametrize("shape", reading.types(), ids=lambda s: s.name)
def test_every_type_has_a_page_whose_form_gives_back_what_it_was_given(shape: object, desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    name = shape.name  # type: ignore[attr-defined]
    page = page_of(name, desk, clock, qtbot)
    page.new()
    settle(desk)
    given = {f.name: None for f in page.shape.fields}
    page.editor.form.set_values(given)
    assert page.editor.form.values() == given
    for editor in page.editor.form.editors.values():
        assert editor.controls(), editor.field.name
