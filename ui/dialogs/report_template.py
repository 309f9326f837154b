"""填上级的表: which figure goes into which cell of the superior's workbook, chosen once by clicking, then filled and saved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from cadreapp.kernel.durable import write_whole
from cadreapp.office.reports import out as reports_out
from cadreapp.office.reports.official import FilledReport
from cadreapp.office.reports.out import Choice, Place, Template
from ui.dialogs.form_dialog import Plain
from ui.dialogs.sized import fit
from ui.fields.composing import Line
from ui.models.plain_rows import PlainRow
from ui.widgets.parts import button, label, row
from ui.widgets.plain_table import PlainTable
from ui.widgets.sheet_view import SheetView
from ui.work.desk import Desk


class TemplateDialog(Plain):
    """Left the figures, right the sheet. `written(path)` tells that the filled workbook was saved."""

    written = Signal(object)

    def __init__(
        self, desk: Desk, filled: FilledReport, file: str, found: tuple[bytes, Template, Mapping[str, Place]], parent: QWidget
    ) -> None:
        text = "左边选一个数, 在右边点它该填的格子。选好一次就记住, 下次同一张表直接填。公式、格式和别的工作表都不动。"
        super().__init__(f"填上级的表: {file}", text, parent)
        self._desk, self._filled, self._file = desk, filled, file
        self._data, self._template, known = found
        self.places: dict[str, Place] = dict(known)
        self._choices = reports_out.choices(filled)
        self.table = QComboBox(self)
        self.table.setAccessibleName("哪一张表")
        for title in dict.fromkeys(choice.table for choice in self._choices):
            self.table.addItem(title.partition(" (")[0], title)
        self.table.activated.connect(lambda _row: self._show_columns())
        self.which = QComboBox(self)
        self.which.setAccessibleName("哪一列")
        self.which.activated.connect(lambda _row: self._show_choices())
        self.figures = PlainTable("要填的数", (("项目", 0), ("数", 70), ("填到", 120)))
        self.sheet = QComboBox(self)
        self.sheet.setAccessibleName("工作表")
        for one in self._template.grid.sheets:
            self.sheet.addItem(one.name, one)
        self.sheet.activated.connect(lambda _row: self._show_sheet())
        self.cells = SheetView("上级的表")
        self.cells.chosen.connect(self.assign)
        self.cell: Line = Line(self)
        self.cell.setAccessibleName("单元格")
        self.cell.setPlaceholderText("如 C5")
        self.cell.setMaximumWidth(110)
        self.cell.returnPressed.connect(lambda: self.assign(self.cell.text()))
        self.down_button = button("这一列往下顺着填", self.assign_down)
        self.drop_button = button("不填这一项", self.drop)
        self._lay_out()
        self.finish("填好另存")
        fit(self, 1120, 680)
        self._show_sheet()
        self._show_columns()

    # What a person does

    def assign(self, cell: str) -> None:
        """Let the chosen figure go into a cell of the sheet in sight, and go on to the next figure."""
        key = self.figures.key
        if key is None or not cell.strip():
            return
        self.places[key] = Place(self.sheet.currentText(), cell.strip().upper())
        self._show_choices(step=1)

    def assign_down(self) -> None:
        """Let the rows below the chosen figure follow in the cells below its own, in the same column of the report."""
        key = self.figures.key
        if key is None or key not in self.places:
            self.notice.say("warn", "先给选中的这一项点一个格子, 再往下顺着填")
            return
        first = self.places[key]
        letters = first.cell.rstrip("0123456789")
        number = int(first.cell[len(letters) :])
        column = key.rpartition("/")[2]
        same = [c.key for c in self._choices if c.table == self.table.currentData() and c.key.rpartition("/")[2] == column]
        for n, name in enumerate(same[same.index(key) :]):
            self.places[name] = Place(first.sheet, f"{letters}{number + n}")
        self._show_choices()

    def drop(self) -> None:
        """Leave the chosen figure out."""
        self.places.pop(self.figures.key or "", None)
        self._show_choices()

    def submit(self) -> None:
        """Ask where to, keep the choice of cells, write the filled workbook."""
        if not self.places:
            self.notice.say("warn", "还没有选格子: 左边选一个数, 右边点一个格子")
            return
        name = f"{Path(self._file).stem} {self._filled.span.name}{Path(self._file).suffix}"
        chosen, _kind = QFileDialog.getSaveFileName(self, "填好的表存到哪里", name, "表格 (*.xlsx *.xlsm)")
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Fill and write; the template itself is never touched."""
        places, data, file, filled = dict(self.places), self._data, self._file, self._filled
        cells = {key: (place.sheet, place.cell) for key, place in places.items()}

        def work() -> None:
            write_whole(path, reports_out.put_in_template(data, file, filled, places))

        def kept(_none: object) -> None:
            self._desk.call(work).then(lambda _done: self._done(path)).failed(self.notice.refuse)

        ticket = self._desk.do(reports_out.save_mapping, data, file, filled.report.name, cells)
        ticket.then(kept).failed(self.notice.refuse)

    # Inside

    def _done(self, path: Path) -> None:
        self.written.emit(path)
        self.accept()

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addLayout(row(self.table, self.which, 0))
        left.addWidget(self.figures, 1)
        left.addLayout(row(label("单元格", tone="muted"), self.cell, self.down_button, self.drop_button, 0))
        right.addWidget(self.sheet)
        right.addWidget(self.cells, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left, 4)
        across.addLayout(right, 5)
        self.column.addLayout(across, 1)

    def _show_columns(self) -> None:
        self.which.clear()
        for name in dict.fromkeys(choice.column for choice in self._choices if choice.table == self.table.currentData()):
            self.which.addItem(name, name)
        self._show_choices()

    def _show_choices(self, step: int = 0) -> None:
        wanted = (self.table.currentData(), self.which.currentData())
        shown = [choice for choice in self._choices if (choice.table, choice.column) == wanted]
        at = self.figures.currentIndex().row()
        self.figures.show_rows([self._row(choice) for choice in shown])
        self.figures.selectRow(min(max(0, at + step), len(shown) - 1))
        self._mark()

    def _show_sheet(self) -> None:
        self.cells.show_sheet(self.sheet.currentData())
        self._mark()

    def _mark(self) -> None:
        said = {choice.key: choice.text for choice in self._choices}
        here = {key: place for key, place in self.places.items() if place.sheet == self.sheet.currentText()}
        self.cells.mark({place.cell: said.get(key, "") for key, place in here.items()})

    def _row(self, choice: Choice) -> PlainRow:
        place = self.places.get(choice.key)
        where = f"{place.sheet}!{place.cell}" if place else ""
        return PlainRow(choice.key, (choice.row, choice.text, where), ("text", "muted", "good"))
