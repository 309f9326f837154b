"""Yearly notices: when a meeting that belongs to a year is to be held this time, by which paper."""

from __future__ import annotations

from datetime import date

from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import NOT_FOUND, Exit, Fault
from cadreapp.office.rule.rulebook import unit_rules
from cadreapp.rules.frequency import Notice
from cadreapp.rules.rule import Sort
from cadreapp.store.kept import all_kept, keep, one_kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = ["Notice"]

NOTICE = "notice"

UNFIT = Fault(
    "NOTICE_UNFIT", Exit.REFUSED, "这份年度通知不能登记: {what}。", "改好后再登记",
    "This yearly notice cannot be kept: {what_en}.", "Correct it and try again",
)


def yearly_rules(connection: Reader, year: int) -> list[tuple[str, str]]:
    """Return (id, title) of the rules that a yearly notice may date: those counted by the year they belong to."""
    every = unit_rules(connection).of_sort(Sort.FREQUENCY, date(year, 12, 31))
    return [(rule.id, rule.title) for rule in every if rule.frequency is not None and rule.frequency.belongs]


def notices(connection: Reader) -> tuple[Notice, ...]:
    """Return every notice, by rule and year."""
    return tuple(
        Notice(v["rule"], v["year"], date.fromisoformat(v["opens"]), date.fromisoformat(v["closes"]), v["source"])
        for v in all_kept(connection, NOTICE).values()
    )


def put(unit: Unit, notice: Notice) -> None:
    """Keep a notice in place of the one of the same rule and year. Raises RULE_UNKNOWN, NOTICE_UNFIT."""
    rule = unit_rules(unit.connection).rule(notice.rule, date(notice.year, 12, 31))
    if rule.frequency is None or not rule.frequency.belongs:
        raise UNFIT(what=f"{rule.title}不按归属年度算", what_en=f"{rule.id} is not counted by the year it belongs to")
    if notice.closes < notice.opens:
        raise UNFIT(what="截止日期早于开始日期", what_en="it closes before it opens")
    if not date(notice.year, 1, 1) <= notice.opens or notice.closes > date(notice.year + 1, 12, 31):
        raise UNFIT(what=f"不在{notice.year}年和次年里", what_en=f"not within {notice.year} and the year after")
    if not notice.source.strip():
        raise UNFIT(what="要写明是哪一份通知", what_en="name the paper that says so")
    keep(unit, NOTICE, _key(notice.rule, notice.year), {
        "rule": notice.rule, "year": notice.year, "opens": str(notice.opens), "closes": str(notice.closes),
        "source": notice.source.strip(), "who": unit.actor.name, "when": str(today(unit.clock)),
    })  # fmt: skip


def drop(unit: Unit, rule_id: str, year: int) -> None:
    """Take a notice away. Raises NOT_FOUND."""
    if one_kept(unit.connection, NOTICE, _key(rule_id, year)) is None:
        raise NOT_FOUND(what="年度通知", key=f"{rule_id} {year}")
    keep(unit, NOTICE, _key(rule_id, year), None)


def _key(rule_id: str, year: int) -> str:
    return f"{rule_id}/{year}"
