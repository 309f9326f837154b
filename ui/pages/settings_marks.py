"""纸上的标志: the code in the foot of papers, and 秘密★, which is off and asks for what the law asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QFrame

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.shape import Family, Field, Kind, Shape, Values
from ui.dialogs.form_dialog import FormDialog
from ui.fields.setting import Setting
from ui.models.plain_rows import PlainRow, when
from ui.widgets.notice import Notice
from ui.widgets.office_lookup import OfficeLookup
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.work.desk import Desk

if TYPE_CHECKING:
    from cadreapp.office.papers.secrecy import Registration

CODE = "定稿的纸, 页脚角上印二维码和 16 位验真码 (不在签名旁; 关了就不能验真)"
OFF = "没有启用。不属于国家秘密的, 不得作出国家秘密标志 (保密法第二十二条); 一般用“内部”。"
_MUST = ("decider", "basis", "years", "machine", "understood")
_SHAPE = Shape("secrecy", "国家秘密标志", Family.ENTRY, (
    Field("decider", "定密责任人", Kind.LINE, help="审核批准的人, 姓名职务"),
    Field("basis", "定密依据", Kind.LINE, help="事项范围条目, 或文号"),
    Field("years", "保密期限 (年)", Kind.NUMBER, help="1 到 10"),
    Field("machine", "本机的涉密机编号", Kind.LINE, help="涉密台账上的编号"),
    Field("understood", "已阅第三十一条, 确认本机是登记的涉密机", Kind.FLAG),
))  # fmt: skip


class MarksCard(QFrame):
    """Both are settings of the unit and stand in its log; what was switched off stays in the list of registrations."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._desk = desk
        self._setting = Setting(OfficeLookup(desk, lambda *_: None), lambda: today(clock))
        self.notice = Notice(self)
        self.code = QCheckBox(CODE)
        self.code.clicked.connect(self._switch)
        self.standing = label(OFF, wrap=True)
        self.allow_button = button("启用“秘密★”…", self.ask)
        self.stop_button = button("停用", self.stop)
        heads = (("标志", 110), ("定密责任人", 130), ("定密依据", 0), ("涉密机编号", 140), ("启用", 210), ("停用", 170))
        self.table = PlainTable("国家秘密标志的历次登记", heads)
        frame, inside = card("纸上的标志", spacing=8)
        inside.addWidget(self.notice)
        inside.addWidget(self.code)
        inside.addLayout(row(label("国家秘密标志", role="strong"), self.allow_button, self.stop_button, 0))
        inside.addWidget(self.standing)
        inside.addWidget(self.table)
        outer = row(frame)
        outer.setContentsMargins(0, 0, 0, 0)
        self.setLayout(outer)
        self._show(())

    def reload(self) -> None:
        """Ask whether papers carry the code, and for every registration of the marking."""
        self._desk.ask(_code).then(self.code.setChecked)
        self._desk.ask(_registrations).then(self._show)

    def forget(self) -> None:
        """Drop everything shown."""
        self._show(())
        self.notice.hide()

    def ask(self) -> FormDialog:
        """Show what article 31 says and ask for all that the marking has to rest on."""
        from cadreapp.office.papers.secrecy import ARTICLE_31  # with the forms: not while a passphrase is typed

        dialog = FormDialog("启用国家秘密标志“秘密★”", ARTICLE_31, _SHAPE, self._setting, must=_MUST, ok="启用", parent=self)
        dialog.given.connect(lambda values: self._allow(dialog, values))
        dialog.open()
        return dialog

    def stop(self) -> None:
        """Switch the marking off; its registration stays."""
        ticket = self._desk.do(stop_secret)
        ticket.then(lambda _none: self._said("已停用, 以前的登记还在。")).failed(self.notice.refuse)

    def _allow(self, dialog: FormDialog, values: Values) -> None:
        def done(_none: object) -> None:
            dialog.done_with()
            self._said("已启用。记录里“标识”选“秘密★”的, 打印时印上密级和期限。")

        self._desk.do(allow_secret, values).then(done).failed(dialog.refuse)

    def _switch(self, on: bool) -> None:
        text = "以后定稿的纸都印验真码。" if on else "以后的纸不印验真码; 以前印过的照样能验。"
        self._desk.do(switch, on).then(lambda _none: self._said(text)).failed(self.notice.refuse)

    def _said(self, text: str) -> None:
        self.notice.say("good", text)
        self.reload()

    def _show(self, found: tuple[Registration, ...]) -> None:
        now = next((one for one in found if not one.until), None)
        self.standing.setText(f"已启用“{now.marking}”: {now.decider}定, 依据 {now.basis}, 本机 {now.machine}。" if now else OFF)
        self.allow_button.setText("改登记…" if now else "启用“秘密★”…")
        self.allow_button.setAccessibleName("改国家秘密标志的登记" if now else "启用国家秘密标志")
        self.stop_button.setVisible(now is not None)
        self.table.show_rows([_row(one) for one in found])
        self.table.fit_rows(4)
        self.table.setVisible(bool(found))


def _row(one: Registration) -> PlainRow:
    until = when(one.until) if one.until else "在用"
    return PlainRow(one.since, (one.marking, one.decider, one.basis, one.machine, f"{when(one.since)} {one.by}", until),
                    ("text", "text", "muted", "muted", "muted", "muted" if one.until else "warn"))


# These load the PDF writer: by the thread that asks, not while a passphrase is typed. Named as the journal names the acts.
def _code(reader: Any) -> bool:
    from cadreapp.office.papers import genuine

    return genuine.is_on(reader)


def _registrations(reader: Any) -> tuple[Registration, ...]:
    from cadreapp.office.papers import secrecy

    return secrecy.registrations(reader)


def switch(unit: Any, on: bool) -> None:
    """Let papers carry the code, or not."""
    from cadreapp.office.papers import genuine

    genuine.switch(unit, on)


def allow_secret(unit: Any, values: Values) -> None:
    """Allow the marking on what was filled in."""
    from cadreapp.office.papers.secrecy import Secrecy
    from cadreapp.office.papers.secrecy import allow_secret as allow

    decider, basis, machine = (str(values[name] or "") for name in ("decider", "basis", "machine"))
    allow(unit, Secrecy(decider, basis, int(values["years"] or 0), machine, understood=bool(values["understood"])))


def stop_secret(unit: Any) -> None:
    """Switch the marking off."""
    from cadreapp.office.papers import secrecy

    secrecy.stop_secret(unit)
