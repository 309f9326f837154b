"""Hands on the real window: they touch only what a person could see, and type only where the cursor stands."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QListView,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from cadreapp.kernel.clock import Clock
from tests import make
from ui import theme
from ui.app import Session
from ui.window import WorkWindow

MOST_SECONDS = 60.0
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Hands:
    """One person at one window. Every method fails when what it wants cannot be seen or used."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        # As the program does: undressed, parts of a form lie over each other.
        theme.apply(application, theme.Mode.LIGHT)
        self.session = Session(folder, clock)
        self.session.start()
        self.settle()

    @property
    def work(self) -> WorkWindow:
        """The working window; there is one while the store is open."""
        assert self.session.work is not None, "the store is not open"
        return self.session.work

    @property
    def top(self) -> QWidget:
        """What takes events: the dialog in front, else the frame."""
        return QApplication.activeModalWidget() or self.session.frame

    def settle(self) -> None:
        """Let every answer arrive, and the questions that an answer asks."""
        calm = 0
        for _ in range(200):
            rest = self.session.crew.wait()
            if self.session.work is not None:
                rest = self.session.work.desk.wait() and rest
            if QApplication.activeWindow() is not self.top.window() and QApplication.activePopupWidget() is None:
                # The offscreen platform has no window manager, which would give the keys back when a dialog closes.
                self.top.activateWindow()
            calm = calm + 1 if rest else 0
            if calm == 4:
                return
        raise AssertionError("the window does not come to rest")

    def until(self, true: Callable[[], object], what: str) -> None:
        """Turn the event loop until something is so."""
        end = time.monotonic() + MOST_SECONDS
        while not true():
            assert time.monotonic() < end, f"never: {what}"
            QApplication.processEvents()
            QTest.qWait(10)

    def control(self, name: str) -> QWidget:
        """Return the control in sight that is called `name`, as a screen reader would say it."""
        found = [w for w in self.controls() if name_of(w) == name]
        assert found, f"no control “{name}” in sight; there are: {[name_of(w) for w in self.controls()]}"
        return found[0]

    def controls(self) -> Iterator[QWidget]:
        """Yield what can take the focus now."""
        for widget in self.top.findChildren(QWidget):
            if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                yield widget

    def sees(self, text: str) -> bool:
        """Tell whether a label or button in sight says `text` (a part of it)."""
        shown = [w.text() for w in (*self.top.findChildren(QLabel), *self.top.findChildren(QAbstractButton)) if w.isVisible()]
        return any(text in each for each in shown)

    def click(self, name: str) -> None:
        """Click a control where it can be seen."""
        self.click_on(self.control(name))
        self.settle()

    def click_on(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget, scrolled into sight first."""
        name = name_of(widget)
        scroll_to(widget)
        if isinstance(widget, QAbstractScrollArea):
            # Its viewport covers it, and takes the mouse.
            widget = widget.viewport()
        point = at or widget.rect().center()
        if isinstance(widget, QCheckBox | QRadioButton):
            # Beside its words such a button is not hit.
            point.setX(10)
        assert widget.isVisible(), f"“{name}” cannot be seen"
        assert widget.isEnabled(), f"“{name}” cannot be used"
        assert widget.visibleRegion().contains(point), f"“{name}” is out of sight: {widget.visibleRegion()} {point}"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, PLAIN, point)

    def click_line(self, name: str, text: str) -> None:
        """Click the line of a list that says `text`."""
        view = self.control(name)
        assert isinstance(view, QListView)
        model = view.model()
        rows = [i for i in (model.index(n, 0) for n in range(model.rowCount())) if text in str(i.data())]
        assert rows, f"“{name}” has no line “{text}”"
        rows.sort(key=lambda index: str(index.data()) != text)
        view.scrollTo(rows[0])
        self.click_on(view.viewport(), view.visualRect(rows[0]).center())
        self.settle()

    def fill(self, name: str, text: str) -> None:
        """Click into a control and write."""
        self.click_on(self.control(name))
        self.write(text)

    def write(self, text: str) -> None:
        """Write where the cursor stands: ASCII by keys, everything else as an input method commits it."""
        widget = focused()
        if text.isascii():
            QTest.keyClicks(widget, text)
        else:
            compose(text[:1])
            commit(text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key where the cursor stands."""
        QTest.keyClick(focused(), key, held)
        self.settle()

    def close(self) -> None:
        """Close the window as its frame does."""
        self.session.frame.close()
        QApplication.processEvents()
        self.session.frame.deleteLater()
        self.session.deleteLater()
        QApplication.processEvents()


def open_hands(folder: Path, clock: Clock, **wanted: Any) -> Iterator[Hands]:
    """Give hands on the open window over a store with a cheap key, and close it afterwards; the lock screen is passed."""
    made = make.store(folder / "store", **wanted)
    hands = Hands(made.root, clock)
    try:
        hands.write(make.PASSPHRASE)
        hands.press(Qt.Key.Key_Return)
        yield hands
    finally:
        hands.close()


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget: its accessible name, or what stands on a button."""
    return widget.accessibleName() or (widget.text().strip() if isinstance(widget, QAbstractButton) else "")


def focused() -> QWidget:
    """Return where keys go; it can be seen and used."""
    widget = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    usable = widget.isVisible() and widget.isEnabled()
    assert usable, f"the focus is on “{name_of(widget)}”, out of sight"
    return widget


def compose(text: str) -> None:
    """Begin to write with an input method: nothing is committed yet."""
    QApplication.sendEvent(focused(), QInputMethodEvent(text, []))


def commit(text: str) -> None:
    """Commit a composition."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def scroll_to(widget: QWidget) -> None:
    """Scroll every area around a widget as a person would with the wheel."""
    # A row that was just made, or a text that grows, is laid out only when the event loop has turned a few times.
    for turn in range(400):
        QTest.qWait(2 if turn < 40 else 20)
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea) and above.widget() is not None:
                # Not ensureWidgetVisible, which is content when the cursor's line shows.
                at = widget.mapTo(above.widget(), widget.rect().center())
                above.ensureVisible(at.x(), at.y(), 0, widget.height() // 2 + 20)
            above = above.parentWidget()
        face = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        if face.visibleRegion().contains(face.rect().center()):
            return


def answer_files(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the system's file dialogs, which no test can drive, answer with `path`."""
    for name, answer in {
        "getSaveFileName": (str(path), ""), "getOpenFileName": (str(path), ""), "getOpenFileNames": ([str(path)], ""),
        "getExistingDirectory": str(path),
    }.items():  # fmt: skip
        monkeypatch.setattr(QFileDialog, name, lambda *_asked, _answer=answer, **_more: _answer)
