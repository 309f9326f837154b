"""Why a record goes back for correction, and what an arriving record says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from cadreapp.office import reading
from cadreapp.office.bundles.arrivals import Arrival
from cadreapp.office.wording import worded
from ui.dialogs.form_dialog import Plain
from ui.dialogs.sized import fit
from ui.fields.composing import Line
from ui.widgets.parts import button, label, row, scrolling
from ui.widgets.record_view import reading_label


class ReasonDialog(Plain):
    """Asks for the reason that the author of the record will read."""

    given = Signal(str)

    def __init__(self, title: str, reason: str, parent: QWidget | None = None) -> None:
        text = f"{title}\n写清楚要补什么、改什么, 报送单位会在收讫回执里看到。"
        super().__init__("退回补正", text, parent)
        self.line: QLineEdit = Line(self)
        self.line.setAccessibleName("退回原因")
        self.line.setPlaceholderText("如: 缺少谈话地点, 请补上后再报")
        self.line.setText(reason)
        self.column.addWidget(self.line)
        self.finish("退回补正")
        self.setMinimumWidth(520)
        self.line.setFocus()

    def submit(self) -> None:
        reason = self.line.text().strip()
        if not reason:
            self.notice.say("warn", "还缺退回原因, 写一句就行")
            self.line.setFocus()
            return
        self.given.emit(reason)
        self.accept()


class ContentsDialog(Plain):
    """Shows every field of an arriving record; nothing of it is in the store yet."""

    def __init__(self, arrival: Arrival, names: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("核收以前先看看", f"{arrival.title}\n还没有收进本机。", parent)
        inner = QWidget()
        form = QFormLayout(inner)
        form.setContentsMargins(0, 0, 8, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for shown in reading.shape(arrival.type).fields:
            text = worded(shown, arrival.values.get(shown.name), names)
            if text:
                form.addRow(label(shown.label, tone="muted"), reading_label(text))
        self.column.addWidget(scrolling(inner, arrival.title), 1)
        self.close_button = button("关闭", self.reject)
        self.column.addLayout(row(0, self.close_button))
        fit(self, 680, 520)
        self.close_button.setFocus()
