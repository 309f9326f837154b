"""Verbs about what stands on every paper of the unit: secrecy (秘密★, off until registered), papercode (the code in the foot)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict

from cadreapp.cli.context import Context
from cadreapp.cli.say import say, table
from cadreapp.office.papers import genuine, secrecy
from cadreapp.office.papers.secrecy import Secrecy

ON, OFF = "on", "off"


def _secrecy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", nargs="?", choices=(ON, OFF), help=say("启用或停用; 不写就列出历次登记", "without it: the registrations"))
    parser.add_argument("--decider", default="", metavar="NAME", help=say("定密责任人", "who decided and approved it"))
    parser.add_argument("--basis", default="", metavar="TEXT", help=say("定密依据", "on which ground"))
    parser.add_argument("--years", type=int, default=0, metavar="N", help=say("保密期限, 1 到 10 年", "the term, 1 to 10 years"))
    parser.add_argument("--machine", default="", metavar="NO", help=say("本机的涉密机编号", "this machine's secrecy number"))
    parser.add_argument("--understood", action="store_true",
                        help=say("确认已阅保密法第三十一条, 本机是登记的涉密机", "article 31 was read; this is such a machine"))
    parser.set_defaults(run=secrecy_)


def secrecy_(context: Context) -> None:
    """Allow the marking 秘密★ on a registered basis, switch it off, or list every registration."""
    args = context.args
    if args.act is None:
        with context.office() as office:
            found = office.ask(secrecy.registrations)
        heads = (say("标志", "marking"), say("定密责任人", "decided by"), say("依据", "ground"), say("涉密机编号", "machine"),
                 say("启用", "since"), say("停用", "until"), say("登记人", "by"))
        rows = [(r.marking, r.decider, r.basis, r.machine, r.since, r.until, r.by) for r in found]
        none = say("国家秘密标志没有启用。", "The state-secret marking is not enabled.")
        context.out([asdict(r) | {"marking": r.marking} for r in found], lambda: table(rows, heads) if rows else none)
        return
    with context.office(write=True) as office:
        if args.act == OFF:
            office.do(secrecy.stop_secret)
            context.out({"on": False}, say("已停用, 以前的登记还在。", "Switched off; the registration stays on record."))
            return
        office.do(secrecy.allow_secret, Secrecy(args.decider, args.basis, args.years, args.machine, args.understood))
        marking = office.ask(secrecy.marking)
    context.out({"on": True, "marking": marking}, say(f"已启用“{marking}”。\n{secrecy.ARTICLE_31}", f"Enabled: {marking}"))


def _papercode(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", nargs="?", choices=(ON, OFF), help=say("印或不印; 不写就看现在印不印", "without it: whether it is printed"))
    parser.set_defaults(run=papercode)


def papercode(context: Context) -> None:
    """Let papers carry the QR code and the 16 signs in their foot, or not."""
    if context.args.act:
        with context.office(write=True) as office:
            office.do(genuine.switch, context.args.act == ON)
            on = office.ask(genuine.is_on)
    else:
        with context.office() as office:
            on = office.ask(genuine.is_on)
    text = say("定稿的纸页脚印二维码和验真码。", "Papers carry the code.") if on else say("纸上不印二维码和验真码。", "Papers carry no code.")
    context.out({"on": on}, text)


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"secrecy": _secrecy, "papercode": _papercode}
