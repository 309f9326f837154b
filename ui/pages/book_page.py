"""The books of the office kept beside the letters: one place of the navigation, a row of tabs, and a page for each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.shape import Shape
from cadreapp.office import reading
from cadreapp.office.papers import handing
from ui.pages.record_page import RecordPage
from ui.widgets.parts import button
from ui.work.desk import Desk

HOME = "letter"
BOOKS = (HOME, "handover", "recusal", "disposal")
"""Types that share the place of the letters, so that the navigation stays short."""
_SHORT = {"disposal": "销毁"}
"""What a tab says where the whole name has no room beside the others on a small screen."""


def home_of(type_name: str) -> str:
    """Return the place of the navigation under which a type is found."""
    return HOME if type_name in BOOKS else type_name


class Tabs(QTabBar):
    """Names the books; `chosen(type)` when another one is wanted, while the tab of this page stays in front."""

    chosen = Signal(str)

    def __init__(self, own: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("文书和登记簿")
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        for place, name in enumerate(BOOKS):
            title = reading.shape(name).title
            self.addTab(_SHORT.get(name, title))
            self.setTabToolTip(place, title)
            self.setAccessibleTabName(place, title)
        self._own = BOOKS.index(own)
        self.setCurrentIndex(self._own)
        self.currentChanged.connect(self._go)

    def _go(self, place: int) -> None:
        if place != self._own:
            self.setCurrentIndex(self._own)
            self.chosen.emit(BOOKS[place])


class BookPage(RecordPage):
    """The page of one book. `wants_book(type)` asks the window for another."""

    wants_book = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(desk, clock, shape, parent)
        self.tabs = Tabs(shape.name)
        self.tabs.chosen.connect(self._turn_to)
        self.top = QHBoxLayout()
        self.top.setContentsMargins(0, 0, 16, 0)
        self.top.addWidget(self.tabs)
        self.top.addStretch(1)
        column = self.pane.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertLayout(0, self.top)

    def _turn_to(self, book: str) -> None:
        by_key = self.tabs.hasFocus()
        self.wants_book.emit(book)
        stack = self.parentWidget()
        front = stack.currentWidget() if isinstance(stack, QStackedWidget) else None
        if by_key and isinstance(front, BookPage):
            front.tabs.setFocus()


class HandoverPage(BookPage):
    """移交: a list can be begun with what the store knows."""

    def __init__(self, desk: Desk, clock: Clock, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(desk, clock, shape, parent)
        self.begin_button = button("从库里起草")
        self.begin_button.setAccessibleDescription("按库内情况起草移交清单")
        self.begin_button.setToolTip("按库内情况起草: 件数、起止号和在办事项由软件先填, 再按实物更正")
        self.menu = QMenu(self.begin_button)
        self.menu.aboutToShow.connect(self._offer)
        self.begin_button.setMenu(self.menu)
        self.top.addWidget(self.begin_button)

    def begin(self, years: Iterable[int] = ()) -> None:
        """Open a new hand-over with the lots of these years (none: of all) and everything that is open."""
        self.desk.ask(handing.filled, tuple(years)).then(self.new).failed(self.reader.notice.refuse)

    def _offer(self) -> None:
        # A menu that is about to show cannot wait for an answer.
        found = self.desk.office.ask(handing.years)
        self.menu.clear()
        self.menu.addAction("全部年度", self.begin)
        for year in found:
            self.menu.addAction(f"{year}年", lambda year=year: self.begin((year,)))
