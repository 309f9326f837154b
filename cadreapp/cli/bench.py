"""The verb that measures: each row a ratio to its limit, with its aim."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from cadreapp.bench.row import ROOM_MB, ROWS, Row
from cadreapp.bench.run import Result, run
from cadreapp.cli.context import Context
from cadreapp.cli.options import count
from cadreapp.cli.say import lang, say, table
from cadreapp.kernel.errors import NOT_FOUND

TALKS = 100_000


def _bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help=say("只量这几行", "only these rows"))
    parser.add_argument("--list", action="store_true", help=say("有哪些行", "the rows there are"))
    parser.add_argument("--talks", type=partial(count), default=TALKS, metavar="N", help=say("谈话条数 (默认 100000)", "how many talks"))
    parser.set_defaults(run=bench)


def bench(context: Context) -> None:
    """Measure on a temporary store and print what came out; an aim that was missed is marked and no failure."""
    unknown = set(context.args.names) - {row.name for row in ROWS}
    if unknown:
        raise NOT_FOUND(what=say("这一行", "row"), key=sorted(unknown)[0])
    if context.args.list:
        context.out([_described(row) for row in ROWS], table([(r.name, *_words(r), _aim(r)) for r in ROWS], _heads()[:4]))
        return
    talks = max(100, context.args.talks)
    results: list[Result] = []
    for told in run(talks, context.args.names):
        context.progress(f"{told.step} {told.done}/{told.total}")
        results += told.results
    context.progress("")
    answer = {"talks": talks, "cores": os.cpu_count(), "rows": [_answer(r) for r in results]}
    context.out(answer, f"{_title(talks)}\n\n{table([_line(r) for r in results], _heads())}\n\n{_foot()}")


def _title(talks: int) -> str:
    return say(f"加密数据夹, {talks} 条谈话, 每条 600 字; 每行在单独的新进程里量",
               f"Encrypted store, {talks} talks of 600 characters; each row in a process of its own")


def _foot() -> str:
    return say(f"比值是同一次运行里与对照之比; 内存的要求是空窗口加 {ROOM_MB} MB 以内",
               f"Ratios are to the limit in the same run; memory should stay within a bare window plus {ROOM_MB} MB")


def _heads() -> list[str]:
    return [say(*head) for head in (("行", "row"), ("量什么", "what"), ("对照", "limit"), ("要求", "aim"), ("我们", "ours"),
                                    ("对照值", "limit is"), ("比值", "ratio"), ("结果", "result"), ("内存", "memory"))]


def _words(row: Row) -> tuple[str, str]:
    return row.en if lang() == "en" else row.zh


def _aim(row: Row) -> str:
    if row.aim is None:
        return ""
    return f"{'≥' if row.aim.least else '≤'} {row.aim.value:g}{f' {row.unit}' if row.aim.of == 'ours' else ''}"


def _line(result: Result) -> list[str]:
    row, figure = result.row, result.figure
    named = [row.name, *_words(row), _aim(row)]
    if figure.ours is None:
        return [*named, "", "", "", f"{say('没有量', 'not measured')}: {figure.why}", ""]
    limit = figure.why if figure.limit is None else f"{figure.limit:.4g} {row.unit}"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    room = "" if result.room is None else f" ≤ {result.room:.0f} MB"
    memory = "" if figure.memory is None else f"{figure.memory:.0f}{room or ' MB'} {_judged(result.fits)}".strip()
    return [*named, f"{figure.ours:.4g} {row.unit}", limit, ratio, _judged(result.met), memory]


def _judged(met: bool | None) -> str:
    return "" if met is None else say("达到", "met") if met else say("未达到", "MISSED")


def _described(row: Row) -> dict[str, Any]:
    what, limit = _words(row)
    return {"name": row.name, "what": what, "limit": limit, "unit": row.unit, "aim": _aim(row)}


def _answer(result: Result) -> dict[str, Any]:
    figure = result.figure
    return {**_described(result.row), "ours": figure.ours, "limit_value": figure.limit, "ratio": figure.ratio, "met": result.met,
            "memory_mb": figure.memory, "memory_limit_mb": result.room, "memory_met": result.fits,
            "why": figure.why}


ADD: dict[str, Callable[[argparse.ArgumentParser], None]] = {"bench": _bench}
