"""Verbs that print what is no single record: print-register, print-slip."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from cadreapp.cli.context import Context
from cadreapp.cli.options import day
from cadreapp.cli.say import say
from cadreapp.kernel.durable import write_whole
from cadreapp.office.papers import ledgers, outlets, slips


def _print_register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("type", help=say("哪一种台账: 记录类型; 写错时会列出可用的", "which register: a record type"))
    parser.add_argument("--since", type=day, metavar="D")
    parser.add_argument("--until", type=day, metavar="D")
    parser.add_argument("--source", default="", metavar="ID", help=say("只列来自这份记录的, 如一次会的整改清单", "those of one record"))
    parser.add_argument("--docx", action="store_true", help=say("存成 Word 文件", "write a Word file"))
    parser.add_argument("-o", dest="target", metavar="FILE.pdf|.docx", required=True)
    parser.set_defaults(run=print_register)


def print_register(context: Context) -> None:
    """Write a register as PDF, or as a Word file; it goes on record."""
    args = context.args
    target = Path(args.target)
    if args.docx:
        with context.office(write=True) as office:
            data, lines = office.ask(ledgers.word, args.type, args.since, args.until, args.source)
            write_whole(target, data)
            office.do(ledgers.exported, args.type, lines)
        told = say(f"已存成 Word 文件: {target}", f"Word file: {target}")
        context.out({"file": str(target), "register": args.type, "lines": lines}, told)
        return
    with context.office(write=True) as office:
        with outlets.kept_as(outlets.kind_of(target)) as kept:
            made = office.ask(ledgers.ledger, args.type, args.since, args.until, args.source)
        write_whole(target, kept[-1] if kept else made.pdf)
        office.do(ledgers.exported, args.type, made.lines)
    context.out(
        {"file": str(target), "register": args.type, "lines": made.lines, "pages": made.pages},
        say(f"{made.title}, {made.lines} 件, {made.pages} 页: {target}",
            f"{args.type}, {made.lines} lines, {made.pages} pages: {target}"),
    )


def _print_slip(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", choices=("sent", "received"), help=say("sent 交接单, received 收讫回执", "of a bundle sent, or received"))
    parser.add_argument("--with", dest="partner", default="", metavar="NAME", help=say("对方单位", "the other unit"))
    parser.add_argument("--number", type=int, metavar="N", help=say("第几号, 不写是最近一次", "the bundle's number; the last one"))
    parser.add_argument("-o", dest="target", metavar="FILE.pdf|.docx|.xlsx", required=True)
    parser.set_defaults(run=print_slip)


def print_slip(context: Context) -> None:
    """Write the paper that goes with a bundle as PDF; it goes on record."""
    args = context.args
    target = Path(args.target)
    with context.office(write=True) as office:
        with outlets.kept_as(outlets.kind_of(target)) as kept:
            made = office.ask(slips.handover if args.which == "sent" else slips.receipt, args.partner, args.number)
        write_whole(target, kept[-1] if kept else made.pdf)
        office.do(slips.printed, made)
    context.out(
        {"file": str(target), "number": made.sequence, "pages": made.pages},
        say(f"{made.title}, 第 {made.sequence} 号: {target}", f"slip of bundle {made.sequence}: {target}"),
    )


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"print-register": _print_register, "print-slip": _print_slip}
