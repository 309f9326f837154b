"""What the workbench does about a duty: begin a record, fill in what answers it, put it off, say why it was not held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.shape import Values
from cadreapp.office import reading, record
from cadreapp.office.duty import listing as duties
from cadreapp.office.duty.item import NEW, OPEN, Act, Duty
from ui.dialogs.duty import DutyDialog, excuse_dialog, settle_dialog, snooze_dialog
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.year import YearDialog
from ui.fields.setting import Setting
from ui.widgets.due_card import DueCard
from ui.widgets.office_lookup import OfficeLookup
from ui.work.desk import Desk


class DutyActs(QObject):
    """Serves a `DueCard`. `wants_record(id)` and `wants_begun(type, values)` ask the window."""

    wants_record = Signal(str)
    wants_begun = Signal(str, object)

    def __init__(self, desk: Desk, clock: Clock, card: DueCard, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._clock, self._over = desk, clock, over
        lookup = OfficeLookup(desk, self._no_new, self)
        self._setting = Setting(lookup, lambda: today(clock))
        self._lookup = lookup
        card.acted.connect(self.act)
        card.asked_why.connect(self.tell)
        card.put_off.connect(self.snooze)
        card.woken.connect(lambda duty: desk.do(duties.unsnooze, duty.parts))
        card.excused.connect(self.excuse)
        card.settled.connect(self.settle)
        card.wants_year.connect(lambda: YearDialog(desk, clock, over).open())

    def act(self, act: Act) -> None:
        """Do what a line offers."""
        if act.do == NEW:
            self.wants_begun.emit(act.type, act.values)
        elif act.do == OPEN:
            self.wants_record.emit(act.record or "")
        else:
            self._desk.ask(reading.record, act.record).then(lambda view: self._fill(act, view))

    def tell(self, duty: Duty) -> None:
        """Show why a duty is owed."""
        dialog = DutyDialog(duty, today(self._clock), self._over)
        dialog.chosen.connect(self.act)
        dialog.open()

    def snooze(self, duty: Duty) -> None:
        """Ask until when a duty waits, and why."""
        dialog = snooze_dialog(duty, self._setting, self._over)
        self._ask(dialog, lambda v: self._desk.do(duties.snooze, duty.parts, v["until"], v["reason"] or ""))

    def excuse(self, duty: Duty) -> None:
        """Ask why something usual was not held."""
        dialog = excuse_dialog(duty, self._setting, self._over)
        self._ask(dialog, lambda v: self._desk.do(duties.excuse, duty.parts, v["reason"] or ""))

    def settle(self, older: Sequence[Duty]) -> None:
        """Ask how duties from before the store was made were dealt with."""
        dialog = settle_dialog(older, self._setting, self._over)
        keys = [duty.key for duty in older]
        self._ask(dialog, lambda v: self._desk.do(duties.settle, keys, v["reason"] or ""))

    def forget(self) -> None:
        """Drop the names that the lookups remember."""
        self._lookup.forget()

    def _fill(self, act: Act, view: reading.RecordView) -> None:
        """Ask for the few fields that answer a duty, and write them into the record or the row inside it."""
        shape = reading.shape(act.type)
        head, _, row_id = act.row.partition(".")
        rows = list(view.values.get(head) or []) if head else []
        place = next((n for n, row in enumerate(rows) if row["id"] == row_id), None)
        asked = shape[head].entry if head else shape
        if asked is None or head and place is None:
            self.wants_record.emit(view.id)
            return
        self._lookup.know(view.names)
        values = rows[place] if place is not None else view.values
        dialog = FormDialog(
            act.label, view.title, asked, self._setting, only=act.fields, values={n: values.get(n) for n in act.fields},
            must=act.fields[:1], ok="登记", parent=self._over,
        )  # fmt: skip

        def write(given: Values) -> Any:
            if place is None:
                return self._desk.do(record.save, view.id, given)
            changed = [{**row, **given} if n == place else row for n, row in enumerate(rows)]
            return self._desk.do(record.save, view.id, {head: changed})

        self._ask(dialog, write)

    def _ask(self, dialog: FormDialog, do: Any) -> None:
        dialog.given.connect(lambda values: do(values).then(dialog.done_with).failed(dialog.refuse))
        dialog.open()

    def _no_new(self, target: str, text: str, _done: Any) -> None:
        """A few fields answer a duty; who is missing from the register is added on its own page."""
        self.wants_begun.emit(target, {"name": text})
