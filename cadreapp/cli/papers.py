"""Verbs about paper and files: print, paper, attach, attachment."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from cadreapp.cli.context import Context
from cadreapp.cli.say import say
from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import USAGE, Exit
from cadreapp.office import attaching, record
from cadreapp.office.papers import batch, genuine, outlets, printing

STEPS = ("printed", "signed", "partly", "refused", "recalled", "archived")


def _print(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="+", help=say("几个编号合成一个 PDF", "several ids make one PDF"))
    parser.add_argument("-o", dest="target", metavar="FILE.pdf|.docx|.xlsx", required=True)
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--docx", dest="kind", action="store_const", const=".docx", help=say("存成 Word 文件", "write a Word file"))
    kinds.add_argument("--xlsx", dest="kind", action="store_const", const=".xlsx", help=say("存成电子表格", "write a spreadsheet"))
    parser.add_argument("--form", metavar="NAME", help=say("纸样: 不写就用第一种; 写错时会列出可用的", "which form"))
    parser.set_defaults(run=print_)


def print_(context: Context) -> Exit:
    """Write a record's paper as PDF, or as a Word file or a spreadsheet; it goes on record."""
    target = Path(context.args.target)
    kind = outlets.kind_of(target, context.args.kind or "")
    if len(context.args.id) > 1:
        return _together(context, target, kind)
    context.args.id = context.args.id[0]
    if kind:
        _other(context, target, kind)
        return Exit.DONE
    with context.office(write=True) as office:
        made = office.ask(printing.pdf, context.args.id, context.args.form)
        write_whole(target, made.pdf)
        office.do(printing.print_record, context.args.id, made.form, made.pages, made)
    context.out(
        {"file": str(target), "pages": made.pages, "form": made.form.name, "notice": made.notice},
        say(f"{made.form.title}, {made.pages} 页: {target}", f"{made.form.name}, {made.pages} pages: {target}")
        + (f"\n{made.notice}" if made.notice else ""),
    )
    return Exit.DONE


def _together(context: Context, target: Path, kind: str) -> Exit:
    """Write the papers of several records as one PDF; those refused are listed, and then it is not all done."""
    if kind:
        raise USAGE(what=say("几条记录只能合成 PDF", "several records make a PDF only"))
    found = list[batch.Made | batch.Refused]()
    with context.office(write=True) as office, batch.Binder() as binder:
        for one in batch.papers(office.ask, context.args.id, context.args.form or ""):
            found.append(one)
            if isinstance(one, batch.Made):
                binder.add(one.printed.pdf)
        made = [one for one in found if isinstance(one, batch.Made)]
        if made:
            write_whole(target, binder.file())
        for one in made:
            office.do(printing.print_record, one.record, one.printed.form, one.printed.pages, one.printed)
    refused = [one for one in found if isinstance(one, batch.Refused)]
    pages = sum(one.printed.pages for one in made)
    papers = [{"id": m.record, "pages": m.printed.pages, "form": m.printed.form.name, "notice": m.printed.notice} for m in made]
    left = [{"id": one.record, "code": one.error.code, "message": one.error.message()} for one in refused]
    told = say(f"{len(made)} 条, {pages} 页: {target}", f"{len(made)} records, {pages} pages: {target}") if made else ""
    context.out({"file": str(target) if made else None, "pages": pages, "papers": papers, "refused": left},
                "\n".join(filter(None, (told, *(f"{one.title}: {one.why}" for one in refused)))))
    return Exit.REFUSED if refused else Exit.DONE


def _other(context: Context, target: Path, kind: str) -> None:
    with context.office(write=True) as office:
        made = office.ask(printing.other, context.args.id, kind, context.args.form)
        write_whole(target, made)
        office.do(printing.note_word, context.args.id, kind.lstrip("."))
    said = {".docx": say("Word 文件", "Word file"), ".xlsx": say("电子表格", "spreadsheet")}[kind]
    context.out({"file": str(target)}, say(f"已存成{said}: {target}", f"{said}: {target}"))


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", metavar="FILE.pdf|CODE",
                        help=say("PDF 文件, 纸上的 16 位验真码, 或二维码里的整串", "a PDF, the code on the paper, or its QR text"))
    parser.set_defaults(run=verify_print)


def verify_print(context: Context) -> None:
    """Say whether a paper is genuine and current; the faults say it is superseded (1), not ours (3) or altered (4)."""
    given = context.args.paper
    with context.office() as office:
        if given.lower().endswith(".pdf") or Path(given).is_file():
            found = office.ask(genuine.verify_file, genuine.read_paper(Path(given)))
        else:
            found = office.ask(genuine.verify_code, given)
    context.out(asdict(found), say(found.said, f"Genuine and current: {found.title}, edition {found.edition}, by {found.unit}"))


def _paper(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id")
    parser.add_argument("what", choices=STEPS)
    parser.add_argument("--from", dest="source", metavar="FILE|-")
    parser.set_defaults(run=paper)


def paper(context: Context) -> None:
    """Register what happened to the paper."""
    values = context.read_object(context.args.source)
    with context.office(write=True) as office:
        office.do(record.paper, context.args.id, context.args.what, values)
    context.out({"id": context.args.id}, say("已登记。", "Registered."))


def _attach(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--note", default="")
    parser.set_defaults(run=attach)


def attach(context: Context) -> None:
    """Seal files beside a record."""
    with context.office(write=True) as office:
        ids = [attaching.attach(office, context.args.id, Path(name), context.args.note) for name in context.args.files]
    context.out([{"id": i} for i in ids], "\n".join(ids))


def _attachment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("save",))
    parser.add_argument("id")
    parser.add_argument("-o", dest="target", metavar="FILE", required=True)
    parser.set_defaults(run=attachment)


def attachment(context: Context) -> None:
    """Write an attachment's content in the open."""
    with context.office(write=True) as office:
        attaching.save_attachment(office, context.args.id, Path(context.args.target))
    context.out({"file": context.args.target}, say(f"已取出: {context.args.target}", f"Saved {context.args.target}"))


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "print": _print,
    "verify-print": _verify,
    "paper": _paper,
    "attach": _attach,
    "attachment": _attachment,
}
