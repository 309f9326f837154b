"""A title that opens its record: one line, shortened where there is no room, whole in its tip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme

PAD = 3


class Link(QAbstractButton):
    """Calls `do` when pressed; takes the width it is given. `tone` is a colour of the theme."""

    def __init__(self, text: str, do: Callable[[], object], parent: QWidget | None = None, *, tone: str = "accent") -> None:
        super().__init__(parent)
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: do())

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * PAD, self.fontMetrics().height() + 2 * PAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 2 * PAD)
        inner = self.rect().adjusted(0, PAD, -PAD, -PAD)
        used = self.fontMetrics().horizontalAdvance(text)
        painter.setPen(QPen(theme.colour(self._tone), 1))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.underMouse():
            painter.drawLine(0, inner.bottom(), used, inner.bottom())
        if self.hasFocus():
            painter.drawRoundedRect(self.rect().adjusted(0, 0, min(0, used + 2 * PAD - self.width()), -1), 4, 4)
        painter.end()
