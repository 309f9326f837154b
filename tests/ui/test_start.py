"""What stands first when the window starts: a lock screen that takes keys, and nothing that could have waited."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.office import doorstep
from tests import make
from ui import theme
from ui.app import Session
from ui.dialogs.lock import LockScreen

_FIRST = """
import sys
from pathlib import Path
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
from cadreapp.kernel.clock import SystemClock
from ui import theme
from ui.app import Session
application = QApplication([])
theme.apply(application)
session = Session(Path(sys.argv[1]), SystemClock())
session.start()
application.processEvents()
late = {"cadreapp.office.gate", "ui.work.crew", "ui.work.watch", "ui.widgets.parts", "logging.handlers", "cryptography"}
print(*sorted(late & set(sys.modules)), "Qt" in vars(QtCore), type(application.focusWidget()).__name__)
import os; sys.stdout.flush(); os._exit(0)
"""


_TYPING = """
import sys
from importlib import import_module
from ui.app import SLOW
for name in SLOW:
    import_module(name)
print(*sorted({"reportlab", "PIL", "pypdfium2", "openpyxl", "docx", "lxml", "alembic"} & set(sys.modules)))
"""


@pytest.fixture
def kept(tmp_path: Path) -> make.Store:
    """A store that was made before."""
    return make.store(tmp_path / "store")


def test_the_first_screen_takes_keys_before_anything_else_is_made(kept: make.Store) -> None:
    said = subprocess.run([sys.executable, "-c", _FIRST, kept.root], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "Secret"]


def test_no_paper_is_made_ready_while_the_passphrase_is_typed() -> None:
    # Memory has its peak when the key is derived; what only a paper or a spreadsheet needs is imported where it is made.
    said = subprocess.run([sys.executable, "-c", _TYPING], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []


def test_the_command_without_a_word_opens_the_window(kept: make.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADREAPP_STORE", str(kept.root))
    monkeypatch.setenv("CADREAPP_BENCH_READY", "lock")
    said = subprocess.run([sys.executable, "-m", "cadreapp"], capture_output=True, text=True, check=True, timeout=60)
    assert said.stdout.split() == ["ready", "lock"]


def test_a_damaged_key_file_is_said_although_the_screen_stands_before_it_is_proven(
    qapp: QApplication, kept: make.Store, clock: FixedClock
) -> None:
    for name in ("keys.json", "keys-copy.json"):
        path = kept.root / name
        path.write_bytes(path.read_bytes().replace(b'"serial": 1', b'"serial": 7'))
    assert doorstep.look(kept.root).sound
    made = Session(kept.root, clock)
    made.start()
    made._settle()
    made.crew.wait()
    shown = made.frame.centralWidget()
    assert isinstance(shown, LockScreen)
    assert "怎么办" in shown.said
    made.frame.close()
    made.deleteLater()


def test_several_users_choose_and_one_is_not_asked(qapp: QApplication) -> None:
    told: list[tuple[str, str]] = []
    for users in (("王建国",), ("王建国", "李𠮷")):
        screen = LockScreen(users)
        screen.unlock.connect(lambda word, user: told.append((word, user)))
        line = screen.findChild(QLineEdit)
        assert line is not None
        line.setText("some words")
        line.returnPressed.emit()
        screen.deleteLater()
    assert told == [("some words", "王建国"), ("some words", "王建国")]


def test_what_is_added_to_a_full_small_screen_can_be_scrolled_to_and_keeps_the_cursor(qapp: QApplication) -> None:
    screen = LockScreen(("",))
    screen.resize(760, 460)
    screen.show()
    screen.activateWindow()
    screen.setFocus()
    QApplication.processEvents()
    assert screen.findChild(QScrollArea) is None
    screen.refuse(NOT_FOUND(what="记录", key="1"))
    assert screen.findChild(QScrollArea) is not None
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    screen.close()
    screen.deleteLater()


def test_a_switch_of_colours_repaints_a_lock_screen_and_forgets_one_that_is_gone(qapp: QApplication) -> None:
    theme.apply(qapp, theme.Mode.LIGHT)
    screen = LockScreen(("",))
    light = screen._emblem.pixmap().toImage()
    theme.apply(qapp, theme.Mode.DARK)
    assert screen._emblem.pixmap().toImage() != light
    screen.deleteLater()
    QApplication.sendPostedEvents(screen, int(QEvent.Type.DeferredDelete))
    theme.apply(qapp, theme.Mode.LIGHT)
