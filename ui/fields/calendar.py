"""A month to pick a day from, painted from the palette: Monday first, arrows and PgUp/PgDn, Enter takes the day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui import theme
from ui.fields.days import WEEKDAYS
from ui.work import words

CELL = 36
HEAD = 28
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class CalendarPopup(QFrame):
    """Opens on `day`; `chosen` carries the date taken, Escape leaves without one."""

    chosen = Signal(object)

    def __init__(self, day: date, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", True)
        self.setAccessibleName("日历")
        self.month = Month(day, today, self)
        self.month.picked.connect(self._take)
        self.month.moved.connect(self._titled)
        self._title = QLabel(self)
        self._title.setProperty("role", "strong")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.addWidget(self._tool("chevron-left", "上个月 (PgUp)", -1))
        head.addWidget(self._title, 1)
        head.addWidget(self._tool("chevron-right", "下个月 (PgDn)", 1))
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 10)
        box.setSpacing(4)
        box.addLayout(head)
        box.addWidget(self.month)
        self._titled()

    def open_below(self, anchor: QWidget) -> None:
        """Show the month below `anchor`, or above where the screen ends."""
        self.adjustSize()
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        screen = anchor.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        if place.y() + self.height() > screen.bottom():
            place.setY(anchor.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4)
        self.move(place)
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def _tool(self, icon: str, name: str, months: int) -> QToolButton:
        made = QToolButton(self)
        made.setIcon(theme.icon(icon, "muted"))
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.month.turn(months))
        return made

    def _titled(self) -> None:
        self._title.setText(f"{self.month.day.year}年{self.month.day.month}月")

    def _take(self, day: date) -> None:
        self.chosen.emit(day)
        self.close()


class Month(QWidget):
    """The days of one month and of the weeks that it shares; `day` is the one under the cursor."""

    picked = Signal(object)
    moved = Signal()

    def __init__(self, day: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self._today = _within(day), today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(7 * CELL, HEAD + 6 * CELL)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def turn(self, months: int) -> None:
        """Go to the same day some months on, or to the last of a shorter month."""
        number = self.day.year * 12 + self.day.month - 1 + months
        if not FIRST.year <= number // 12 <= LAST.year:
            return
        first = date(number // 12, number % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.go(min(first + timedelta(days=self.day.day - 1), last))

    def go(self, day: date) -> None:
        """Put the cursor on a day."""
        self.day = _within(day)
        self._name()
        self.moved.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.go(self.day + timedelta(days=STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            self.go(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        column, line = point.x() // CELL, (point.y() - HEAD) // CELL
        if 0 <= column < 7 and 0 <= line < 6 and point.y() >= HEAD:
            self.picked.emit(self._first() + timedelta(days=line * 7 + column))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("muted"))
        for column, word in enumerate(WEEKDAYS):
            painter.drawText(QRect(column * CELL, 0, CELL, HEAD), Qt.AlignmentFlag.AlignCenter, word)
        for number in range(42):
            self._paint_day(painter, number, self._first() + timedelta(days=number))
        painter.end()

    def _paint_day(self, painter: QPainter, number: int, day: date) -> None:
        cell = QRect(number % 7 * CELL, HEAD + number // 7 * CELL, CELL, CELL).adjusted(3, 3, -3, -3)
        tone = "text" if day.month == self.day.month else "disabled"
        if day == self.day:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_fill"))
            painter.drawRoundedRect(cell, 6, 6)
            tone = "on_accent"
        elif day == self._today:
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell, 6, 6)
        painter.setPen(theme.colour(tone))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(day.day))

    def _first(self) -> date:
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def _name(self) -> None:
        self.setAccessibleName(f"{words.day(self.day)} {words.weekday(self.day)}")


def _within(day: date) -> date:
    """Keep a day where a month has both its neighbours."""
    return min(max(day, FIRST), LAST)
