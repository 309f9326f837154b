"""The button under a list that prints what is selected in it: it stands there while more than one record is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.widgets.found_list import FoundList
from ui.widgets.parts import button, row
from ui.widgets.record_list import RecordList
from ui.work.desk import Desk

Many = RecordList | FoundList


def add_batch(column: QVBoxLayout, many: Many, desk: Desk, over: QWidget) -> QPushButton:
    """Put the button 打印所选… into the column under the list and return it; Ctrl+P over the selection presses it."""

    def show() -> None:
        # The PDF libraries: not while memory has its peak.
        from ui.dialogs.batch_print import BatchPrint

        BatchPrint(desk, many.selected_ids(), over).open()

    def selected(count: int) -> None:
        made.setText(f" 打印所选 {count} 条…")
        made.setAccessibleName(f"打印所选 {count} 条…")
        foot.setVisible(count > 1)

    made = button("打印所选…", show, icon="printer")
    line = row(made, 0)
    line.setContentsMargins(0, 0, 0, 10)
    foot = QWidget()
    foot.setLayout(line)
    foot.hide()
    # Below, so that the lines do not move while they are being selected.
    column.addWidget(foot)
    many.selected.connect(selected)
    many.installEventFilter(_PrintKey(many, show))
    return made


class _PrintKey(QObject):
    """Takes Ctrl+P over more than one line for the list; the window's own prints the record in hand."""

    def __init__(self, many: Many, press: Callable[[], None]) -> None:
        super().__init__(many)
        self._many, self._press = many, press

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not event.matches(QKeySequence.StandardKey.Print):
            return False
        if len(self._many.selected_ids()) < 2:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            self._press()
        return True
