"""The story of the plug pulled while somebody types: at most two seconds are lost, and nothing lies on the disk in plain."""

from __future__ import annotations

import os
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cadreapp.kernel.clock import SystemClock
from tests import make
from tests.house.tree import ROOT
from tests.stories.plain_text import found_in
from tests.ui.driving import Hands, name_of
from ui.pages.record_page import RecordPage

MOST_SECONDS = 2.0


@pytest.mark.campaign
def test_a_kill_loses_at_most_two_seconds_of_typing_and_leaves_nothing_in_plain(
    qapp: QApplication, tmp_path: Path, home: Path, rounds: Callable[[int, int], range]
) -> None:
    for seed in rounds(1, 20):
        made = make.store(tmp_path / str(seed) / "store")
        canary = secrets.token_hex(8)
        typed, killed_at = type_and_kill(made.root, canary, seed)
        places = (tmp_path, home, Path(os.environ["XDG_RUNTIME_DIR"]))
        assert found_in(canary, places) == []
        kept = reopened(made.root, canary)
        lost = [at for at, count in typed if count > kept]
        assert not lost or killed_at - lost[0] <= MOST_SECONDS, (seed, kept, typed[-1])
        assert found_in(canary, places) == []


def type_and_kill(folder: Path, canary: str, seed: int) -> tuple[list[tuple[float, int]], float]:
    """Let a process type, kill it at a moment that the seed decides; return (when, how many keys by then), and when."""
    command = [sys.executable, "-m", "tests.stories.typing_person", str(folder), canary]
    own_tmp = folder.with_name("tmp")
    own_tmp.mkdir()
    environ = {**os.environ, "TMPDIR": str(own_tmp)}
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        typed = [_heard(process.stdout.readline())]
        time.sleep(random.Random(seed).uniform(1.0, 4.0))
        process.kill()
        killed_at = time.time()
        typed += [_heard(line) for line in process.stdout if line.endswith("\n")]
    return typed, killed_at


def reopened(folder: Path, canary: str) -> int:
    """Open the window again and go on with the draft it offers, if any; return how many keys of it were kept."""
    hands = Hands(folder, SystemClock())
    try:
        hands.write(make.PASSPHRASE)
        hands.press(Qt.Key.Key_Return)
        offered = next((w for w in hands.controls() if canary in name_of(w)), None)
        assert hands.sees("没写完的") is (offered is not None)
        if offered is None:
            return 0
        hands.click_on(offered)
        hands.settle()
        page = hands.work.stack.currentWidget()
        assert isinstance(page, RecordPage)
        assert page.is_editing()
        assert page.editor.draft_bar.isVisible()
        text = page.editor.form.editors["matter"].value()
        assert text.startswith(canary)
        assert text[len(canary):] == "".join(str(n % 10) for n in range(len(text) - len(canary)))
        return len(text) - len(canary)
    finally:
        hands.close()


def _heard(line: str) -> tuple[float, int]:
    at, count = line.split()
    return float(at), int(count)
