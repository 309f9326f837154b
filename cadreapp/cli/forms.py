"""Verbs about what stands on paper: letter, number, forms."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from cadreapp.cli.context import Context
from cadreapp.cli.options import add_globals
from cadreapp.cli.rulesown import file_bytes
from cadreapp.cli.say import say, table
from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import Exit
from cadreapp.office import numbering, unitforms
from cadreapp.office.papers import handing, letters
from cadreapp.paper import wording
from cadreapp.paper.formschema import schema


def _letter(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", help=say("从哪一条记录起草", "the record it is begun from"))
    parser.add_argument("kind", help=say("文书种类, 如 约谈通知书 或 summons", "the kind of letter, such as summons"))
    parser.set_defaults(run=letter)


def letter(context: Context) -> None:
    """Begin a letter from a record."""
    with context.office(write=True) as office:
        made = office.do(letters.begin, context.args.id, context.args.kind).result
    context.out({"id": made}, made)


def _handover(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, action="append", default=[], help=say("只移交这一年的, 可以写几次", "only of this year"))
    parser.set_defaults(run=handover)


def handover(context: Context) -> None:
    """Begin a hand-over with what the store holds."""
    with context.office(write=True) as office:
        made = office.do(handing.begin, context.args.year).result
    context.out({"id": made}, made)


def _number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", help=say("给这条记录编号", "the record to number"))
    parser.add_argument("--of", metavar="FORM", help=say("看一种纸样的编号登记", "show the register of a form's numbers"))
    parser.add_argument("--year", type=int)
    parser.set_defaults(run=number)


def number(context: Context) -> None:
    """Give a record its file number, or show the register of a form's numbers."""
    if context.args.id:
        with context.office(write=True) as office:
            given = office.do(numbering.number, context.args.id).result
        context.out({"id": context.args.id, "number": given}, given)
        return
    form = wording.form(context.args.of or "letter_summons").name
    year = context.args.year or today(context.clock).year
    with context.office() as office:
        found = office.ask(numbering.numbers, form, year)
    rows = [(g.number, g.title, g.given_on, g.void) for g in found]
    heads = (say("编号", "number"), say("给了谁", "given to"), say("日期", "day"), say("作废", "void"))
    context.out(list(found), lambda: table(rows, heads))


def _forms(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar=say("动作", "ACT"), required=True, parser_class=type(parser))
    for act, zh, en in (
        ("list", "有哪些纸样, 哪些改过", "the forms, and which were adapted"),
        ("schema", "纸样文件的 JSON Schema", "JSON Schema of a form file"), ("show", "输出一种纸样", "print a form's file"),
        ("check", "检查改过的纸样", "check an adapted file"), ("install", "装上改过的纸样", "take an adapted file"),
        ("reset", "恢复随程序的纸样", "go back to the shipped form"),
        ("letterhead", "发文机关标志和机关代字", "letterhead and short mark"), ("pattern", "一种纸样的文号样式", "a form's number pattern"),
    ):  # fmt: skip
        one = acts.add_parser(act, help=say(zh, en))
        for name in {"show": ("form",), "reset": ("form",), "check": ("file",), "install": ("file",),
                     "letterhead": ("organ", "mark"), "pattern": ("form", "text")}.get(act, ()):  # fmt: skip
            one.add_argument(name)
        one.set_defaults(run=forms)
        add_globals(one, argparse.SUPPRESS)


def forms(context: Context) -> Exit | None:
    """List, show, check, adapt the forms; set letterhead and number patterns."""
    return _DO[context.args.act](context)


def _list(context: Context) -> None:
    with context.office() as office:
        found = office.ask(unitforms.lines)
    states = [say("改过的已不能用", "adapted, broken") if f.trouble else say("本单位改过", "adapted") if f.own else "" for f in found]
    rows = [(f.name, f.title, f.of, state, f.pattern) for f, state in zip(found, states, strict=True)]
    heads = ("name", say("纸样", "form"), say("记录", "type"), say("改动", "own"), say("文号", "number"))
    keys = ("name", "title", "of", "own", "pattern")
    context.out([dict(zip(keys, row, strict=True)) for row in rows], lambda: table(rows, heads))


def _show(context: Context) -> None:
    text = wording.text_of(context.args.form)
    context.out({"name": context.args.form, "text": text}, text.rstrip())


def _check(context: Context) -> Exit:
    name = context.args.file
    flaws = wording.check_own(file_bytes(name))
    rows = [{"line": f.line, "key": f.key, "message": say(f.what, f.what_en)} for f in flaws]
    lines = [f"{name}:{row['line']}: {row['key'] or '-'}: {row['message']}" for row in rows]
    good = say(f"{name}: 没有发现问题。", f"{name}: nothing wrong.")
    context.out({"file": name, "flaws": rows}, "\n".join(lines) if lines else good)
    return Exit.REFUSED if flaws else Exit.DONE


def _install(context: Context) -> None:
    text = file_bytes(context.args.file).decode("utf-8-sig", "replace")
    with context.office(write=True) as office:
        name = office.do(unitforms.install, text, context.args.file).result
    context.out({"name": name}, say(f"{name} 已改用本单位的。", f"{name} is now the unit's own."))


def _reset(context: Context) -> None:
    with context.office(write=True) as office:
        office.do(unitforms.reset, context.args.form)
    context.out({"name": context.args.form}, say("已恢复。", "Restored."))


def _letterhead(context: Context) -> None:
    with context.office(write=True) as office:
        office.do(unitforms.set_letterhead, context.args.organ, context.args.mark)
    context.out({"organ": context.args.organ, "mark": context.args.mark}, say("已记下。", "Kept."))


def _pattern(context: Context) -> None:
    with context.office(write=True) as office:
        office.do(unitforms.set_pattern, context.args.form, context.args.text)
    context.out({"name": context.args.form, "pattern": context.args.text}, say("已记下。", "Kept."))


def _schema(context: Context) -> None:
    context.out(schema(), lambda: json.dumps(schema(), ensure_ascii=False, indent=2))


_DO: dict[str, Callable[[Context], Exit | None]] = {
    "list": _list, "show": _show, "check": _check, "install": _install, "reset": _reset, "letterhead": _letterhead,
    "pattern": _pattern,
    "schema": _schema,
}  # fmt: skip


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "letter": _letter, "handover": _handover, "number": _number, "forms": _forms,
}  # fmt: skip
