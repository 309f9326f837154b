"""The keys of the window: what each does, and that nothing half-typed does any of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cadreapp import __version__
from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from tests import make
from tests.ui.driving import CTRL, Hands, commit, compose, focused, open_hands
from ui.dialogs.help import HelpDialog
from ui.dialogs.lock import LockScreen
from ui.pages.find import FindPage
from ui.pages.record_page import RecordPage


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Hands]:
    yield from open_hands(tmp_path, clock)


def page_of(hands: Hands) -> RecordPage:
    page = hands.work.stack.currentWidget()
    assert isinstance(page, RecordPage)
    return page


def stored(hands: Hands, type_name: str) -> list[str]:
    return [line.title for line in hands.work.desk.office.ask(reading.rows, reading.Listing(type_name), 50)]


def test_ctrl_n_begins_a_talk_from_the_workbench_and_a_person_from_the_people(hands: Hands) -> None:
    hands.press(Qt.Key.Key_N, CTRL)
    assert page_of(hands).shape.name == "talk"
    assert page_of(hands).is_editing()
    hands.click_line("导航", "人员")
    hands.press(Qt.Key.Key_N, CTRL)
    assert page_of(hands).shape.name == "person"
    assert page_of(hands).is_editing()


def test_ctrl_s_saves_and_ctrl_z_outside_a_field_takes_it_back(hands: Hands) -> None:
    hands.click_line("导航", "人员")
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill("姓名", make.RARE)
    hands.press(Qt.Key.Key_S, CTRL)
    assert len(stored(hands, "person")) == 1
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Z, CTRL)
    assert stored(hands, "person") == []
    assert hands.work.toast.text.startswith("已撤销")


def test_ctrl_z_in_a_field_undoes_typing_and_no_command(hands: Hands) -> None:
    hands.work.desk.office.do(record.create, "person", {"name": "留着的人"})
    hands.click_line("导航", "人员")
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill("姓名", "abc")
    for name in ("姓名", "备注"):
        hands.click(name)
        hands.write("xyz")
        hands.press(Qt.Key.Key_Z, CTRL)
    assert "xyz" not in str(page_of(hands).editor.form.values())
    # With nothing left to undo the key is still the field's.
    for _ in range(4):
        hands.press(Qt.Key.Key_Z, CTRL)
    assert stored(hands, "person") == ["留着的人"]


def test_ctrl_f_finds_rare_characters_and_enter_opens_the_first(hands: Hands) -> None:
    hands.work.desk.office.do(record.create, "person", {"name": "𠮷䶮㛃", "post": "一级主任科员"})
    hands.press(Qt.Key.Key_F, CTRL)
    hands.write("䶮㛃")
    hands.settle()
    page = hands.work.stack.currentWidget()
    assert isinstance(page, FindPage)
    assert "𠮷䶮㛃" in page.list.item(0).text()
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert page_of(hands).reader.view is not None


def test_half_typed_pinyin_searches_for_nothing_and_fires_no_shortcut(hands: Hands) -> None:
    hands.press(Qt.Key.Key_F, CTRL)
    before = hands.work.stack.currentWidget()
    compose("yan")
    for key in (Qt.Key.Key_N, Qt.Key.Key_S, Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_Z, Qt.Key.Key_F):
        hands.press(key, CTRL)
    hands.press(Qt.Key.Key_F1)
    hands.press(Qt.Key.Key_Return)
    assert hands.work.stack.currentWidget() is before
    assert hands.work.findChildren(HelpDialog) == []
    commit("䶮")
    hands.settle()
    assert isinstance(hands.work.stack.currentWidget(), FindPage)


def test_half_typed_pinyin_is_not_saved(hands: Hands) -> None:
    hands.click_line("导航", "人员")
    hands.press(Qt.Key.Key_N, CTRL)
    hands.fill("姓名", "张三")
    compose("jia")
    hands.press(Qt.Key.Key_S, CTRL)
    assert stored(hands, "person") == []


def test_f1_opens_the_manual_at_the_page_in_front(hands: Hands) -> None:
    hands.click_line("导航", "组织生活")
    hands.press(Qt.Key.Key_F1)
    dialog = hands.work.findChild(HelpDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.topics.currentItem().text() == "组织生活"
    assert len(dialog.text.toPlainText()) > 100
    assert dialog.focusWidget() is dialog.topics
    QTest.keyClick(dialog.topics, Qt.Key.Key_End)
    assert dialog.text.toPlainText().startswith(__version__)
    dialog.close()


def test_ctrl_l_locks_from_every_page_and_shows_nothing_of_it(hands: Hands) -> None:
    hands.work.desk.office.do(record.create, "person", {"name": "锁屏后看不见"})
    hands.click_line("导航", "人员")
    hands.press(Qt.Key.Key_L, CTRL)
    screen = hands.session.frame.centralWidget()
    assert isinstance(screen, LockScreen)
    assert hands.session.work is None
    assert isinstance(focused(), QLineEdit)
    assert not any("锁屏后看不见" in w.accessibleName() for w in hands.controls())


def test_ctrl_p_without_a_record_does_nothing(hands: Hands) -> None:
    hands.press(Qt.Key.Key_P, CTRL)
    assert hands.top is hands.session.frame
