"""How far a long job is, on one line: what is being done, a bar, and a way to stop it between two steps."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.widgets.parts import button, label, row
from ui.work.crew import Ticket

PHASES = {
    "count": "正在清点", "write": "正在写入", "check": "正在读回核对", "verify": "正在核验", "copy": "正在拷贝",
    "import": "正在收进本机", "list": "正在列出",
}  # fmt: skip
SCALE = 1000


class ProgressLine(QWidget):
    """Follows one ticket at a time and hides when none is under way.

    `ended` after the last handler of the ticket in hand, `stopped` before it when the ticket was cancelled.
    """

    ended = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticket: Ticket | None = None
        self._what = label("", tone="muted")
        self._what.setMinimumWidth(150)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, SCALE)
        self.cancel = button("停止", self.stop)
        self.setLayout(row(self._what, self.bar, self.cancel, spacing=12))
        self.setAccessibleName("进度")
        self.hide()

    @property
    def running(self) -> bool:
        """Whether a job is followed."""
        return self._ticket is not None

    def follow(self, ticket: Ticket, what: str) -> Ticket:
        """Show how far `ticket` is until it ends; its other handlers are the caller's."""
        self._ticket = ticket
        self._what.setText(what)
        self.bar.setValue(0)
        self.cancel.setEnabled(True)
        self.show()
        watcher = _Watcher(self, ticket)
        return ticket.step(watcher.step).always(watcher.end)

    def stop(self) -> None:
        """Ask the job to end at its next step."""
        if self._ticket is not None:
            self.cancel.setEnabled(False)
            self._what.setText("正在停下…")
            self._ticket.cancel()

    def tell(self, ticket: Ticket, step: Any) -> None:
        """Show a step. The core's long jobs report either a phase by its code or a sentence."""
        if ticket is self._ticket:
            self._what.setText(PHASES.get(getattr(step, "phase", ""), getattr(step, "what", "")) or self._what.text())
            self.bar.setValue(SCALE * step.done // step.total if step.total else 0)

    def finish(self, ticket: Ticket) -> None:
        """Forget a ticket, unless its own answer began the next one."""
        if ticket is not self._ticket:
            return
        self._ticket = None
        self.hide()
        if ticket.cancelled:
            self.stopped.emit()
        self.ended.emit()


class _Watcher(QObject):
    """Tells the line of which ticket a step came; dies with the line, and is then called no more."""

    def __init__(self, line: ProgressLine, ticket: Ticket) -> None:
        super().__init__(line)
        self._line, self._ticket = line, ticket

    def step(self, step: Any) -> None:
        self._line.tell(self._ticket, step)

    def end(self) -> None:
        self._line.finish(self._ticket)
        self.deleteLater()
