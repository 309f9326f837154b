"""A small picture beside words that follows the palette."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ui import theme
from ui.widgets.parts import Painted


class Picture(Painted, QLabel):
    """An icon of `size` logical pixels in the colour `tone`."""

    def __init__(self, icon: str, tone: str = "muted", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._tone, self._size = icon, tone, size
        self.paint_icons()

    def paint_icons(self) -> None:
        self.setPixmap(theme.pixmap(self._icon, self._tone, self._size))

    def turn(self, icon: str, tone: str) -> None:
        """Show another picture."""
        self._icon, self._tone = icon, tone
        self.paint_icons()
