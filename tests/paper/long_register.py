"""Prints a register of many lines in a process of its own and says pages and the memory that it took beyond a short one."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator

from cadreapp.kernel.shape import Family, Shape
from cadreapp.paper import compose, wording
from cadreapp.paper.source import PaperInput
from cadreapp.paper.template import Look, looker
from cadreapp.paper.view import Pages
from cadreapp.records import SHAPES
from tests.paper.samples import who

NOTHING = Shape("none", "", Family.REGISTER, ())


def lines(count: int) -> Iterator[Look]:
    """Yield talks that only their number tells apart."""
    for n in range(1, count + 1):
        values = {"number": f"谈〔2026〕{n}号", "began_at": "2026-03-12T14:30", "kind": "heart", "person": who("张𠮷", "办公室", "科员"),
                  "talkers": [{"id": "1", "who": who("李䶮")}], "matter": f"第{n}件"}  # fmt: skip
        yield looker(PaperInput(SHAPES["talk"], values, state="sealed"), n=n)


def register(count: int) -> bytes:
    """Return the register of `count` talks."""
    source = PaperInput(NOTHING, {}, "市档案馆机关纪委", state="current", lines=lines(count))
    return compose.table_paper(source, wording.form("ledger_talk"))


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    register(10)
    before = _most()
    pdf = register(int(sys.argv[1]))
    with Pages(pdf) as pages:
        first, last = pages.text(0), pages.text(len(pages) - 1)
        print(json.dumps({"pages": len(pages), "mib": _most() - before, "first": first, "last": last}))
