"""备份与设置: five tabs about keeping the store well."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock
from ui.dialogs.sized import close_all
from ui.pages.backup import BackupTab
from ui.pages.settings_health import HealthTab
from ui.pages.settings_log import LogTab
from ui.pages.settings_papers import PapersTab
from ui.pages.settings_store import StoreTab
from ui.widgets.parts import label, scrolling
from ui.work.desk import Desk
from ui.work.prefs import Prefs


class SettingsPage(QWidget):
    """`restore_requested(Path)` and `prefs_changed(Prefs)` are the window's to act on; `wants_record(id)` as everywhere.

    The window calls `reload` when the page comes to the front and `forget` at the lock.
    """

    restore_requested = Signal(object)
    prefs_changed = Signal(object)
    wants_record = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, prefs: Prefs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("备份与设置")
        self.backup = BackupTab(desk)
        self.store = StoreTab(desk, clock, prefs)
        self.papers = PapersTab(desk, clock)
        self.health = HealthTab(desk)
        self.log = LogTab(desk, clock)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("备份与设置的分页")
        self.tabs.tabBar().setAccessibleName("备份与设置的分页")
        self.tabs.addTab(self.backup, "备份")
        self.tabs.addTab(scrolling(self.store, "设置"), "设置")
        self.tabs.addTab(scrolling(self.papers, "纸样"), "纸样")
        self.tabs.addTab(self.health, "体检")
        self.tabs.addTab(self.log, "使用记录")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 12)
        column.setSpacing(8)
        column.addWidget(label("备份与设置", role="title"))
        column.addWidget(self.tabs, 1)
        self.backup.restore_requested.connect(self.restore_requested)
        self.store.prefs_changed.connect(self.prefs_changed)
        self.log.wants_record.connect(self.wants_record)

    def reload(self) -> None:
        """Ask for everything anew; the check-up is made only when asked for."""
        for tab in (self.backup, self.store, self.papers, self.log):
            tab.reload()

    def forget(self) -> None:
        """Drop everything shown: the store is locked."""
        close_all(self)
        for tab in (self.backup, self.store, self.papers, self.health, self.log):
            tab.forget()
