"""Keeps what is being written: 0.8 s after the last key, and at the latest every 1.5 s while keys keep coming."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from cadreapp.kernel.shape import Values

PAUSE_MS = 800
LONGEST_MS = 1500


class Autosave(QObject):
    """Calls `keep(values, done)` when it is time; `done(ok)` tells the outcome. `told` carries the sentence to show.

    While one keeping is under way the next waits for it, so that an older text never lands on a newer one.
    """

    told = Signal(str, str)

    def __init__(
        self,
        values: Callable[[], Values],
        keep: Callable[[Values, Callable[[bool], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._values, self._keep = values, keep
        self._dirty = self._busy = self._halted = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.flush)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not kept yet."""
        return self._dirty or self._busy

    def touch(self) -> None:
        """Note an edit."""
        if self._halted:
            return
        self._dirty = True
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self.told.emit("muted", "正在写…")

    def flush(self) -> None:
        """Keep now what is not kept yet."""
        self._pause.stop()
        self._longest.stop()
        if not self._dirty or self._busy or self._halted:
            return
        self._dirty, self._busy = False, True
        self._keep(self._values(), self._kept)

    def stop(self) -> None:
        """Forget what is not kept: the record was saved, or the person threw it away."""
        self._pause.stop()
        self._longest.stop()
        self._dirty = False

    def halt(self) -> None:
        """Keep nothing any more, whatever is still edited: the store is closing."""
        self.stop()
        self._halted = True

    def _kept(self, ok: bool) -> None:
        self._busy = False
        if not ok:
            self._dirty = True
            self.told.emit("bad", "草稿没有存上, 过一会儿再试")
            self._longest.start()
        elif self._dirty:
            self._longest.start(0)
        else:
            self.told.emit("good", "草稿已存")
