"""The button under a list that prints what is selected in it: it stands there while more than one record is."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.list_pane import ListPane
from ui.widgets.parts import button, row
from ui.work.desk import Desk


def add_batch(pane: ListPane, desk: Desk, over: QWidget) -> QPushButton:
    """Put the button 打印所选… under the list and return it; Ctrl+P over the selection presses it."""

    def show() -> None:
        # The PDF libraries: not while memory has its peak.
        from ui.dialogs.batch_print import BatchPrint

        BatchPrint(desk, pane.list.selected_ids(), over).open()

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
    pane.column.addWidget(foot)
    pane.list.selected.connect(selected)
    pane.list.wants_print.connect(show)
    return made
