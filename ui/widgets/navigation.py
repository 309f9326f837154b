"""The navigation: pictures and names down the left side, one of them marked; arrow keys move, Enter goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui import theme
from ui.widgets.parts import Painted

WIDTH, NARROW = 168, 60
HEIGHT, LEAST_HEIGHT = 42, 30
PADDING = 24
_KEY, _ICON, _NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class Navigation(Painted, QListWidget):
    """`chosen(key)` when a person goes somewhere; `mark` only shows where one is."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self.setIconSize(QSize(20, 20))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, icon, name in places:
            item = QListWidgetItem(name)
            item.setData(_KEY, key)
            item.setData(_ICON, icon)
            item.setData(_NAME, name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
            self.addItem(item)
        self.set_narrow(False)
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

    def set_narrow(self, narrow: bool) -> None:
        """Show pictures alone, with the names as tips: on a small or much enlarged screen the pages need the room."""
        self.setFixedWidth(NARROW if narrow else WIDTH)
        for number in range(self.count()):
            item = self.item(number)
            item.setText("" if narrow else item.data(_NAME))
            item.setToolTip(item.data(_NAME) if narrow else "")
        self._share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def current(self) -> str:
        """Return the key of the marked place."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def paint_icons(self) -> None:
        for number in range(self.count()):
            item = self.item(number)
            item.setIcon(theme.icon(item.data(_ICON), "accent" if item.isSelected() else "muted"))

    def _share_height(self) -> None:
        """Let all places stay in sight: a bar to scroll would cover the pictures of a narrow navigation."""
        each = (self.height() - PADDING) // max(self.count(), 1)
        # A height given in the style sheet is painted but not laid out (measured): the hint is what counts.
        size = QSize(self.width() - 20, max(LEAST_HEIGHT, min(HEIGHT, each)))
        for number in range(self.count()):
            self.item(number).setSizeHint(size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.current())
            return
        super().keyPressEvent(event)
