"""What holds for every test: silence, no network, no home, an odd time zone, a clock that stands still."""

from __future__ import annotations

import difflib
import gc
import ipaddress
import logging
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from cadreapp.kernel.clock import FixedClock

# Before anything loads Qt. A test about the real screen starts its own Xvfb and its own process.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# No test may take its time limits or its examples from how busy or how used this machine is: what is green on one is
# green on every other. New examples are for the campaign, which finds what nobody thought of and stops nobody's work.
settings.register_profile("house", deadline=None, database=None, derandomize=True)
settings.register_profile("campaign", deadline=None, database=None, derandomize=False)
settings.load_profile("house")

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
# POSIX rules instead of names: a bare machine has no zone files. The seed of the random order picks one.
MUCH_GARBAGE = 100_000
ZONES = ("UTC0", "CST-8", "NZST-12", "AKST9", "NPT-5:45")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite goldens and pictures, to be looked at")
    parser.addoption("--campaign", action="store_true", help="the long version of the tests marked campaign")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("campaign"):
        settings.load_profile("campaign")
    seed = config.getoption("randomly_seed", 0)
    os.environ["TZ"] = ZONES[seed % len(ZONES)] if isinstance(seed, int) else ZONES[0]
    if hasattr(time, "tzset"):
        time.tzset()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long value by its argument: such an id reads badly, and two workers may not agree on a key made at random."""
    return argname if isinstance(val, str | bytes) and len(val) > 40 else None


def pytest_report_header() -> str:
    return f"time zone: {os.environ['TZ']}"


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home of this test's own, so that no default path leads to the developer's."""
    folder = tmp_path_factory.mktemp("home")
    for name, inside in {
        "HOME": ".", "USERPROFILE": ".", "APPDATA": "roaming", "LOCALAPPDATA": "local", "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(folder / inside))
    for name in [n for n in os.environ if n.startswith("CADREAPP_")]:
        monkeypatch.delenv(name)
    # A keyring, an input method or a session of the developer's is none of a test's business.
    for name in ("DBUS_SESSION_BUS_ADDRESS", "QT_IM_MODULE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    return folder


class _Loud(logging.Handler):
    """Keeps what was logged at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def silence(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that logs a warning, unless `@pytest.mark.loud("part of the line")` expects it."""
    heard = _Loud()
    logging.getLogger().addHandler(heard)
    yield
    logging.getLogger().removeHandler(heard)
    expected = [text for mark in request.node.iter_markers("loud") for text in mark.args]
    unexpected = [line for line in heard.lines if not any(text in line for text in expected)]
    if unexpected:
        pytest.fail("the log was not silent:\n" + "\n".join(unexpected), pytrace=False)


def _stays_here(address: Any) -> bool:
    """Tell whether `address` of a socket call is on this machine: a Unix socket or the loopback."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to leave the machine."""

    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: socket.socket, *args: Any) -> Any:
            if not _stays_here(args[-1]):
                raise AssertionError(f"a test reached for the network: {args[-1]!r}")
            return real(self, *args)

        return call

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))


@pytest.fixture(autouse=True)
def no_window_left(home: Path) -> Iterator[None]:
    """Close the windows that a test leaves open: a forgotten dialog would take the keys of every test after it.

    It asks for `home` so that everything else a test has is gone before. What a module's window shows stays.
    """
    if "PySide6.QtWidgets" in sys.modules:
        # A widget must die in its own thread: other threads of a test, or of its runner, may not collect it.
        gc.disable()
    before = set(_windows())
    yield
    left = [window for window in _windows() if window not in before]
    for window in left:
        window.hide()
        window.deleteLater()
    if left:
        _settle()
    if not gc.isenabled() and gc.get_count()[0] > MUCH_GARBAGE:
        gc.collect()


def _windows() -> list[Any]:
    """Return the windows in sight; none when no test here has loaded Qt."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    application = widgets.QApplication.instance() if widgets else None
    return [w for w in application.topLevelWidgets() if w.isVisible()] if application else []


def _settle() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent  # most tests do without Qt

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture
def clock() -> FixedClock:
    """Thursday 5 March 2026, 09:30 in China; moves only when told."""
    return FixedClock(datetime(2026, 3, 5, 1, 30, tzinfo=timezone.utc))


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int, int], range]:
    """Call with (usual, long): the range to go through, long in a campaign. Mark such a test `campaign`."""
    return lambda usual, long: range(long if request.config.getoption("--campaign") else usual)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes | str], None]:
    """Call with (name, data): `data` equals tests/golden/NAME, or becomes it under --accept. Mark the test `golden`."""

    def compare(name: str, data: bytes | str) -> None:
        kept, made = GOLDEN / name, data.encode() if isinstance(data, str) else data
        if request.config.getoption("--accept"):
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(made)
            return
        if kept.exists() and kept.read_bytes() == made:
            return
        actual = ROOT / "build" / "golden" / name
        actual.parent.mkdir(parents=True, exist_ok=True)
        actual.write_bytes(made)
        pytest.fail(f"{name} differs from its golden; made: {actual}\n{_difference(kept, data)}", pytrace=False)

    return compare


def _difference(kept: Path, data: bytes | str) -> str:
    if isinstance(data, bytes):
        return "bytes: look at both"
    before = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    return "\n".join(difflib.unified_diff(before, data.splitlines(), "golden", "made", lineterm="", n=2))
