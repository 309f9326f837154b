"""The row-by-row report of an import as a table; narrowing it to one verdict happens in its own list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from cadreapp.office.importing import RowReport
from ui.models.record_table import TONE

HEADS = ("行", "姓名", "结果", "说明")
VERDICTS = {"new": "新增", "known": "已有", "bad": "有问题", "skipped": "跳过"}
TONES = {"new": "good", "known": "muted", "bad": "bad", "skipped": "muted"}

Index = QModelIndex | QPersistentModelIndex


class ReportModel(QAbstractTableModel):
    """Shows `RowReport`s; `narrow("bad")` keeps one verdict, `narrow("")` all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[RowReport, ...] = ()
        self._rows: tuple[RowReport, ...] = ()
        self._verdict = ""

    def show_rows(self, rows: Sequence[RowReport]) -> None:
        """Show another report."""
        self._all = tuple(rows)
        self.narrow(self._verdict)

    def narrow(self, verdict: str) -> None:
        """Keep the rows of one verdict."""
        self.beginResetModel()
        self._verdict = verdict
        self._rows = tuple(r for r in self._all if verdict in ("", r.verdict))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == TONE:
            return TONES[row.verdict] if index.column() == 2 else "muted" if index.column() != 1 else "text"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            cells = (str(row.row), row.name, VERDICTS[row.verdict], "; ".join(row.remarks))
            return cells[index.column()]
        return None
