"""A table of official figures: what stands before them, the figures, each cell with its key and its tone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadreapp.office.reports.official import Cell, Column, Filled, Line
from ui.models.record_table import TONE

Index = QModelIndex | QPersistentModelIndex
_TEXT = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_ORIGINS = {"typed": "录入的以前的数", "reported": "当时上报的数"}


class FigureTable(QAbstractTableModel):
    """Shows one filled table; `cell_at` tells the line and column behind an index."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.filled: Filled | None = None

    def show(self, filled: Filled | None) -> None:
        """Show another table, or nothing."""
        self.beginResetModel()
        self.filled = filled
        self.endResetModel()

    @property
    def before(self) -> int:
        """How many columns stand before the figures."""
        return 0 if self.filled is None else len(self.filled.heads) + bool(self.filled.table.rows)

    def cell_at(self, index: Index) -> tuple[Line, Column, Cell] | None:
        """Return what an index shows, None before the figures."""
        place = index.column() - self.before
        if self.filled is None or not index.isValid() or place < 0:
            return None
        line, column = self.filled.lines[index.row()], self.filled.table.columns[place]
        return line, column, line.cells[column.key]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() or self.filled is None else len(self.filled.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.filled is None else self.before + len(self.filled.table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.filled is None or orientation is not Qt.Orientation.Horizontal:
            return None
        figure = section >= self.before
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignHCenter if figure else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        heads = [*(["行号"] if self.filled.table.rows else []), *self.filled.heads]
        return self.filled.table.columns[section - self.before].title if figure else heads[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.filled is None or not index.isValid():
            return None
        found = self.cell_at(index)
        if found is None:
            return self._title(self.filled.lines[index.row()], index.column(), role)
        line, column, cell = found
        if role in _TEXT:
            return cell.text + ("*" if cell.origin == "typed" else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return _ORIGINS.get(cell.origin) or (cell.text if column.remark else self._unit(line))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | (
                Qt.AlignmentFlag.AlignLeft if column.remark else Qt.AlignmentFlag.AlignHCenter
            )
        if role == TONE:
            return "muted" if cell.value in (0, None, "", "0") or column.remark else "text"
        return None

    def _title(self, line: Line, place: int, role: int) -> Any:
        words = [*([line.key] if self.filled and self.filled.table.rows else []), *line.titles]
        if role in (*_TEXT, Qt.ItemDataRole.ToolTipRole):
            return words[place]
        if role == TONE:
            strong = line.key == "total" or line.row is not None and bool(line.row.parts)
            return "text" if strong else "muted"
        return None

    def _unit(self, line: Line) -> str:
        assert self.filled is not None
        return "单位: " + ((line.row.unit if line.row else "") or self.filled.table.unit)
