"""Verbs that ask the rules: deadline and rules; the unit's own where there is a store, those shipped where there is none."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import date
from typing import Any

from cadreapp.cli import rulesguide, rulesown
from cadreapp.cli.context import NO_PASSPHRASE, Context
from cadreapp.cli.options import add_globals, day
from cadreapp.cli.rulesown import file_bytes
from cadreapp.cli.say import say, table
from cadreapp.exchange.signedtext import parted
from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import AppError, Exit
from cadreapp.office import gate
from cadreapp.office.rule import update as rulesupdate
from cadreapp.office.rule.lines import was_text
from cadreapp.office.rule.rulebook import shipped_calendar, shipped_rules, unit_calendar, unit_rules
from cadreapp.rules.deadlines import Deadline
from cadreapp.rules.deadlines import deadline as work_out
from cadreapp.rules.guides import guide_schema
from cadreapp.rules.holidaytables import year_table
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.packschema import schema as pack_schema
from cadreapp.rules.rule import Rule, Severity, Sort
from cadreapp.rules.workdays import WorkCalendar

_SORTS = {
    Sort.TERM: ("时限", "term"), Sort.IMPACT: ("影响期", "impact period"), Sort.FREQUENCY: ("频次", "frequency"),
    Sort.MEASURE: ("措施", "measure"), Sort.THRESHOLD: ("比例和人数", "threshold"), Sort.WORDING: ("表述", "wording"),
}  # fmt: skip


def _deadline(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rule", metavar="RULE", help=say("规则编号, 如 DL01", "the rule's id, such as DL01"))
    parser.add_argument(
        "--from", dest="start", type=day, required=True, metavar="DATE", help=say("从哪一天起算", "the day it starts from")
    )
    parser.add_argument(
        "--rule-year", type=int, metavar="YEAR", help=say("指定条文版本的年份, 如 2015", "the year of the version to use, such as 2015")
    )
    _shipped_option(parser)
    parser.set_defaults(run=deadline)


def deadline(context: Context) -> None:
    """Say until when a rule's term runs from a day, with every day that was counted or skipped and why."""
    start = date.fromisoformat(context.args.start)
    book, calendar, unheard = _in_force(context)
    rule = book.rule(context.args.rule, start, version=context.args.rule_year)
    found = work_out(rule, start, calendar)
    answer = {**_rule(rule), **_worked_out(found), "own_rules": not unheard}
    context.out(answer, lambda: "\n".join([_told(rule, found), *unheard]))


def _shipped_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--shipped", action="store_true", help=say("只按随程序的规则, 不打开数据夹", "by the rules shipped alone, opening no store")
    )


def _in_force(context: Context) -> tuple[Rulebook, WorkCalendar, list[str]]:
    """Return the unit's rules and calendar, or those shipped; then say when own values were left out for want of a passphrase."""
    if not context.args.shipped and gate.status(context.store).state is gate.StoreState.READY:
        try:
            with context.office() as office:
                return office.ask(unit_rules), office.ask(unit_calendar), []
        except AppError as error:
            if error.fault is not NO_PASSPHRASE:
                raise
    elif not context.args.shipped:
        return shipped_rules(), shipped_calendar(), []
    left_out = say(
        "按随程序的规则: 没有打开数据夹, 本单位自定的数值和录入的放假安排没有算入。",
        "By the rules shipped: the store was not opened, so the unit's own values and holidays are left out.",
    )
    return shipped_rules(), shipped_calendar(), [left_out]


def _worked_out(found: Deadline) -> dict[str, Any]:
    """Return the days as JSON data; both ends only for a period that runs from its first day."""
    term, both = found.term, found.ends
    return {
        "start": str(found.start),
        "day": str(found.day),
        "term": {
            "number": term.number, "unit": term.unit.value,
            "first_day": term.first_day, "rolls": term.rolls, "before": term.before,
        },
        "ends": {"a": str(both.a), "b": str(both.b), "shown": str(both.shown), "last": str(both.last)} if both else None,
        "steps": [{"day": str(step.day), "number": step.number, "why": step.why} for step in found.steps],
        "estimated": list(found.estimated),
        "remarks": list(found.remarks()),
    }  # fmt: skip


def _told(rule: Rule, found: Deadline) -> str:
    length = say(f"自 {found.start} 起 {found.term.text()}", f"{found.term.number} {found.term.unit.value} from {found.start}")
    if found.term.before:
        length = say(f"{found.start} 之前 {found.term.text()}", f"{found.term.number} {found.term.unit.value} before {found.start}")
    # Where both ends are told among the remarks, a third line with one of them would look like the settled one.
    named = ("最迟", "At the latest") if found.term.before else ("最后一日", "Last day")
    last = [] if found.ends else [say(f"{named[0]}: {found.day}", f"{named[1]}: {found.day}")]
    lines = [f"{rule.id} {rule.title}: {length}", *last, *found.remarks(), rule.citation(), rule.sentence]
    # A value of the unit's own is told among the remarks and with its rule: once is enough.
    lines = list(dict.fromkeys(lines))
    return "\n".join([*lines, *([rule.note] if rule.note else []), "", *(f"  {step.text()}" for step in found.steps)])


