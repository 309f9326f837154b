"""核收, the second tab: choose bundles from below, see what was received, open its records, hand out receipts again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cadreapp.kernel.durable import write_whole
from cadreapp.office import reading
from cadreapp.office.bundles import arrivals, partners, receiving
from cadreapp.office.bundles.partners import PartnerView
from ui.dialogs.receive import ReceiveDialog
from ui.models.plain_rows import PlainRow, when
from ui.widgets.notice import Blank, Notice
from ui.widgets.parts import button, card, row
from ui.widgets.plain_table import PlainTable
from ui.work import words
from ui.work.desk import Desk


class ReceiveTab(QWidget):
    """`wants_record(id)` opens a received record; it is another unit's and can only be read."""

    wants_record = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._names: dict[str, str] = {}
        self.files_button = button("核收数据包", self.choose_files, kind="primary", icon="inbox")
        self.folder_button = button("核收一个文件夹", self.choose_folder, icon="folder-open")
        self.again_button = button("另存收讫回执", self.save_receipt, icon="download")
        self.slip_button = button("打印收讫回执", self.print_slip, icon="printer")
        self.notice = Notice(self)
        self.history = PlainTable(
            "已核收的数据包",
            (("时间", 175), ("报送单位", 0), ("编号", 76), ("记录", 76), ("退回", 76), ("收讫码", 200)),
        )
        self.records = PlainTable("这个单位报来的记录", (("类型", 130), ("记录", 0), ("日期", 140), ("状态", 110)))
        self.blank = Blank("inbox", "还没有核收过", "下级单位交来数据包 (*.cadre) 后, 在这里核验、逐条看、核收")
        self.history.moved.connect(self._chosen)
        self.records.opened.connect(lambda key: self.wants_record.emit(key))
        self._lay_out()

    def reload(self) -> None:
        """Ask for what was received."""
        self._desk.ask(partners.partners).then(self._know)
        self._desk.ask(receiving.received).then(self._show)

    def forget(self) -> None:
        """Drop everything shown."""
        self.history.show_rows(())
        self.records.show_rows(())
        self.notice.hide()

    def choose_files(self) -> None:
        """Ask for bundles and open them."""
        chosen, _kind = QFileDialog.getOpenFileNames(self, "核收数据包", "", "数据包 (*.cadre);;所有文件 (*)")
        if chosen:
            self.open_bundles([Path(name) for name in chosen])

    def choose_folder(self) -> None:
        """Ask for a folder and open every bundle in it."""
        chosen = QFileDialog.getExistingDirectory(self, "核收一个文件夹里的数据包")
        if not chosen:
            return
        found = sorted(Path(chosen).glob("*.cadre"))
        if found:
            self.open_bundles(found)
        else:
            self.notice.say("info", f"“{Path(chosen).name}”里没有数据包 (*.cadre)。")

    def open_bundles(self, paths: list[Path]) -> ReceiveDialog:
        """Verify bundles and let the officer judge them."""
        self.notice.hide()
        dialog = ReceiveDialog(self._desk, paths, self)
        dialog.received.connect(self.reload)
        dialog.open()
        return dialog

    def save_receipt(self) -> None:
        """Write the receipt of the chosen bundle once more, for a medium that was lost or write-protected."""
        received: Any = self.history.key
        if received is None:
            return
        name = f"{received.unit_name}-{received.sequence:04}.cadre{receiving.RECEIPT_SUFFIX}"
        chosen, _kind = QFileDialog.getSaveFileName(self, "另存收讫回执", name, f"收讫回执 (*{receiving.RECEIPT_SUFFIX})")
        if chosen:
            ticket = self._desk.call(write_whole, Path(chosen), received.receipt)
            ticket.then(lambda _none: self.notice.say("good", f"已存到 {chosen}")).failed(self.notice.refuse)

    def print_slip(self) -> None:
        """Show the receipt of the chosen bundle on paper, with the code to type in where no medium travels down."""
        received: Any = self.history.key
        if received is not None:
            # The PDF libraries: not while memory has its peak.
            from cadreapp.office.papers import slips
            from ui.dialogs.list_paper import SlipPreview

            key = (received.partner, received.digest)
            SlipPreview(self._desk, "收讫回执", lambda reader: slips.receipt_of(reader, *key), self).open()

    def _lay_out(self) -> None:
        self._cards: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(self.files_button, self.folder_button, 0, self.slip_button, self.again_button))
        column.addWidget(self.notice)
        for title, table, stretch in (("已核收", self.history, 2), ("这个单位报来的记录 (只读)", self.records, 3)):
            frame, inside = card(title, spacing=6)
            inside.setContentsMargins(16, 12, 1, 4)
            inside.addWidget(table)
            column.addWidget(frame, stretch)
            self._cards.append(frame)
        column.addWidget(self.blank, 1)

    def _know(self, found: list[PartnerView]) -> None:
        self._names = {p.fingerprint: p.name for p in found}

    def _show(self, found: list[Any]) -> None:
        self.history.show_rows([_received_row(r) for r in found])
        for frame in self._cards:
            frame.setVisible(bool(found))
        self.blank.setVisible(not found)
        if found and self.history.key is None:
            self.history.selectRow(0)

    def _chosen(self, received: Any) -> None:
        for part in (self.slip_button, self.again_button):
            part.setEnabled(received is not None)
        if received is None:
            self.records.show_rows(())
            return
        self._desk.ask(arrivals.held_from, received.partner).then(self._show_records)

    def _show_records(self, found: list[reading.Line]) -> None:
        titles = {shape.name: shape.title for shape in reading.types()}
        self.records.show_rows([
            PlainRow(
                line.id,
                (titles[line.type], line.title, words.day(line.day) if line.day else "", reading.STATES[line.state]),
                ("muted", "text", "muted", "muted"),
            )
            for line in found
        ])


def _received_row(r: Any) -> PlainRow:
    back = f"{r.returned} 条" if r.returned else "没有"
    cells = (when(r.at), r.unit_name, f"第 {r.sequence} 号", f"{r.records} 条", back, r.code)
    return PlainRow(r, cells, ("muted", "text", "muted", "muted", "warn" if r.returned else "muted", "muted"))
