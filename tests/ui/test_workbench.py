"""The workbench: what is due, what was left half-written, what was touched last; calm when there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record, undo
from cadreapp.office.drafts import Typed
from cadreapp.office.duty import listing as duties
from cadreapp.office.duty.item import Act
from tests import make
from tests.ui.driving import CTRL, Hands, answer_files, name_of, open_hands
from ui.pages.record_page import RecordPage
from ui.pages.workbench import Workbench
from ui.widgets.due_card import MOST
from ui.widgets.duty_line import DutyLine
from ui.widgets.link import Link


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Hands]:
    yield from open_hands(tmp_path, clock)


def bench_of(hands: Hands) -> Workbench:
    bench = hands.work.page("workbench")
    assert isinstance(bench, Workbench)
    return bench


def said(part: QWidget) -> list[str]:
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible()]


def asks(*terms: str) -> dict[str, object]:
    return {**make.TALK, "asks": [{"what": f"要求到 {term}", "term": term, "sign": "收到"} for term in terms]}


def test_it_is_calm_when_there_is_nothing(hands: Hands) -> None:
    bench = bench_of(hands)
    assert bench.due.isVisible()
    assert not bench.returned.isVisible()
    assert not bench.drafts.isVisible()
    assert hands.sees("今天没有到期的事")
    assert hands.sees("2026年3月5日 星期四")


def test_what_is_overdue_due_today_and_soon_stands_apart_in_this_order(hands: Hands) -> None:
    office = hands.work.desk.office
    made = office.do(record.create, "talk", asks("2026-03-01", "2026-03-05", "2026-03-09", "2026-06-01")).result
    office.do(record.seal, made)
    bench_of(hands).reload()
    hands.settle()
    shown = said(bench_of(hands).due)
    heads = [text for text in shown if text.startswith(("已超期", "今日要办", "即将到期"))]
    assert heads == ["已超期 (1)", "今日要办 (1)", "即将到期 (1)"]
    assert {"超期4天", "今天到期", "还有4天"} <= set(shown)
    assert hands.sees("今天有 1 件事要办。 已超期 1 件。")


def due_with(hands: Hands, *terms: str) -> str:
    office = hands.work.desk.office
    made: str = office.do(record.create, "talk", asks(*terms)).result
    office.do(record.seal, made)
    bench_of(hands).reload()
    hands.settle()
    return made


def test_one_click_asks_for_the_day_that_answers_a_term_and_the_line_is_gone(hands: Hands) -> None:
    made = due_with(hands, "2026-03-05")
    hands.click("登记完成日期: 提醒谈话 · 张三 · 关于验收材料报送多次逾期的情况")
    hands.fill("完成日期", "2026-03-05")
    hands.click("登记")
    values = hands.work.desk.office.ask(reading.record, made).values
    assert [ask["done_on"] for ask in values["asks"]] == ["2026-03-05"]
    assert hands.sees("今天没有到期的事")


def test_a_line_says_why_and_opens_its_record(hands: Hands) -> None:
    due_with(hands, "2026-03-05")
    hands.click_on(next(w for w in bench_of(hands).due.findChildren(Link)))
    hands.settle()
    assert hands.sees("时限写在记录里, 以记录为准")
    hands.click("看记录")
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.reader.view is not None


def test_what_is_put_off_stands_below_with_its_reason_and_comes_back_when_taken_back(hands: Hands) -> None:
    due_with(hands, "2026-03-05")
    [line] = bench_of(hands).due.findChildren(DutyLine)
    line.put_off.emit(line.duty)
    hands.settle()
    hands.fill("缓到哪一天", "2026-03-20")
    hands.fill("为什么", "等𠮷䶮㛃回来")
    hands.click("稍后提醒")
    assert hands.sees("已缓办 (1)")
    assert hands.sees("缓办原因: 等𠮷䶮㛃回来")
    assert hands.sees("今天没有到期的事")
    [line] = [one for one in bench_of(hands).due.findChildren(DutyLine) if one.isVisible()]
    line.woken.emit(line.duty)
    hands.settle()
    assert hands.sees("今日要办 (1)")


def test_what_a_branch_owes_opens_the_editor_with_what_is_known(hands: Hands) -> None:
    office = hands.work.desk.office
    branch = office.do(record.create, "organisation", {"name": "第一党支部", "kind": "branch"}).result
    bench_of(hands).reload()
    hands.settle()
    hands.click("记一次主题党日: 第一党支部")
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    values = page.editor.form.values()
    assert (values["kinds"], values["organisation_id"], values["year"]) == (["theme_day"], branch, 2026)


def test_a_screen_is_enough_and_the_rest_is_one_click_away(hands: Hands) -> None:
    due_with(hands, *(f"2026-02-{day:02d}" for day in range(1, 21)))
    assert len([w for w in bench_of(hands).due.findChildren(DutyLine) if w.isVisible()]) == MOST
    hands.click(f"已超期: 还有 {20 - MOST} 件, 全部显示")
    assert len([w for w in bench_of(hands).due.findChildren(DutyLine) if w.isVisible()]) == 20


def test_an_empty_store_is_told_to_begin_with_its_people(hands: Hands) -> None:
    assert hands.sees("从花名册开始")
    hands.work.desk.do(record.create, "person", {"name": "刚来的人"})
    hands.settle()
    assert not hands.sees("从花名册开始")


def test_the_year_is_shown_and_leaves_as_a_calendar_file_without_names(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.work.desk.office.do(record.create, "organisation", {"name": "第一党支部", "kind": "branch"})
    hands.click("全年工作日历…")
    assert hands.sees("日历文件不加密")
    answer_files(monkeypatch, tmp_path / "year.ics")
    hands.click("导出日历文件…")
    assert "主题党日" in (tmp_path / "year.ics").read_text(encoding="utf-8")
    hands.click("关闭")


def test_a_draft_of_a_kept_record_opens_in_the_editor_with_what_was_typed(hands: Hands) -> None:
    office = hands.work.desk.office
    kept = office.do(record.create, "person", {"name": "𠮷䶮㛃"}).result
    hands.work.open_record(kept)
    hands.settle()
    hands.click("修改")
    hands.fill("现任职务(职级)", "写到一半的职务")
    hands.press(Qt.Key.Key_L, CTRL)
    hands.write(make.PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    assert hands.sees("没写完的")
    hands.click_on(next(w for w in bench_of(hands).drafts.findChildren(QWidget) if "𠮷䶮㛃" in name_of(w) and w.isVisible()))
    hands.settle()
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.is_editing()
    assert page.editor.form.editors["post"].value() == "写到一半的职务"


def test_a_duty_begins_beside_an_older_draft_and_the_workbench_goes_on_with_either(hands: Hands) -> None:
    office = hands.work.desk.office
    branch = office.do(record.create, "organisation", {"name": "第一党支部", "kind": "branch"}).result
    office.drafts.put(Typed("meeting:new", "meeting", {"kinds": ["general"], "place": "旧会议室"}), hands.work.clock)
    bench_of(hands).reload()
    hands.settle()
    hands.click("记一次主题党日: 第一党支部")
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.editor.form.values()["organisation_id"] == branch
    assert hands.sees("另有一份没有保存的组织生活")
    hands.fill("地点", "五楼")
    hands.press(Qt.Key.Key_L, CTRL)
    hands.write(make.PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    assert {d.slot: d.values["place"] for d in hands.work.desk.office.drafts.all()} == {
        "meeting:new": "旧会议室", "meeting:new:2": "五楼",
    }  # fmt: skip
    for place, title in (("旧会议室", "支部党员大会"), ("五楼", "主题党日")):
        hands.work.go("workbench")
        hands.settle()
        hands.click_on(next(w for w in bench_of(hands).drafts.findChildren(Link) if title in w.text() and w.isVisible()))
        hands.settle()
        page = hands.work.stack.currentWidget()
        assert isinstance(page, RecordPage)
        assert page.editor.form.values()["place"] == place


def test_every_draft_is_listed_and_more_than_a_screen_of_them_one_click_away(hands: Hands) -> None:
    for number in range(1, 12):
        slot = "talk:new" if number == 1 else f"talk:new:{number}"
        hands.work.desk.office.drafts.put(Typed(slot, "talk", {"kind": "heart", "matter": f"第{number}份"}), hands.work.clock)
    bench_of(hands).reload()
    hands.settle()
    hands.click("还有 3 份没写完的, 全部显示")
    shown = [w.text() for w in bench_of(hands).drafts.findChildren(Link) if w.isVisible()]
    assert len(shown) == 11
    hands.click_on(next(w for w in bench_of(hands).drafts.findChildren(Link) if "第11份" in w.text() and w.isVisible()))
    hands.settle()
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.editor.form.values()["matter"] == "第11份"


def test_what_was_typed_in_a_record_whose_making_was_undone_becomes_a_new_one(hands: Hands) -> None:
    office = hands.work.desk.office
    made = office.do(record.create, "talk", asks("2026-06-01")).result
    typed = {**office.ask(reading.record, made).values, "place": "写到一半的地点"}
    office.drafts.put(Typed(f"talk:{made}", "talk", typed, (made, 1)), hands.work.clock)
    office.do(undo.undo)
    bench_of(hands).reload()
    hands.settle()
    hands.click_on(next(w for w in bench_of(hands).drafts.findChildren(Link) if w.isVisible()))
    hands.settle()
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.editor.form.values()["place"] == "写到一半的地点"
    page.save()
    hands.settle()
    assert page.editor.view is not None
    assert page.editor.view.values["asks"][0]["what"] == "要求到 2026-06-01"
    assert office.drafts.all() == []


def test_it_follows_what_is_written_while_it_is_in_sight(hands: Hands) -> None:
    hands.work.desk.do(record.create, "person", {"name": "刚来的人"})
    hands.settle()
    assert any("刚来的人" in name_of(w) for w in hands.controls())


def test_locking_leaves_no_line_behind(hands: Hands) -> None:
    hands.work.desk.do(record.create, "person", {"name": "看不见的人"})
    hands.settle()
    bench = bench_of(hands)
    bench.forget()
    assert not any("看不见的人" in text for text in said(bench))


def test_several_branches_stand_in_one_line_and_one_is_chosen_from_its_menu(hands: Hands) -> None:
    office = hands.work.desk.office
    made = {n: office.do(record.create, "organisation", {"name": f"第{n}支部", "kind": "branch"}).result for n in (1, 2)}
    bench_of(hands).reload()
    hands.settle()
    line = next(w for w in bench_of(hands).due.findChildren(DutyLine) if w.duty.title == "主题党日")
    assert line.duty.subject == "第1支部、第2支部"
    acts = [act for act in line.duty.acts if act.subject == "第2支部"]
    line.acted.emit(acts[0])
    hands.settle()
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.editor.form.values()["organisation_id"] == made[2]


def test_a_reason_for_what_is_usual_takes_it_off_the_list(hands: Hands) -> None:
    hands.work.desk.office.do(record.create, "organisation", {"name": "第一党支部", "kind": "branch"})
    bench_of(hands).reload()
    hands.settle()
    line = next(w for w in bench_of(hands).due.findChildren(DutyLine) if w.duty.title == "党员大会")
    assert line.duty.excusable
    line.excused.emit(line.duty)
    hands.settle()
    hands.fill("原因", "与二季度合并召开")
    hands.click("写下原因")
    assert not [w for w in bench_of(hands).due.findChildren(DutyLine) if w.isVisible() and w.duty.title == "党员大会"]


def test_a_talk_that_is_owed_opens_with_its_kind_and_its_person(hands: Hands) -> None:
    office = hands.work.desk.office
    person = office.do(record.create, "person", {"name": "𠮷䶮㛃"}).result
    who = {"person": person, "name": "𠮷䶮㛃", "unit": "办公室", "post": None}
    bench_of(hands).acts.act(Act("new", "新建谈心谈话", "talk", values={"kind": "heart", "person": who}))
    hands.settle()
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    values = page.editor.form.values()
    assert values["kind"] == "heart"
    assert (values["person"]["person"], values["person"]["name"]) == (person, "𠮷䶮㛃")


def test_an_appeal_is_entered_from_the_right_to_it(hands: Hands) -> None:
    office = hands.work.desk.office
    given = {
        "person": {"name": "欧阳知行"}, "measures": [{"measure": "G01"}], "decided_on": "2026-02-27", "effective_on": "2026-02-27",
        "deliveries": [{"signed_on": "2026-03-02"}],
    }  # fmt: skip
    made = office.do(record.create, "disposition", given).result
    bench_of(hands).reload()
    hands.settle()
    bench_of(hands).due.show_list(office.ask(duties.due, date(2026, 3, 5)), date(2026, 3, 5))
    line = next(w for w in bench_of(hands).due.findChildren(DutyLine) if w.duty.why.rule == "DL19")
    line.acted.emit(line.duty.acts[0])
    hands.settle()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.accessibleName() == "登记申诉复审"
    dialog.close()
    assert office.ask(reading.record, made).values["appeals"] == []


def test_locking_leaves_no_dialog_of_the_workbench_in_sight(hands: Hands) -> None:
    due_with(hands, "2026-03-05")
    hands.click_on(next(w for w in bench_of(hands).due.findChildren(Link)))
    hands.settle()
    assert QApplication.activeModalWidget() is not None
    bench_of(hands).forget()
    hands.settle()
    assert QApplication.activeModalWidget() is None
