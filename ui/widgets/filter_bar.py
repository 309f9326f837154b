"""Narrowing a list: text, kind, state, period; told once typing pauses and never for a composition."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Family, Shape
from ui import theme
from ui.fields.composing import Line
from ui.models.record_table import Filter
from ui.widgets.parts import Painted, button, label

PAUSE_MS = 250
STATES: dict[Family, tuple[tuple[str, tuple[str, ...]], ...]] = {
    Family.DOCUMENT: (("全部状态", ()), ("草稿", ("draft",)), ("已定稿", ("sealed",)), ("已作废", ("withdrawn",)), ("回收站", ("binned",))),
    Family.COURSE: (("全部状态", ()), ("办理中", ("open",)), ("已办结", ("closed",)), ("回收站", ("binned",))),
    Family.REGISTER: (("在册", ()), ("回收站", ("binned",))),
}
PERIODS = ("全部时间", "本月", "本季度", "本年", "上一年", "近 30 天")


class FilterBar(Painted, QWidget):
    """`changed` carries a Filter, `wants_list` is Down or Enter in the search line."""

    changed = Signal(object)
    wants_list = Signal()

    def __init__(self, shape: Shape, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.text = Line(self)
        self.text.setPlaceholderText(f"在{shape.title}里找")
        self.text.setAccessibleName(f"在{shape.title}里找")
        self.text.setClearButtonEnabled(True)
        self._lens = self.text.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.kind = self._combo("类型", [("全部类型", ""), *self._kinds(shape)])
        self.state = self._combo("状态", list(STATES[shape.family]))
        self.period = self._combo("时间", [(name, name) for name in PERIODS])
        self.kind.setVisible(self.kind.count() > 1)
        self.period.setVisible(shape.day_field is not None)
        self.count = label("", role="small", tone="muted")
        self.reset = button("清除", self.clear, kind="link")
        self.reset.setAccessibleName("清除筛选")
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self.text.edited.connect(self._timer.start)
        self.text.textChanged.connect(self._cleared)
        self.text.installEventFilter(self)
        self._lay_out()
        self.reset.hide()

    def filter(self) -> Filter:
        """Return what the bar asks for."""
        since, until = period(self.period.currentData(), self._today())
        return Filter(self.text.text().strip(), self.kind.currentData() or "", self.state.currentData() or (), since, until)

    def show_count(self, count: int) -> None:
        """Say how many are left."""
        self.count.setText(f"{count} 条")

    def take_focus(self) -> None:
        """Put the cursor into the search line."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def clear(self) -> None:
        """Show everything again."""
        self.text.clear()
        for combo in (self.kind, self.state, self.period):
            combo.setCurrentIndex(0)
        self._tell()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def paint_icons(self) -> None:
        if hasattr(self, "_lens"):
            self._lens.setIcon(theme.icon("search", "muted"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not self.text.composing:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self._tell()
                self.wants_list.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.text.text():
                self.clear()
                return True
        return super().eventFilter(watched, event)

    def _kinds(self, shape: Shape) -> list[tuple[str, object]]:
        field = shape.by_name.get(shape.kind_field or "")
        return [(c.label, c.code) for c in field.choices] if field else []

    def _combo(self, name: str, items: list[tuple[str, object]]) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        for text, data in items:
            made.addItem(text, data)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(4)
        made.activated.connect(lambda _row: self._tell())
        return made

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.text, 1)
        for combo in (self.kind, self.state, self.period):
            second.addWidget(combo, 1)
        second.addWidget(self.reset)
        second.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addLayout(second)

    def _cleared(self, text: str) -> None:
        # The clear button of the line is no edit to Qt.
        if not text and not self._timer.isActive():
            self._timer.start()

    def _tell(self) -> None:
        self._timer.stop()
        if self.text.composing:
            return
        wanted = self.filter()
        self.reset.setVisible(wanted != Filter())
        self.changed.emit(wanted)


def period(name: str, today: date) -> tuple[str | None, str | None]:
    """Return first and last day of a named period, as YYYY-MM-DD."""
    year, quarter = today.year, (today.month - 1) // 3
    if name == "本月":
        return today.replace(day=1).isoformat(), None
    if name == "本季度":
        return date(year, quarter * 3 + 1, 1).isoformat(), None
    if name == "本年":
        return date(year, 1, 1).isoformat(), None
    if name == "上一年":
        return date(year - 1, 1, 1).isoformat(), date(year - 1, 12, 31).isoformat()
    if name == "近 30 天":
        return (today - timedelta(days=30)).isoformat(), None
    return None, None
