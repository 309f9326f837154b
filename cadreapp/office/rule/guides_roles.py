"""Whose choice is whose: what the present role is not offered in an editor, and the sentence that says why and where to go."""

from __future__ import annotations

from collections.abc import Sequence

from cadreapp.office.rule.guides import ROLE_NAMES, packs, role
from cadreapp.records import SHAPES
from cadreapp.rules.guides import Reserved
from cadreapp.store.reading import Reader

__all__ = ["Reserved"]

CHOSEN_IN = {"clue": "handling"}
"""Types with guides for the choices of a field that is not their kind."""
_SEND = "报机关纪委处理"
_MOST_BASES = 2


def left_out(connection: Reader, of: str) -> tuple[Reserved, ...]:
    """Return the choices of a type that are not the present role's: the kinds whose guide says so, and those reserved."""
    mine = role(connection)
    every = packs(connection).values()
    path = CHOSEN_IN.get(of, SHAPES[of].kind_field or "")
    kinds = (g for pack in every for g in pack.guides if g.of == of and mine not in g.roles)
    why = f"不是{ROLE_NAMES[mine]}的权限: {_SEND}"
    found = [Reserved(of, path, g.title, (g.kind,), g.roles, f"{g.title}{why}", g.basis) for g in kinds]
    return (*found, *(r for pack in every for r in pack.reserved if r.of == of and mine not in r.roles))


def told(reserved: Sequence[Reserved]) -> str:
    """Return what stands under a field some of whose choices are not offered, "" when all are: a line for each reason."""
    kinds = [one for one in reserved if len(one.codes) == 1]
    lines = [f"没有列出: {one.text} ({one.basis})。" for one in reserved if len(one.codes) > 1]
    if kinds:
        titles = "、".join(one.title for one in kinds)
        why = kinds[0].text.removeprefix(kinds[0].title)
        bases = [basis for basis in dict.fromkeys(one.basis for one in kinds) if basis.startswith("《")]
        lines.insert(0, f"没有列出: {titles}, {why}" + (f" ({'; '.join(bases[:_MOST_BASES])})。" if bases else "。"))
    return "\n".join(lines)
