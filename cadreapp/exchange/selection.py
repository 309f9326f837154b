"""What goes into a bundle, and what of a record stays at home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.shape import Family, Field, Kind, Shape, Values


@dataclass(frozen=True, slots=True)
class Selection:
    """What the officer ticked. `since`/`until` are days ("2026-01-01") or None.

    Texts (Kind.TEXT) travel with registers and with the types in `whole` only, unless `include_talk_texts` is ticked;
    fields declared internal stay at home unless `include_internal` is set, which no ordinary report does.
    """

    types: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    include_talk_texts: bool = False
    include_internal: bool = False
    whole: tuple[str, ...] = ("disposition",)

    def keeps_texts(self, shape: Shape) -> bool:
        """Tell whether the texts of this type travel."""
        return self.include_talk_texts or shape.family is Family.REGISTER or shape.name in self.whole

    def covers(self, day: str | None) -> bool:
        """Tell whether a record of this day is asked for; one without a day always is."""
        if day is None:
            return True
        return (self.since is None or day[:10] >= self.since) and (self.until is None or day[:10] <= self.until)


def outgoing(shape: Shape, values: Values, selection: Selection) -> tuple[Values, tuple[str, ...]]:
    """Return what of a record's values may travel, and the dotted paths of the fields that were not empty but stay."""
    sieve = _Sieve(selection.keeps_texts(shape), selection.include_internal)
    return sieve.kept(shape, values), tuple(sorted(sieve.withheld))


class _Sieve:
    """Goes through one record and notes what it holds back."""

    def __init__(self, texts: bool, internal: bool) -> None:
        self._texts = texts
        self._internal = internal
        self.withheld: set[str] = set()

    def kept(self, shape: Shape, values: Values, at: str = "") -> Values:
        kept: Values = {"id": values["id"]} if "id" in values else {}
        for field in shape.fields:
            if field.name not in values:
                continue
            value = values[field.name]
            if self._stays(field):
                if value:
                    self.withheld.add(at + field.name)
            elif field.entry is not None:
                kept[field.name] = self._rows(field.entry, value, f"{at}{field.name}.")
            else:
                kept[field.name] = value
        return kept

    def _rows(self, entry: Shape, rows: Any, at: str) -> list[Values]:
        """A row of which only its id is left says nothing: it stays too."""
        kept = [self.kept(entry, row, at) for row in rows or []]
        return [row for row in kept if any(value for key, value in row.items() if key != "id")]

    def _stays(self, field: Field) -> bool:
        return field.internal and not self._internal or field.kind is Kind.TEXT and not self._texts
