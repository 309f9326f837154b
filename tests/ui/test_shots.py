"""The window draws itself on a store: every page once, at the size asked for, and refuses in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import demo
from cadreapp.office.door import open_office
from tests import make

ROOT = Path(__file__).parents[2]


def shots(folder: Path, *more: str, passphrase: str = make.PASSPHRASE) -> subprocess.CompletedProcess[str]:
    secret = folder / "passphrase.txt"
    secret.write_text(passphrase, encoding="utf-8")
    command = [sys.executable, "-m", "ui.shots", "--store", str(folder / "store"), "--to", str(folder / "out"), *more]
    environment = {**os.environ, "CADREAPP_PASSPHRASE_FILE": str(secret), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    made = make.store(tmp_path / "store", demo=True)
    with open_office(made.root, made.opened, clock) as office:
        office.do(demo.seed)
    return tmp_path


def test_every_page_is_drawn_at_its_size(store: Path) -> None:
    done = shots(store, "--size", "1200x720", "--scale", "1.5", "--dark")
    assert done.returncode == 0, done.stderr
    drawn = [Path(line) for line in done.stdout.splitlines()]
    assert {p.stem for p in drawn} >= {
        "lock", "workbench", "talks", "talk", "talk-editor", "preview", "meeting", "reminder", "person", "reports", "rules",
        "exchange", "settings",
    }  # fmt: skip
    for path in drawn:
        picture = QImage(str(path))
        assert not picture.isNull(), path
        assert len({picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}) > 5
    page = QImage(str(store / "out" / "workbench.png"))
    assert abs(page.width() - 1200) <= 2
    assert abs(page.height() - 720) <= 2


def test_a_wrong_passphrase_is_said_in_a_sentence(store: Path) -> None:
    done = shots(store, passphrase="不是这个口令 1")
    assert done.returncode == 3
    assert "口令" in done.stderr
    assert "Traceback" not in done.stderr
