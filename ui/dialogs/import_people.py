"""导入人员: a file is read, its columns guessed and shown for correction, every row reported on before anything is taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.errors import AppError
from cadreapp.office import importing, undo
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.parts import button, label, row, rule, scrolling
from ui.widgets.plain_table import PlainTable
from ui.widgets.record_view import clear
from ui.work.desk import Desk

LEFT_OUT = "不导入"
SHOWN = 8
COLUMNS = (("行", 64), ("姓名", 110), ("结果", 90), ("说明", 0))
VERDICTS = {"new": "新增", "known": "已有", "bad": "有问题", "skipped": "跳过"}
TONES = {"new": "good", "known": "muted", "bad": "bad", "skipped": "muted"}


class ImportPeopleDialog(QDialog):
    """File → mapping → dry run → one transaction → one undo. `imported(ImportReport)` tells that it was done."""

    imported = Signal(object)

    def __init__(self, desk: Desk, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._clock = desk, clock
        self._path: Path | None = None
        self._given: dict[str, str] = {}
        self._roster: Any = None
        self._number = 0
        self.setWindowTitle("导入人员")
        self.setAccessibleName("导入人员")
        self.file = label("", tone="muted")
        self.choose_button = button("选择文件…", self.choose, icon="folder-open")
        self.notice = Notice(self)
        self._map_holder = QWidget()
        self._map = QGridLayout(self._map_holder)
        self._map.setContentsMargins(0, 0, 12, 0)
        self._combos: list[QComboBox] = []
        self._rows: tuple[importing.RowReport, ...] = ()
        self.table = PlainTable("逐行结果", COLUMNS)
        self.verdict = QComboBox(self)
        self.verdict.setAccessibleName("看哪些行")
        self.verdict.addItem("全部行", "")
        for code, word in VERDICTS.items():
            self.verdict.addItem(word, code)
        self.verdict.activated.connect(lambda _row: self._show_rows(self._rows))
        self.summary = label("", role="strong")
        self.undo_button = button("撤销刚才的操作", self._undo)
        self.take_button = button("导入", self.take, kind="primary")
        self.close_button = button("关闭", self.reject)
        self.undo_button.hide()
        self.take_button.setEnabled(False)
        self._lay_out()

    def choose(self) -> None:
        """Ask for the file."""
        kinds = "花名册 (*.xlsx *.xlsm *.csv *.txt);;所有文件 (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, "选择花名册", "", kinds)
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a file and report on it; nothing is taken yet."""
        self._path = path
        self._given = {}
        self.file.setText(path.name)
        self._read_again()

    def take(self) -> None:
        """Take over every good row in one transaction."""
        if self._roster is None:
            return
        self.take_button.setEnabled(False)
        self._desk.do(importing.import_people, self._roster).then(self._taken).failed(self._refused)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(label("导入人员", role="heading"))
        column.addWidget(label("先看一遍再导入: 每一列当作什么、每一行会怎样, 都在下面。好的行一次导入, 一次撤销就能全部收回。",
                               tone="muted", wrap=True))
        column.addLayout(row(self.choose_button, self.file, 0))
        column.addWidget(self.notice)
        area = scrolling(self._map_holder, "每一列当作什么")
        area.setMinimumHeight(160)
        column.addWidget(area, 4)
        column.addWidget(rule())
        column.addLayout(row(self.summary, 0, self.verdict))
        column.addWidget(self.table, 5)
        column.addLayout(row(self.undo_button, 0, self.close_button, self.take_button))
        self.resize(920, 700)

    def _read_again(self) -> None:
        path = self._path
        assert path is not None, "a file was chosen"
        self._number += 1
        number = self._number
        self._roster = None
        self.take_button.setEnabled(False)
        self.undo_button.hide()
        self.notice.hide()
        self.summary.setText("正在读…")
        given = [f"{column}={field}" for column, field in self._given.items()]
        ticket = self._desk.call(importing.read_people, path, today(self._clock), given)
        ticket.then(lambda roster: self._understood(number, roster)).failed(self._refused)

    def _understood(self, number: int, roster: Any) -> None:
        if number != self._number:
            return
        self._roster = roster
        self._show_mapping(roster)
        self._desk.do(importing.dry_run, roster).then(lambda report: self._reported(number, report)).failed(self._refused)

    def _reported(self, number: int, report: importing.ImportReport) -> None:
        if number != self._number:
            return
        self._show_rows(report.rows)
        counts = "　".join(f"{word} {report.count(code)}" for code, word in VERDICTS.items())
        self.summary.setText(f"{report.sheet}: {counts}")
        notes = list(report.notes)
        if report.organisations:
            more = " 等" if len(report.organisations) > SHOWN else ""
            notes.append(f"会新建 {len(report.organisations)} 个组织: {'、'.join(report.organisations[:SHOWN])}{more}")
        if notes:
            self.notice.say("info", "\n".join(notes))
        new = report.count("new")
        self.take_button.setText(f"导入 {new} 人" if new else "没有可导入的")
        self.take_button.setEnabled(bool(new))
        if new:
            self.take_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, rows: tuple[importing.RowReport, ...]) -> None:
        self._rows = rows
        wanted = self.verdict.currentData()
        self.table.show_rows([plain_row(r) for r in rows if wanted in ("", r.verdict)])

    def _show_mapping(self, roster: Any) -> None:
        clear(self._map)
        self._combos = []
        wanted = roster.mapping.form.wanted
        shown = [c for c in roster.mapping.columns if c.header or c.field]
        half = (len(shown) + 1) // 2
        for place, column in enumerate(shown):
            at = place % half, 3 * (place // half)
            self._map.addWidget(label(f"{column.letters} 列", role="small", tone="muted"), at[0], at[1])
            self._map.addWidget(label(column.header or "(没有表头)"), at[0], at[1] + 1)
            combo = QComboBox()
            combo.setAccessibleName(f"{column.letters} 列 {column.header} 当作")
            combo.addItem(LEFT_OUT, "")
            for want in wanted:
                combo.addItem(want.label, want.field)
            combo.setCurrentIndex(max(combo.findData(column.field or ""), 0))
            combo.setToolTip(column.note)
            combo.activated.connect(lambda _row, c=combo, name=column.letters: self._remap(name, c.currentData()))
            self._map.addWidget(combo, at[0], at[1] + 2)
            self._combos.append(combo)
        for number in (1, 4):
            self._map.setColumnStretch(number, 1)
        for number in (2, 5):
            self._map.setColumnStretch(number, 1)

    def _remap(self, column: str, field: str) -> None:
        self._given = {c: f for c, f in self._given.items() if not field or f != field}
        self._given[column] = field
        self._read_again()

    def _taken(self, report: importing.ImportReport) -> None:
        self._roster = None
        self._show_rows(report.rows)
        self.take_button.setText("已导入")
        self.undo_button.show()
        self.notice.say("good", f"已导入 {report.count('new')} 人。要收回, 撤销一次就够。")
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.imported.emit(report)

    def _undo(self) -> None:
        self.undo_button.setEnabled(False)
        self._desk.do(undo.undo).then(self._undone).failed(self._refused)

    def _undone(self, what: str) -> None:
        self.undo_button.hide()
        self.undo_button.setEnabled(True)
        self.notice.say("good", f"已撤销: {what}")
        if self._path is not None:
            self._read_again()

    def _refused(self, error: AppError) -> None:
        self.summary.setText("")
        self.undo_button.setEnabled(True)
        self.take_button.setEnabled(self._roster is not None)
        self.notice.refuse(error)


def plain_row(report: importing.RowReport) -> PlainRow:
    """Return one row of the report as a line of the table."""
    cells = (str(report.row), report.name, VERDICTS[report.verdict], "; ".join(report.remarks))
    return PlainRow(report.row, cells, ("muted", "text", TONES[report.verdict], "muted"))
