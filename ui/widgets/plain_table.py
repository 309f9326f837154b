"""A short finished list to be looked at and walked through by keyboard; Enter opens what the line stands for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.models.plain_rows import PlainRow, PlainRows
from ui.widgets.toned_cells import TonedCells

LINE_PX = 38


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
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(LINE_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for at, (_head, width) in enumerate(columns):
            if width:
                head.resizeSection(at, width)
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key is not None:
            self.opened.emit(self.key)
            return
        super().keyPressEvent(event)

    def _key(self, at: int) -> Any:
        row = self.rows.row_at(at)
        return row.key if row else None
