"""核对单: every step before and after a meeting for criticism as a row, ticked where the record says it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cadreapp.paper.page import FORM, MM
from cadreapp.paper.parts import CELL, LABEL, SMALL, cell, label_cell
from cadreapp.paper.source import PaperInput, on_paper
from cadreapp.paper.typeset.blocks import Align, Block, Row, Table
from cadreapp.paper.wording import Form, Part

_HEAD = replace(LABEL, size=SMALL.size, leading=SMALL.leading)
_CENTRED = replace(CELL, align=Align.CENTRE)
_NUMBER, _DONE, _NOTE = 14 * MM, 22 * MM, 56 * MM
_WIDTHS = (_NUMBER, FORM.measure - _NUMBER - _DONE - _NOTE, _DONE, _NOTE)
_HEADS = ("serial", "what", "settled", "note")


def readiness(source: PaperInput, form: Form, _part: Part) -> Iterator[Block]:
    """Yield the table of steps; how many talks there were and when the report went stand beside theirs."""
    done = source.values.get("prepared") or []
    talks = source.text("heart_talks")
    told = {"heart_talks": form.say("talks").replace("{count}", talks) if talks else "",
            "self_check": form.say("reviewer"), "reported": source.text("reported_on")}
    rows = tuple(
        Row((cell(str(n), _CENTRED, middle=True), cell(on_paper(choice.label), CELL, middle=True),
             cell("☑" if choice.code in done else "☐", _CENTRED, middle=True), cell(told.get(choice.code, ""), SMALL, middle=True)),
            12 * MM)
        for n, choice in enumerate(source.shape["prepared"].choices, 1)
    )  # fmt: skip
    yield Table(_WIDTHS, rows, head=(Row(tuple(label_cell(form.say(name), _HEAD) for name in _HEADS), 8 * MM),))
