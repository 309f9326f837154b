"""身份与单位, the third tab: who we are to others, and whom we trust."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QVBoxLayout, QWidget

from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.office.bundles import partners, receiving
from cadreapp.office.bundles.partners import PartnerView
from ui.dialogs.partner import AddPartnerDialog, RevokeDialog
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.work import words
from ui.work.desk import Desk


class PartnersTab(QWidget):
    """`changed` when a unit was enrolled or revoked."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.name = label("", role="strong")
        self.proof = label("", role="code")
        self.proof.setMinimumHeight(34)
        self.fingerprint = label("", tone="muted")
        for part in (self.proof, self.fingerprint):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.export_button = button("导出身份文件", self.export, icon="download")
        self.add_button = button("登记单位", self.choose, kind="primary", icon="plus")
        self.revoke_button = button("停用", self.revoke, kind="danger", icon="ban")
        self.notice = Notice(self)
        self.table = PlainTable(
            "已登记的单位", (("单位", 0), ("核对码", 210), ("登记日期", 140), ("状态", 90), ("指纹", 300))
        )
        self.table.moved.connect(self._dress)
        self._lay_out()
        self._dress(None)

    def reload(self) -> None:
        """Ask who we are and whom we know."""
        self._desk.ask(partners.own).then(self._show_own)
        self._desk.ask(partners.partners).then(self._show)

    def forget(self) -> None:
        """Drop everything shown."""
        self.table.show_rows(())
        for part in (self.name, self.proof, self.fingerprint):
            part.setText("")
        self.notice.hide()

    def export(self) -> None:
        """Ask where to and write our identity file, to be handed to the upper level."""
        chosen, _kind = QFileDialog.getSaveFileName(self, "导出身份文件", f"{self.name.text()}.pub", "身份文件 (*.pub)")
        if not chosen:
            return
        path = Path(chosen)

        def write(text: str) -> None:
            ticket = self._desk.call(write_whole, path, text.encode())
            said = f"已存到 {path}。把它交给上级登记; 对方会打电话来比对核对码。"
            ticket.then(lambda _none: self.notice.say("good", said)).failed(self.notice.refuse)

        self._desk.ask(partners.own_file).then(write)

    def choose(self) -> None:
        """Ask for a unit's identity file."""
        chosen, _kind = QFileDialog.getOpenFileName(self, "登记单位: 选它的身份文件", "", "身份文件 (*.pub *.txt);;所有文件 (*)")
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> AddPartnerDialog | None:
        """Show who a file speaks of; None when it is no such file, which is said."""
        self.notice.hide()
        try:
            dialog = AddPartnerDialog(self._desk, path, receiving.read_receipt(path), self)
        except AppError as error:
            self.notice.refuse(error)
            return None
        dialog.added.connect(self._changed)
        dialog.open()
        return dialog

    def revoke(self) -> None:
        """Ask, then trust the chosen unit no longer."""
        chosen: PartnerView | None = self.table.key
        if chosen is None:
            return
        dialog = RevokeDialog(chosen.name, self)

        def go() -> None:
            ticket = self._desk.do(partners.revoke_partner, chosen.fingerprint)
            ticket.then(self._changed).failed(self.notice.refuse)

        dialog.agreed.connect(go)
        dialog.open()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        frame, inside = card("本单位身份", spacing=8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for at, (caption, part) in enumerate((("单位", self.name), ("核对码", self.proof), ("指纹", self.fingerprint))):
            grid.addWidget(label(caption, tone="muted"), at, 0)
            grid.addWidget(part, at, 1)
        grid.setColumnStretch(1, 1)
        inside.addLayout(grid)
        inside.addLayout(row(self.export_button, label("对方登记时会打电话来, 把核对码念给他听。", tone="muted"), 0, spacing=12))
        column.addWidget(frame)
        column.addWidget(self.notice)
        frame, inside = card(spacing=6)
        inside.setContentsMargins(16, 10, 1, 4)
        head = row(label("已登记的单位", role="heading"), 0, self.revoke_button, self.add_button)
        head.setContentsMargins(0, 0, 12, 0)
        inside.addLayout(head)
        inside.addWidget(self.table)
        column.addWidget(frame, 1)

    def _show_own(self, own: PartnerView) -> None:
        self.name.setText(own.name)
        self.proof.setText(own.proof)
        self.proof.setAccessibleName(f"核对码 {own.proof}")
        self.fingerprint.setText(own.fingerprint)

    def _show(self, found: list[PartnerView]) -> None:
        self.table.show_rows([_row(p) for p in found])
        self._dress(self.table.key)

    def _changed(self, _what: object = None) -> None:
        self.reload()
        self.changed.emit()

    def _dress(self, chosen: PartnerView | None) -> None:
        self.revoke_button.setEnabled(chosen is not None and not chosen.revoked_at)


def _row(p: PartnerView) -> PlainRow:
    state, tone = ("已停用", "bad") if p.revoked_at else ("可往来", "good")
    cells = (p.name, p.proof, words.day(p.added_at), state, p.fingerprint)
    return PlainRow(p, cells, ("text", "muted", "muted", tone, "muted"))
