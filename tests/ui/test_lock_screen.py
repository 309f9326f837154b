"""The lock: what it asks, what it says when it does not open, what it keeps and what it never shows."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from cadreapp.store.folder import Folder
from tests import make
from tests.ui.driving import CTRL, Hands, focused, open_hands
from ui.dialogs.lock import LockScreen
from ui.pages.record_page import RecordPage
from ui.pages.talk_page import TalkEditor


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Hands]:
    yield from open_hands(tmp_path, clock)


def screen_of(hands: Hands) -> LockScreen:
    screen = hands.session.frame.centralWidget()
    assert isinstance(screen, LockScreen)
    return screen


def begin_talk(hands: Hands, matter: str) -> RecordPage:
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill("谈话事由", matter)
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    return page


def unlock(hands: Hands) -> None:
    hands.write(make.PASSPHRASE)
    hands.press(Qt.Key.Key_Return)


def test_the_lock_screen_loads_nothing_that_loads_the_database() -> None:
    code = "import sys, ui.app, ui.dialogs.lock; print(*sorted({'sqlalchemy', 'alembic', 'sqlcipher3'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []


def test_a_wrong_passphrase_is_said_where_it_was_typed_and_counted(hands: Hands) -> None:
    hands.press(Qt.Key.Key_L, CTRL)
    for _ in range(2):
        hands.write("nobody knows 77")
        hands.press(Qt.Key.Key_Return)
        assert hands.sees("口令不对")
        assert focused() is hands.control("口令")
    # What was typed is selected: the next attempt replaces it.
    assert len(Folder(hands.session.folder).failed_unlocks.read_bytes().splitlines()) == 2
    unlock(hands)
    assert hands.session.work is not None
    assert not Folder(hands.session.folder).failed_unlocks.exists()


def test_the_recovery_code_opens_and_sets_a_new_passphrase(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> None:
    made = make.store(tmp_path / "store")
    hands = Hands(made.root, clock)
    try:
        hands.click("忘了口令, 用恢复码打开")
        hands.write(made.code.lower().replace("-", " "))
        for _ in range(2):
            hands.press(Qt.Key.Key_Tab)
            hands.write("a new word 4711")
        hands.press(Qt.Key.Key_Return)
        assert hands.session.work is not None
        hands.press(Qt.Key.Key_L, CTRL)
        hands.write("a new word 4711")
        hands.press(Qt.Key.Key_Return)
        assert hands.session.work is not None
    finally:
        hands.close()


def test_a_wrong_recovery_code_says_so_and_changes_nothing(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> None:
    made = make.store(tmp_path / "store")
    hands = Hands(made.root, clock)
    try:
        hands.click("忘了口令, 用恢复码打开")
        hands.write("AAAAA-AAAAA")
        for _ in range(2):
            hands.press(Qt.Key.Key_Tab)
            hands.write("a new word 4711")
        hands.press(Qt.Key.Key_Return)
        assert hands.session.work is None
        assert screen_of(hands)._notice.text
        hands.click("返回")
        unlock(hands)
        assert hands.session.work is not None
    finally:
        hands.close()


def test_being_left_alone_keeps_the_draft_and_blanks_before_anything_else(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_talk(hands, "没人时写到一半")
    work, seen = hands.work, []
    flush = work.flush
    monkeypatch.setattr(work, "flush", lambda: (seen.append(work.isVisible()), flush()))
    hands.session.idle.left.emit()
    assert seen == [False]
    assert screen_of(hands).isVisible()
    hands.settle()
    unlock(hands)
    assert [d.values["matter"] for d in hands.work.desk.office.drafts.all()] == ["没人时写到一半"]


def test_a_talk_under_way_is_not_locked_away(hands: Hands) -> None:
    page = begin_talk(hands, "谈话中")
    assert isinstance(page.editor, TalkEditor)
    hands.press(Qt.Key.Key_F9)
    assert hands.work.is_quiet()
    hands.session.idle.left.emit()
    assert hands.session.work is not None
    hands.press(Qt.Key.Key_F9)
    hands.session.idle.left.emit()
    assert hands.session.work is None


def test_an_answer_that_comes_after_the_lock_is_dropped(hands: Hands) -> None:
    told: list[object] = []
    hands.work.desk.ask(_slow).then(told.append)
    hands.session.lock()
    hands.settle()
    assert told == []
    assert screen_of(hands).isVisible()


def test_a_dialog_in_front_does_not_outlive_the_lock(hands: Hands) -> None:
    hands.work.desk.office.do(record.create, "talk", make.TALK)
    hands.press(Qt.Key.Key_F1)
    hands.session.lock()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not hands.session.frame] == []


def test_a_file_dialog_in_front_does_not_bring_the_program_down_at_the_lock(hands: Hands) -> None:
    QTimer.singleShot(0, hands.session.lock)
    assert QFileDialog.getSaveFileName(hands.work, "另存为 PDF") == ("", "")
    hands.settle()
    assert screen_of(hands).isVisible()


@pytest.mark.loud("fault")
def test_an_unexpected_error_shows_a_number_and_the_log_holds_no_contents(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QMessageBox, "critical", lambda _over, _title, text: shown.append(text))
    with caplog.at_level("ERROR"):
        hands.work.desk.ask(_broken)
        hands.settle()
    assert len(shown) == 1
    assert "张三说的话" not in shown[0] + caplog.text
    number = shown[0].split("编号 ")[1].split("。")[0]
    assert number in caplog.text
    assert "test_lock_screen.py" in caplog.text


def test_an_expected_error_is_said_at_the_head_of_the_page(hands: Hands) -> None:
    hands.work.open_record("019cbb9d-b1c0-7012-aa54-41f6202b1815")
    hands.settle()
    assert "怎么办" in hands.work.notice.text
    assert hands.work.notice.isVisible()


def _slow(_connection: object) -> str:
    time.sleep(0.2)
    return "too late"


def _broken(_connection: object) -> None:
    raise RuntimeError("张三说的话")
