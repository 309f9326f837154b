"""The acts of `rules` that change what a unit judges by: own values, packs taken over, holidays, yearly notices."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cadreapp.cli.context import Context
from cadreapp.cli.options import count, day
from cadreapp.cli.say import say, table
from cadreapp.kernel.clock import today
from cadreapp.kernel.durable import read_fault, write_whole
from cadreapp.kernel.errors import FILE_UNREADABLE, Exit
from cadreapp.office.rule import holidays, notices, overrides
from cadreapp.office.rule import lines as rulelines
from cadreapp.office.rule import update as rulesupdate
from cadreapp.rules.frequency import Notice
from cadreapp.rules.rule import PER_TEXT, Override, Unit

if TYPE_CHECKING:
    from cadreapp.office.rule.update import Update

Acts = Any
"""What `add_subparsers` returns; argparse does not export its type."""


def add(acts: Acts) -> list[argparse.ArgumentParser]:
    """Add the acts and return their parsers."""
    return [
        _override(acts), _install(acts), _back(acts), _packs(acts), _sign(acts), _trust(acts), _holidays(acts), _notice(acts),
    ]  # fmt: skip


def file_bytes(name: str) -> bytes:
    """Return a file as it is: what is no UTF-8 is a flaw with a line, too."""
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise read_fault(error, Path(name)) from error
    except ValueError as error:  # a NUL in a path
        raise FILE_UNREADABLE(path=name, why=say("名称不合规定", "not a name")) from error


def own_value(own: Override) -> dict[str, Any]:
    """Return a unit's own value as JSON data."""
    return {
        "number": own.number if own.share is None else None,
        "share": own.value if own.share is not None else None,
        "per": own.per or None, "unit": own.unit.value if own.unit else None,
        "source": own.source, "who": own.who,
        "when": str(own.when), "from": str(own.begins) if own.begins else None, "to": str(own.ends) if own.ends else None,
    }  # fmt: skip


def given_day(text: str | None) -> date | None:
    """Return a day that was given as an option."""
    return date.fromisoformat(text) if text else None


