"""口头提醒: a word said in passing, put down in one line and done with."""

from __future__ import annotations

from cadreapp.kernel.shape import Values
from cadreapp.office import record
from cadreapp.store import settings
from cadreapp.store.unit import Unit

ORAL = "oral"


def put_down(unit: Unit, values: Values) -> str:
    """Keep and seal a word of reminder; who said it is the desk's officer unless told. Raises NOT_READY."""
    officer = settings.get(unit.connection, "officer", "") or unit.actor.name
    whole: Values = {"talkers": [{"who": {"name": officer}}], **values, "kind": ORAL}
    made = record.create(unit, "talk", whole)
    record.seal(unit, made)
    return made
