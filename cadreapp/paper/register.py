"""登记页: what is kept about a talk inside the office and never shown to the person; every internal field of the type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cadreapp.kernel.shape import Kind
from cadreapp.paper.forms import COLUMNS, entries_table, paired
from cadreapp.paper.page import FORM
from cadreapp.paper.parts import CELL, LABEL, cell, sides, titled
from cadreapp.paper.source import PaperInput
from cadreapp.paper.template import expand, looker
from cadreapp.paper.typeset.blocks import Align, Block, Gap, Row, Table
from cadreapp.paper.wording import Form

# What the page repeats of the talk, so that it can be filed beside it.
_ABOUT = ("kind", "person", "place", "matter", "recorder")


def register_blocks(source: PaperInput, when: str, words: Form) -> Iterator[Block]:
    """Yield the blocks of the register page; `when` says the time of the talk."""
    number = source.number or source.text("number")
    yield from sides(words.marking, number, FORM.measure)
    yield from titled(words.say("title"), words.say("under"))
    yield from sides(expand(words.say("unit"), looker(source)) if source.unit else "", "", FORM.measure,
                     styles=(CELL, replace(CELL, align=Align.RIGHT)))
    yield Gap(3.0)
    about = [(source.shape[name].label, source.text(name), False) for name in _ABOUT if name in source.shape.by_name]
    yield _grid(words.say("about"), [*about[:2], (words.say("when"), when, False), *about[2:]])
    internal = [f for f in source.shape.fields if f.internal and f.kind is not Kind.ENTRIES]
    filed = "、".join(dict.fromkeys(row["file_no"] for row in source.rows("paper") if row.get("file_no")))
    late = source.text("late_reason")
    yield _grid(words.say("internal"), [*((f.label, source.text(f.name) or "/", f.kind is Kind.TEXT) for f in internal),
                         (words.say("filed"), filed or "/", False), *([(words.say("late"), late, True)] if late else [])])
    for found in source.shape.fields:
        if found.kind is Kind.ENTRIES and (found.internal or found.name == "paper") and source.values.get(found.name):
            yield entries_table(source, found)


def _grid(title: str, fields: list[tuple[str, str, bool]]) -> Table:
    head = Row((cell(title, replace(LABEL, align=Align.LEFT), span=4, middle=True),), 22.0)
    return Table(COLUMNS, tuple(paired(fields)), head=(head,))
