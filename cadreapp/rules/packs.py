"""The rules in force: packs read from their text, versions by day or by name, a unit's own values on top."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from cadreapp.rules.faults_rules import (
    OVERRIDE_UNFIT,
    PACK_BROKEN,
    RULE_NOT_IN_FORCE,
    RULE_UNKNOWN,
    VERSION_UNKNOWN,
)
from cadreapp.rules.packcheck import check
from cadreapp.rules.rule import PER_TEXT, Confidence, Frequency, Override, Rule, Sort, Term, Unit


@dataclass(frozen=True, slots=True)
class Pack:
    """One subject's rules, all versions of each; `as_of` is the day the values were gathered."""

    name: str
    title: str
    version: int
    as_of: date
    rules: tuple[Rule, ...]


def read_pack(text: str | bytes, name: str = "") -> Pack:
    """Read a pack; raises PACK_BROKEN with the line and key of its first flaw (`check` lists all)."""
    flaws = check(text)
    if flaws:
        first = flaws[0]
        raise PACK_BROKEN(name=name, line=first.line, key=first.key or "-", what=first.what, what_en=first.what_en)
    data = tomllib.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    head = data["pack"]
    rules = tuple(_rule(row) for row in data["rule"])
    return Pack(head["name"], head["title"], head["version"], _day(head["as_of"]), rules)


def _rule(row: dict[str, Any]) -> Rule:
    sort, value = Sort(row["sort"]), row["value"]
    return Rule(
        id=row["id"], sort=sort, title=row["title"], document=row["document"], year=row["year"], article=row["article"],
        begins=_day(row["from"]), ends=_day(row["to"]) if "to" in row else None, confidence=Confidence(row["confidence"]),
        sentence=row["sentence"], applies_to=tuple(row["applies_to"]), note=row.get("note", ""), start=row.get("start", ""),
        term=Term(**(value | {"unit": Unit(value["unit"])})) if sort in (Sort.TERM, Sort.IMPACT) else None,
        frequency=Frequency(**(value | {"kinds": tuple(value["kinds"])})) if sort is Sort.FREQUENCY else None,
        table=value if sort in (Sort.MEASURE, Sort.THRESHOLD, Sort.WORDING) else {},
        measures=tuple(row.get("measures", ())), family=row.get("family", ""),
    )  # fmt: skip


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


@dataclass(frozen=True)
class Rulebook:
    """Every pack in force and the unit's own values; never changed, only replaced by a new one."""

    packs: Mapping[str, Pack] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()

    def with_pack(self, text: str | bytes, name: str = "") -> Rulebook:
        """Return a rulebook with this pack put in or replaced; a broken one raises PACK_BROKEN and this book stays as it is."""
        pack = read_pack(text, name)
        others = {rule.id for other in self.packs.values() if other.name != pack.name for rule in other.rules}
        twice = sorted({rule.id for rule in pack.rules} & others)
        if twice:
            line = next(n for n, row in enumerate(_text(text).splitlines(), 1) if f'"{twice[0]}"' in row)
            what, what_en = "这个编号已在另一个规则包里", "this id belongs to another pack"
            raise PACK_BROKEN(name=name or pack.name, line=line, key=f"rule.{twice[0]}.id", what=what, what_en=what_en)
        book = replace(self, packs={**self.packs, pack.name: pack})
        for own in self.overrides:
            _fits(own, book)
        return book

    def with_override(self, own: Override) -> Rulebook:
        """Return a rulebook with a unit's own value in place of any it had for that rule; raises OVERRIDE_UNFIT."""
        _fits(own, self)
        kept = tuple(o for o in self.overrides if (o.rule, o.begins) != (own.rule, own.begins))
        return replace(self, overrides=(*kept, own))

    def ids(self) -> tuple[str, ...]:
        """Return every rule id, sorted."""
        return tuple(sorted(self._by_id))

    def versions(self, rule_id: str) -> tuple[Rule, ...]:
        """Return every version of a rule, the oldest first. Raises RULE_UNKNOWN."""
        if rule_id not in self._by_id:
            raise RULE_UNKNOWN(rule=rule_id)
        return self._by_id[rule_id]

    def rule(self, rule_id: str, on: date, *, version: int | None = None) -> Rule:
        """Return the version in force on the day of the deed or decision, or the one named by its document's year.

        The unit's own value for that day is put in. Raises RULE_UNKNOWN, RULE_NOT_IN_FORCE, RULE_VERSION_UNKNOWN.
        """
        every = self.versions(rule_id)
        shown = "、".join(str(rule.year) for rule in every)
        if version is not None:
            found = next((rule for rule in every if rule.year == version), None)
            if found is None:
                raise VERSION_UNKNOWN(rule=rule_id, version=version, versions=shown)
        else:
            found = next((rule for rule in every if rule.in_force(on)), None)
            if found is None:
                raise RULE_NOT_IN_FORCE(rule=rule_id, day=on, versions=shown)
        return self._owned(found, on)

    def found(self, rule_id: str, on: date) -> Rule | None:
        """Return the version in force on a day with the unit's own value; None when no pack holds one for that day."""
        version = next((rule for rule in self._by_id.get(rule_id, ()) if rule.in_force(on)), None)
        return None if version is None else self._owned(version, on)

    def for_measure(self, code: str, on: date, *, version: int | None = None) -> tuple[Rule, ...]:
        """Return the impact rules that follow from a measure on a day, or in the version named; empty when there are none.

        Raises RULE_VERSION_UNKNOWN.
        """
        found = {r.id for r in self._all() if r.sort is Sort.IMPACT and code in r.measures and (version or r.in_force(on))}
        return tuple(self.rule(rule_id, on, version=version) for rule_id in sorted(found))

    def family_of(self, code: str) -> str:
        """Return the family of the impact period that a measure has in some version; "" when it never had any."""
        return next((r.family for r in self._all() if r.sort is Sort.IMPACT and code in r.measures), "")

    def of_sort(self, sort: Sort, on: date) -> tuple[Rule, ...]:
        """Return the rules of one sort in force on a day, by id."""
        found = [rule for rule in self._all() if rule.sort is sort and rule.in_force(on)]
        return tuple(self._owned(rule, on) for rule in sorted(found, key=lambda rule: rule.id))

    @cached_property
    def _by_id(self) -> dict[str, tuple[Rule, ...]]:
        """Return the versions by id, the oldest first; asked for every one of many records."""
        found: dict[str, list[Rule]] = {}
        for rule in self._all():
            found.setdefault(rule.id, []).append(rule)
        return {rule_id: tuple(sorted(rules, key=lambda rule: rule.begins)) for rule_id, rules in found.items()}

    def _all(self) -> Iterator[Rule]:
        return (rule for pack in self.packs.values() for rule in pack.rules)

    def _owned(self, rule: Rule, on: date) -> Rule:
        mine = [o for o in self.overrides if o.rule == rule.id and _within(o, on)]
        owned = rule.overridden(max(mine, key=lambda o: o.when)) if mine else rule
        threshold = self.found(rule.frequency.members_by, on) if rule.frequency and rule.frequency.members_by else None
        return owned if threshold is None else owned.leaning_on(threshold)


