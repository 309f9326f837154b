"""Drafts of one editor: kept away from the window's thread, in order, and at once when the store is about to close."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.shape import Values
from cadreapp.office.drafts import Draft, Typed
from ui.work.desk import Desk


class DraftKeeper(QObject):
    """Puts, gets and discards the draft of one slot ("talk:new", "talk:<id>") through one thread of its own."""

    def __init__(self, desk: Desk, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self.clock = desk, clock
        self._pool = ThreadPoolExecutor(1, "draft")
        self._typed = Typed("", "", {})

    def take(self, type_name: str, record: tuple[str, int] | None) -> None:
        """Choose the slot: a new record of a type, or the record (id, revision)."""
        self._typed = Typed(slot_of(type_name, record[0] if record else None), type_name, {}, record)

    @property
    def slot(self) -> str:
        """The slot in use."""
        return self._typed.slot

    def put(self, values: Values, done: Callable[[bool], None]) -> None:
        """Keep `values`; `done` tells whether they are on the disk."""
        typed = Typed(self._typed.slot, self._typed.type, values, self._typed.record)
        drafts = self._desk.office.drafts
        ticket = self._desk.start(self._pool, lambda: drafts.put(typed, self.clock))
        ticket.then(lambda _none: done(True)).failed(lambda _error: done(False))

    def put_now(self, values: Values) -> None:
        """Keep `values` before returning: the store is about to close. Raises what the store raises."""
        typed = Typed(self._typed.slot, self._typed.type, values, self._typed.record)
        self._pool.submit(self._desk.office.drafts.put, typed, self.clock).result()

    def get(self, done: Callable[[Draft | None], None]) -> None:
        """Look whether the slot holds something."""
        drafts, slot = self._desk.office.drafts, self._typed.slot
        self._desk.start(self._pool, lambda: drafts.get(slot)).then(done)

    def discard(self) -> None:
        """Forget the slot, after everything put before."""
        drafts, slot = self._desk.office.drafts, self._typed.slot
        self._desk.start(self._pool, lambda: drafts.discard(slot))

    def close(self) -> None:
        """Let what is under way end."""
        self._pool.shutdown(wait=True)


def slot_of(type_name: str, record_id: str | None) -> str:
    """Return the name of an editor's slot."""
    return f"{type_name}:{record_id or 'new'}"
