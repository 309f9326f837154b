"""Handing the rules that ship with the program, and a unit's own on top, to those who judge by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from cadreapp.kernel.durable import read_fault
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.paths import resources
from cadreapp.rules.holidaytables import festivals, year_table
from cadreapp.rules.packdifference import is_older
from cadreapp.rules.packs import Rulebook, read_pack, rulebook
from cadreapp.rules.rule import Override, Unit
from cadreapp.rules.workdays import WorkCalendar
from cadreapp.store.kept import all_kept
from cadreapp.store.reading import Reader

FESTIVALS = "festivals.toml"
PACK, OVERRIDE, HOLIDAYS = "pack", "override", "holidays"
"""Kinds of what is kept: packs taken over by name, own values by rule and first day, arrangements by year."""


@dataclass(frozen=True)
class Standing:
    """The rules in force here. `troubles`: what was taken over earlier and cannot be used any more, with the reason."""

    book: Rulebook
    troubles: tuple[str, ...] = ()


def shipped_rules(overrides: Iterable[Override] = ()) -> Rulebook:
    """Return the packs of resources/rules with a unit's own values on top. Raises PACK_BROKEN, OVERRIDE_UNFIT."""
    book = _shipped(tuple(_texts(resources() / "rules").items()))
    for own in overrides:
        book = book.with_override(own)
    return book


def shipped_calendar() -> WorkCalendar:
    """Return the official arrangements of resources/holidays; other years are estimated. Raises HOLIDAYS_UNREAD."""
    return _calendar(tuple(_texts(resources() / "holidays").items()), ())


def unit_rules(connection: Reader) -> Rulebook:
    """Return the rules this unit judges by: those shipped, the packs it took over, its own values."""
    return unit_standing(connection).book


def unit_standing(connection: Reader) -> Standing:
    """Return the unit's rules, and what of its own could not be put in: the rest stays in force."""
    packs = tuple((name, str(one["text"])) for name, one in all_kept(connection, PACK).items() if one["kind"] == "rules")
    own = tuple(override_of(value) for value in all_kept(connection, OVERRIDE).values())
    return _standing(tuple(_texts(resources() / "rules").items()), packs, own)


def unit_calendar(connection: Reader) -> WorkCalendar:
    """Return the arrangements this unit knows: those shipped, and those it took over; other years are estimated."""
    own = tuple(str(value["text"]) for value in all_kept(connection, HOLIDAYS).values())
    return _calendar(tuple(_texts(resources() / "holidays").items()), own)


def override_of(value: dict[str, Any]) -> Override:
    """Return a unit's own value as it is kept."""
    days = {key: date.fromisoformat(value[key]) if value.get(key) else None for key in ("begins", "ends")}
    unit = Unit(value["unit"]) if value.get("unit") else None
    when = date.fromisoformat(value["when"])
    share = Fraction(value["share"]) if value.get("share") else None
    per = value.get("per", "")
    return Override(value["rule"], value["number"], unit, value["source"], value["who"], when, **days, per=per, share=share)


# Read anew only when a file or something kept has changed: due and every hint ask for the rules.
@lru_cache(maxsize=4)
def _shipped(texts: tuple[tuple[str, str], ...]) -> Rulebook:
    return rulebook(dict(texts))


@lru_cache(maxsize=4)
def _standing(
    texts: tuple[tuple[str, str], ...], packs: tuple[tuple[str, str], ...], own: tuple[Override, ...]
) -> Standing:
    book, troubles = _shipped(texts), []
    for name, text in packs:
        try:
            if name in book.packs and is_older(book.packs[name], read_pack(text, name)):
                continue
            book = book.with_pack(text, name)
        except AppError as error:
            troubles.append(error.message())
    for override in own:
        try:
            book = book.with_override(override)
        except AppError as error:
            troubles.append(error.message())
    return Standing(book, tuple(troubles))


@lru_cache(maxsize=4)
def _calendar(texts: tuple[tuple[str, str], ...], own: tuple[str, ...]) -> WorkCalendar:
    shipped = dict(texts)
    statutes, days = festivals(shipped.pop(FESTIVALS))
    tables = [year_table(text) for text in (*shipped.values(), *own)]
    return WorkCalendar({table.year: table for table in tables}, statutes, days)


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: _text(path) for path in sorted(folder.glob("*.toml"))}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise read_fault(error, path) from error
