"""Before something that is not taken back lightly: sealing, amending, declaring void; each says what will happen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadreapp.kernel.shape import Family, Field, Kind, Shape
from ui.dialogs.form_dialog import FormDialog, Plain
from ui.fields.setting import Setting
from ui.widgets.parts import label

_REASON = Shape("reason", "原因", Family.ENTRY, (Field("reason", "原因", Kind.TEXT, required=True),))
_NOTE = Shape("reason", "更正", Family.ENTRY, (Field("reason", "为什么更正", Kind.LINE, help="会留在使用记录里"),))


class SealDialog(Plain):
    """Asks once more before sealing: only advice is shown, what blocks never gets here; `out` is the paper it makes void."""

    agreed = Signal()

    def __init__(
        self, title: str, edition: int, advice: tuple[str, ...], parent: QWidget | None = None, *, out: tuple[str, ...] = ()
    ) -> None:
        what = "定稿后内容锁定; 要改就用“更正”, 旧版会留着。" if edition == 1 else f"第 {edition} 版定稿后代替上一版, 旧版会留着。"
        super().__init__(f"定稿: {title}", what, parent)
        if advice:
            self.column.addWidget(label("\n".join(f"· {text}" for text in advice), tone="warn", wrap=True))
        if out:
            self.paper = label("\n".join(("下面的纸件随之作废, 要收回; 收回以前列在“要办的事”里:", *out)), tone="warn", wrap=True)
            self.column.addWidget(self.paper)
        self.column.addWidget(label("下一步: 打印签字件, 请本人看过后签字, 再回来登记签字。", wrap=True))
        self.finish("定稿")
        self.setMinimumWidth(460)
        self.ok.setFocus()

    def submit(self) -> None:
        self.agreed.emit()
        self.accept()


def withdraw_dialog(title: str, setting: Setting, parent: QWidget | None = None, *, out: tuple[str, ...] = ()) -> FormDialog:
    """Ask why a sealed document is void; `out` is what of its paper has to come back."""
    said = f"打印过的要收回旧件作废: {'; '.join(out)}。收回以前列在“要办的事”里。" if out else ""
    text = f"作废后仍能查看, 不能再恢复成有效。{said}"
    return FormDialog(f"作废: {title}", text, _REASON, setting, must=("reason",), ok="作废", parent=parent)


def amend_dialog(title: str, setting: Setting, parent: QWidget | None = None) -> FormDialog:
    """Ask why a sealed document is amended."""
    text = "更正写成新的一版; 新版定稿以前, 现在这一版仍然有效。"
    return FormDialog(f"更正: {title}", text, _NOTE, setting, ok="开始更正", parent=parent)
