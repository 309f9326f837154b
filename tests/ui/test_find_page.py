"""What was found is selected by keyboard and mouse as in every list, and printed in one go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from tests.ui.driving import CTRL, Hands, open_hands
from ui.dialogs.batch_print import BatchPrint
from ui.pages.find import FindPage

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Hands]:
    for made in open_hands(tmp_path, clock):
        for name in ("张𠮷甲", "张𠮷乙", "张𠮷丙"):
            made.work.desk.office.do(record.create, "person", {"name": name})
        yield made


def found(hands: Hands) -> FindPage:
    hands.press(Qt.Key.Key_F, CTRL)
    hands.write("张𠮷")
    hands.settle()
    hands.press(Qt.Key.Key_Return)
    page = hands.work.stack.currentWidget()
    assert isinstance(page, FindPage)
    assert page.list.hasFocus()
    return page


def test_lines_found_are_selected_by_keyboard_and_printed_by_control_p(hands: Hands) -> None:
    page = found(hands)
    assert not page.batch_button.isVisible()
    hands.press(Qt.Key.Key_Down, SHIFT)
    assert page.batch_button.accessibleName() == "打印所选 2 条…"
    hands.press(Qt.Key.Key_A, CTRL)
    assert page.batch_button.isVisible()
    assert len(page.list.selected_ids()) == 3
    hands.press(Qt.Key.Key_P, CTRL)
    dialog = page.findChild(BatchPrint)
    assert dialog is not None
    assert dialog.print_button.isEnabled()
    dialog.reject()
    hands.settle()
    hands.press(Qt.Key.Key_Down)
    assert not page.batch_button.isVisible()


def test_the_button_is_reached_by_tab_and_goes_with_the_selection(hands: Hands) -> None:
    page = found(hands)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Tab)
    assert page.batch_button.hasFocus()
    page.look("没有这样的人")
    hands.settle()
    assert not page.batch_button.isVisible()


def test_a_click_with_control_selects_and_a_plain_one_opens(hands: Hands) -> None:
    page = found(hands)
    at = [page.list.visualItemRect(page.list.item(row)).center() for row in range(3)]
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, CTRL, at[2])
    assert len(page.list.selected_ids()) == 2
    assert hands.work.stack.currentWidget() is page
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at[1])
    hands.settle()
    assert hands.work.stack.currentWidget() is not page
