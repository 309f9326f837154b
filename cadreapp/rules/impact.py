"""How long a person's sanctions hold them back: one period a sanction, joined as each kind's rules say, the latest in front."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cadreapp.rules.deadlines import Step
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.periods import Ends, add_months, between, ends
from cadreapp.rules.rule import Rule, Severity

PARTY, ADMINISTRATIVE, APPOINTING = "party", "administrative", "appointing"
LONGEST = 48
"""Months: no joined 政务处分 period is longer (公职人员政务处分法 2020, 第十五条)."""
_FAMILIES = {
    PARTY: "党纪处分", ADMINISTRATIVE: "政务处分", APPOINTING: "任免机关、单位处分", "admonition": "诫勉", "organisational": "组织处理",
}  # fmt: skip
_ADDS_SINCE = date(2024, 1, 1)
_PROBATION, _EXPULSION = "D04", "D05"
_NO_SUM = ("G05", "R05")


@dataclass(frozen=True, slots=True)
class Sanction:
    """A measure with an impact period: its code (D01, G03, T07, …) and the day it took effect.

    `deed`: the last day of what was done, which chooses the version; without it `effective` does. `version`: a document's year
    named by hand. `restored`: the day 党员权利 were restored after 留党察看. `written`: the end the decision itself names.
    `decision`: sanctions of one decision carry the same word, so that 政务处分 given together are joined.
    """

    code: str
    effective: date
    deed: date | None = None
    version: int | None = None
    restored: date | None = None
    written: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """The period of one sanction, or of several joined. `ends` None: not begun (留党察看 before 恢复权利), or none could be found.

    `at_least`: the lower bound where the decision has to fix the length (政务处分 of the same kind).
    """

    family: str
    codes: tuple[str, ...]
    rules: tuple[Rule, ...]
    start: date | None
    ends: Ends | None
    steps: tuple[Step, ...] = ()
    at_least: Ends | None = None
    remarks: tuple[str, ...] = ()

    def range_text(self) -> str:
        """Return when it ends, as one line; the whole range where the decision has to fix the length."""
        assert self.ends is not None
        if self.at_least is None or self.ends.written:
            return self.ends.text()
        return (
            f"拟算期满日在 {self.at_least.b} 至 {self.ends.b} 之间 (多个相同处分, 政务处分法第十五条), "
            "由决定书定; 请填写决定书所载的期满日, 提醒从下限起"
        )

    @property
    def severity(self) -> Severity:
        """Return how loudly it may be told: a hint when any of its rules is known from memory alone."""
        hint = any(rule.severity is Severity.INFO for rule in self.rules)
        return Severity.INFO if hint else Severity.WARN


@dataclass(frozen=True, slots=True)
class Impact:
    """All periods of a person. `until`: held back at least until this day by all that is known (综合限制至); None: by nothing.

    `open`: some period has not begun or has no end yet, so `until` is not the last word.
    """

    periods: tuple[Period, ...]
    until: date | None
    open: bool

    def holds(self, day: date) -> bool:
        """Tell whether any period may still run on a day; the later of the two ways to end counts."""
        return self.open or (self.until is not None and day <= self.until)


Join = Callable[["Leftover", int], date]
"""(what remained, months of the new period) -> the corresponding day of both together."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """What remained, on the day `judged`, of a period that ends before the day `free`; the new one runs from `start`."""

    judged: date
    free: date
    start: date


def by_calendar(left: Leftover, months: int) -> date:
    """Join by whole months and days: what remained is told as "N months and D days" (算法 历)."""
    rest, days = between(left.judged, left.free)
    return add_months(left.start, months + rest) + timedelta(days=days)


def by_days(left: Leftover, months: int) -> date:
    """Join by days: what remained is told as a number of days (算法 日)."""
    return add_months(left.start, months) + (left.free - left.judged)


def impact(sanctions: Iterable[Sanction], book: Rulebook, join: Join = by_calendar) -> Impact:
    """Return every impact period of a person's sanctions and the latest of their ends.

    Party periods add up (纪律处分条例 2023, 第二十一条), 政务处分 given together are joined (政务处分法, 第十五条), different kinds run
    side by side and the latest end counts. Raises RULE_VERSION_UNKNOWN.
    """
    every = sorted(sanctions, key=lambda s: (s.effective, s.code))
    single = [(s, p) for s in every for p in _periods(s, book)]
    periods: list[Period] = []
    for family in _FAMILIES:
        mine = [(s, p) for s, p in single if p.family == family]
        if family == PARTY:
            periods += _added(mine, join)
        elif family in (ADMINISTRATIVE, APPOINTING):
            periods += _joined(mine)
        else:
            periods += [p for _, p in mine]
    known = [p.ends.last for p in periods if p.ends is not None]
    return Impact(tuple(periods), max(known, default=None), any(p.ends is None for p in periods))


def _periods(sanction: Sanction, book: Rulebook) -> list[Period]:
    rules = book.for_measure(sanction.code, sanction.deed or sanction.effective, version=sanction.version)
    if rules:
        return [_period(sanction, rule) for rule in rules]
    family = book.family_of(sanction.code)
    return [_without_rule(sanction, family)] if family else []


def _without_rule(sanction: Sanction, family: str) -> Period:
    """Return the period of a sanction older than every version known: the decision's own end, or none."""
    both = Ends(sanction.effective, sanction.written, sanction.written, sanction.written) if sanction.written else None
    note = "没有当时施行的条文数据, 请按决定书填写期满日"
    return Period(family, (sanction.code,), (), sanction.effective, both, remarks=(note,))


