"""统计报表: a report and a period to choose, its tables, the definition and the records behind each figure, what goes up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QSplitter, QTabBar, QVBoxLayout, QWidget

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock, today
from cadreapp.office.reports import official as reports
from cadreapp.office.reports.official import FilledReport, Name, Span
from ui.dialogs.sized import close_all
from ui.pages.reports_acts import ReportActs
from ui.pages.reports_detail import FigureDetail
from ui.widgets.figure_grid import FigureGrid
from ui.widgets.notice import Notice
from ui.widgets.parts import button, label, row, scrolling
from ui.work import words
from ui.work.desk import Desk

YEARS = 6
GRID_PX = 270
_PERIODS = tuple(name for _months, names in reports.LENGTHS for name in names)


class ReportsPage(QWidget):
    """`wants_record(id)` asks the window to open a record behind a figure."""

    wants_record = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("统计报表")
        self.desk, self.clock = desk, clock
        self.acts = ReportActs(desk, clock, self)
        self.filled: FilledReport | None = None
        self._number = 0
        self.report = self._combo("哪一种统计表")
        self.year = self._combo("哪一年")
        self.period = self._combo("统计期")
        self.status = label("", role="small", tone="muted", wrap=True)
        self.submit_button = button("登记为已报", self.acts.submit, kind="primary", icon="circle-check")
        self.nothing_button = button("本期无此项(零报告)", lambda: self.acts.submit(nothing=True), icon="circle-check")
        self.paper_button = button("预览打印", self.acts.preview, icon="printer")
        self.sheet_button = button("存成表格", self.acts.save_sheet, icon="download")
        self.template_button = button("填上级的表", self.acts.choose_template, icon="file-text")
        self.more_button = button("更多", icon="ellipsis")
        self.changed_button = button("更正说明", self.acts.corrections, icon="pencil")
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
        for part in (self.detail, self.acts):
            part.wants_record.connect(self.wants_record)
        self.acts.said.connect(lambda text: self.notice.say("good", text))
        self.acts.refused.connect(self.notice.refuse)
        self.acts.renewed.connect(self.reload)
        desk.bus.changed.connect(self._changed)

    # What the window calls

    def reload(self) -> None:
        """Ask for the reports there are, then for the one chosen."""
        self.desk.ask(reports.names).then(self._show_names).failed(self.notice.refuse)
        self.desk.ask(reports.own_levels).then(self._own_levels.setVisible).failed(self.notice.refuse)

    def forget(self) -> None:
        """Drop everything shown: the store is locked."""
        close_all(self)
        self._number += 1
        self.filled = self.acts.filled = None
        self.grid.show_table(None)
        self.detail.clear()
        for part in (self.notice, self.checks):
            part.hide()

    def span(self) -> Span:
        """Return the period chosen."""
        return reports.named(self.year.currentData(), self.period.currentData())

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
        menu.addAction("录入以前的数", self.acts.type_in)
        menu.addAction("装入自定表样或谈话人层级", self.acts.install)
        self._recall = menu.addAction("撤回上报登记", self.acts.recall)
        self._recalled = menu.addAction("撤回经过", self.acts.recalled)
        self._own = menu.addAction("不用自定表样", self.acts.uninstall)
        self._own_levels = menu.addAction("不用自定谈话人层级", self.acts.uninstall_levels)
        self._own_levels.setVisible(False)
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
        self.filled = self.acts.filled = found
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
        self.submit_button.setVisible(sent is None and not found.is_empty)
        self.nothing_button.setVisible(sent is None and found.is_empty)
        for part in (self.submit_button, self.nothing_button):
            part.setEnabled(found.span.since <= today(self.clock))
        if sent is None:
            said = f"按现在的记录数出来, 还没有登记为已报。{'; '.join(found.notes)}"
        else:
            kind = "零报告, " if sent.nothing else ""
            said = f"{kind}{words.day(sent.at[:10])}由 {sent.who} 登记为已报, 数字不再改。"
        self._recall.setVisible(sent is not None)
        self._recalled.setVisible(bool(found.recalled))
        self.status.setText("\n".join([said, *(one.sentence + "。" for one in found.recalled[-1:])]))

    def _tell_checks(self, found: FilledReport) -> None:
        broken = [f"{table.table.key}: {finding.sentence}" for table in found.tables for finding in table.broken]
        changes = len(found.reported.corrections) if found.reported else 0
        self.changed_button.setVisible(bool(changes))
        if changes:
            self.checks.say("warn", f"登记为已报以后, 记录有变化: 有 {changes} 个数要写“更正说明”。这里仍是当时上报的数。")
        elif broken:
            listed = "\n".join(broken[:4])
            self.checks.say("warn", f"勾稽不符:\n{listed}{_rest(broken, 4)}")
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

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible() and self.filled is not None:
            self._load()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        column.addLayout(row(label("统计报表", role="title"), 0, self.report, self.year, self.period))
        column.addLayout(row(
            self.submit_button, self.nothing_button, self.changed_button, self.paper_button, self.sheet_button,
            self.template_button, self.more_button, 0,
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
        for part in (self.changed_button, self.nothing_button):
            part.hide()


def _short(title: str) -> str:
    return title.partition(" (")[0]


def _rest(said: list[str], shown: int) -> str:
    return f"\n还有 {len(said) - shown} 项, 存成表格以后在“勾稽”里看" if len(said) > shown else ""
