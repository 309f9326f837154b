"""Every page can be walked with Tab alone, every control on it has a name, and none opens as a window of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import demo
from tests.ui.driving import CTRL, Hands, focused, name_of, open_hands
from ui.pages.book_page import home_of
from ui.pages.record_page import RecordPage
from ui.window import PLACES

PAGES = [place.key for place in PLACES]
NAMES = {place.key: place.name for place in PLACES}


@pytest.fixture(scope="module")
def hands(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """One window on a demo store for all walks: nothing in them is written."""
    from tests.make import MORNING  # a module's fixture may not take the test's clock

    for made in open_hands(tmp_path_factory.mktemp("walk"), FixedClock(MORNING), demo=True):
        made.work.desk.do(demo.seed)
        made.settle()
        yield made


class Windows(QObject):
    """Notes every top-level window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {name_of(watched)}")
        return False


def walk(hands: Hands, most: int = 700) -> list[QWidget]:
    """Press Tab until the focus is where it began; return what it came by."""
    begin = focused()
    passed = [begin]
    for _ in range(most):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        if focused() is begin:
            return passed
        assert focused() is not passed[-1], f"Tab does not leave “{name_of(focused())}” ({type(focused()).__name__})"
        passed.append(focused())
    raise AssertionError(f"Tab does not come round; at last: {[name_of(w) for w in passed[-8:]]}")


def nameless(widgets: list[QWidget]) -> list[str]:
    return [f"{type(w).__name__} in {type(w.parentWidget()).__name__}" for w in widgets if not name_of(w)]


@pytest.mark.parametrize("key", PAGES)
def test_tab_goes_round_a_page_and_every_stop_has_a_name(hands: Hands, key: str) -> None:
    watch = Windows()
    QApplication.instance().installEventFilter(watch)
    hands.click_line("导航", NAMES[key])
    assert watch.shown == []
    passed = walk(hands)
    assert len(passed) > 4
    assert nameless(passed) == []
    assert hands.sees("演示数据, 人物均为虚构")


@pytest.mark.parametrize("key", ["talk", "reminder", "meeting", "clue", "rectification", "disposition", "letter", "handover",
                                 "recusal", "disposal", "person", "organisation"])  # fmt: skip
def test_tab_goes_round_an_editor_and_every_stop_has_a_name(hands: Hands, key: str) -> None:
    hands.click_line("导航", NAMES[home_of(key)])
    hands.work.go(key)
    hands.press(Qt.Key.Key_N, CTRL)
    page = hands.work.page(key)
    assert isinstance(page, RecordPage)
    assert page.is_editing()
    passed = walk(hands)
    assert nameless(passed) == []
    inside = [w for w in passed if page.editor.form.isAncestorOf(w)]
    assert len(inside) > 5
    hands.press(Qt.Key.Key_Escape)


def test_tab_goes_round_the_manual(hands: Hands) -> None:
    # The windows of another test's lock screen took the keys when they stood in front.
    hands.top.activateWindow()
    hands.settle()
    hands.press(Qt.Key.Key_F1)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    dialog.activateWindow()
    QTest.qWait(20)
    passed = walk(hands)
    assert nameless(passed) == []
    assert len(passed) == 2
    dialog.close()
    hands.settle()


@pytest.mark.parametrize("face", ["passphrase", "recovery"])
def test_tab_goes_round_the_lock_screen(qapp: QApplication, tmp_path: Path, clock: FixedClock, face: str) -> None:
    for locked in open_hands(tmp_path, clock):
        locked.press(Qt.Key.Key_L, CTRL)
        if face == "recovery":
            locked.click("忘了口令, 用恢复码打开")
        passed = walk(locked)
        assert nameless(passed) == []
        assert len(passed) >= 3
