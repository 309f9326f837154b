"""What a colleague would remark while one types: a sentence beside the field, with the article; it never blocks a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cadreapp.kernel.shape import Kind, Problem, Shape, Values
from cadreapp.rules.guides import Reserved
from cadreapp.rules.impact import Sanction
from cadreapp.rules.measures import BY_CODE
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.rule import Rule

LATE_DAYS = 7
"""Days after which something put down is a late entry."""
_BRACKETS = re.compile(r"[\[［(（【]((?:19|20)\d\d)[\]］)）】](?=.*号)")
_SECRET = re.compile(r"(?:绝密|机密|秘密)\s*★")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the register knows of somebody. `outside`: who has the say over them when it is not this unit, else ""."""

    name: str
    politics: str | None = None
    voting: str | None = None
    rank: str | None = None
    kind: str | None = None
    outside: str = ""

    @property
    def may_vote(self) -> bool | None:
        """Tell whether this member has a vote; None when the register does not say (纪律处分条例 2023, 第十二条)."""
        if self.voting:
            return self.voting == "full"
        return {"member": True, "probationary": False}.get(self.politics or "")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known beside the form: the moment, the role of the desk, the people of the register, what else was held.

    `now` is naive China civil time; `fresh`: the record was never kept. `overlaps`: (talker, title) of talks at the same time.
    `full_members`: 正式党员 of the organisation, None when nobody counted. `role`: committee or branch; `reserved`: the
    choices that are not this role's. `jurisdiction`: who has the say by the record itself when that is not this unit, else "".
    `others`: what other records hold against the linked person, whose periods add to this one's.
    """

    now: str
    fresh: bool = True
    role: str = "committee"
    people: Mapping[str, PersonFacts] = field(default_factory=dict)
    overlaps: tuple[tuple[str, str], ...] = ()
    full_members: int | None = None
    organisation_kind: str = ""
    reserved: tuple[Reserved, ...] = ()
    jurisdiction: str = ""
    others: tuple[Sanction, ...] = ()

    def of(self, who: Any) -> PersonFacts | None:
        """Return what the register knows of the person in a WHO value."""
        return self.people.get(who.get("person") or "") if isinstance(who, dict) else None


def remark(path: str, text: str, rule: Rule | None = None, article: str = "") -> Problem:
    """Return a hint beside a field, with what it rests on."""
    return Problem(path, text, blocks=False, article=rule.citation() if rule is not None else article)


def in_force(book: Rulebook, rule_id: str, values: Values, day_field: str, facts: Facts) -> Rule | None:
    """Return a rule's version on the record's day, or today's; None when a pack does not hold it for that day."""
    day = day_of(values.get(day_field)) or date.fromisoformat(facts.now[:10])
    return book.found(rule_id, day)


def day_of(value: Any) -> date | None:
    """Return the day of a DAY or MOMENT value; None when it is empty or not finished yet."""
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def wording_hints(shape: Shape, values: Values) -> Iterator[Problem]:
    """Yield remarks on how things are written: the brackets of a document's number, marks of state secrets."""
    for one in shape.fields:
        value = values.get(one.name)
        if one.kind not in (Kind.LINE, Kind.TEXT) or not isinstance(value, str):
            continue
        if one.kind is Kind.LINE and (found := _BRACKETS.search(value)):
            article = "《党政机关公文格式》(GB/T 9704-2012) 7.2.5"
            yield remark(one.name, f"文号的年份用六角括号: 〔{found.group(1)}〕", article=article)
        if _SECRET.search(value):
            yield remark(one.name, "本软件不处理国家秘密, 不写密级标志; 涉密内容请用专门的设备")


def order_hints(values: Values, pairs: tuple[tuple[str, str, str], ...]) -> Iterator[Problem]:
    """Yield where one day or moment stands before another: (later field, earlier field, what to say)."""
    for later, earlier, text in pairs:
        one, two = values.get(later), values.get(earlier)
        if one and two:
            size = min(len(str(one)), len(str(two)))
            if str(one)[:size] < str(two)[:size]:
                yield remark(later, text)


def late_hint(values: Values, day_field: str, what: str, facts: Facts) -> Iterator[Problem]:
    """Yield that something put down long after it took place is a late entry (补录), which says why."""
    held = day_of(values.get(day_field))
    days = (date.fromisoformat(facts.now[:10]) - held).days if held else 0
    if facts.fresh and days > LATE_DAYS and not values.get("late_reason"):
        yield remark("late_reason", f"{what}在 {days} 天前, 属于补录: 写明原因, 打印时会标明“补录”")


def outside_hint(path: str, who: Any, facts: Facts) -> Iterator[Problem]:
    """Yield whose matter a person is who is not under this unit's authority (管理权限)."""
    known = facts.of(who)
    if known is not None and known.outside:
        yield remark(path, f"{known.name}的管理权限在{known.outside}, 不在本单位: 报{known.outside}处理")


def reserved_hints(values: Values, facts: Facts) -> Iterator[Problem]:
    """Yield whose choice it is where one was made that is not this role's; made by others, it is only put down."""
    for one in facts.reserved:
        head, _, name = one.path.partition(".")
        if not name and one.holds_back(values.get(head)):
            yield remark(head, one.title + one.text, article=one.basis)
        for number, row in enumerate(values.get(head) or [] if name else [], 1):
            if one.holds_back(row.get(name), row.get("decider") or values.get("decided_by")):
                chosen = BY_CODE[row[name]].name if row[name] in BY_CODE else one.title
                yield remark(f"{head}.{number}.{name}", chosen + one.text, article=one.basis)
