"""The card of what is due: overdue, today, this week, later; hints and what was put off below, never more than a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cadreapp.office.duty.item import LATER, OVERDUE, TODAY, WEEK, DueList, Duty
from ui.widgets.duty_line import DutyLine
from ui.widgets.parts import button, label, row, rule

MOST = 5
"""Lines of one group, and fewer of what can wait; a click shows them all."""
FEW = 3
OLDER = "启用本软件以前到期, 这里没有登记结果的"
GROUPS = ((OVERDUE, "已超期", "bad"), (TODAY, "今日要办", ""), (WEEK, "即将到期", "warn"), (LATER, "以后", "muted"))


class DueCard(QFrame):
    """`line(signal name, duty or act)` tells what was asked of a line; `wants_year` the whole year."""

    acted = Signal(object)
    asked_why = Signal(object)
    put_off = Signal(object)
    woken = Signal(object)
    excused = Signal(object)
    settled = Signal(object)
    wants_year = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = row(label("要办的事", role="heading"), 0, button("全年工作日历…", self.wants_year.emit, kind="flat", icon="calendar-days"))
        column.addLayout(head)
        column.addWidget(rule())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._rows)
        self._whole = False
        self._found: DueList | None = None
        self._today = date.min

    def show_list(self, found: DueList, today: date) -> None:
        """Show what is due."""
        self._found, self._today = found, today
        self.clear()
        for when, name, tone in GROUPS:
            self._group(name, tone, found.of(when, quiet=False), MOST if when != LATER else FEW)
        hints = tuple(duty for duty in found.duties if duty.quiet)
        self._group("提示: 一般应有或供参考的", "muted", hints, FEW)
        self._group("已缓办", "muted", found.snoozed, FEW)
        self._group(OLDER, "muted", found.older, 0)
        if found.older and self._whole:
            done = button("这些启用前都办完了…", lambda: self.settled.emit(found.older), kind="link")
            self._rows.addWidget(done)
        if found.left_out:
            self._rows.addWidget(label(f"更早超期的还有 {found.left_out} 件, 到各自的页面里看", role="small", tone="muted"))
        if not found.duties:
            text = "近一个月没有要办的事。组织生活、谈话和处置的时限, 到时候会出现在这里。"
            self._rows.insertWidget(0, label(text, tone="muted", wrap=True))

    def clear(self) -> None:
        """Show nothing."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def forget(self) -> None:
        """Drop what is shown and what it came from: the store is locked."""
        self._found = None
        self.clear()

    def _group(self, name: str, tone: str, duties: Sequence[Duty], most: int) -> None:
        if not duties:
            return
        if self._rows.count():
            self._rows.addSpacing(8)
        self._rows.addWidget(label(f"{name} ({len(duties)})", role="strong", tone=tone))
        shown = duties if self._whole else duties[:most]
        for duty in shown:
            line = DutyLine(duty, self._today)
            for signal in ("acted", "asked_why", "put_off", "woken", "excused"):
                getattr(line, signal).connect(getattr(self, signal))
            self._rows.addWidget(line)
        if len(duties) > most:
            rest = f"还有 {len(duties) - most} 件, 全部显示" if most else "看看是哪些"
            text = "只看要紧的" if self._whole else rest
            again = button(text, self._turn(not self._whole), kind="link")
            again.setAccessibleName(f"{name}: {text}")
            self._rows.addWidget(again)

    def _turn(self, whole: bool) -> Callable[[], None]:
        def turn() -> None:
            self._whole = whole
            if self._found is not None:
                self.show_list(self._found, self._today)

        return turn
