"""The verb due: what is owed, why, and what to do; putting off with a reason; the year ahead as a table and as files."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from cadreapp.cli.context import Context
from cadreapp.cli.options import count, day
from cadreapp.cli.say import say, table
from cadreapp.kernel.clock import today
from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import USAGE
from cadreapp.office.duty import listing as duties
from cadreapp.office.duty import year as duty_year
from cadreapp.office.duty.item import LATER, OVERDUE, TODAY, WEEK, DueList, Duty
from cadreapp.office.duty.year import PlanItem
from cadreapp.office.papers import outlets

_WHEN = {OVERDUE: ("已超期", "overdue"), TODAY: ("今日要办", "today"), WEEK: ("即将到期", "this week"), LATER: ("以后", "later")}
_HINT = ("提示", "hint")


def _due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=day, metavar="DATE", help=say("哪一天的; 不写是今天", "as of this day"))
    parser.add_argument("--within", type=count, default=duties.WITHIN, metavar="DAYS", help=say("往后看几天", "days ahead"))
    acts = parser.add_mutually_exclusive_group()
    acts.add_argument("--why", metavar="KEY", help=say("一件事的依据和做法", "why one of them is due, and what to do"))
    acts.add_argument("--snooze", metavar="KEY", help=say("稍后提醒 (--until, --reason)", "put one off"))
    acts.add_argument("--wake", metavar="KEY", help=say("缓办的提前拿回来", "take one back on the list"))
    acts.add_argument("--excuse", metavar="KEY", help=say("写明没有开的原因 (--reason)", "say why it was not held"))
    acts.add_argument("--older", action="store_true", help=say("启用前到期、这里没有登记结果的", "what fell due before this store was made"))
    acts.add_argument("--settle", nargs="+", metavar="KEY",
                      help=say("登记启用前已办, all 是全部 (--reason)", "register as dealt with before; all for every one"))  # fmt: skip
    acts.add_argument("--unsettle", nargs="+", metavar="KEY", help=say("取消“启用前已办”", "take that back"))
    acts.add_argument("--year", type=count, metavar="YEAR", help=say("全年工作日历", "the whole year"))
    parser.add_argument("--until", type=day, metavar="DATE")
    parser.add_argument("--reason", metavar="TEXT")
    parser.add_argument("-o", dest="target", metavar="FILE",
                        help=say("全年存成 .ics .pdf .docx .xlsx", "the year as .ics .pdf .docx .xlsx"))
    parser.add_argument("--names", action="store_true", help=say(".ics 里写姓名 (文件不加密)", "name people in the .ics"))
    parser.set_defaults(run=due)


def due(context: Context) -> None:
    """Say what is due and why; put something off; show or write out the year."""
    args = context.args
    on = date.fromisoformat(args.on) if args.on else today(context.clock)
    if args.year is not None:
        _year(context, on)
    elif args.settle or args.unsettle:
        _settle(context, on)
    elif args.snooze or args.wake or args.excuse:
        _put_off(context, on)
    else:
        with context.office() as office:
            found = office.ask(duties.due, on, args.within)
        if args.why:
            one = _one(found, args.why)
            context.out(_answer(one), lambda: _explained(one))
        elif args.older:
            context.out([_answer(d) for d in found.older], lambda: _listed(found.older))
        else:
            context.out([_answer(d) for d in (*found.duties, *found.snoozed)], lambda: _told(found))


def _answer(duty: Duty) -> dict[str, Any]:
    """Return a duty as JSON data; `day`, `what` and `title` are the names that a typed term always had."""
    return {
        "key": duty.key, "day": duty.until, "when": duty.when, "what": duty.title, "title": duty.subject, "who": duty.subject,
        "since": duty.since, "until": duty.until, "told": duty.told, "quiet": duty.quiet, "record": duty.record, "type": duty.type,
        "rule": duty.why.rule, "why": asdict(duty.why), "do": [asdict(act) for act in duty.acts], "parts": list(duty.parts),
        "snoozed": asdict(duty.snoozed) if duty.snoozed else None,
    }  # fmt: skip


def _told(found: DueList) -> str:
    lines = [_listed(found.duties)]
    if found.left_out:
        lines.append(say(f"更早超期的还有 {found.left_out} 件。", f"{found.left_out} more are overdue for longer."))
    if found.older:
        lines.append(say(f"启用前到期、这里没有登记结果的另有 {len(found.older)} 件, 用 --older 看。",
                         f"{len(found.older)} more fell due before this store was made: see --older."))  # fmt: skip
    for duty in found.snoozed:
        assert duty.snoozed is not None
        put_off = duty.snoozed
        lines.append(say(f"已缓办至 {put_off.until}: {duty.title} {duty.subject} ({put_off.reason})",
                         f"Put off until {put_off.until}: {duty.title} {duty.subject} ({put_off.reason})"))
    return "\n".join(lines)


def _listed(duties_: Sequence[Duty]) -> str:
    rows = [(d.until or "", say(*(_HINT if d.quiet else _WHEN[d.when])), d.title, d.subject, d.told, d.key) for d in duties_]
    heads = [say(*h) for h in (("最迟", "until"), ("时限", "when"), ("事项", "what"), ("谁", "who"), ("情况", "standing"), ("代号", "key"))]
    return table(rows, heads) if rows else say("没有到期的事。", "Nothing is due.")


def _explained(duty: Duty) -> str:
    steps = [f"{say('现在做', 'Now')}: {act.label} {act.subject}".rstrip() for act in duty.acts]
    return "\n".join([f"{duty.title}  {duty.subject}  {duty.until or ''}", duty.told, *duty.why.sentences, *steps])


def _one(found: DueList, key: str) -> Duty:
    duty = next((d for d in (*found.duties, *found.snoozed, *found.older) if d.key == key or key in d.parts), None)
    if duty is None:
        raise USAGE(what=say(f"要办的事里没有 {key}", f"nothing that is due is called {key}"))
    return duty


def _put_off(context: Context, on: date) -> None:
    args = context.args
    if args.snooze and not args.until:
        raise USAGE(what="--snooze --until")
    key = args.snooze or args.wake or args.excuse
    with context.office(write=True) as office:
        # What was excused is on the list no more; by its key the reason can still be changed or taken back.
        known = office.ask(duties.reasons, key)
        keys = (key,) if known else _one(office.ask(duties.due, on, args.within), key).parts
        if args.snooze:
            office.do(duties.snooze, keys, args.until, args.reason or "")
        elif args.wake:
            office.do(duties.unsnooze, keys)
        else:
            office.do(duties.excuse, keys, args.reason or "")
    context.out({"keys": list(keys)}, say("已登记。", "Registered."))


def _settle(context: Context, on: date) -> None:
    args = context.args
    with context.office(write=True) as office:
        older = {duty.key for duty in office.ask(duties.due, on, args.within).older}
        known = older if args.settle else office.ask(duties.settled).keys()
        asked = args.settle or args.unsettle
        keys = sorted(known) if asked == ["all"] else asked
        strange = [key for key in keys if key not in known]
        if strange:
            raise USAGE(what=say(f"没有 {strange[0]}", f"nothing is called {strange[0]}"))
        if args.settle:
            office.do(duties.settle, keys, args.reason or "")
        else:
            office.do(duties.unsettle, keys)
    context.out({"keys": list(keys)}, say(f"已登记 {len(keys)} 件。", f"{len(keys)} registered."))


def _year(context: Context, on: date) -> None:
    args = context.args
    if not 2000 <= args.year <= 2999:
        raise USAGE(what=f"--year {args.year}")
    if not args.target:
        with context.office() as office:
            months = office.ask(duty_year.year_calendar, args.year, on)
        context.out([[asdict(item) for item in month] for month in months], lambda: _months(months))
        return
    target = Path(args.target)
    with context.office(write=True) as office:
        kind = outlets.kind_of(target)
        if kind or target.suffix.lower() == ".pdf":
            with outlets.kept_as(kind) as kept:
                made = office.ask(duty_year.year_paper, args.year, on)
            data = kept[-1] if kept else made
        else:
            data = office.ask(duty_year.year_file, args.year, on, context.clock, names=args.names)
        write_whole(target, data)
        office.do(duty_year.year_exported, args.year)
    context.out({"file": str(target), "bytes": len(data)}, say(f"已存成 {target}", f"Saved {target}"))


def _months(months: tuple[tuple[PlanItem, ...], ...]) -> str:
    rows = [
        (say(f"{n}月", f"{n}"), item.until or say("以通知为准", "by notice"), item.title, item.subject, f"{item.met}/{item.owed}",
         "; ".join(item.reasons), item.citation)
        for n, month in enumerate(months, 1) for item in month
    ]  # fmt: skip
    heads = [say(*h) for h in (
        ("月", "month"), ("最迟", "until"), ("事项", "what"), ("谁", "who"), ("已办", "done"), ("原因", "reason"), ("依据", "rule"),
    )]  # fmt: skip
    return table(rows, heads) if rows else say("全年没有要办的事。", "Nothing is owed in that year.")


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"due": _due}
