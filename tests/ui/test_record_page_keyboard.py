"""Every control of every page has a name and is reached and left with Tab."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QRadioButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Shape
from cadreapp.office import reading, record
from tests.ui.real_office import add_people, settle, talk_values
from ui.dialogs.import_people import ImportPeopleDialog
from ui.pages.record_page_of import page_of
from ui.work.desk import Desk

MOST = 400


def walked(window: QWidget) -> list[QWidget]:
    """Press Tab until it comes round and return where it stopped."""
    seen: list[QWidget] = []
    for _ in range(MOST):
        here = QApplication.focusWidget()
        assert here is not None
        if here in seen:
            return seen
        seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes round")


def controls(window: QWidget) -> list[QWidget]:
    """Return what one should be able to reach: of radio buttons the one that stands for its group."""
    found = []
    for widget in window.findChildren(QWidget):
        if not (widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
            continue
        if isinstance(widget, QScrollArea | QLabel) or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, QRadioButton):
            group = list(widget.parentWidget().findChildren(QRadioButton))
            chosen = next((b for b in group if b.isChecked()), group[0])
            if widget is not chosen:
                continue
        found.append(widget)
    return found


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton | QLineEdit) else ""
    return widget.accessibleName() or text


def show(window: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(window)
    window.resize(1166, 708)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def claim(window: QWidget) -> None:
    wanted = controls(window)
    assert len(wanted) > 5
    nameless = [type(w).__name__ for w in wanted if not name_of(w)]
    assert not nameless
    reached = walked(window)
    missed = [f"{type(w).__name__} {name_of(w)}" for w in wanted if w not in reached]
    assert not missed


@pytest.mark.parametrize("shape", reading.types(), ids=lambda s: s.name)
def test_every_control_of_an_editor_is_named_and_reached(shape: Shape, desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    page = page_of(desk, clock, shape.name)
    show(page, qtbot)
    page.new()
    settle(desk)
    claim(page)
    page.editor.autosave.halt()


def test_list_and_reader_are_walked(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "talk", talk_values(add_people(desk)[0])).result
    page = page_of(desk, clock, "talk")
    show(page, qtbot)
    page.open_record(made)
    settle(desk)
    page.list.take_focus()
    claim(page)


def test_the_import_dialog_is_walked(desk: Desk, clock: FixedClock, qtbot: QtBot) -> None:
    dialog = ImportPeopleDialog(desk, clock)
    show(dialog, qtbot)
    dialog.read(Path(__file__).parents[1] / "samples" / "花名册-整洁.xlsx")
    settle(desk)
    claim(dialog)
