"""What the find box found: records of any type, the newest first, with the words around the place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadreapp.office import reading
from cadreapp.office.reading import Reader
from ui.pages.list_batch import add_batch
from ui.widgets.found_list import FoundList
from ui.widgets.notice import Blank
from ui.widgets.parts import label
from ui.work import words
from ui.work.desk import Desk

MOST = 50


class FindPage(QWidget):
    """`look(text)` asks; `wants_record(id)` opens what was chosen."""

    wants_record = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._wanted, self._entering = "", False
        self._count = label("", tone="muted")
        self.list = FoundList("查到的记录")
        self.list.setObjectName("results")
        self.list.opened.connect(self.wants_record)
        self.blank = Blank("search", "没有查到", "换一个词试试; 姓名可以打拼音首字母, 标点不影响")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        column.addWidget(label("查找", role="title"))
        column.addWidget(self._count)
        column.addWidget(self.list, 1)
        column.addWidget(self.blank, 1)
        self.batch_button = add_batch(column, self.list, desk, self)
        self.blank.hide()

    def look(self, text: str, *, enter: bool = False) -> None:
        """Find `text`; only the answer to the last question is shown. `enter` goes to the first result once it is there."""
        self._wanted, self._entering = text, enter
        self.desk.ask(_found, text).then(lambda found: self._show(text, found))

    def forget(self) -> None:
        """Drop everything shown: the store is locked."""
        self._wanted = ""
        self.list.clear()
        self._count.setText("")

    def _show(self, text: str, found: list[tuple[reading.Line, str]]) -> None:
        if text != self._wanted:
            return
        self.list.clear()
        for line, around in found:
            kind, day = reading.shape(line.type).title, words.day(line.day) if line.day else ""
            aside = " · ".join(part for part in (kind, day, reading.STATES[line.state]) if part)
            self.list.add(line.id, "\n".join(part for part in (line.title, aside, around) if part))
        self.list.setVisible(bool(found))
        self.blank.setVisible(not found)
        if found and (self._entering or self.list.hasFocus()):
            self.list.setCurrentRow(0)
            self.list.setFocus()
        more = "只列出最新的 50 条" if len(found) == MOST else f"{len(found)} 条"
        self._count.setText(f"“{text}”: {more}" if found else f"“{text}”")


def _found(connection: Reader, text: str) -> list[tuple[reading.Line, str]]:
    lines = reading.search(connection, text, None, MOST)
    return [(line, reading.snippet(connection, line.id, text, but=line.title)) for line in lines]
