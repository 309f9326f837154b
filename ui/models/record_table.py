"""A list of records as a table: every id in its order, lines fetched a page at a time while they come into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.shape import Shape
from cadreapp.office import reading
from ui.models.columns import cell_text, columns_of
from ui.work.desk import Desk

PAGE = 100
TONE = Qt.ItemDataRole.UserRole
"""The colour of a cell's words, by its name in the palette."""

TONES = {"draft": "muted", "sealed": "good", "withdrawn": "bad", "binned": "bad", "open": "warn", "closed": "good"}

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to; empty means everything that is live."""

    text: str = ""
    kind: str = ""
    states: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


class RecordTableModel(QAbstractTableModel):
    """The records of one type. Refreshes when the bus tells of a change of its type; keeps nothing after `forget`.

    `counted(int)` tells how many rows a filter left, `renewed` that the rows are in place after a reload.
    """

    counted = Signal(int)
    renewed = Signal()

    def __init__(self, shape: Shape, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self.columns = columns_of(shape)
        self._desk = desk
        self._listing = reading.Listing(shape.name)
        self._live = self._listing.states
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self._pages: dict[int, dict[str, reading.Line]] = {}
        self._asked: set[int] = set()
        self._number = 0
        desk.bus.changed.connect(self._changed)

    # What the view asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole, TONE
        ):  # fmt: skip
            return None
        line = self._line(index.row())
        column = self.columns[index.column()]
        if line is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        if role == TONE:
            return TONES.get(line.state, "muted") if column.key == "state" else "muted" if index.column() else "text"
        if column.key == "state":
            return reading.STATES.get(line.state, line.state)
        if column.key == "title":
            return line.title
        return cell_text(column, line.cells.get(column.key))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or not self.columns[column].sort:
            return
        descending = order is Qt.SortOrder.DescendingOrder
        self._listing = replace(self._listing, sort=self.columns[column].sort, descending=descending)
        self.reload()

    # What the page does

    def narrow(self, wanted: Filter) -> None:
        """Show only what `wanted` lets through, narrowed in SQL."""
        self._listing = replace(
            self._listing,
            where=(("kind", wanted.kind),) if wanted.kind else (),
            text=wanted.text,
            since=wanted.since,
            until=wanted.until,
            states=wanted.states or self._live,
        )
        self.reload()

    def reload(self) -> None:
        """Ask for the ids anew; an answer that a newer question has overtaken is dropped."""
        self._number += 1
        self._desk.ask(reading.ids, self._listing).then(self._taker(self._number))

    def forget(self) -> None:
        """Drop every row: the store is being locked."""
        self._number += 1
        self._take([])

    def id_at(self, row: int) -> str | None:
        """Return the id of a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, record_id: str) -> int | None:
        """Return where a record stands now."""
        return self._rows.get(record_id)

    def _taker(self, number: int) -> Callable[[list[str]], None]:
        def take(ids: list[str]) -> None:
            if number == self._number:
                self._take(ids)

        return take

    def _take(self, ids: Sequence[str]) -> None:
        self.beginResetModel()
        self._ids = list(ids)
        self._rows = {key: row for row, key in enumerate(self._ids)}
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()
        self.counted.emit(len(self._ids))
        self.renewed.emit()

    def _line(self, row: int) -> reading.Line | None:
        number = row // PAGE
        page = self._pages.get(number)
        if page is not None:
            return page.get(self._ids[row])
        if number not in self._asked:
            self._asked.add(number)
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            mine = self._number
            self._desk.ask(reading.page, self.shape.name, wanted).then(
                lambda lines: self._fill(mine, number, lines)
            )
        return None

    def _fill(self, mine: int, number: int, lines: Sequence[reading.Line]) -> None:
        if mine != self._number or number not in self._asked:
            return
        self._pages[number] = {line.id: line for line in lines}
        first, last = number * PAGE, min((number + 1) * PAGE, len(self._ids)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _changed(self, changes: Changes) -> None:
        if changes.touches(self.shape.name):
            self.reload()