def rulebook(texts: Mapping[str, str | bytes], overrides: Iterable[Override] = ()) -> Rulebook:
    """Return the rulebook of {file name: text}; raises PACK_BROKEN naming the file."""
    book = Rulebook()
    for name in sorted(texts):
        book = book.with_pack(texts[name], name)
    for own in overrides:
        book = book.with_override(own)
    return book


def _text(text: str | bytes) -> str:
    return text.decode("utf-8-sig") if isinstance(text, bytes) else text


def _within(own: Override, day: date) -> bool:
    return (own.begins is None or own.begins <= day) and (own.ends is None or day <= own.ends)


def _fits(own: Override, book: Rulebook) -> None:
    """Raise when a unit's own value names no term or frequency, or says nothing of its source."""
    rule = book.versions(own.rule)[-1]
    if rule.term is None and rule.frequency is None and not rule.plain_number and rule.share is None:
        raise OVERRIDE_UNFIT(rule=own.rule, what="这条规则没有可以改的数值", what_en="it has no number")
    if own.per and (rule.frequency is None or rule.frequency.belongs or own.per not in PER_TEXT):
        raise OVERRIDE_UNFIT(rule=own.rule, what="这条规则的周期不能这样改", what_en="its period cannot be set so")
    if own.unit and (rule.plain_number or rule.share is not None):
        raise OVERRIDE_UNFIT(rule=own.rule, what="这个数没有时间单位", what_en="it is not counted in days")
    if rule.sort is Sort.IMPACT and own.unit in (Unit.DAY, Unit.WORKDAY):
        raise OVERRIDE_UNFIT(rule=own.rule, what="影响期按月或年计算", what_en="impact periods are counted in months or years")
    if rule.sort is Sort.MEASURE:
        if own.number not in (0, rule.table["form"]):
            what, what_en = f"只能是 {rule.table['form']} (计入) 或 0 (不计入)", f"it is {rule.table['form']} (counted) or 0 (not counted)"
            raise OVERRIDE_UNFIT(rule=own.rule, what=what, what_en=what_en)
    elif rule.share is not None or own.share is not None:
        _fits_share(own, rule)
    elif not 1 <= own.number <= 1200:
        raise OVERRIDE_UNFIT(rule=own.rule, what=f"{own.number} 超出范围", what_en=f"{own.number} is out of range")
    if not own.source.strip() or not own.who.strip():
        raise OVERRIDE_UNFIT(rule=own.rule, what="要写明依据和由谁改", what_en="its source and who set it are wanted")


def _fits_share(own: Override, rule: Rule) -> None:
    if rule.share is None:
        raise OVERRIDE_UNFIT(rule=own.rule, what="这条规则要一个整数, 不是几分之几", what_en="a whole number is wanted, not a share")
    if own.share is None or not 0 < own.share <= 1:
        what, what_en = "要写成几分之几, 如 2/3、三分之二、80%, 不超过全体", "a share is wanted, such as 2/3 or 80%, at most everybody"
        raise OVERRIDE_UNFIT(rule=own.rule, what=what, what_en=what_en)
    if rule.table.get("over") and own.share == 1:
        raise OVERRIDE_UNFIT(rule=own.rule, what="没有人能超过全体", what_en="nobody exceeds everybody")
