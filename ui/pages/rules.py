"""规则: what the program judges by, and what of it this unit sets itself."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock
from ui.dialogs.sized import close_all
from ui.pages.rules_days import DaysTab
from ui.pages.rules_list import RulesTab
from ui.pages.rules_outlines import OutlinesTab
from ui.pages.rules_packs import PacksTab
from ui.widgets.parts import label, scrolling
from ui.work.desk import Desk


class RulesPage(QWidget):
    """Four tabs; the window calls `reload` and `forget`."""

    def __init__(self, desk: Desk, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("规则")
        self.rules = RulesTab(desk, clock)
        self.packs = PacksTab(desk)
        self.days = DaysTab(desk, clock)
        self.outlines = OutlinesTab(desk)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("规则的分页")
        self.tabs.tabBar().setAccessibleName("规则的分页")
        self._all = (self.rules, self.days, self.outlines, self.packs)
        for tab, name in zip(self._all, ("规则", "放假和年度通知", "提纲", "规则更新"), strict=True):
            self.tabs.addTab(scrolling(tab, name), name)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        column.addWidget(label("规则", role="title"))
        column.addWidget(self.tabs, 1)
        self.packs.changed.connect(self.reload)

    def reload(self) -> None:
        """Ask for everything anew."""
        for tab in self._all:
            tab.reload()

    def forget(self) -> None:
        """Drop everything shown: the store is locked."""
        close_all(self)
        for tab in self._all:
            tab.forget()
