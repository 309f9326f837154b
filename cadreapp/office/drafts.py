"""What is being typed, kept beside the records: one desk for all threads, so that saving a draft never waits for a job."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.shape import Values
from cadreapp.store.drafts import Draft, Drafts, draft


@dataclass(frozen=True)
class Typed:
    """What an editor hands over: its slot, the type, the record and the revision it started from (None when new)."""

    slot: str
    type: str
    values: Values
    record: tuple[str, int] | None = None


def slot_of(type_name: str, record_id: str | None = None, number: int = 1) -> str:
    """Return the slot of a record's editor, or that of the `number`-th new record of a type."""
    return f"{type_name}:{record_id or 'new'}" + (f":{number}" if number > 1 and record_id is None else "")


def place_for(type_name: str, begun: Values, lying: Collection[Draft]) -> str:
    """Return the slot for a new record begun with `begun`: that of the draft which still holds it all, else a free one."""
    taken = {one.slot for one in lying}
    same = [one.slot for one in lying if (one.type, one.record) == (type_name, None) and begun and _holds(one.values, begun)]
    # One more slot than there are drafts: one of them is free.
    free = next(slot for n in range(1, len(taken) + 2) if (slot := slot_of(type_name, number=n)) not in taken)
    return same[0] if same else free


def _holds(values: Values, begun: Values) -> bool:
    return all(_same(values.get(name), value) for name, value in begun.items())


def _same(one: Any, two: Any) -> bool:
    """Compare two plain values; a person of the register is the same whatever post was written beside the name."""
    if isinstance(one, dict) and isinstance(two, dict) and one.get("person"):
        return bool(one["person"] == two.get("person"))
    return bool(one == two)


class Desk:
    """The drafts file behind a lock. A draft is on the disk when `put` returns."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._lock = threading.Lock()

    def put(self, typed: Typed, clock: Clock) -> None:
        """Keep what was typed in place of the slot's former draft."""
        with self._lock:
            self._drafts.put(draft(typed.slot, typed.type, typed.record, typed.values, clock.now()))

    def get(self, slot: str) -> Draft | None:
        """Return a slot's draft."""
        with self._lock:
            return self._drafts.get(slot)

    def all(self) -> list[Draft]:
        """Return every draft, the latest first: what a crash left."""
        with self._lock:
            return self._drafts.all()

    def discard(self, slot: str) -> None:
        """Forget a slot."""
        with self._lock:
            self._drafts.discard(slot)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._drafts.close()
