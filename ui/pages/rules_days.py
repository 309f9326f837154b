"""放假和年度通知: the holiday tables by year, pasted as published, and when the yearly meetings are to be held."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.shape import Choice, Family, Field, Kind, Shape, Values
from cadreapp.office.rule import holidays, notices
from cadreapp.office.rule.holidays import Pasted, YearLine
from ui.dialogs.form_dialog import FormDialog, Plain
from ui.fields.composing import Area
from ui.fields.setting import Setting
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.office_lookup import OfficeLookup
from ui.widgets.parts import button, card, label, row, scrolling
from ui.widgets.plain_table import PlainTable
from ui.work import words
from ui.work.desk import Desk


class PasteDialog(Plain):
    """The published notice pasted whole; what it says is shown day by day before it is kept. `taken` when it was."""

    taken = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        text = "把国务院办公厅公布的放假通知全文粘贴进来。先看读懂了什么, 再存。"
        super().__init__("录入放假安排", text, parent)
        self._desk = desk
        self._read: Pasted | None = None
        self.area = Area(8, 10, parent=self)
        self.area.setAccessibleName("通知全文")
        self.area.edited.connect(self._changed)
        self.look_button = button("看读懂了什么", self.look)
        self.found = label("", wrap=True)
        self.column.addWidget(self.area)
        self.column.addLayout(row(self.look_button, 0))
        self.column.addWidget(scrolling(self.found, "读懂的内容"), 1)
        self.finish("存下")
        self.ok.setEnabled(False)
        self.resize(680, 600)
        self.area.setFocus()

    def look(self) -> None:
        """Have the text read; a line that is not understood is named."""
        self.notice.hide()
        self._desk.ask(holidays.read, self.area.text()).then(self._show).failed(self.notice.refuse)

    def submit(self) -> None:
        if self._read is None:
            self.look()
            return
        self._desk.do(holidays.paste, self.area.text()).then(self._done).failed(self.notice.refuse)

    def _changed(self) -> None:
        self._read = None
        self.ok.setEnabled(False)

    def _show(self, found: Pasted) -> None:
        self._read = found
        head = f"{found.table.year}年: 放假 {len(found.table.off)} 天, 其中工作日 {found.weekdays_off} 天; 调休上班 {len(found.table.work)} 天。"
        self.found.setText("\n".join([head, *(found.changes or ("和现在用的一样。",))]))
        self.ok.setEnabled(True)

    def _done(self, found: Pasted) -> None:
        self.taken.emit(found)
        self.accept()


class DaysTab(QWidget):
    """Years and notices, one table each."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._desk, self._clock = desk, clock
        self._yearly: list[tuple[str, str]] = []
        self._years: dict[int, YearLine] = {}
        self._setting = Setting(OfficeLookup(desk, lambda *_: None), lambda: today(clock))
        self.notice = Notice(self)
        self.paste_button = button("粘贴通知", self.paste, kind="primary", icon="calendar-days")
        self.drop_button = button("去掉录入的", self.drop, icon="undo-2")
        heads = (("年", 70), ("放假", 0), ("调休上班", 330), ("依据", 300), ("来自", 170))
        self.years = PlainTable("放假安排", heads)
        self.years.moved.connect(self._dress)
        self.add_button = button("登记年度通知", self.add, icon="plus")
        self.remove_button = button("去掉", self.remove, icon="trash-2")
        self.yearly = PlainTable("年度通知", (("会议", 220), ("归属年度", 110), ("起", 150), ("止", 150), ("哪一份通知", 0)))
        self.yearly.moved.connect(self._dress)
        self._lay_out()
        self._dress()

    def reload(self) -> None:
        """Ask what is known of the years and of the yearly meetings."""
        now = today(self._clock)
        self._desk.ask(holidays.years, now).then(self._show_years)
        self._desk.ask(notices.yearly_rules, now.year).then(self._show_rules)

    def forget(self) -> None:
        """Drop everything shown."""
        self._years = {}
        for table in (self.years, self.yearly):
            table.show_rows(())
        self.notice.hide()

    def paste(self) -> PasteDialog:
        """Open the place to paste the notice into."""
        dialog = PasteDialog(self._desk, self)
        dialog.taken.connect(lambda found: self._said(f"{found.table.year}年的放假安排已存下, 以后按它算。"))
        dialog.open()
        return dialog

    def drop(self) -> None:
        """Take our own arrangement of the chosen year away."""
        chosen = self._years.get(self.years.key)
        if chosen is not None:
            ticket = self._desk.do(holidays.drop, chosen.year)
            ticket.then(lambda _none: self._said(f"已去掉录入的{chosen.year}年放假安排。")).failed(self.notice.refuse)

    def add(self) -> FormDialog:
        """Ask when a yearly meeting is to be held."""
        rules = tuple(Choice(*pair) for pair in self._yearly)
        shape = Shape("notice", "年度通知", Family.ENTRY, (
            Field("rule", "会议", Kind.CHOICE, choices=rules),
            Field("year", "归属年度", Kind.NUMBER, help="会议属于哪一年度"),
            Field("opens", "从哪天起", Kind.DAY), Field("closes", "到哪天止", Kind.DAY),
            Field("source", "哪一份通知", Kind.LINE, help="发文机关和文号"),
        ))  # fmt: skip
        text = "年度组织生活会、民主生活会多在次年一至三月开, 以当年的通知为准; 登记以后按通知的日期提醒。"
        values = {"year": today(self._clock).year}
        must = ("rule", "year", "opens", "closes", "source")
        dialog = FormDialog("登记年度通知", text, shape, self._setting, values=values, must=must, parent=self)
        dialog.given.connect(lambda given: self._keep(dialog, given))
        dialog.open()
        return dialog

    def remove(self) -> None:
        """Take the chosen notice away."""
        chosen = self.yearly.key
        if chosen is not None:
            ticket = self._desk.do(notices.drop, chosen.rule, chosen.year)
            ticket.then(lambda _none: self._said("已去掉这份年度通知。")).failed(self.notice.refuse)

    def _keep(self, dialog: FormDialog, given: Values) -> None:
        opens, closes = date.fromisoformat(given["opens"]), date.fromisoformat(given["closes"])
        made = notices.Notice(given["rule"], int(given["year"]), opens, closes, given["source"])
        ticket = self._desk.do(notices.put, made)
        ticket.then(lambda _none: (dialog.done_with(), self._said("已登记, 按通知的日期提醒。"))).failed(dialog.refuse)

    def _said(self, text: str) -> None:
        self.notice.say("good", text)
        self.reload()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.notice)
        parts = (
            ("放假安排", "没有录入的年份按法定节日预估, 用到的地方都会写明。一般每年十一月公布下一年的。",
             (self.drop_button, self.paste_button), self.years),
            ("年度通知", "没有登记的, 只说“等通知”, 不催。", (self.remove_button, self.add_button), self.yearly),
        )  # fmt: skip
        for title, hint, buttons, table in parts:
            frame, inside = card(spacing=6)
            inside.setContentsMargins(16, 10, 1, 4)
            head = row(label(title, role="heading"), 0, *buttons)
            head.setContentsMargins(0, 0, 12, 0)
            inside.addLayout(head)
            inside.addWidget(label(hint, tone="muted", role="small", wrap=True))
            inside.addWidget(table)
            column.addWidget(frame, 1)

    def _show_years(self, found: list[YearLine]) -> None:
        self._years = {line.year: line for line in found}
        self.years.show_rows([_year(line) for line in found])
        self._dress()

    def _show_rules(self, found: list[tuple[str, str]]) -> None:
        self._yearly = found
        self._desk.ask(notices.notices).then(self._show_notices)

    def _show_notices(self, found: tuple[notices.Notice, ...]) -> None:
        names = dict(self._yearly)
        self.yearly.show_rows([
            PlainRow(n, (names.get(n.rule, n.rule), str(n.year), words.day(str(n.opens)), words.day(str(n.closes)), n.source))
            for n in found
        ])  # fmt: skip
        self._dress()

    def _dress(self, _key: object = None) -> None:
        chosen = self._years.get(self.years.key)
        self.drop_button.setEnabled(bool(chosen and chosen.since))
        self.remove_button.setEnabled(self.yearly.key is not None)


def _year(line: YearLine) -> PlainRow:
    if line.estimated:
        return PlainRow(line.year, (str(line.year), "还没有录入, 按法定节日预估", "", "", "预估"), ("text", "warn", "muted", "muted", "warn"))
    off = "、".join(_short(first) if first == last else f"{_short(first)}至{_short(last)}" for first, last in line.off)
    work = "、".join(_short(day) for day in line.work)
    document = f"{line.document} {line.number}".strip()
    return PlainRow(line.year, (str(line.year), off, work, document, line.source), ("text", "text", "text", "muted", "muted"))


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
