"""Pages on their way to a printer: drawn one at a time at its own resolution, so that memory holds a single page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from cadreapp.office.papers import printing
from ui.widgets.page_view import image_of
from ui.work.desk import Desk

MOST_DPI = 300
"""Above this a page of text gains nothing and costs 140 MB."""


class PaperJob(QObject):
    """Draws a paper on a printer. `told` says how far it is, `ended(int)` how many pages were drawn (0: it failed)."""

    told = Signal(str)
    ended = Signal(int)

    def __init__(self, desk: Desk, printed: printing.Printed, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._printed, self._printer = desk, printed, printer
        self._painter = QPainter()
        self._drawn = self._seen = 0

    def start(self) -> None:
        """Begin; pages are drawn in the background and painted here."""
        self._printer.setFullPage(True)
        if not self._painter.begin(self._printer):
            self.ended.emit(0)
            return
        dpi = min(self._printer.resolution(), MOST_DPI)
        ticket = self._desk.run(_drawn, self._printed.pdf, dpi)
        ticket.step(self._page).always(self._end)

    def _page(self, picture: printing.Picture) -> None:
        self._seen += 1
        first, last = self._printer.fromPage() or 1, self._printer.toPage() or self._printed.pages
        if not first <= self._seen <= last:
            return
        if self._drawn:
            self._printer.newPage()
        self._drawn += 1
        self.told.emit(f"正在打印第 {self._seen} 页")
        # The sheet is the page: no scaling beyond the paper the printer really has.
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        image = image_of(picture)
        scale = min(paper.width() / image.width(), paper.height() / image.height())
        self._painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)

    def _end(self) -> None:
        self._painter.end()
        self.ended.emit(self._drawn)


def _drawn(pdf: bytes, dpi: int) -> Iterator[printing.Picture]:
    yield from printing.pages(pdf, dpi)
