"""Locks after a while without anybody, and after the machine slept."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.work.watch import Watch

BEAT_SECONDS = 5
SLEPT_SECONDS = 60


class Idle(QObject):
    """Emits `left` once when nobody did anything for `minutes` (0: never), or when the machine slept."""

    left = Signal()

    def __init__(self, watch: Watch, minutes: int, now: Callable[[], float] = time.time) -> None:
        super().__init__(watch)
        self.minutes = minutes
        self._watch = watch
        self._now = now
        self._beat_at = now()
        self._timer = QTimer(self, interval=BEAT_SECONDS * 1000)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Begin to count."""
        self._watch.last_doing = time.monotonic()
        self._beat_at = self._now()
        self._timer.start()

    def stop(self) -> None:
        """Stop counting (already locked)."""
        self._timer.stop()

    def beat(self) -> None:
        """Look at the clock: called by the timer every few seconds."""
        now, before = self._now(), self._beat_at
        self._beat_at = now
        slept = now - before > BEAT_SECONDS + SLEPT_SECONDS
        quiet = time.monotonic() - self._watch.last_doing
        if slept or (self.minutes and quiet >= self.minutes * 60):
            self.left.emit()
