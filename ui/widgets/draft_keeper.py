"""Drafts of one editor: kept away from the window's thread, in order, and at once when the store is about to close."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QObject

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.shape import Values
from cadreapp.office.drafts import Draft, Typed, place_for, slot_of
from ui.work.desk import Desk


@dataclass
class _Place:
    """Where an editor keeps: `slot` is "" until the drafts' own thread, which knows what lies there, has chosen it."""

    type: str
    record: tuple[str, int] | None
    begun: Values
    slot: str


@dataclass(frozen=True)
class Lying:
    """What lies in the drafts: in the editor's own slot, and what `others` new records of the type there are, latest first."""

    draft: Draft | None
    others: tuple[Draft, ...]


class DraftKeeper(QObject):
    """Puts, finds and discards the draft of one slot ("talk:new", "talk:new:2", "talk:<id>") through one thread of its own."""

    def __init__(self, desk: Desk, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self.clock = desk, clock
        self._pool = ThreadPoolExecutor(1, "draft")
        self._place = _Place("", None, {}, "")

    def take(
        self, type_name: str, record: tuple[str, int] | None = None, *, slot: str = "", begun: Values | None = None
    ) -> None:
        """Choose the slot: that of a record (id, revision), the one named, or the first of a type's new records.

        With `begun` it is the slot of the draft that was begun with these values, else a free one ({}: a free one).
        """
        named = slot or ("" if begun is not None else slot_of(type_name, record[0] if record else None))
        self._place = _Place(type_name, record, dict(begun or {}), named)

    def put(self, values: Values, done: Callable[[bool], None]) -> None:
        """Keep `values`; `done` tells whether they are on the disk."""
        ticket = self._desk.start(self._pool, self._putting(values))
        ticket.then(lambda _none: done(True)).failed(lambda _error: done(False))

    def put_now(self, values: Values) -> None:
        """Keep `values` before returning: the store is about to close. Raises what the store raises."""
        self._pool.submit(self._putting(values)).result()

    def look(self, done: Callable[[Lying], None]) -> None:
        """Look what lies in the slot, and beside it."""
        drafts, place = self._desk.office.drafts, self._place

        def look() -> Lying:
            lying = drafts.all()
            slot = _settled(place, lying)
            beside = [d for d in lying if d.slot != slot and (d.type, d.record) == (place.type, None)]
            return Lying(next((d for d in lying if d.slot == slot), None), tuple(() if place.record else beside))

        self._desk.start(self._pool, look).then(done)

    def discard(self) -> None:
        """Forget the slot, after everything put before."""
        drafts, place = self._desk.office.drafts, self._place
        self._desk.start(self._pool, lambda: drafts.discard(_settled(place, drafts.all())))

    def close(self) -> None:
        """Let what is under way end."""
        self._pool.shutdown(wait=True)

    def _putting(self, values: Values) -> Callable[[], None]:
        drafts, place, clock = self._desk.office.drafts, self._place, self.clock

        def put() -> None:
            slot = place.slot or _settled(place, drafts.all())
            drafts.put(Typed(slot, place.type, values, place.record), clock)

        return put


def _settled(place: _Place, lying: list[Draft]) -> str:
    """Return the slot, chosen at the first need. Called in the drafts' thread alone: whatever was put before lies there."""
    place.slot = place.slot or place_for(place.type, place.begun, lying)
    return place.slot
