"""Verbs that only ask: show, list, search."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from cadreapp.cli.context import Context
from cadreapp.cli.options import count, day
from cadreapp.cli.say import say, table
from cadreapp.kernel.errors import DISK_FULL, USAGE, AppError
from cadreapp.kernel.shape import Kind, Shape, Values
from cadreapp.office import reading
from cadreapp.office.exporting import as_csv
from cadreapp.office.reading import LIVE, STATES, Listing
from cadreapp.office.wording import worded
from cadreapp.store.faults_keys import STORE_BUSY, STORE_READ_ONLY


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
    # Beside an open window, or from a write-protected stick, looking must still be possible.
    try:
        with context.office(write=True) as office:
            office.do(reading.view, context.args.id)
    except AppError as error:
        if error.fault not in (STORE_BUSY, STORE_READ_ONLY, DISK_FULL):
            raise


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
    parser.add_argument("--since", type=day, metavar="D")
    parser.add_argument("--until", type=day, metavar="D")
    parser.add_argument(
        "--sort",
        default="created",
        metavar="FIELD",
        help=say("按哪一项排; 日期从新到旧, 其他从小到大", "days newest first, others ascending"),
    )
    parser.add_argument("--reverse", action="store_true", help=say("反过来排", "the other way round"))
    parser.add_argument("--limit", type=count, default=200, metavar="N")
    parser.add_argument("--csv", action="store_true")
    parser.set_defaults(run=list_)


def list_(context: Context) -> None:
    """List records of a type."""
    args = context.args
    shape = reading.shape(args.type)
    where = tuple(_pair(shape, text) for text in args.where)
    states = tuple(STATES) if any(name == "state" for name, _ in where) else LIVE
    listing = Listing(
        shape.name,
        where,
        since=args.since,
        until=args.until,
        sort=args.sort,
        states=states,
        descending=_newest_first(shape, args.sort) != args.reverse,
    )
    with context.office() as office:
        found = office.ask(reading.rows, listing, args.limit)
    fields = shape.listed()
    heads = [f.label for f in fields] + [say("状态", "state"), say("编号", "id")]
    rows = [[*(str(r.cells.get(f.name, "")) for f in fields), STATES[r.state], r.id] for r in found]
    if args.csv:
        context.write(as_csv(heads, rows))
        return
    context.out(found, table(rows, heads))


def _pair(shape: Shape, text: str) -> tuple[str, object]:
    """Read FIELD=VALUE: what a person reads in a list (a label, 是, a number) means what is kept."""
    name, sign, value = text.partition("=")
    if not sign:
        raise USAGE(what=f"--where {text}")
    field = shape.by_name.get(name)
    if name == "state":
        return name, next((code for code, label in STATES.items() if label == value), value)
    if field is not None and field.kind is Kind.FLAG:
        known: dict[str, object] = {"true": True, "1": True, "是": True, "false": False, "0": False, "否": False}
        if value.lower() not in known:
            raise USAGE(what=f"--where {text}")
        return name, known[value.lower()]
    if value and field is not None and field.kind is Kind.NUMBER:
        return name, count(value, of=f"--where {text}")
    return name, value if value else None


def _newest_first(shape: Shape, name: str) -> bool:
    field = shape.by_name.get(name)
    return name in ("created", "changed", "day") or field is not None and field.kind in (Kind.DAY, Kind.MOMENT)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text")
    parser.add_argument("--type")
    parser.add_argument("--limit", type=count, default=50, metavar="N")
    parser.set_defaults(run=search)


def search(context: Context) -> None:
    """Find records by any run of characters, people also by pinyin initials."""
    if context.args.type is not None:
        reading.shape(context.args.type)
    with context.office() as office:
        found = office.ask(reading.search, context.args.text, context.args.type, context.args.limit)
        cuts = {r.id: office.ask(reading.snippet, r.id, context.args.text) for r in found}
    answer = [
        {"id": r.id, "type": r.type, "title": r.title, "day": r.day, "state": r.state, "snippet": cuts[r.id]} for r in found
    ]
    rows = [(reading.shape(r.type).title, r.title, (r.day or "")[:10], cuts[r.id], r.id) for r in found]
    context.out(
        answer,
        table(
            rows, [say(*h) for h in (("类型", "type"), ("记录", "record"), ("日期", "day"), ("原文", "text"), ("编号", "id"))]
        ),
    )


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"show": _show, "list": _list, "search": _search}
