"""Remarks on a hand-over, a recusal and a destruction as they are typed: who has to be there, who must not be the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cadreapp.kernel.shape import Problem, Values
from cadreapp.rules.hints import Facts, order_hints, remark
from cadreapp.rules.packs import Rulebook

WITNESSES = 2
"""How many watch a destruction (各地通行做法: 监销人 2 名)."""


def handover_hints(values: Values, _facts: Facts, _book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a hand-over: three different people, keys changed by then, what is going on written one by one."""
    for role, others in (("receiver", (("giver", "移交人"),)), ("supervisor", (("giver", "移交人"), ("receiver", "接收人")))):
        for other, name in others:
            if _same(values.get(role), values.get(other)):
                yield remark(role, f"和{name}是同一个人, 核对一下")
    if values.get("on") and not values.get("keys_changed"):
        yield remark("keys_changed", "移交时一般要变更密钥及口令, 变更以后登记在这里")
    told = sum(row.get("going") or 0 for row in values.get("lots") or [])
    listed = len(values.get("going") or [])
    if told != listed:
        yield remark("going", f"各类别的在办件数合计 {told} 件, 这里逐件写了 {listed} 件, 核对一下")


def recusal_hints(values: Values, _facts: Facts, _book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a recusal: somebody else decides, somebody else takes over."""
    if _same(values.get("person"), values.get("decided_by")):
        yield remark("decided_by", "应回避人不能决定自己的回避, 核对一下")
    if _same(values.get("person"), values.get("successor")):
        yield remark("successor", "接替人和应回避人是同一个人, 核对一下")
    if values.get("verdict") == "granted" and not _name(values.get("successor")):
        yield remark("successor", "决定回避的, 写明由谁接替")
    yield from order_hints(values, (("decided_on", "asked_on", "决定日期早于申请日期, 核对一下"),))


def disposal_hints(values: Values, _facts: Facts, _book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a destruction: two witnesses, neither of them who does it, approved before it is done."""
    names = [name for row in values.get("witnesses") or [] if (name := _name(row.get("who")))]
    if values.get("kind") == "destroy" and len(set(names)) < WITNESSES:
        yield remark("witnesses", f"销毁要有 {WITNESSES} 名监销人在场签名, 现在登记了 {len(set(names))} 名")
    if _name(values.get("done_by")) in names:
        yield remark("done_by", "经办人又是监销人, 核对一下")
    yield from order_hints(values, (("on", "approved_on", "销毁作废的日期早于批准日期, 核对一下"),))


def _name(who: Any) -> str:
    return str(who.get("name") or "") if isinstance(who, dict) else ""


def _same(one: Any, other: Any) -> bool:
    """Tell whether two WHO values are one person: by the register where both stand in it, by name otherwise."""
    if not _name(one) or not _name(other):
        return False
    if one.get("person") and other.get("person"):
        return bool(one["person"] == other["person"])
    return _name(one) == _name(other)
