"""The list of what was found: a click or Enter opens a line; several are selected as in every list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

_WIDENING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class FoundList(QListWidget):
    """`opened(id)` is a plain click or Enter on one line; `selected(int)` tells how many are selected."""

    opened = Signal(str)
    selected = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._clicked)
        self.itemSelectionChanged.connect(lambda: self.selected.emit(len(self.selected_ids())))

    def add(self, record_id: str, words: str) -> None:
        """Put a line below the others."""
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, record_id)
        self.addItem(item)

    def selected_ids(self) -> list[str]:
        """Return the records selected, in the order of the list."""
        items = (self.item(row) for row in range(self.count()))
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.isSelected()]

    def _clicked(self, item: QListWidgetItem) -> None:
        # With Shift or Ctrl a click selects, as it does everywhere.
        if not QApplication.keyboardModifiers() & _WIDENING:
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))
