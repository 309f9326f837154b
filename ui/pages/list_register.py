"""The button over a list that prints its register (台账)."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ui.fields.setting import Setting
from ui.widgets.list_pane import ListPane
from ui.widgets.parts import button
from ui.work.desk import Desk


def add_register(pane: ListPane, name: str, desk: Desk, setting: Setting, over: QWidget) -> QPushButton:
    """Put the button 打印台账… for the type `name` before the one that makes a new record, and return it."""

    def show() -> None:
        # The PDF libraries: not while memory has its peak.
        from ui.dialogs.list_paper import LedgerPreview

        LedgerPreview(desk, name, setting, over).open()

    made = button("打印台账…", show, icon="printer")
    pane.head.insertWidget(pane.head.count() - 1, made)
    QWidget.setTabOrder(pane.new_button, made)
    return made
