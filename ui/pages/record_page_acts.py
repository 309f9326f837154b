"""What the buttons over a record do: one small dialog and one command each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cadreapp.kernel.clock import Clock, civil, today
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Shape, Values
from cadreapp.office import reading, recall, record
from cadreapp.office.papers import letters
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.paper_steps import ACTS, paper_dialog, step_dialog
from ui.dialogs.seal import amend_dialog, withdraw_dialog
from ui.fields.setting import Hit, Setting
from ui.widgets.timeline import stages_ahead
from ui.work.crew import Ticket
from ui.work.desk import Desk

PAPER = {act.code: act for act in ACTS}
PLAIN: dict[str, Callable[..., Any]] = {
    "remove": record.remove, "restore": record.restore, "drop": record.drop_amendment, "number": record.number,
}  # fmt: skip


class RecordActs(QObject):
    """Carries out an act on a record; `done(id)` when it is through, `amended(id)` when a next edition was begun, `made(id)`
    when another record was.

    `refused` carries the AppError of an act that has no dialog to show it in.
    """

    done = Signal(str)
    amended = Signal(str)
    made = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, clock: Clock, setting: Setting, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._clock, self._setting, self._over = desk, clock, setting, over

    def act(self, code: str, shape: Shape, view: reading.RecordView) -> None:
        """Do `code` (a button of the reader) to the record shown."""
        if code in PAPER:
            self._paper(code, shape, view)
        elif code == "step":
            self._step(shape, view)
        elif code == "withdraw":
            self._desk.ask(recall.out, view.id).then(lambda out: self._withdraw(view, out)).failed(self._refuse)
        elif code == "amend":
            dialog = amend_dialog(view.title, self._setting, self._over)
            self._ask(dialog, lambda v: self._desk.do(record.amend, view.id, v["reason"] or ""), self.amended, view.id)
        elif code.startswith("letter:"):
            ticket = self._desk.do(letters.begin, view.id, code.partition(":")[2])
            ticket.then(self.made.emit).failed(self._refuse)
        else:
            ticket = self._desk.do(PLAIN[code], view.id)
            ticket.then(lambda _none: self.done.emit(view.id)).failed(self._refuse)

    def create(self, target: str, text: str, done: Callable[[Hit], None]) -> None:
        """Let the person add what an editor looked for in vain, with the few fields such a record needs."""
        shape = next(s for s in reading.types() if s.name == target)
        names = [f.name for f in shape.fields if f.required or f.list_at is not None]
        first = next((n for n in ("name", "title", *names) if n in shape.by_name), names[0])
        dialog = FormDialog(
            f"新建{shape.title}", "先记下要紧的, 其余以后再补。", shape, self._setting,
            only=dict.fromkeys((first, *names)), values={first: text}, must=(first,), ok="新建", parent=self._over,
        )  # fmt: skip

        def given(values: Values) -> None:
            name = str(values.get(first) or "")

            def made(record_id: str) -> None:
                dialog.done_with()
                self._desk.ask(reading.suggest, (target,), name).then(lambda found: done(_hit(found, record_id, name)))

            filled = {key: value for key, value in values.items() if value is not None}
            self._desk.do(record.create, target, filled).then(made).failed(dialog.refuse)

        dialog.given.connect(given)
        dialog.open()

    def _paper(self, code: str, shape: Shape, view: reading.RecordView) -> None:
        before = reversed(view.values.get("paper") or [])
        pages = next((step["pages"] for step in before if step.get("pages")), None)
        values = {"at": civil(self._clock).isoformat(timespec="minutes"), "pages": pages}
        dialog = paper_dialog(PAPER[code], shape, self._setting, values, self._over)
        self._ask(dialog, lambda v: self._desk.do(record.paper, view.id, code, v), self.done, view.id)

    def _withdraw(self, view: reading.RecordView, out: tuple[str, ...]) -> None:
        dialog = withdraw_dialog(view.title, self._setting, self._over, out=out)
        self._ask(dialog, lambda v: self._desk.do(record.withdraw, view.id, v["reason"]), self.done, view.id)

    def _step(self, shape: Shape, view: reading.RecordView) -> None:
        ahead = stages_ahead(shape, view.values)
        values = {"stage": ahead[0] if ahead else None, "on": today(self._clock).isoformat()}
        dialog = step_dialog(shape, self._setting, values, self._over)

        def do(given: Values) -> Ticket:
            rest = {name: value for name, value in given.items() if name != "stage"}
            return self._desk.do(record.step, view.id, given["stage"], rest)

        self._ask(dialog, do, self.done, view.id)

    def _ask(self, dialog: FormDialog, do: Callable[[Values], Ticket], then: Any, record_id: str) -> None:
        def given(values: Values) -> None:
            do(values).then(dialog.done_with).then(lambda _result: then.emit(record_id)).failed(dialog.refuse)

        dialog.given.connect(given)
        dialog.open()

    def _refuse(self, error: AppError) -> None:
        self.refused.emit(error)


def judge_of(shape: Shape) -> Callable[[Values], tuple[Any, ...]]:
    """Return what tells a form of this type what sealing would still ask for."""
    return lambda values: reading.problems(shape.name, values)


def _hit(found: list[reading.Suggestion], record_id: str, name: str) -> Hit:
    chosen = next((s for s in found if s.id == record_id), None)
    return Hit(chosen.id, chosen.title, chosen.detail, chosen.unit, chosen.post) if chosen else Hit(record_id, name)
