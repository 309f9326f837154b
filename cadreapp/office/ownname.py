"""What the store says about whose it is: the unit's and the officer's names, as the settings page changes them."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault
from cadreapp.store import settings
from cadreapp.store.unit import Unit

NAME_NEEDED = Fault(
    "UNIT_NAME_NEEDED",
    Exit.REFUSED,
    "单位名称不能是空的。",
    "写上单位全称再保存",
    "The unit needs a name.",
    "Type its full name",
)


def change_settings(unit: Unit, unit_name: str, unit_code: str, officer: str) -> None:
    """Change whose store this is; the officer's name signs the audit from the next opening on. UNIT_NAME_NEEDED."""
    if not unit_name.strip():
        raise NAME_NEEDED(field="unit")
    for name, value in (("unit", unit_name), ("unit_code", unit_code), ("officer", officer)):
        if settings.get(unit.connection, name, "") != value.strip():
            settings.put(unit, name, value.strip())
