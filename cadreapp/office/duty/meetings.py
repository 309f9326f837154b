"""Duties that return by the calendar: what is missing of the meetings, talks and reviews that organisations owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cadreapp.kernel.shape import Values
from cadreapp.office.duty.bodies import Bodies, bodies, held
from cadreapp.office.duty.item import LATER, NEW, OVERDUE, Act, Duty, why_of
from cadreapp.office.duty.world import WITHIN, World
from cadreapp.records import SHAPES
from cadreapp.rules.frequency import Held, Owed, State, owed
from cadreapp.rules.rule import Severity

_LEAD = {"month": 0, "quarter": 31, "half": 61, "year": 92}
"""Days before its last day from which a longer window is told of: nobody talks with 23 people in the last week."""
_PATIENCE = (3, 31)
"""Month and day of the next year until which a yearly meeting without a notice is not called late."""
_HALVES = ("上半年", "下半年")
NAMED = 3
"""Names that one line tells; the others are counted."""
MOST_ACTS = 60


def meeting_duties(world: World) -> list[Duty]:
    """Return what organisations still owe, one line a rule and window; what was excused with a reason is left out."""
    known = bodies(world)
    found, recorded = _missing(world, known)
    missing = [one for one in found if key_of(one) not in world.reasons and _shown(world, one)]
    groups: dict[tuple[str, str, bool], list[Owed]] = defaultdict(list)
    for one in missing:
        late = _when(world, one) == OVERDUE
        last = "late" if late else str(one.until or f"{one.year}")
        groups[one.rule.id, last, key_of(one) in world.snoozes].append(one)
    return [_duty(world, known, group, recorded) for group in groups.values()]


def owed_in(world: World, year: int, known: Bodies | None = None) -> list[Owed]:
    """Return everything owed in a year as it stands on the world's day, met or not."""
    known = known or bodies(world)
    return _of_years(world, known, (year,))[0]


def _missing(world: World, known: Bodies) -> tuple[list[Owed], set[str]]:
    years = {world.on.year, world.until.year} | ({world.on.year - 1} if world.began.year < world.on.year else set())
    every, recorded = _of_years(world, known, tuple(y for y in sorted(years) if y >= world.began.year))
    return [one for one in every if one.state is not State.MET], recorded


