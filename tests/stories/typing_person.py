"""A process with the real window in which somebody types without pause, saying on its standard output what was typed when."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadreapp.kernel.clock import SystemClock
from tests import make
from tests.ui.driving import CTRL, Hands, focused
from ui import theme

BEAT_MS = 50


def main(folder: Path, canary: str) -> None:
    """Open the store, fill every text field of a new talk with `canary`, then type digits until killed."""
    application = QApplication([])
    theme.apply(application, theme.Mode.LIGHT)
    hands = Hands(folder, SystemClock())
    hands.write(make.PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill("谈话事由", canary)
    field = focused()
    for number in range(10**6):
        QTest.keyClicks(field, str(number % 10))
        print(f"{time.time():.3f} {number + 1}", flush=True)
        QTest.qWait(BEAT_MS)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    main(Path(sys.argv[1]), sys.argv[2])
