"""The printer and its sheets: how one is asked for, and which pages come on which sheet, in the order they leave it."""

from __future__ import annotations

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

BLANK = -1
"""The back of a sheet that stays empty, so that what follows begins on a sheet of its own."""


def new_printer(name: str, *, double: bool = False) -> QPrinter:
    """Return a printer at its own resolution for whole sheets of A4; `double` prints on both sides where it can."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if double else QPrinter.DuplexMode.DuplexNone)
    return printer


def ask_printer(printer: QPrinter, parent: QWidget, *, pages: int = 0) -> bool:
    """Let the person choose in the system's dialog; with `pages`, also which of them."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    if pages:
        dialog.setMinMax(1, pages)
    return dialog.exec() == QDialog.DialogCode.Accepted


def is_double(printer: QPrinter) -> bool:
    """Tell whether the printer is set to print on both sides."""
    return printer.duplex() in (QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide,
                                QPrinter.DuplexMode.DuplexAuto)


def single(printer: QPrinter) -> QPrinter:
    """Return the printer, set to one side."""
    printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    return printer


def sheets(printer: QPrinter, pages: int, *, more: bool = False) -> list[int]:
    """Return the pages to draw, from 0, in their order: those chosen, as often as the printer does not repeat them itself.

    With `more` to follow, or several copies, a paper that ends on the front of a sheet leaves its back BLANK.
    """
    chosen = [number for number in range(pages) if _is_chosen(printer, number + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    times = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if times > 1 and not printer.collateCopies() and not is_double(printer):
        return [number for number in chosen for _ in range(times)]
    if (more or times > 1) and is_double(printer) and len(chosen) % 2:
        chosen.append(BLANK)
    return chosen * times


def lie(printer: QPrinter, wide: float, high: float) -> None:
    """Turn the next sheet as its page lies."""
    lying = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    if printer.pageLayout().orientation() != lying:
        printer.setPageOrientation(lying)


def _is_chosen(printer: QPrinter, number: int) -> bool:
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        return True
    ranges = printer.pageRanges()
    return ranges.isEmpty() or ranges.contains(number)
