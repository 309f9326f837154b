"""What the buttons over a report do: put it up, show its paper, write it as a file, fill the superior's own workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.durable import write_whole
from cadreapp.office.reports import kept as reports_kept
from cadreapp.office.reports import out as reports_out
from cadreapp.office.reports import submit as reports_submit
from cadreapp.office.reports.official import FilledReport, Span
from ui.dialogs.report_ask import CorrectionsDialog, RecallDialog, RecalledDialog, SubmitDialog, TypedDialog
from ui.dialogs.report_paper import ReportPreview
from ui.dialogs.report_template import TemplateDialog
from ui.work.desk import Desk


class ReportActs(QObject):
    """Acts on the report in `filled`. `said(text)` tells what was done, `refused(AppError)` why not, `renewed` to ask anew."""

    said = Signal(str)
    refused = Signal(object)
    renewed = Signal()
    wants_record = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._clock, self._over = desk, clock, over
        self.filled: FilledReport | None = None

    def submit(self, *, nothing: bool = False) -> None:
        """Ask, then put on record that the period went up with these figures."""
        if self.filled is None:
            return
        dialog = SubmitDialog(
            self.filled, nothing=nothing, ended=self.filled.span.until <= today(self._clock), parent=self._over
        )  # fmt: skip
        span, name = self.filled.span, self.filled.report.name

        def agreed() -> None:
            ticket = self._desk.do(reports_submit.submit_report, name, span.since, span.until, nothing=nothing)
            ticket.then(lambda _none: self.renewed.emit()).failed(self.refused.emit)

        dialog.agreed.connect(agreed)
        dialog.open()

    def recall(self) -> None:
        """Ask why, then take back that the period was reported."""
        filled = self.filled
        if filled is None:
            return
        dialog = RecallDialog(filled, self._over)
        span, name = filled.span, filled.report.name

        def given(reason: str) -> None:
            ticket = self._desk.do(reports_submit.recall_report, name, span.since, span.until, reason)
            ticket.then(lambda _none: self.renewed.emit()).failed(self.refused.emit)

        dialog.given.connect(given)
        dialog.open()

    def recalled(self) -> None:
        """Show when the period was reported and taken back before."""
        if self.filled is not None:
            RecalledDialog(self.filled, self._over).open()

    def preview(self) -> None:
        """Show the paper."""
        if self.filled is not None:
            ReportPreview(self._desk, self.filled, self._over).open()

    def corrections(self) -> None:
        """List what would be corrected of a reported period, with the records that make the difference."""
        if self.filled is not None:
            dialog = CorrectionsDialog(self._desk, self.filled, self._over)
            dialog.wants_record.connect(self.wants_record)
            dialog.open()

    def save_sheet(self) -> None:
        """Ask where to, then write our own layout as a workbook, the data as JSON, or the paper."""
        if self.filled is None:
            return
        said = f"{self.filled.span.name} {self.filled.report.title}.xlsx"
        name = "".join(c for c in said if c not in '\\/:*?"<>|“”')
        kinds = "表格 (*.xlsx);;JSON (*.json);;PDF (*.pdf)"
        chosen, kind = QFileDialog.getSaveFileName(self._over, "存成表格", name, kinds)
        if chosen:
            path = Path(chosen)
            self.write(path if path.suffix else path.with_suffix(kind.partition("*")[2].rstrip(")")))

    def write(self, path: Path) -> None:
        """Write the report in the form that the file's name asks for."""
        filled = self.filled
        if filled is None:
            return
        form = path.suffix.lower()
        ask = self._desk.office.ask
        ticket = self._desk.call(lambda: write_whole(path, ask(reports_out.as_file, filled, form)))
        ticket.then(lambda _none: self._written(path, filled, form)).failed(self.refused.emit)

    def choose_template(self) -> None:
        """Ask for the superior's workbook and open the dialog that fills it."""
        chosen, _kind = QFileDialog.getOpenFileName(self._over, "上级发的表", "", "表格 (*.xlsx *.xlsm)")
        if chosen:
            self.open_template(Path(chosen))

    def open_template(self, path: Path) -> None:
        """Read a template and offer its cells."""
        filled = self.filled
        if filled is None:
            return

        def opened(found: Any) -> None:
            dialog = TemplateDialog(self._desk, filled, path.name, found, self._over)
            dialog.written.connect(lambda to: self._written(to, filled, "template"))
            dialog.open()

        ticket = self._desk.ask(reports_out.read_with_mapping, path, filled.report.name)
        ticket.then(opened).failed(self.refused.emit)

    def type_in(self) -> None:
        """Ask for the figures of earlier periods."""
        filled = self.filled
        if filled is None:
            return

        def keep(span: Span, rows: dict[str, int | None]) -> None:
            ticket = self._desk.do(reports_kept.type_in_figures, filled.report.name, span.since, span.until, rows)
            ticket.then(lambda _none: self.renewed.emit()).failed(self.refused.emit)

        def known(found: dict[Span, dict[str, int]]) -> None:
            dialog = TypedDialog(filled, found, self._over)
            dialog.given.connect(keep)
            dialog.open()

        self._desk.ask(reports_kept.typed, filled.report.name).then(known)

    def install(self) -> None:
        """Ask for a layout, or levels of speakers, of the unit's own or of its superior."""
        chosen, _kind = QFileDialog.getOpenFileName(self._over, "装入自定表样或谈话人层级", "", "表样、层级 (*.toml)")
        if chosen:
            self.install_file(Path(chosen))

    def install_file(self, path: Path) -> None:
        """Take over the layout or levels in a file; a broken one is refused with line and key."""

        def installed(title: str) -> None:
            self.said.emit(f"已装入自定的“{title}”")
            self.renewed.emit()

        def install(data: bytes) -> None:
            ticket = self._desk.do(reports_kept.install_layout, data, path.name)
            ticket.then(lambda found: installed(found.title)).failed(self.refused.emit)

        self._desk.call(reports_out.read_file, path).then(install).failed(self.refused.emit)

    def uninstall(self) -> None:
        """Go back to the layout that ships with the program."""
        if self.filled is not None:
            ticket = self._desk.do(reports_kept.uninstall_layout, self.filled.report.name)
            ticket.then(lambda _none: self.renewed.emit()).failed(self.refused.emit)

    def uninstall_levels(self) -> None:
        """Go back to the levels of speakers that ship with the program."""

        def given_up(_none: object) -> None:
            self.said.emit("已恢复随程序的谈话人层级")
            self.renewed.emit()

        self._desk.do(reports_kept.uninstall_layout, reports_kept.LEVELS).then(given_up).failed(self.refused.emit)

    def _written(self, path: Path, filled: FilledReport, form: str) -> None:
        self.said.emit(f"已存到 {path}")
        self._desk.do(reports_out.note_paper, filled, form)
