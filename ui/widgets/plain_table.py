"""A short finished list to be looked at and walked through by keyboard; Enter opens what the line stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.models.plain_rows import PlainRow, PlainRows
from ui.widgets.toned_cells import TonedCells

LINE_PX = 38
LEAST_PX = 48
REST_PX = 120
LEAST_ROWS = 3


def still_table(table: QTableView, line: int) -> None:
    """Set a table up to be looked at and walked through: nothing edited, one choice, lines of `line` logical pixels."""
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.horizontalHeader().setHighlightSections(False)
    head = table.verticalHeader()
    head.hide()
    head.setDefaultSectionSize(line)
    head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


class PlainTable(QTableView):
    """`moved(key)` follows the selection, `opened(key)` is Enter or a double click.

    `columns` pairs each head with its width in logical pixels; 0 takes what is left.
    """

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, columns: Sequence[tuple[str, int]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = PlainRows([head for head, _width in columns], self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setItemDelegate(TonedCells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        still_table(self, LINE_PX)
        self._wishes = [width for _head, width in columns]
        self.setMinimumHeight(LINE_PX * (LEAST_ROWS + 1))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.moved.emit(self._key(now.row())))
        self.doubleClicked.connect(lambda index: self.opened.emit(self._key(index.row())))

    @property
    def key(self) -> Any:
        """What the selected line stands for, None when none is."""
        return self._key(self.currentIndex().row())

    def show_rows(self, rows: Sequence[PlainRow]) -> None:
        """Show other rows; the same line stays selected where it is still there."""
        kept = self.key
        self.rows.show_rows(rows)
        at = next((n for n, row in enumerate(rows) if row.key == kept), None)
        if kept is not None and at is not None:
            self.selectRow(at)
        else:
            # A reset drops the selection without a word; whoever follows it must hear that.
            self.moved.emit(None)

    def fit_rows(self, most: int) -> None:
        """Be as tall as the rows there are, up to `most` of them."""
        count = min(self.rows.rowCount(), most)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + LINE_PX * count + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # All columns stay in sight: in a narrow window each gives up its share.
        room = self.viewport().width()
        fixed = sum(self._wishes)
        share = min(1.0, max(room - REST_PX, 0) / fixed) if fixed else 1.0
        widths = [max(LEAST_PX, int(wish * share)) if wish else 0 for wish in self._wishes]
        for at, width in enumerate(widths):
            self.horizontalHeader().resizeSection(at, width or max(REST_PX, room - sum(widths)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key is not None:
            self.opened.emit(self.key)
            return
        super().keyPressEvent(event)

    def _key(self, at: int) -> Any:
        row = self.rows.row_at(at)
        return row.key if row else None
