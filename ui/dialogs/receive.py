"""核收: bundles are verified one after the other, judged record by record, then received; a bad one never stops the rest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.errors import AppError
from cadreapp.office.bundles import arrivals, receiving
from cadreapp.office.bundles.arrivals import Arrival, Standing
from cadreapp.office.door import Office
from ui.dialogs.receive_case import Case
from ui.dialogs.receive_pane import ArrivalsPane
from ui.dialogs.receive_reason import ContentsDialog, ReasonDialog
from ui.dialogs.sized import fit
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.widgets.progress_line import ProgressLine
from ui.work.desk import Desk

WIDTH, HEIGHT = 960, 660


class ReceiveDialog(QDialog):
    """Holds one Case per file. `received` after each bundle taken in."""

    received = Signal()

    def __init__(self, desk: Desk, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.cases = [Case(path) for path in paths]
        self._waiting: list[Case] = []
        self._closing = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("核收")
        self.setAccessibleName("核收")
        self.bundles = PlainTable("数据包", (("文件", 250), ("报送单位", 0), ("编号", 90), ("结果", 240)))
        self.bundles.moved.connect(self._show_case)
        self.notice = Notice(self)
        self.pane = ArrivalsPane()
        self.pane.wants_return.connect(self._ask_reason)
        self.pane.wants_contents.connect(self._show_contents)
        self.progress = ProgressLine(self)
        self.progress.stopped.connect(self._stopped)
        self.progress.ended.connect(self._ended)
        self.close_button = button("关闭", self.reject)
        self.receive_button = button("核收", self.receive, kind="primary")
        self._lay_out()
        self._show_bundles()
        self.bundles.selectRow(0)
        self._verify_next(list(self.cases))

    def receive(self) -> None:
        """Receive every bundle that may be received, one after the other."""
        self._waiting = [case for case in self.cases if case.is_ready]
        self._receive_next()

    def done(self, result: int) -> None:
        self._closing = True
        self._waiting = []
        self.progress.stop()
        super().done(result)

    # Verify, then list

    def _verify_next(self, waiting: list[Case]) -> None:
        if self._closing or not waiting:
            return
        case, *rest = waiting

        def fail(error: AppError) -> None:
            case.error = error
            self._judged(case, rest)

        def look(seen: receiving.Seen) -> None:
            case.seen = seen
            case.error = seen.judgement.fault()
            case.demo_refused = seen.verified.manifest.heading.demo and not cast(Office, self._desk.office).is_demo
            if case.error:
                self._judged(case, rest)
                return
            listing = self._desk.job(arrivals.arrivals, seen)
            self.progress.follow(listing, "正在列出").then(listed).failed(fail)

        def listed(found: arrivals.Arrivals) -> None:
            case.arrivals = found
            self._judged(case, rest)

        ticket = self._desk.job(receiving.verify, case.path)
        self.progress.follow(ticket, f"正在核验 {case.path.name}").then(look).failed(fail)
        self._dress()

    def _judged(self, case: Case, rest: list[Case]) -> None:
        self._show_bundles(case)
        self._verify_next(rest)

    # Receive

    def _receive_next(self) -> None:
        if self._closing or not self._waiting:
            return
        case = self._waiting.pop(0)

        def took(accepted: receiving.Accepted) -> None:
            case.accepted = accepted
            self._tell(case)
            self._show_bundles(case)
            self.received.emit()
            self._receive_next()

        def fail(error: AppError) -> None:
            case.error = error
            self._show_bundles(case)
            self._receive_next()

        ticket = self._desk.job(receiving.receive, case.path, case.returns)
        self.progress.follow(ticket, f"正在核收 {case.path.name}").then(took).failed(fail)
        self._dress()

    def _tell(self, case: Case) -> None:
        """Let open pages refresh: the job wrote through the office, not through the desk."""
        assert case.arrivals is not None, "it was listed before"
        ids: dict[str, set[str]] = {}
        for item in case.arrivals.items:
            ids.setdefault(item.type, set()).add(item.id)
        self._desk.announce(Changes(ids={name: frozenset(found) for name, found in ids.items()}))

    def _stopped(self) -> None:
        self._waiting = []
        for case in self.cases:
            if not case.arrivals and not case.error:
                case.stopped = True
        if not self._closing:
            self._show_bundles()

    def _ended(self) -> None:
        if not self._closing:
            self._dress()
            if any(case.accepted for case in self.cases):
                self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label("核收", role="heading"))
        column.addWidget(
            label("先核验、再逐条看, 要改的记录标上“退回补正”, 然后一起核收。一个包有问题不影响别的包。", tone="muted", wrap=True)
        )
        frame, inside = card()
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.bundles)
        column.addWidget(frame)
        column.addWidget(self.notice)
        column.addWidget(self.pane, 1)
        column.addWidget(self.progress)
        column.addLayout(row(0, self.close_button, self.receive_button))
        fit(self, WIDTH, HEIGHT)

    def _show_bundles(self, changed: Case | None = None) -> None:
        rows = [_bundle_row(at, case) for at, case in enumerate(self.cases)]
        if changed is None:
            self.bundles.show_rows(rows)
            self.bundles.fit_rows(4)
        else:
            at = self.cases.index(changed)
            self.bundles.rows.replace(at, rows[at])
        self._show_case(self.bundles.key)

    def _case(self) -> Case | None:
        at = self.bundles.key
        return self.cases[at] if at is not None else None

    def _show_case(self, at: int | None) -> None:
        case = self.cases[at] if at is not None else None
        self.notice.hide()
        self.pane.show_case(case)
        if case is None:
            return
        if case.error:
            self.notice.refuse(case.error)
        elif case.demo_refused:
            self.notice.say("bad", "这是演示数据, 不能当真的收。\n怎么办: 请对方用正式的数据库报送")
        elif case.accepted:
            self.notice.say("good", _accepted_text(case.accepted))

    def _dress(self) -> None:
        ready = sum(case.is_ready for case in self.cases)
        text = f"核收 {ready} 个数据包" if ready > 1 else "核收"
        self.receive_button.setText(text)
        self.receive_button.setAccessibleName(text)
        busy = self.progress.running
        self.receive_button.setEnabled(bool(ready) and not busy)
        self.pane.setEnabled(not busy)
        if ready and not busy:
            self.receive_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_reason(self, arrival: Arrival) -> None:
        case = self._case()
        if case is None or not case.is_ready or arrival.standing in (Standing.GONE, Standing.FOREIGN):
            return
        if arrival.id in case.returns:
            del case.returns[arrival.id]
            self._show_bundles(case)
            return

        def given(reason: str) -> None:
            case.returns[arrival.id] = reason
            self._show_bundles(case)

        dialog = ReasonDialog(arrival.title, "", self)
        dialog.given.connect(given)
        dialog.open()

    def _show_contents(self, arrival: Arrival) -> None:
        case = self._case()
        if case is not None and case.arrivals is not None and arrival.values:
            ContentsDialog(arrival, case.arrivals.names, self).open()


def _bundle_row(at: int, case: Case) -> PlainRow:
    text, tone = case.state
    return PlainRow(at, (case.path.name, case.unit, case.number, text), ("muted", "text", "muted", tone))


def _accepted_text(accepted: receiving.Accepted) -> str:
    notes = "".join(f"\n{notice}" for notice in accepted.notices)
    return f"收讫码: {accepted.code}　(可在电话里念给报送单位)\n收讫回执: {accepted.receipt}{notes}"
