"""The recovery code on a sheet of paper: straight to a printer, never into a file that we would make."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ui import theme
from ui.work import words

ADVICE = (
    "忘了口令时, 用它打开本单位的库并定新口令。",
    "和电脑分开放好, 不拍照, 不存进任何电脑。换了新的恢复码, 这张纸就作废, 请当面销毁。",
)


def ask_and_print(unit: str, code: str, parent: QWidget) -> bool:
    """Ask for the printer and print; return whether anything went to it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    # A print queue shows this name to others: it says nothing of what is on the sheet.
    printer.setDocName(words.PROGRAM)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印恢复码")
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    return draw(printer, unit, code)


def draw(printer: QPrinter, unit: str, code: str) -> bool:
    """Draw the sheet; False when the printer takes nothing."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    dot = printer.resolution() / 72
    area = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    width, top = area.width() - 80 * dot, 40 * dot
    lines = [
        (words.MARK, 12, False),
        (f"{unit} 恢复码", 20, True),
        (code, 18, True),
        *((text, 12, False) for text in ADVICE),
    ]
    for text, points, strong in lines:
        painter.setFont(theme.font(round(points * dot), strong=strong))
        box = QRectF(40 * dot, top, width, 200 * dot)
        used = painter.drawText(box, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft), text)
        top = (used.bottom() if used is not None else top) + 18 * dot
    return painter.end()
