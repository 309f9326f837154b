"""Asks the rules what they remark on a form while it is typed, and shows it beside the fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from cadreapp.kernel.clock import Clock, civil
from cadreapp.kernel.shape import Problem, Values
from cadreapp.office.rule import hints
from ui.fields.base import is_empty
from ui.widgets.record_form import RecordForm
from ui.work.desk import Desk


class Hinter(QObject):
    """Follows `form.completeness`; `record_id` tells which record is edited. Only the newest answer is shown."""

    def __init__(self, desk: Desk, clock: Clock, form: RecordForm, record_id: Callable[[], str | None]) -> None:
        super().__init__(form)
        self._desk, self._clock, self._form, self._record_id = desk, clock, form, record_id
        self._asked: Values = {}
        self._number = 0
        self._stopped = False
        form.completeness.connect(self._look)

    def stop(self) -> None:
        """Show and ask nothing any more: the store is being locked."""
        self._stopped = True
        self._number += 1
        self._form.set_hints(())

    def _look(self) -> None:
        values = self._form.values()
        if self._stopped or values == self._asked:
            return
        self._asked = values
        self._number += 1
        number = self._number
        if all(map(is_empty, values.values())):
            self._form.set_hints(())
            return
        now = civil(self._clock).isoformat(timespec="minutes")
        ticket = self._desk.ask(hints.hints, self._form.shape.name, values, now, self._record_id())
        ticket.then(lambda found: self._show(number, found))

    def _show(self, number: int, found: tuple[Problem, ...]) -> None:
        if number == self._number:
            self._form.set_hints(replace(p, text=f"提示: {hints.said(p)}") for p in found)
