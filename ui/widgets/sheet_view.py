"""A sheet of somebody's workbook as a grid to point at: its texts, its merged blocks, and the cells already taken."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from cadreapp.office.reports.out import Sheet, letters
from ui import theme

MOST_ROWS, MOST_COLUMNS, SPARE = 400, 60, 3
LINE_PX, LEAST_PX, CELL_PX = 36, 64, 200
OWN = Qt.ItemDataRole.UserRole
"""What the sheet itself says in a cell."""


class SheetView(QTableWidget):
    """`chosen("C5")` is a click on a cell, or Enter; a merged block answers for its first cell."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.verticalHeader().setDefaultSectionSize(LINE_PX)
        self.cellClicked.connect(lambda at, column: self.chosen.emit(_name(at, column)))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the first rows and columns of a sheet, and some blank ones around."""
        self.clear()
        self.clearSpans()
        last = max((line.number for line in sheet.lines), default=0)
        rows, columns = min(last + SPARE, MOST_ROWS), min(max(sheet.width() + SPARE, 8), MOST_COLUMNS)
        self.setRowCount(rows)
        self.setColumnCount(columns)
        self.setHorizontalHeaderLabels([letters(n) for n in range(columns)])
        for line in sheet.lines:
            for place, cell in enumerate(line.cells[:columns]):
                if line.number <= rows and cell.text:
                    self.setItem(line.number - 1, place, _item(cell.text))
        self.resizeColumnsToContents()
        for column in range(columns):
            self.setColumnWidth(column, min(max(self.columnWidth(column), LEAST_PX), CELL_PX))
        for merge in sheet.merges:
            if merge.bottom <= rows and merge.right < columns:
                self.setSpan(merge.top - 1, merge.left, merge.bottom - merge.top + 1, merge.right - merge.left + 1)

    def mark(self, taken: Mapping[str, str]) -> None:
        """Show what will stand in the cells that are filled, by cell."""
        for at in range(self.rowCount()):
            for column in range(self.columnCount()):
                item, said = self.item(at, column), taken.get(_name(at, column))
                if said is not None and item is None:
                    item = _item("")
                    self.setItem(at, column, item)
                if item is not None:
                    item.setText(str(item.data(OWN)) if said is None else f"→ {said}")
                    item.setForeground(theme.colour("text" if said is None else "good"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.chosen.emit(_name(self.currentRow(), self.currentColumn()))
            return
        super().keyPressEvent(event)


def _name(at: int, column: int) -> str:
    return f"{letters(column)}{at + 1}"


def _item(text: str) -> QTableWidgetItem:
    made = QTableWidgetItem(text)
    made.setData(OWN, text)
    made.setToolTip(text)
    return made
