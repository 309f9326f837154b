"""Names out of the store for the editors: suggestions, titles of references, adding who is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from cadreapp.kernel.shape import Shape
from cadreapp.office import reading
from ui.fields.setting import Hit
from ui.work.desk import Desk

UNKNOWN = "（本机没有这条记录）"
Create = Callable[[str, str, Callable[[Hit], None]], None]


class OfficeLookup(QObject):
    """Answers the editors from the open office; titles asked for once are remembered until `forget`."""

    def __init__(self, desk: Desk, create: Create, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._create = desk, create
        self._shapes: dict[str, Shape] = {s.name: s for s in reading.types()}
        self._names: dict[str, str] = {}

    def suggest(
        self, targets: tuple[str, ...], text: str, on: str | None, done: Callable[[tuple[Hit, ...]], None]
    ) -> None:
        """Find records for what is typed. `on` is the day of the record; posts come as the register has them."""

        def take(found: list[reading.Suggestion]) -> None:
            self._names.update({s.id: s.title for s in found})
            done(tuple(Hit(s.id, s.title, s.detail, s.unit, s.post) for s in found))

        self._desk.ask(reading.suggest, targets, text).then(take)

    def name_of(self, targets: tuple[str, ...], key: str, done: Callable[[str], None]) -> None:
        """Find how a record is called."""
        if key in self._names:
            done(self._names[key])
            return

        def take(view: reading.RecordView) -> None:
            self._names[key] = view.title
            done(view.title)

        self._desk.ask(reading.record, key).then(take).failed(lambda _error: done(UNKNOWN))

    def create(self, target: str, text: str, done: Callable[[Hit], None]) -> None:
        """Let the person add a record and hand it to the editor."""
        self._create(target, text, done)

    def title_of(self, target: str) -> str:
        """Return the Chinese name of a type."""
        return self._shapes[target].title if target in self._shapes else target

    def know(self, names: dict[str, str]) -> None:
        """Remember titles that came with a record."""
        self._names.update(names)

    def forget(self, *_why: Any) -> None:
        """Drop what is remembered."""
        self._names.clear()
