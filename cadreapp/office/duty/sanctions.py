"""Duties that follow from dispositions: announcing, filing, carrying out, visiting, the end of periods, appeals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from cadreapp.kernel.errors import AppError
from cadreapp.office.duty.item import FILL, NEW, OPEN, Act, Duty, is_quiet, why_of
from cadreapp.office.duty.records import Row, made
from cadreapp.office.duty.world import World
from cadreapp.rules.faults_rules import VERSION_UNKNOWN
from cadreapp.rules.impact import Impact, Period, Sanction
from cadreapp.rules.visits import PERIOD_NODES, Watched, visit_events
from cadreapp.store import duty_facts

_YEARS = timedelta(days=7 * 366)
"""How far back a decision may lie whose period still runs: 留党察看 of two years and two more after it, with joined ones."""
_GRAVE_PARTY = ("D03", "D04", "D05")
_GRAVE_STATE = ("G04", "G05", "G06")
PERIOD_END = "|end"
"""How the key of a duty ends that is the end of an impact period."""
_REMEDIES = {"party": "DL18", "review": "DL19B", "recheck": "DL19D", "staff_review": "DL26", "staff_appeal": "DL28"}
_NEXT = {"review": ("DL19C", "申请复核", "recheck"), "staff_review": ("DL27", "申诉", "staff_appeal")}


def sanction_duties(world: World) -> Iterator[Duty]:
    """Yield what dispositions oblige to."""
    rows = duty_facts.dispositions(world.connection, world.origin, (world.on - _YEARS).isoformat())
    if not rows:
        return
    ids = [row["id"] for row in rows]
    facts = {
        "measures": duty_facts.inside(world.connection, "disposition_measure", "id, measure, months, ended_on", ids),
        "deliveries": duty_facts.inside(world.connection, "disposition_delivery", "signed_on", ids),
        "appeals": duty_facts.inside(world.connection, "disposition_appeal", "id, kind, accepted_on, term, decided_on", ids),
        "archived": duty_facts.inside(world.connection, "disposition_paper", "step, at", ids),
    }
    for row in rows:
        row.update({name: found.get(row["id"], []) for name, found in facts.items()})
        row["codes"] = tuple(m["measure"] for m in row["measures"] if m["measure"])
        row["from"] = row["effective_on"] or row["decided_on"]
    for row in rows:
        yield from _carrying_out(world, row)
        yield from _papers(world, row)
        yield from _remedies(world, row)
    yield from _periods(world, rows)


def _carrying_out(world: World, row: Row) -> Iterator[Duty]:
    start, party = row["decided_on"], any(code.startswith("D") for code in row["codes"])
    if party:
        filed = row["archived_on"] or row["archive_due"] or any(p["step"] == "archived" for p in row["archived"])
        told = row["announced_on"] or row["announce_due"]
        fields = (() if told else ("announced_on",)) + (() if filed else ("archived_on", "archived_in"))
        if fields:
            title = "处分宣布" if filed else "处分归档" if told else "处分宣布、归档"
            yield from made(world, world.deadline("DL06", start), row, title, fields)
        if not row["reported_on"] and not row["report_due"]:
            yield from made(world, world.deadline("DL08", start), row, "执行情况报告", ("reported_on",))
    if not row["executed_on"] and not row["execute_due"]:
        for codes, rule, latest in ((_GRAVE_PARTY, "DL07", "DL07B"), (_GRAVE_STATE, "DL07C", "DL07D")):
            if set(codes) & set(row["codes"]):
                last = world.deadline(latest, start)
                more = (f"经批准延长的, 最迟 {last.day} ({last.rule.citation()})",) if last and last.rule else ()
                fields = ("executed_on", "execution")
                yield from made(world, world.deadline(rule, start), row, "变更手续", fields, more=more)
    for measure in row["measures"]:
        if measure["measure"] == "Z07" and not measure["ended_on"]:
            inside = f"measures.{measure['id']}"
            yield from made(world, world.deadline("DL17", row["from"]), row, "停职检查期限", ("ended_on",), inside=inside)


def _papers(world: World, row: Row) -> Iterator[Duty]:
    if "T07" in row["codes"] and not row["paper_due"] and not row["paper_received_on"]:
        yield from made(world, world.deadline("DL03", row["from"]), row, "书面检查收到日期", ("paper_received_on",))


def _remedies(world: World, row: Row) -> Iterator[Duty]:
    kinds = {appeal["kind"] for appeal in row["appeals"]}
    signed = min((d["signed_on"] for d in row["deliveries"] if d["signed_on"]), default=None)
    for family, rule, title in (("G", "DL19", "本人申请复审的期限"), ("R", "DL25", "本人申请复核的期限")):
        if any(code.startswith(family) for code in row["codes"]) and not kinds:
            yield from made(world, world.deadline(rule, signed), row, title, ("appeals",), right=True)
    for appeal in row["appeals"]:
        inside, answer = f"appeals.{appeal['id']}", _REMEDIES.get(appeal["kind"] or "")
        if answer and not appeal["decided_on"] and not appeal["term"]:
            found = world.deadline(answer, appeal["accepted_on"])
            yield from made(world, found, row, "申诉答复", ("decided_on", "result"), inside=inside)
        following = _NEXT.get(appeal["kind"] or "")
        if following and appeal["decided_on"] and following[2] not in kinds:
            found = world.deadline(following[0], appeal["decided_on"])
            yield from made(world, found, row, f"本人{following[1]}的期限", ("appeals",), right=True, part=inside)


def _periods(world: World, rows: list[Row]) -> Iterator[Duty]:
    """Yield the ends of impact periods, of probation, and the visits on the way, person by person: periods add up."""
    people: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["from"]:
            # A name does not identify: whoever is linked to nobody stands alone.
            people[row["person"] or row["id"]].append(row)
    named = Counter(name for name in (next((r["name"] for r in mine if r["name"]), None) for mine in people.values()) if name)
    since = (world.on - _YEARS).isoformat()
    visits = duty_facts.visits(world.connection, world.origin, since) if people else {}
    for person, mine in people.items():
        held = [date.fromisoformat(day) for day in visits.get(person, ())]
        periods = _owned(world, mine)
        for row, period in periods:
            # An end that was typed in is told of as the record's own term.
            if period.ends is not None and not row["impact_seen_on"] and not row["impact_until"]:
                yield from _end_of(world, row, period, namesake=not row["person"] and named[row["name"]] > 1)
        for row in mine:
            yield from _probation(world, row)
            yield from _visits(world, row, next((p for r, p in periods if r is row and p.ends), None), held)


def _owned(world: World, mine: list[Row]) -> list[tuple[Row, Period]]:
    """Return a person's periods, each with the disposition that it began with."""
    found = []
    for period in _impact(world, mine).periods:
        begun = (r for r in mine if str(period.start) in (r["from"], r["restored_on"]))
        owner = next((r for r in begun if set(period.codes) & set(r["codes"])), None)
        if owner is not None:
            found.append((owner, period))
    return found


