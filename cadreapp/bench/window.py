"""Measured at the window: another package, started by name, that says when it can be used."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from cadreapp.bench.gauge import peak
from cadreapp.bench.row import Figure

ROUNDS = 7
_LONG = 60.0
_OURS = ["-m", "cadreapp"]
READY = "CADREAPP_BENCH_READY"
"""Names the step at which the window prints "ready STEP [SECONDS …]" and ends."""

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
application = QApplication(sys.argv)
window = QWidget()
column = QVBoxLayout(window)
column.addWidget(QLabel("口令"))
column.addWidget(QLineEdit())
window.resize(1180, 760)
window.show()
QTimer.singleShot(0, lambda: (window.repaint(), print("ready bare", flush=True), QTimer.singleShot(200, application.quit)))
application.exec()
"""


@dataclass(frozen=True, slots=True)
class _Start:
    """One start of a window: seconds until it was ready, what it said by then, and the memory it held."""

    took: float
    said: tuple[str, ...]
    memory: float | None


def bare_alone() -> list[Figure]:
    """Start a bare window once: the memory it takes is what all others are held against."""
    if importlib.util.find_spec("PySide6") is None:
        return []
    start = _start(["-c", _BARE], "bare", {})
    return [Figure("bare", start.took * 1000, None, start.memory)]


def window(root: Path, passphrase_file: Path) -> list[Figure]:
    """Start a bare window and ours in turns."""
    if importlib.util.find_spec("PySide6") is None:
        return [Figure(name, None, why="没有 PySide6") for name in ("lock", "workbench")]
    # Whoever starts the window has started it before: both find the bytecode that the first, unmeasured start left.
    kept = {"PYTHONPYCACHEPREFIX": str(root.parent / "bytecode")}
    lock = kept | {READY: "lock", "CADREAPP_STORE": str(root)}
    full = lock | {READY: "workbench", "CADREAPP_PASSPHRASE_FILE": str(passphrase_file)}
    pairs = [(_start(["-c", _BARE], "bare", kept), _start(_OURS, "lock", lock)) for _ in range(ROUNDS + 1)][1:]
    limit, ours = (median(start.took for start in side) for side in zip(*pairs, strict=True))
    shown = [_start(_OURS, "workbench", full) for _ in range(2)][1]
    derived, opened = (float(word) for word in shown.said[-1].split()[2:4])  # for the key; from the key to the workbench
    return [Figure("bare", limit * 1000, None, pairs[0][0].memory), Figure("lock", ours * 1000, limit * 1000, pairs[0][1].memory),
            Figure("workbench", opened * 1000, derived * 1000, shown.memory)]


def _start(words: list[str], step: str, more: dict[str, str]) -> _Start:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, *words], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said: list[str] = []
        # One that never gets ready is ended, and what it said is told.
        late = threading.Timer(_LONG, process.kill)
        late.start()
        for line in process.stdout:
            said.append(line.strip())
            if line.startswith(f"ready {step}"):
                took, memory = time.perf_counter() - began, peak(process.pid)
                process.stdout.read()
                late.cancel()
                return _Start(took, tuple(said), memory)
    raise RuntimeError(f"the window ended before it was ready: {said}")
