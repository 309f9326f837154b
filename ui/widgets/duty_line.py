"""One line of what is due: what and whom, how far its day is, the one thing to do, and the rest in a menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cadreapp.office.duty.item import NEW, OPEN, OVERDUE, Act, Duty
from ui.widgets.link import Link
from ui.widgets.parts import button, label, tool
from ui.work import words

MOST_SUBJECTS = 24
"""Names that a menu offers; for more of them the full list of people is the better place."""
TONES = {"overdue": "bad", "today": "", "week": "warn", "later": "muted"}


class DutyLine(QWidget):
    """`acted(act)` asks for a click's work; `asked_why`, `put_off`, `woken` and `excused` carry the duty."""

    acted = Signal(object)
    asked_why = Signal(object)
    put_off = Signal(object)
    woken = Signal(object)
    excused = Signal(object)

    def __init__(self, duty: Duty, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.duty = duty
        loud = duty.when == OVERDUE and not duty.quiet and duty.snoozed is None
        tone = "muted" if duty.quiet or duty.snoozed else TONES[duty.when]
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Link(duty.title, lambda: self.asked_why.emit(duty), tone="bad" if loud else "text"))
        column.addWidget(_Below(self._said()))
        across.addLayout(column, 1)
        across.addWidget(label(self._far(today), role="small", tone=tone))
        first = next((act for act in duty.acts if act.do != OPEN), duty.acts[0] if duty.acts else None)
        if first is not None:
            across.addWidget(self._first(first))
        across.addWidget(self._more())

    def _said(self) -> str:
        duty = self.duty
        if duty.snoozed is not None:
            return f"缓办原因: {duty.snoozed.reason} · {duty.subject}"
        return " · ".join(part for part in (duty.subject, duty.told) if part)

    def _far(self, today: date) -> str:
        duty = self.duty
        if duty.snoozed is not None:
            return f"已缓办至 {words.day(duty.snoozed.until)}"
        if duty.quiet and duty.when == OVERDUE:
            return "没有记录"
        return words.term(date.fromisoformat(duty.until), today) if duty.until else "以通知为准"

    def _first(self, first: Act) -> QPushButton:
        several = [act for act in self.duty.acts if act.do == NEW]
        made = button(first.label, kind="flat")
        made.setAccessibleName(f"{first.label}: {self.duty.subject}")
        if len(several) < 2:
            made.clicked.connect(lambda: self.acted.emit(first))
            return made
        menu = QMenu(made)
        for act in several[:MOST_SUBJECTS]:
            menu.addAction(act.subject, self._act(act))
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _more(self) -> QWidget:
        holder = tool("ellipsis", f"更多: {self.duty.title} {self.duty.subject}")
        menu = QMenu(holder)
        menu.addAction("为什么, 怎么办…", lambda: self.asked_why.emit(self.duty))
        for act in self.duty.acts:
            if act.do == OPEN:
                menu.addAction(act.label, self._act(act))
        if self.duty.snoozed is not None:
            menu.addAction("现在就办 (不再缓)", lambda: self.woken.emit(self.duty))
        else:
            menu.addAction("稍后提醒 (写原因)…", lambda: self.put_off.emit(self.duty))
        if self.duty.excusable:
            menu.addAction("写明没有开的原因…", lambda: self.excused.emit(self.duty))
        holder.clicked.connect(lambda: menu.popup(holder.mapToGlobal(holder.rect().bottomLeft())))
        return holder

    def _act(self, act: Act) -> Callable[[], None]:
        return lambda: self.acted.emit(act)


class _Below(QLabel):
    """Words that give way: shortened where there is no room, whole in the tip; they never make the page wider."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "small")
        self.setProperty("tone", "muted")
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, event.size().width()))
