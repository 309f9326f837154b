"""What window tests share: a desk on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cadreapp.kernel.clock import FixedClock
from tests.ui.real_office import open_desk
from ui.work.desk import Desk


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """A desk on the open office of a store of this test's own."""
    made = open_desk(tmp_path / "store", clock)
    yield made
    made.close()
