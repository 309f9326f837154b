"""What an editor may ask of the world around it: names to suggest, the day it is, the day the record speaks of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Hit:
    """One suggestion: a record and, when it is a person, unit and post as of the day asked about."""

    id: str
    label: str
    detail: str = ""
    unit: str = ""
    post: str = ""


class Lookup(Protocol):
    """Answers come later, on the GUI thread, through `done`; an answer that is not wanted any more is dropped there."""

    def suggest(
        self, targets: tuple[str, ...], text: str, on: str | None, done: Callable[[tuple[Hit, ...]], None]
    ) -> None:
        """Find records of the types `targets` whose name, part of name or pinyin initials match `text`."""

    def name_of(self, targets: tuple[str, ...], key: str, done: Callable[[str], None]) -> None:
        """Find how the record `key` is called."""

    def create(self, target: str, text: str, done: Callable[[Hit], None]) -> None:
        """Let the person add a record of type `target` named `text`; `done` is not called when they give up."""

    def title_of(self, target: str) -> str:
        """Return the Chinese name of a record type."""


@dataclass(frozen=True)
class Setting:
    """`day` tells the day the record speaks of, as YYYY-MM-DD, or None while it is not filled in."""

    lookup: Lookup
    today: Callable[[], date]
    day: Callable[[], str | None] = lambda: None
