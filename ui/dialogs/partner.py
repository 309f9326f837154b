"""Enrolling a unit: its file is read, its 核对码 is compared by telephone, only then is it trusted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from cadreapp.kernel.errors import AppError
from cadreapp.office.bundles import partners, telephone
from ui.dialogs.form_dialog import Plain
from ui.fields.composing import Line
from ui.widgets.parts import card, label
from ui.work.desk import Desk

TITLE = "登记单位"
HOW = "打电话给对方经办人, 请对方念“核对码”, 一位一位比对。号码不要用文件里带来的, 用平时就知道的。"


class AddPartnerDialog(Plain):
    """Shows who a file speaks of and enrols it once the code was compared. `added` carries the fingerprint."""

    added = Signal(str)

    def __init__(self, desk: Desk, path: Path, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, HOW, parent)
        self._desk, self._data = desk, data
        found = telephone.look(data)
        frame, column = card(spacing=6)
        column.addWidget(label("核对码", tone="muted"))
        self.proof = label(found.proof, role="code")
        self.proof.setAccessibleName(f"核对码 {found.proof}")
        column.addWidget(self.proof)
        column.addWidget(label(f"指纹 {found.fingerprint}", role="small", tone="muted"))
        column.addWidget(label(f"文件 {path.name}", role="small", tone="muted", wrap=True))
        # The wrapped line above makes the layout forget how tall the large type is.
        frame.setMinimumHeight(138)
        self.column.addWidget(frame)
        caption = label("在本机叫什么", role="strong")
        self.name = Line(self)
        self.name.setText(found.name)
        self.name.setAccessibleName("在本机叫什么")
        self.name.setPlaceholderText("如: 区直机关纪检监察工委")
        caption.setBuddy(self.name)
        self.column.addWidget(caption)
        self.column.addWidget(self.name)
        self.agreed = QCheckBox("电话里比对过, 核对码完全一致")
        self.column.addWidget(self.agreed)
        self.finish(TITLE)
        self.setMinimumSize(540, 430)
        self.agreed.toggled.connect(self._dress)
        self.name.textChanged.connect(self._dress)
        self._dress()

    def submit(self) -> None:
        if not self.ok.isEnabled():
            return
        self.ok.setEnabled(False)
        ticket = self._desk.do(partners.add_partner, self._data, self.name.text().strip())
        ticket.then(self._added).failed(self._refused)

    def _added(self, fingerprint: str) -> None:
        self.added.emit(fingerprint)
        self.accept()

    def _refused(self, error: AppError) -> None:
        self.notice.refuse(error)
        self._dress()

    def _dress(self) -> None:
        self.ok.setEnabled(self.agreed.isChecked() and bool(self.name.text().strip()))


class RevokeDialog(Plain):
    """Asks before a unit is trusted no longer."""

    agreed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        text = "停用后不能再报给它, 它新做的数据包和回执也不再收; 已经收到的都留着。要恢复, 重新登记它的身份文件。"
        super().__init__(f"停用: {name}", text, parent)
        self.finish("停用", kind="danger")
        self.setMinimumWidth(480)
        self.cancel.setFocus()

    def submit(self) -> None:
        self.agreed.emit()
        self.accept()
