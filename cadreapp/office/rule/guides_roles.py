"""Whose choice is whose: what the present role is not offered in an editor, and the sentence that says why and where to go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cadreapp.office.rule.guides import ROLE_NAMES, packs, role
from cadreapp.records import SHAPES
from cadreapp.rules.guides import Reserved
from cadreapp.store.reading import Reader

__all__ = ["Reserved"]

CHOSEN_IN = {"clue": "handling"}
"""Types with guides for the choices of a field that is not their kind."""
_SEND = "报机关纪委处理"
_MOST_NAMED = 3
_DIVIDED = re.compile("[;；] *")


def left_out(connection: Reader, of: str) -> tuple[Reserved, ...]:
    """Return the choices of a type that are not the present role's: the kinds whose guide says so, and those reserved."""
    mine = role(connection)
    every = packs(connection).values()
    path = CHOSEN_IN.get(of, SHAPES[of].kind_field or "")
    kinds = (g for pack in every for g in pack.guides if g.of == of and mine not in g.roles)
    why = f"不是{ROLE_NAMES[mine]}的权限: {_SEND}"
    found = [Reserved(of, path, g.title, (g.kind,), g.roles, why, g.basis) for g in kinds]
    return (*found, *(r for pack in every for r in pack.reserved if r.of == of and mine not in r.roles))


def told(reserved: Sequence[Reserved], *, short: bool = False) -> str:
    """Return what stands under a field some of whose choices are not offered, "" when all are: a line for each reason.

    `short` names a few of them and the first article alone.
    """
    lines = []
    for why in dict.fromkeys(one.text for one in reserved):
        same = [one for one in reserved if one.text == why]
        titles = [one.title for one in same]
        named = "、".join(titles[:_MOST_NAMED] if short else titles)
        more = f"等 {len(titles)} 种" if short and len(titles) > _MOST_NAMED else ""
        bases = [basis for one in same for basis in _DIVIDED.split(one.basis) if basis.startswith("《")]
        rests = "; ".join(list(dict.fromkeys(bases))[: 1 if short else None])
        lines.append(f"没有列出{named}{more}: {why.replace(': ', ', ')}" + (f" ({rests})" if rests else "") + "。")
    return "\n".join(lines)
