"""The left half of a page: the type's name, how to begin a new record, what to look for, and the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.models.record_table import RecordTableModel
from ui.widgets.filter_bar import FilterBar
from ui.widgets.parts import button, label
from ui.widgets.record_list import RecordList


class ListPane(QWidget):
    """Joins filter and list over one model; `head` can take more buttons."""

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
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        self.filter.changed.connect(model.narrow)
        self.filter.wants_list.connect(self.list.take_focus)
        model.counted.connect(self.filter.show_count)
