"""How large a dialog may be: what it wishes, and never more than the window it stands over."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

EDGE = 24


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Resize `dialog` to this many logical pixels, or to what its parent's window leaves (a small screen at 150 %)."""
    parent = dialog.parentWidget()
    if parent is not None:
        room = parent.window().size()
        width, height = min(width, room.width() - EDGE), min(height, room.height() - EDGE)
    dialog.resize(width, height)
