"""报上级: whom we trust, what would go, the file that lies written, what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from cadreapp.office.bundles import partners, receiving, sending
from tests import make
from tests.ui.two_levels import Levels, two_levels
from ui.dialogs.partner import RevokeDialog
from ui.dialogs.receipt_code import ReceiptCodeDialog
from ui.dialogs.send import SendDialog
from ui.pages.exchange import ExchangePage


@pytest.fixture
def levels(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Levels]:
    with two_levels(tmp_path, clock) as made:
        yield made


@pytest.fixture
def page(levels: Levels, qtbot: QtBot) -> ExchangePage:
    return shown(levels, qtbot)


def shown(levels: Levels, qtbot: QtBot) -> ExchangePage:
    made = ExchangePage(levels.below, levels.clock)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    levels.settle()
    return made


def cells(table: object, column: int) -> list[str]:
    rows = table.rows  # type: ignore[attr-defined]
    return [rows.row_at(n).cells[column] for n in range(rows.rowCount())]


def plan_of(page: ExchangePage, levels: Levels) -> SendDialog:
    dialog = page.send.send()
    dialog.go_on()
    levels.settle()
    assert dialog.faces.currentWidget() is dialog.plan, dialog.notice.text
    return dialog


def test_a_unit_is_enrolled_only_after_its_code_was_compared(
    tmp_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    with two_levels(tmp_path, clock, acquainted=False) as levels:
        page = shown(levels, qtbot)
        assert not page.send.send_button.isEnabled()
        path = tmp_path / "上级.pub"
        path.write_text(levels.above.office.ask(partners.own_file), encoding="utf-8")
        dialog = page.partners.look_at(path)
        assert dialog is not None
        assert dialog.proof.text() == levels.above.office.ask(partners.own).proof
        assert not dialog.ok.isEnabled()
        dialog.name.setText("上级𠮷")
        dialog.agreed.setChecked(True)
        dialog.submit()
        levels.settle()
        assert cells(page.partners.table, 0) == ["上级𠮷"]
        assert page.send.send_button.isEnabled()


def test_a_file_that_is_no_identity_is_said(page: ExchangePage, tmp_path: Path) -> None:
    path = tmp_path / "x.pub"
    path.write_bytes(b"\xff\x00 not one")
    assert page.partners.look_at(path) is None
    assert "身份文件用不了" in page.partners.notice.text
    assert page.partners.look_at(tmp_path / "gone.pub") is None
    assert "gone.pub" in page.partners.notice.text


def test_our_identity_file_is_what_the_other_side_enrols(
    page: ExchangePage, levels: Levels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "own.pub"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    page.partners.export()
    levels.settle()
    assert target.read_text(encoding="utf-8") == levels.below.office.ask(partners.own_file)
    assert page.partners.proof.text() in target.read_text(encoding="utf-8")


def test_a_revoked_unit_is_offered_no_longer(page: ExchangePage, levels: Levels) -> None:
    page.partners.table.selectRow(0)
    page.partners.revoke()
    page.partners.findChild(RevokeDialog).submit()
    levels.settle()
    assert cells(page.partners.table, 3) == ["已停用"]
    assert not page.partners.revoke_button.isEnabled()
    assert not page.send.send_button.isEnabled()


def test_the_plan_shows_what_goes_and_no_draft(page: ExchangePage, levels: Levels) -> None:
    levels.talk(matter="定了稿的事")
    levels.below.office.do(record.create, "talk", {**make.TALK, "matter": "还是草稿的事"})
    dialog = plan_of(page, levels)
    told = " ".join(cells(dialog.plan.table, 1))
    assert "定了稿的事" in told
    assert "还是草稿的事" not in told
    assert "不带谈话正文" in dialog.plan.notes.text()
    assert "谈话 1" in dialog.plan.counts.text()
    assert list(levels.stick.iterdir()) == []
    assert levels.below.office.ask(sending.sent) == []


def test_what_was_ticked_is_what_is_asked_for(page: ExchangePage) -> None:
    dialog = page.send.send()
    assert not dialog.wish.texts.isChecked()
    dialog.wish.texts.setChecked(True)
    dialog.wish.files.setChecked(True)
    dialog.wish.since.line.setText("2026-1-1")
    dialog.wish.until.line.setText("2026-3-31")
    dialog.wish.types["meeting"].setChecked(False)
    wish = dialog.wish.wish()
    assert (wish.since, wish.until, wish.include_talk_texts, wish.attachments) == ("2026-01-01", "2026-03-31", True, True)
    assert "meeting" not in wish.types
    assert "clue" not in wish.types


@pytest.mark.parametrize(("since", "until"), [("不是日子", ""), ("2026-3-5", "2026-3-1")])
def test_a_period_that_makes_no_sense_is_said(page: ExchangePage, levels: Levels, since: str, until: str) -> None:
    dialog = page.send.send()
    dialog.wish.since.line.setText(since)
    dialog.wish.until.line.setText(until)
    dialog.go_on()
    levels.settle()
    assert dialog.notice.text
    assert dialog.faces.currentWidget() is dialog.wish


def test_nobody_ticked_means_no_next_step(page: ExchangePage) -> None:
    dialog = page.send.send()
    assert dialog.next_button.isEnabled()
    next(iter(dialog.wish.partners.values())).setChecked(False)
    assert not dialog.next_button.isEnabled()


def test_the_bundle_lies_where_it_was_wanted_and_says_so(
    page: ExchangePage, levels: Levels, monkeypatch: pytest.MonkeyPatch
) -> None:
    levels.talk()
    dialog = plan_of(page, levels)
    target = levels.stick / "一包𠮷.cadre"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    dialog.go_on()
    levels.settle()
    assert dialog.faces.currentWidget() is dialog.done_face, dialog.notice.text
    assert dialog.done_face.path.text() == str(target)
    assert target.exists()
    assert "KB" in dialog.done_face.said.text()
    assert "KB" in dialog.done_face.said.text()
    assert target.exists()
    dialog.go_on()
    levels.settle()
    assert cells(page.send.history, 4) == ["一包𠮷.cadre"]
    assert cells(page.send.history, 5) == ["等回执"]


def test_a_place_that_cannot_be_written_is_said_and_takes_no_number(page: ExchangePage, levels: Levels) -> None:
    levels.talk()
    dialog = plan_of(page, levels)
    dialog.write(levels.stick / "gone" / "x.cadre")
    levels.settle()
    assert dialog.notice.text
    assert dialog.next_button.isEnabled()
    assert levels.below.office.ask(sending.sent) == []


def test_stopping_leaves_no_file(page: ExchangePage, levels: Levels) -> None:
    levels.talk()
    dialog = plan_of(page, levels)
    dialog.write(levels.stick / "x.cadre")
    dialog.progress.stop()
    levels.settle()
    assert list(levels.stick.iterdir()) == []
    assert "已停下" in dialog.notice.text
    assert dialog.next_button.isEnabled()


def test_what_the_upper_level_returned_leads_to_the_record(page: ExchangePage, levels: Levels, qtbot: QtBot) -> None:
    wrong = levels.talk(matter="要补的事")
    right = levels.talk(matter="没问题的事")
    got = finish(receiving.receive(levels.above.office, levels.sent("a.cadre"), {wrong: "缺审批"}))  # type: ignore[arg-type]
    page.send.take_receipt(got.receipt)
    levels.settle()
    assert "退回补正 1 条" in page.send.notice.text
    assert [page.send.returned.rows.row_at(0).key] == [wrong] != [right]
    assert cells(page.send.returned, 2) == ["缺审批"]
    page.send.returned.selectRow(0)
    with qtbot.waitSignal(page.wants_record) as opened:
        page.send.returned.opened.emit(page.send.returned.key)
    assert opened.args == [wrong]
    assert cells(page.send.history, 5) == ["3月5日收到"]


def test_a_receipt_of_another_is_refused_beside_the_button(page: ExchangePage, levels: Levels, tmp_path: Path) -> None:
    path = tmp_path / "r.receipt.txt"
    path.write_text("什么也不是", encoding="utf-8")
    page.send.take_receipt(path)
    levels.settle()
    assert "收讫回执读不出来" in page.send.notice.text


def test_a_code_read_out_is_recognised_and_a_wrong_one_is_not(page: ExchangePage, levels: Levels) -> None:
    levels.talk()
    got = finish(receiving.receive(levels.above.office, levels.sent("a.cadre")))  # type: ignore[arg-type]
    page.send.check_code()
    dialog = page.send.findChild(ReceiptCodeDialog)
    dialog.code.setText(got.code.lower().replace("-", " "))
    dialog.submit()
    levels.settle()
    assert "上级 已收到第 1 号" in dialog.notice.text
    assert "全部收下" in dialog.notice.text
    dialog.code.setText("0000-0000-0000-0001")
    dialog.submit()
    levels.settle()
    assert "收讫码不对" in dialog.notice.text
    assert levels.below.office.ask(sending.sent)[0].receipt is None


def test_everything_on_the_page_has_a_name_and_is_reached_by_tab(page: ExchangePage, levels: Levels) -> None:
    levels.talk()
    levels.sent("a.cadre")
    page.reload()
    levels.settle()
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        named(page)
    dialog = plan_of(page, levels)
    named(dialog)
    dialog.back()
    named(dialog)


def named(root: QWidget) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QTableView)
    found = [part for kind in kinds for part in root.findChildren(kind) if part.isVisible() and part.isEnabled()]
    chain, part = set(), root
    while part not in chain:
        chain.add(part)
        part = part.nextInFocusChain()
    for part in found:
        if isinstance(part.parent(), QTableView | QTabBar) or part.objectName().startswith("qt_"):
            continue
        told = f"{type(part).__name__} {part.accessibleName()}"
        assert part.accessibleName() or (isinstance(part, QAbstractButton) and part.text().strip()), told
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus, told
        assert part in chain, told


def test_locking_leaves_nothing_on_the_page(page: ExchangePage, levels: Levels) -> None:
    levels.talk()
    levels.sent("a.cadre")
    page.reload()
    levels.settle()
    dialog = plan_of(page, levels)
    page.forget()
    levels.settle()
    assert not isValid(dialog)
    assert page.send.history.rows.rowCount() == 0
    assert page.partners.proof.text() == ""
