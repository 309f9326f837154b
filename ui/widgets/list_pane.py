"""The left half of a page: the type's name, how to begin a new record, what to look for, and the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.models.record_table import Filter, RecordTableModel
from ui.widgets.filter_bar import FilterBar
from ui.widgets.notice import Blank
from ui.widgets.parts import button, label
from ui.widgets.record_list import RecordList


class ListPane(QWidget):
    """Joins filter and list over one model; `head` can take more buttons, `column` more below the list."""

    def __init__(
        self, model: RecordTableModel, today: Callable[[], date], new: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.filter = FilterBar(model.shape, today)
        self.list = RecordList(model)
        self.new_button = button(f"新建{model.shape.title}", new, kind="primary", icon="plus")
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0, 0, 16, 0)
        self.head.addWidget(label(model.shape.title, role="title"))
        self.head.addStretch(1)
        self.head.addWidget(self.new_button)
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        title = model.shape.title
        self.nothing = Blank("file-text", f"还没有{title}", f"按“新建{title}”(Ctrl+N)记第一条; 写到一半也不会丢")
        self.none_left = Blank("search", "没有符合条件的", "换一个词, 或按“清除”看全部; 移走的在“回收站”里")
        for blank in (self.nothing, self.none_left):
            column.addWidget(blank, 1)
            blank.hide()
        self.filter.changed.connect(model.narrow)
        self.filter.wants_list.connect(self.list.take_focus)
        model.counted.connect(self._counted)

    def _counted(self, count: int) -> None:
        """Say how many there are; where there is none, say what to do instead of showing an empty table."""
        self.filter.show_count(count)
        whole = self.filter.filter() == Filter()
        self.nothing.setVisible(not count and whole)
        self.none_left.setVisible(not count and not whole)
        self.list.setVisible(bool(count))
