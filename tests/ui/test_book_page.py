"""Claims about the books beside the letters: one place in the navigation, tabs by mouse and key, a hand-over begun from the store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from tests import make
from tests.ui.driving import Hands, focused, open_hands
from tests.ui.real_office import settle
from ui.pages.book_page import BOOKS, BookPage, HandoverPage, home_of
from ui.pages.record_page_of import page_of
from ui.window import PLACES
from ui.work.desk import Desk


@pytest.fixture(scope="module")
def hands(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """One window for all tests of the navigation."""
    yield from open_hands(tmp_path_factory.mktemp("books"), FixedClock(make.MORNING), demo=True)


def test_every_book_is_under_the_place_of_the_letters(hands: Hands) -> None:
    window = hands.work
    assert [p.key for p in PLACES if home_of(p.key) != p.key] == []
    for book in BOOKS:
        window.go(book)
        page = window.page(book)
        assert isinstance(page, BookPage)
        assert window.navigation.current() == "letter"
        assert [page.tabs.tabText(n) for n in range(page.tabs.count())] == ["文书", "移交", "回避", "销毁"]
        assert page.tabs.accessibleTabName(3) == "销毁作废"
        assert BOOKS[page.tabs.currentIndex()] == book
    hands.settle()


def test_tabs_turn_to_the_next_book_and_keep_the_keyboard_there(hands: Hands) -> None:
    window = hands.work
    window.go("letter")
    hands.settle()
    page = window.page("letter")
    assert isinstance(page, BookPage)
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    front = window.stack.currentWidget()
    assert isinstance(front, HandoverPage)
    assert focused() is front.tabs
    assert BOOKS[page.tabs.currentIndex()] == "letter"
    hands.settle()


def test_a_record_of_a_book_opens_on_its_page(hands: Hands) -> None:
    window = hands.work
    made = window.desk.office.do(record.create, "recusal", {"matter": "某事", "person": {"name": "李䶮"}}).result
    window.open_record(made)
    hands.settle()
    front = window.stack.currentWidget()
    assert isinstance(front, BookPage)
    assert front.reader.view is not None
    assert (front.shape.name, front.reader.view.id) == ("recusal", made)


def test_a_handover_begins_with_what_the_store_knows(desk: Desk, qtbot: QtBot) -> None:
    talk = desk.office.do(record.create, "talk", {**make.TALK, "number": "谈〔2026〕1号"}).result
    desk.office.do(record.seal, talk)
    page = page_of(desk, FixedClock(make.MORNING), "handover")
    assert isinstance(page, HandoverPage)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    page.menu.aboutToShow.emit()
    assert [action.text() for action in page.menu.actions()] == ["全部年度", "2026年"]
    page.menu.actions()[1].trigger()
    settle(desk)
    assert page.is_editing()
    values = page.editor.form.values()
    first = values["lots"][0]
    assert (first["sort"], first["count"], first["numbers"]) == ("谈话", 1, "谈〔2026〕1号")
    assert values["years"] == "2026年"
    # Nothing is kept before the officer has looked it over.
    assert desk.office.ask(reading.ids, reading.Listing("handover")) == []
