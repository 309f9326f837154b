"""Taking a measure: how long, how much memory, and what a bare tool does with the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

ROUNDS = 3
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def seconds(work: Callable[[], Any]) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def paired(ours: Callable[[], Any], limit: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return the median seconds of both, taken in turns, so that a busy machine is busy for both."""
    pairs = [(seconds(ours), seconds(limit)) for _ in range(rounds)]
    return median(p[0] for p in pairs), median(p[1] for p in pairs)


def peak(process: int | str = "self") -> float | None:
    """Return the most memory a process held so far, in MB; None where the system does not tell.

    Linux tells by VmHWM; `ru_maxrss` of a child begins with what its parent held.
    """
    status = Path(f"/proc/{process}/status")
    if sys.platform != "linux" or not status.exists():
        return None
    found = _PEAK.search(status.read_text())
    return int(found[1]) / 1024 if found else None


def tool(name: str) -> bool:
    """Tell whether a bare tool is on this machine."""
    return shutil.which(name) is not None


def shell(line: str, folder: Path, *words: str | Path) -> None:
    """Run a pipe of bare tools in a folder; $1, $2 … are the words."""
    command = ["sh", "-c", f"set -e; {line}", "sh", *map(str, words)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
