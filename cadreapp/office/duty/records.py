"""Duties that follow from what was recorded: talks, clues, meetings of criticism, papers whose term of keeping ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cadreapp.office.duty.item import FILL, NEW, OPEN, Act, Duty, is_quiet, why_of
from cadreapp.office.duty.world import World
from cadreapp.records import SHAPES
from cadreapp.rules.deadlines import Deadline
from cadreapp.store import duty_facts

Row = dict[str, Any]
_TWO_YEARS = timedelta(days=730)


def made(
    world: World, found: Deadline | None, row: Row, title: str, fields: tuple[str, ...], *,
    inside: str = "", more: tuple[str, ...] = (), acts: tuple[Act, ...] = (), right: bool = False, part: str = "",
) -> Iterator[Duty]:
    """Yield the duty that ends with `found`, if it is in sight. `right`: a right of the person, which lapses and is never late.

    `inside` is the row whose `fields` answer it, `part` tells apart two duties of one rule and record; `more` goes into its why.
    """
    if found is None or found.rule is None or not world.is_ours(found.rule):
        return
    until = found.ends.last if found.ends else found.day
    if not world.in_sight(until) or right and until < world.on:
        return
    rule = found.rule
    answer = Act(FILL, "登记申诉复审" if right else f"登记{title}", row["type"], row["id"], fields=fields, row=inside)
    given = acts or ((answer,) if fields else ())
    key = f"{rule.id}|{row['id']}|{inside or part}"
    length = found.term.text()
    told = f"{found.start} 前 {length}" if found.term.before else f"自 {found.start} 起 {length}"
    told += " (放假安排为预估)" if found.estimated else ""
    yield Duty(
        key=key, title=title, subject=row["title"] or row.get("name") or "", until=until.isoformat(), when=world.when(until),
        why=why_of(rule, *found.remarks(), *more), told=told, since=found.start.isoformat(), quiet=is_quiet(rule) or right,
        acts=(*given, Act(OPEN, "看记录", row["type"], row["id"])), record=row["id"], type=row["type"], parts=(key,),
        snoozed=world.snoozes.get(key),
    )  # fmt: skip


def talk_duties(world: World) -> Iterator[Duty]:
    """Yield what admonitions and entrusted talks oblige to."""
    rows = duty_facts.talks(world.connection, world.origin, ("admonish", "entrusted"), (world.on - _TWO_YEARS).isoformat())
    carried = duty_facts.followed(world.connection, [r["id"] for r in rows if r["kind"] == "admonish"])
    for row in rows:
        if row["kind"] == "entrusted":
            yield from _entrusted(world, row)
        elif row["id"] not in carried:
            if not row["paper_due"] and not row["paper_received_on"]:
                yield from made(world, world.deadline("DL03", row["day"]), row, "书面检查收到日期", ("paper_received_on",))
            if not row["checked_on"]:
                fields = ("checked_on", "found", "outcome")
                yield from made(world, world.deadline("DL05", row["day"]), row, "诫勉改正情况", fields)


def _entrusted(world: World, row: Row) -> Iterator[Duty]:
    if not row["day"]:
        yield from made(world, world.deadline("DL33", row["entrusted_on"]), row, "受托谈话", ())
        return
    if not row["paper_due"] and not row["paper_received_on"]:
        yield from made(world, world.deadline("DL01", row["day"]), row, "函询回复收到日期", ("paper_received_on",))
    if row["reported_on"]:
        return
    if row["entrusted_on"]:
        yield from made(world, world.deadline("DL34", row["day"]), row, "受托谈话材料报出日期", ("reported_on",))
    else:
        start = row["paper_received_on"] or row["day"]
        yield from made(world, world.deadline("DL02", start), row, "谈话函询情况报告", ("reported_on",))


def clue_duties(world: World) -> Iterator[Duty]:
    """Yield what reports that came in oblige to; who follows the rules by analogy only gets hints."""
    for row in duty_facts.clues(world.connection, world.origin, (world.on - _TWO_YEARS).isoformat()):
        if row["state"] == "open":
            if not row["handled_on"] and not row["handling_due"]:
                fields = ("handled_on", "handling")
                yield from made(world, world.deadline("DL24", row["received_on"]), row, "线索处置意见", fields)
            if row["source"] == "superior" and not (row["moved"] or row["handled_on"] or row["submitted_on"] or row["handed_on"]):
                fields = ("submitted_on", "submitted_to")
                yield from made(world, world.deadline("DL21", row["received_on"]), row, "转办件受理", fields)
            if row["named"] == "real" and not row["informed_on"]:
                yield from made(world, world.deadline("DL22", row["received_on"]), row, "告知受理", ("informed_on",))
        elif row["named"] == "real" and not row["answered_on"]:
            yield from made(world, world.deadline("DL23", row["closed_on"]), row, "反馈办理结果", ("answered_on", "answer_no"))


def criticism_duties(world: World) -> Iterator[Duty]:
    """Yield what a democratic meeting of a leading group obliges to: its plan before, its report after."""
    since = (world.on - timedelta(days=366)).isoformat()
    for row in duty_facts.democratic(world.connection, world.origin, since):
        if "plan" not in row["prepared"] and row["day"] > world.on.isoformat():
            found = world.deadline("DL35", row["day"])
            yield from made(world, found, row, "民主生活会方案报上级", ("prepared",))
        if not row["report_due"] and not row["reported_on"] and row["day"] <= world.on.isoformat():
            yield from made(world, world.deadline("DL36", row["day"]), row, "民主生活会情况报告", ("reported_on",))


def keeping_duties(world: World) -> Iterator[Duty]:
    """Yield the papers whose term of keeping ends: they are to be appraised, and nothing is ever deleted."""
    before = (world.until - timedelta(days=3650)).isoformat()
    for row in duty_facts.archived(world.connection, world.origin, before):
        start = date(int(row["day"][:4]) + 1, 1, 1).isoformat()
        found = world.deadline({"10": "DL37", "30": "DL38"}[row["retention"]], start)
        fields = ("appraised_on", "retention")
        appraised = Act(FILL, "登记保管期满鉴定", row["type"], row["id"], fields=fields)
        yield from made(world, found, row, "保管期满鉴定", fields, acts=(appraised, _destroyed(row)))


def _destroyed(row: Row) -> Act:
    """Return the act that begins the register entry of a destruction; the record itself stays where it is."""
    number = row["file_no"] or row["number"] or "无"
    piece = {"file_no": number, "name": f"{SHAPES[row['type']].title}记录", "copies": 1, "record_id": row["id"]}
    return Act(NEW, "登记销毁", "disposal", values={"kind": "destroy", "reason": "保管期满，经鉴定不再保存", "pieces": [piece]})
