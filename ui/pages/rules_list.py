"""规则, the first tab: every rule with its value and its reason, and the unit's own number in its place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.shape import Choice, Family, Field, Kind, Shape, Values
from cadreapp.office.rule import lines as rulelines
from cadreapp.office.rule import overrides
from cadreapp.office.rule.lines import RuleLine
from ui.dialogs.form_dialog import FormDialog
from ui.fields.composing import Line
from ui.fields.setting import Setting
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.office_lookup import OfficeLookup
from ui.widgets.parts import button, card, label, row, scrolling
from ui.widgets.plain_table import PlainTable
from ui.work.desk import Desk

_NUMBER = Field("number", "改成多少", Kind.NUMBER)
_UNIT = Field("unit", "单位", Kind.CHOICE, choices=tuple(Choice(*pair) for pair in rulelines.UNITS), help="不选就不变")
_PER = Field("per", "周期", Kind.CHOICE, choices=tuple(Choice(*pair) for pair in rulelines.PERIODS), help="不选就不变")
_SHARE = Field("number", "改成多少", Kind.LINE, help="几分之几, 如 2/3、三分之二 或 80%")
_REST = (
    Field("source", "依据", Kind.LINE, help="哪份文件第几条"),
    Field("begins", "从哪一天起用", Kind.DAY, help="不写就一直"),
    Field("ends", "用到哪一天", Kind.DAY),
)
_TERM = Shape("override", "本单位自定", Family.ENTRY, (_NUMBER, _UNIT, *_REST))
_TIMES = Shape("override", "本单位自定", Family.ENTRY, (_NUMBER, _PER, *_REST))
_PEOPLE = Shape("override", "本单位自定", Family.ENTRY, (_NUMBER, *_REST))
_PART = Shape("override", "本单位自定", Family.ENTRY, (_SHARE, *_REST))


WHY_PX = 126
"""Six lines of reasons; more are scrolled to."""


class RulesTab(QWidget):
    """The list, what stands behind the chosen line, and the two buttons of the unit's own value."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._desk, self._clock = desk, clock
        self._lines: list[RuleLine] = []
        self._setting = Setting(OfficeLookup(desk, lambda *_: None), lambda: today(clock))
        self.notice = Notice(self)
        self.finder = Line(self)
        self.finder.setAccessibleName("在规则里找")
        self.finder.setPlaceholderText("编号、名称或文件")
        self.finder.textChanged.connect(lambda _text: self._list())
        heads = (("编号", 80), ("类别", 110), ("名称", 0), ("数值", 190), ("依据", 330), ("说明", 120))
        self.table = PlainTable("规则", heads)
        self.table.moved.connect(self._explain)
        self.why = label("", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.change_button = button("自定数值", self.change, icon="pencil")
        self.back_button = button("恢复原值", self.put_back, icon="undo-2")
        self._lay_out()
        self._explain(None)

    def reload(self) -> None:
        """Ask for the rules anew."""
        self._desk.ask(rulelines.lines, today(self._clock)).then(self._show)
        self._desk.ask(rulelines.troubles).then(self._warn)

    def forget(self) -> None:
        """Drop everything shown."""
        self._lines = []
        self.finder.clear()
        self.notice.hide()
        self._list()

    def change(self) -> FormDialog | None:
        """Ask for the unit's own number, and where it comes from."""
        chosen = self._chosen()
        if chosen is None:
            return None
        shape = _PART if chosen.share else _TERM if chosen.unit else _TIMES if chosen.per else _PEOPLE
        text = f"现在: {chosen.value}。自定的数值连同依据、由谁改、哪天改, 在用到它的地方都会写明。"
        values = {"number": chosen.share or chosen.number, "unit": chosen.unit or None, "per": chosen.per or None}
        dialog = FormDialog(
            f"自定数值: {chosen.id} {chosen.title}", text, shape, self._setting, values=values,
            must=("number", "source"), ok="存下", parent=self,
        )  # fmt: skip
        dialog.given.connect(lambda given: self._keep(dialog, chosen.id, given))
        dialog.open()
        return dialog

    def put_back(self) -> None:
        """Let the rule's own value count again."""
        chosen = self._chosen()
        if chosen is not None:
            ticket = self._desk.do(overrides.drop, chosen.id)
            ticket.then(lambda _none: self._said(f"{chosen.id} {chosen.title}已恢复原值。")).failed(self.notice.refuse)

    def _keep(self, dialog: FormDialog, rule_id: str, given: Values) -> None:
        days = {name: date.fromisoformat(given[name]) if given.get(name) else None for name in ("begins", "ends")}
        # A share is typed as a text, and the core says what is wrong with it.
        number = given["number"] if isinstance(given["number"], str) else int(given["number"])
        ticket = self._desk.do(
            overrides.override, rule_id, number, source=given["source"], measured=given.get("unit") or "",
            per=given.get("per") or "", **days,
        )
        begins = days["begins"] or today(self._clock)
        ticket.then(lambda _own: self._kept(dialog, rule_id, begins)).failed(dialog.refuse)

    def _kept(self, dialog: FormDialog, rule_id: str, begins: date) -> None:
        dialog.done_with()
        self._said("已存下, 从现在起按本单位自定的数值算。")
        warned = self._desk.ask(overrides.laxer, rule_id, begins)
        warned.then(lambda told: self.notice.say("warn", f"已存下。{told}") if told else None)

    def _said(self, text: str) -> None:
        self.notice.say("good", text)
        self.reload()

    def _warn(self, troubles: tuple[str, ...]) -> None:
        if troubles:
            self.notice.say("warn", "\n".join(("本单位的这些规则用不上了, 其余的照常:", *troubles)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        column.addLayout(row(self.finder, 0))
        self.finder.setMinimumWidth(320)
        column.addWidget(self.notice)
        frame, inside = card(spacing=6)
        inside.setContentsMargins(16, 8, 1, 4)
        inside.addWidget(self.table)
        column.addWidget(frame, 3)
        frame, inside = card(spacing=6)
        inside.setContentsMargins(20, 10, 16, 12)
        inside.addLayout(row(label("为什么", role="heading"), 0, self.change_button, self.back_button))
        why = scrolling(self.why, "为什么")
        why.setFixedHeight(WHY_PX)
        inside.addWidget(why)
        column.addWidget(frame)

    def _show(self, found: list[RuleLine]) -> None:
        self._lines = found
        self._list()

    def _list(self) -> None:
        wanted = self.finder.text().strip().casefold()
        shown = [x for x in self._lines if wanted in f"{x.id} {x.title} {x.source} {x.sort} {x.value}".casefold()]
        self.table.show_rows([_row(line) for line in shown])
        if shown and self.table.key is None:
            self.table.selectRow(0)
        self._explain(self.table.key)

    def _chosen(self) -> RuleLine | None:
        return next((line for line in self._lines if line.id == self.table.key), None)

    def _explain(self, _key: object) -> None:
        chosen = self._chosen()
        typed = self.finder.text().strip()
        told = f"没有编号、名称或文件里有“{typed}”的规则, 换个词再找。" if typed else "选一条规则, 看它说什么、依据哪一条、哪一年的版本。"
        self.why.setText("\n".join(chosen.why) if chosen else told)
        self.change_button.setEnabled(bool(chosen and (chosen.share or chosen.number is not None)))
        self.back_button.setEnabled(bool(chosen and chosen.own))


def _row(line: RuleLine) -> PlainRow:
    remark, tone = ("本单位自定", "accent") if line.own else ("仅供提示", "warn") if line.hint else ("", "muted")
    cells = (line.id, line.sort, line.title, line.value, line.source, remark)
    return PlainRow(line.id, cells, ("muted", "muted", "text", "text", "muted", tone))
