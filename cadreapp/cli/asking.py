"""Verbs that only ask: show, list, search, due."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from datetime import date

from cadreapp.cli.context import Context
from cadreapp.cli.say import say, table
from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import USAGE
from cadreapp.kernel.shape import Shape, Values
from cadreapp.office import reading
from cadreapp.office.exporting import inert
from cadreapp.office.reading import STATES, Listing
from cadreapp.office.wording import worded


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id")
    parser.add_argument("--history", action="store_true", help=say("连同经过", "with what happened to it"))
    parser.set_defaults(run=show)


def show(context: Context) -> None:
    """Show one record, with its history if asked; looking at a sensitive one is put on record when we may write."""
    with context.office() as office:
        view = office.ask(reading.record, context.args.id)
        past = office.ask(reading.history, context.args.id) if context.args.history else []
    if reading.is_sensitive(view.type):
        _note_view(context)
    head = f"{view.title}  [{view.state_label}]  {view.id}"
    lines = [head, *_pairs(reading.shape(view.type), view.values, view.names)]
    lines += [f"  ! {p.text}" for p in view.problems if view.state == "draft"]
    lines += [f"{j.at[:16]}  {j.actor}  {j.verb}" for j in past]
    answer = {name: getattr(view, name) for name in view.__dataclass_fields__}
    context.out({**answer, **({"history": past} if context.args.history else {})}, "\n".join(lines))


def _note_view(context: Context) -> None:
    with context.office(write=True) as office:
        office.do(reading.view, context.args.id)


def _pairs(shape: Shape, values: Values, names: dict[str, str], indent: str = "  ") -> list[str]:
    lines = []
    for field in shape.fields:
        text = worded(field, values.get(field.name), names)
        if text:
            first, *rest = text.split("\n")
            lines += [f"{indent}{field.label}: {first}", *(f"{indent}    {line}" for line in rest)]
    return lines


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("type")
    parser.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")
    parser.add_argument("--since", metavar="D")
    parser.add_argument("--until", metavar="D")
    parser.add_argument("--sort", default="created", metavar="FIELD")
    parser.add_argument("--limit", type=int, default=200, metavar="N")
    parser.add_argument("--csv", action="store_true")
    parser.set_defaults(run=list_)


def list_(context: Context) -> None:
    """List records of a type."""
    args = context.args
    where = []
    for pair in args.where:
        name, sign, value = pair.partition("=")
        if not sign:
            raise USAGE(what=f"--where {pair}")
        where.append((name, value))
    listing = Listing(args.type, tuple(where), since=args.since, until=args.until, sort=args.sort)
    if any(name == "state" for name, _ in where):
        listing = Listing(args.type, tuple(where), since=args.since, until=args.until, sort=args.sort, states=tuple(STATES))
    with context.office() as office:
        found = office.ask(reading.rows, listing, args.limit)
    fields = reading.shape(args.type).listed()
    heads = [f.label for f in fields] + [say("状态", "state"), say("编号", "id")]
    rows = [[*(r.cells.get(f.name, "") for f in fields), STATES[r.state], r.id] for r in found]
    if args.csv:
        writer = csv.writer(context.stdout)
        writer.writerows([heads, *([inert(str(c)) for c in row] for row in rows)])
        return
    context.out(found, table(rows, heads))


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text")
    parser.add_argument("--type")
    parser.add_argument("--limit", type=int, default=50)
    parser.set_defaults(run=search)


def search(context: Context) -> None:
    """Find records by any run of characters, people also by pinyin initials."""
    with context.office() as office:
        found = office.ask(reading.search, context.args.text, context.args.type, context.args.limit)
        cuts = {r.id: office.ask(reading.snippet, r.id, context.args.text) for r in found}
    answer = [{"id": r.id, "type": r.type, "title": r.title, "day": r.day, "state": r.state, "snippet": cuts[r.id]} for r in found]
    rows = [(reading.shape(r.type).title, r.title, (r.day or "")[:10], cuts[r.id], r.id) for r in found]
    context.out(answer, table(rows, [say(*h) for h in (("类型", "type"), ("记录", "record"), ("日期", "day"), ("原文", "text"), ("编号", "id"))]))


def _due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=_day, metavar="DATE")
    parser.add_argument("--within", type=int, default=7, metavar="DAYS")
    parser.set_defaults(run=due)


def due(context: Context) -> None:
    """Say what is due by the dates typed into records."""
    on = context.args.on or today(context.clock)
    with context.office() as office:
        found = office.ask(reading.due, on, context.args.within)
    answer = [{"day": d.day, "when": d.when, "what": d.what, "record": d.line.id, "type": d.line.type, "title": d.line.title}
              for d in found]
    when = {"overdue": "已超期", "today": "今日要办", "week": "即将到期", "later": "以后"}
    rows = [(d.day, when[d.when], d.what, d.line.title) for d in found]
    heads = [say(*h) for h in (("日期", "day"), ("时限", "when"), ("事项", "what"), ("记录", "record"))]
    context.out(answer, table(rows, heads) if rows else say("没有到期的事。", "Nothing is due."))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(text) from error


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"show": _show, "list": _list, "search": _search, "due": _due}
