"""Around one duty: why it is owed and what to do, putting it off with a reason, saying why something usual was not held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadreapp.kernel.shape import Family, Field, Kind, Shape
from cadreapp.office.duty.item import Act, Duty
from ui.dialogs.form_dialog import FormDialog, Plain
from ui.fields.setting import Setting
from ui.widgets.parts import button, label, row
from ui.work import words

_UNTIL = Field("until", "缓到哪一天", Kind.DAY, help="过了这一天就回到“要办的事”里")
_WHY = Field("reason", "为什么", Kind.LINE, help="会留在使用记录里")
_SNOOZE = Shape("snooze", "稍后提醒", Family.ENTRY, (_UNTIL, _WHY))
_EXCUSE = Shape("excuse", "没有开的原因", Family.ENTRY, (Field("reason", "原因", Kind.LINE, help="会写在全年工作日历里; 清空就是收回"),))

_SETTLE = Shape("settle", "启用前已办", Family.ENTRY, (Field("reason", "怎么办的", Kind.LINE, help="如“都在启用前办结, 见纸质卷宗”"),))


class DutyDialog(Plain):
    """Tells a duty whole. `chosen(act)` is what the person wants to do now."""

    chosen = Signal(object)

    def __init__(self, duty: Duty, today: date, parent: QWidget | None = None) -> None:
        far = f" · {words.term(date.fromisoformat(duty.until), today)}" if duty.until else ""
        super().__init__(duty.title, f"{duty.subject}{far}", parent)
        last = f"最迟 {words.day(duty.until)}" if duty.until else ""
        self.column.addWidget(label(", ".join(part for part in (duty.told, last) if part), wrap=True))
        if duty.why.sentences:
            self.column.addWidget(label("依据", role="strong"))
        for sentence in duty.why.sentences:
            self.column.addWidget(label(sentence, tone="muted", wrap=True))
        acts = [act for n, act in enumerate(duty.acts) if n == 0 or act.label not in {a.label for a in duty.acts[:n]}]
        buttons = [self._button(act, primary=n == 0) for n, act in enumerate(acts[:3])]
        self.cancel = button("关闭", self.reject)
        self.column.addLayout(row(0, self.cancel, *reversed(buttons)))
        self.setMinimumWidth(520)

    def _button(self, act: Act, *, primary: bool) -> QWidget:
        several = f" ({act.subject})" if primary and act.subject and act.do == "new" else ""

        def choose() -> None:
            self.accept()
            self.chosen.emit(act)

        return button(f"{act.label}{several}", choose, kind="primary" if primary else "")


def snooze_dialog(duty: Duty, setting: Setting, parent: QWidget | None = None) -> FormDialog:
    """Ask until when and why a duty is put off."""
    text = f"{duty.subject}。到那天为止列在“已缓办”里, 过后自动回来。"
    return FormDialog(f"稍后提醒: {duty.title}", text, _SNOOZE, setting, must=("until", "reason"), ok="稍后提醒", parent=parent)


def excuse_dialog(duty: Duty, setting: Setting, parent: QWidget | None = None) -> FormDialog:
    """Ask why something usual was not held."""
    text = f"{duty.subject} {duty.told}。一般应有, 没有开的写一句原因即可, 不必事后再做一份。"
    return FormDialog(f"没有开的原因: {duty.title}", text, _EXCUSE, setting, must=("reason",), ok="写下原因", parent=parent)


def settle_dialog(older: Sequence[Duty], setting: Setting, parent: QWidget | None = None) -> FormDialog:
    """Ask how the duties from before the store was made were dealt with."""
    text = f"共 {len(older)} 件, 登记以后不再列出, 使用记录里留有名字和理由。记录本身不变, 查到结果仍可补登。"
    return FormDialog("启用前已办", text, _SETTLE, setting, must=("reason",), ok="登记", parent=parent)