def _of_years(world: World, known: Bodies, years: tuple[int, ...]) -> tuple[list[Owed], set[str]]:
    """Return what is owed in some years, and of which organisations anything at all is recorded here."""
    if not years or not known.standings:
        return [], set()
    happened = held(world, known, years)
    of: dict[str, list[Held]] = defaultdict(list)
    for activity in happened:
        of[activity.organisation].append(activity)
    found = [
        one
        for year in years
        for standing in known.standings
        for one in owed(standing, of.get(standing.id, []), world.book, year, world.on, notices=world.notices)
    ]
    attended = {(h.organisation, h.day.year, (h.day.month - 1) // 3) for h in happened if h.kinds == ("branch_life",)}
    return [one for one in found if world.is_ours(one.rule) and not _unjudged(one, known, attended)], set(of)


def _unjudged(one: Owed, known: Bodies, attended: set[tuple[str, int, int]]) -> bool:
    """Tell whether a leader's life in the branch cannot be told: no branch of ours is theirs, or nobody writes down who came."""
    assert one.rule.frequency is not None
    if "branch_life" not in one.rule.frequency.kinds:
        return False
    return one.subject not in known.home or (one.organisation, one.since.year, (one.since.month - 1) // 3) not in attended


def key_of(one: Owed) -> str:
    """Return the name by which one obligation is put off or excused."""
    subject = "" if one.subject == one.organisation else one.subject
    return f"{one.rule.id}|{one.organisation}|{subject}|{one.year}|{one.since.isoformat()}"


def _when(world: World, one: Owed) -> str:
    if one.until is not None:
        return world.when(one.until)
    return OVERDUE if world.on > date(one.year + 1, *_PATIENCE) else LATER


def _shown(world: World, one: Owed) -> bool:
    if one.until is None:
        return world.on >= date(one.year, 11, 1) and (world.until - world.on).days >= WITHIN
    if one.until < world.began:
        return False
    assert one.rule.frequency is not None
    lead = 0 if one.rule.frequency.belongs else _LEAD[one.rule.frequency.per]
    days = (world.until - world.on).days
    return (one.until - world.on).days <= (max(lead, days) if days >= WITHIN else days)


def _duty(world: World, known: Bodies, group: list[Owed], recorded: set[str]) -> Duty:
    first = group[0]
    rule, frequency = first.rule, first.rule.frequency
    assert frequency is not None
    when = _when(world, first)
    group.sort(key=lambda one: (one.since, one.organisation, one.subject))
    keys = tuple(key_of(one) for one in group)
    until = max((one.until for one in group if one.until), default=None)
    # Where a body keeps its minutes elsewhere, that nothing is recorded here says little: then it is a hint only.
    elsewhere = not recorded & {one.organisation for one in group}
    quiet = elsewhere or any(one.severity is Severity.INFO for one in group) or rule.applies_to == ("unit",)
    notice = next((f"{n.source}: {n.opens} 至 {n.closes}" for one in group if (n := one.notice)), "")
    waiting = "" if until or when == OVERDUE else "召开时间以当年的通知为准; 通知还没有登记"
    why = why_of(rule, notice, waiting, _alike(known, group))
    return Duty(
        key=keys[0], title=rule.title, subject=_subjects(known, group), until=until.isoformat() if until else None, when=when,
        why=why, told=_told(group, when), since=min(one.since for one in group).isoformat(), quiet=quiet,
        excusable="一般" in rule.sentence or quiet, acts=tuple(_acts(known, group)), parts=keys, snoozed=world.snoozes.get(keys[0]),
    )  # fmt: skip


def _subjects(known: Bodies, group: list[Owed]) -> str:
    names = [known.name(subject) for subject in dict.fromkeys(one.subject for one in group)]
    shown = "、".join(names[:NAMED])
    people = group[0].subject in known.people
    return shown if len(names) <= NAMED else f"{shown} 等{len(names)}{'人' if people else '个'}"


def _alike(known: Bodies, group: list[Owed]) -> str:
    """Return that leaders of one name were not taken for one, where they are linked to nobody; "" where there are none."""
    names = dict.fromkeys(known.name(one.subject) for one in group if (one.organisation, one.subject) in known.namesakes)
    if not names:
        return ""
    return f"班子成员里有同名的“{'、'.join(names)}”, 没有关联人员, 没有合并; 如是同一人, 在组织里关联到同一个人"


def _told(group: list[Owed], when: str) -> str:
    windows = list(dict.fromkeys(window_name(one) for one in group))
    shown = "、".join(windows) if len(windows) <= 4 else f"{windows[0]}至{windows[-1]}共 {len(windows)} 次"
    frequency = group[0].rule.frequency
    assert frequency is not None
    short = max(one.missing for one in group)
    more = f", 还差 {short} 次" if frequency.times > 1 else ""
    return f"{shown}没有记录{more}" if when == OVERDUE else f"{shown}还没有记录{more}"


def window_name(one: Owed) -> str:
    """Return how people call the window of an obligation: 3月, 第1季度, 上半年, 2026年度."""
    frequency = one.rule.frequency
    assert frequency is not None
    if frequency.belongs or frequency.per == "year":
        return f"{one.year}年度"
    if frequency.per == "half":
        return _HALVES[one.since.month > 6]
    return f"{one.since.month}月" if frequency.per == "month" else f"第{(one.since.month + 2) // 3}季度"


def _acts(known: Bodies, group: list[Owed]) -> Iterator[Act]:
    for one in group[:MOST_ACTS]:
        several = len({o.since for o in group}) > 1
        subject = known.name(one.subject) + (f" {window_name(one)}" if several else "")
        type_name, values = _begun(known, one)
        yield Act(NEW, _label(type_name, values), type_name, values=values, subject=subject)


def _begun(known: Bodies, one: Owed) -> tuple[str, Values]:
    """Return the type and the first values of the record that would meet an obligation."""
    frequency = one.rule.frequency
    assert frequency is not None
    kind = frequency.kinds[0]
    if kind == "heart":
        return "talk", {"kind": kind, "person": known.people.get(one.subject, {"name": one.subject})}
    if kind == "branch_life":
        return "meeting", {"kinds": ["theme_day"], "organisation_id": known.home[one.subject], "year": one.year}
    where = one.subject if frequency.each == "group" else one.organisation
    return "meeting", {"kinds": [kind], "organisation_id": where, "year": one.year}


def _label(type_name: str, values: Values) -> str:
    if type_name == "talk":
        return "新建谈心谈话"
    return f"记一次{SHAPES['meeting']['kinds'].label_of(values['kinds'][0])}"
