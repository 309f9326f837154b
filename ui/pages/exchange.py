"""报上级与核收: what goes up, what comes from below, and who the two sides are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock
from ui.dialogs.sized import close_all
from ui.pages.exchange_partners import PartnersTab
from ui.pages.exchange_receive import ReceiveTab
from ui.pages.exchange_send import SendTab
from ui.widgets.parts import label, scrolling
from ui.work.desk import Desk

PARTNERS = 2
"""Where the tab of identity and units stands."""


class ExchangePage(QWidget):
    """Three tabs. `wants_record(id)` asks the window to open a record; the window calls `reload` and `forget`."""

    wants_record = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("报上级")
        self.send = SendTab(desk, clock)
        self.receive = ReceiveTab(desk)
        self.partners = PartnersTab(desk)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("报上级的分页")
        self.tabs.tabBar().setAccessibleName("报上级的分页")
        for tab, name in ((self.send, "报上级"), (self.receive, "核收"), (self.partners, "身份与单位")):
            self.tabs.addTab(scrolling(tab, name), name)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        column.addWidget(label("报上级", role="title"))
        column.addWidget(self.tabs, 1)
        for tab in (self.send, self.receive):
            tab.wants_record.connect(self.wants_record)
        self.send.wants_partner.connect(self._enrol)
        self.partners.changed.connect(self.send.reload)

    def reload(self) -> None:
        """Ask for everything anew."""
        for tab in (self.send, self.receive, self.partners):
            tab.reload()

    def forget(self) -> None:
        """Drop everything shown: the store is locked."""
        close_all(self)
        for tab in (self.send, self.receive, self.partners):
            tab.forget()

    def _enrol(self) -> None:
        self.tabs.setCurrentIndex(PARTNERS)
        self.partners.add_button.setFocus()