def _override(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("override", help=say("本单位自定数值", "the unit's own value for a rule"))
    made.add_argument("rule", metavar="RULE")
    made.add_argument("--number", type=count, metavar="N", help=say("改成多少", "the number to use"))
    made.add_argument("--share", metavar="A/B", default="", help=say("门槛改成几分之几: 2/3、三分之二、80%", "the share to use"))
    made.add_argument("--unit", choices=[u.value for u in Unit], default="", help=say("单位; 不写则不变", "what it counts"))
    made.add_argument("--per", choices=list(PER_TEXT), default="", help=say("频次的周期; 不写则不变", "its period"))
    made.add_argument("--source", metavar="TEXT", default="", help=say("依据: 哪份文件哪一条", "by which paper and article"))
    made.add_argument("--since", type=day, metavar="DATE", help=say("从哪一天起用", "in force from"))
    made.add_argument("--until", type=day, metavar="DATE", help=say("用到哪一天", "in force to"))
    made.add_argument("--remove", action="store_true", help=say("去掉自定的, 恢复原值", "take it away again"))
    made.set_defaults(run=override)
    return made


def override(context: Context) -> None:
    """Put a unit's own number in place of a rule's, or take it away."""
    args = context.args
    with context.office(write=True) as office:
        if args.remove:
            office.do(overrides.drop, args.rule, given_day(args.since))
            context.out({"rule": args.rule, "override": None}, say(f"{args.rule} 已恢复原值。", f"{args.rule} is back."))
            return
        own = office.do(
            overrides.override, args.rule, args.share or args.number or 0, source=args.source, measured=args.unit,
            begins=given_day(args.since), ends=given_day(args.until), per=args.per,
        ).result  # fmt: skip
        laxer = office.ask(overrides.laxer, own.rule, own.begins or own.when)
    said = say(f"{own.rule} 按本单位自定: {own.value} ({own.source})。", f"{own.rule} is now {own.value} ({own.source}).")
    said += "\n" + say(laxer, f"The document asks for more than {own.value}.") if laxer else ""
    context.out({"rule": own.rule, "override": own_value(own)}, said)


def _install(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("install", help=say("装一份签了名的规则文件", "take a signed rule file over"))
    made.add_argument("file", metavar="PACK")
    made.add_argument("--preview", action="store_true", help=say("只看会改变什么, 不装", "only show what it would change"))
    made.add_argument("--yes", action="store_true", help=say("不再问", "do not ask"))
    made.set_defaults(run=install)
    return made


def install(context: Context) -> Exit:
    """Show what a signed pack changes, ask on a terminal, then take it over."""
    name, data = context.args.file, file_bytes(context.args.file)
    with context.office(write=not context.args.preview) as office:
        found = office.ask(rulesupdate.look, data, name)
        asked = not (context.args.yes or context.args.preview or context.json) and sys.stdin.isatty()
        agreed = not context.args.preview
        if asked:
            context.write(_update_text(found) + "\n" + say("装这一份吗? [y/N] ", "Take it over? [y/N] "))
            agreed = context.stdin.readline().strip().lower() in ("y", "yes", "是")
        if agreed:
            office.do(rulesupdate.install, data, name)
    told = say("已装上, 上一版留着。", "Taken over; the former edition is kept.") if agreed else say("没有装。", "Not taken over.")
    context.out({**_update(found), "installed": agreed}, told if asked else f"{_update_text(found)}\n{told}")
    return Exit.DONE if agreed or context.args.preview else Exit.REFUSED


def _update(found: Update) -> dict[str, Any]:
    changes = [{"rule": c.rule, "year": c.year, "weighty": c.weighty, "text": c.text} for c in found.changes]
    return {
        "kind": found.kind, "name": found.name, "title": found.title, "version": found.version, "as_of": found.as_of,
        "publisher": found.publisher, "fingerprint": found.fingerprint, "changes": changes,
    }  # fmt: skip


def _update_text(found: Update) -> str:
    by, number = found.publisher, found.version
    head = say(f"{found.title}: 第 {number} 版, {by} 发布", f"{found.title}: version {number}, by {by}")
    return "\n".join([head, *([f"  {c.text}" for c in found.changes] or [say("  没有改动", "  no change")])])


def _back(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("back", help=say("退回规则包的上一版", "put a pack's former edition back"))
    made.add_argument("name", metavar="NAME")
    made.set_defaults(run=back)
    return made


def back(context: Context) -> None:
    """Put the edition before back in force."""
    with context.office(write=True) as office:
        line = office.do(rulesupdate.put_back, context.args.name).result
    context.out(line, say(f"{line.name} 退回到第 {line.version} 版。", f"{line.name} is back at version {line.version}."))


def _packs(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("packs", help=say("在用的规则包和发布单位", "packs in force, publishers"))
    made.set_defaults(run=packs)
    return made


def packs(context: Context) -> None:
    """List every pack in force and every publisher trusted."""
    with context.office() as office:
        lines, trusted = office.ask(rulesupdate.packs), office.ask(rulesupdate.publishers)
        troubles = office.ask(rulelines.troubles)
    rows = [(p.name, p.title, p.version, p.as_of, p.source, p.since, p.former or "", p.trouble) for p in lines]
    heads = [
        say(*h)
        for h in (
            ("名称", "name"), ("内容", "title"), ("版本", "version"), ("截至", "as of"), ("来自", "from"), ("装于", "since"),
            ("可退回", "former"), ("问题", "trouble"),
        )
    ]  # fmt: skip
    names = "、".join(p.name for p in trusted) or say("没有", "none")
    text = "\n".join([table(rows, heads), f"{say('信任的发布单位', 'publishers trusted')}: {names}", *troubles])
    context.out({"packs": lines, "publishers": trusted, "troubles": troubles}, text)


def _sign(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("sign", help=say("以本单位名义签名发布", "sign a rule file as this unit"))
    made.add_argument("file", metavar="FILE")
    made.add_argument("out", metavar="OUT")
    made.set_defaults(run=sign)
    return made


def sign(context: Context) -> None:
    """Write a rule file with this unit's signature behind it."""
    with context.office() as office:
        made = office.ask(rulesupdate.sign, file_bytes(context.args.file), context.args.file)
    write_whole(Path(context.args.out), made)
    context.out({"file": context.args.out}, say(f"已签名: {context.args.out}", f"Signed: {context.args.out}"))


def _trust(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("trust", help=say("指定可以发布规则的单位", "name who may publish rules"))
    made.add_argument("name", metavar="UNIT", help=say("已登记单位的名称或指纹", "an enrolled unit's name or fingerprint"))
    made.add_argument("--remove", action="store_true", help=say("不再信任", "trust it no longer"))
    made.set_defaults(run=trust)
    return made


def trust(context: Context) -> None:
    """Let an enrolled unit publish rules for this one, or no longer."""
    name = context.args.name
    with context.office(write=True) as office:
        if context.args.remove:
            office.do(rulesupdate.distrust, name)
        else:
            office.do(rulesupdate.trust, name)
        found = office.ask(rulesupdate.publishers)
    said = say(f"“{name}”不再发布规则。", f"{name} is no longer trusted.") if context.args.remove else say(
        f"“{name}”发布的规则可以装了。", f"Rules published by {name} may be taken over."
    )  # fmt: skip
    context.out(found, said)


def _holidays(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("holidays", help=say("放假安排: 看、录入公布的通知", "holiday tables"))
    made.add_argument("file", metavar="FILE", nargs="?", help=say("公布的通知全文 (文本); - 为标准输入", "the notice's text"))
    made.add_argument("--year", type=count, metavar="YEAR", help=say("哪一年; 通知里写了就不用", "which year"))
    made.add_argument("--number", metavar="TEXT", default="", help=say("通知的文号", "the notice's number"))
    made.add_argument("--preview", action="store_true", help=say("只看会改变什么", "only show what it would change"))
    made.add_argument("--remove", action="store_true", help=say("去掉本单位录入的这一年 (配 --year)", "take our own table away"))
    made.set_defaults(run=holiday_tables)
    return made


def holiday_tables(context: Context) -> None:
    """List the years known, take a published notice over, or take it away again."""
    args = context.args
    if args.remove:
        with context.office(write=True) as office:
            office.do(holidays.drop, args.year or 0)
        context.out({"year": args.year}, say(f"已去掉本单位录入的 {args.year} 年放假安排。", f"The table of {args.year} was taken away."))
    elif args.file:
        text = context.read_text(args.file)
        with context.office(write=not args.preview) as office:
            if args.preview:
                found = office.ask(holidays.read, text, args.year, args.number)
            else:
                found = office.do(holidays.paste, text, args.year, args.number).result
        year = found.table.year
        told = say(f"{year}年放假安排:", f"Holidays of {year}:")
        answer = {"year": year, "off": _days(found.table.off), "work": _days(found.table.work), "changes": found.changes}
        context.out({**answer, "kept": not args.preview}, "\n".join([told, *(f"  {line}" for line in found.changes)]))
    else:
        with context.office() as office:
            lines = office.ask(holidays.years, today(context.clock))
        rows = [(x.year, x.document or say("没有录入, 按法定节日预估", "estimated"), x.number, x.source, x.since) for x in lines]
        heads = [say(*h) for h in (("年", "year"), ("文件", "document"), ("文号", "number"), ("来自", "from"), ("录入", "since"))]
        plain = [
            {"year": x.year, "document": x.document, "number": x.number, "estimated": x.estimated, "source": x.source}
            for x in lines
        ]
        context.out(plain, lambda: table(rows, heads))


def _days(days: frozenset[date]) -> list[str]:
    return [str(day) for day in sorted(days)]


def _notice(acts: Acts) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = acts.add_parser("notice", help=say("年度通知: 会议什么时候开", "yearly notices of meetings"))
    made.add_argument("rule", metavar="RULE", nargs="?", help=say("规则编号, 如 FQ05", "the rule's id, such as FQ05"))
    made.add_argument("--year", type=count, metavar="YEAR", help=say("归属年度", "the year it belongs to"))
    made.add_argument("--opens", type=day, metavar="DATE", help=say("从哪天起", "from"))
    made.add_argument("--closes", type=day, metavar="DATE", help=say("到哪天止", "to"))
    made.add_argument("--source", metavar="TEXT", default="", help=say("哪一份通知", "the paper that says so"))
    made.add_argument("--remove", action="store_true", help=say("去掉", "take it away"))
    made.set_defaults(run=yearly_notice)
    return made


def yearly_notice(context: Context) -> None:
    """Keep when a meeting of a year is to be held, take that away, or list all."""
    args = context.args
    with context.office(write=bool(args.rule)) as office:
        if args.rule and args.remove:
            office.do(notices.drop, args.rule, args.year or 0)
        elif args.rule:
            opens, closes = given_day(args.opens), given_day(args.closes)
            year = args.year or today(context.clock).year
            whole = (opens or date(year, 1, 1), closes or date(year, 12, 31))
            office.do(notices.put, Notice(args.rule, year, *whole, args.source))
        found = office.ask(notices.notices)
    rows = [(n.rule, n.year, n.opens, n.closes, n.source) for n in found]
    heads = [say(*h) for h in (("规则", "rule"), ("归属年度", "year"), ("自", "from"), ("至", "to"), ("通知", "source"))]
    plain = [{"rule": n.rule, "year": n.year, "opens": str(n.opens), "closes": str(n.closes), "source": n.source} for n in found]
    context.out(plain, lambda: table(rows, heads))
