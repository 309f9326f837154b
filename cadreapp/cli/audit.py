"""Verbs about what happened: the audit log, its verification and export, and the list of error codes."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
from collections.abc import Callable
from pathlib import Path

import cadreapp
from cadreapp.cli.context import Context
from cadreapp.cli.options import count
from cadreapp.cli.say import lang, say, table
from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import USAGE, AppError, all_faults
from cadreapp.office import audit
from cadreapp.store.reading import FILTERS


def _audit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("log", "verify", "export"))
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help=say("按 actor verb op type record since until 查", "filter"),
    )
    parser.add_argument("--limit", type=count, default=200, metavar="N")
    parser.add_argument("-o", dest="out_file", metavar="FILE")
    parser.set_defaults(run=run)


def run(context: Context) -> None:
    """Show, verify or export the audit log."""
    with context.office(write=context.args.act == "export") as office:
        if context.args.act == "verify":
            head = office.ask(audit.verify)
            context.out(
                {"entries": head.no, "head": head.chain},
                say(f"使用记录完整, 共 {head.no} 条, 末条 {head.chain[:16]}", f"The chain holds: {head.no} entries"),
            )
            return
        limit = context.args.limit if context.args.act == "log" else 10_000_000
        found = office.ask(audit.log, _filters(context.args.where), limit)
        if context.args.act == "export":
            if not context.args.out_file:
                raise USAGE(what="audit export -o FILE")
            lines = b"".join(json.dumps(audit.as_row(e), ensure_ascii=False).encode() + b"\n" for e in found)
            write_whole(Path(context.args.out_file), lines)
            office.do(audit.note_export, f"audit {len(found)}")
            context.out({"entries": len(found)}, say(f"已导出 {len(found)} 条。", f"Exported {len(found)} entries."))
            return
    rows = [(e.no, e.at[:19], e.actor, audit.verb_label(e.verb), e.title or e.about or "") for e in found]
    heads = [say(*h) for h in (("序号", "no"), ("时间", "at"), ("谁", "who"), ("做了什么", "what"), ("对象", "of"))]
    context.out([audit.as_row(e) for e in found], table(rows, heads))


def _filters(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or name not in FILTERS:
            raise USAGE(what=f"--where {pair}")
        found[name] = value
    return found


def _errors(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=errors)


def errors(context: Context) -> None:
    """List every error code the program knows."""
    for module in pkgutil.walk_packages(cadreapp.__path__, "cadreapp."):
        # A migration runs when it is imported; it declares nothing.
        if not module.name.startswith("cadreapp.store.migrations"):
            importlib.import_module(module.name)
    found = [
        {
            "code": f.code,
            "exit": int(f.exit),
            "message": AppError(f, _Any(), None, None).message(lang()),
            "remedy": AppError(f, _Any(), None, None).remedy(lang()),
        }
        for f in all_faults()
    ]
    heads = [say(*h) for h in (("代码", "code"), ("退出码", "exit"), ("说明", "message"), ("怎么办", "remedy"))]
    context.out(found, table([list(f.values()) for f in found], heads))


class _Any(dict[str, object]):
    """Shows a sentence's blanks instead of values."""

    def __missing__(self, key: str) -> str:
        return "…"


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"audit": _audit, "errors": _errors}
