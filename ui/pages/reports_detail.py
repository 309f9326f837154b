"""What stands beside a figure: its definition, and the records behind it, one click away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cadreapp.office import reading
from cadreapp.office.reports import official as reports
from cadreapp.office.reports.official import Cell, Definition
from ui.models.plain_rows import PlainRow
from ui.widgets.parts import label
from ui.widgets.plain_table import PlainTable
from ui.work import words
from ui.work.desk import Desk

MOST = 500
"""Records listed behind one figure; the list says when there are more."""


class FigureDetail(QWidget):
    """Left the definition, right the records; `wants_record(id)` opens one."""

    wants_record = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._number = 0
        self.title = label("", role="strong")
        self.said: QLabel = label("", tone="muted", role="small", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = label("", role="strong")
        columns = (("日期", 140), ("记录", 0), ("类型", 84), ("状态", 80))
        self.records = PlainTable("这个数背后的记录", columns)
        self.records.opened.connect(lambda key: self.wants_record.emit(key))
        self.records.clicked.connect(self._clicked)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.title)
        left.addWidget(self.said, 1)
        right.addWidget(self.count)
        right.addWidget(self.records, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 4, 0, 0)
        across.setSpacing(16)
        across.addLayout(left, 2)
        across.addLayout(right, 3)

    def explain(self, found: Definition) -> None:
        """Show the definition of the figure in hand."""
        self.title.setText(found.title)
        self.said.setText("\n".join(found.sentences))

    def show_cell(self, cell: Cell) -> None:
        """List the records behind a figure; an answer that a newer question overtook is dropped."""
        self._number += 1
        number = self._number
        more = f", 先列 {MOST} 条" if len(cell.ids) > MOST else ""
        self.count.setText(f"背后的记录 {len(cell.ids)} 条{more}" if cell.ids else "背后没有记录")

        def take(found: list[reading.Line]) -> None:
            if number == self._number:
                self.records.show_rows([_row(line) for line in found])

        self._desk.ask(reports.lines_behind, cell.ids[:MOST]).then(take)

    def clear(self) -> None:
        """Show nothing."""
        self._number += 1
        self.title.setText("")
        self.said.setText("")
        self.count.setText("")
        self.records.show_rows(())

    def _clicked(self) -> None:
        if self.records.key is not None:
            self.wants_record.emit(self.records.key)


def _row(line: reading.Line) -> PlainRow:
    day = words.day(line.day[:10]) if line.day else ""
    return PlainRow(line.id, (day, line.title, reading.shape(line.type).title, reading.STATES[line.state]), ("muted", "text"))
