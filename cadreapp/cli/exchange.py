"""Verbs between levels: identity, partner, bundle, receipt."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cadreapp.cli.context import Context
from cadreapp.cli.options import add_globals, day
from cadreapp.cli.say import lang, say, table
from cadreapp.exchange.step import Steps
from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import USAGE, AppError, Exit
from cadreapp.office.bundles import partners, receiving, sending

T = TypeVar("T")


def _identity(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("show", "export"))
    parser.add_argument("-o", dest="out_file", metavar="FILE.pub")
    parser.set_defaults(run=identity)


def identity(context: Context) -> None:
    """Show our identity or write its public file."""
    with context.office() as office:
        own = office.ask(partners.own)
        text = office.ask(partners.own_file)
    if context.args.act == "export":
        if not context.args.out_file:
            raise USAGE(what="identity export -o FILE.pub")
        write_whole(Path(context.args.out_file), text.encode())
    context.out(
        {"name": own.name, "fingerprint": own.fingerprint, "proof": own.proof, "file": context.args.out_file},
        say(
            f"{own.name}\n指纹: {own.fingerprint}\n核对码 (电话里念给对方听): {own.proof}",
            f"{own.name}\nFingerprint: {own.fingerprint}\nProof, to be read out: {own.proof}",
        ),
    )


def _partner(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("add", "list", "revoke"))
    parser.add_argument("what", nargs="?", metavar="FILE.pub|NAME")
    parser.add_argument("--name", default="")
    parser.set_defaults(run=partner)


def partner(context: Context) -> None:
    """Enrol, list or revoke those we exchange bundles with."""
    act, what = context.args.act, context.args.what
    if act != "list" and not what:
        raise USAGE(what=f"partner {act} …")
    with context.office(write=act != "list") as office:
        if act == "add":
            office.do(partners.add_partner, receiving.read_receipt(Path(what)), context.args.name)
        elif act == "revoke":
            office.do(partners.revoke_partner, what)
        found = office.ask(partners.partners)
    heads = [say(*h) for h in (("单位", "name"), ("核对码", "proof"), ("指纹", "fingerprint"), ("停用", "revoked"))]
    context.out(found, table([(p.name, p.proof, p.fingerprint, p.revoked_at or "") for p in found], heads))


def _bundle(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar=say("动作", "ACT"), required=True, parser_class=type(parser))
    send = acts.add_parser("send", help=say("报上级", "send"))
    send.add_argument("--to", action="append", required=True, metavar="NAME")
    send.add_argument("--since", type=day, metavar="D")
    send.add_argument("--until", type=day, metavar="D")
    send.add_argument("--suite", choices=("age",), default="age")
    send.add_argument("--type", action="append", dest="types", help=say("只报这些类型", "only these types"))
    send.add_argument("--talk-texts", action="store_true", help=say("连同谈话正文", "with the texts of talks"))
    send.add_argument("--attachments", action="store_true", help=say("连同附件", "with attachments"))
    send.add_argument("--full", action="store_true", help=say("从头全报", "from nothing, not from the last receipt"))
    send.add_argument("--dry-run", action="store_true", help=say("只看会报什么", "only show what would go"))
    send.add_argument("-o", dest="target", metavar="FILE-OR-DIR", required=True)
    send.set_defaults(run=send_)
    for name, run, zh, en in (
        ("inspect", inspect, "不用密钥能看到什么", "what shows without a key"),
        ("verify", verify, "核验, 不导入", "verify, import nothing"),
    ):
        sub = acts.add_parser(name, help=say(zh, en))
        sub.add_argument("file")
        sub.set_defaults(run=run)
    take = acts.add_parser("receive", help=say("核收", "receive"))
    take.add_argument("files", nargs="+", metavar="FILE-OR-DIR")
    take.add_argument(
        "--return", dest="returns", action="append", default=[], metavar="ID=REASON", help=say("退回补正", "send a record back")
    )
    take.set_defaults(run=receive)
    for sub in (send, take, *(acts.choices[n] for n in ("inspect", "verify"))):
        add_globals(sub, argparse.SUPPRESS)


def send_(context: Context) -> None:
    """Show what would go, or write the bundle."""
    args = context.args
    wish = sending.Wish(
        tuple(args.to),
        tuple(args.types or sending.DEFAULT_TYPES),
        args.since,
        args.until,
        args.talk_texts,
        args.attachments,
        args.full,
    )
    with context.office(write=not args.dry_run) as office:
        chosen = office.ask(sending.plan, wish, context.clock)
        rows = [(i.type, i.title, i.state, i.why, i.id) for i in chosen.items]
        shown = table(
            rows, [say(*h) for h in (("类型", "type"), ("记录", "record"), ("状态", "state"), ("为何", "why"), ("编号", "id"))]
        )
        if args.dry_run:
            context.out(chosen.items, shown)
            return
        done = _drawn(context, sending.send(office, chosen, Path(args.target)))
    context.out(
        {"path": done.path, "digest": done.digest, "records": done.records, "size": done.size, "sequence": done.sequences[0]},
        say(f"{shown}\n已写好并核对: {done.path} ({done.records} 条)", f"{shown}\nWritten and checked: {done.path}"),
    )


def inspect(context: Context) -> None:
    """Say what a bundle shows to anybody."""
    found = receiving.inspect(Path(context.args.file))
    context.out(
        found,
        say(
            f"{found.size} 字节, {found.recipients} 个收件单位, {'完整' if found.whole else '不完整'}, 摘要 {found.sealed}",
            f"{found.size} bytes, {found.recipients} recipients, sha256 {found.sealed}",
        ),
    )


def verify(context: Context) -> None:
    """Verify a bundle with our key, importing nothing."""
    with context.office() as office:
        seen = _drawn(context, receiving.verify(office, Path(context.args.file)))
    heading, standing = seen.verified.manifest.heading, seen.judgement.standing
    answer = {
        "unit": heading.unit_name,
        "sequence": seen.judgement.sequence,
        "standing": standing,
        "digest": seen.verified.digest,
        "records": seen.verified.manifest.records,
        "made_at": heading.made_at,
        "figures": heading.figures,
        "foreign": seen.verified.foreign,
    }
    context.out(
        answer,
        say(
            f"核验无误: {heading.unit_name} 第 {seen.judgement.sequence} 号, {seen.verified.manifest.records} 条, {standing.value}",
            f"Good: {heading.unit_name} no. {seen.judgement.sequence}, {seen.verified.manifest.records} records",
        ),
    )


def receive(context: Context) -> int:
    """Import bundles; one bad bundle never stops the rest."""
    returns = _reasons(context.args.returns)
    answers: list[dict[str, object]] = []
    lines: list[str] = []
    worst = 0
    with context.office(write=True) as office:
        for path in _bundles(context.args.files):
            try:
                got = _drawn(context, receiving.receive(office, path, returns))
            except AppError as error:
                single = len(context.args.files) == 1 and Path(context.args.files[0]).is_file()
                if single:
                    raise
                worst = Exit.REFUSED
                answers.append({"file": path.name, "ok": False, "code": error.code, "message": error.message(lang())})
                lines.append(f"✗ {path.name}: [{error.code}] {error.message(lang())} {error.remedy(lang())}")
            else:
                answers.append(
                    {
                        "file": path.name,
                        "ok": True,
                        "unit": got.unit_name,
                        "sequence": got.sequence,
                        "accepted": got.accepted,
                        "returned": got.returned,
                        "receipt": str(got.receipt),
                        "code": got.code,
                        "again": got.again,
                        "notices": list(got.notices),
                    }
                )
                lines.append(
                    say(
                        f"✓ {path.name}: {got.unit_name} 第 {got.sequence} 号, 收 {got.accepted} 退 {got.returned}, 收讫码 {got.code}",
                        f"✓ {path.name}: {got.unit_name} no. {got.sequence}, receipt {got.receipt}",
                    )
                )
                lines += [f"    {notice}" for notice in got.notices]
    context.out(answers, "\n".join(lines))
    return worst


def _reasons(given: list[str]) -> dict[str, str]:
    """Read ID=REASON; a record is never sent back without a reason."""
    found = {}
    for pair in given:
        record, sign, reason = pair.partition("=")
        if not sign or not reason.strip():
            raise USAGE(what=f"--return {pair}")
        found[record] = reason
    return found


def _receipt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("take",))
    parser.add_argument("file")
    parser.set_defaults(run=take_receipt)


def take_receipt(context: Context) -> None:
    """Take the upper level's receipt: the next bundle holds what came after."""
    data = receiving.read_receipt(Path(context.args.file))
    with context.office(write=True) as office:
        got = office.do(receiving.take_receipt, data).result
    lines = [
        say(
            f"{got.partner} 已收第 {got.sequence} 号: 收 {got.accepted} 条, 退 {len(got.returned)} 条",
            f"{got.partner} took no. {got.sequence}: {got.accepted} accepted, {len(got.returned)} returned",
        )
    ]
    lines += [f"  {a.type} {a.id}: {a.reason}" for a in got.returned] + [f"  {n}" for n in got.notices]
    context.out(got, "\n".join(lines))


def _bundles(given: list[str]) -> list[Path]:
    found: list[Path] = []
    for name in given:
        path = Path(name)
        found += sorted(path.glob("*.cadre")) if path.is_dir() else [path]
    return found


def _drawn(context: Context, steps: Steps[T]) -> T:
    """Run a long job, showing how far it is."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            context.progress("")
            result: T = end.value
            return result
        context.progress(f"{step.phase} {step.done * 100 // step.total if step.total else 0}%")


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "identity": _identity,
    "partner": _partner,
    "bundle": _bundle,
    "receipt": _receipt,
}
