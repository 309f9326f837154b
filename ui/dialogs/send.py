"""报上级 in three faces: what is wished, what would go and about whom, and the file that lies written and checked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.errors import AppError
from cadreapp.office.bundles import sending
from cadreapp.office.bundles.partners import PartnerView
from ui.dialogs.send_faces import DoneFace, PlanFace, WishFace
from ui.dialogs.sized import fit
from ui.widgets.notice import Notice
from ui.widgets.parts import button, row
from ui.widgets.progress_line import ProgressLine
from ui.work.desk import Desk

WIDTH, HEIGHT = 860, 640


class SendDialog(QDialog):
    """Leads from the wish to the written file; `written` once it lies there."""

    written = Signal()

    def __init__(self, desk: Desk, clock: Clock, partners: list[PartnerView], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._clock = desk, clock
        self._plan: sending.Plan | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("报上级")
        self.setAccessibleName("报上级")
        self.wish = WishFace(partners, lambda: today(clock))
        self.plan = PlanFace()
        self.done_face = DoneFace()
        self.faces = QStackedWidget()
        for face in (self.wish, self.plan, self.done_face):
            self.faces.addWidget(face)
        self.notice = Notice(self)
        self.progress = ProgressLine(self)
        self.progress.stopped.connect(self._stopped)
        self.progress.ended.connect(self._dress)
        self.back_button = button("上一步", self.back)
        self.close_button = button("取消", self.reject)
        self.next_button = button("看看会报什么", self.go_on, kind="primary")
        self.wish.changed.connect(self._dress)
        self._lay_out()
        self._dress()

    def go_on(self) -> None:
        """Take the step that the main button names."""
        if self.faces.currentWidget() is self.wish:
            self._ask_plan()
        elif self.faces.currentWidget() is self.plan:
            self.choose_place()
        else:
            self.accept()

    def back(self) -> None:
        """Return to the wish."""
        self.notice.hide()
        self.faces.setCurrentWidget(self.wish)
        self._dress()

    def choose_place(self) -> None:
        """Ask where the file shall lie and write it."""
        assert self._plan is not None, "the plan is in front"
        chosen, _kind = QFileDialog.getSaveFileName(self, "数据包写到哪里", self._plan.file_name, "数据包 (*.cadre)")
        if chosen:
            self.write(Path(chosen))

    def write(self, target: Path) -> None:
        """Write the bundle: sealed, flushed, read back and compared."""
        self.notice.hide()
        ticket = self._desk.job(sending.send, self._plan, target)
        ticket.then(self._written).failed(self._refused)
        self.progress.follow(ticket, "正在准备")
        self._dress()

    def done(self, result: int) -> None:
        self.progress.stop()
        super().done(result)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self.faces, 1)
        column.addWidget(self.notice)
        column.addWidget(self.progress)
        column.addLayout(row(self.back_button, 0, self.close_button, self.next_button))
        fit(self, WIDTH, HEIGHT)

    def _dress(self) -> None:
        face, busy = self.faces.currentWidget(), self.progress.running
        self.back_button.setVisible(face is self.plan)
        self.close_button.setVisible(face is not self.done_face)
        text, ready = {
            self.wish: ("看看会报什么", self.wish.is_ready),
            self.plan: ("选位置, 写出数据包", self._plan is not None and self.plan.has_something),
            self.done_face: ("好", True),
        }[face]
        self.next_button.setText(text)
        self.next_button.setAccessibleName(text)
        self.next_button.setEnabled(ready and not busy)
        self.back_button.setEnabled(not busy)
        if face is self.done_face and not busy:
            self.next_button.setFocus()

    def _ask_plan(self) -> None:
        self.notice.hide()
        if problem := self.wish.problem():
            self.notice.say("warn", problem)
            return
        self.next_button.setEnabled(False)
        self._desk.ask(sending.plan, self.wish.wish(), self._clock).then(self._planned).failed(self._refused)

    def _planned(self, plan: sending.Plan) -> None:
        self._plan = plan
        self.plan.show_plan(plan)
        self.faces.setCurrentWidget(self.plan)
        self._dress()
        self.next_button.setFocus()

    def _written(self, dispatch: sending.Dispatch) -> None:
        self.done_face.show_dispatch(dispatch)
        self.faces.setCurrentWidget(self.done_face)
        self.written.emit()

    def _refused(self, error: AppError) -> None:
        self.notice.refuse(error)
        self._dress()

    def _stopped(self) -> None:
        if self.isVisible():
            self.notice.say("info", "已停下, 没有留下文件。")
