"""What fingers do to the editors: days as people write them, names found by initials, rows by keyboard, no half-typed pinyin."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cadreapp.kernel.shape import Choice, Family, Field, Kind, Shape
from tests.ui.small_register import PEOPLE, TODAY, SmallRegister, setting
from ui.fields.base import FieldEditor
from ui.fields.calendar import CalendarPopup
from ui.fields.day import DayEditor
from ui.fields.days import parse_clock, parse_day, parse_month
from ui.fields.make import editor_for
from ui.fields.ref import RefEditor, WhoEditor
from ui.fields.rows import RowsEditor
from ui.fields.text import LineEditor, NumberEditor, TextEditor, parse_number

ASK = Shape("ask", "事项", Family.ENTRY, (Field("what", "事项", Kind.TEXT), Field("sign", "完成标志", Kind.LINE)))
pytestmark = pytest.mark.usefixtures("qapp")


def shown(qtbot: QtBot, *editors: FieldEditor) -> QWidget:
    window = QWidget()
    box = QVBoxLayout(window)
    for editor in editors:
        box.addWidget(editor)
    qtbot.addWidget(window)
    vars(editors[0])["kept"] = window  # Qt would take the editor with a window nobody holds
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def preedit(target: QWidget, text: str) -> None:
    QApplication.sendEvent(target, QInputMethodEvent(text, []))


def commit(target: QWidget, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-3-5", date(2026, 3, 5)), ("2026/03/05", date(2026, 3, 5)), ("2026.3.5", date(2026, 3, 5)),
        ("2026年3月5日", date(2026, 3, 5)), ("２０２６－３－５", date(2026, 3, 5)), ("20260305", date(2026, 3, 5)),
        ("0305", date(2026, 3, 5)), ("3-5", date(2026, 3, 5)), ("3月5号", date(2026, 3, 5)), ("5日", date(2026, 11, 5)),
        ("今天", TODAY), ("明天", date(2026, 11, 23)), ("昨天", date(2026, 11, 21)), ("大后天", date(2026, 11, 25)),
        ("下周一", date(2026, 11, 23)), ("周日", date(2026, 11, 22)), ("+7", date(2026, 11, 29)),
        ("7天后", date(2026, 11, 29)), ("2024-02-29", date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_is_read_as_officers_write_it(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["03/05/2026", "5-3-2026", "3/5/26", "2026-13-01", "2026-02-30", "0230", "", "某天", "2026", "1305"])
def test_a_day_that_could_be_two_or_none_is_not_guessed(text: str) -> None:
    assert parse_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [("14:30", (14, 30)), ("1430", (14, 30)), ("930", (9, 30)), ("14时30分", (14, 30)), ("９：０５", (9, 5)),
     ("14点", (14, 0)), ("9点半", (9, 30)), ("下午2点半", (14, 30)), ("下午3:15", (15, 15)), ("中午12点", (12, 0)),
     ("3点一刻", (3, 15)), ("25:00", None), ("14:70", None), ("很晚", None), ("", None)],
)  # fmt: skip
def test_a_time_is_read_as_officers_write_it(text: str, clock: tuple[int, int] | None) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize(
    ("text", "month"),
    [("1978-8", "1978-08"), ("1978年8月", "1978-08"), ("1978.08", "1978-08"), ("197808", "1978-08"), ("1978", "1978"),
     ("1978-08-05", "1978-08-05"), ("1978-13", None), ("78.8", None)],
)  # fmt: skip
def test_a_month_is_read_as_officers_write_it(text: str, month: str | None) -> None:
    assert parse_month(text) == month


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("１２", 12), (" -3 ", -3), ("1_000", None), ("1.5", None), ("", None)])
def test_a_number_is_whole_or_not_one(text: str, number: int | None) -> None:
    assert parse_number(text) == number


def test_a_day_typed_short_becomes_the_long_form_on_leaving(qtbot: QtBot) -> None:
    editor, after = editor_for(Field("d", "日期", Kind.DAY), setting()), LineEditor(Field("l", "行", Kind.LINE))
    shown(qtbot, editor, after)
    line = editor.controls()[0]
    line.setFocus()
    QTest.keyClicks(line, "0305")
    assert editor.value() == "2026-03-05"
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert isinstance(line, QLineEdit)
    assert line.text() == "2026年3月5日"
    assert editor.value() == "2026-03-05"


def test_a_day_is_picked_from_the_month_by_keys(qtbot: QtBot) -> None:
    editor = editor_for(Field("d", "日期", Kind.DAY), setting())
    assert isinstance(editor, DayEditor)
    shown(qtbot, editor)
    editor.set_value("2026-01-31")
    QTest.keyClick(editor.day.line, Qt.Key.Key_Down)
    popup = editor.day.findChild(CalendarPopup)
    assert popup is not None
    month = popup.month
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    assert month.day == date(2026, 2, 28)
    QTest.keyClick(month, Qt.Key.Key_Right)
    QTest.keyClick(month, Qt.Key.Key_Down)
    assert "2026年3月8日" in month.accessibleName()
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert editor.value() == "2026-03-08"


def test_the_month_ends_where_the_calendar_does(qtbot: QtBot) -> None:
    editor = editor_for(Field("d", "日期", Kind.DAY), setting())
    assert isinstance(editor, DayEditor)
    shown(qtbot, editor)
    editor.set_value("0001-01-01")
    editor.day.open_calendar()
    popup = editor.day.findChild(CalendarPopup)
    assert popup is not None
    QTest.keyClick(popup.month, Qt.Key.Key_PageUp)
    assert popup.month.day.year == 1900
    QTest.keyClick(popup.month, Qt.Key.Key_Escape)


def test_an_unreadable_day_is_kept_and_says_so(qtbot: QtBot) -> None:
    editor = editor_for(Field("d", "日期", Kind.DAY), setting())
    shown(qtbot, editor)
    QTest.keyClicks(editor.controls()[0], "03/05/2026")
    assert editor.value() == "03/05/2026"
    assert "看不懂" in editor.local_problem()


def test_a_moment_says_which_half_is_missing(qtbot: QtBot) -> None:
    editor = editor_for(Field("m", "时间", Kind.MOMENT), setting())
    shown(qtbot, editor)
    day, _, clock = editor.controls()
    QTest.keyClicks(day, "3-5")
    assert editor.value() == "2026-03-05"
    assert editor.local_problem() == "还缺几点几分"
    QTest.keyClicks(clock, "1430")
    assert editor.value() == "2026-03-05T14:30"
    assert editor.local_problem() == ""


def test_a_number_that_is_none_is_kept_as_typed(qtbot: QtBot) -> None:
    editor = NumberEditor(Field("n", "次数", Kind.NUMBER))
    shown(qtbot, editor)
    QTest.keyClicks(editor.line, "two")
    assert editor.value() == "two"
    assert "整数" in editor.local_problem()


def test_composition_changes_nothing_until_it_is_committed(qtbot: QtBot) -> None:
    line, area = LineEditor(Field("l", "行", Kind.LINE)), TextEditor(Field("t", "文", Kind.TEXT))
    shown(qtbot, line, area)
    for editor in (line, area):
        told: list[None] = []
        editor.changed.connect(lambda told=told: told.append(None))
        control = editor.controls()[0]
        control.setFocus()
        for half in ("z", "zh", "zhang", ""):
            preedit(control, half)
        assert not told
        assert editor.value() is None
        preedit(control, "ji")
        commit(control, "𠮷䶮㛃")
        assert editor.value() == "𠮷䶮㛃"
        assert told


def test_composition_keeps_shortcuts_away(qtbot: QtBot) -> None:
    area = TextEditor(Field("t", "文", Kind.TEXT))
    shown(qtbot, area)
    control = area.controls()[0]
    control.setFocus()
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    override.ignore()
    preedit(control, "s")
    QApplication.sendEvent(control, override)
    assert override.isAccepted()


def test_composition_never_searches(qtbot: QtBot) -> None:
    register = SmallRegister()
    editor = RefEditor(Field("p", "人", Kind.REF, targets=("person",)), setting(register))
    shown(qtbot, editor)
    editor.line.setFocus()
    preedit(editor.line, "zhang")
    qtbot.wait(200)
    assert register.asked == []
    commit(editor.line, "张三")
    qtbot.waitUntil(lambda: register.asked == ["张三"])


def test_a_person_is_found_by_initials_and_taken_with_enter(qtbot: QtBot) -> None:
    editor = WhoEditor(Field("w", "谈话人", Kind.WHO, targets=("person",)), setting())
    shown(qtbot, editor)
    editor.name.setFocus()
    QTest.keyClicks(editor.name, "zs")
    qtbot.waitUntil(editor.suggest.open_list)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert editor.value() == {"person": PEOPLE[1].id, "name": "张三", "unit": "人事处", "post": "科员"}


def test_a_name_from_outside_needs_no_register(qtbot: QtBot) -> None:
    editor = WhoEditor(Field("w", "谈话人", Kind.WHO, targets=("person",)), setting())
    shown(qtbot, editor)
    commit(editor.name, "外单位的王某")
    assert editor.value() == {"person": None, "name": "外单位的王某", "unit": "", "post": ""}


def test_changing_the_name_cuts_the_link_to_the_register(qtbot: QtBot) -> None:
    editor = WhoEditor(Field("w", "谈话人", Kind.WHO, targets=("person",)), setting())
    shown(qtbot, editor)
    editor.set_value({"person": PEOPLE[0].id, "name": "张三𠮷", "unit": "办公室", "post": "副主任"})
    editor.name.setFocus()
    editor.name.end(False)
    commit(editor.name, "甲")
    assert editor.value()["person"] is None
    assert editor.value()["unit"] == "办公室"


def test_a_late_answer_to_an_old_question_is_dropped(qtbot: QtBot) -> None:
    register = SmallRegister(slow=True)
    editor = RefEditor(Field("p", "人", Kind.REF, targets=("person",)), setting(register))
    shown(qtbot, editor)
    editor.set_value(PEOPLE[0].id)
    editor.set_value(PEOPLE[2].id)
    register.answer()
    assert editor.line.text() == "李䶮"
    editor.line.setFocus()
    commit(editor.line, "x")
    editor.suggest.ask()
    editor.suggest.close()
    register.answer()
    assert not editor.suggest.open_list()


def test_who_is_missing_is_added_from_the_list(qtbot: QtBot) -> None:
    register = SmallRegister()
    editor = RefEditor(Field("p", "人", Kind.REF, targets=("person",)), setting(register))
    shown(qtbot, editor)
    editor.line.setFocus()
    commit(editor.line, "新来的")
    qtbot.waitUntil(editor.suggest.open_list)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert register.created == [("person", "新来的")]
    assert editor.value() == "019a0000-0000-7000-8000-00000000000f"


def test_the_second_click_takes_a_choice_back(qtbot: QtBot) -> None:
    editor = editor_for(Field("c", "方式", Kind.CHOICE, choices=(Choice("a", "个别"), Choice("b", "集体"))), setting())
    shown(qtbot, editor)
    first, _ = editor.controls()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert editor.value() == "a"
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert editor.value() is None
    QTest.keyClick(first, Qt.Key.Key_Space)
    QTest.keyClick(first, Qt.Key.Key_Delete)
    assert editor.value() is None


def rows_editor(qtbot: QtBot, values: list[dict[str, str]]) -> RowsEditor:
    editor = editor_for(Field("asks", "提醒事项", Kind.ENTRIES, entry=ASK), setting())
    assert isinstance(editor, RowsEditor)
    editor.set_value(values)
    shown(qtbot, editor)
    return editor


def test_rows_are_added_moved_and_removed_by_keyboard(qtbot: QtBot) -> None:
    editor = rows_editor(qtbot, [{"id": "1", "what": "一"}, {"id": "2", "what": "二"}])
    area = editor.rows()[0].controls()[0]
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    fresh = QApplication.focusWidget()
    assert isinstance(fresh, QPlainTextEdit)
    commit(fresh, "新")
    assert [r.get("what") for r in editor.value()] == ["一", "新", "二"]
    QTest.keyClick(fresh, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [r.get("what") for r in editor.value()] == ["一", "二", "新"]
    assert QApplication.focusWidget() is fresh
    QTest.keyClick(fresh, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert [r.get("what") for r in editor.value()] == ["一", "二"]
    editor.restore_row()
    assert [r.get("what") for r in editor.value()] == ["一", "二", "新"]


def test_an_untouched_new_row_is_no_row(qtbot: QtBot) -> None:
    editor = rows_editor(qtbot, [{"id": "1", "what": "一"}])
    editor.add_row()
    assert editor.value() == [{"id": "1", "what": "一"}]


def test_tab_walks_through_all_rows_and_out(qtbot: QtBot) -> None:
    editor = rows_editor(qtbot, [{"id": "1", "what": "一"}, {"id": "2", "what": "二"}])
    editor.move_row(editor.rows()[1], -1)
    expected = [c for c in editor.controls() if c.isEnabled()]
    expected[0].setFocus()
    walked = []
    for _ in expected:
        focused = QApplication.focusWidget()
        assert focused is not None
        walked.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert walked == expected


def test_an_area_grows_with_its_text_and_stops(qtbot: QtBot) -> None:
    editor = TextEditor(Field("t", "文", Kind.TEXT))
    shown(qtbot, editor)
    small = editor.area.height()
    editor.set_value("\n".join("一行" for _ in range(10)))
    grown = editor.area.height()
    editor.set_value("\n".join("一行" for _ in range(200)))
    assert small < grown < editor.area.height() < grown * 3


def test_the_line_one_writes_in_stays_in_sight(qtbot: QtBot) -> None:
    editor = TextEditor(Field("t", "文", Kind.TEXT))
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.addSpacing(200)
    box.addWidget(editor)
    box.addSpacing(200)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(holder)
    area.resize(400, 320)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    editor.take_focus()
    for _ in range(14):
        commit(editor.area, "一行")
        QTest.keyClick(editor.area, Qt.Key.Key_Return)
        qtbot.wait(5)

    def in_sight() -> bool:
        at = editor.area.viewport().mapTo(area.viewport(), editor.area.cursorRect().center())
        return 0 <= at.y() <= area.viewport().height()

    qtbot.waitUntil(in_sight)
