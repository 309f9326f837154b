"""The course of a reminder (约谈): what each step needs, which are not used, where it stands, how late it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadreapp.kernel.shape import Values
from cadreapp.rules.hints import day_of
from cadreapp.rules.obligations import Nearness, nearness
from cadreapp.rules.workdays import WorkCalendar

DONE, NOW, AHEAD, SKIPPED = "done", "now", "ahead", "skipped"
OPTIONAL = ("approved", "notified", "signed", "mending", "checked")
"""Stages that a unit may do without; planning, talking and closing are always there."""
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "planned": (("person", "organisation_id", "others"), ("matter",), ("basis",)),
    "approved": (("approved_by",), ("approved_on",)),
    "notified": (("notice_no",), ("notice_on",), ("at",), ("place",), ("callers",), ("received_at",)),
    "talked": (("at",), ("place",), ("callers",), ("talk_id",)),
    "signed": (("talk_id",),),
    "mending": (("demands",),),
    "checked": (("checked_by",), ("checked_on",), ("found",)),
    "closed": (("outcome",),),
}
_ACTS = {
    "planned": "写清约谈谁、什么事、依据哪一条", "approved": "纸上报批, 回来登记谁批的、哪天批的",
    "notified": "发通知书, 收回执; 临时约谈勾“不发通知书”", "talked": "当面谈, 内容记在谈话记录里",
    "signed": "打印谈话记录, 双方签字后登记", "mending": "写清整改要求、时限、完成标志, 到期前提醒",
    "checked": "去看改没改, 写看到了什么; 核过才销号", "closed": "写办结意见, 归档",
}  # fmt: skip
_NEAR = {
    Nearness.TODAY: "今天到期", Nearness.TOMORROW: "明天到期", Nearness.NEAR: "三天内到期", Nearness.WEEK: "七天内到期",
}  # fmt: skip

_NEAR_WORKING = {
    Nearness.TODAY: "今天到期", Nearness.TOMORROW: "一个工作日内到期", Nearness.NEAR: "三个工作日内到期",
    Nearness.WEEK: "七个工作日内到期",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One step: its stage, done, now, ahead or skipped; the fields it still lacks (any of each group serves); what to do."""

    stage: str
    state: str
    lacks: tuple[tuple[str, ...], ...]
    todo: str
    day: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A reminder's way. `until`: the next open day, `what` it is of; `near` tells how near in the days the unit counts in."""

    steps: tuple[CourseStep, ...]
    until: date | None = None
    what: str = ""
    near: Nearness = Nearness.FAR
    text: str = ""

    @property
    def now(self) -> CourseStep | None:
        """Return the step to do next, None when all are done."""
        return next((step for step in self.steps if step.state == NOW), None)


def course(
    values: Values, today: date, *, unused: Collection[str] = (), calendar: WorkCalendar | None = None
) -> Course:
    """Return where a reminder stands on a day. `unused`: stages the unit does without; with `calendar` working days count."""
    passed: dict[str, str] = {}
    for row in values.get("steps") or []:
        passed.setdefault(str(row.get("stage")), str(row.get("on") or ""))
    order = list(_NEEDS)
    furthest = max((order.index(stage) for stage in passed if stage in order), default=-1)
    steps: list[CourseStep] = []
    for place, stage in enumerate(order):
        why = "" if stage in passed else _skipped(stage, values, unused, furthest > order.index("talked"))
        lacks = tuple(group for group in _NEEDS[stage] if not any(_filled(values.get(name)) for name in group))
        before = any(step.state == NOW for step in steps)
        state = DONE if place <= furthest and not why else SKIPPED if why else AHEAD if before else NOW
        steps.append(CourseStep(stage, state, lacks, _ACTS[stage], passed.get(stage, ""), why))
    found = min(_open_days(values, passed), key=lambda pair: pair[0], default=None)
    if found is None or "closed" in passed:
        return Course(tuple(steps))
    until, what = found
    near = nearness(until, today, calendar)
    words = _NEAR if calendar is None else _NEAR_WORKING
    return Course(tuple(steps), until, what, near, _told(until, what, near, (today, words)))


def _skipped(stage: str, values: Values, unused: Collection[str], talked: bool) -> str:
    if stage == "notified" and values.get("no_notice"):
        return "临时约谈, 不发通知书"
    if stage in unused and stage in OPTIONAL:
        return "本单位不用这一步"
    if stage in ("mending", "checked") and talked and not values.get("demands") and not values.get("report_due"):
        return "没有提整改要求"
    return ""


def _open_days(values: Values, passed: dict[str, str]) -> Iterator[tuple[date, str]]:
    """Yield every day still open; a postponement (延期) moves the later terms on to its own."""
    postponed = [day_of(row.get("until")) for row in values.get("steps") or [] if row.get("until")]
    moved = postponed[-1] if postponed else None
    at = day_of(values.get("at"))
    if at is not None and not {"talked", "signed", "mending", "checked"} & set(passed):
        yield at, "约谈"
    for number, row in enumerate(values.get("demands") or [], 1):
        term = day_of(row.get("term"))
        if term is not None and not row.get("done_on"):
            yield max(term, moved or term), f"整改要求第 {number} 条"
    report = day_of(values.get("report_due"))
    if report is not None and not values.get("report_received_on"):
        yield max(report, moved or report), "整改情况报告"
    if moved is not None and "checked" not in passed:
        yield moved, "延期后的时限"


def _told(until: date, what: str, near: Nearness, said: tuple[date, dict[Nearness, str]]) -> str:
    today, words = said
    if near is Nearness.LATE:
        return f"{what}已超期 {(today - until).days} 天 ({until})"
    return f"{what}: {words[near]} ({until})" if near in words else f"{what}: {until}"


def _filled(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value.get("name") or value.get("person"))
    return bool(value)
