"""Whether enough came and enough agreed: quorums and majorities in whole people, with the numbers told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from cadreapp.rules.faults_rules import RULE_OTHER_KIND
from cadreapp.rules.rule import Rule, Severity, Sort


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether `number` of `of` satisfies a rule; `needed`: how many people at least (at most, for a ceiling).

    `wanted`: how many the document itself asks for where the unit's own value asks for less; None where it does not.
    """

    rule: Rule
    met: bool
    number: int
    of: int
    needed: int
    text: str
    wanted: int | None = None

    @property
    def severity(self) -> Severity:
        """Return how loudly it may be told."""
        return self.rule.severity

    def asks_more(self) -> str:
        """Return that the document asks for more than came, where the unit's own value is laxer; "" where it does not."""
        ceiling = "ceiling" in self.rule.table
        if self.wanted is None or (self.number <= self.wanted if ceiling else self.number >= self.wanted):
            return ""
        return f"规定原文是{'至多' if ceiling else '至少'} {self.wanted} 人, 本单位自定的比规定宽"


@dataclass(frozen=True, slots=True)
class Voters:
    """Who of those due may vote: 正式党员 less those under 留党察看; 预备党员 and 列席 never (纪律处分条例 2023, 第十二条)."""

    full: int
    probation: int = 0

    @property
    def due(self) -> int:
        """Return how many voting members are due, the denominator of quorum and majority."""
        return max(0, self.full - self.probation)


def reached(rule: Rule, number: int, of: int = 0) -> Reached:
    """Return whether a number of people satisfies a threshold; `of`: those due, for a share. Raises RULE_OTHER_KIND.

    半数以上 includes the half, 超过半数 does not; no division is rounded.
    """
    if rule.sort is not Sort.THRESHOLD:
        raise RULE_OTHER_KIND(rule=rule.id, title=rule.title, wanted="人数或表决门槛")
    found = _judged(rule, rule.table, number, of)
    if not rule.laxer or not isinstance(rule.original, dict):
        return found
    wanted = _judged(rule, rule.original, number, of).needed
    return replace(found, wanted=wanted) if wanted != found.needed else found


def _judged(rule: Rule, value: Mapping[str, Any], number: int, of: int) -> Reached:
    if "ceiling" in value:
        most = int(Fraction(*value["ceiling"]) * of)
        return Reached(rule, number <= most, number, of, most, f"{rule.title}: {of}人中至多{most}人, 现在{number}人")
    if "share" in value:
        share = Fraction(*value["share"]) * of
        needed = int(share) + 1 if value.get("over") or share.denominator > 1 else int(share)
        met = of > 0 and number >= needed
        return Reached(rule, met, number, of, needed, f"{rule.title}: 应到{of}人, 至少{needed}人, 现在{number}人")
    least, most = value.get("least", 0), value.get("most", number)
    text = f"{rule.title}: 至少{least}人, 现在{number}人" if number < least else f"{rule.title}: 现在{number}人"
    return Reached(rule, least <= number <= most, number, of, least, text)
