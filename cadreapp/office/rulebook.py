"""Handing the rules that ship with the program, and a unit's own, to those who judge by them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cadreapp.kernel.durable import read_fault
from cadreapp.kernel.paths import resources
from cadreapp.rules.holidaytables import festivals, year_table
from cadreapp.rules.packs import Rulebook, rulebook
from cadreapp.rules.rule import Override
from cadreapp.rules.workdays import WorkCalendar

FESTIVALS = "festivals.toml"


def shipped_rules(overrides: Iterable[Override] = ()) -> Rulebook:
    """Return the packs of resources/rules with a unit's own values on top. Raises PACK_BROKEN, OVERRIDE_UNFIT."""
    return rulebook(_texts(resources() / "rules"), overrides)


def shipped_calendar() -> WorkCalendar:
    """Return the official arrangements of resources/holidays; other years are estimated. Raises HOLIDAYS_UNREAD."""
    texts = _texts(resources() / "holidays")
    statutes, days = festivals(texts.pop(FESTIVALS))
    tables = [year_table(text) for text in texts.values()]
    return WorkCalendar({table.year: table for table in tables}, statutes, days)


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: _text(path) for path in sorted(folder.glob("*.toml"))}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise read_fault(error, path) from error