def _impact(world: World, mine: list[Row]) -> Impact:
    def sanctions(versions: bool) -> tuple[Sanction, ...]:
        return tuple(
            Sanction(
                code, date.fromisoformat(row["from"]), _day(row["deed_on"]), row["rule_year"] if versions else None,
                _day(row["restored_on"]), _day(row["impact_until"]) if row["impact_source"] == "written" else None, row["id"],
            )
            for row in mine for code in row["codes"]
        )  # fmt: skip

    # A version named by hand that no rule has is the editor's business to hint at; the day then chooses.
    try:
        return world.impact(sanctions(True))
    except AppError as error:
        if error.fault is not VERSION_UNKNOWN:
            raise
        return world.impact(sanctions(False))


def _end_of(world: World, row: Row, period: Period, *, namesake: bool) -> Iterator[Duty]:
    assert period.ends is not None
    low = period.at_least
    until = low.last if low else period.ends.last
    if not period.rules or not world.in_sight(until):
        return
    rule = period.rules[0]
    key = f"{rule.id}|{row['id']}{PERIOD_END}"
    told, bound = period.range_text(), " (下限)" if low else ""
    more = [*period.remarks, told]
    if namesake:
        more.append("另有同名的处分记录, 未关联人员, 没有合并计算; 如是同一人请关联")
    if rule.family == "admonition":
        more += [r.sentence for r in world.book.versions("DL05")[-1:]]
    act = Act(FILL, "登记期满了解", "disposition", row["id"], fields=("impact_seen_on", "follow_up"))
    yield Duty(
        key=key, title=f"{rule.title.removesuffix('影响期').removesuffix('处分期间')}影响期满{bound}", subject=row["title"],
        until=until.isoformat(), when=world.when(until), why=why_of(rule, *more), told=told,
        since=period.ends.start.isoformat(), quiet=is_quiet(rule), acts=(act, Act(OPEN, "看记录", "disposition", row["id"])),
        record=row["id"], type="disposition", parts=(key,), snoozed=world.snoozes.get(key),
    )  # fmt: skip


def _probation(world: World, row: Row) -> Iterator[Duty]:
    if row["restored_on"]:
        return
    for measure in row["measures"]:
        if measure["measure"] == "D04":
            rule = "DL20B" if (measure["months"] or 12) > 12 else "DL20"
            yield from made(world, world.deadline(rule, row["from"]), row, "恢复党员权利", ("restored_on",))


def _visits(world: World, row: Row, period: Period | None, held: list[date]) -> Iterator[Duty]:
    codes = [code for code in row["codes"] if code[0] in "DGR" and code != "D05" and not code.endswith("06")]
    if not codes:
        return
    probation = next((m for m in row["measures"] if m["measure"] == "D04"), None)
    on_probation = None
    if probation is not None and not row["restored_on"]:
        found = world.deadline("DL20B" if (probation["months"] or 12) > 12 else "DL20", row["from"])
        on_probation = found.ends.last if found and found.ends else None
    until, more = _watched_until(row, period)
    watched = Watched(row["id"], row["title"], date.fromisoformat(row["from"]), until, on_probation)
    person = {"person": row["person"], "name": row["name"]}
    act = Act(NEW, "新建回访", "talk", values={"kind": "visit", "person": person, "matter": "处分期间回访"})
    for event in visit_events(watched, held):
        found = world.deadline(event.rule, event.day.isoformat()) if event.done is None else None
        if found is not None and found.rule is not None:
            yield from made(world, found, row, found.rule.title, (), acts=(act,), more=more if event.rule in PERIOD_NODES else ())


def _watched_until(row: Row, period: Period | None) -> tuple[date | None, tuple[str, ...]]:
    """Return the end that visits go by, and what is to be told of it: where the decision fixes it, the earliest it can be."""
    if period is None or period.ends is None:
        return None, ()
    if period.at_least is None:
        return period.ends.last, ()
    typed = _day(row["impact_until"])
    if typed is not None:
        return typed, ()
    return period.at_least.last, (f"回访日按下限拟定: {period.range_text()}",)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
