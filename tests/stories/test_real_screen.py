"""The story on a real screen: the program itself, started by its own command, its window in the hands of a window manager."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cadreapp.kernel.clock import SystemClock
from cadreapp.office import reading, setup
from cadreapp.office.door import open_office
from cadreapp.store.slots import CHEAP
from tests.house.tree import ROOT
from tests.stories import real_screen

PASSPHRASE = "a long walk in early spring 42"
MATTER = "about papers handed in late 42"
"""Plain letters: for others xdotool remaps keys under way, and loses some of them on a busy machine."""


@pytest.mark.skipif(sys.platform != "linux", reason="an X server of its own is a matter of Linux")
def test_a_talk_typed_into_the_real_window_is_there_after_closing(tmp_path: Path) -> None:
    assert real_screen.lacking() == ""
    clock = SystemClock()
    opened, _code = setup.create(tmp_path / "store", setup.NewStore("机关纪委", "赵六"), PASSPHRASE, clock, CHEAP)
    with real_screen.screen(tmp_path) as screen:
        bare = screen.rows()
        command = [sys.executable, "-m", "ui", "--store", str(tmp_path / "store")]
        said = tmp_path / "said.txt"
        with said.open("wb") as out, subprocess.Popen(command, cwd=ROOT, env=screen.environment, stderr=out) as program:
            try:
                unlock_and_write(screen, bare)
                screen.press("alt+F4")
                assert program.wait(real_screen.MOST_SECONDS) == 0
            finally:
                program.kill()
        assert "Traceback" not in said.read_text(encoding="utf-8", errors="replace")
    with open_office(tmp_path / "store", opened, clock) as office:
        talks = office.ask(reading.rows, reading.Listing("talk"))
        assert [office.ask(reading.record, talk.id).values["matter"] for talk in talks] == [MATTER]


def unlock_and_write(screen: real_screen.Screen, bare: list[bytes]) -> None:
    """Type the passphrase, begin a talk with Ctrl+N, choose its kind, write its matter, save: keys only."""
    locked = screen.until_turned(bare, 500)
    screen.do("search", "--sync", "--onlyvisible", "--name", "纪检委员工作台", "windowactivate", "--sync")
    screen.write(PASSPHRASE)
    screen.press("Return")
    workbench = screen.until_turned(locked, 500)
    screen.press("ctrl+n")
    empty = screen.until_turned(workbench, 300)
    screen.press("Down", "Tab")
    screen.write(MATTER)
    written = screen.until_turned(empty, 10)
    screen.press("ctrl+s")
    screen.until_turned(written, 5)
