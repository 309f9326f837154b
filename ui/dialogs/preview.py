"""Preview: the very PDF that will be printed or saved, as pictures; nothing is written to the disk for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QVBoxLayout, QWidget

from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.office.papers import printing
from ui.dialogs.paper_job import PaperJob
from ui.widgets.notice import Notice
from ui.widgets.page_view import PageView
from ui.widgets.parts import button, label, row, tool
from ui.work.crew import Ticket
from ui.work.desk import Desk

DPI = 150
STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)


class PreviewDialog(QDialog):
    """Shows the papers of one record; prints through the system's dialog, saves as PDF, and registers both."""

    def __init__(self, desk: Desk, record_id: str, type_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._id = desk, record_id
        self._printed: printing.Printed | None = None
        self._ticket: Ticket | None = None
        self._zoom = 0.0
        self.setWindowTitle("打印预览")
        self.setAccessibleName("打印预览")
        self.forms = QComboBox(self)
        self.forms.setAccessibleName("打印哪一种")
        for form in self.papers(type_name):
            self.forms.addItem(form.title, form.name)
        self.forms.activated.connect(lambda _row: self.load())
        self.page = label("", tone="muted")
        self.smaller = tool("zoom-out", "缩小 (Ctrl+-)", lambda: self.zoom(-1))
        self.larger = tool("zoom-in", "放大 (Ctrl++)", lambda: self.zoom(1))
        self.fit = button("适合宽度", self.fit_width, kind="flat")
        self.save_button = button("另存为 PDF", self.save, icon="download")
        self.word_button = button("存为 Word", self.save_word, icon="download")
        self.print_button = button("打印", self.print_, kind="primary", icon="printer")
        self.close_button = button("关闭", self.reject)
        self.notice = Notice(self)
        self.view = PageView(self)
        self.view.at_page.connect(self._at_page)
        self._lay_out()
        QTimer.singleShot(0, self.load)

    def load(self) -> None:
        """Make the paper chosen and show it page by page."""
        self._stop()
        self._printed = None
        self._enable(False)
        self.page.setText("正在排版…")
        self.view.begin()
        # Made and drawn in the one job thread: the library behind the pictures must not be called from two.
        ticket = self._desk.call(self.make, self.forms.currentData())
        ticket.then(self._made).failed(self._refused)

    def papers(self, type_name: str) -> tuple[printing.FormName, ...]:
        """Return the papers to choose from, the usual one first."""
        offered: tuple[printing.FormName, ...] = self._desk.office.ask(printing.offered, self._id)
        return offered

    def make(self, form: str) -> printing.Printed:
        """Return the paper chosen; called in the thread of long jobs."""
        made: printing.Printed = self._desk.office.ask(printing.pdf, self._id, form)
        return made

    def register(self, form: printing.FormName, pages: int) -> None:
        """Put on record that it was printed or saved."""
        self._desk.do(printing.print_record, self._id, form, pages, self._printed or "")

    def zoom(self, step: int) -> None:
        """Go one step larger or smaller."""
        now = self._zoom or self.view.fitting_width() / self._natural()
        larger = [z for z in STEPS if z > now + 0.01]
        smaller = [z for z in STEPS if z < now - 0.01]
        if step > 0 and larger:
            self._set_zoom(larger[0])
        elif step < 0 and smaller:
            self._set_zoom(smaller[-1])

    def fit_width(self) -> None:
        """Fill the width of the view."""
        self._set_zoom(0.0)

    def save(self) -> None:
        """Ask where to, write the PDF whole or not at all, put it on record."""
        printed = self._printed
        if printed is None:
            return
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存为 PDF", _file_name(printed, "pdf"), "PDF (*.pdf)")
        if not chosen:
            return
        path = Path(chosen).with_suffix(".pdf")
        ticket = self._desk.call(write_whole, path, printed.pdf)
        ticket.then(lambda _none: self._saved(path, printed)).failed(self._refused)

    def save_word(self) -> None:
        """Ask where to, write the same paper as a Word file, put it on record."""
        printed = self._printed
        if printed is None:
            return
        chosen, _kind = QFileDialog.getSaveFileName(self, "存为 Word", _file_name(printed, "docx"), "Word (*.docx)")
        if chosen:
            path = Path(chosen).with_suffix(".docx")
            made = self._desk.office.ask
            ticket = self._desk.call(lambda: write_whole(path, made(printing.word, self._id, printed.form.name)))
            ticket.then(lambda _none: self._desk.do(printing.note_word, self._id)).failed(self._refused)
            ticket.then(lambda _none: self.notice.say("good", f"已存到 {path}; Word 文件可以改, 不带验真码"))

    def print_(self) -> None:
        """Ask for the printer, draw every page on it, register the print."""
        printed = self._printed
        if printed is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(printed.form.title)
        printer.setFromTo(1, printed.pages)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印")
        dialog.setMinMax(1, printed.pages)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Draw the pages on `printer`; the print is registered when all are drawn."""
        printed = self._printed
        assert printed is not None, "the buttons are off until the paper is made"
        self._enable(False)
        job = PaperJob(self._desk, printed, printer, self)
        job.told.connect(self.page.setText)
        job.ended.connect(lambda pages: self._ended(printed, pages))
        job.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._zoom:
            self.view.set_width(0)

    def done(self, result: int) -> None:
        """Close, and keep no picture of a page."""
        self._stop()
        self._printed = None
        self.view.begin()
        super().done(result)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(row(
            self.forms, self.page, 0, self.smaller, self.larger, self.fit, self.word_button, self.save_button, self.print_button,
            self.close_button,
        ))  # fmt: skip
        column.addWidget(self.notice)
        column.addWidget(self.view, 1)
        for keys, do in (("Ctrl+P", self.print_), ("Ctrl+S", self.save), ("Ctrl+-", lambda: self.zoom(-1)),
                         ("Ctrl+=", lambda: self.zoom(1)), ("Ctrl++", lambda: self.zoom(1))):  # fmt: skip
            QShortcut(QKeySequence(keys), self, do)
        window = self.parentWidget().window() if self.parentWidget() else None
        room = window.size() if window else None
        self.resize(min(room.width() - 40, 1180) if room else 1080, max(room.height() - 40, 560) if room else 740)

    def _made(self, printed: printing.Printed) -> None:
        self._printed = printed
        self.notice.hide()
        self.page.setText(f"共 {printed.pages} 页")
        if printed.notice:
            self.notice.say("warn", printed.notice)
        self._ticket = self._desk.run(_rendered, printed.pdf)
        self._ticket.step(self.view.add).then(lambda _none: self._enable(True))

    def _refused(self, error: AppError) -> None:
        self.page.setText("")
        self._enable(self._printed is not None)
        self.notice.refuse(error)

    def _saved(self, path: Path, printed: printing.Printed) -> None:
        self.notice.say("good", f"已存到 {path}")
        form = printing.FormName(f"{printed.form.name}.pdf", printed.form.title)
        self.register(form, printed.pages)

    def _ended(self, printed: printing.Printed, pages: int) -> None:
        self._enable(True)
        if not pages:
            self.notice.say("bad", "没有打印出来, 请看看打印机")
            return
        self.page.setText(f"共 {printed.pages} 页")
        signed = "签好以后回到记录里“登记签字”。" if printed.form.signed else ""
        self.notice.say("good", f"已交给打印机, 共 {pages} 页。{signed}")
        self.register(printed.form, pages)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self.view.set_width(round(self._natural() * zoom) if zoom else 0)

    def _natural(self) -> float:
        # An A4 page at the screen's own inches.
        return 210 / 25.4 * self.logicalDpiX()

    def _at_page(self, number: int) -> None:
        if self._printed is not None:
            self.page.setText(f"第 {number} 页, 共 {self._printed.pages} 页")

    def _enable(self, on: bool) -> None:
        for part in (self.save_button, self.word_button, self.print_button):
            part.setEnabled(on)
        if on and not self.focusWidget():
            self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop(self) -> None:
        if self._ticket is not None and not self._ticket.finished:
            self._ticket.cancel()
        self._ticket = None


def _file_name(printed: printing.Printed, suffix: str) -> str:
    return "".join(c for c in f"{printed.title} {printed.form.title}.{suffix}" if c not in '\\/:*?"<>|')


def _rendered(pdf: bytes) -> Iterator[printing.Picture]:
    """Yield the pages one by one, so that the first is seen while the others are drawn."""
    yield from printing.pages(pdf, DPI)
