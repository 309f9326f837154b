"""While a word is being composed no shortcut fires and Enter submits nothing; nobody there means locked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.work import idle
from ui.work.idle import Idle
from ui.work.watch import Watch, composing, watch


class Desk(QWidget):
    """Two fields and the shortcuts of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.area, self.other = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.fired: list[str] = []
        column = QVBoxLayout(self)
        for part in (self.line, self.area, self.other):
            column.addWidget(part)
        for keys in ("Ctrl+S", "Ctrl+N", "Ctrl+L", "F1"):
            QShortcut(QKeySequence(keys), self, activated=lambda k=keys: self.fired.append(k))
        self.line.returnPressed.connect(lambda: self.fired.append("Return"))


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    watch()
    made = Desk()
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.line.setFocus()
    yield made
    made.close()
    made.deleteLater()
    qapp.processEvents()


def compose(target: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(target, event)


def press_all(target: QWidget) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    for key in (Qt.Key.Key_S, Qt.Key.Key_N, Qt.Key.Key_L):
        QTest.keyClick(target, key, control)
    QTest.keyClick(target, Qt.Key.Key_F1)
    QTest.keyClick(target, Qt.Key.Key_Return)


@pytest.mark.parametrize("field", ["line", "area"])
def test_no_shortcut_fires_while_a_word_is_being_composed(desk: Desk, field: str) -> None:
    target = getattr(desk, field)
    target.setFocus()
    compose(target, "zhang san")
    assert composing()
    press_all(target)
    assert desk.fired == []


def test_shortcuts_fire_again_once_the_word_is_committed(desk: Desk) -> None:
    compose(desk.line, "zhang")
    compose(desk.line, "", "张三𠮷")
    assert not composing()
    assert desk.line.text() == "张三𠮷"
    press_all(desk.line)
    assert desk.fired == ["Ctrl+S", "Ctrl+N", "Ctrl+L", "F1", "Return"]


def test_text_that_is_not_committed_is_no_text_yet(desk: Desk) -> None:
    said: list[str] = []
    desk.line.textChanged.connect(said.append)
    compose(desk.line, "li")
    assert said == []
    compose(desk.line, "", "李䶮")
    assert said == ["李䶮"]


def test_leaving_a_field_ends_its_composing(desk: Desk) -> None:
    compose(desk.line, "wang")
    desk.other.setFocus()
    assert not composing()


class Moment:
    """A clock on the wall that a test sets."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def quiet(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Idle, Moment, Watch, list[str]]]:
    """An idle lock of ten minutes, its wall clock, its watch, and what it said."""
    wall, seen = Moment(), watch()
    monkeypatch.setattr(idle.time, "monotonic", wall)
    made = Idle(seen, 10, wall)
    said: list[str] = []
    made.left.connect(lambda: said.append("left"))
    made.start()
    yield made, wall, seen, said
    made.stop()
    made.deleteLater()


def pass_time(made: Idle, wall: Moment, seconds: int) -> None:
    """Let time go by as the timer sees it."""
    for _ in range(seconds // idle.BEAT_SECONDS):
        wall.at += idle.BEAT_SECONDS
        made.beat()


def test_it_locks_after_its_minutes_and_not_before(quiet: tuple[Idle, Moment, Watch, list[str]]) -> None:
    made, wall, _seen, said = quiet
    pass_time(made, wall, 595)
    assert said == []
    pass_time(made, wall, 5)
    assert said == ["left"]


def test_someone_who_acts_is_not_locked_out(quiet: tuple[Idle, Moment, Watch, list[str]]) -> None:
    made, wall, seen, said = quiet
    pass_time(made, wall, 500)
    seen.last_doing = wall.at
    pass_time(made, wall, 500)
    assert said == []


def test_it_locks_after_the_machine_slept_even_when_it_never_locks_by_time(
    quiet: tuple[Idle, Moment, Watch, list[str]],
) -> None:
    made, wall, seen, said = quiet
    made.minutes = 0
    pass_time(made, wall, 3600)
    assert said == []
    wall.at += 1200
    seen.last_doing = wall.at
    made.beat()
    assert said == ["left"]


def test_a_clock_set_back_does_not_lock(quiet: tuple[Idle, Moment, Watch, list[str]]) -> None:
    made, wall, seen, said = quiet
    wall.at -= 7200
    seen.last_doing = wall.at
    made.beat()
    assert said == []
