"""The pages of a PDF one under the other as pictures, with small ones beside to jump by."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cadreapp.office.papers.printing import Picture
from ui import theme

THUMB_PX = 92
WIDEST = 880


class PageView(QWidget):
    """Shows pages as they come: `begin`, then `add` for each. `at_page(int)` follows the scrolling, from 1."""

    at_page = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._sheets: list[QLabel] = []
        self._width = 0
        self.thumbs = QListWidget(self)
        self.thumbs.setAccessibleName("页")
        self.thumbs.setViewMode(QListView.ViewMode.ListMode)
        self.thumbs.setIconSize(QSize(THUMB_PX, round(THUMB_PX * 1.414)))
        self.thumbs.setFixedWidth(THUMB_PX + 56)
        self.thumbs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.thumbs.currentRowChanged.connect(self._jump)
        self.area = QScrollArea(self)
        self.area.setAccessibleName("页面")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(16)
        self.area.setWidget(holder)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbs)
        row.addWidget(self.area, 1)

    def begin(self) -> None:
        """Drop the pages shown."""
        self._images.clear()
        self.thumbs.blockSignals(True)
        self.thumbs.clear()
        self.thumbs.blockSignals(False)
        for sheet in self._sheets:
            sheet.hide()
            sheet.deleteLater()
        self._sheets.clear()

    def add(self, picture: Picture) -> None:
        """Show one more page."""
        image = image_of(picture)
        self._images.append(image)
        sheet = QLabel()
        sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sheet.setAccessibleName(f"第 {len(self._images)} 页")
        self._sheets.append(sheet)
        self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        small = edged(image.scaledToWidth(THUMB_PX * 2, Qt.TransformationMode.SmoothTransformation), 2)
        item = QListWidgetItem(QIcon(small), str(len(self._images)))
        item.setSizeHint(QSize(THUMB_PX + 30, round(THUMB_PX * 1.414) + 16))
        self.thumbs.addItem(item)
        self._draw(len(self._images) - 1)

    def count(self) -> int:
        """Return how many pages have come so far."""
        return len(self._images)

    def set_width(self, width: int) -> None:
        """Show pages `width` logical pixels wide."""
        self._width = width
        for number in range(len(self._images)):
            self._draw(number)

    def fitting_width(self) -> int:
        """Return the width at which a page fills the view."""
        return min(max(320, self.area.viewport().width() - 34), WIDEST)

    def _draw(self, number: int) -> None:
        ratio = self.devicePixelRatioF()
        width = self._width or self.fitting_width()
        image = self._images[number].scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        sheet = edged(image, round(ratio))
        sheet.setDevicePixelRatio(ratio)
        self._sheets[number].setPixmap(sheet)
        self._sheets[number].setFixedSize(sheet.deviceIndependentSize().toSize())

    def _jump(self, number: int) -> None:
        if 0 <= number < len(self._sheets):
            self.area.verticalScrollBar().setValue(self._sheets[number].y() - 8)

    def _scrolled(self, value: int) -> None:
        middle = value + self.area.viewport().height() // 2
        number = sum(sheet.y() <= middle for sheet in self._sheets)
        if number and self.thumbs.currentRow() != number - 1:
            self.thumbs.blockSignals(True)
            self.thumbs.setCurrentRow(number - 1)
            self.thumbs.blockSignals(False)
        if number:
            self.at_page.emit(number)


def edged(image: QImage, width: int) -> QPixmap:
    """Return a page with the edge of its paper, so that white on white is still a sheet."""
    sheet = QPixmap.fromImage(image)
    painter = QPainter(sheet)
    painter.setPen(QPen(theme.colour("line_strong"), width))
    painter.drawRect(sheet.rect().adjusted(width // 2, width // 2, -(width + 1) // 2, -(width + 1) // 2))
    painter.end()
    return sheet


def image_of(picture: Picture) -> QImage:
    """Return a page as an image that owns its pixels."""
    raw = QImage(picture.rgba, picture.width, picture.height, picture.width * 4, QImage.Format.Format_RGBA8888)
    return raw.convertToFormat(QImage.Format.Format_RGB32)
