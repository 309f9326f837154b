"""Settings of one store: a name and a JSON value each, changed inside a unit so that the journal knows."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, select, text

from cadreapp.store.tables import setting
from cadreapp.store.unit import Unit


def get(connection: Connection, name: str, default: Any = None) -> Any:
    """Return a setting's value, or `default`."""
    found = connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar()
    return default if found is None else json.loads(found)


def put(unit: Unit, name: str, value: Any) -> None:
    """Set a setting; the journal notes its name, not its value."""
    unit.connection.execute(
        text("INSERT INTO setting VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
        {"name": name, "value": json.dumps(value, ensure_ascii=False)},
    )
    unit.note("setting", about=name)
