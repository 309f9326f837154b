"""While a record is typed: remarks stand beside their fields and stop nothing; the outline gives questions, never answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading
from cadreapp.office.rule import guides
from tests.ui.real_office import add_people, settle, talk_values
from ui.pages.record_page import RecordPage
from ui.pages.record_page_of import page_of
from ui.pages.talk_page import TalkEditor
from ui.widgets.outline_panel import OutlinePanel
from ui.work.desk import Desk


def page(desk: Desk, clock: FixedClock, qtbot: QtBot, type_name: str = "talk") -> RecordPage:
    made = page_of(desk, clock, type_name)
    qtbot.addWidget(made, before_close_func=lambda p: p.editor.autosave.halt())
    made.resize(1160, 700)
    made.show()
    settle(desk)
    return made


def typed(made: RecordPage, desk: Desk, values: dict[str, object]) -> None:
    made.new()
    made.editor.form.set_values(values)
    settle(desk)
    settle(desk)


def test_a_remark_stands_beside_its_field_with_its_article_and_blocks_nothing(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = page(desk, clock, qtbot)
    [person, *_] = add_people(desk)
    typed(made, desk, {**talk_values(person), "ended_at": "2026-03-05T14:00"})
    form = made.editor.form
    qtbot.waitUntil(lambda: any("不晚于开始时间" in t for t in form.editors["ended_at"].problems()))
    assert form.editors["ended_at"].problems()[0].startswith("提示: ")
    assert all(not p.blocks for p in form.problems() if p.text.startswith("提示"))
    form.editors["ended_at"].set_value("2026-03-05T15:20")
    form.editors["ended_at"].edited()
    qtbot.waitUntil(lambda: form.editors["ended_at"].problems() == ())


def test_a_folded_field_comes_into_sight_with_its_remark(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = page(desk, clock, qtbot)
    typed(made, desk, {"kind": "heart", "began_at": "2026-02-01T09:00", "ended_at": "2026-02-01T09:30"})
    late = made.editor.form.editors["late_reason"]
    qtbot.waitUntil(lambda: any("属于补录" in text for text in late.problems()) and not late.isHidden())
    late.set_value("出差, 回来才记")
    late.edited()
    qtbot.waitUntil(lambda: late.problems() == ())
    assert not late.isHidden()


def test_minutes_are_judged_as_they_are_typed(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = page(desk, clock, qtbot, "meeting")
    typed(made, desk, {"kinds": ["general"], "began_at": "2026-03-05T09:00", "voters_due": 21, "voters_came": 10})
    shown = made.editor.form.editors["voters_came"]
    qtbot.waitUntil(lambda: any("至少要到 11 人" in text and "第十一条" in text for text in shown.problems()))


def test_a_question_goes_where_it_is_asked_and_a_tick_is_no_part_of_the_record(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = page(desk, clock, qtbot)
    typed(made, desk, {"kind": "remind", "style": "turns"})
    made.editor.guide.button.click()
    panel = made.editor.guide.panel
    qtbot.waitUntil(lambda: len(panel.questions()) == 12)
    assert panel.title.text() == "提醒谈话"
    assert "它不是“谈话提醒”" in panel.apart.text()
    before = made.editor.form.values()
    qtbot.waitUntil(lambda: any(c.isVisible() for c in panel.findChildren(QCheckBox)))
    stops = [w for w in panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert len(stops) > 12
    assert [w for w in stops if not w.accessibleName()] == []
    checks = [c for c in panel.findChildren(QCheckBox) if c.isVisible()]
    checks[0].click()
    assert made.editor.form.values() == before
    panel.asked.emit(panel.questions()[1])
    turns = made.editor.form.values()["turns"]
    assert [(t["question"], t.get("answer")) for t in turns] == [(panel.questions()[1], None)]
    made.editor.form.editors["kind"].set_value("admonish")
    made.editor.form.editors["kind"].edited()
    qtbot.waitUntil(lambda: panel.title.text() == "诫勉谈话")
    made.editor.guide.button.click()
    assert panel.isHidden()


def test_in_front_of_the_person_only_the_questions_are_in_sight(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = page(desk, clock, qtbot)
    typed(made, desk, {"kind": "entrusted", "style": "turns"})
    editor = made.editor
    assert isinstance(editor, TalkEditor)
    editor.guide.button.click()
    panel = editor.guide.panel
    qtbot.waitUntil(lambda: len(panel.questions()) == 12)
    panel.unfold.click()
    editor.set_quiet(True)
    assert not any(part.isVisible() for part in (panel.what, panel.apart, panel.more, panel.note, panel.unfold))
    assert panel.picker.isVisible()
    editor.set_quiet(False)
    assert panel.apart.isVisible()


def test_an_outline_by_subject_is_chosen_from_the_list(qtbot: QtBot) -> None:
    panel = OutlinePanel()
    qtbot.addWidget(panel)
    shipped = [o for pack in guides.shipped().values() for o in pack.outlines if o.subject]
    panel.show_for(None, shipped, can_ask=False)
    panel.show()
    panel.picker.setCurrentIndex(4)
    assert panel.questions() == list(shipped[4].questions)
    panel.forget()
    assert panel.questions() == []


def test_the_outline_of_a_reminder_is_kept_in_its_own_field(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = page(desk, clock, qtbot, "reminder")
    typed(made, desk, {"kind": "duty"})
    made.editor.guide.button.click()
    panel = made.editor.guide.panel
    qtbot.waitUntil(lambda: len(panel.questions()) == 12)
    for number in (0, 1):
        panel.asked.emit(panel.questions()[number])
    assert made.editor.form.values()["questions"] == "\n".join(panel.questions()[:2])
    assert not reading.shape("reminder")["questions"].printed


@pytest.mark.parametrize(("role", "offered"), [("branch", False), ("committee", True)])
def test_a_branch_is_not_offered_admonition(desk: Desk, clock: FixedClock, qtbot: QtBot, role: str, offered: bool) -> None:
    desk.office.do(guides.set_role, role)
    made = page(desk, clock, qtbot)
    typed(made, desk, {"kind": "heart"})
    combo = made.editor.form.editors["kind"].controls()[0]
    assert isinstance(combo, QComboBox)
    row = combo.findData("admonish")
    qtbot.waitUntil(lambda: bool(combo.model().item(row).isEnabled()) is offered)
    made.editor.form.set_values({"kind": "admonish"})
    assert made.editor.form.values()["kind"] == "admonish"
