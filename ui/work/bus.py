"""One signal for the whole window: something in the store changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bus(QObject):
    """Carries what a command left behind: `changed(Changes)`, emitted in the window's thread after each write."""

    changed = Signal(object)
