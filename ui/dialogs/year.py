"""全年工作日历: the twelve months of duties in one list, printed or taken along as a calendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QSpinBox, QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.office.duty import year as duty_year
from ui.dialogs.form_dialog import Plain
from ui.dialogs.sized import fit
from ui.models.plain_rows import PlainRow
from ui.widgets.parts import button, label, row
from ui.widgets.plain_table import PlainTable
from ui.work import words
from ui.work.desk import Desk

_COLUMNS = (("月", 56), ("最迟", 96), ("做什么", 240), ("谁", 0), ("已办", 76), ("依据", 270))


class YearDialog(Plain):
    """Shows a year; `names` says whether the calendar file names people: it is not encrypted."""

    def __init__(self, desk: Desk, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("全年工作日历", "按规则和已有的记录推出来的; 记录变了, 这张表就跟着变。", parent)
        self._desk, self._clock = desk, clock
        self.year = QSpinBox()
        self.year.setRange(2000, 2999)
        self.year.setAccessibleName("年度")
        self.year.setValue(self._today().year)
        self.table = PlainTable("全年工作日历", _COLUMNS)
        self.calm = label("这一年没有推出要办的事: 登记了党支部和党员以后就会有。", tone="muted")
        self.save_file = button("导出日历文件…", self._to_file, icon="calendar-days")
        self.save_paper = button("存成 PDF 来打印…", self._to_paper, kind="primary", icon="printer")
        self.cancel = button("关闭", self.reject)
        self.column.addLayout(row(label("年度"), self.year, 0, self.save_file))
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.calm)
        self.column.addWidget(label("日历文件不加密, 里面只写事项, 不写姓名。", role="small", tone="muted"))
        self.column.addLayout(row(0, self.cancel, self.save_paper))
        self.year.valueChanged.connect(lambda _year: self.reload())
        fit(self, 980, 620)
        self.reload()

    def reload(self) -> None:
        """Ask for the year shown."""
        self._desk.ask(duty_year.year_calendar, self.year.value(), self._today()).then(self._show)

    def _show(self, months: tuple[tuple[duty_year.PlanItem, ...], ...]) -> None:
        habits = [PlainRow(f"habit|{n}", (f"{n}月", "本月", one.what, "支部纪检委员", "", f"供参考, 留: {one.keep}"), ("muted",) * 6)
                  for n, one in enumerate(duty_year.year_habits(), 1)]
        rows = [
            PlainRow(item.key, (f"{n}月", _last(item, self.year.value()), item.title, item.subject,
                                _done(item), item.citation), ("muted", "text", "text"))
            for n, month in enumerate(months, 1) for item in month
        ]  # fmt: skip
        rows = sorted([*habits, *rows], key=lambda one: int(one.cells[0].removesuffix("月")))
        self.table.show_rows(rows)
        self.calm.setVisible(not any(months))

    def _to_file(self) -> None:
        year = self.year.value()
        chosen, _kind = QFileDialog.getSaveFileName(self, "导出日历文件", f"{year}年度监督工作日历.ics", "日历文件 (*.ics)")
        if chosen:
            self._desk.ask(duty_year.year_file, year, self._today(), self._clock).then(lambda data: self._keep(chosen, data))

    def _to_paper(self) -> None:
        year = self.year.value()
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存为 PDF", f"{year}年度监督工作日历.pdf", "PDF (*.pdf)")
        if chosen:
            asked = self._desk.ask(duty_year.year_paper, year, self._today())
            asked.then(lambda data: self._keep(chosen, data)).failed(self.notice.refuse)

    def _keep(self, path: str, data: bytes) -> None:
        try:
            write_whole(Path(path), data)
        except AppError as error:
            self.notice.refuse(error)
            return
        self._desk.do(duty_year.year_exported, self.year.value())
        self.notice.say("good", f"已存成 {Path(path).name}")

    def _today(self) -> date:
        return today(self._clock)


def _last(item: duty_year.PlanItem, year: int) -> str:
    if item.until is None:
        return "以通知为准"
    said = words.day(item.until)
    return said.partition("年")[2] if said.startswith(f"{year}年") else said


def _done(item: duty_year.PlanItem) -> str:
    told = "; ".join(dict.fromkeys(item.reasons))
    return told if told and not item.met else f"{item.met}/{item.owed}"
