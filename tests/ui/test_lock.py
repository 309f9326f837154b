"""Who may open the store once the window has locked or closed, and what a start finds that is not as it should be."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import gate
from cadreapp.office.door import open_office
from tests import make
from ui.app import Session
from ui.dialogs.lock import LockScreen
from ui.dialogs.wizard import Wizard
from ui.pages.talk_page import TalkPage
from ui.widgets.notice import Notice
from ui.window import WorkWindow

SAID = "还没有说完的半句话"


def settle(session: Session) -> None:
    """Let every answer arrive, and the questions that an answer asks."""
    calm = 0
    for _ in range(100):
        rest = session.crew.wait()
        if session.work is not None:
            rest = session.work.desk.wait() and rest
        calm = calm + 1 if rest else 0
        if calm == 4:
            return
    raise AssertionError("the window does not come to rest")


@pytest.fixture
def kept(tmp_path: Path) -> make.Store:
    """A store that was made before."""
    return make.store(tmp_path / "store")


@pytest.fixture
def session(qapp: QApplication, kept: make.Store, clock: FixedClock) -> Iterator[Session]:
    """The window at its lock screen."""
    made = Session(kept.root, clock)
    made.start()
    settle(made)
    yield made
    made.frame.close()
    made.frame.deleteLater()
    made.deleteLater()
    qapp.processEvents()


def screen(session: Session) -> LockScreen:
    """Return the lock screen in front."""
    found = session.frame.centralWidget()
    assert isinstance(found, LockScreen)
    return found


def enter(session: Session, passphrase: str = make.PASSPHRASE) -> WorkWindow:
    """Unlock as a person does, and return the work."""
    session.unlock(passphrase, "")
    settle(session)
    assert session.work is not None
    return session.work


def begin_talk(work: WorkWindow) -> TalkPage:
    """Begin a talk and write half a sentence that only the screen knows yet."""
    work.go("talk")
    page = work.page("talk")
    assert isinstance(page, TalkPage)
    page.new()
    work.window().activateWindow()
    page.editor.form.editors["matter"].take_focus()
    QApplication.processEvents()
    written = QInputMethodEvent("", [])
    written.setCommitString(SAID)
    target = work.window().focusWidget()
    assert target is not None
    QApplication.sendEvent(target, written)
    assert page.editor.form.editors["matter"].value() == SAID
    return page


def notices(session: Session) -> str:
    """Return everything that is being said in bars."""
    return "\n".join(n.text for n in session.frame.findChildren(Notice))


def test_a_locked_store_can_be_opened_by_another_program(session: Session, kept: make.Store, clock: FixedClock) -> None:
    enter(session)
    session.lock()
    with open_office(kept.root, kept.opened, clock) as other:
        assert other.actor.origin


def test_the_work_is_gone_from_memory_once_locked(session: Session) -> None:
    enter(session)
    session.lock()
    settle(session)
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()
    gc.collect()
    assert session.work is None
    assert session.frame.findChildren(WorkWindow) == []


def test_ctrl_l_locks(session: Session, qapp: QApplication) -> None:
    work = enter(session)
    session.frame.activateWindow()
    QTest.qWaitForWindowActive(session.frame)
    work.bar.take_focus()
    QTest.keyClick(work.bar.finder, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert session.work is None


def test_a_damaged_key_file_is_told_apart_from_a_wrong_passphrase(
    qapp: QApplication, kept: make.Store, clock: FixedClock
) -> None:
    for path in [p for p in kept.root.iterdir() if "key" in p.name]:
        path.write_bytes(b"\0" * 64)
    made = Session(kept.root, clock)
    made.start()
    settle(made)
    said = notices(made)
    made.frame.close()
    made.deleteLater()
    assert said
    assert "口令不对" not in said


def test_a_second_window_on_a_store_in_use_is_told(session: Session, kept: make.Store, clock: FixedClock) -> None:
    with open_office(kept.root, kept.opened, clock):
        session.unlock(make.PASSPHRASE, "")
        settle(session)
        assert session.work is None
        assert notices(session)
    enter(session)


def test_closing_the_window_keeps_what_was_half_written(session: Session, kept: make.Store, clock: FixedClock) -> None:
    begin_talk(enter(session))
    session.frame.close()
    with open_office(kept.root, kept.opened, clock) as office:
        assert office.drafts is not None
        assert [d.values["matter"] for d in office.drafts.all()] == [SAID]


def test_an_empty_folder_begins_with_the_wizard(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> None:
    made = Session(tmp_path / "none", clock)
    made.start()
    assert isinstance(made.frame.centralWidget(), Wizard)
    made.frame.close()
    made.deleteLater()
    assert gate.status(tmp_path / "none").state is gate.StoreState.MISSING


def test_the_lock_screen_fits_a_small_enlarged_screen(session: Session) -> None:
    session.frame.resize(910, 512)
    QApplication.processEvents()
    found = screen(session)
    for child in found.findChildren(QLabel):
        if child.isVisible():
            assert child.mapTo(found, QPoint()).x() >= 0
