"""The workbench: what is due, what was left half-written, what was touched last; calm when there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from tests import make
from tests.ui.driving import CTRL, Hands, name_of, open_hands
from ui.pages.record_page import RecordPage
from ui.pages.workbench import Workbench


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
    assert hands.sees("今天有 2 件事要办")


def test_a_line_that_is_due_opens_its_record(hands: Hands) -> None:
    office = hands.work.desk.office
    office.do(record.seal, office.do(record.create, "talk", asks("2026-03-05")).result)
    bench_of(hands).reload()
    hands.settle()
    hands.click_on(next(w for w in bench_of(hands).due.findChildren(QWidget) if name_of(w) and w.focusPolicy()))
    hands.settle()
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.reader.view is not None


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
