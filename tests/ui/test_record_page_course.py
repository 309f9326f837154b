"""A course is shown with the way it has come and the next step, and moves on by steps that nobody alters."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from tests.ui.real_office import add_people, settle, talk_values
from ui.dialogs.form_dialog import FormDialog
from ui.pages.record_page import RecordPage
from ui.widgets.timeline import points_of
from ui.work.desk import Desk

DONE = {"problem": "材料逾期", "source": "ask", "responsible": {"name": "李䶮"}, "measures": [{"what": "建立提醒"}], "term": "2026-03-30",
        "done_on": "2026-03-03", "struck_by": {"name": "赵㛃"}}  # fmt: skip


def states(desk: Desk, key: str) -> list[tuple[str, str]]:
    view = desk.office.ask(reading.record, key)
    return [(p.state, p.title) for p in points_of(reading.shape(view.type), view)]


def test_a_course_moves_on_from_the_page(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "rectification", {"problem": "材料逾期"}).result
    page = RecordPage(desk, clock, reading.shape("rectification"))
    qtbot.addWidget(page, before_close_func=lambda p: p.editor.autosave.halt())
    page.show()
    page.open_record(made)
    settle(desk)
    assert "下一步: 列入整改" in [w.text() for w in page.reader.way.findChildren(QLabel)]
    page.reader.buttons["step"].click()
    dialog = next(d for d in page.findChildren(FormDialog) if d.isVisible())
    assert dialog.form.values()["stage"] == "listed"
    dialog.form.editors["note"].set_value("已列入清单")
    dialog.form.editors["note"].edited()
    dialog.submit()
    settle(desk)
    assert states(desk, made)[:2] == [("done", "列入整改"), ("next", "推进")]
    assert "下一步: 推进" in [w.text() for w in page.reader.way.findChildren(QLabel) if not w.isHidden()]


def test_a_detour_is_never_proposed_and_the_last_stage_leaves_nothing_to_do(desk: Desk) -> None:
    made = desk.office.do(record.create, "rectification", DONE).result
    desk.office.do(record.step, made, "moving", {"on": "2026-03-01"})
    assert [title for _, title in states(desk, made)] == ["推进", "完成", "核查", "销号"]
    desk.office.do(record.step, made, "extended", {"on": "2026-03-02", "note": "经批准延期"})
    assert states(desk, made)[1:3] == [("done", "延期"), ("next", "完成")]
    desk.office.do(record.step, made, "struck_off", {"on": "2026-03-03"})
    assert {state for state, _ in states(desk, made)} == {"done"}


def test_the_paper_of_a_sealed_document_says_what_comes_next(desk: Desk) -> None:
    made = desk.office.do(record.create, "talk", talk_values(add_people(desk)[0])).result
    assert states(desk, made) == []
    desk.office.do(record.seal, made)
    assert states(desk, made)[:2] == [("done", "定稿"), ("next", "打印签字件")]
    desk.office.do(record.paper, made, "printed", {"pages": 2})
    assert states(desk, made)[2][1].startswith("请本人和各方签字")
    desk.office.do(record.paper, made, "refused", {"reason": "要求改一处", "witnesses": "甲、乙"})
    assert states(desk, made)[-1] == ("next", "归档, 写件号")
    desk.office.do(record.paper, made, "archived", {"file_no": "3"})
    assert {state for state, _ in states(desk, made)} == {"done"}
