"""Pages on their way to a printer: drawn in stripes at its own resolution, so that memory holds a few of them and no page."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from threading import Semaphore

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from cadreapp.office.papers import batch, printing
from ui.dialogs.paper_sheets import BLANK, lie, sheets
from ui.widgets.page_view import image_of
from ui.work.crew import Ticket
from ui.work.desk import Desk

USUAL_DPI = 600
"""What office printers have: taken where a driver names no resolutions of its printer. Such drivers say 1200 for every one."""
STRIPE_BYTES = 8 << 20
WAIT_S = 0.05


@dataclass(frozen=True, slots=True)
class Stripe:
    """A stripe of a page of (wide, high) points at `dpi`, from pixel row `top`; the first of a page begins its sheet."""

    wide: float
    high: float
    dpi: int
    top: int = 0
    picture: printing.Picture | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """How far printing is; `stripe` is to be painted now, `made` is what became of a record of several."""

    what: str
    done: int
    total: int
    stripe: Stripe | None = None
    made: batch.Made | batch.Refused | None = None


class Pace:
    """Lets the one that draws be two stripes ahead of the one that paints, so that they do not pile up."""

    def __init__(self) -> None:
        self._room = Semaphore(1)

    def wait(self, step: Step) -> Iterator[Step]:
        """Wait until a stripe was painted; yields now and then, so that the job can be cancelled meanwhile."""
        while not self._room.acquire(timeout=WAIT_S):
            yield Step(step.what, step.done, step.total)

    def painted(self) -> None:
        """Tell that a stripe was painted."""
        self._room.release()


class Press(QObject):
    """Paints stripes on a printer, each page on a sheet that lies as the page does."""

    def __init__(self, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.printer, self.pace = printer, Pace()
        self.sheets = 0
        self._painter = QPainter()
        printer.setFullPage(True)
        self.dpi = resolution(printer.resolution(), QPrinterInfo(printer).supportedResolutions())

    def paint(self, stripe: Stripe) -> bool:
        """Paint a stripe; False when the printer does not take it."""
        if not stripe.top and not self._new_sheet(stripe):
            return False
        if stripe.picture is not None:
            paper = self.printer.paperRect(QPrinter.Unit.DevicePixel)
            # The sheet is the page: no scaling beyond the paper the printer really has.
            points = min(paper.width() / stripe.wide, paper.height() / stripe.high)
            scale = points * 72 / stripe.dpi
            # Whole pixels, lest a hair of white shows between two stripes.
            top, bottom = round(stripe.top * scale), round((stripe.top + stripe.picture.height) * scale)
            self._painter.drawImage(QRect(0, top, round(stripe.picture.width * scale), bottom - top), image_of(stripe.picture))
            self.pace.painted()
        return True

    def finish(self) -> None:
        """Hand what was painted to the printer."""
        if self._painter.isActive():
            self._painter.end()

    def abort(self) -> None:
        """Give the job up; what the printer did not begin yet is not printed."""
        if self._painter.isActive():
            self.printer.abort()
            self._painter.end()

    def _new_sheet(self, stripe: Stripe) -> bool:
        lie(self.printer, stripe.wide, stripe.high)
        begun = self.printer.newPage() if self._painter.isActive() else self._painter.begin(self.printer)
        self.sheets += bool(begun)
        return bool(begun)


class PaperJob(QObject):
    """Prints one paper. `ended(int)` says how many pages were drawn (0: it failed, or was stopped)."""

    ended = Signal(int)

    def __init__(self, desk: Desk, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._press = desk, Press(printer, self)
        self._ticket: Ticket | None = None
        self._failed = self._whole = False

    @property
    def is_stopped(self) -> bool:
        """Whether a person stopped it."""
        return self._ticket is not None and self._ticket.cancelled and not self._failed

    def start(self, pdf: bytes) -> Ticket:
        """Begin; pages are drawn in the background and painted here."""
        with printing.Pages(pdf) as pages:
            numbers = sheets(self._press.printer, len(pages))
        self._ticket = self._desk.run(stripes, pdf, numbers, self._press.dpi, self._press.pace)
        return self._ticket.step(self._paint).then(self._drawn).always(self._end)

    def stop(self) -> None:
        """Stop at the next stripe."""
        if self._ticket is not None:
            self._ticket.cancel()

    def _paint(self, step: Step) -> None:
        if step.stripe is not None and not self._press.paint(step.stripe):
            self._failed = True
            self.stop()

    def _drawn(self, _none: None) -> None:
        self._whole = not self._failed

    def _end(self) -> None:
        if self._whole:
            self._press.finish()
        else:
            self._press.abort()
        self.ended.emit(self._press.sheets if self._whole else 0)


def stripes(pdf: bytes, numbers: list[int], dpi: int, pace: Pace) -> Generator[Step, None, None]:
    """Yield the stripes of pages in the order given, no faster than they are painted."""
    drawn = [number for number in numbers if number != BLANK]
    with printing.Pages(pdf) as pages:
        for at, number in enumerate(numbers):
            wide, high = pages.size(drawn[-1] if number == BLANK else number)
            step = Step(f"正在打印第 {at + 1} 页", at, len(numbers))
            if number == BLANK:
                yield Step(step.what, at, len(numbers), Stripe(wide, high, dpi))
                continue
            rows = max(64, STRIPE_BYTES // (4 * round(wide * dpi / 72)))
            for top, picture in pages.bands(number, dpi, rows):
                yield Step(step.what, at, len(numbers), Stripe(wide, high, dpi, top, picture))
                yield from pace.wait(step)


def resolution(asked: int, offered: Sequence[int]) -> int:
    """Return the dots per inch to draw with: what the print dialog was left at, as far as the printer can."""
    return min(asked, max(offered, default=USUAL_DPI))
