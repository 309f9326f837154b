"""Cells of a table painted from the palette: a state keeps its colour in the selected line too."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.models.record_table import TONE


class TonedCells(QStyledItemDelegate):
    """Takes the colour of a cell's words from the model's TONE role; the first strong one leads the line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, theme.colour("accent_soft" if chosen else "card"))
        if chosen and index.column() == 0:
            painter.fillRect(option.rect.adjusted(0, 0, 3 - option.rect.width(), 0), theme.colour("accent"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        tone = index.data(TONE) or "muted"
        painter.setPen(theme.colour(tone))
        painter.setFont(theme.font(strong=tone == "text"))
        inner = option.rect.adjusted(12, 0, -6, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "").replace("\n", " ")
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(80, theme.ROW_PX)
