"""Verbs that describe and change records."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from cadreapp.cli.context import Context
from cadreapp.cli.say import say, table
from cadreapp.kernel.clock import civil
from cadreapp.office import jsonschema, reading, recall, record, undo
from cadreapp.office.door import Office
from cadreapp.office.rule import hints
from cadreapp.office.whose import with_names
from cadreapp.store.unit import Unit

_FEW = 20
"""Records made at once that are remarked on; more of them are an import, which has its own list of what to look at."""
Add = Callable[[argparse.ArgumentParser], None]


def _types(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=types)


def types(context: Context) -> None:
    """List the record types."""
    found = [{"type": s.name, "title": s.title, "family": s.family.value, "fields": len(s.fields)} for s in reading.types()]
    heads = (say("类型", "type"), say("名称", "title"), say("属类", "family"), say("项数", "fields"))
    context.out(found, table([list(f.values()) for f in found], heads))


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("type")
    parser.set_defaults(run=schema)


def schema(context: Context) -> None:
    """Print the JSON Schema of a type."""
    made = jsonschema.json_schema(reading.shape(context.args.type))
    context.out(made, json.dumps(made, ensure_ascii=False, indent=2))


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("type")
    parser.add_argument("--from", dest="source", metavar="FILE|-", required=True)
    parser.set_defaults(run=new)


def new(context: Context) -> None:
    """Make records, all or none; prints one {"id": …} a line, and what the rules remark on a few of them as on the screen."""
    given = context.read_objects(context.args.source)
    with context.office(write=True) as office:
        ids = office.do(_create_all, context.args.type, given).result
        remarks = [line for record_id in ids for line in _remarks(office, context, record_id)] if len(ids) <= _FEW else []
    context.write("".join(f"{json.dumps({'id': record_id})}\n" for record_id in ids))
    # Beside the answer, never in it: a script reads ids, and a remark stops nothing.
    sys.stderr.write("".join(f"{line}\n" for line in remarks))


def _remarks(office: Office, context: Context, record_id: str) -> list[str]:
    view = office.ask(reading.record, record_id)
    now = civil(context.clock).isoformat(timespec="minutes")
    found = office.ask(hints.hints, view.type, view.values, now, record_id)
    return [f"{say('提示', 'Remark')}: {record_id} {p.path}: {hints.said(p)}" for p in found]


def _create_all(unit: Unit, type_name: str, given: list[dict[str, Any]]) -> list[str]:
    given = [with_names(unit.connection, reading.shape(type_name), values) for values in given]
    if len(given) == 1:
        unit.verb = "create"
        return [record.create(unit, type_name, given[0])]
    unit.verb = "import_records"
    return record.create_many(unit, type_name, given)


def _set(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id")
    parser.add_argument("--from", dest="source", metavar="FILE|-", required=True)
    parser.set_defaults(run=set_)


def set_(context: Context) -> None:
    """Change fields of a record, or of its pending next edition."""
    values = context.read_object(context.args.source)
    with context.office(write=True) as office:
        view = office.ask(reading.record, context.args.id)
        amending = view.amendment is not None
        values = office.ask(with_names, reading.shape(view.type), values)
        office.do(record.save_amendment if amending else record.save, context.args.id, values)
    context.out({"id": context.args.id}, say("已保存。", "Saved."))


_VOIDS = (record.seal, record.withdraw)
"""What may make printed paper void: a new edition, and declaring void."""


def _act(command: Callable[..., Any], zh: str, en: str, *, reason: bool = False) -> Add:
    """Return the parser setup of a verb that takes an id, and perhaps a reason, and says one sentence."""

    def run(context: Context) -> None:
        given = (context.args.reason,) if reason else ()
        with context.office(write=True) as office:
            office.do(command, context.args.id, *given)
            out = office.ask(recall.owed, context.args.id) if command in _VOIDS else ()
        told = say(f"请收回旧件作废: {'; '.join(out)}。", f"Call the older paper back: {'; '.join(out)}.") if out else ""
        context.out({"id": context.args.id, **({"recall": out} if out else {})}, "\n".join(filter(None, (say(zh, en), told))))

    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("id")
        if reason:
            parser.add_argument("--reason", required=command is record.withdraw, default="", help=say("原因", "why"))
        parser.set_defaults(run=run)

    return add


def _step(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id")
    parser.add_argument("state")
    parser.add_argument("--from", dest="source", metavar="FILE|-")
    parser.set_defaults(run=step)


def step(context: Context) -> None:
    """Move a course on by one step; the step's fields come as JSON."""
    values = context.read_object(context.args.source)
    with context.office(write=True) as office:
        office.do(record.step, context.args.id, context.args.state, values)
    context.out({"id": context.args.id}, say("已登记。", "Registered."))


def _undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help=say("列出可以撤销的操作", "list what can be undone"))
    parser.set_defaults(run=undo_)


def undo_(context: Context) -> None:
    """Undo the newest command, or list those that can be undone."""
    if context.args.list:
        with context.office() as office:
            found = office.ask(undo.undoable)
        context.out(
            found,
            table(
                [(u.at[:16], u.label, u.command) for u in found], (say("时间", "at"), say("操作", "what"), say("编号", "id"))
            ),
        )
        return
    with context.office(write=True) as office:
        done = office.do(undo.undo)
    context.out({"undone": done.result}, say(f"已撤销: {done.result}", f"Undone: {done.result}"))


ADD: dict[str, Add] = {
    "types": _types,
    "schema": _schema,
    "new": _new,
    "set": _set,
    "step": _step,
    "undo": _undo,
    "seal": _act(record.seal, "已定稿。", "Sealed."),
    "amend": _act(record.amend, "更正稿已建立, 用 set 修改, 再 seal 定稿。", "Next edition begun.", reason=True),
    "withdraw": _act(record.withdraw, "已作废。", "Withdrawn.", reason=True),
    "remove": _act(record.remove, "已移入回收站。", "Moved into the bin."),
    "restore": _act(record.restore, "已恢复。", "Restored."),
}
