"""The verb report: official figures of a period as PDF, Word file, workbook or JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cadreapp.cli.context import Context
from cadreapp.cli.options import day
from cadreapp.cli.say import say, table
from cadreapp.kernel.durable import write_whole
from cadreapp.kernel.errors import USAGE
from cadreapp.office.door import Office
from cadreapp.office.reports import kept as reports_kept
from cadreapp.office.reports import official as reports
from cadreapp.office.reports import out as reports_out
from cadreapp.office.reports import submit as reports_submit

_FORMS = (".pdf", ".docx", ".xlsx", ".json")


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help=say("哪一种: forms summary leading talks …; 不写就列出来", "which report; none lists them"),
    )
    parser.add_argument("--since", type=day, metavar="D", help=say("统计期第一天", "first day of the period"))
    parser.add_argument("--until", type=day, metavar="D", help=say("统计期最后一天", "last day of the period"))
    parser.add_argument(
        "-o", dest="target", metavar="FILE", help=say("存成 .pdf .docx .xlsx .json", "write .pdf .docx .xlsx .json")
    )
    parser.add_argument("--freeze", action="store_true", help=say("登记为已报, 数字不再改", "put on record that it went up"))
    parser.add_argument(
        "--nothing", action="store_true", help=say("和 --freeze 一起: 零报告", "with --freeze: nothing to report")
    )
    parser.add_argument(
        "--unfreeze", metavar="REASON", help=say("登记错了的撤回, 写明原因", "take back that it was reported, and why")
    )
    parser.add_argument(
        "--template",
        metavar="FILE.xlsx",
        help=say("填进上级的表 (对应关系先在窗口里选好)", "fill the superior's own workbook"),
    )
    parser.add_argument(
        "--install", metavar="FILE.toml", help=say("装入自定表样或谈话人层级, 写错的说出第几行", "take over a layout or levels of your own")
    )
    parser.add_argument(
        "--uninstall", metavar="OWN", help=say("不再用自定的, 层级写 levels", "give up a layout of your own, or levels")
    )
    parser.set_defaults(run=report)


def report(context: Context) -> None:
    """Tell or write the figures of a period; without a name, list the reports there are."""
    args = context.args
    if args.install:
        return _install(context, Path(args.install))
    if args.uninstall:
        with context.office(write=True) as office:
            office.do(reports_kept.uninstall_layout, args.uninstall)
        context.out({"report": args.uninstall, "own": False}, say(f"{args.uninstall} 恢复原样。", f"{args.uninstall} is back."))
        return None
    if args.name is None:
        return _list(context)
    if not args.since or not args.until:
        raise USAGE(what=say("要写 --since 和 --until", "--since and --until are needed"))
    target = Path(args.target) if args.target else None
    if target is not None and target.suffix.lower() not in _FORMS:
        raise USAGE(what=say("-o 要以 .pdf、.docx、.xlsx 或 .json 结尾", "-o ends in .pdf, .docx, .xlsx or .json"))
    since, until = date.fromisoformat(args.since), date.fromisoformat(args.until)
    if args.freeze or args.unfreeze is not None:
        return _put_on_record(context, since, until)
    with context.office(write=target is not None) as office:
        filled = office.ask(reports.report, args.name, since, until, context.clock)
        if target is None:
            context.out(reports_out.as_json(filled), lambda: _text(filled))
            return None
        write_whole(target, _made(office, args.template, target, filled))
        office.do(reports_out.note_paper, filled, target.suffix.lower())
    broken = sum(len(one.broken) for one in filled.tables)
    context.out(
        {"file": str(target), "report": filled.report.name, "broken": broken, "empty": filled.is_empty},
        say(
            f"《{filled.report.title}》{filled.span.name}: {target}",
            f"{filled.report.name} {filled.span.key}: {target}",
        ),
    )


def _put_on_record(context: Context, since: date, until: date) -> None:
    args = context.args
    if args.target or (args.freeze and args.unfreeze is not None):
        raise USAGE(what=say("登记、撤回和 -o 要分开做", "--freeze, --unfreeze and -o are separate"))
    with context.office(write=True) as office:
        if args.freeze:
            office.do(reports_submit.submit_report, args.name, since, until, nothing=args.nothing)
        else:
            office.do(reports_submit.recall_report, args.name, since, until, args.unfreeze)
        filled = office.ask(reports.report, args.name, since, until, context.clock)
    done = say("已登记为已报", "reported") if args.freeze else say("已撤回上报登记", "taken back")
    context.out(reports_out.as_json(filled), "\n".join([f"{filled.span.name}: {done}", *(o.sentence for o in filled.recalled)]))


def _made(office: Office, template: str | None, target: Path, filled: reports.FilledReport) -> bytes:
    if template is None:
        return office.ask(reports_out.as_file, filled, target.suffix.lower())
    if target.suffix.lower() != ".xlsx":
        raise USAGE(what=say("填进上级的表, -o 要以 .xlsx 结尾", "with --template, -o ends in .xlsx"))
    path = Path(template)
    data = reports_out.read_file(path)
    places = office.ask(reports_out.mapping, data, path.name, filled.report.name)
    if not places:
        raise USAGE(
            what=say(
                "这份模板还没有选过对应关系, 先在窗口里选",
                "no cells were chosen for this template yet; do so in the window",
            )
        )
    return reports_out.put_in_template(data, path.name, filled, places)


def _install(context: Context, path: Path) -> None:
    data = reports_out.read_file(path)
    with context.office(write=True) as office:
        found = office.do(reports_kept.install_layout, data, path.name).result
    context.out({"report": found.name, "version": found.version}, say(f"已装入《{found.title}》", f"Installed {found.name}"))


def _list(context: Context) -> None:
    with context.office() as office:
        found = office.ask(reports.names)
    rows = [(one.name, one.title, one.version, say("自定", "own") if one.own else "") for one in found]
    context.out(
        list(found), lambda: table(rows, (say("名称", "name"), say("统计表", "title"), say("版本", "version"), ""))
    )


def _text(filled: reports.FilledReport) -> str:
    parts = [f"{filled.report.title}  {filled.span.title}  {filled.unit}"]
    for one in filled.tables:
        heads = [*one.heads, *(column.title for column in one.table.columns)]
        rows = [[*line.titles, *(line.cells[c.key].text for c in one.table.columns)] for line in one.lines]
        parts += ["", one.table.title, table(rows, heads), *([one.sentence] if one.sentence else [])]
        parts += [f"! {finding.sentence}" for finding in one.broken]
    return "\n".join([*parts, "", *filled.notes, *(one.sentence for one in filled.recalled)]).rstrip()


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"report": _report}
