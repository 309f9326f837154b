"""Says something where the user is looking: a bar at the head of a page, a toast at its foot, a page with nothing yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cadreapp.kernel.errors import AppError
from ui import theme
from ui.widgets.parts import Painted, label, tool

_ICONS = {"good": "circle-check", "info": "info", "warn": "triangle-alert", "bad": "circle-alert"}
TOAST_MS = 6000
ABOVE_PX = 48
"""Over the status line, whose way back must stay in sight."""


class Notice(QFrame):
    """A bar that is hidden until something is said; it stays until closed or replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._text = QLabel(wordWrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = tool("x", "关闭提示", self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def text(self) -> str:
        """What is being said, "" when nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, tone: str, text: str) -> None:
        """Show `text`; `tone` is good, info, warn or bad."""
        self.setProperty("notice", tone)
        self.style().polish(self)
        self._icon.setPixmap(theme.pixmap(_ICONS[tone], tone, 18))
        self._icon.setContentsMargins(0, 4, 0, 0)
        self._text.setText(text)
        self._text.setContentsMargins(0, 4, 0, 4)
        self.setAccessibleName(text)
        self.show()

    def refuse(self, error: AppError) -> None:
        """Show an expected failure: what happened and what to do."""
        self.say("bad", f"{error.message()}\n怎么办: {error.remedy()}")


class Toast(QFrame):
    """A short word over the lower edge of its parent that goes by itself; may offer one action."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setProperty("toast", True)
        self._text = QLabel()
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._do: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.addWidget(self._text)
        row.addWidget(self._action)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is being said, "" when nothing is."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, action: str = "", do: Callable[[], None] | None = None) -> None:
        """Show `text` for some seconds, with a button `action` that calls `do`."""
        self._do = do
        self._text.setText(text)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        room = self._ground.size()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - ABOVE_PX)

    def _act(self) -> None:
        self.hide()
        if self._do:
            self._do()


class Blank(Painted, QWidget):
    """A calm page with nothing on it yet: a picture, a sentence, what to do."""

    def __init__(self, icon: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._head = label(title, role="heading")
        self._hint = label(hint, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        for part in (self._picture, self._head, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(3)
        self.paint_icons()

    def say(self, title: str, hint: str) -> None:
        """Put another sentence and another thing to do."""
        self._head.setText(title)
        self._hint.setText(hint)

    def paint_icons(self) -> None:
        self._picture.setPixmap(theme.pixmap(self._icon, "disabled", 40))
