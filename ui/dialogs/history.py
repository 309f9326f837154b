"""使用记录 of one record: who did what when, for each change what stood there before and after, and what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cadreapp.kernel.shape import Kind, Shape
from cadreapp.office import reading
from cadreapp.office.undo import VERBS
from cadreapp.office.wording import worded
from ui.dialogs.sized import fit
from ui.models.plain_rows import PlainRow, when
from ui.widgets.notice import Blank
from ui.widgets.parts import button, card, label, row, scrolling
from ui.widgets.plain_table import PlainTable
from ui.widgets.record_view import clear, reading_label
from ui.work import words
from ui.work.desk import Desk

if TYPE_CHECKING:
    from cadreapp.office.papers.paperlog import Told

OPS = {"view": "查看", "print": "打印", "create": "新建", "change": "修改", "delete": "删除", "amend": "开始更正",
       "drop_amendment": "放弃更正", "export": "导出"}


class PrintHistory(QStackedWidget):
    """Every printing of a record, the newest first: when, by whom, what, and whether it is still in force."""

    def __init__(self) -> None:
        super().__init__()
        self.table = PlainTable("打印记录", (("什么时候", 154), ("谁", 76), ("纸样", 0), ("版和页", 90),
                                         ("验真码", 172), ("现在", 150)))  # fmt: skip
        self.blank = Blank("printer", "还没有打印过", "在记录上按“打印” (Ctrl+P); 打印和另存为 PDF 都会记在这里")
        self.addWidget(self.blank)
        self.addWidget(self.table)

    def show_printings(self, told: Sequence[Told]) -> None:
        """Show these printings."""
        self.table.show_rows([_line(one) for one in told])
        self.setCurrentWidget(self.table if told else self.blank)


def _line(told: Told) -> PlainRow:
    one = told.printing
    tone = "good" if told.is_current else "warn" if told.is_due else "muted"
    cells = (when(one.at), one.by, told.title, f"第{one.edition}版 {one.pages}页", one.code, told.standing)
    return PlainRow(one.no, cells, ("text", "muted", "text", "muted", "muted", tone))


class HistoryDialog(QDialog):
    """Lists the journal of a record; the chosen entry shows its differences."""

    def __init__(self, desk: Desk, shape: Shape, view: reading.RecordView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shape, self._names = desk, shape, view.names
        self._entries: list[reading.JournalLine] = []
        self._number = 0
        self.setWindowTitle("使用记录")
        self.setAccessibleName("使用记录")
        self.list = QListWidget()
        self.list.setAccessibleName("谁何时做了什么")
        self.list.setFixedWidth(290)
        self.list.setSpacing(3)
        self.list.currentRowChanged.connect(self._chosen)
        self.prints = PrintHistory()
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(view.title, role="heading", wrap=True))
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.list)
        both.addWidget(scrolling(holder, "改了什么"), 1)
        changes = QWidget()
        changes.setLayout(both)
        both.setContentsMargins(0, 10, 0, 0)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("使用记录的两部分")
        self.tabs.addTab(changes, "谁何时做了什么")
        self.tabs.addTab(self.prints, "打印记录")
        column.addWidget(self.tabs, 1)
        column.addLayout(row(0, button("关闭", self.reject)))
        fit(self, 980, 580)
        desk.ask(reading.history, view.id).then(self._show)
        # The forms bring the PDF writer along: not before somebody asks.
        from cadreapp.office.papers import paperlog

        desk.ask(paperlog.told, view.id).then(self.prints.show_printings)

    def done(self, result: int) -> None:
        """Close, and keep nothing of what was read."""
        self._number += 1
        self._entries = []
        self.prints.show_printings(())
        self.list.blockSignals(True)
        self.list.clear()
        clear(self._column)
        super().done(result)

    def _show(self, entries: list[reading.JournalLine]) -> None:
        self._entries = entries
        for entry in entries:
            item = QListWidgetItem(f"{words.day(entry.at)} {entry.at[11:16]}　{said(entry)}\n{entry.actor}")
            item.setSizeHint(QSize(0, 52))
            self.list.addItem(item)
        if entries:
            self.list.setCurrentRow(0)

    def _chosen(self, at: int) -> None:
        self._number += 1
        number = self._number
        if 0 <= at < len(self._entries):
            self._desk.ask(reading.difference, self._entries[at].no).then(
                lambda found: self._show_difference(found) if number == self._number else None
            )

    def _show_difference(self, found: list[tuple[str, Any, Any]]) -> None:
        clear(self._column)
        for name, before, after in found:
            field = self._shape.by_name.get(name)
            if field is None:
                continue
            frame, column = card(spacing=4)
            column.addWidget(label(field.label, role="strong"))
            for word, value, tone in (("原来", before, "muted"), ("现在", after, "")):
                text = worded(field, value, self._names) if value not in (None, "", []) else words.EMPTY
                if field.kind is Kind.FLAG and value is False:
                    text = "否"
                head = label(word, role="small", tone="muted")
                head.setFixedWidth(36)
                line = QHBoxLayout()
                line.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
                body = reading_label(text)
                if tone:
                    body.setProperty("tone", tone)
                line.addWidget(body, 1)
                column.addLayout(line)
            self._column.addWidget(frame)
        if not found:
            self._column.addWidget(label("这一次没有改动内容。", tone="muted"))
        self._column.addStretch(1)


def said(entry: reading.JournalLine) -> str:
    """Return what an entry was, in the officer's words."""
    return VERBS.get(entry.verb) or OPS.get(entry.verb) or OPS.get(entry.op, entry.verb)
