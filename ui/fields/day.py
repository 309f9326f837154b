"""Editors of DAY and MOMENT: type it any usual way, or pick it from a calendar; unreadable text stays and says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from cadreapp.kernel.shape import Field
from ui import theme
from ui.fields.base import FieldEditor
from ui.fields.calendar import CalendarPopup
from ui.fields.composing import Line
from ui.fields.days import iso_day, parse_clock, parse_day, weekday
from ui.work import words

HINT = "如 2026-3-5、0305、明天"


class DayLine(QWidget):
    """The typed day with its calendar; `text` is what is typed, `day` what it means."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.line = Line(self)
        self.line.setPlaceholderText(HINT)
        self.line.setMinimumWidth(112)
        self.line.setMaximumWidth(220)
        self.button = QToolButton(self)
        self.button.setIcon(theme.icon("calendar-days", "muted"))
        self.button.setAccessibleName("从日历选")
        self.button.setToolTip("从日历选 (Alt+↓)")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.said = QLabel(self)
        self.said.setProperty("tone", "muted")
        self.said.setProperty("role", "small")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.row.addWidget(self.line, 3)
        self.row.addWidget(self.button)
        self.row.addWidget(self.said)
        self.row.addStretch(0)
        self.line.edited.connect(self._typed)
        self.line.editingFinished.connect(self.tidy)
        self.button.clicked.connect(self.open_calendar)
        theme.theme().changed.connect(self._dress)

    def day(self) -> date | None:
        """Return the day typed, None when empty or unreadable."""
        return parse_day(self.line.text(), self._today())

    def show_day(self, value: date | str | None) -> None:
        """Show a day, or text that is none."""
        self.line.setText(written(value) if isinstance(value, date) else value or "")
        self.line.setCursorPosition(0)
        self._say()

    def tidy(self) -> None:
        """Write a day that was understood in the long form."""
        day = self.day()
        if day is not None and self.line.text() != written(day):
            self.line.setText(written(day))
        self._say()

    def open_calendar(self) -> None:
        """Let the day be picked from a month."""
        popup = CalendarPopup(self.day() or self._today(), self._today(), self)
        popup.chosen.connect(self._chosen)
        popup.open_below(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.line.composing:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def _dress(self) -> None:
        self.button.setIcon(theme.icon("calendar-days", "muted"))

    def _typed(self) -> None:
        self._say()
        self.edited.emit()

    def _chosen(self, day: date) -> None:
        self.show_day(day)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.edited.emit()

    def _say(self) -> None:
        day = self.day()
        # The long form already tells the day; the weekday is what people check before they fix a talk.
        self.said.setText(weekday(day) if day else "")


def written(day: date) -> str:
    """Return the day as a line shows it, in a form that the line reads back."""
    return words.day(day) if day.year >= 1000 else day.isoformat()


class DayEditor(FieldEditor):
    """A civil day; the value is YYYY-MM-DD, or the text as typed while it cannot be read."""

    def __init__(
        self, field: Field, today: Callable[[], date], *, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, bare=bare, parent=parent)
        self.day = DayLine(today, self)
        self.day.said.setVisible(not bare)
        self.day.edited.connect(self.edited)
        self.body.addWidget(self.day)
        self.adopt(self.day.line, self.day.button)
        self.day.button.setAccessibleName(f"{field.label}: 从日历选")

    def controls(self) -> tuple[QWidget, ...]:
        return self.day.line, self.day.button

    def show_value(self, value: Any) -> None:
        self.day.show_day(iso_day(value) or value)

    def read_value(self) -> Any:
        day = self.day.day()
        return day.isoformat() if day else (self.day.line.text().strip() or None)

    def local_problem(self) -> str:
        value = self.value()
        return "" if value is None or iso_day(value) else f"看不懂这个日期, {HINT}"


class MomentEditor(FieldEditor):
    """A civil time to the minute; the value is YYYY-MM-DDTHH:MM, or what is typed while a part is missing."""

    def __init__(
        self, field: Field, today: Callable[[], date], *, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, bare=bare, parent=parent)
        self.day = DayLine(today, self)
        self.clock = Line(self)
        self.clock.setPlaceholderText("14:30")
        self.clock.setFixedWidth(74)
        self.clock.setAccessibleName(f"{field.label}: 几点几分")
        self.day.row.insertWidget(2, self.clock)
        self.body.addWidget(self.day)
        self.day.edited.connect(self.edited)
        self.clock.edited.connect(self.edited)
        self.clock.editingFinished.connect(self._tidy)
        self.adopt(self.day.line, self.day.button, self.clock)
        self.day.button.setAccessibleName(f"{field.label}: 从日历选")

    def controls(self) -> tuple[QWidget, ...]:
        return self.day.line, self.day.button, self.clock

    def show_value(self, value: Any) -> None:
        text = str(value or "")
        day = iso_day(text)
        if day is not None:
            self.day.show_day(day)
            self.clock.setText(text[11:])
        else:
            date_part, _, clock_part = text.partition("T")
            self.day.show_day(date_part)
            self.clock.setText(clock_part)

    def read_value(self) -> Any:
        day, clock = self.day.day(), parse_clock(self.clock.text())
        first = day.isoformat() if day else self.day.line.text().strip()
        last = f"{clock[0]:02}:{clock[1]:02}" if clock else self.clock.text().strip()
        return f"{first}T{last}" if last else (first or None)

    def local_problem(self) -> str:
        value = self.value()
        if value is None or (iso_day(value) and "T" in str(value)):
            return ""
        if self.day.day() is None:
            return "还缺日期" if not self.day.line.text().strip() else f"看不懂这个日期, {HINT}"
        return "还缺几点几分" if not self.clock.text().strip() else "看不懂这个时间, 如 14:30、下午2点半"

    def _tidy(self) -> None:
        clock = parse_clock(self.clock.text())
        if clock is not None:
            self.clock.setText(f"{clock[0]:02}:{clock[1]:02}")
