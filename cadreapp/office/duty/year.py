"""A year ahead: every duty month by month, met or not, for the wall, for a calendar file, for the year's accounts."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.dates import spoken_day
from cadreapp.kernel.paths import resources
from cadreapp.office.duty.bodies import Bodies, bodies
from cadreapp.office.duty.item import Duty
from cadreapp.office.duty.listing import due
from cadreapp.office.duty.meetings import NAMED, key_of, owed_in, window_name
from cadreapp.office.duty.sanctions import PERIOD_END
from cadreapp.office.duty.world import World, world
from cadreapp.paper.datesfile import AllDay, calendar_file
from cadreapp.rules.frequency import Owed, State
from cadreapp.store import settings
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

MARKING = "内部"


@dataclass(frozen=True)
class PlanItem:
    """One duty of the year. `until` None: when the year's notice says. `met` of `owed` are done; `reasons` were written instead.

    `plain` names it without any person, for files that leave the store. `rule` is "" for a term that only a record states.
    `told`: of an impact period, both ways to its end, or the range in which the decision has to fix it.
    """

    key: str
    month: int
    until: str | None
    title: str
    subject: str
    rule: str
    citation: str
    owed: int
    met: int
    plain: str
    reasons: tuple[str, ...] = ()
    told: str = ""

    @property
    def done(self) -> bool:
        """Whether nothing is open any more."""
        return self.met + len(self.reasons) >= self.owed


@dataclass(frozen=True)
class Habit:
    """What a branch's officer usually does in a month, and the one thing kept of it; advice, and never owed."""

    what: str
    keep: str


def year_habits() -> tuple[Habit, ...]:
    """Return the twelve months of a branch officer's usual year."""
    data = tomllib.loads((resources() / "calendar" / "branch.toml").read_text(encoding="utf-8"))
    return tuple(Habit(**month) for month in data["month"])


def year_calendar(connection: Reader, year: int, on: date) -> tuple[tuple[PlanItem, ...], ...]:
    """Return the twelve months of a year as they stand on a day, each with its duties in order of their last days."""
    ends = date(year, 12, 31)
    here = world(connection, on, max(0, (ends - on).days))
    items = _meetings(here, year) + _terms(connection, here, year)
    months: list[list[PlanItem]] = [[] for _ in range(12)]
    for item in items:
        months[item.month - 1].append(item)
    return tuple(tuple(sorted(month, key=lambda i: (i.until or "9999", i.rule, i.title, i.key))) for month in months)


def year_file(connection: Reader, year: int, on: date, clock: Clock, *, names: bool = False) -> bytes:
    """Return the open duties of a year as a calendar file; people are named only with `names`: the file is not encrypted."""
    unit, origin = settings.get(connection, "unit", ""), settings.get(connection, "origin", "")
    events = []
    for item in (i for month in year_calendar(connection, year, on) for i in month if not i.done):
        # What is past, or has no day yet, is nothing for a calendar.
        if item.until is None or item.until < on.isoformat():
            continue
        title = f"{item.title}: {item.subject}" if names and item.subject else item.plain
        note = "; ".join(filter(None, (item.citation, item.told)))
        events.append(AllDay(f"{origin}|{item.key}", date.fromisoformat(item.until), title, note))
    return calendar_file(f"{year}年度监督工作日历 {unit}".strip(), events, clock.now())


def year_paper(connection: Reader, year: int, on: date) -> bytes:
    """Return the year's duties as a table to print. Raises NO_GLYPH."""
    # The PDF libraries take 10 MB and a sixth of a second: not with the workbench, while the passphrase is typed.
    from cadreapp.office import unitforms
    from cadreapp.paper.yearplan import PlanLine, year_plan

    habits, lines = year_habits(), []
    for number, month in enumerate(year_calendar(connection, year, on), 1):
        habit = habits[number - 1]
        lines.append(PlanLine(f"{number}月", "本月", habit.what, "支部纪检委员", f"供参考, 留: {habit.keep}", "☐"))
        lines += [PlanLine(f"{number}月", _last(item), item.title, item.subject, item.citation, _standing(item)) for item in month]
    with unitforms.speaking(connection):
        return year_plan(year, settings.get(connection, "unit", ""), MARKING, lines, unitforms.form(connection, "year_plan"))


def year_exported(unit: Unit, year: int) -> None:
    """Put on record that a year's duties left the store as a file."""
    unit.note("export", about=f"calendar {year}")


def _last(item: PlanItem) -> str:
    return spoken_day(item.until).partition("年")[2] if item.until else "以通知为准"


def _standing(item: PlanItem) -> str:
    if item.owed == 1:
        return "☑" if item.met else item.reasons[0] if item.reasons else "☐"
    told = f"{item.met}/{item.owed}" + (" ☑" if item.met >= item.owed else " ☐")
    return f"{told} {'; '.join(dict.fromkeys(item.reasons))}".strip()


def _meetings(here: World, year: int) -> list[PlanItem]:
    known = bodies(here)
    groups: dict[tuple[str, str], list[Owed]] = defaultdict(list)
    for one in owed_in(here, year, known):
        if one.until is None or one.until >= here.began:
            groups[one.rule.id, f"{one.since}|{one.until}"].append(one)
    return [_meeting(here, known, group) for group in groups.values()]


def _meeting(here: World, known: Bodies, group: list[Owed]) -> PlanItem:
    first = group[0]
    until, rule = first.until, first.rule
    # What may be held in the next year by its notice is prepared for at the end of its own.
    month = until.month if until is not None and until.year == first.year else 12
    names = list(dict.fromkeys(known.name(one.subject) for one in group))
    unit = "人" if first.subject in known.people else "个"
    subject = "、".join(names[:NAMED]) + (f" 等{len(names)}{unit}" if len(names) > NAMED else "")
    told = tuple(here.reasons[key]["reason"] for one in group if (key := key_of(one)) in here.reasons)
    return PlanItem(
        key=key_of(first) if len(group) == 1 else f"{rule.id}|{first.year}|{first.since}", month=month,
        until=until.isoformat() if until else None, title=f"{rule.title} {window_name(first)}", subject=subject, rule=rule.id,
        citation=f"《{rule.document}》{rule.article}", owed=len(group), met=sum(one.state is State.MET for one in group),
        plain=f"{rule.title} {window_name(first)}", reasons=told,
    )  # fmt: skip


def _terms(connection: Reader, here: World, year: int) -> list[PlanItem]:
    """Return what records oblige to and is open in the year; what returns by the calendar is told of elsewhere."""
    begins = date(year, 1, 1).isoformat()
    found = due(connection, here.on, (here.until - here.on) // timedelta(days=1))
    every = (duty for duty in (*found.duties, *found.snoozed) if duty.record)
    return [_term(duty) for duty in every if begins <= (duty.until or "") <= f"{year}-12-31"]


def _term(duty: Duty) -> PlanItem:
    assert duty.until is not None
    why = duty.why
    return PlanItem(
        key=duty.key, month=int(duty.until[5:7]), until=duty.until, title=duty.title, subject=duty.subject, rule=why.rule,
        citation=f"《{why.document}》{why.article}" if why.document else "记录里写明", owed=1, met=0, plain=duty.plain or duty.title,
        told=duty.told if duty.key.endswith(PERIOD_END) else "",
    )  # fmt: skip
