"""演示数据: invented people and one of each kind of record, dated around today, for trying the program without fear.

The records lie in `resources/demo/records.json`, in the order they are made. Texts that begin with "@" are worked out:
"@id KEY" a record made before, "@who NAME" a person with unit and post, "@day N" and "@at N HH:MM" days from today,
"@year N" years from this one; "@year" inside a text is this year.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from cadreapp.kernel.clock import today
from cadreapp.kernel.paths import resources
from cadreapp.office import record
from cadreapp.store import settings
from cadreapp.store.unit import Unit


def seed(unit: Unit) -> dict[str, str]:
    """Write the demo's records and return their ids by key; one undo takes all of them back."""
    script = _Script(today(unit.clock), {"unit": settings.get(unit.connection, "organisation")})
    for item in json.loads((resources() / "demo" / "records.json").read_bytes()):
        values = script.worked_out(item["values"])
        made = record.create(unit, item["type"], values)
        script.learn(item["key"], made, item["type"], values)
        if item.get("sealed"):
            record.seal(unit, made)
        for step in script.worked_out(item.get("steps", [])):
            record.step(unit, made, step.pop("stage"), step)
    return script.ids


class _Script:
    """Works out what the demo's texts stand for."""

    def __init__(self, day: date, ids: dict[str, str]) -> None:
        self._day = day
        self.ids = ids
        self._titles: dict[str, str] = {}
        self._people: dict[str, dict[str, Any]] = {}

    def learn(self, key: str, made: str, type_name: str, values: dict[str, Any]) -> None:
        """Remember a record that later ones may name."""
        self.ids[key] = made
        self._titles[made] = values.get("name") or ""
        if type_name == "person":
            unit = self._titles[values["unit_id"]]
            self._people[key] = {"person": made, "name": values["name"], "unit": unit, "post": values["post"]}

    def worked_out(self, value: Any) -> Any:
        """Return a value with everything that begins with "@" replaced."""
        if isinstance(value, dict):
            return {name: self.worked_out(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.worked_out(item) for item in value]
        if isinstance(value, str) and "@" in value:
            return self._text(value)
        return value

    def _text(self, value: str) -> Any:
        sign, _, rest = value.partition(" ")
        if sign == "@id":
            return self.ids[rest]
        if sign == "@who":
            return self._people[rest]
        if sign == "@year" and rest:
            return self._day.year + int(rest)
        if sign in ("@day", "@at"):
            offset, _, clock = rest.partition(" ")
            day = (self._day + timedelta(days=int(offset))).isoformat()
            return f"{day}T{clock}" if clock else day
        return value.replace("@year", str(self._day.year))
