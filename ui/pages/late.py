"""The pages that are loaded with their first visit: reports, bundles, rules and settings bring in what no workbench needs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cadreapp.kernel.clock import Clock
from ui.work.desk import Desk
from ui.work.prefs import Prefs

MODULES = ("ui.pages.reports", "ui.pages.exchange", "ui.pages.rules", "ui.pages.settings", "ui.dialogs.preview")
"""What a thread may load once the workbench stands, so that nobody waits for it."""


def late_page(key: str, desk: Desk, clock: Clock, prefs: Prefs) -> QWidget | None:
    """Make the page of `key`, or return None when it is not one of these."""
    # Not at the head: they would be loaded while the passphrase is typed, and memory has its peak when the key is derived.
    if key == "reports":
        from ui.pages.reports import ReportsPage

        return ReportsPage(desk, clock)
    if key == "exchange":
        from ui.pages.exchange import ExchangePage

        return ExchangePage(desk, clock)
    if key == "rules":
        from ui.pages.rules import RulesPage

        return RulesPage(desk, clock)
    if key == "settings":
        from ui.pages.settings import SettingsPage

        return SettingsPage(desk, clock, prefs)
    return None
