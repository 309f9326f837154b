"""The navigation: pictures and names down the left side, one of them marked; arrow keys move, Enter goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import theme
from ui.widgets.parts import Painted

WIDTH = 168
ITEM = QSize(WIDTH - 20, 42)
_KEY, _ICON = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Navigation(Painted, QListWidget):
    """`chosen(key)` when a person goes somewhere; `mark` only shows where one is."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self.setFixedWidth(WIDTH)
        self.setIconSize(QSize(20, 20))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, icon, name in places:
            item = QListWidgetItem(name)
            item.setData(_KEY, key)
            item.setData(_ICON, icon)
            # A height given in the style sheet is painted but not laid out (measured): the hint is what counts.
            item.setSizeHint(ITEM)
            self.addItem(item)
        self.paint_icons()
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(_KEY)))

    def mark(self, key: str) -> None:
        """Show which place is in front; "" for none of them."""
        for number in range(self.count()):
            if self.item(number).data(_KEY) == key:
                self.setCurrentRow(number)
                break
        else:
            self.clearSelection()
        self.paint_icons()

    def current(self) -> str:
        """Return the key of the marked place."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def paint_icons(self) -> None:
        for number in range(self.count()):
            item = self.item(number)
            item.setIcon(theme.icon(item.data(_ICON), "accent" if item.isSelected() else "muted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.current())
            return
        super().keyPressEvent(event)
