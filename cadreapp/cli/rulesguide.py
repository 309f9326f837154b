"""The acts of `rules` that help while one writes: guide and outlines of a kind, remarks on a record, whose desk this is."""

from __future__ import annotations

import argparse
from typing import Any

from cadreapp.cli.context import Context
from cadreapp.cli.say import say
from cadreapp.kernel.clock import civil, today
from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.office import reading
from cadreapp.office.rule import guides, guides_course, hints
from cadreapp.rules.course import OPTIONAL
from cadreapp.rules.guides import ROLES

Acts = Any
"""What `add_subparsers` returns; argparse does not export its type."""


def add(acts: Acts) -> list[argparse.ArgumentParser]:
    """Add the acts and return their parsers."""
    return [_guide(acts), _hints(acts), _role(acts), _way(acts)]


def _guide(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("guide", help=say("一类谈话、会议的说明和提纲", "guide and outlines of a kind"))
    made.add_argument("kind", metavar="TYPE:KIND", help=say("如 talk:remind、meeting:life", "such as talk:remind"))
    made.set_defaults(run=guide)
    return made


def guide(context: Context) -> None:
    """Say what a kind of record is for, who may hold it, what must be on it, and what one may ask."""
    of, _, kind = context.args.kind.partition(":")
    with context.office() as office:
        found = office.ask(guides.beside, of, kind)
    if found.guide is None:
        raise NOT_FOUND(what="说明", key=context.args.kind)
    one = found.guide
    lines = [
        one.title, one.what, say(f"什么时候用: {one.when}", f"When: {one.when}"), say(f"谁来谈: {one.who}", f"Who: {one.who}"),
        say("记录上要有:", "On the record:"), *(f"  · {item}" for item in one.must), *([one.apart] if one.apart else []), one.basis,
    ]  # fmt: skip
    for outline in found.outlines:
        lines += ["", f"{outline.id} {outline.title}", *(f"  {n}. {q}" for n, q in enumerate(outline.questions, 1))]
    context.out(found, "\n".join(lines))


def _hints(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("hints", help=say("对一条记录的提示", "remarks on a record"))
    made.add_argument("record", metavar="ID")
    made.set_defaults(run=remarks)
    return made


def remarks(context: Context) -> None:
    """Say what the rules remark on a record, each with its field and article; for a reminder, where it stands too."""
    with context.office() as office:
        view = office.ask(reading.record, context.args.record)
        now = civil(context.clock).isoformat(timespec="minutes")
        found = office.ask(hints.hints, view.type, view.values, now, view.id)
        course = office.ask(guides_course.reminder_course, view.values, today(context.clock)) if view.type == "reminder" else None
    rows = [{"field": p.path, "text": p.text, "article": p.article} for p in found]
    step = course.now if course else None
    answer = {"id": view.id, "hints": rows, "step": step.stage if step else None, "term": course.text if course else ""}
    lines = [f"{p.path}: {hints.said(p)}" for p in found] or [say("没有提示。", "No remark.")]
    context.out(answer, "\n".join([*lines, *([step.todo] if step else []), *([course.text] if course and course.text else [])]))


def _role(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("role", help=say("使用人的身份", "whose desk this is"))
    made.add_argument("role", nargs="?", choices=ROLES)
    made.set_defaults(run=role)
    return made


def role(context: Context) -> None:
    """Say whose desk this is, or change it."""
    with context.office(write=bool(context.args.role)) as office:
        if context.args.role:
            office.do(guides.set_role, context.args.role)
        found = office.ask(guides.role)
    context.out({"role": found}, say(guides.ROLE_NAMES[found], found))


def _way(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("way", help=say("约谈不用的步骤, 提醒按哪种日子数", "how reminders are run"))
    made.add_argument("--without", metavar="STAGES", help=say("不用的步骤, 逗号隔开; 写 none 为全用", "stages not used; none for all"))
    made.add_argument("--days", choices=("day", "workday"), help=say("按自然日还是工作日", "natural or working days"))
    made.set_defaults(run=way)
    return made


def way(context: Context) -> None:
    """Say which stages of a reminder are not used and in which days nearness is told, or change either."""
    args = context.args
    with context.office(write=bool(args.without or args.days)) as office:
        unused, workdays = office.ask(guides_course.way)
        if args.without or args.days:
            wanted = unused if args.without is None else tuple(w for w in args.without.split(",") if w in OPTIONAL)
            office.do(guides_course.set_way, wanted, workdays=workdays if args.days is None else args.days == "workday")
            unused, workdays = office.ask(guides_course.way)
    days = "workday" if workdays else "day"
    text = say(f"不用的步骤: {', '.join(unused) or '没有'}; 按{'工作日' if workdays else '自然日'}数", f"without: {', '.join(unused)}; {days}")
    context.out({"without": unused, "days": days}, text)
