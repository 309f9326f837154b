"""The form from a shape, and the keeping of drafts: what is missing is said gently, what is typed is kept in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadreapp.kernel.shape import Choice, Family, Field, Kind, Problem, Shape, Values
from tests.ui.small_register import setting
from ui.fields.base import is_empty
from ui.fields.row import NARROW
from ui.widgets.autosave import Autosave
from ui.widgets.record_form import INTERNAL, RecordForm

ROW = Shape("ask", "事项", Family.ENTRY, (Field("what", "事项", Kind.LINE), Field("term", "时限", Kind.DAY)))
SHAPE = Shape(
    "talk", "谈话", Family.DOCUMENT,
    (
        Field("kind", "类型", Kind.CHOICE, choices=(Choice("heart", "谈心"), Choice("remind", "提醒")), section="概况", required=True),
        Field("day", "日期", Kind.DAY, section="概况"),
        Field("place", "地点", Kind.LINE, section="概况", needed=("remind",)),
        Field("asks", "要求", Kind.ENTRIES, section="内容", entry=ROW),
        Field("source", "来源", Kind.LINE, section="内容", internal=True),
        Field("paper", "纸件", Kind.ENTRIES, section="登记", entry=ROW, after_seal=True),
    ),
    kind_field="kind", day_field="day",
)  # fmt: skip


def judge(values: Values) -> tuple[Problem, ...]:
    kinds = SHAPE.kinds_of(values)
    return tuple(
        Problem(f.name, f"还缺{f.label}, 定稿前补上即可")
        for f in SHAPE.fields if f.is_needed(kinds) and is_empty(values.get(f.name))
    )  # fmt: skip


@pytest.fixture
def form(qtbot: QtBot) -> RecordForm:
    made = RecordForm(SHAPE, setting(), judge=judge)
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def pick(form: RecordForm, kind: str) -> None:
    form.editors["kind"].set_value(kind)
    form.editors["kind"].edited()


def test_later_life_is_not_in_the_form_and_internal_fields_stand_apart(form: RecordForm) -> None:
    assert "paper" not in form.editors
    frame = form.editors["source"].parentWidget()
    assert frame is not None
    assert frame.accessibleName() == INTERNAL


def test_what_a_kind_needs_is_marked_live_and_asked_for_only_where_one_has_been(form: RecordForm, qtbot: QtBot) -> None:
    form.set_values({"kind": "heart"})
    place = form.editors["place"]
    assert place.caption.mark.isHidden()
    pick(form, "remind")
    assert not place.caption.mark.isHidden()
    assert place.problems() == ()
    line = place.controls()[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: place.problems() == ("还缺地点, 定稿前补上即可",))
    line.setFocus()
    QTest.keyClicks(line, "305")
    qtbot.waitUntil(lambda: place.problems() == ())


def test_asking_for_all_shows_all_and_going_there_gives_the_cursor(form: RecordForm) -> None:
    form.set_values({"kind": "remind"})
    found = form.show_all_problems()
    assert [p.path for p in found] == ["place"]
    form.go_to("place")
    assert QApplication.focusWidget() is form.editors["place"].controls()[0]


def test_a_refusal_inside_a_row_stands_beside_that_row(form: RecordForm) -> None:
    form.set_values({"kind": "heart", "asks": [{"id": "a", "what": "一"}, {"id": "b", "what": "二"}]})
    assert form.refuse("asks.2.what", "有不能保存的字符")
    rows = form.editors["asks"].rows()  # type: ignore[attr-defined]
    assert rows[1].editor("what").problems() == ("有不能保存的字符",)
    assert rows[0].editor("what").problems() == ()
    assert QApplication.focusWidget() is rows[1].editor("what").controls()[0]


def test_keys_that_the_form_does_not_show_are_kept(form: RecordForm) -> None:
    given: dict[str, Any] = {"kind": "heart", "paper": [{"id": "p", "what": "已打印"}]}
    form.set_values(given)
    assert form.values()["paper"] == given["paper"]


def test_a_narrow_form_has_one_column(form: RecordForm) -> None:
    def same_line() -> bool:
        return form.editors["kind"].y() == form.editors["day"].y()

    QApplication.processEvents()
    assert same_line()
    form.resize(NARROW - 60, 700)
    QApplication.processEvents()
    assert not same_line()


class Slow:
    """Keeps values only when told that the disk is through."""

    def __init__(self) -> None:
        self.kept: list[Values] = []
        self.done: Callable[[bool], None] | None = None

    def keep(self, values: Values, done: Callable[[bool], None]) -> None:
        self.kept.append(values)
        self.done = done


def test_what_is_typed_is_kept_after_a_pause_and_while_typing_goes_on(qtbot: QtBot) -> None:
    typed = {"n": 0}
    kept: list[Values] = []

    def keep(values: Values, done: Callable[[bool], None]) -> None:
        kept.append(values)
        done(True)

    saver = Autosave(lambda: dict(typed), keep)
    for number in range(1, 25):
        typed["n"] = number
        saver.touch()
        qtbot.wait(100)
    assert kept, "typing without a pause was never kept"
    qtbot.waitUntil(lambda: kept[-1]["n"] == 24)
    assert not saver.dirty


def test_an_older_text_never_lands_on_a_newer_one(qtbot: QtBot) -> None:
    typed, slow = {"n": 1}, Slow()
    saver = Autosave(lambda: dict(typed), slow.keep)
    saver.touch()
    saver.flush()
    typed["n"] = 2
    saver.touch()
    saver.flush()
    assert [v["n"] for v in slow.kept] == [1]
    assert slow.done is not None
    slow.done(True)
    qtbot.waitUntil(lambda: [v["n"] for v in slow.kept] == [1, 2])


def test_a_failed_keeping_is_said_and_tried_again(qtbot: QtBot) -> None:
    typed, slow = {"n": 1}, Slow()
    told: list[str] = []
    saver = Autosave(lambda: dict(typed), slow.keep)
    saver.told.connect(lambda _tone, text: told.append(text))
    saver.touch()
    saver.flush()
    assert slow.done is not None
    slow.done(False)
    assert "没有存上" in told[-1]
    assert saver.dirty
    qtbot.waitUntil(lambda: len(slow.kept) == 2, timeout=4000)


def test_nothing_is_kept_after_the_halt(qtbot: QtBot) -> None:
    slow = Slow()
    saver = Autosave(dict, slow.keep)
    saver.touch()
    saver.halt()
    saver.touch()
    saver.flush()
    assert slow.kept == []
