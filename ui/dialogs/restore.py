"""Before a backup takes the place of what is here."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.dialogs.form_dialog import Plain


class RestoreDialog(Plain):
    """Says what a restore does and asks for a plain yes."""

    agreed = Signal()

    def __init__(self, made: str, parent: QWidget | None = None) -> None:
        text = (
            f"会回到 {made} 的样子, 那以后写的都不在里面。恢复以前先把现在的自动备份一份, 后悔了可以再恢复回来。"
            "窗口会先关上数据夹, 恢复好再打开。以后报上级从头报一次, 上级会看到“从备份恢复过”。"
        )
        super().__init__("从备份恢复", text, parent)
        self.sure = QCheckBox("我看过了, 要恢复到那个时候")
        self.column.addWidget(self.sure)
        self.finish("恢复", kind="danger")
        self.ok.setEnabled(False)
        self.sure.toggled.connect(self.ok.setEnabled)
        self.setMinimumWidth(520)

    def submit(self) -> None:
        if self.sure.isChecked():
            self.agreed.emit()
            self.accept()