def _period(sanction: Sanction, rule: Rule) -> Period:
    assert rule.term is not None
    start = sanction.restored if sanction.code == _PROBATION else sanction.effective
    plain = Period(rule.family, (sanction.code,), (rule,), start, None, remarks=_remarks(sanction, rule))
    if start is None:
        step = Step(sanction.effective, None, "处分生效; 影响期从恢复党员权利之日起算, 现在还没有开始")
        return replace(plain, steps=(step,))
    both = ends(start, rule.term.months, sanction.written)
    first = Step(start, None, f"{rule.title}: 自{rule.start}起{rule.term.text()}")
    return replace(plain, ends=both, steps=(first, *_last_steps(both)))


def _last_steps(both: Ends) -> list[Step]:
    told = [Step(both.b, None, "拟算期满日 (含首日)"), Step(both.a, None, "拟算期满日 (首日不计)")]
    return [*told, Step(both.written, None, "决定书所载的期满日, 以此为准")] if both.written else told


def _remarks(sanction: Sanction, rule: Rule) -> tuple[str, ...]:
    told = [rule.citation()]
    if sanction.version is not None:
        told.append(f"按指定的{sanction.version}年版本")
    elif sanction.deed is not None and not rule.in_force(sanction.effective):
        told.append(f"按行为发生日 {sanction.deed} 施行的{rule.year}年版本; 处分生效时已有新版本, 请核对适用哪一版")
    if rule.severity is Severity.INFO:
        told.append("条文凭记忆录入, 只作提示, 请核对原文")
    return tuple(told)


def _added(mine: list[tuple[Sanction, Period]], join: Join) -> list[Period]:
    """Return Party periods, each new one lengthened by what remained of those before when it took effect."""
    found: list[Period] = []
    running: Ends | None = None
    on_probation: list[Sanction] = []
    for sanction, period in mine:
        if any(s.restored is None or sanction.effective < s.restored for s in on_probation):
            found.append(_unsure(period))
            continue
        if sanction.code == _PROBATION:
            on_probation.append(sanction)
        adds = sanction.code != _EXPULSION and sanction.written is None and running is not None
        if adds and running is not None and period.ends is not None and sanction.effective <= running.last:
            period = _lengthened(sanction, period, running, join)
        found.append(period)
        running = max((e for e in (running, period.ends) if e is not None), key=lambda e: e.last, default=None)
    return found


def _lengthened(sanction: Sanction, period: Period, running: Ends, join: Join) -> Period:
    [rule] = period.rules
    assert period.start is not None
    assert rule.term is not None
    # The corresponding day is the first one free by method B; what remains is counted up to it. A written end is the last day.
    free = running.written + timedelta(days=1) if running.written else running.a
    left = Leftover(sanction.effective, max(free, sanction.effective), period.start)
    a = join(left, rule.term.months)
    both = Ends(period.start, a, a - timedelta(days=1))
    months, days = between(left.judged, left.free)
    steps = (
        Step(period.start, None, f"{rule.title}: 影响期{rule.term.text()}"),
        Step(left.judged, None, f"新处分生效时, 原处分尚未执行的影响期还有{months}个月{days}日, 两者相加"),
        *_last_steps(both),
    )
    other = (by_days if join is by_calendar else by_calendar)(left, rule.term.months)
    told = [*period.remarks, "纪律处分条例 (2023) 第二十一条: 尚未执行的影响期与新处分影响期之和, 拟算, 以组织决定为准"]
    if sanction.effective < _ADDS_SINCE:
        told.append("新处分在2024年以前, 当时条例的合并规则没有核到, 请核对")
    if other != a:
        told.append(f"剩余影响期换一种算法 (按日或按月日), 期满日为 {other - timedelta(days=1)}")
    return replace(period, ends=both, steps=steps, remarks=tuple(told))


def _unsure(period: Period) -> Period:
    note = "留党察看期间又受处分, 怎样合并没有核到条文, 请以组织决定为准"
    return replace(period, ends=None, remarks=(*period.remarks, note))


def _joined(mine: list[tuple[Sanction, Period]]) -> list[Period]:
    """Return 政务处分 periods, those of one decision joined into one."""
    groups: dict[object, list[tuple[Sanction, Period]]] = {}
    for n, (sanction, period) in enumerate(mine):
        groups.setdefault((sanction.decision, sanction.effective) if sanction.decision else n, []).append((sanction, period))
    return [_together(group) for group in groups.values()]


def _together(group: list[tuple[Sanction, Period]]) -> Period:
    if len(group) == 1:
        return group[0][1]
    sanction, period = max(group, key=lambda pair: (_months(pair[1]), pair[0].code))
    period = replace(period, codes=tuple(s.code for s, _ in group))
    same = [p for s, p in group if s.code == sanction.code]
    if len(same) < 2:
        return replace(period, remarks=(*period.remarks, "不同种类的政务处分一并给予, 执行其中最重的 (政务处分法第十五条)"))
    # Only what is lighter than 撤职 adds up.
    if sanction.code in _NO_SUM:
        return period
    assert period.start is not None
    low, total = _months(period), sum(map(_months, same))
    high = min(total, LONGEST)
    longest = ends(period.start, high, sanction.written)
    note = (
        f"{len(same)}个相同的政务处分: 在一个处分期 ({low}个月) 以上、多个处分期之和 ({total}个月) 以下确定, "
        f"最长不超过{LONGEST}个月; 以决定书为准, 提醒从下限起"
    )
    steps = (*period.steps[:1], *_last_steps(longest))
    least = None if sanction.written else ends(period.start, low)
    return replace(period, ends=longest, steps=steps, at_least=least, remarks=(*period.remarks, note))


def _months(period: Period) -> int:
    term = period.rules[0].term if period.rules else None
    return term.months if term else 0
