"""The table of records: one line each, sorted by a click on a head, walked by keyboard, states in colour and word."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.models.columns import Column
from ui.models.record_table import RecordTableModel
from ui.widgets.toned_cells import TonedCells

LETTER_PX = 8
PADDING_PX = 22
LEAST_PX = 62
HEAD_PX = 28
LONG_LETTERS, ENOUGH_LETTERS = 19, 12
LEAST_COLUMNS = 3
READ_AFTER_MS = 120


class RecordList(QTableView):
    """`chosen(id)` follows the current line after a short pause, `activated(id)` Enter or a double click.

    Several lines are selected as everywhere: Shift or Ctrl with a click or an arrow, Ctrl+A. `selected(int)` tells how many.
    """

    chosen = Signal(str)
    activated = Signal(str)  # type: ignore[assignment]
    selected = Signal(int)

    def __init__(self, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._keep: str | None = None
        self.setModel(model)
        self.setAccessibleName(f"{model.shape.title}列表")
        self.setItemDelegate(TonedCells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW_PX)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._heads()
        self._pause = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._pause.timeout.connect(self._tell)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.selectionModel().selectionChanged.connect(lambda *_parts: self.selected.emit(len(self.selected_ids())))
        self.doubleClicked.connect(lambda index: self._activate(index))
        model.modelAboutToBeReset.connect(self._remember)
        model.renewed.connect(self._return)

    def choose(self, record_id: str) -> None:
        """Select a record without telling it as chosen; when it is not listed yet, as soon as it is."""
        self._keep = record_id
        self._return()

    def selected_ids(self) -> list[str]:
        """Return the records selected, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [key for row in rows if (key := self._model.id_at(row)) is not None]

    def take_focus(self) -> None:
        """Put the keyboard into the list, on the first line if none is selected."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _heads(self) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(False)
        head.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(LEAST_PX)
        head.sectionClicked.connect(self._sort)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Share the width by what the columns usually hold; where it does not do, the least important give way whole."""
        columns = self._model.columns
        least = [self._least(c) for c in columns]
        room = self.viewport().width()
        shown = list(range(len(columns)))
        # The state stands last and stays; a list says first what matters most.
        while sum(least[n] for n in shown) > room and len(shown) > LEAST_COLUMNS:
            del shown[-2]
        widths = {n: least[n] for n in shown}
        for n in shown:
            spare = room - sum(widths.values())
            widths[n] += max(0, min(spare, columns[n].letters * LETTER_PX + PADDING_PX - widths[n]))
        widest = max(shown, key=lambda n: columns[n].letters)
        widths[widest] += max(0, room - sum(widths.values()))
        head = self.horizontalHeader()
        for number in range(len(columns)):
            head.setSectionHidden(number, number not in widths)
            if number in widths:
                head.resizeSection(number, widths[number])

    def _least(self, column: Column) -> int:
        """Return the logical pixels a column needs for its head in full, and for enough of what it holds."""
        head = self.horizontalHeader().fontMetrics().horizontalAdvance(column.head) + HEAD_PX
        letters = column.letters if column.letters <= LONG_LETTERS else ENOUGH_LETTERS
        return max(head, letters * LETTER_PX + PADDING_PX)

    def _sort(self, section: int) -> None:
        head = self.horizontalHeader()
        if self._model.columns[section].sort:
            self._model.sort(section, head.sortIndicatorOrder())

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self._keep = self._model.id_at(current.row())
            self._pause.start()

    def _tell(self) -> None:
        key = self._model.id_at(self.currentIndex().row())
        if key is not None:
            self.chosen.emit(key)

    def _activate(self, index: QModelIndex) -> None:
        key = self._model.id_at(index.row()) if index.isValid() else None
        if key is not None:
            self._pause.stop()
            self.activated.emit(key)

    def _remember(self) -> None:
        key = self._model.id_at(self.currentIndex().row()) if self.currentIndex().isValid() else None
        self._keep = key or self._keep

    def _return(self) -> None:
        """Stand on the same record as before a reload; a selection of several ends there."""
        self._stand()
        self.selected.emit(len(self.selected_ids()))

    def _stand(self) -> None:
        row = self._model.row_of(self._keep) if self._keep else None
        if row is None or row == self.currentIndex().row():
            return
        self.selectionModel().blockSignals(True)
        self.selectRow(row)
        self.selectionModel().blockSignals(False)
        self.scrollTo(self._model.index(row, 0))
        self.viewport().update()
