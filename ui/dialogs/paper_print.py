"""The line of a preview that prints: how far it is, a way to stop, and the question whether both sides are really meant."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadreapp.office.papers import printing
from ui.dialogs.paper_job import PaperJob
from ui.dialogs.paper_sheets import is_double, single
from ui.widgets.notice import Notice
from ui.widgets.parts import button, row
from ui.widgets.progress_line import ProgressLine
from ui.work.desk import Desk


class PrintBar(QWidget):
    """`begun` when a print is under way, `ended(Printed, pages)` when it is over; 0 pages when it failed or was stopped.

    What happened stands in `notice`.
    """

    begun = Signal()
    ended = Signal(object, int)

    def __init__(self, desk: Desk, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._notice = desk, notice
        self._job: PaperJob | None = None
        self._held: tuple[QPrinter, printing.Printed] | None = None
        self.progress = ProgressLine()
        self.once = button("改成单面打印", lambda: self._go_on(both=False))
        self.twice = button("就用双面", lambda: self._go_on(both=True), kind="flat")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self.once, self.twice, 0))
        column.addWidget(self.progress)
        self.progress.ended.connect(self.hide)
        self._hold(None)

    def print_on(self, printer: QPrinter, printed: printing.Printed) -> None:
        """Print; what is signed page by page is not printed on both sides before the person says so."""
        if printed.form.signed and printed.pages > 1 and is_double(printer):
            self._hold((printer, printed))
            self._notice.say("warn", "打印机现在设成双面。这份要逐页签名, 一般单面打印。")
            self.once.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._print(printer, printed)

    def stop(self) -> None:
        """Stop what is being printed, and ask nothing any more."""
        self._hold(None)
        if self._job is not None:
            self._job.stop()

    def _hold(self, held: tuple[QPrinter, printing.Printed] | None) -> None:
        self._held = held
        for part in (self.once, self.twice):
            part.setVisible(held is not None)
        self.setVisible(held is not None)

    def _go_on(self, *, both: bool) -> None:
        held = self._held
        self._hold(None)
        self._notice.hide()
        if held is not None:
            printer, printed = held
            self._print(printer if both else single(printer), printed)

    def _print(self, printer: QPrinter, printed: printing.Printed) -> None:
        self._hold(None)
        self.begun.emit()
        self._job = PaperJob(self._desk, printer, self)
        self._job.ended.connect(lambda pages: self._ended(printed, pages))
        self.show()
        self.progress.follow(self._job.start(printed.pdf), "正在打印…")

    def _ended(self, printed: printing.Printed, pages: int) -> None:
        job, self._job = self._job, None
        if job is not None and job.is_stopped:
            self._notice.say("warn", "已停止, 没有登记打印; 已经出来的纸请收起来。")
        elif not pages:
            self._notice.say("bad", "没有打印出来, 请看看打印机")
        else:
            signed = "签好以后回到记录里“登记签字”。" if printed.form.signed else ""
            self._notice.say("good", f"已交给打印机, 共 {pages} 页。{signed}")
        if job is not None:
            job.deleteLater()
        self.ended.emit(printed, pages)
