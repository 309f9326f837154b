"""Brings a paper before the eye: its first page while the others are set, then the pages that come in sight, as pictures."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from cadreapp.office.papers import printing
from ui.widgets.page_view import PageView
from ui.work.crew import Ticket
from ui.work.desk import Desk

DPI, SMALL_DPI = 150, 24


class PaperFeed(QObject):
    """Fills a view. `begun` when the first page stands there, `made(Printed)` when the whole does, `refused(AppError)`."""

    begun = Signal()
    made = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, view: PageView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._pdf = b""
        self._ticket: Ticket | None = None
        self._number = 0
        view.wanted.connect(self._draw)

    def load(
        self, begin: Callable[[str], printing.Opening | None], make: Callable[[str], printing.Printed], form: str
    ) -> None:
        """Show the paper `form`; `begin` and `make` are called in the thread of long jobs."""
        self.stop()
        # Made and drawn in the one job thread: the library behind the pictures must not be called from two.
        self._ticket = self._desk.run(_making, begin, make, form)
        self._ticket.step(self._begun).then(self._made).failed(self.refused.emit)

    def stop(self) -> None:
        """Stop what is under way and show nothing."""
        self._number += 1
        if self._ticket is not None and not self._ticket.finished:
            self._ticket.cancel()
        self._ticket, self._pdf = None, b""
        self._view.begin()

    def _begun(self, first: _First) -> None:
        self._view.expect([first.size])
        self._view.put(0, first.picture)
        self.begun.emit()

    def _made(self, made: _Whole) -> None:
        self._pdf = made.printed.pdf
        self._view.expect(made.sizes)
        self.made.emit(made.printed)
        self._draw_small(0, len(made.sizes))

    def _draw(self, number: int) -> None:
        self._picture(number, DPI, lambda picture: self._view.put(number, picture))

    def _draw_small(self, number: int, total: int) -> None:
        """Draw the small pictures one after the other: pages in sight do not wait for all of them."""

        def put(picture: printing.Picture) -> None:
            self._view.put_small(number, picture)
            self._draw_small(number + 1, total)

        if number < total:
            self._picture(number, SMALL_DPI, put)

    def _picture(self, number: int, dpi: int, put: Callable[[printing.Picture], None]) -> None:
        if self._pdf:
            asked, ticket = self._number, self._desk.call(_drawn, self._pdf, number, dpi)
            ticket.then(lambda picture: put(picture) if asked == self._number else None)


@dataclass(frozen=True)
class _First:
    size: tuple[float, float]
    picture: printing.Picture


@dataclass(frozen=True)
class _Whole:
    printed: printing.Printed
    sizes: list[tuple[float, float]]


def _making(
    begin: Callable[[str], printing.Opening | None], make: Callable[[str], printing.Printed], form: str
) -> Generator[_First, None, _Whole]:
    """Yield the first page as soon as it is set, return the whole."""
    opening = begin(form)
    if opening is not None:
        with printing.Pages(opening.pdf) as pages:
            yield _First(pages.size(0), pages.picture(0, DPI))
    printed = opening.whole if opening is not None and opening.whole is not None else make(form)
    with printing.Pages(printed.pdf) as pages:
        return _Whole(printed, [pages.size(number) for number in range(len(pages))])


def _drawn(pdf: bytes, number: int, dpi: int) -> printing.Picture:
    with printing.Pages(pdf) as pages:
        return pages.picture(number, dpi)
