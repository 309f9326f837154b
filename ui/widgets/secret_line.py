"""Where a passphrase is typed: hidden, shown while the eye is pressed in, never offered to a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent  # events bring the long list of their kinds, before the lock screen

MOST = 200


class Secret(QLineEdit):
    """A hidden line; `entered` is Return with something in it."""

    entered = Signal()

    def __init__(self, name: str, placeholder: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(MOST)
        self._eye = QAction("显示口令", self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.returnPressed.connect(self._enter)
        theme.theme().changed.connect(self.paint_icons)
        self.paint_icons()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()

    def paint_icons(self) -> None:
        self._eye.setIcon(theme.icon("eye-off" if self._eye.isChecked() else "eye", "muted"))

    def wipe(self) -> None:
        """Forget what was typed, undo steps included."""
        self.setText("")
        self._eye.setChecked(False)

    def _enter(self) -> None:
        if self.text():
            self.entered.emit()

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._eye.setText("隐藏口令" if on else "显示口令")
        self.paint_icons()
