"""统计报表: a report and a period to choose, its tables, the definition and the records behind each figure, what goes up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu, QSplitter, QTabBar, QVBoxLayout, QWidget

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.durable import write_whole
from cadreapp.office import reports, reports_kept, reports_out, reports_submit
from cadreapp.office.reports import FilledReport, Name, Span
from ui.dialogs.report_ask import CorrectionsDialog, SubmitDialog, TypedDialog
from ui.dialogs.report_paper import ReportPreview
from ui.dialogs.report_template import TemplateDialog
from ui.dialogs.sized import close_all
from ui.pages.reports_detail import FigureDetail
from ui.widgets.figure_grid import FigureGrid
from ui.widgets.notice import Notice
from ui.widgets.parts import button, label, row, scrolling
from ui.work import words
from ui.work.desk import Desk

YEARS = 6
GRID_PX = 270
_PERIODS = tuple(name for _months, names in reversed(reports.LENGTHS) for name in names)


class ReportsPage(QWidget):
    """`wants_record(id)` asks the window to open a record behind a figure."""

    wants_record = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("统计报表")
        self.desk, self.clock = desk, clock
        self.filled: FilledReport | None = None
        self._number = 0
        self.report = self._combo("哪一种统计表")
        self.year = self._combo("哪一年")
        self.period = self._combo("统计期")
        self.status = label("", role="small", tone="muted", wrap=True)
        self.submit_button = button("登记为已报", self.submit, kind="primary", icon="circle-check")
        self.nothing_button = button("本期无此项(零报告)", lambda: self.submit(nothing=True), icon="circle-check")
        self.paper_button = button("预览打印", self.preview, icon="printer")
        self.sheet_button = button("存成表格", self.save_sheet, icon="download")
        self.template_button = button("填上级的表", self.choose_template, icon="file-text")
        self.more_button = button("更多", icon="ellipsis")
        self.changed_button = button("更正说明", self.show_corrections, icon="pencil")
        self.notice = Notice(self)
        self.checks = Notice(self)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("各张表")
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setExpanding(False)
        self.grid = FigureGrid("统计表")
        self.detail = FigureDetail(desk)
        self._fill_choices()
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_table)
        self.grid.stepped.connect(lambda line, column, cell: self._stepped(line.key, column.key, cell))
        self.grid.opened.connect(lambda _cell: self.detail.records.setFocus(Qt.FocusReason.OtherFocusReason))
        self.detail.wants_record.connect(self.wants_record)
        desk.bus.changed.connect(self._changed)

    # What the window calls

    def reload(self) -> None:
        """Ask for the reports there are, then for the one chosen."""
        self.desk.ask(reports.names).then(self._show_names).failed(self.notice.refuse)

    def forget(self) -> None:
        """Drop everything shown: the store is locked."""
        close_all(self)
        self._number += 1
        self.filled = None
        self.grid.show_table(None)
        self.detail.clear()
        for part in (self.notice, self.checks):
            part.hide()

    # Acts

    def span(self) -> Span:
        """Return the period chosen."""
        return reports.named(self.year.currentData(), self.period.currentData())

    def submit(self, *, nothing: bool = False) -> None:
        """Ask, then put on record that the period went up with these figures."""
        if self.filled is None:
            return
        dialog = SubmitDialog(self.filled, nothing=nothing, parent=self)
        span, name = self.filled.span, self.filled.report.name

        def agreed() -> None:
            ticket = self.desk.do(reports_submit.submit_report, name, span.since, span.until, nothing=nothing)
            ticket.then(lambda _none: self._load()).failed(self.notice.refuse)

        dialog.agreed.connect(agreed)
        dialog.open()

    def preview(self) -> None:
        """Show the paper."""
        if self.filled is not None:
            ReportPreview(self.desk, self.filled, self).open()

    def save_sheet(self) -> None:
        """Write our own layout as a workbook, or the data as JSON."""
        if self.filled is None:
            return
        kinds = "表格 (*.xlsx);;JSON (*.json);;PDF (*.pdf)"
        chosen, kind = QFileDialog.getSaveFileName(self, "存成表格", f"{self._file_name()}.xlsx", kinds)
        if chosen:
            self.write(Path(chosen) if Path(chosen).suffix else Path(chosen).with_suffix(kind[-5:-1].lstrip("*")))

    def write(self, path: Path) -> None:
        """Write the report in the form that the file's name asks for."""
        filled = self.filled
        if filled is None:
            return
        form = path.suffix.lower()

        def work() -> None:
            write_whole(path, reports_out.as_file(filled, form))

        ticket = self.desk.call(work)
        ticket.then(lambda _none: self._written(path, filled, form)).failed(self.notice.refuse)

    def choose_template(self) -> None:
        """Ask for the superior's workbook and open the dialog that fills it."""
        chosen, _kind = QFileDialog.getOpenFileName(self, "上级发的表", "", "表格 (*.xlsx *.xlsm)")
        if chosen:
            self.open_template(Path(chosen))

    def open_template(self, path: Path) -> None:
        """Read a template and offer its cells."""
        filled = self.filled
        if filled is None:
            return

        def opened(found: Any) -> None:
            dialog = TemplateDialog(self.desk, filled, path.name, found, self)
            dialog.written.connect(lambda to: self._written(to, filled, "template"))
            dialog.open()

        self.desk.ask(reports_out.read_with_mapping, path, filled.report.name).then(opened).failed(self.notice.refuse)

    def show_corrections(self) -> None:
        """List what would be corrected of a reported period, with the records that make the difference."""
        if self.filled is not None:
            dialog = CorrectionsDialog(self.desk, self.filled, self)
            dialog.wants_record.connect(self.wants_record)
            dialog.open()

    def type_in(self) -> None:
        """Ask for the figures of earlier periods."""
        filled = self.filled
        if filled is None:
            return

        def known(found: dict[Span, dict[str, int]]) -> None:
            dialog = TypedDialog(filled, found, self)
            dialog.given.connect(self._typed)
            dialog.open()

        self.desk.ask(reports_kept.typed, filled.report.name).then(known)

    def install(self) -> None:
        """Take over a layout of the unit's own or of its superior."""
        chosen, _kind = QFileDialog.getOpenFileName(self, "装入自定表样", "", "表样 (*.toml)")
        if chosen:
            self.install_file(Path(chosen))

    def install_file(self, path: Path) -> None:
        """Take over the layout in a file; a broken one is refused with line and key."""

        def install(data: bytes) -> None:
            ticket = self.desk.do(reports_kept.install_layout, data, path.name)
            ticket.then(lambda found: self._installed(found.title)).failed(self.notice.refuse)

        self.desk.call(reports_out.read_file, path).then(install).failed(self.notice.refuse)

    def uninstall(self) -> None:
        """Go back to the layout that ships with the program."""
        self.desk.do(reports_kept.uninstall_layout, self.report.currentData()).then(lambda _none: self.reload())

    # Inside

    def _combo(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.activated.connect(lambda _row: self._load())
        return made

    def _fill_choices(self) -> None:
        usual = reports.last_ended(today(self.clock))
        for year in range(today(self.clock).year, today(self.clock).year - YEARS, -1):
            self.year.addItem(f"{year}年", year)
        for name in _PERIODS:
            self.period.addItem(name, name)
        self.year.setCurrentIndex(self.year.findData(usual.since.year))
        self.period.setCurrentIndex(self.period.findData(usual.name.partition("年")[2]))
        menu = QMenu(self)
        menu.addAction("录入以前的数", self.type_in)
        menu.addAction("装入自定表样", self.install)
        self._own = menu.addAction("不用自定表样", self.uninstall)
        self.more_button.setMenu(menu)

    def _show_names(self, found: tuple[Name, ...]) -> None:
        kept = self.report.currentData()
        self.report.clear()
        for one in found:
            self.report.addItem(one.title + (" (自定)" if one.own else ""), one.name)
        self.report.setCurrentIndex(max(0, self.report.findData(kept)))
        self._names = {one.name: one for one in found}
        self._load()

    def _load(self) -> None:
        self._number += 1
        number, span = self._number, self.span()

        def take(found: FilledReport) -> None:
            if number == self._number:
                self._show(found)

        ticket = self.desk.ask(reports.report, self.report.currentData(), span.since, span.until, self.clock)
        ticket.then(take).failed(self.notice.refuse)

    def _show(self, found: FilledReport) -> None:
        same = self.filled is not None and self.filled.report.name == found.report.name
        at = self.tabs.currentIndex() if same else 0
        self.filled = found
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for table in found.tables:
            self.tabs.addTab(("⚠ " if table.broken else "") + _short(table.table.title))
        self.tabs.setCurrentIndex(max(0, at))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(found.tables) > 1)
        self._own.setVisible(self._names[found.report.name].own)
        self._tell_state(found)
        self._tell_checks(found)
        self._show_table()

    def _tell_state(self, found: FilledReport) -> None:
        sent = found.reported
        future = found.span.since > today(self.clock)
        self.submit_button.setVisible(sent is None and not found.is_empty)
        self.nothing_button.setVisible(sent is None and found.is_empty)
        for part in (self.submit_button, self.nothing_button):
            part.setEnabled(not future)
        if sent is None:
            said = f"按现在的记录数出来, 还没有登记为已报。{'; '.join(found.notes)}"
        else:
            kind = "零报告, " if sent.nothing else ""
            said = f"{kind}{words.day(sent.at[:10])}由 {sent.who} 登记为已报, 数字不再改。"
        self.status.setText(said)

    def _tell_checks(self, found: FilledReport) -> None:
        broken = [f"{table.table.key}: {finding.sentence}" for table in found.tables for finding in table.broken]
        changes = len(found.reported.corrections) if found.reported else 0
        self.changed_button.setVisible(bool(changes))
        if changes:
            self.checks.say("warn", f"登记为已报以后, 记录有变化: 有 {changes} 个数要写“更正说明”。这里仍是当时上报的数。")
        elif broken:
            self.checks.say("warn", "勾稽不符:\n" + "\n".join(broken[:4]) + _rest(broken, 4))
        else:
            self.checks.hide()

    def _show_table(self) -> None:
        if self.filled is not None and 0 <= self.tabs.currentIndex() < len(self.filled.tables):
            self.grid.show_table(self.filled.tables[self.tabs.currentIndex()])

    def _stepped(self, line: str, column: str, cell: reports.Cell) -> None:
        filled = self.filled
        if filled is None:
            return
        table = filled.tables[self.tabs.currentIndex()].table.key
        self.desk.ask(reports.answer_of, filled, table, line, column).then(self.detail.explain)
        self.detail.show_cell(cell)

    def _typed(self, span: Span, rows: dict[str, int | None]) -> None:
        assert self.filled is not None
        ticket = self.desk.do(reports_kept.type_in_figures, self.filled.report.name, span.since, span.until, rows)
        ticket.then(lambda _none: self._load()).failed(self.notice.refuse)

    def _installed(self, title: str) -> None:
        self.notice.say("good", f"已装入自定表样《{title}》")
        self.reload()

    def _written(self, path: Path, filled: FilledReport, form: str) -> None:
        self.notice.say("good", f"已存到 {path}")
        self.desk.do(reports_out.note_paper, filled, form)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible() and self.filled is not None:
            self._load()

    def _file_name(self) -> str:
        assert self.filled is not None
        said = f"{self.filled.span.name} {self.filled.report.title}"
        return "".join(c for c in said if c not in '\\/:*?"<>|“”')

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        column.addLayout(row(label("统计报表", role="title"), 0, self.report, self.year, self.period))
        column.addLayout(row(
            self.submit_button, self.nothing_button, self.changed_button, self.paper_button, self.sheet_button, self.template_button, self.more_button, 0
        ))  # fmt: skip
        column.addWidget(self.status)
        column.addWidget(self.notice)
        column.addWidget(self.checks)
        inner = QWidget()
        below = QVBoxLayout(inner)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.tabs)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.grid)
        parts.addWidget(self.detail)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        below.addWidget(parts, 1)
        # In a low window (1366 × 768 at 150 %) it scrolls; a table of two rows would be no table.
        self.grid.setMinimumHeight(GRID_PX)
        column.addWidget(scrolling(inner, "统计表和背后的记录"), 1)
        self.changed_button.hide()
        self.nothing_button.hide()


def _short(title: str) -> str:
    return title.partition(" (")[0]


def _rest(said: list[str], shown: int) -> str:
    return f"\n还有 {len(said) - shown} 项, 存成表格以后在“勾稽”里看" if len(said) > shown else ""
