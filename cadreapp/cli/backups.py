"""Verbs that keep the store well: backup and check."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cadreapp.cli.context import Context
from cadreapp.cli.say import say, table
from cadreapp.kernel.clock import stamp
from cadreapp.kernel.errors import NOT_FOUND, USAGE
from cadreapp.office import backups, health
from cadreapp.store.backup import run as run_job


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("now", "list", "verify", "restore"))
    parser.add_argument("file", nargs="?")
    parser.add_argument("--to", metavar="DIR")
    parser.add_argument("--into", metavar="DIR")
    parser.set_defaults(run=backup)


def backup(context: Context) -> None:
    """Make, list, verify or restore backups."""
    acts: dict[str, Callable[[Context], None]] = {"now": _now, "list": _list, "verify": _verify, "restore": _restore}
    acts[context.args.act](context)


def _now(context: Context) -> None:
    place = Path(context.args.to).absolute() if context.args.to else None
    with context.office(write=True) as office:
        made = run_job(backups.make(office, place), lambda step: context.progress(step.what))
    context.progress("")
    context.out(
        {"path": str(made.path), "size": made.size}, say(f"已备份并核对: {made.path}", f"Backed up and proven: {made.path}")
    )


def _list(context: Context) -> None:
    more = [Path(context.args.to)] if context.args.to else []
    found = backups.listed(context.store, *more)
    answer = [
        {
            "path": str(v.path),
            "made": stamp(v.made),
            "reason": v.reason,
            "size": v.size,
            "attachments": v.attachments,
            "missing": v.missing,
        }
        for v in found
    ]
    heads = [say(*h) for h in (("时间", "made"), ("缘由", "reason"), ("大小", "size"), ("位置", "path"))]
    context.out(answer, table([(stamp(v.made)[:16], v.reason, v.size, v.path.name) for v in found], heads))


def _verify(context: Context) -> None:
    path = _chosen(context)
    found = run_job(backups.verify(path, context.unlock().key), lambda step: context.progress(step.what))
    context.progress("")
    context.out({"path": str(found.path), "sound": True}, say(f"备份完好: {found.path}", f"Sound: {found.path}"))


def _restore(context: Context) -> None:
    if not context.args.into:
        raise USAGE(what="backup restore FILE --into DIR")
    path, into = _chosen(context), Path(context.args.into).absolute()
    opened = context.unlock()
    run_job(backups.put_back(path, into, opened, context.clock), lambda step: context.progress(step.what))
    context.progress("")
    context.out({"into": str(into)}, say(f"已恢复到 {into}; 原有数据先做了备份", f"Restored into {into}"))


def _chosen(context: Context) -> Path:
    """Return the set named, by path or by its name in the store's folder; the newest when none is named."""
    if context.args.file:
        given = Path(context.args.file)
        beside = context.store / "backups" / context.args.file
        return given if given.exists() or not beside.exists() else beside
    found = backups.listed(context.store)
    if not found:
        raise NOT_FOUND(what=say("备份", "backup"), key=context.store)
    return found[0].path


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--full", action="store_true", help=say("逐页、逐条、逐件核对", "every page, entry and attachment"))
    parser.set_defaults(run=check)


def check(context: Context) -> int:
    """Say how well the store is; exit 4 when something is broken."""
    with context.office() as office:
        found = health.check(office, full=context.args.full, watch=lambda step: context.progress(step.what))
    context.progress("")
    rows: list[Any] = [(say("好", "good") if f.good else say("要看", "look"), f.name, f.text) for f in found]
    context.out(found, table(rows, [say(*h) for h in (("", ""), ("项目", "what"), ("情况", "state"))]))
    return 0 if all(f.good or not f.grave for f in found) else 4


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"backup": _backup, "check": _check}
