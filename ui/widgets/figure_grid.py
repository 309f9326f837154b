"""A grid of official figures walked by arrow keys; each figure that is stepped on tells who asks for its definition."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cadreapp.office.reports.official import Cell, Column, Filled, Line
from ui import theme
from ui.models.figure_table import FigureTable
from ui.models.record_table import TONE
from ui.widgets.plain_table import still_table

LINE_PX = 30
TITLE_PX, GROUP_PX, NUMBER_PX, REMARK_PX, FIGURE_PX = 240, 130, 52, 220, 76


class FigureGrid(QTableView):
    """`stepped(line, column, cell)` follows the cursor over the figures; Enter or a double click is `opened`."""

    stepped = Signal(object, object, object)
    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = FigureTable(self)
        self.setModel(self.figures)
        self.setAccessibleName(name)
        self.setItemDelegate(_Figures(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        still_table(self, LINE_PX)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self._opened)

    def show_table(self, filled: Filled | None) -> None:
        """Show another table; the cursor goes to the first figure."""
        kept = self.currentIndex().row(), self.currentIndex().column()
        same = filled is not None and self.figures.filled is not None and filled.table.key == self.figures.filled.table.key
        self.figures.show(filled)
        if filled is None:
            return
        head = self.horizontalHeader()
        for place in range(self.figures.columnCount()):
            head.resizeSection(place, self._width(filled, place))
        at = kept if same and kept[0] >= 0 else (0, self.figures.before)
        self.setCurrentIndex(self.figures.index(min(at[0], len(filled.lines) - 1), at[1]))

    def current(self) -> tuple[Line, Column, Cell] | None:
        """Return the figure under the cursor."""
        return self.figures.cell_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _width(self, filled: Filled, place: int) -> int:
        fixed = bool(filled.table.rows)
        if place < self.figures.before:
            return (NUMBER_PX if place == 0 else TITLE_PX) if fixed else GROUP_PX
        column = filled.table.columns[place - self.figures.before]
        return REMARK_PX if column.remark else max(FIGURE_PX, self.fontMetrics().horizontalAdvance(column.title) + 24)

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        found = self.figures.cell_at(now)
        if found is not None:
            self.stepped.emit(*found)

    def _opened(self, index: QModelIndex) -> None:
        found = self.figures.cell_at(index)
        if found is not None:
            self.opened.emit(found[2])


class _Figures(QStyledItemDelegate):
    """Paints a figure in the middle of its cell, and a frame around the one under the cursor."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, theme.colour("accent_soft" if chosen else "card"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if chosen:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        tone = index.data(TONE) or "muted"
        painter.setPen(theme.colour("accent" if chosen and tone == "text" else tone))
        painter.setFont(theme.font(strong=tone == "text"))
        inner = option.rect.adjusted(10, 0, -6, 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or (Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.drawText(inner, align, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(FIGURE_PX, LINE_PX)
