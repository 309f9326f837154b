"""A report of official figures looked at before it is printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cadreapp.office.papers import printing
from cadreapp.office.reports import out as reports_out
from cadreapp.office.reports.official import FilledReport
from ui.dialogs.preview import PreviewDialog
from ui.work.desk import Desk


class ReportPreview(PreviewDialog):
    """Shows the paper of one filled report; printing and saving go on record."""

    def __init__(self, desk: Desk, filled: FilledReport, parent: QWidget | None = None) -> None:
        self._filled = filled
        super().__init__(desk, "", "", parent)

    def papers(self, type_name: str) -> tuple[printing.FormName, ...]:
        return (printing.FormName("report", self._filled.report.title),)

    def make(self, form: str) -> printing.Printed:
        return self._desk.office.ask(reports_out.printed, self._filled)

    def register(self, form: printing.FormName, pages: int) -> None:
        self._desk.do(reports_out.note_paper, self._filled, form.name)

    def other(self, form: str, kind: str) -> bytes:
        return self._desk.office.ask(reports_out.as_file, self._filled, kind)

    def register_other(self, kind: str) -> None:
        self._desk.do(reports_out.note_paper, self._filled, kind)
