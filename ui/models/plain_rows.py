"""Short finished lists as a table: rows of text that somebody else worked out, each with the thing it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.record_table import TONE
from ui.work import words

Index = QModelIndex | QPersistentModelIndex
_TEXT = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True)
class PlainRow:
    """`key` is what the row stands for; `tones` are colours by their names in the palette, "muted" where none is given."""

    key: Any
    cells: tuple[str, ...]
    tones: tuple[str, ...] = ("text",)


def when(at: str) -> str:
    """Return an audit time as a list shows it: "2026年3月5日 09:30"."""
    return f"{words.day(at)} {at[11:16]}"


class PlainRows(QAbstractTableModel):
    """Shows `PlainRow`s under `heads`."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self._rows: tuple[PlainRow, ...] = ()

    def show_rows(self, rows: Sequence[PlainRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def replace(self, at: int, row: PlainRow) -> None:
        """Show another row in place of one, leaving selection and scrolling as they are."""
        self._rows = (*self._rows[:at], row, *self._rows[at + 1 :])
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.heads) - 1))

    def row_at(self, at: int) -> PlainRow | None:
        """Return the row at a place."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self.heads[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == TONE:
            return row.tones[index.column()] if index.column() < len(row.tones) else "muted"
        return row.cells[index.column()] if role in _TEXT else None
