"""Cyclic garbage is collected in the window's thread alone: a widget destroyed by another thread's collection can crash Qt."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer

BEAT_MS = 400
FULL_SECONDS = 30.0


class Tidy(QObject):
    """From the first holder on Python collects nothing by itself, and this does, between two events of the window.

    It stays so when the last one lets go: what a window left may be garbage long after its threads have ended.
    """

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._holders = 0
        self._full_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.collect)

    def hold(self) -> None:
        """Threads are about to run."""
        self._holders += 1
        gc.disable()
        self._timer.start()

    def release(self) -> None:
        """Threads have ended; the beat stops with the last of them."""
        self._holders = max(0, self._holders - 1)
        if not self._holders:
            self._timer.stop()

    def collect(self) -> None:
        """Collect what Python would have collected by now; everything at most twice a minute, for it takes a moment."""
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[2] > limits[2] and time.monotonic() - self._full_at > FULL_SECONDS:
            self._full_at = time.monotonic()
            gc.collect()
        elif counts[1] > limits[1]:
            gc.collect(1)
        elif counts[0] > limits[0]:
            gc.collect(0)


_tidies: list[Tidy] = []


def tidy() -> Tidy:
    """Return the application's one, made at the first call."""
    application = QCoreApplication.instance()
    if not _tidies or _tidies[0].parent() is not application:
        _tidies[:] = [Tidy(application)]
    return _tidies[0]
