"""The records of one arriving bundle as a list, with what the officer may do to one of them."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadreapp.kernel.shape import Family
from cadreapp.office import reading
from cadreapp.office.bundles.arrivals import Arrival, Standing
from ui.dialogs.receive_case import Case
from ui.models.plain_rows import PlainRow
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.work import words

STANDINGS = {
    Standing.NEW: ("新", "good"), Standing.CHANGED: ("有改动", "info"), Standing.KNOWN: ("没有变", "muted"),
    Standing.GONE: ("对方已删", "warn"), Standing.FOREIGN: ("不是对方的, 不收", "bad"),
}  # fmt: skip


class ArrivalsPane(QWidget):
    """`wants_return` and `wants_contents` carry the Arrival in hand."""

    wants_return = Signal(object)
    wants_contents = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._case: Case | None = None
        self.said = label("", wrap=True)
        self.table = PlainTable(
            "数据包里的记录", (("类型", 110), ("记录", 0), ("日期", 140), ("与本机相比", 120), ("退回补正的原因", 200))
        )
        self.look_button = button("看内容", lambda: self._tell(self.wants_contents), icon="eye")
        self.return_button = button("退回补正", lambda: self._tell(self.wants_return), icon="corner-down-right")
        self.table.moved.connect(lambda _key: self._dress())
        self.table.opened.connect(lambda _key: self._tell(self.wants_contents))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row(self.said, 0, self.look_button, self.return_button))
        frame, inside = card()
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column.addWidget(frame, 1)
        self._dress()

    def show_case(self, case: Case | None) -> None:
        """Show what a bundle holds."""
        same = case is self._case
        self._case = case
        found = case.arrivals if case else None
        items = sorted(found.items, key=_registers_last) if found else []
        rows = [_row(item, case.returns) for item in items] if case else []
        at = self.table.currentIndex().row() if same else -1
        self.table.show_rows(rows)
        if rows and at < 0:
            self.table.selectRow(0)
        self.said.setText(_said(case) if case else "")
        self._dress()

    def _tell(self, signal: SignalInstance) -> None:
        arrival = self._arrival()
        if arrival is not None:
            signal.emit(arrival)

    def _arrival(self) -> Arrival | None:
        found = self._case.arrivals if self._case else None
        key = self.table.key
        return next((a for a in found.items if a.id == key), None) if found and key else None

    def _dress(self) -> None:
        arrival = self._arrival()
        ready = arrival is not None and self._case is not None and self._case.is_ready
        may = ready and arrival is not None and arrival.standing not in (Standing.GONE, Standing.FOREIGN)
        back = may and arrival is not None and self._case is not None and arrival.id in self._case.returns
        self.look_button.setEnabled(arrival is not None and bool(arrival.values))
        self.return_button.setEnabled(bool(may))
        self.return_button.setText(" 不退了" if back else " 退回补正")
        self.return_button.setAccessibleName("不退了" if back else "退回补正")


def _registers_last(item: Arrival) -> tuple[bool, str]:
    return reading.shape(item.type).family is Family.REGISTER, item.type


def _row(item: Arrival, returns: dict[str, str]) -> PlainRow:
    standing, tone = STANDINGS[item.standing]
    title = reading.shape(item.type).title
    day = words.day(item.day) if item.day else ""
    cells = (title, item.title, day, standing, returns.get(item.id, ""))
    return PlainRow(item.id, cells, ("muted", "text", "muted", tone, "warn"))


def _said(case: Case) -> str:
    if case.seen is None or case.arrivals is None:
        return ""
    heading = case.seen.verified.manifest.heading
    counts = Counter(item.standing for item in case.arrivals.items)
    kinds = "　".join(f"{STANDINGS[s][0]} {counts[s]}" for s in Standing if counts[s])
    made = words.day(heading.made_at)
    since, until = (words.day(d) if d else "" for d in (heading.since, heading.until))
    period = f", 时段 {since or '最早'} 至 {until or '最新'}" if since or until else ""
    skipped = case.seen.judgement.skipped
    note = f"\n第 {'、'.join(map(str, skipped))} 号没有收到; 内容是累计的, 不缺记录" if skipped else ""
    return f"{heading.unit_name}, {made}做的{period}\n{kinds}{note}"
