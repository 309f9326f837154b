"""The other face of the lock screen: a recovery code, and the new passphrase that it sets."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.parts import button, label, row
from ui.widgets.secret import NewSecret


class RecoveryFace(QWidget):
    """Emits `tried(code, new passphrase)` once both look right, and `back`."""

    tried = Signal(str, str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        lead = label("输入建库时抄下的恢复码, 再定一个新口令。大小写和短横不影响。", tone="muted", wrap=True)
        column.addWidget(lead)
        self._code = QLineEdit()
        self._code.setAccessibleName("恢复码")
        self._code.setPlaceholderText("恢复码")
        column.addWidget(self._code)
        self._new = NewSecret("新口令", "再输一遍新口令")
        column.addWidget(self._new)
        self._go = button("打开并换用新口令", self._try, kind="primary")
        column.addWidget(self._go)
        column.addLayout(row(0, button("返回", self.back.emit, kind="link"), 0))
        self.setFocusProxy(self._code)
        self._new.changed.connect(self._weigh)
        self._code.textChanged.connect(self._weigh)
        self._new.entered.connect(self._try)
        self._weigh()

    def wipe(self) -> None:
        """Forget everything typed."""
        self._code.clear()
        self._new.wipe()

    def _weigh(self) -> None:
        self._go.setEnabled(self._new.good and bool(self._code.text().strip()))

    def _try(self) -> None:
        if self._go.isEnabled():
            self.tried.emit(self._code.text().strip(), self._new.text)
