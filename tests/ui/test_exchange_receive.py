"""核收: verified and judged record by record first, then received; a bad bundle never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import reading, record
from cadreapp.office.bundles import partners, receiving
from tests import make
from tests.ui.two_levels import Levels, two_levels
from ui.dialogs.receive import ReceiveDialog
from ui.dialogs.receive_reason import ContentsDialog, ReasonDialog
from ui.pages.exchange_receive import ReceiveTab


@pytest.fixture
def levels(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Levels]:
    with two_levels(tmp_path, clock) as made:
        yield made


@pytest.fixture
def tab(levels: Levels, qtbot: QtBot) -> ReceiveTab:
    made = ReceiveTab(levels.above)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    levels.settle()
    return made


def opened(tab: ReceiveTab, levels: Levels, *paths: Path) -> ReceiveDialog:
    dialog = tab.open_bundles(list(paths))
    levels.settle()
    return dialog


def broken(path: Path) -> Path:
    """Flip one bit in the middle of a copy."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    made = path.with_name("broken.cadre")
    made.write_bytes(data)
    return made


def send_back(dialog: ReceiveDialog, levels: Levels, key: str, reason: str) -> None:
    table = dialog.pane.table
    at = next(n for n in range(table.rows.rowCount()) if table.rows.row_at(n).key == key)
    table.selectRow(at)
    dialog.pane.return_button.click()
    asked = dialog.findChild(ReasonDialog)
    asked.submit()
    assert asked.isVisible(), "a reason is needed"
    asked.line.setText(reason)
    asked.submit()
    levels.settle()


def test_verifying_imports_nothing(tab: ReceiveTab, levels: Levels) -> None:
    levels.talk(matter="看得到的事𠮷")
    dialog = opened(tab, levels, levels.sent("a.cadre"))
    table = dialog.pane.table
    assert any("看得到的事𠮷" in table.rows.row_at(n).cells[1] for n in range(table.rows.rowCount()))
    assert dialog.receive_button.isEnabled()
    assert levels.above.office.ask(reading.ids, reading.Listing("talk")) == []
    assert levels.above.office.ask(receiving.received) == []
    assert [p.name for p in levels.stick.iterdir()] == ["a.cadre"]


def test_what_a_record_says_can_be_read_before_it_is_taken(tab: ReceiveTab, levels: Levels) -> None:
    made = levels.talk(place="一号楼㛃")
    dialog = opened(tab, levels, levels.sent("a.cadre"))
    found = next(a for a in dialog.cases[0].arrivals.items if a.id == made)
    dialog.pane.wants_contents.emit(found)
    shown = dialog.findChild(ContentsDialog)
    assert any("一号楼㛃" in part.text() for part in shown.findChildren(type(dialog.pane.said)))


def test_receiving_gives_receipt_code_and_tells_the_window(tab: ReceiveTab, levels: Levels) -> None:
    made = levels.talk()
    heard: list[Changes] = []
    levels.above.bus.changed.connect(heard.append)
    dialog = opened(tab, levels, levels.sent("a.cadre"))
    dialog.receive_button.click()
    levels.settle()
    accepted = dialog.cases[0].accepted
    assert accepted.receipt.exists()
    assert accepted.code in dialog.notice.text
    assert str(accepted.receipt) in dialog.notice.text
    assert any(made in changes.ids.get("talk", ()) for changes in heard)
    assert not dialog.receive_button.isEnabled()
    assert tab.history.rows.row_at(0).cells[5] == accepted.code


def test_one_bad_bundle_never_stops_the_rest(tab: ReceiveTab, levels: Levels) -> None:
    levels.talk()
    good = levels.sent("good.cadre")
    junk = levels.stick / "junk.cadre"
    junk.write_bytes(b"not a bundle at all")
    dialog = opened(tab, levels, junk, broken(good), good, levels.stick / "gone.cadre")
    assert [case.is_ready for case in dialog.cases] == [False, False, True, False]
    dialog.receive()
    levels.settle()
    assert [bool(case.accepted) for case in dialog.cases] == [False, False, True, False]
    for at in (0, 1, 3):
        dialog.bundles.selectRow(at)
        assert "怎么办" in dialog.notice.text


def test_a_record_sent_back_is_not_taken_and_its_reason_travels(tab: ReceiveTab, levels: Levels) -> None:
    wrong, right = levels.talk(matter="要补的事"), levels.talk(matter="没问题的事")
    dialog = opened(tab, levels, levels.sent("a.cadre"))
    send_back(dialog, levels, wrong, "缺审批表")
    assert "退 1 条" in dialog.bundles.rows.row_at(0).cells[3]
    dialog.receive()
    levels.settle()
    accepted = dialog.cases[0].accepted
    assert accepted.returned == 1
    assert levels.above.office.ask(reading.ids, reading.Listing("talk")) == [right]
    taken = levels.below.office.do(receiving.take_receipt, accepted.receipt.read_bytes()).result
    assert [(a.id, a.reason) for a in taken.returned] == [(wrong, "缺审批表")]


