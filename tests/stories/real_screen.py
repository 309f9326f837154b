"""A screen of its own for one program: a real X server without a monitor, a window manager, and keys from outside the program."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

TOOLS = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
MOST_SECONDS = 60.0
CALM_ROWS = 45
"""Lines of the picture that may change in a window at rest: those that a blinking cursor stands in."""


def lacking() -> str:
    """Return the one sentence that says what to install, "" when every tool is here."""
    absent = [package for program, package in TOOLS.items() if shutil.which(program) is None]
    return f"the real screen needs: apt-get install {' '.join(absent)}" if absent else ""


class Screen:
    """What stands on the screen and the keyboard before it."""

    def __init__(self, display: str, picture: Path) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1"}
        self._picture = picture

    def rows(self) -> list[bytes]:
        """Return the lines of the picture, read from the memory that the server draws into (the XWD format)."""
        data = self._picture.read_bytes()
        head = struct.unpack(">25I", data[:100])
        begin, height, width = head[0] + head[19] * 12, head[5], head[12]
        return [data[begin + n * width : begin + (n + 1) * width] for n in range(height)]

    def until_turned(self, before: list[bytes], rows: int) -> list[bytes]:
        """Wait until at least `rows` lines look other than `before`, and the picture is at rest; return it."""
        last: list[bytes] = []

        def turned() -> bool:
            nonlocal last
            seen, now = last, self.rows()
            last = now
            return bool(seen) and changed(before, now) >= rows and changed(seen, now) <= CALM_ROWS

        until(turned, f"{rows} lines of the screen never changed")
        return last

    def do(self, *words: str) -> str:
        """Let xdotool do something; return what it says."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
        )
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout.strip()

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.do("key", "--clearmodifiers", "--delay", "30", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self.do("type", "--clearmodifiers", "--delay", "30", text)


def changed(before: list[bytes], now: list[bytes]) -> int:
    """Return how many lines of two pictures differ."""
    return sum(a != b for a, b in zip(before, now, strict=True))


def until(true: Callable[[], object], what: str) -> None:
    """Look again and again until something is so."""
    end = time.monotonic() + MOST_SECONDS
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.1)


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """Give a screen of 1366x768 with a window manager, and take both away afterwards."""
    read, write = os.pipe()
    server = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-fbdir", str(folder)]
    with ExitStack() as after:
        started = subprocess.Popen(server, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after.callback(_end, started)
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        made = Screen(display, folder / "Xvfb_screen0")
        manager = subprocess.Popen(
            ["openbox"], env=made.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        after.callback(_end, manager)
        until(lambda: subprocess.run(["xdotool", "get_num_desktops"], env=made.environment, capture_output=True).returncode == 0,
              "no window manager came up")  # fmt: skip
        yield made


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(MOST_SECONDS)
