"""What is being typed, kept beside the records: one desk for all threads, so that saving a draft never waits for a job."""

from __future__ import annotations

import threading
from dataclasses import dataclass

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
