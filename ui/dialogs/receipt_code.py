"""A 收讫码 that was read out over the telephone is typed here and compared with everything sent."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cadreapp.kernel.errors import AppError
from cadreapp.office.bundles import telephone
from ui.dialogs.form_dialog import Plain
from ui.fields.composing import Line
from ui.work.desk import Desk


class ReceiptCodeDialog(Plain):
    """Says which bundle a code acknowledges; the base moves only with the receipt's file."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        text = "上级在电话里念的收讫码, 16 位, 不分大小写, 短横可以不输。"
        super().__init__("核对收讫码", text, parent)
        self._desk = desk
        self.code = Line(self)
        self.code.setAccessibleName("收讫码")
        self.code.setPlaceholderText("如 98RE-V92D-C946-83NW")
        self.column.addWidget(self.code)
        self.finish("核对")
        self.cancel.setText("关闭")
        self.cancel.setAccessibleName("关闭")
        self.code.returnPressed.connect(self.submit)
        self.code.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
        self.ok.setEnabled(False)
        self.setMinimumWidth(500)
        self.code.setFocus()

    def submit(self) -> None:
        if self.code.text().strip():
            self._desk.ask(telephone.acknowledged, self.code.text()).then(self._found).failed(self._refused)

    def _found(self, found: telephone.Acknowledged) -> None:
        outcome = "全部收下, 没有退回" if found.clean else "已收到, 但有记录要退回补正, 请等收讫回执"
        self.notice.say("good" if found.clean else "warn", f"对得上: {found.partner} 已收到第 {found.sequence} 号, {outcome}。")

    def _refused(self, error: AppError) -> None:
        self.notice.refuse(error)
