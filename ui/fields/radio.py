"""A radio button painted from the palette, so that its ring is seen on dark ground too."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton

from ui import theme

RING = 8.0
GAP = 8
HIGH = 30


class Radio(QRadioButton):
    """Ring, dot when chosen, words; the ring is in the accent colour when chosen, hovered or focused."""

    def sizeHint(self) -> QSize:
        return QSize(round(2 * RING) + GAP + self.fontMetrics().horizontalAdvance(self.text()) + 4, HIGH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(RING + 0.5, self.height() / 2)
        lively = self.isEnabled() and (self.isChecked() or self.underMouse() or self.hasFocus())
        ring = "accent" if lively else "line_strong"
        painter.setPen(QPen(theme.colour(ring), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.colour("card"))
        painter.drawEllipse(middle, RING - 1, RING - 1)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if self.isEnabled() else "disabled"))
            painter.drawEllipse(middle, 4, 4)
        painter.setPen(theme.colour("accent" if self.hasFocus() else "text" if self.isEnabled() else "disabled"))
        words = self.rect().adjusted(round(2 * RING) + GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()
