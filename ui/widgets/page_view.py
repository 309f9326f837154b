"""The pages of a PDF one under the other as pictures, with small ones beside to jump by; only those near the eye are kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPen, QPixmap, QResizeEvent
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
KEPT = 8
"""Pictures held besides those in sight; a page of A4 takes nine megabytes, a register has hundreds."""


class PageView(QWidget):
    """Has a blank sheet for each page that is `expect`ed and asks by `wanted(int)`, from 0, for the picture of one in sight.

    `at_page(int)` follows the scrolling, from 1.
    """

    at_page = Signal(int)
    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: list[tuple[float, float]] = []
        self._sheets: list[QLabel] = []
        self._images: dict[int, QImage] = {}
        self._fresh: set[int] = set()
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
        # From the top, so that a first page does not move when the others come below it.
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(holder)
        self.area.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbs)
        row.addWidget(self.area, 1)

    def begin(self) -> None:
        """Drop the pages shown."""
        self._soon.stop()
        self.expect([])

    def expect(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Have sheets for pages of these sizes; a picture already in sight stays until the new one comes."""
        self._sizes = list(sizes)
        self._fresh.clear()
        self.thumbs.blockSignals(True)
        while len(self._sheets) > len(sizes):
            sheet = self._sheets.pop()
            sheet.hide()
            sheet.deleteLater()
            self.thumbs.takeItem(self.thumbs.count() - 1)
            self._images.pop(len(self._sheets), None)
        while len(self._sheets) < len(sizes):
            self._add()
        self.thumbs.blockSignals(False)
        for number in range(len(sizes)):
            self._draw(number)
        self._soon.start()

    def put(self, number: int, picture: Picture) -> None:
        """Show the picture of a page."""
        if number >= len(self._sheets):
            return
        self._images[number] = image_of(picture)
        away = sorted((n for n in self._images if not self._is_near(n)), key=lambda n: abs(n - number))
        for far in away[KEPT:]:
            del self._images[far]
            self._fresh.discard(far)
            self._draw(far)
        self._draw(number)

    def put_small(self, number: int, picture: Picture) -> None:
        """Show the small picture of a page in the list."""
        item = self.thumbs.item(number)
        if item is not None:
            image = image_of(picture).scaledToWidth(THUMB_PX * 2, Qt.TransformationMode.SmoothTransformation)
            item.setIcon(QIcon(edged(image, 2)))

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._sheets)

    def drawn(self) -> set[int]:
        """Return the pages whose pictures are held, from 0."""
        return set(self._images)

    def set_width(self, width: int) -> None:
        """Show pages `width` logical pixels wide, 0 for as wide as fits."""
        self._width = width
        for number in range(len(self._sheets)):
            self._draw(number)
        self._soon.start()

    def fitting_width(self) -> int:
        """Return the width at which a page fills the view."""
        return min(max(320, self.area.viewport().width() - 34), WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def _add(self) -> None:
        number = len(self._sheets) + 1
        sheet = QLabel()
        sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sheet.setAccessibleName(f"第 {number} 页")
        self._sheets.append(sheet)
        self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        item = QListWidgetItem(str(number))
        item.setSizeHint(QSize(THUMB_PX + 30, round(THUMB_PX * 1.414) + 16))
        self.thumbs.addItem(item)

    def _draw(self, number: int) -> None:
        ratio = self.devicePixelRatioF()
        width = self._width or self.fitting_width()
        wide, high = self._sizes[number]
        size = QSize(round(width * ratio), round(width * ratio * high / wide))
        image = self._images.get(number)
        if image is None:
            # A blank sheet holds its place without holding its pixels.
            self._sheets[number].setPixmap(QPixmap())
            self._sheets[number].setFixedSize(width, round(width * high / wide))
            return
        sheet = edged(image.scaled(size, mode=Qt.TransformationMode.SmoothTransformation), round(ratio))
        sheet.setDevicePixelRatio(ratio)
        self._sheets[number].setPixmap(sheet)
        self._sheets[number].setFixedSize(width, round(width * high / wide))

    def _look(self) -> None:
        """Ask for the pictures of the pages in sight, and of those half a view away."""
        for number in range(len(self._sheets)):
            if number not in self._fresh and self._is_near(number):
                self._fresh.add(number)
                self.wanted.emit(number)

    def _is_near(self, number: int) -> bool:
        value, room, sheet = self.area.verticalScrollBar().value(), self.area.viewport().height(), self._sheets[number]
        return value - room // 2 < sheet.y() + sheet.height() and sheet.y() < value + room + room // 2

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
        self._soon.start()


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