def test_sending_back_can_be_thought_better_of(tab: ReceiveTab, levels: Levels) -> None:
    made = levels.talk()
    dialog = opened(tab, levels, levels.sent("a.cadre"))
    send_back(dialog, levels, made, "缺")
    assert "不退了" in dialog.pane.return_button.text()
    dialog.pane.return_button.click()
    assert dialog.cases[0].returns == {}


def test_the_same_bundle_again_gives_the_same_code(tab: ReceiveTab, levels: Levels) -> None:
    levels.talk()
    path = levels.sent("a.cadre")
    first, second = opened(tab, levels, path), None
    first.receive()
    levels.settle()
    first.reject()
    second = opened(tab, levels, path)
    assert "早已收过" in second.bundles.rows.row_at(0).cells[3]
    second.receive()
    levels.settle()
    assert second.cases[0].accepted.code == first.cases[0].accepted.code
    assert second.cases[0].accepted.again
    assert tab.history.rows.rowCount() == 1


def test_a_change_since_last_time_is_told_apart_from_what_is_known(tab: ReceiveTab, levels: Levels) -> None:
    old = levels.talk(matter="没有动的事")
    meeting = levels.below.office.do(record.create, "rectification", make.least(reading.shape("rectification"))).result
    first = opened(tab, levels, levels.sent("a.cadre"))
    first.receive()
    levels.settle()
    new = levels.talk(matter="新的事")
    second = opened(tab, levels, levels.sent("b.cadre"))
    standing = {a.id: a.standing.value for a in second.cases[0].arrivals.items}
    assert standing[old] == "known"
    assert standing[meeting] == "known"
    assert standing[new] == "new"


def test_demonstration_data_is_never_taken_as_real(tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> None:
    with two_levels(tmp_path, clock, demo=True) as levels:
        levels.talk()
        tab = ReceiveTab(levels.above)
        qtbot.addWidget(tab)
        dialog = opened(tab, levels, levels.sent("a.cadre"))
        assert "演示" in dialog.bundles.rows.row_at(0).cells[3]
        assert not dialog.receive_button.isEnabled()


def test_received_records_are_listed_by_unit_and_open(tab: ReceiveTab, levels: Levels, qtbot: QtBot) -> None:
    made = levels.talk()
    dialog = opened(tab, levels, levels.sent("a.cadre"))
    dialog.receive()
    levels.settle()
    keys = [tab.records.rows.row_at(n).key for n in range(tab.records.rows.rowCount())]
    assert made in keys
    with qtbot.waitSignal(tab.wants_record) as asked:
        tab.records.opened.emit(made)
    assert asked.args == [made]
    assert not levels.above.office.ask(reading.record, made).ours


def test_a_receipt_can_be_written_once_more(tab: ReceiveTab, levels: Levels, monkeypatch: pytest.MonkeyPatch) -> None:
    levels.talk()
    dialog = opened(tab, levels, levels.sent("a.cadre"))
    dialog.receive()
    levels.settle()
    target = levels.stick / "again.receipt.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    tab.save_receipt()
    levels.settle()
    assert target.read_bytes() == dialog.cases[0].accepted.receipt.read_bytes()


def test_a_folder_is_searched_for_bundles(tab: ReceiveTab, levels: Levels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(levels.stick))
    tab.choose_folder()
    assert "没有数据包" in tab.notice.text
    levels.talk()
    levels.sent("a.cadre")
    levels.sent("b.cadre")
    tab.choose_folder()
    levels.settle()
    assert [case.path.name for case in tab.findChild(ReceiveDialog).cases] == ["a.cadre", "b.cadre"]


def test_closing_while_a_bundle_is_verified_stops(tab: ReceiveTab, levels: Levels) -> None:
    levels.talk()
    dialog = tab.open_bundles([levels.sent("a.cadre")])
    dialog.reject()
    levels.settle()
    assert not isValid(dialog)
    assert levels.above.office.ask(receiving.received) == []


def test_a_bundle_from_a_stranger_is_named_by_its_fingerprint(tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> None:
    with two_levels(tmp_path, clock) as levels:
        levels.talk()
        path = levels.sent("a.cadre")
        levels.above.office.do(partners.revoke_partner, "机关纪委")
        tab = ReceiveTab(levels.above)
        qtbot.addWidget(tab)
        dialog = opened(tab, levels, path)
        assert isinstance(dialog.cases[0].error, AppError)
        assert dialog.cases[0].error.code == "BUNDLE_REVOKED_SENDER"
        assert not dialog.receive_button.isEnabled()
