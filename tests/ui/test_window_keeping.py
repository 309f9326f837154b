"""What the window does for the store by itself, and what it does when a backup is put back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import backups, reading, record
from cadreapp.office.reading import Listing
from tests import make
from tests.ui.driving import Hands, open_hands
from ui import theme
from ui.dialogs.lock import LockScreen


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Hands]:
    yield from open_hands(tmp_path, clock)


def unlock(hands: Hands) -> None:
    hands.until(lambda: isinstance(hands.session.frame.centralWidget(), LockScreen), "the lock screen")
    hands.session.unlock(make.PASSPHRASE, "")
    hands.until(lambda: hands.session.work is not None, "the work")
    hands.settle()


def made_backups(hands: Hands) -> list[backups.BackupView]:
    return backups.listed(hands.session.folder)


def test_the_first_opening_of_a_day_makes_one_backup(hands: Hands, clock: FixedClock) -> None:
    hands.until(lambda: len(made_backups(hands)) == 1, "this day's backup")
    hands.session.lock()
    unlock(hands)
    assert [b.reason for b in made_backups(hands)] == ["auto"]
    hands.session.lock()
    clock.move(days=1)
    unlock(hands)
    hands.until(lambda: len(made_backups(hands)) == 2, "the next day's backup")


def test_a_backup_is_put_back_from_the_window(hands: Hands) -> None:
    hands.until(lambda: made_backups(hands), "this day's backup")
    before = made_backups(hands)[0].path
    hands.work.desk.office.do(record.create, "person", {"name": "后来的人"})
    hands.session.restore(before)
    unlock(hands)
    people = hands.work.desk.office.ask(reading.rows, Listing("person"))
    assert "后来的人" not in [line.title for line in people]
    assert {b.reason for b in made_backups(hands)} >= {"restore"}, "what was there is backed up first"


def test_the_theme_changes_while_the_window_is_open(hands: Hands) -> None:
    light = theme.colour("window").name()
    hands.work.prefs_changed.emit(replace(hands.session.prefs, theme="dark"))
    assert theme.colour("window").name() != light
    hands.work.prefs_changed.emit(replace(hands.session.prefs, theme="light"))
    assert theme.colour("window").name() == light
