"""年度监督工作日历: a year's duties month by month on lying A4, to be hung on the wall and ticked by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cadreapp.paper.page import FORM, MM, landscape
from cadreapp.paper.parts import CELL, LABEL, SMALL, cell, label_cell, page_foot, sides, titled
from cadreapp.paper.source import full_width
from cadreapp.paper.typeset.blocks import Align, Block, Gap, Row, Table, merged
from cadreapp.paper.typeset.draw import Paper, render
from cadreapp.paper.wording import Form, form

_PAGE = landscape(FORM)
_WIDTHS = (14 * MM, 24 * MM, 82 * MM, 46 * MM, 56 * MM)
_COLUMNS = (*_WIDTHS, _PAGE.measure - sum(_WIDTHS))
_HEADS = ("month", "until", "what", "who", "rule", "standing")
_HEAD = replace(LABEL, size=SMALL.size, leading=SMALL.leading)
_SHORT = replace(SMALL, align=Align.CENTRE)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the table, as it is printed: "3月", "3月31日", what, who, by which rule, how it stands."""

    month: str
    until: str
    what: str
    who: str
    rule: str
    standing: str


def year_plan(year: int, unit: str, marking: str, lines: Sequence[PlanLine], wording: Form | None = None) -> bytes:
    """Return the PDF (A4 landscape) in the words of a form; the lines of a month share one cell for its name.

    NO_GLYPH as every paper.
    """
    words = wording or form("year_plan")
    title = words.say("title").replace("{year}", str(year))
    return render(Paper(title, tuple(_blocks(title, unit, marking, lines, words)), _PAGE, page_foot(_PAGE), unit))


def _blocks(title: str, unit: str, marking: str, lines: Sequence[PlanLine], words: Form) -> Iterator[Block]:
    yield from sides(marking, "", _PAGE.measure)
    yield from titled(title)
    under = words.say("unit").replace("{unit}", unit) if unit else ""
    yield from sides(under, "", _PAGE.measure, styles=(CELL, replace(CELL, align=Align.RIGHT)))
    yield Gap(3.0)
    head = (Row(tuple(label_cell(words.say(name), _HEAD) for name in _HEADS), 8 * MM),)
    yield Table(_COLUMNS, merged(tuple(_rows(lines))), head=head)


def _rows(lines: Sequence[PlanLine]) -> Iterator[Row]:
    for line in lines:
        words = (line.what, line.who, line.rule, line.standing)
        yield Row((cell(line.month, _SHORT, middle=True), cell(line.until, _SHORT, middle=True),
                   *(cell(full_width(text), SMALL, middle=True) for text in words)), 7 * MM)
