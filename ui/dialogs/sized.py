"""Dialogs and the window under them: never larger than it, and gone when it locks."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

EDGE = 24


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Resize `dialog` to this many logical pixels, or to what its parent's window leaves (a small screen at 150 %)."""
    parent = dialog.parentWidget()
    if parent is not None:
        room = parent.window().size()
        width, height = min(width, room.width() - EDGE), min(height, room.height() - EDGE)
    dialog.resize(width, height)


def close_all(page: QWidget) -> None:
    """Close every dialog over `page`, also one that would ask first: the store is locked and nothing may stay in sight."""
    for dialog in page.findChildren(QDialog):
        dialog.done(QDialog.DialogCode.Rejected)
