"""体检: how well the store is, quickly or page by page."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cadreapp.office import health
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.widgets.progress_line import ProgressLine
from ui.work.desk import Desk


class HealthTab(QWidget):
    """Looks by itself the first time it is seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._looked = False
        self.quick_button = button("看一遍", self.look, kind="primary", icon="list-checks")
        self.full_button = button("逐页逐条核对", lambda: self.look(full=True), icon="shield-check")
        self.notice = Notice(self)
        self.progress = ProgressLine(self)
        self.progress.stopped.connect(self._stopped)
        self.progress.ended.connect(self._dress)
        self.table = PlainTable("体检结果", (("结果", 120), ("项目", 140), ("情况", 0)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(self.quick_button, self.full_button, 0))
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        frame, inside = card()
        inside.setContentsMargins(1, 4, 1, 4)
        inside.addWidget(self.table)
        column.addWidget(frame, 1)
        column.addWidget(label("逐页逐条核对会读完整个数据库、使用记录和附件, 记录多时要几分钟, 可以接着干别的。", tone="muted", role="small"))

    def look(self, *, full: bool = False) -> None:
        """Look at everything; `full` reads every page, entry and attachment."""
        self._looked = True
        self.notice.hide()
        ticket = self._desk.job(health.examine, full=full).then(self._show).failed(self.notice.refuse)
        self.progress.follow(ticket, "正在核对" if full else "正在看")
        self._dress()

    def forget(self) -> None:
        """Drop everything shown."""
        self.table.show_rows(())
        self.notice.hide()
        self._looked = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._looked:
            self.look()

    def _show(self, found: list[health.Finding]) -> None:
        self.table.show_rows([_row(f) for f in found])
        grave = [f.name for f in found if f.grave and not f.good]
        if grave:
            self.notice.say("bad", f"{'、'.join(grave)}有问题。\n怎么办: 先备份到U盘, 再核对备份、从完好的一份恢复")
        elif all(f.good for f in found):
            self.notice.say("good", "一切正常。")

    def _stopped(self) -> None:
        self.notice.say("info", "已停下, 没有核对完; 下面还是前一次的结果。")

    def _dress(self) -> None:
        free = not self.progress.running
        self.quick_button.setEnabled(free)
        self.full_button.setEnabled(free)


def _row(found: health.Finding) -> PlainRow:
    state, tone = ("正常", "good") if found.good else ("有问题", "bad") if found.grave else ("请看看", "warn")
    return PlainRow(found.name, (state, found.name, found.text), (tone, "text", "muted"))
