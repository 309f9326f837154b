"""The one event filter of the application: when somebody last acted, and whether a word is being composed."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

_DOING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
    }
)
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Watch(QObject):
    """Sees every event once. While an input method composes, no shortcut fires and Enter submits nothing."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.last_doing = time.monotonic()
        self._composing: QObject | None = None
        app.installEventFilter(self)
        app.focusChanged.connect(self._focus_moved)

    @property
    def composing(self) -> bool:
        """Whether the focused field holds characters that are not committed yet."""
        return self._composing is not None

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _DOING:
            self.last_doing = time.monotonic()
        if kind is QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = target if event.preeditString() else None
        elif self._composing is not None:
            return self._hold(kind, event)
        return False

    def _hold(self, kind: QEvent.Type, event: QEvent) -> bool:
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if kind is QEvent.Type.Shortcut:
            return True
        return kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER

    def _focus_moved(self) -> None:
        self._composing = None


_watches: list[Watch] = []


def watch() -> Watch:
    """Return the application's watch, made at the first call."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    if not _watches or _watches[0].parent() is not app:
        _watches[:] = [Watch(app)]
    return _watches[0]


def composing() -> bool:
    """Tell whether an unfinished word stands in the focused field: then do not search and do not save."""
    return watch().composing
