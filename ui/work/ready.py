"""Telling a measuring parent (`cadreapp bench`) when a screen can be used; silent unless the environment asks for it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit

if TYPE_CHECKING:
    from ui.work.desk import Desk

WANTED = os.environ.get("CADREAPP_BENCH_READY", "")
"""The step to tell of: "lock", or "workbench", for which the passphrase is read from CADREAPP_PASSPHRASE_FILE."""

TYPING = 3000
"""Milliseconds for which the passphrase is being typed: what loads meanwhile is waited for by nobody."""

_marks: dict[str, float] = {}


def mark(step: str) -> None:
    """Remember when a step was reached."""
    _marks[step] = time.perf_counter()


def lock_shown(unlock: Callable[[str], None]) -> None:
    """The lock screen stands: tell, or type the passphrase."""
    if WANTED == "lock":
        QTimer.singleShot(0, _tell_lock)
    elif WANTED == "workbench":
        typed = Path(os.environ["CADREAPP_PASSPHRASE_FILE"]).read_text(encoding="utf-8").rstrip("\r\n")
        QTimer.singleShot(TYPING, partial(_type, unlock, typed))


def workbench_asked(desk: Desk) -> None:
    """The workbench has asked for everything it shows: tell once every reader is free, so that all of it is there."""
    if WANTED != "workbench":
        return
    from ui.work.desk import READERS  # loaded long since; at the head of this file it would be before the lock screen

    free = threading.Barrier(READERS)
    for _ in range(READERS):
        desk.ask(lambda _connection: free.wait()).then(partial(_one_free, READERS))


def _one_free(all_of_them: int, _place: int) -> None:
    _marks["free"] = _marks.get("free", 0) + 1
    if _marks["free"] == all_of_them:
        QTimer.singleShot(0, partial(_tell, "workbench"))


def _tell_lock() -> None:
    """A screen that does not take keys is not usable, painted or not."""
    if isinstance(QApplication.focusWidget(), QLineEdit):
        _tell("lock")
    else:
        QTimer.singleShot(1, _tell_lock)


def _type(unlock: Callable[[str], None], typed: str) -> None:
    mark("typed")
    unlock(typed)


def _tell(step: str) -> None:
    """Say it once the screen is painted, with the seconds for the key and from there to now, and leave."""
    for window in QApplication.topLevelWidgets():
        window.repaint()
    mark(step)
    spans = [_marks["derived"] - _marks["typed"], _marks[step] - _marks["derived"]] if "derived" in _marks else []
    print(f"ready {step}", *(f"{span:.4f}" for span in spans), flush=True)
    QApplication.quit()
