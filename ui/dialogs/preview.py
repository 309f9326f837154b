"""Preview: the very PDF that will be printed or saved, as pictures; nothing is written to the disk for it.

The first page is shown at once; print and save wait for the whole file, which then takes its place where it stands.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QVBoxLayout, QWidget

from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.office.papers import printing
from ui.dialogs.paper_feed import PaperFeed
from ui.dialogs.paper_print import PrintBar
from ui.dialogs.paper_sheets import ask_printer, new_printer
from ui.dialogs.sized import fit
from ui.widgets.notice import Notice
from ui.widgets.page_view import PageView
from ui.widgets.parts import button, label, row, tool
from ui.work.desk import Desk

WIDTH, HEIGHT = 1180, 860
STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)
_OTHERS = {"Word (*.docx)": ".docx", "电子表格 (*.xlsx)": ".xlsx"}


class PreviewDialog(QDialog):
    """Shows the papers of one record; prints through the system's dialog, saves as PDF, and registers both."""

    def __init__(self, desk: Desk, record_id: str, type_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._id = desk, record_id
        self._printed: printing.Printed | None = None
        self._zoom = 0.0
        self.setWindowTitle("打印预览")
        self.setAccessibleName("打印预览")
        self.forms = QComboBox(self)
        self.forms.setAccessibleName("打印哪一种")
        for form in self.papers(type_name):
            self.forms.addItem(form.title, form.name)
        self.forms.activated.connect(lambda _row: self.load())
        self.page = label("", tone="muted")
        self.hint = label("", tone="muted")
        self.smaller = tool("zoom-out", "缩小 (Ctrl+-)", lambda: self.zoom(-1))
        self.larger = tool("zoom-in", "放大 (Ctrl++)", lambda: self.zoom(1))
        self.fit = button("适合宽度", self.fit_width, kind="flat")
        self.save_button = button("另存为 PDF", self.save, icon="download")
        self.word_button = button("存为 Word 或表格", self.save_word, icon="download")
        self.print_button = button("打印", self.print_, kind="primary", icon="printer")
        self.close_button = button("关闭", self.reject)
        self.notice = Notice(self)
        self.view = PageView(self)
        self.view.at_page.connect(self._at_page)
        self.feed = PaperFeed(desk, self.view)
        self.feed.begun.connect(self._begun)
        self.feed.made.connect(self._made)
        self.feed.refused.connect(self._refused)
        self.press = PrintBar(desk, self.notice)
        self.press.begun.connect(lambda: self._enable(False))
        self.press.ended.connect(self._ended)
        self._lay_out()
        QTimer.singleShot(0, self.load)

    def load(self) -> None:
        """Make the paper chosen; its first page is shown while the others are set."""
        self._printed = None
        self._enable(False)
        self.hint.setText("")
        self.press.stop()
        self.page.setText("正在排版…")
        self.feed.load(self.begin, self.make, self.forms.currentData())

    def begin(self, form: str) -> printing.Opening | None:
        """Return the first page of the paper chosen, None where all of it is made as fast; called in the thread of long jobs."""
        if not self._id:
            return None
        begun: printing.Opening = self._desk.office.ask(printing.opening, self._id, form)
        return begun

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

    def other(self, form: str, kind: str) -> bytes:
        """Return the same paper as a file of `kind`, ".docx" or ".xlsx"; called in the thread of long jobs."""
        made: bytes = self._desk.office.ask(printing.other, self._id, kind, form)
        return made

    def register_other(self, kind: str) -> None:
        """Put on record that it was saved as a file of `kind`."""
        self._desk.do(printing.note_word, self._id, kind.lstrip("."))

    def zoom(self, step: int) -> None:
        """Go one step larger or smaller."""
        now = self._zoom or self.view.fitting_width() / self._natural()
        if beyond := [zoom for zoom in STEPS if (zoom - now) * step > 0.01]:
            self._set_zoom(min(beyond) if step > 0 else max(beyond))

    def fit_width(self) -> None:
        """Fill the width of the view."""
        self._set_zoom(0.0)

    def save(self) -> None:
        """Ask where to, write the PDF whole or not at all, put it on record."""
        printed = self._printed
        if printed is None:
            return
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存为 PDF", _file_name(printed, "pdf"), "PDF (*.pdf)")
        if chosen:
            path = Path(chosen).with_suffix(".pdf")
            self._desk.call(write_whole, path, printed.pdf).then(lambda _none: self._saved(path, printed)).failed(self._refused)

    def save_word(self) -> None:
        """Ask where to, write the same paper as a Word file or a spreadsheet, put it on record."""
        form = self.forms.currentData()
        if self._printed is not None and (path := _asked_other(self, self._printed)) is not None:
            ticket = self._desk.call(lambda: write_whole(path, self.other(form, path.suffix)))
            ticket.then(lambda _none: self._saved_other(path)).failed(self._refused)

    def print_(self) -> None:
        """Ask for the printer, draw every page on it, register the print."""
        printed = self._printed
        if printed is None or not self.print_button.isEnabled():
            return
        printer = new_printer(printed.form.title, double=printed.form.leaf and printed.pages > 1)
        if ask_printer(printer, self, pages=printed.pages):
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Draw the pages on `printer`; the print is registered when all are drawn."""
        if self._printed is not None:
            self.press.print_on(printer, self._printed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._zoom:
            self.view.set_width(0)

    def done(self, result: int) -> None:
        """Close, and keep no picture of a page."""
        self._printed = None
        self.press.stop()
        self.feed.stop()
        super().done(result)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addLayout(row(
            self.forms, 0, self.smaller, self.larger, self.fit, self.word_button, self.save_button, self.print_button,
            self.close_button,
        ))  # fmt: skip
        column.addLayout(row(self.page, 0, self.hint))
        column.addWidget(self.notice)
        column.addWidget(self.press)
        column.addWidget(self.view, 1)
        for keys, do in (("Ctrl+P", self.print_), ("Ctrl+S", self.save), ("Ctrl+-", lambda: self.zoom(-1)),
                         ("Ctrl+=", lambda: self.zoom(1)), ("Ctrl++", lambda: self.zoom(1))):  # fmt: skip
            QShortcut(QKeySequence(keys), self, do)
        fit(self, WIDTH, HEIGHT)

    def _refused(self, error: AppError) -> None:
        self.page.setText("")
        self._enable(self._printed is not None)
        if self._printed is None:
            # What cannot be printed whole is not shown in part.
            self.feed.stop()
        self.notice.refuse(error)

    def _begun(self) -> None:
        self.notice.hide()
        self.page.setText("第 1 页, 正在排其余各页…")

    def _made(self, printed: printing.Printed) -> None:
        self._printed = printed
        self.notice.hide()
        self.page.setText(f"共 {printed.pages} 页")
        if printed.notice:
            self.notice.say("warn", printed.notice)
        self.hint.setText(_sides(printed))
        self._enable(True)

    def _saved(self, path: Path, printed: printing.Printed) -> None:
        self.notice.say("good", f"已存到 {path}")
        self.register(printing.FormName(f"{printed.form.name}.pdf", printed.form.title), printed.pages)

    def _saved_other(self, path: Path) -> None:
        self.notice.say("good", f"已存到 {path}; 这份文件可以改, 不带验真码")
        self.register_other(path.suffix)

    def _ended(self, printed: printing.Printed, pages: int) -> None:
        if self._printed is not printed:
            return
        self._enable(True)
        if pages:
            # The paper has as many pages when only some of them were printed again.
            self.register(printed.form, printed.pages)

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


def _sides(printed: printing.Printed) -> str:
    """Say in a line how such a paper is usually printed."""
    if printed.form.leaf and printed.pages > 1:
        return "公文双面打印: 页码单页在右、双页在左"
    return "逐页签名, 单面打印" if printed.form.signed and printed.pages > 1 else ""


def _asked_other(parent: QWidget, printed: printing.Printed) -> Path | None:
    """Ask where to and as which kind of file that can be changed; the name may say the kind too."""
    chosen, kind = QFileDialog.getSaveFileName(parent, "存为 Word 或表格", _file_name(printed, "docx"), ";;".join(_OTHERS))
    named = ".xlsx" if chosen.lower().endswith(".xlsx") else ".docx"
    return Path(chosen).with_suffix(_OTHERS.get(kind, named)) if chosen else None


def _file_name(printed: printing.Printed, suffix: str) -> str:
    return "".join(c for c in f"{printed.title} {printed.form.title}.{suffix}" if c not in '\\/:*?"<>|')
