"""On a branch's desk the choices that are another's stay out of sight, with the reason under the field; nothing is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record, undo
from cadreapp.office.rule import guides
from tests.ui.real_office import add_people, settle, talk_values
from ui.fields.base import FieldEditor
from ui.fields.row import Row
from ui.fields.rows import RowsEditor
from ui.pages.record_page import RecordPage
from ui.pages.record_page_of import page_of
from ui.work.desk import Desk


@pytest.fixture
def page(desk: Desk, clock: FixedClock, qtbot: QtBot) -> RecordPage:
    desk.office.do(guides.set_role, "branch")
    made = opened(desk, clock, qtbot, "disposition")
    made.new()
    settle(desk)
    return made


def opened(desk: Desk, clock: FixedClock, qtbot: QtBot, type_name: str) -> RecordPage:
    made = page_of(desk, clock, type_name)
    qtbot.addWidget(made, before_close_func=lambda p: p.editor.autosave.halt())
    made.resize(1160, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    settle(desk)
    return made


def measures(page: RecordPage) -> RowsEditor:
    editor = page.editor.form.editors["measures"]
    assert isinstance(editor, RowsEditor)
    return editor


def combo(row: Row, name: str = "measure") -> QComboBox:
    editor = row.editor(name)
    assert editor is not None
    found = editor.controls()[0]
    assert isinstance(found, QComboBox)
    return found


def offers(row: Row) -> set[str]:
    picker = combo(row)
    return {str(picker.itemData(n)) for n in range(1, picker.count()) if not picker.view().isRowHidden(n)}  # type: ignore[attr-defined]


def note(editor: FieldEditor) -> str:
    return "\n".join(w.text() for w in editor.findChildren(QLabel) if w.isVisible() and w.text().startswith("没有列出"))


def choose(editor: FieldEditor | None, value: object) -> None:
    assert editor is not None
    editor.set_value(value)
    editor.edited()


def test_a_row_is_without_what_is_not_a_branchs_from_the_moment_it_appears(page: RecordPage, desk: Desk) -> None:
    first = measures(page).add_row()
    assert {"T03", "T05", "D01", "U01"} <= offers(first)
    assert not offers(first) & {"T04", "T07", "T08", "T09", "G01", "R01", "Z08", "J01", "X01"}
    choose(first.editor("measure"), "T05")
    second = measures(page).add_row()
    assert "T07" not in offers(second)
    choose(second.editor("measure"), "D01")
    measures(page).remove_row(second)
    measures(page).restore_row()
    assert "T07" not in offers(measures(page).rows()[1])
    page.editor.form.set_values({"measures": [{"measure": "T03"}, {"measure": None}]})
    assert all("T07" not in offers(row) for row in measures(page).rows())


def test_what_a_record_holds_already_is_seen_kept_and_saved(page: RecordPage, desk: Desk) -> None:
    made = desk.office.do(record.create, "disposition", {"measures": [{"measure": "T07", "note": "旧"}], "decided_by": "party"}).result
    page.edit_record(made)
    settle(desk)
    [row] = measures(page).rows()
    assert combo(row).currentText() == "诫勉"
    assert "T07" in offers(row)
    assert "T08" not in offers(row)
    choose(row.editor("note"), "补一句")
    page.save()
    settle(desk)
    [kept] = desk.office.ask(reading.record, made).values["measures"]
    assert (kept["measure"], kept["note"]) == ("T07", "补一句")


def test_after_an_undo_the_rows_that_come_back_are_without_it_too(page: RecordPage, desk: Desk) -> None:
    made = desk.office.do(record.create, "disposition", {"measures": [{"measure": "T05"}, {"measure": "D01"}]}).result
    desk.office.do(record.save, made, {"measures": []})
    page.edit_record(made)
    settle(desk)
    assert measures(page).rows() == ()
    desk.do(undo.undo)
    settle(desk)
    assert [combo(row).currentData() for row in measures(page).rows()] == ["T05", "D01"]
    assert all("T07" not in offers(row) for row in measures(page).rows())


def test_what_another_organ_decided_can_be_put_down(page: RecordPage, qtbot: QtBot) -> None:
    one, two = measures(page).add_row(), measures(page).add_row()
    choose(one.editor("decider"), "personnel")
    qtbot.waitUntil(lambda: "T07" in offers(one))
    assert "T07" not in offers(two)
    choose(page.editor.form.editors["decided_by"], "superior")
    qtbot.waitUntil(lambda: "G01" in offers(two))
    choose(page.editor.form.editors["decided_by"], "party")
    qtbot.waitUntil(lambda: "G01" not in offers(two))


def test_the_reason_and_where_to_send_it_stand_under_the_field(page: RecordPage, desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    told = note(measures(page))
    assert "报机关纪委处理" in told
    assert "《中国共产党纪律检查机关监督执纪工作规则》(2018)" in told
    assert "先选“作出主体”再选措施" in told
    letter = opened(desk, clock, qtbot, "letter")
    letter.new()
    settle(desk)
    told = note(letter.editor.form.editors["kind"])
    assert told.startswith("没有列出函询通知书、诫勉书、责令检查通知等 7 种: 不是支部纪检委员的权限, 报机关纪委处理 (《")


def test_keys_do_not_fall_on_what_is_not_offered(page: RecordPage) -> None:
    row = measures(page).add_row()
    picker = combo(row)
    QTest.keyClick(picker, Qt.Key.Key_Down)
    seen = [picker.currentData()]
    for _ in range(20):
        QTest.keyClick(picker, Qt.Key.Key_Down)
        seen.append(picker.currentData())
    assert seen[0] == "T03"
    assert set(seen) == offers(row)


def test_a_desk_that_becomes_a_committees_is_offered_all_and_told_nothing(page: RecordPage, desk: Desk) -> None:
    desk.do(guides.set_role, "committee")
    settle(desk)
    page.new()
    settle(desk)
    row = measures(page).add_row()
    assert {"T07", "G01", "J01"} <= offers(row)
    assert note(measures(page)) == ""


@pytest.mark.parametrize(("role", "enabled"), [("branch", False), ("committee", True)])
def test_the_menu_of_a_record_begins_no_letter_that_is_not_ours(
    desk: Desk, clock: FixedClock, qtbot: QtBot, role: str, enabled: bool
) -> None:
    person, *_ = add_people(desk)
    desk.office.do(guides.set_role, role)
    talk = desk.office.do(record.create, "talk", talk_values(person)).result
    desk.office.do(record.seal, talk)
    made = opened(desk, clock, qtbot, "talk")
    made.open_record(talk)
    settle(desk)
    letters = {code: act for code, act in made.reader.more.items() if code.startswith("letter:")}
    closed = [act for act in letters.values() if act.isVisible() and not act.isEnabled()]
    assert (closed == []) is enabled
    assert all("报机关纪委处理" in act.text() for act in closed)
    assert letters["letter:remind"].isEnabled()
