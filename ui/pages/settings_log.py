"""使用记录: who did what when, narrowed, and the chain that proves nothing was taken out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.errors import AppError
from cadreapp.office import audit, reading
from cadreapp.office.reading import JournalLine
from ui.models.plain_rows import PlainRow, when
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.work.desk import Desk

SHOWN = 500
PERIODS = (("近 7 天", 7), ("近 30 天", 30), ("近一年", 365), ("全部时间", 0))
VERBS = (
    "create", "save", "seal", "withdraw", "step", "paper", "view", "print_record", "note_export", "send", "receive",
    "take_receipt", "add_partner", "revoke_partner", "unlock", "back_up", "restored", "change_settings", "import_people",
    "undo", "remove", "restore",
)  # fmt: skip


class LogTab(QWidget):
    """`wants_record(id)` opens the record that an entry is about."""

    wants_record = Signal(str)

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._desk, self._clock = desk, clock
        self._number = 0
        self._titles = {shape.name: shape.title for shape in reading.types()}
        self.period = self._combo("时间", PERIODS)
        self.verb = self._combo("做了什么", (("做了什么: 全部", ""), *((audit.verb_label(v), v) for v in VERBS)))
        self.type = self._combo("哪一类记录", (("哪一类: 全部", ""), *((t, n) for n, t in self._titles.items())))
        self.count = label("", tone="muted", role="small")
        self.verify_button = button("核对有没有被改动", self.verify, icon="shield-check")
        self.notice = Notice(self)
        columns = (("时间", 175), ("谁", 110), ("做了什么", 120), ("类型", 100), ("记录", 0))
        self.table = PlainTable("使用记录", columns)
        self.table.opened.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(self.period, self.verb, self.type, self.count, 0, self.verify_button))
        column.addWidget(self.notice)
        frame, inside = card()
        inside.setContentsMargins(1, 4, 1, 4)
        inside.addWidget(self.table)
        column.addWidget(frame, 1)

    def reload(self) -> None:
        """Ask for the entries that the filters let through; an answer that a newer question overtook is dropped."""
        self._number += 1
        number, filters = self._number, {}
        if days := self.period.currentData():
            filters["since"] = (today(self._clock) - timedelta(days=days - 1)).isoformat()
        for name, combo in (("verb", self.verb), ("type", self.type)):
            if combo.currentData():
                filters[name] = combo.currentData()

        def take(found: list[JournalLine]) -> None:
            if number == self._number:
                self._show(found)

        self._desk.ask(audit.log, filters, SHOWN).then(take)

    def verify(self) -> None:
        """Walk the whole chain."""
        self.notice.hide()
        self.verify_button.setEnabled(False)
        self._desk.ask(audit.verify).then(self._proven).failed(self._broken)

    def forget(self) -> None:
        """Drop everything shown."""
        self._number += 1
        self.table.show_rows(())
        self.notice.hide()

    def _combo(self, name: str, choices: tuple[tuple[str, object], ...]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for text, value in choices:
            made.addItem(text, value)
        made.activated.connect(lambda _row: self.reload())
        return made

    def _show(self, found: list[JournalLine]) -> None:
        self.table.show_rows([self._row(entry) for entry in found])
        self.count.setText(f"最近 {SHOWN} 条" if len(found) == SHOWN else f"{len(found)} 条")

    def _row(self, entry: JournalLine) -> PlainRow:
        said = audit.verb_label(entry.verb)
        what = entry.title or (ABOUT.get(entry.op, "") if entry.record is None else "")
        cells = (when(entry.at), entry.actor, said, self._titles.get(entry.type or "", ""), what)
        return PlainRow((entry.no, entry.record), cells, ("muted", "muted", "text", "muted", "muted"))

    def _open(self, key: tuple[int, str | None]) -> None:
        if key[1] is not None:
            self.wants_record.emit(key[1])

    def _proven(self, head: Any) -> None:
        self.verify_button.setEnabled(True)
        self.notice.say("good", f"逐条核对了 {head.no} 条, 没有被改动、没有缺。")

    def _broken(self, error: AppError) -> None:
        self.verify_button.setEnabled(True)
        self.notice.refuse(error)


ABOUT = {"refused": "口令不对", "partner": "单位身份", "setting": "设置项", "send": "数据包", "receive": "数据包"}
"""What an entry is about that belongs to no record."""
