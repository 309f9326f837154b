"""Verbs that bring records in from spreadsheets and write them out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from cadreapp.cli.context import Context
from cadreapp.cli.say import say, table
from cadreapp.kernel.clock import today
from cadreapp.kernel.durable import whole_file
from cadreapp.kernel.errors import USAGE, Exit
from cadreapp.office import audit, exporting, importing, reading


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("people",))
    parser.add_argument("file", metavar="FILE.xlsx|.csv")
    parser.add_argument("--map", action="append", default=[], metavar="COL=FIELD")
    parser.add_argument("--dry-run", action="store_true", help=say("只看结果, 不写入", "write nothing"))
    parser.set_defaults(run=import_)


def import_(context: Context) -> int:
    """Import people; exit 1 when some rows could not be taken, with a report row by row."""
    roster = importing.read_people(Path(context.args.file), today(context.clock), context.args.map)
    with context.office(write=not context.args.dry_run) as office:
        if context.args.dry_run:
            report = office.try_out(importing.dry_run, roster)
        else:
            report = office.do(importing.import_people, roster).result
    shown = [r for r in report.rows if r.verdict != "new" or r.remarks]
    verdicts = {
        "new": say("新增", "new"),
        "known": say("已有", "known"),
        "bad": say("不能导入", "bad"),
        "skipped": say("略过", "skipped"),
    }
    columns = table(
        [(c.column, c.heading, c.label) for c in report.columns],
        [say("列", "col"), say("表头", "heading"), say("当作", "taken for")],
    )
    rows = table(
        [(r.row, r.name, verdicts[r.verdict], "; ".join(r.remarks)) for r in shown],
        [say("行", "row"), say("姓名", "name"), say("结果", "verdict"), say("说明", "why")],
    )
    total = ", ".join(f"{verdicts[v]} {report.count(v)}" for v in verdicts)
    context.out(report, "\n\n".join([columns, rows, *report.notes, total]))
    return Exit.REFUSED if report.count("bad") else Exit.DONE


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("type")
    parser.add_argument("-o", dest="target", metavar="FILE.xlsx|.csv|.jsonl", required=True)
    parser.set_defaults(run=export)


def export(context: Context) -> None:
    """Write all live records of a type in the open; it goes on record."""
    target = Path(context.args.target)
    shape = reading.shape(context.args.type)
    if target.suffix not in exporting.FORMS:
        raise USAGE(what=f"-o {target.name}")
    with context.office(write=True) as office:
        with whole_file(target) as file:
            count = office.ask(exporting.export, shape.name, target.suffix, file)
        office.do(audit.note_export, f"{shape.name} {count}")
    context.out({"file": str(target), "records": count}, say(f"已导出 {count} 条: {target}", f"Exported {count} to {target}"))


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"import": _import, "export": _export}
