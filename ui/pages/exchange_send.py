"""报上级, the first tab: send, take receipts, see what came back for correction and what was sent so far."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock
from cadreapp.office.bundles import partners, receiving, sending
from cadreapp.office.bundles.partners import PartnerView
from ui.dialogs.receipt_code import ReceiptCodeDialog
from ui.dialogs.send import SendDialog
from ui.models.plain_rows import PlainRow, when
from ui.widgets.notice import Blank, Notice
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.work.desk import Desk


class SendTab(QWidget):
    """`wants_record(id)` opens a returned record, `wants_partner` leads to enrolling the upper level."""

    wants_record = Signal(str)
    wants_partner = Signal()

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._desk, self._clock = desk, clock
        self._partners: list[PartnerView] = []
        self.send_button = button("报上级", self.send, kind="primary", icon="send")
        self.take_button = button("取回收讫回执", self.choose_receipt, icon="inbox")
        self.code_button = button("核对收讫码", self.check_code, icon="key-round")
        self.notice = Notice(self)
        self.returned = PlainTable("退回补正的记录", (("记录", 0), ("谁退回的", 200), ("退回原因", 300)))
        self.returned.opened.connect(lambda key: self.wants_record.emit(key))
        self.history = PlainTable(
            "已报出的数据包", (("时间", 175), ("报给", 0), ("编号", 76), ("记录", 76), ("文件", 190), ("回执", 120))
        )
        self.blank = Blank("send", "还没有报过", "先登记上级单位的身份文件, 再点“报上级”")
        self.enrol_button = button("去登记上级单位", self.wants_partner.emit)
        self.slip_button = button("打印交接单", self.print_slip, icon="printer")
        self.history.moved.connect(lambda key: self.slip_button.setEnabled(key is not None))
        self._lay_out()

    def reload(self) -> None:
        """Ask for partners, returned records and what was sent."""
        self._desk.ask(partners.partners).then(self._show_partners)
        self._desk.ask(sending.returned).then(self._show_returned)

    def forget(self) -> None:
        """Drop everything shown."""
        self._partners = []
        self.returned.show_rows(())
        self.history.show_rows(())
        self.notice.hide()

    def send(self) -> SendDialog:
        """Open the dialog that leads to a written bundle."""
        able = [p for p in self._partners if not p.revoked_at]
        dialog = SendDialog(self._desk, self._clock, able, self)
        dialog.written.connect(self._sent)
        dialog.open()
        return dialog

    def choose_receipt(self) -> None:
        """Ask for the receipt's file and take it."""
        kinds = f"收讫回执 (*{receiving.RECEIPT_SUFFIX} *.txt);;所有文件 (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, "取回收讫回执", "", kinds)
        if chosen:
            self.take_receipt(Path(chosen))

    def take_receipt(self, path: Path) -> None:
        """Take a receipt: the next bundle goes on from there."""
        self.notice.hide()

        def take(data: bytes) -> None:
            self._desk.do(receiving.take_receipt, data).then(self._taken).failed(self.notice.refuse)

        self._desk.call(receiving.read_receipt, path).then(take).failed(self.notice.refuse)

    def check_code(self) -> None:
        """Compare a code that was read out."""
        ReceiptCodeDialog(self._desk, self).open()

    def print_slip(self) -> None:
        """Show the paper that goes with the chosen bundle."""
        if self.history.key is not None:
            # The PDF libraries: not while memory has its peak.
            from cadreapp.office.papers import slips
            from ui.dialogs.list_paper import SlipPreview

            partner, digest = self.history.key
            SlipPreview(self._desk, "数据包交接单", lambda reader: slips.handover_of(reader, partner, digest), self).open()

    def _lay_out(self) -> None:
        self._returned_card, inside = card("退回补正: 改好定稿后, 下次报上级会再报", spacing=6)
        inside.setContentsMargins(16, 12, 1, 4)
        inside.addWidget(self.returned)
        self._history_card, inside = card(spacing=6)
        inside.setContentsMargins(16, 12, 1, 4)
        head = row(label("已报出", role="heading"), 0, self.slip_button)
        head.setContentsMargins(0, 0, 12, 0)
        inside.addLayout(head)
        inside.addWidget(self.history)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(self.send_button, self.take_button, self.code_button, 0, self.enrol_button))
        column.addWidget(self.notice)
        column.addWidget(self._returned_card)
        column.addWidget(self._history_card, 1)
        column.addWidget(self.blank, 1)
        column.addWidget(label("数据包已加密并签名, 只有报给的单位能打开; 编号接连不断, 丢一个介质不会丢内容。", tone="muted", role="small"))
        self._returned_card.hide()
        self._history_card.hide()

    def _show_partners(self, found: list[PartnerView]) -> None:
        self._partners = found
        able = any(not p.revoked_at for p in found)
        self.send_button.setEnabled(able)
        self.enrol_button.setVisible(not able)
        # The names come first: what was sent is told with them.
        self._desk.ask(sending.sent).then(self._show_sent)

    def _show_returned(self, found: list[Any]) -> None:
        rows = [PlainRow(r.record, (r.title, r.partner, r.reason), ("text", "muted", "warn")) for r in found]
        self.returned.show_rows(rows)
        self.returned.fit_rows(5)
        self._returned_card.setVisible(bool(rows))

    def _show_sent(self, found: list[Any]) -> None:
        names = {p.fingerprint: p.name for p in self._partners}
        self.history.show_rows([_sent_row(row, names) for row in found])
        if found and self.history.key is None:
            self.history.selectRow(0)
        self._history_card.setVisible(bool(found))
        self.blank.setVisible(not found)
        self.take_button.setEnabled(bool(found))
        self.code_button.setEnabled(bool(found))

    def _sent(self) -> None:
        self.notice.hide()
        self.reload()

    def _taken(self, taken: receiving.ReceiptTaken) -> None:
        back = f", 退回补正 {len(taken.returned)} 条, 在下面逐条打开来改" if taken.returned else ", 没有退回"
        notes = "".join(f"\n{notice}" for notice in taken.notices)
        tone = "warn" if taken.returned else "good"
        self.notice.say(tone, f"{taken.partner} 已收第 {taken.sequence} 号: 收下 {taken.accepted} 条{back}。{notes}")
        self.reload()


def _sent_row(sent: Any, names: dict[str, str]) -> PlainRow:
    at = sent.receipt_at
    answered = f"{int(at[5:7])}月{int(at[8:10])}日收到" if at else "等回执"
    to, number = names.get(sent.partner, sent.partner), f"第 {sent.sequence} 号"
    cells = (when(sent.at), to, number, f"{sent.records} 条", sent.file, answered)
    tones = ("muted", "text", "muted", "muted", "muted", "good" if sent.receipt_at else "warn")
    return PlainRow((sent.partner, sent.digest), cells, tones)
