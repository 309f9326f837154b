"""Importing people in the window: the mapping is shown and corrected, nothing is taken before the button, one undo takes it back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading
from tests.ui.real_office import settle
from ui.dialogs.import_people import ImportPeopleDialog
from ui.work.desk import Desk

SAMPLES = Path(__file__).parents[1] / "samples"
MESSY = SAMPLES / "花名册-杂乱.xlsx"


@pytest.fixture
def dialog(desk: Desk, clock: FixedClock, qtbot: QtBot) -> ImportPeopleDialog:
    made = ImportPeopleDialog(desk, clock)
    qtbot.addWidget(made)
    made.show()
    return made


def people(desk: Desk) -> int:
    return desk.office.ask(reading.counts).get("person", 0)


def test_a_messy_roster_is_shown_then_taken_then_taken_back(dialog: ImportPeopleDialog, desk: Desk) -> None:
    expected = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))["花名册-杂乱.xlsx"]
    dialog.read(MESSY)
    settle(desk)
    assert people(desk) == 0
    assert f"新增 {expected['good_rows']}" in dialog.summary.text()
    dialog.take()
    settle(desk)
    assert people(desk) == expected["good_rows"]
    dialog.undo_button.click()
    settle(desk)
    assert people(desk) == 0
    assert desk.office.ask(reading.counts).get("organisation", 0) == 1


def test_a_column_left_out_is_left_out(dialog: ImportPeopleDialog, desk: Desk) -> None:
    dialog.read(MESSY)
    settle(desk)
    sex = next(c for c in dialog._combos if c.currentData() == "sex")
    sex.setCurrentIndex(0)
    sex.activated.emit(0)
    settle(desk)
    assert "sex" not in [c.currentData() for c in dialog._combos]
    assert dialog.take_button.isEnabled()


def test_the_name_column_cannot_be_left_out(dialog: ImportPeopleDialog, desk: Desk) -> None:
    dialog.read(MESSY)
    settle(desk)
    name = next(c for c in dialog._combos if c.currentData() == "name")
    name.setCurrentIndex(0)
    name.activated.emit(0)
    settle(desk)
    assert "姓名" in dialog.notice.text
    assert not dialog.take_button.isEnabled()
    assert people(desk) == 0


def test_the_bad_rows_are_told_one_by_one(dialog: ImportPeopleDialog, desk: Desk) -> None:
    dialog.read(MESSY)
    settle(desk)
    dialog.verdict.setCurrentIndex(dialog.verdict.findData("bad"))
    dialog.verdict.activated.emit(0)
    model = dialog.table.rows
    assert model.rowCount() > 0
    for row in range(model.rowCount()):
        assert model.data(model.index(row, 2)) == "有问题"
        assert model.data(model.index(row, 3))


def test_a_file_that_is_no_roster_is_refused_and_another_can_be_chosen(dialog: ImportPeopleDialog, desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    dialog.read(broken)
    settle(desk)
    assert dialog.notice.text
    assert not dialog.take_button.isEnabled()
    dialog.read(SAMPLES / "花名册-整洁.xlsx")
    settle(desk)
    assert "新增 60" in dialog.summary.text()