def _rules(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar=say("动作", "ACT"), required=True, parser_class=type(parser))
    every = acts.add_parser("list", help=say("列出全部规则", "list every rule"))
    every.set_defaults(run=list_)
    _shipped_option(every)
    one = acts.add_parser("show", help=say("看一条规则的各个版本", "show every version of a rule"))
    one.add_argument("rule", metavar="RULE")
    one.set_defaults(run=show)
    _shipped_option(one)
    file = acts.add_parser("check", help=say("检查规则文件, 不安装", "check a rule file, installing nothing"))
    file.add_argument("file", metavar="FILE")
    file.set_defaults(run=check)
    form = acts.add_parser("schema", help=say("规则文件的 JSON Schema", "JSON Schema of a rule file"))
    form.add_argument(
        "--guides", action="store_true", help=say("说明与提纲文件的", "that of guides and outlines")
    )
    form.set_defaults(run=schema)
    for sub in (every, one, file, form, *rulesown.add(acts), *rulesguide.add(acts)):
        add_globals(sub, argparse.SUPPRESS)


def list_(context: Context) -> None:
    """List every version of every rule."""
    book, _calendar, unheard = _in_force(context)
    found = [_owned(book, rule, context) for rule_id in book.ids() for rule in book.versions(rule_id)]
    rows = [(r.id, say(*_SORTS[r.sort]), r.title, r.document, r.year, r.begins, r.ends or "", _hint(r)) for r in found]
    heads = [
        say(*h)
        for h in (
            ("编号", "id"), ("类别", "sort"), ("名称", "title"), ("文件", "document"), ("版本", "year"),
            ("施行起", "from"), ("施行至", "to"), ("提示", "hint"),
        )
    ]  # fmt: skip
    context.out([_rule(r) for r in found], lambda: "\n".join([table(rows, heads), *unheard]))


def _owned(book: Rulebook, rule: Rule, context: Context) -> Rule:
    """Return a version with the unit's own value, when it is the one in force today."""
    now = today(context.clock)
    return book.rule(rule.id, now) if rule.in_force(now) else rule


def _hint(rule: Rule) -> str:
    if rule.override is not None:
        return say(f"本单位自定 {rule.override.value}", f"our own {rule.override.value}")
    return say("仅供提示", "only a hint") if rule.severity is Severity.INFO else ""


def show(context: Context) -> None:
    """Show every version of one rule, the oldest first."""
    book, _calendar, unheard = _in_force(context)
    found = [_owned(book, rule, context) for rule in book.versions(context.args.rule)]
    answer = [{**_rule(r), "start": r.start, "value": r.term or r.frequency or r.table} for r in found]
    context.out(answer, lambda: "\n\n".join([*map(_shown, found), *unheard]))


def _shown(rule: Rule) -> str:
    until = rule.ends or say("今", "now")
    lines = [
        f"{rule.id} {rule.title} [{say(*_SORTS[rule.sort])}]",
        rule.citation(),
        say(f"施行: {rule.begins} 至 {until}", f"In force: {rule.begins} to {until}"),
        rule.sentence,
        *([say(f"期限: {rule.term.text()}", f"Term: {rule.term.number} {rule.term.unit.value}")] if rule.term else []),
        *([say(f"原值: {was_text(rule)}", f"The rule's own value: {was_text(rule)}")] if rule.original else []),
        *([say(f"起算: {rule.start}", f"Starts: {rule.start}")] if rule.start else []),
        *(str(text) for text in rule.table.values() if rule.sort is Sort.WORDING),
        *([rule.note] if rule.note else []),
    ]
    return "\n  ".join(lines)


def schema(context: Context) -> None:
    """Print the JSON Schema of a pack of rules, or of guides and outlines; TOML days are judged as strings."""
    found = guide_schema() if context.args.guides else pack_schema()
    context.out(found, json.dumps(found, ensure_ascii=False, indent=2))


def check(context: Context) -> Exit:
    """Name file, line and key of everything wrong with a pack; what clashes with the other packs is a fault of its own."""
    name = context.args.file
    text, _signature = parted(file_bytes(name))
    if rulesupdate.kind_of(text) == "holidays":
        year_table(text.decode("utf-8-sig"))
    flaws = rulesupdate.flaws_of(text)
    if not flaws and rulesupdate.kind_of(text) == "rules":
        shipped_rules().with_pack(text, name)
    rows = [{"line": f.line, "key": f.key, "message": say(f.what, f.what_en)} for f in flaws]
    lines = [f"{name}:{row['line']}: {row['key'] or '-'}: {row['message']}" for row in rows]
    good = say(f"{name}: 没有发现问题。", f"{name}: nothing wrong.")
    context.out({"file": name, "flaws": rows}, "\n".join(lines) if lines else good)
    return Exit.REFUSED if flaws else Exit.DONE


def _rule(rule: Rule) -> dict[str, Any]:
    """Return what every answer says of a rule's version."""
    return {
        "rule": rule.id, "sort": rule.sort.value, "title": rule.title, "document": rule.document, "year": rule.year,
        "article": rule.article, "from": str(rule.begins), "to": str(rule.ends) if rule.ends else None,
        "confidence": rule.confidence.value, "citation": rule.citation(), "sentence": rule.sentence, "note": rule.note,
        "applies_to": list(rule.applies_to),
        "override": rulesown.own_value(rule.override) if rule.override else None,
    }  # fmt: skip


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"deadline": _deadline, "rules": _rules}
