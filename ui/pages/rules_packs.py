"""规则更新: which packs are in force, from whom; taking a signed file over and putting the former edition back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from cadreapp.kernel.durable import read_fault
from cadreapp.office.bundles import partners
from cadreapp.office.rule import update as rulesupdate
from cadreapp.office.rule.update import PackLine, Publisher, Update
from ui.dialogs.form_dialog import Plain
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row, scrolling
from ui.widgets.plain_table import PlainTable
from ui.work import words
from ui.work.desk import Desk

_KINDS = {"rules": "规则", "guides": "说明与提纲", "holidays": "放假安排"}


class UpdateDialog(Plain):
    """What a signed file would change, to be read before it is taken over."""

    agreed = Signal()

    def __init__(self, found: Update, parent: QWidget | None = None) -> None:
        text = f"{_KINDS[found.kind]}, 第 {found.version} 版, 数据截至 {found.as_of}; {found.publisher}发布, 签名核对无误。"
        super().__init__(f"装规则: {found.title}", text, parent)
        weighty = sum(change.weighty for change in found.changes)
        head = f"改动 {len(found.changes)} 处, 其中 {weighty} 处会影响结果:" if found.changes else "没有改动, 和现在用的一样。"
        self.column.addWidget(label(head, role="strong"))
        self.changes = label("\n".join(f"{'● ' if c.weighty else '· '}{c.text}" for c in found.changes), wrap=True)
        self.column.addWidget(scrolling(self.changes, "改动"), 1)
        self.column.addWidget(label("装上以后旧的一份留着, 可以退回。", tone="muted", role="small"))
        self.finish("装上")
        self.resize(680, 480)

    def submit(self) -> None:
        self.agreed.emit()
        self.accept()


class PacksTab(QWidget):
    """`changed` when other rules are in force than before."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._packs: dict[str, PackLine] = {}
        self.notice = Notice(self)
        self.install_button = button("装规则文件", self.choose, kind="primary", icon="download")
        self.back_button = button("退回上一版", self.put_back, icon="undo-2")
        heads = (("内容", 0), ("种类", 130), ("版本", 80), ("截至", 130), ("来自", 200), ("装于", 130), ("可退回", 90))
        self.table = PlainTable("在用的规则", heads)
        self.table.moved.connect(self._dress)
        self.publishers = PlainTable("可以发布规则的单位", (("单位", 0), ("指定于", 150), ("指纹", 420)))
        self.publishers.moved.connect(self._dress)
        self.units = QComboBox()
        self.units.setAccessibleName("已登记的单位")
        self.units.setMinimumWidth(240)
        self.trust_button = button("可以发布规则", self.trust)
        self.distrust_button = button("不再信任", self.distrust, kind="danger")
        self._lay_out()
        self._dress()

    def reload(self) -> None:
        """Ask what is in force and whom we trust."""
        self._desk.ask(rulesupdate.packs).then(self._show)
        self._desk.ask(rulesupdate.publishers).then(self._show_publishers)
        self._desk.ask(partners.partners).then(self._show_units)

    def forget(self) -> None:
        """Drop everything shown."""
        self._packs = {}
        for table in (self.table, self.publishers):
            table.show_rows(())
        self.units.clear()
        self.notice.hide()

    def choose(self) -> None:
        """Ask for a signed file."""
        kinds = "规则文件 (*.rules *.toml *.txt);;所有文件 (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, "装规则文件", "", kinds)
        if chosen:
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Check a file and show what it would change."""
        self.notice.hide()
        try:
            data = path.read_bytes()
        except OSError as error:
            self.notice.refuse(read_fault(error, path))
            return
        ticket = self._desk.ask(rulesupdate.look, data, path.name)
        ticket.then(lambda found: self._offer(found, data, path.name)).failed(self.notice.refuse)

    def put_back(self) -> None:
        """Put the edition before back in force."""
        chosen = self._packs.get(self.table.key)
        if chosen is not None:
            ticket = self._desk.do(rulesupdate.put_back, chosen.name)
            ticket.then(lambda _line: self._said(f"“{chosen.title}”已退回上一版。")).failed(self.notice.refuse)

    def trust(self) -> None:
        """Let the chosen unit publish rules for us."""
        mark = self.units.currentData()
        if mark:
            ticket = self._desk.do(rulesupdate.trust, mark)
            ticket.then(lambda one: self._said(f"“{one.name}”发布的规则可以装了。")).failed(self.notice.refuse)

    def distrust(self) -> None:
        """Take nothing more over from the chosen publisher."""
        chosen: Publisher | None = self.publishers.key
        if chosen is not None:
            ticket = self._desk.do(rulesupdate.distrust, chosen.fingerprint)
            ticket.then(lambda _none: self._said(f"不再装“{chosen.name}”发布的规则。")).failed(self.notice.refuse)

    def _offer(self, found: Update, data: bytes, name: str) -> None:
        dialog = UpdateDialog(found, self)

        def take() -> None:
            ticket = self._desk.do(rulesupdate.install, data, name)
            ticket.then(lambda _made: self._said(f"已装上“{found.title}”第 {found.version} 版。")).failed(self.notice.refuse)

        dialog.agreed.connect(take)
        dialog.open()

    def _said(self, text: str) -> None:
        self.notice.say("good", text)
        self.changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.notice)
        frame, inside = card(spacing=6)
        inside.setContentsMargins(16, 10, 1, 4)
        head = row(label("在用的规则", role="heading"), 0, self.back_button, self.install_button)
        head.setContentsMargins(0, 0, 12, 0)
        inside.addLayout(head)
        inside.addWidget(self.table)
        column.addWidget(frame, 3)
        frame, inside = card(spacing=6)
        inside.setContentsMargins(16, 10, 1, 4)
        head = row(label("可以发布规则的单位", role="heading"), 0, self.units, self.trust_button, self.distrust_button)
        head.setContentsMargins(0, 0, 12, 0)
        inside.addLayout(head)
        hint = "只装本单位自己签名的, 和这里指定的单位签名的。单位先在“报上级”里登记并电话核对。"
        inside.addWidget(label(hint, tone="muted", role="small", wrap=True))
        inside.addWidget(self.publishers)
        column.addWidget(frame, 2)

    def _show(self, found: list[PackLine]) -> None:
        self._packs = {p.name: p for p in found}
        self.table.show_rows([_row(p) for p in found])
        self._dress()

    def _show_publishers(self, found: list[Publisher]) -> None:
        self.publishers.show_rows([PlainRow(p, (p.name, words.day(p.since), p.fingerprint)) for p in found])
        self._dress()

    def _show_units(self, found: list[partners.PartnerView]) -> None:
        self.units.clear()
        for one in found:
            if not one.revoked_at:
                self.units.addItem(one.name, one.fingerprint)
        self.trust_button.setEnabled(self.units.count() > 0)

    def _dress(self, _key: object = None) -> None:
        chosen = self._packs.get(self.table.key)
        self.back_button.setEnabled(bool(chosen and chosen.former))
        self.distrust_button.setEnabled(self.publishers.key is not None)


def _row(p: PackLine) -> PlainRow:
    source = p.trouble or p.source
    cells = (p.title, _KINDS[p.kind], str(p.version), words.day(p.as_of), source, words.day(p.since), str(p.former or ""))
    return PlainRow(p.name, cells, ("text", "muted", "text", "muted", "bad" if p.trouble else "muted", "muted", "muted"))
