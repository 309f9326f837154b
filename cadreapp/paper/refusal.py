"""拒签、缺签情况: the page that goes with a record whose person did not sign it.

Source: common practice; at least two people present, one of whom may be a witness from outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cadreapp.kernel.dates import spoken_day
from cadreapp.paper.page import MM, RECORD
from cadreapp.paper.parts import CELL, cell, label_cell, ticked, titled
from cadreapp.paper.phrases import said
from cadreapp.paper.source import PaperInput, on_paper
from cadreapp.paper.template import expand
from cadreapp.paper.typeset.blocks import Block, Gap, Paragraph, Row, SignLine, Table
from cadreapp.paper.wording import Form

_GREY = replace(CELL, grey=0.45)
_SAID = replace(CELL, first=2.0, leading=22.0)


def was_refused(source: PaperInput) -> bool:
    """Tell whether the paper of this record was registered as refused or signed in part."""
    return _step(source) is not None


def _step(source: PaperInput) -> dict[str, Any] | None:
    steps = [row for row in source.values.get("paper") or [] if row.get("step") in ("refused", "partly")]
    return steps[-1] if steps else None


def refusal_page(source: PaperInput, words: Form) -> Iterator[Block]:
    """Yield the blocks of the page: what happened, the person's reasons, the corrections wanted, who was present."""
    step = _step(source) or {}
    wishes = str(step.get("wishes") or "")
    yield from titled(words.say("refusal_title"))
    yield Gap(4.0)
    columns = (30 * MM, RECORD.measure - 30 * MM)
    rows = (
        Row((label_cell(words.say("refusal_situation")), cell(_situations(source, step))), 16 * MM),
        Row((label_cell(words.say("refusal_reason")), cell(str(step.get("reason") or ""))), 35 * MM),
        Row((label_cell(words.say("refusal_wishes")),
             cell(wishes or words.say("refusal_how"), CELL if wishes else _GREY)), 40 * MM),
        Row((label_cell(words.say("refusal_present")), cell(str(step.get("witnesses") or ""))), 16 * MM),
    )
    yield Table(columns, rows)
    yield Gap(8.0)
    yield Paragraph(_said(source, step, words), _SAID)
    yield Gap(4.0)
    for name in ("talkers_sign", "recorder_signs", "witness_signs"):
        yield SignLine(words.say(name), (32 * MM, 32 * MM), words.say("day"), size=CELL.size)


def _situations(source: PaperInput, step: dict[str, Any]) -> str:
    """Return the situations as the register names them, two lines of boxes; the registered one is ticked."""
    rows = source.shape["paper"].entry
    choices = rows["situation"].choices if rows else ()
    options = tuple((on_paper(choice.label), choice.code == step.get("situation")) for choice in choices)
    return "\n".join(ticked(part) for part in (options[:3], options[3:]) if part)


def _said(source: PaperInput, step: dict[str, Any], words: Form) -> str:
    told = {
        "person": str((source.values.get("person") or {}).get("name") or "＿＿＿"),
        "at": spoken_day(str(step["at"])) if step.get("at") else said("moment"),
        "pages": str(step.get("pages") or "＿＿"),
        "verb": words.say("heard" if source.values.get("read_aloud") else "read"),
    }
    return expand(words.say("refusal_said"), lambda name, _how: told.get(name, ""))
