"""Until when: the last day of a rule's term, with every day that was counted or skipped and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cadreapp.rules.faults_rules import DAY_ODD, RULE_OTHER_KIND
from cadreapp.rules.periods import EARLIEST, LATEST, Ends, add_months, ends
from cadreapp.rules.rule import Rule, Severity, Sort, Term, Unit
from cadreapp.rules.workdays import DAY, WEEKDAYS, WorkCalendar


@dataclass(frozen=True, slots=True)
class Step:
    """One day on the way: `number` when it was counted, None when not, and why."""

    day: date
    number: int | None
    why: str

    def text(self) -> str:
        """Return the line people read: "2026-02-14 周六 第1天 调休上班"."""
        told = "不计" if self.number is None else f"第{self.number}天"
        return f"{self.day} 周{WEEKDAYS[self.day.weekday()]} {told} {self.why}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term.

    `ends`: both ways to name the last day, for terms that run from their first day (影响期, 察看期). `estimated`: the years
    whose holidays were only estimated. `rule` is None for a plain count. `worked`: the first working day after a last day of
    rest, where a right of the person ends on it and its rule says nothing of holidays.
    """

    rule: Rule | None
    term: Term
    start: date
    day: date
    steps: tuple[Step, ...]
    estimated: tuple[int, ...] = ()
    ends: Ends | None = None
    worked: date | None = None

    @property
    def severity(self) -> Severity:
        """Return how loudly it may be told."""
        return Severity.INFO if self.rule is None else self.rule.severity

    def remarks(self) -> tuple[str, ...]:
        """Return what has to stand beside the day wherever it is shown."""
        told = []
        if self.ends is not None:
            told.append(self.ends.text())
        if self.estimated:
            told.append(f"{'、'.join(map(str, self.estimated))}年的放假安排没有官方数据, 按法定节日预估")
        if self.worked is not None:
            told.append(f"末日是休息日; 民法典第二百零三条的算法顺延到{self.worked}, 这一条没有写明, 以受理机关答复为准")
        if self.rule is not None and self.severity is Severity.INFO:
            told.append("条文凭记忆录入, 只作提示, 请核对原文")
        if self.rule is not None and self.rule.override is not None:
            told.append(self.rule.citation())
        return tuple(told)


def deadline(rule: Rule, start: date, calendar: WorkCalendar, *, written: date | None = None) -> Deadline:
    """Return the last day of a rule's term from `start`; `written` is the end that the decision itself names.

    Raises RULE_OTHER_KIND for a rule without a term.
    """
    if rule.term is None:
        raise RULE_OTHER_KIND(rule=rule.id, title=rule.title, wanted="时限")
    counted = count(rule.term, start, calendar)
    if not (rule.sort is Sort.IMPACT or (rule.term.first_day and rule.term.months)):
        told = (Step(written, None, "文书所载的期限, 以此为准"),) if written else ()
        day = written or counted.day
        worked = _worked(rule, rule.term, day, calendar) if written is None else None
        return Deadline(rule, counted.term, start, day, (*counted.steps, *told), counted.estimated, worked=worked)
    both = ends(start, rule.term.months, written)
    steps: tuple[Step, ...] = (
        Step(start, None, f"自{rule.start}起{rule.term.text()}"),
        Step(both.b, None, "对应日的前一日 (含首日), 休息日不顺延"),
        Step(both.a, None, "到期月的对应日, 没有对应日的为月末 (首日不计), 休息日不顺延"),
    )
    if written:
        steps = (*steps, Step(written, None, "决定书所载的期满日, 以此为准"))
    return Deadline(rule, rule.term, start, both.shown, steps, (), both)


def _worked(rule: Rule, term: Term, day: date, calendar: WorkCalendar) -> date | None:
    if term.rolls or term.unit is Unit.WORKDAY or rule.applies_to != ("person",):
        return None
    next_day = calendar.next_worked(day)
    return next_day if next_day != day else None


def count(term: Term, start: date, calendar: WorkCalendar) -> Deadline:
    """Return where a term from `start` ends, without any rule. Raises DAY_ODD for a day that nobody can mean."""
    if not EARLIEST <= start <= LATEST:
        raise DAY_ODD(day=start)
    if term.months:
        steps = _months(term, start)
    elif term.unit is Unit.WORKDAY:
        steps = _workdays(term, start, calendar)
    else:
        steps = _days(term, start)
    estimated = {s.day.year for s in steps if calendar.of(s.day).estimated} if term.unit is Unit.WORKDAY else set()
    day = steps[-1].day
    if term.rolls:
        last = calendar.next_worked(day)
        between = ((day + n * DAY) for n in range((last - day).days + 1))
        kinds = [(passed, calendar.of(passed)) for passed in between]
        estimated |= {passed.year for passed, kind in kinds if kind.estimated}
        if last != day:
            steps += [Step(passed, None, f"{kind.why}, 顺延") for passed, kind in kinds[:-1]]
            steps.append(Step(last, None, "顺延到的第一个工作日"))
        day = last
    return Deadline(None, term, start, day, tuple(steps), tuple(sorted(estimated)))


def _workdays(term: Term, start: date, calendar: WorkCalendar) -> list[Step]:
    step = -DAY if term.before else DAY
    day, number, steps = start, 0, []
    if not term.first_day:
        steps.append(Step(start, None, "起始日不计, 从次日起算" if not term.before else "当日不计, 往前数"))
        day += step
    while number < term.number:
        kind = calendar.of(day)
        number += kind.worked
        steps.append(Step(day, number if kind.worked else None, kind.why))
        day += step
    return steps


def _days(term: Term, start: date) -> list[Step]:
    sign = -1 if term.before else 1
    head = [] if term.first_day else [Step(start, None, "当日不计, 往前数" if term.before else "起始日不计, 从次日起算")]
    first = start if term.first_day else start + sign * DAY
    return head + [Step(first + sign * n * DAY, n + 1, "自然日") for n in range(term.number)]


def _months(term: Term, start: date) -> list[Step]:
    months = -term.months if term.before else term.months
    day = add_months(start, months)
    missing = day.day < start.day
    why = "到期月没有对应日, 以月末日为最后一日" if missing else "到期月的对应日为最后一日"
    if not term.first_day:
        begun = "当日不计, 往前数" if term.before else "起始日不计, 从次日起算"
        return [Step(start, None, begun), Step(day, None, f"{term.text()}: {why.replace('最后一日', '最迟一日') if term.before else why}")]
    before = day + DAY if term.before else day - DAY
    return [Step(start, None, "起始日计入"), Step(before, None, f"{term.text()}, 含首日: 对应日的前一日")]
