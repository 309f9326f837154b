"""备份: make one here or on a stick, see them all, prove one, go back to one."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cadreapp.kernel.clock import CHINA
from cadreapp.office import backups
from cadreapp.office.backups import BackupView
from cadreapp.office.door import Office
from ui.dialogs.restore import RestoreDialog
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.widgets.progress_line import ProgressLine
from ui.work import words
from ui.work.desk import Desk

REASONS = {"auto": "每天自动", "manual": "手工", "migration": "升级以前", "restore": "恢复以前"}


class BackupTab(QWidget):
    """`restore_requested(path)` asks the window to close the store, put the backup back, and open it again."""

    restore_requested = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.last = label("", tone="muted", wrap=True)
        self.now_button = button("现在备份", self.back_up, kind="primary", icon="save")
        self.stick_button = button("备份到U盘", self.choose_place, icon="usb")
        self.verify_button = button("核对这一份", self.verify, icon="shield-check")
        self.restore_button = button("恢复到这一份", self.restore, kind="danger", icon="rotate-ccw")
        self.notice = Notice(self)
        self.progress = ProgressLine(self)
        self.progress.stopped.connect(self._stopped)
        self.progress.ended.connect(self.reload)
        columns = (("时间", 220), ("缘由", 110), ("大小", 100), ("附件", 130), ("放在哪里", 0))
        self.table = PlainTable("所有备份", columns)
        self.table.moved.connect(lambda _view: self._dress())
        self._lay_out()
        self._dress()

    @property
    def _office(self) -> Office:
        return cast(Office, self._desk.office)

    def reload(self) -> None:
        """List the backups here and in the other places that are in reach."""
        self._desk.call(_listed, self._office).then(self._show).failed(self.notice.refuse)

    def forget(self) -> None:
        """Drop everything shown."""
        self.table.show_rows(())
        self.notice.hide()

    def choose_place(self) -> None:
        """Ask for a folder outside and back up into it."""
        chosen = QFileDialog.getExistingDirectory(self, "备份到U盘或别的地方")
        if chosen:
            self.back_up(Path(chosen))

    def back_up(self, place: Path | None = None) -> None:
        """Make a proven backup; the store stays in use."""
        self.notice.hide()
        ticket = self._desk.job(backups.make, place).then(self._made).failed(self.notice.refuse)
        self.progress.follow(ticket, "正在备份")
        self._dress()

    def verify(self) -> None:
        """Prove the chosen backup."""
        chosen: BackupView | None = self.table.key
        if chosen is None:
            return
        self.notice.hide()
        ticket = self._desk.run(backups.verify, chosen.path, self._office.opened.key)
        ticket.then(lambda _found: self._proven(chosen)).failed(self.notice.refuse)
        self.progress.follow(ticket, "正在核对")
        self._dress()

    def restore(self) -> None:
        """Ask, then hand the chosen backup to the window."""
        chosen: BackupView | None = self.table.key
        if chosen is None:
            return
        dialog = RestoreDialog(_made_at(chosen), self)
        dialog.agreed.connect(lambda: self.restore_requested.emit(chosen.path))
        dialog.open()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(self.now_button, self.stick_button, 0, self.verify_button, self.restore_button))
        column.addWidget(self.last)
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        frame, inside = card()
        inside.setContentsMargins(1, 4, 1, 4)
        inside.addWidget(self.table)
        column.addWidget(frame, 1)
        hint = "备份和数据夹一样是加密的, 用同一个口令或恢复码打开。至少留一份在别处: 电脑坏了, 本机的备份也就没有了。"
        column.addWidget(label(hint, tone="muted", role="small", wrap=True))

    def _show(self, found: list[BackupView]) -> None:
        self.table.show_rows([_row(view, self._office.folder.backups) for view in found])
        if found and self.table.key is None:
            self.table.selectRow(0)
        auto = next((v for v in found if v.reason == "auto"), None)
        outside = next((v for v in found if v.path.parent != self._office.folder.backups), None)
        said = f"最近一次自动备份: {_made_at(auto)}。" if auto else "还没有自动备份; 每天第一次用的时候会自动做一份。"
        away = f"最近一次备份到别处: {_made_at(outside)}。" if outside else "还没有备份到别处。"
        self.last.setText(f"{said}　{away}")
        self._dress()

    def _made(self, made: Any) -> None:
        self.notice.say("good", f"已备份, 并重新打开核对过: {made.path}")

    def _proven(self, chosen: BackupView) -> None:
        self.notice.say("good", f"{_made_at(chosen)} 的备份完好, 逐页核对过。")

    def _stopped(self) -> None:
        self.notice.say("info", "已停下, 没有留下半份备份。")

    def _dress(self) -> None:
        free, chosen = not self.progress.running, self.table.key is not None
        for part in (self.now_button, self.stick_button):
            part.setEnabled(free)
        for part in (self.verify_button, self.restore_button):
            part.setEnabled(free and chosen)


def _listed(office: Office) -> list[BackupView]:
    return backups.listed(office.folder.root, *backups.places(office))


def _made_at(view: BackupView) -> str:
    return words.moment(view.made.astimezone(CHINA))


def _row(view: BackupView, here: Path) -> PlainRow:
    files = f"{view.attachments} 件, 缺 {view.missing}" if view.missing else f"{view.attachments} 件"
    where = "本机" if view.path.parent == here else str(view.path.parent)
    cells = (_made_at(view), REASONS.get(view.reason, view.reason), words.size(view.size), files, where)
    return PlainRow(view, cells, ("text", "muted", "muted", "bad" if view.missing else "muted", "muted"))
