"""The one top-level window: shows the lock screen, the wizard or the work, and blanks at once when locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from ui import theme
from ui.work import words

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent  # events bring the long list of their kinds, before the lock screen

FIRST_SIZE = QSize(1240, 740)
LEAST_SIZE = QSize(760, 460)


class Frame(QMainWindow):
    """Holds exactly one screen; `leaving` is emitted when the person closes it, before anything is torn down."""

    leaving = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(words.PROGRAM)
        self.setMinimumSize(LEAST_SIZE)
        self.resize(FIRST_SIZE)

    def wear_sign(self) -> None:
        """Show the program's sign in the task bar; nobody needs it to type."""
        self.setWindowIcon(theme.icon("shield-check", "accent"))

    def put(self, screen: QWidget) -> None:
        """Show `screen` and destroy the one before it."""
        old = self.takeCentralWidget()
        if old is not None:
            old.hide()
            # Not from inside the event loop of a file dialog, which stands on the stack and belongs to what is deleted.
            QTimer.singleShot(0, old.deleteLater)
        self.setCentralWidget(screen)
        screen.show()
        screen.setFocus()
        # Now and not when the event loop gets to it: at the lock the store is still to be closed, which may take long.
        self.repaint()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leaving.emit()
        event.accept()
