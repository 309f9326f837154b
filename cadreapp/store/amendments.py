"""Drafts of the next editions of sealed documents, one at most per record."""

from __future__ import annotations

import json

from sqlalchemy import delete, insert, select, update

from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.shape import Values
from cadreapp.store.tables import amendment
from cadreapp.store.unit import Unit


def begin(unit: Unit, record: str, reason: str, values: Values) -> bool:
    """Begin an amendment from the edition in force; False when there is one already."""
    if get(unit, record) is not None:
        return False
    row = {"record": record, "at": unit.at, "reason": reason, "body": canonical(values).decode()}
    unit.connection.execute(insert(amendment), row)
    return True


def get(unit: Unit, record: str) -> Values | None:
    """Return the values of a record's amendment, or None."""
    found = unit.connection.execute(select(amendment.c.body).where(amendment.c.record == record)).scalar()
    return None if found is None else dict(json.loads(found))


def put(unit: Unit, record: str, values: Values) -> None:
    """Replace the values of a record's amendment."""
    body = canonical(values).decode()
    unit.connection.execute(update(amendment).where(amendment.c.record == record), {"body": body, "at": unit.at})


def drop(unit: Unit, record: str) -> None:
    """Forget a record's amendment, if there is one."""
    unit.connection.execute(delete(amendment).where(amendment.c.record == record))
