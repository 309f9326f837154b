"""Printing what is selected in a list: one form for all, one job with its progress, and at the end what was not printed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.office.papers import batch, printing
from ui.dialogs.form_dialog import Plain
from ui.dialogs.paper_job import Press, Step, stripes
from ui.dialogs.paper_sheets import ask_printer, new_printer, sheets
from ui.dialogs.sized import fit
from ui.models.plain_rows import PlainRow
from ui.widgets.parts import button, label, row
from ui.widgets.plain_table import PlainTable
from ui.widgets.progress_line import ProgressLine
from ui.work.desk import Desk

WIDTH, HEIGHT = 860, 460


class BatchPrint(Plain):
    """Prints the records `ids`, in their order, or puts them into one PDF; each that left goes on record."""

    def __init__(self, desk: Desk, ids: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("打印所选", f"选中 {len(ids)} 条, 按列表里的次序打印。印不了的不影响其余, 打完列在下面。", parent)
        self._desk, self._ids = desk, tuple(ids)
        self._press: Press | None = None
        self._pages: list[int] = []
        self._bound: list[batch.Made] = []
        self._refused: list[batch.Refused] = []
        self._path: Path | None = None
        self._stopped = False
        self._trouble = ""
        self.forms = QComboBox()
        self.forms.setAccessibleName("打印哪一种")
        self.forms.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.progress = ProgressLine()
        self.progress.stopped.connect(self._stop)
        self.progress.ended.connect(self._ended)
        self.left = label("没有打印的", role="strong")
        self.table = PlainTable("没有打印的", (("记录", 230), ("为什么", 0)))
        self.pdf_button = button("存成一个 PDF…", self.save, icon="download")
        self.print_button = button("打印…", self.print_, kind="primary", icon="printer")
        self.close_button = button("关闭", self.reject)
        name = label("打印哪一种")
        name.setBuddy(self.forms)
        self.column.addLayout(row(name, self.forms, 0))
        self.column.addWidget(self.progress)
        self.column.addWidget(self.left)
        self.column.addWidget(self.table, 1)
        self.column.addStretch()
        self.column.addLayout(row(0, self.close_button, self.pdf_button, self.print_button))
        fit(self, WIDTH, HEIGHT)
        self._show_left()
        self._enable(False)
        QTimer.singleShot(0, self._begin)

    def print_(self) -> None:
        """Ask for the printer, then print one record after the other as one job."""
        form = self._form()
        printer = new_printer("打印所选", double=form.leaf)
        if ask_printer(printer, self):
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print; each record goes on record once all its pages were handed over."""
        self._restart()
        self._press = Press(printer, self)
        ticket = self._desk.run(_printing, self._desk.office.ask, self._ids, self._form().name, self._press)
        self.progress.follow(ticket.step(self._step).failed(self._broken), "正在打印…")

    def save(self) -> None:
        """Ask where to, and put all papers into one PDF to be printed elsewhere."""
        chosen, _kind = QFileDialog.getSaveFileName(self, "存成一个 PDF", f"打印所选 {len(self._ids)} 条.pdf", "PDF (*.pdf)")
        if chosen:
            self._restart()
            self._path = Path(chosen).with_suffix(".pdf")
            ticket = self._desk.run(_binding, self._desk.office.ask, self._ids, self._form().name, self._path)
            self.progress.follow(ticket.step(self._step).failed(self._broken), "正在排版…")

    def submit(self) -> None:
        """Ctrl+Enter prints."""
        if self.print_button.isEnabled():
            self.print_()

    def done(self, result: int) -> None:
        """Close; what is under way stops."""
        self.progress.stop()
        super().done(result)

    def _begin(self) -> None:
        self._desk.ask(batch.choices, self._ids).then(self._offer).failed(self.notice.refuse)

    def _offer(self, forms: tuple[printing.FormName, ...]) -> None:
        for form in forms:
            self.forms.addItem(form.title, form)
        self._enable(bool(forms))
        if not forms:
            self.notice.say("warn", "这几条没有可以一起打印的纸样。")
            return
        self.print_button.setFocus()

    def _form(self) -> printing.FormName:
        chosen: printing.FormName = self.forms.currentData()
        return chosen

    def _restart(self) -> None:
        self._pages, self._bound, self._refused = [], [], []
        self._path, self._stopped, self._trouble = None, False, ""
        self.notice.hide()
        self._show_left()
        self._enable(False)

    def _step(self, step: Step) -> None:
        """Take a step of the job: a stripe to paint, a record that was refused, one that is through."""
        if isinstance(step.made, batch.Refused):
            self._refused.append(step.made)
        elif step.made is not None and self._path is not None:
            self._bound.append(step.made)
        elif step.made is not None:
            self._note(step.made, step.made.printed.form)
        if step.stripe is not None and self._press is not None and not self._press.paint(step.stripe):
            self._trouble = "打印机没有接下去, 请看看打印机。"
            self.progress.stop()

    def _note(self, made: batch.Made, form: printing.FormName) -> None:
        """Put on record that a paper left."""
        self._pages.append(made.printed.pages)
        self._desk.do(printing.print_record, made.record, form, made.printed.pages, made.printed)

    def _stop(self) -> None:
        self._stopped = True

    def _broken(self, error: AppError) -> None:
        self._bound = []
        self._trouble = f"{error.message()}\n怎么办: {error.remedy()}\n"

    def _ended(self) -> None:
        press, self._press = self._press, None
        if press is not None:
            press.finish()
        if not self._stopped:
            for made in self._bound:
                self._note(made, batch.saved(made.printed.form))
        self._bound = []
        self._enable(True)
        self._show_left()
        self._say()

    def _say(self) -> None:
        what = f"{len(self._pages)} 条, 共 {sum(self._pages)} 页"
        rest = f"; {len(self._refused)} 条没有打印, 见下" if self._refused else ""
        if self._trouble or self._stopped:
            told = f"打完并登记的: {what}; 没打完的没有登记, 出来的纸请收起来" if self._pages else "没有登记打印"
            self.notice.say("warn", f"{self._trouble or '已停止。'}{told}{rest}。")
        elif self._pages:
            head = f"已存到 {self._path}: " if self._path else "已交给打印机: "
            self.notice.say("warn" if rest else "good", f"{head}{what}{rest}。")
        else:
            self.notice.say("bad", f"一条也没有打印{rest}。")

    def _show_left(self) -> None:
        self.table.show_rows([PlainRow(one.record, (one.title, one.why)) for one in self._refused])
        for part in (self.left, self.table):
            part.setVisible(bool(self._refused))

    def _enable(self, on: bool) -> None:
        for part in (self.forms, self.pdf_button, self.print_button):
            part.setEnabled(on)


def _printing(ask: Callable[..., Any], ids: tuple[str, ...], form: str, press: Press) -> Generator[Step, None, None]:
    """Yield the stripes of each record's pages, and after them the record."""
    for at, made in enumerate(batch.papers(ask, ids, form)):
        if isinstance(made, batch.Made):
            # Each paper begins on a sheet of its own.
            numbers = sheets(press.printer, made.printed.pages, more=True)
            for step in stripes(made.printed.pdf, numbers, press.dpi, press.pace):
                yield replace(step, what=f"第 {at + 1} 条, {step.what}", done=at, total=len(ids))
        yield Step("", at + 1, len(ids), made=made)


def _binding(ask: Callable[..., Any], ids: tuple[str, ...], form: str, path: Path) -> Generator[Step, None, None]:
    """Yield each record as its paper is bound, then write the file whole or not at all."""
    with batch.Binder() as binder:
        for at, made in enumerate(batch.papers(ask, ids, form)):
            if isinstance(made, batch.Made):
                binder.add(made.printed.pdf)
            yield Step(f"正在排第 {at + 1} 条", at + 1, len(ids), made=made)
        if len(binder):
            write_whole(path, binder.file())
