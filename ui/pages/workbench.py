"""The workbench: what is due and overdue, what was sent back, what was left half-written, what was touched last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock, today
from cadreapp.office import reading
from cadreapp.office.bundles import sending
from cadreapp.office.drafts import Draft
from cadreapp.office.duty import listing as duties
from cadreapp.office.duty.item import OVERDUE, TODAY, DueList
from ui.dialogs.sized import close_all
from ui.pages.workbench_acts import DutyActs
from ui.widgets.due_card import DueCard
from ui.widgets.link import Link
from ui.widgets.parts import button, card, label, row, rule, scrolling
from ui.work import words
from ui.work.desk import Desk

MOST = 8
"""Lines of one card: the workbench is never more than a screen of things to do."""

ROOMY = 900
"""Logical pixels of width below which everything stands in one column."""

QUICK = (
    ("talk", "新建谈话", "messages-square"),
    ("reminder", "新建约谈", "bell-ring"),
    ("meeting", "记一次组织生活", "users-round"),
)


class Workbench(QWidget):
    """`wants_record(id)`, `wants_draft(Draft)`, `wants_new(type)`, `wants_begun(type, values)` and `wants_place(key)` ask
    the window; `reload` asks for everything anew.
    """

    wants_record = Signal(str)
    wants_draft = Signal(object)
    wants_new = Signal(str)
    wants_begun = Signal(str, object)
    wants_place = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, officer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("工作台")
        self.desk, self.clock = desk, clock
        self._title = label("", role="title")
        self._calm = label("", tone="muted")
        self._officer = officer
        self.due = DueCard()
        self.acts = DutyActs(desk, clock, self.due, self)
        self.acts.wants_record.connect(self.wants_record)
        self.acts.wants_begun.connect(self.wants_begun)
        self.start = self._start_card()
        self.returned, self._returned_rows = _list_card("退回补正")
        self.drafts, self._draft_rows = _list_card("没写完的")
        self.recent, self._recent_rows = _list_card("最近办的")
        self._lay_out()
        desk.bus.changed.connect(self._changed)

    def reload(self) -> None:
        """Ask for everything anew."""
        on = today(self.clock)
        self._title.setText(f"{words.day(on)} {words.weekday(on)}")
        self.desk.ask(duties.due, on).then(self._show_due)
        self.desk.ask(reading.counts).then(lambda found: self.start.setVisible(not found.get("person")))
        self.desk.ask(reading.recent, MOST).then(self._show_recent)
        self.desk.ask(sending.returned).then(self._show_returned)
        self._show_drafts(self.desk.office.drafts.all(), MOST)

    def forget(self) -> None:
        """Drop everything shown: the store is locked."""
        close_all(self)
        self.due.forget()
        self.acts.forget()
        for rows in (self._returned_rows, self._draft_rows, self._recent_rows):
            _clear(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < ROOMY
        along, across = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for box in (self._head, self._sides):
            box.setDirection(across if narrow else along)

    def _changed(self, _changes: Changes) -> None:
        if self.isVisible():
            self.reload()

    def _show_due(self, found: DueList) -> None:
        self._calm.setText(self._greeting(found))
        self.due.show_list(found, today(self.clock))

    def _show_recent(self, found: list[reading.Line]) -> None:
        _clear(self._recent_rows)
        for line in found:
            kind = reading.shape(line.type).title
            self._recent_rows.addWidget(self._line(line.title, kind, reading.STATES[line.state], self._open(line.id)))

    def _show_returned(self, found: Sequence[sending.ledger.Returned]) -> None:
        _clear(self._returned_rows)
        self.returned.setVisible(bool(found))
        for item in found[:MOST]:
            self._returned_rows.addWidget(self._line(item.title, item.reason, item.partner, self._open(item.record), "bad"))

    def _show_drafts(self, found: list[Draft], most: int) -> None:
        _clear(self._draft_rows)
        self.drafts.setVisible(bool(found))
        for item in found[:most]:
            title, kind = reading.title_of(item.type, item.values), reading.shape(item.type).title
            told = f"{kind}, 打字时自动存下, 还没有保存"
            self._draft_rows.addWidget(self._line(title, told, words.moment(item.at[:16]), self._go_on(item)))
        if len(found) > most:
            rest = Link(f"还有 {len(found) - most} 份没写完的, 全部显示", lambda: self._show_drafts(found, len(found)))
            self._draft_rows.addWidget(rest)

    def _line(self, what: str, of: str, aside: str, go: Callable[[], None], tone: str = "muted") -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 2, 0, 2)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Link(what, go, tone="text"))
        below = QLabel(of)
        below.setTextFormat(Qt.TextFormat.PlainText)
        below.setProperty("role", "small")
        below.setProperty("tone", "muted")
        below.setToolTip(of)
        # A long title must not make the page wider than the window.
        below.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(below)
        across.addLayout(column, 1)
        across.addWidget(label(aside, role="small", tone=tone))
        return line

    def _open(self, record_id: str) -> Callable[[], None]:
        return lambda: self.wants_record.emit(record_id)

    def _go_on(self, draft: Draft) -> Callable[[], None]:
        return lambda: self.wants_draft.emit(draft)

    def _begin(self, type_name: str) -> Callable[[], None]:
        return lambda: self.wants_new.emit(type_name)

    def _greeting(self, found: DueList) -> str:
        hello = f"{self._officer}, " if self._officer else ""
        late, now = len(found.of(OVERDUE, quiet=False)), len(found.of(TODAY, quiet=False))
        if late or now:
            told = " ".join([*([f"今天有 {now} 件事要办。"] if now else []), *([f"已超期 {late} 件。"] if late else [])])
            return hello + told
        return f"{hello}今天没有到期的事。"

    def _start_card(self) -> QFrame:
        frame, column = card("从花名册开始")
        column.addWidget(label("还没有人员。先导入花名册, 谈话、会议、提醒都从名单里选人; 也可以直接新建一次谈话。", tone="muted", wrap=True))
        column.addLayout(row(button("去导入人员", lambda: self.wants_place.emit("person"), kind="primary"), 0))
        frame.hide()
        return frame

    def _lay_out(self) -> None:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(12)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        words_ = QVBoxLayout()
        words_.setSpacing(2)
        words_.addWidget(self._title)
        words_.addWidget(self._calm)
        self._head.addLayout(words_, 1)
        quick = [
            button(text, self._begin(type_name), kind="" if number else "primary", icon=icon)
            for number, (type_name, text, icon) in enumerate(QUICK)
        ]
        self._head.addLayout(row(*quick, 0))
        column.addLayout(self._head)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(12)
        for stretch, cards in ((3, (self.start, self.due, self.returned)), (2, (self.drafts, self.recent))):
            side = QVBoxLayout()
            side.setSpacing(12)
            for each in cards:
                side.addWidget(each)
            side.addStretch(1)
            self._sides.addLayout(side, stretch)
        column.addLayout(self._sides, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(ground, "工作台"))
        self.returned.hide()
        self.drafts.hide()


def _list_card(title: str) -> tuple[QFrame, QVBoxLayout]:
    frame, column = card(title)
    column.addWidget(rule())
    rows = QVBoxLayout()
    rows.setSpacing(4)
    column.addLayout(rows)
    return frame, rows


def _clear(rows: QVBoxLayout) -> None:
    while rows.count():
        item = rows.takeAt(0)
        inner = item.layout()
        if inner is not None:
            while inner.count():
                part = inner.takeAt(0).widget()
                if part is not None:
                    part.deleteLater()
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
