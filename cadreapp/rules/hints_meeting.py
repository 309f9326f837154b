"""Remarks on minutes as they are typed: who is due, who may vote, quorum, majority, the year they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cadreapp.kernel.shape import Problem, Values
from cadreapp.rules.hints import Facts, day_of, in_force, late_hint, order_hints, remark
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.rule import Rule
from cadreapp.rules.shares import majority_text
from cadreapp.rules.thresholds import reached

_GENERAL, _COMMITTEE, _DEMOCRATIC = "general", "committee", "democratic"
_YEARLY = ("life", "review", "democratic")
_ELECTION = ("选举", "当选", "候选人", "差额", "等额")
_NO_VOTE = "《中国共产党纪律处分条例》(2023) 第十二条; 《中国共产党章程》"


def meeting_hints(values: Values, facts: Facts, book: Rulebook) -> Iterator[Problem]:
    """Yield remarks on a meeting (domain §5, checks 2 and 6)."""
    kinds = tuple(values.get("kinds") or ())
    yield from order_hints(values, (("ended_at", "began_at", "结束时间早于开始时间, 核对一下"),))
    if str(values.get("began_at") or "") > facts.now:
        yield remark("began_at", "会议时间晚于现在, 核对一下")
    yield from late_hint(values, "began_at", "会议", facts)
    yield from _numbers(values)
    yield from _voters(values, kinds, facts)
    yield from _quorum(values, kinds, facts, book)
    yield from _votes(values, kinds, facts, book)
    yield from _ratings(values, facts, book)
    yield from _year(values, kinds)
    yield from _too_few(values, kinds, facts, book)


def _too_few(values: Values, kinds: tuple[str, ...], facts: Facts, book: Rulebook) -> Iterator[Problem]:
    rule, members = in_force(book, "TH02", values, "began_at", facts), facts.full_members
    if rule is None or _COMMITTEE not in kinds or facts.organisation_kind != "branch" or not members:
        return
    found = reached(rule, members)
    if not found.met:
        yield remark("kinds", f"这个支部有正式党员 {members} 人, 不设支部委员会, 用支部党员大会", rule)
    elif more := found.asks_more():
        yield remark("kinds", f"这个支部有正式党员 {members} 人, 按本单位自定设支部委员会; {more}", rule)


def _numbers(values: Values) -> Iterator[Problem]:
    due, came, absent = values.get("due"), values.get("came"), len(values.get("absent") or [])
    if due is not None and came is not None:
        if came > due:
            yield remark("came", f"实到 {came} 人多于应到 {due} 人: 列席的不算应到, 也不算实到")
        elif came + absent != due:
            yield remark("came", f"应到 {due} 人, 实到 {came} 人加缺席名单 {absent} 人是 {came + absent} 人, 对不上")
    full, probationary = values.get("due_full"), values.get("due_probationary")
    if due is not None and full is not None and full + (probationary or 0) != due and probationary is not None:
        yield remark("due_full", f"正式 {full} 人加预备 {probationary} 人是 {full + probationary} 人, 应到写的是 {due} 人")
    present = [_key(row) for row in values.get("present") or []]
    if came is not None and present and len(present) != came:
        yield remark("present", f"到会名单 {len(present)} 人, 实到写的是 {came} 人")
    for number, row in enumerate(values.get("observers") or [], 1):
        if _key(row) and _key(row) in present:
            yield remark(f"observers.{number}.who", "这个人也在到会名单里: 列席的不算应到和实到")


def _voters(values: Values, kinds: tuple[str, ...], facts: Facts) -> Iterator[Problem]:
    due, came = values.get("voters_due"), values.get("voters_came")
    full = values.get("due_full")
    if due is not None and full is not None and due > full:
        yield remark("voters_due", f"有表决权的不会多于正式党员 {full} 人: 预备党员、留党察看期间没有表决权", article=_NO_VOTE)
    if due is not None and came is not None and came > due:
        yield remark("voters_came", f"有表决权实到 {came} 人多于应到 {due} 人")
    if _GENERAL not in kinds:
        return
    there = [_counted(row, facts) for row in values.get("present") or []]
    away = [_counted(row, facts) for row in values.get("absent") or []]
    both = there + away
    if both and len(both) == values.get("due") and None not in both:
        yield from _told("voters_due", due, sum(map(bool, both)), "有表决权应到")
    if there and len(there) == values.get("came") and None not in there:
        yield from _told("voters_came", came, sum(map(bool, there)), "有表决权实到")


def _told(path: str, typed: int | None, found: int, label: str) -> Iterator[Problem]:
    if typed != found:
        text = f"按名单和人员库, {label} {found} 人 (预备党员、留党察看期间的不算)"
        yield remark(path, text, article=_NO_VOTE)


def _counted(row: Values, facts: Facts) -> bool | None:
    """Tell whether someone on a list votes: as the register says, else as ticked; None when nobody knows."""
    known = facts.of(row.get("who"))
    found = known.may_vote if known is not None else None
    return row.get("voting") if found is None else found


def _quorum(values: Values, kinds: tuple[str, ...], facts: Facts, book: Rulebook) -> Iterator[Problem]:
    voters = (values.get("voters_due"), values.get("voters_came"), "voters_came")
    all_ = (values.get("due"), values.get("came"), "came")
    wanted: list[tuple[str, tuple[Any, Any, str]]] = []
    if _GENERAL in kinds:
        wanted.append(("TH06" if _elects(values) else "TH03", voters))
    if _COMMITTEE in kinds:
        wanted.append(("TH05", voters if voters[0] else all_))
    if _DEMOCRATIC in kinds:
        wanted.append(("TH07", all_))
    for rule_id, (due, came, path) in wanted:
        rule = in_force(book, rule_id, values, "began_at", facts)
        if rule is None or not due:
            continue
        found = reached(rule, came or 0, due)
        more = found.asks_more()
        told = f"; {more}" if more else ""
        if came is None:
            yield remark(path, f"应到 {due} 人, 至少要到 {found.needed} 人{told}", rule)
        elif not found.met:
            yield remark(path, f"到会人数不够: 应到 {due} 人, 至少要到 {found.needed} 人, 现在 {came} 人{told}", rule)
        elif more:
            yield remark(path, f"应到 {due} 人, 现在 {came} 人, 按本单位自定够了{told}", rule)


def _votes(values: Values, kinds: tuple[str, ...], facts: Facts, book: Rulebook) -> Iterator[Problem]:
    for number, row in enumerate(values.get("votes") or [], 1):
        path = f"votes.{number}"
        due = row.get("voters_due") or values.get("voters_due")
        there = row.get("voters") or values.get("voters_came")
        cast = sum(row.get(name) or 0 for name in ("yes", "no", "abstained"))
        if there is not None and cast > there:
            yield remark(f"{path}.yes", f"赞成、反对、弃权合计 {cast}, 多于到会有表决权的 {there} 人")
        elects = any(word in str(row.get("what") or "") for word in _ELECTION)
        if _GENERAL in kinds or elects:
            rule = in_force(book, "TH09" if elects else "TH04", values, "began_at", facts)
            yield from _majority(path, row, rule, there if elects else due)


def _majority(path: str, row: Values, rule: Rule | None, of: int | None) -> Iterator[Problem]:
    if rule is None or not of or row.get("yes") is None:
        return
    found, said = reached(rule, row["yes"], of), row.get("passed")
    more = found.asks_more()
    told = f"; {more}" if more else ""
    if found.met and said == "no":
        yield remark(f"{path}.passed", f"赞成 {row['yes']} 人, 已经达到要求的 {found.needed} 人, 核对结果{told}", rule)
    elif not found.met and said != "no":
        share = majority_text(rule.table)
        yield remark(f"{path}.yes", f"赞成 {row['yes']} 人, 要有 {found.needed} 人 ({of} 人的{share}) 才通过{told}", rule)
    elif more and said != "no":
        yield remark(f"{path}.yes", f"赞成 {row['yes']} 人, 按本单位自定通过{told}", rule)


def _ratings(values: Values, facts: Facts, book: Rulebook) -> Iterator[Problem]:
    rows = values.get("ratings") or []
    rated = [row for row in rows if row.get("result") not in (None, "none")]
    excellent = sum(row["result"] == "excellent" for row in rated)
    rule = in_force(book, "TH08", values, "began_at", facts)
    if rule is not None and rated:
        found = reached(rule, excellent, max(len(rows), values.get("due") or 0))
        more = found.asks_more()
        if not found.met or more:
            told = f"; {more}" if more else ""
            yield remark("ratings", f"优秀 {excellent} 人, {found.of} 人中一般至多 {found.needed} 人{told}", rule)
    for number, row in enumerate(rows, 1):
        known = facts.of(row.get("who"))
        if rule is not None and known and known.politics == "probationary" and row.get("result") not in (None, "none"):
            yield remark(f"ratings.{number}.result", "预备党员参加评议, 不评等次", rule)


def _year(values: Values, kinds: tuple[str, ...]) -> Iterator[Problem]:
    held, year = day_of(values.get("began_at")), values.get("year")
    if held is None or year is None:
        return
    if set(kinds) & set(_YEARLY):
        if year == held.year and held.month <= 3:
            yield remark("year", f"年初开的多半属于上年度: 归属年度是不是 {held.year - 1}? 以当年的通知为准")
    elif year != held.year:
        yield remark("year", f"会在 {held.year} 年开, 归属年度写的是 {year}, 核对一下")


def _elects(values: Values) -> bool:
    texts = [str(row.get("what") or "") for name in ("votes", "topics") for row in values.get(name) or []]
    return any(word in text for text in texts for word in _ELECTION)


def _key(row: Values) -> str:
    who = row.get("who")
    return str(who.get("person") or who.get("name") or "") if isinstance(who, dict) else ""
