"""What a unit told us that is no record: one JSON value per kind and key, each change with both values in the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from cadreapp.kernel.canonical import canonical
from cadreapp.store import straight
from cadreapp.store.unit import Unit

Reader = Connection
KEPT = "kept"
"""The name under which `Changes` tells of such a value: `changes.touches(KEPT)`."""
_ONE = "SELECT value FROM kept WHERE kind = ? AND key = ?"
_ALL = "SELECT key, value FROM kept WHERE kind = ? ORDER BY key"
_UNDER = "SELECT kind, value FROM kept WHERE kind >= ? AND kind < ? ORDER BY kind, key"
_PUT = "INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value"
_DROP = "DELETE FROM kept WHERE kind = ? AND key = ?"


def keep(unit: Unit, kind: str, key: str, value: Any) -> None:
    """Keep a JSON value under `kind` (≤ 40 characters) and `key` (≤ 120), written at once, in place of what was there.

    None takes it away. What is there already is no change, and leaves no trace.
    """
    before = one_kept(unit.connection, kind, key)
    if before == value:
        return
    if value is None:
        unit.connection.exec_driver_sql(_DROP, (kind, key))
    else:
        unit.connection.exec_driver_sql(_PUT, (kind, key, canonical(value).decode()))
    unit.told(KEPT, f"{kind}/{key}", before, value)


def one_kept(reader: Reader, kind: str, key: str, default: Any = None) -> Any:
    """Return what is kept under `kind` and `key`, or `default`."""
    found = straight.fetch(reader, _ONE, (kind, key))
    return json.loads(found[0][0]) if found else default


def all_kept(reader: Reader, kind: str) -> dict[str, Any]:
    """Return everything of one kind, by key, in the order of the keys."""
    return {key: json.loads(value) for key, value in straight.fetch(reader, _ALL, (kind,))}


def kept_under(reader: Reader, prefix: str) -> Iterator[tuple[str, Any]]:
    """Yield (kind, value) of everything whose kind begins with `prefix` (ASCII), in the order of kind and key."""
    after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return ((kind, json.loads(value)) for kind, value in straight.fetch(reader, _UNDER, (prefix, after)))
