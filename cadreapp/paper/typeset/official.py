"""The parts of a 公文, a 信函 and a 纪要 as GB/T 9704-2012 §7 and §10 place them; every measure comes from `paper.page`.

Vertical blanks are lines of the page's grid; a seal is left room for, never printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cadreapp.paper import page as standard
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import ER, MM, OFFICIAL, SAN, SI, Geometry
from cadreapp.paper.phrases import said
from cadreapp.paper.typeset.blocks import (
    Align,
    Block,
    Bottom,
    Cell,
    Fixed,
    Gap,
    Lines,
    Paragraph,
    Row,
    Rule,
    Span,
    Style,
    Table,
    Title,
)
from cadreapp.paper.typeset.draw import Furniture
from cadreapp.paper.typeset.lines import ASCENT, natural_width
from cadreapp.paper.typeset.marks import Mark, Straight, Waiting

LINE = OFFICIAL.leading
BODY = Style(Face.FANG, SAN, LINE, first=2.0)
# 层次序数 (§7.3.3): 一、 Hei; （一） Kai; 1. and （1） as the body.
HEADINGS = (
    Style(Face.HEI, SAN, LINE, first=2.0, tie=True, level=2),
    Style(Face.KAI, SAN, LINE, first=2.0, tie=True, level=3),
    BODY,
    BODY,
)
TITLE = Style(Face.TITLE, ER, LINE, Align.CENTRE, tie=True, level=1)
_FLUSH = Style(Face.FANG, SAN, LINE, Align.LEFT)
_MARKED = Style(Face.HEI, SAN, LINE, Align.LEFT, tie=True)
_CENTRED = Style(Face.FANG, SAN, LINE, Align.CENTRE, tie=True)
# The issuer's name: no higher than 22 mm nor wider than 15 mm a character (§7.2.4 leaves it to the issuer; 1999 set this limit).
_MAST_LIMIT = 15 * MM
# The ink of the title face begins this far above the baseline, in ems.
_INK = 0.845
# The dash of the title's figures lies this far above the baseline, in ems.
_DASH = 0.293
_BARE = Lines(0.0, 0.0, 0.0, False)
_IMPRINT = 24.0


def title(text: str) -> list[Block]:
    """Return the title two lines below what stands above it, and the blank line under it (§7.3.1, §7.3.2)."""
    return [Gap(2 * LINE), Title(text, TITLE), Gap(LINE)]


def marks(copy: str = "", secret: str = "", urgency: str = "") -> list[Block]:
    """Return copy number, secrecy with its term and urgency, flush left from the first line (§7.2.1 to §7.2.3)."""
    blocks: list[Block] = [Paragraph(copy, replace(_MARKED, face=Face.FANG))] if copy else []
    return blocks + [Paragraph(text, _MARKED) for text in (secret, urgency) if text]


def official_head(issuer: str, number: str, above: Iterable[Block] = (), *, signer: str = "") -> list[Block]:
    """Return the head of a 公文 down to its red line; `above` from `marks`. With a `signer` the number stands left (§7.2.6)."""
    blocks = [*above, *_mast(issuer, OFFICIAL.top + standard.MAST_BELOW_HEAD, OFFICIAL.measure), Gap(2 * LINE)]
    if signer:
        spans = (Span(said("signer")), Span(signer, Face.KAI))
        left, right = replace(_FLUSH, left=1.0), replace(_FLUSH, align=Align.RIGHT, right=1.0)
        half = OFFICIAL.measure / 2
        row = Row((Cell((Paragraph(number, left),)), Cell((Paragraph(spans, right),))))
        blocks.append(Table((half, half), (row,), lines=_BARE, pad_x=0.0, pad_y=0.0, tied=True))
    elif number:
        blocks.append(Paragraph(number, _CENTRED))
    # The line lies below the characters, not below their line's blank.
    blank = (LINE - SAN) / 2
    return [*blocks, Rule(0.35 * MM, before=standard.RED_LINE_BELOW_NUMBER - blank, red=True)]


def letter_head(issuer: str, number: str, above: Iterable[Block] = ()) -> list[Block]:
    """Return the head of a 信函: name, double red line, 7/8 of a character below it `above` at the left and the number at the
    right (§10.1)."""
    size = _mast_size(issuer, standard.LETTER_LINE)
    line = standard.LETTER_MAST + size + standard.LETTER_LINE_BELOW_MAST
    blocks: list[Block] = [*_mast(issuer, standard.LETTER_MAST, standard.LETTER_LINE), Fixed(_double(thick_first=True), line)]
    marked = [*above]
    first = marked[0] if marked else None
    if not number and not isinstance(first, Paragraph):
        return [*blocks, Gap(7 / 8 * SAN), *marked]
    # The first mark stands left in the very line whose right end holds the number.
    left, rest = (first, marked[1:]) if isinstance(first, Paragraph) else (Paragraph("", _MARKED), marked)
    row = Row((Cell((left,)), Cell((Paragraph(number, replace(_FLUSH, align=Align.RIGHT)),))))
    half = OFFICIAL.measure / 2
    shared = Table((half, half), (row,), lines=_BARE, pad_x=0.0, pad_y=0.0, tied=True)
    return [*blocks, Gap(7 / 8 * SAN - (LINE - SAN) / 2), shared, *rest]


def minutes_head(name: str) -> list[Block]:
    """Return the head of a 纪要: "×××纪要" in red, 35 mm below the type area's edge (§10.3)."""
    return _mast(name, OFFICIAL.top + standard.MAST_BELOW_HEAD, OFFICIAL.measure)


def attendance(label: str, names: str) -> list[Block]:
    """Return 出席, 请假 or 列席 of a 纪要: label in Hei two characters in, names hung behind it, a line below the text (§10.3)."""
    hung = 2.0 + len(label) + 1.0
    style = Style(Face.FANG, SAN, LINE, Align.LEFT, left=hung, first=2.0 - hung)
    return [Gap(LINE), Paragraph((Span(f"{label}：", Face.HEI), Span(names)), style)]


def addressed(to: str) -> list[Block]:
    """Return 主送机关: flush left, ended by a full-width colon (§7.3.2)."""
    return [Paragraph(to.rstrip("：:") + "：", _FLUSH)]


def enclosed(names: list[str]) -> list[Block]:
    """Return 附件说明: a line below the text, two characters in, turned lines under the name's first character (§7.3.4)."""
    if not names:
        return []
    blocks: list[Block] = [Gap(LINE, tie=True)]
    for number, name in enumerate((name.strip().rstrip("。；;，,") for name in names), 1):
        figure = f"{number}." if len(names) > 1 else ""
        # "附件：" is three characters; a figure with its stop a little more than one.
        label = said("enclosed")
        behind = 2.0 + natural_width(label, Face.FANG, 1.0)
        hung = behind + natural_width(figure, Face.FANG, 1.0)
        label = label if number == 1 else ""
        first = 2.0 - hung if label else behind - hung
        blocks.append(Paragraph(f"{label}{figure}{name}", Style(Face.FANG, SAN, LINE, left=hung, first=first)))
    return blocks


def signature(issuer: str, day: str, *, sealed: bool = True) -> list[Block]:
    """Return 署名 and 成文日期 (§7.3.5): with a seal the date four characters in and the name centred above it, two lines
    left free so that the seal's edge reaches the line below the text; without one a line free, the name two characters in."""
    width = natural_width(issuer, Face.FANG, SAN)
    dated = natural_width(day, Face.FANG, SAN)
    if sealed:
        # A name much longer than the date may reach into the margin of four, never out of the type area.
        inset = max(4 * SAN + dated / 2 - width / 2, 0.0)
        dates = 4 * SAN if inset else width / 2 - dated / 2
        return [Gap(2 * LINE, tie=True), _right(issuer, inset, tie=True), _right(day, dates)]
    # The date's first character stands two behind the name's; the longer of both is two from the edge.
    names, dates = (2 * SAN, width - dated) if width >= dated else (4 * SAN + dated - width, 2 * SAN)
    return [Gap(LINE, tie=True), _right(issuer, names, tie=True), _right(day, dates)]


def accompanied(body: Iterable[Block]) -> list[Block]:
    """Return the blocks with the last paragraphs tied to what follows: no signature stands alone on its page (§7.3.5.5).

    Two of them, since the last may be a single line.
    """
    blocks = list(body)
    for at in [at for at, block in enumerate(blocks) if isinstance(block, Paragraph)][-2:]:
        found = blocks[at]
        assert isinstance(found, Paragraph)
        blocks[at] = replace(found, style=replace(found.style, tie=True))
    return blocks


def note(text: str) -> list[Block]:
    """Return 附注: two characters in, in brackets, on the line below the date (§7.3.6)."""
    return [Paragraph(f"（{text.strip('（）')}）", BODY)]


def imprint(copied: str = "", issued: str = "", day: str = "") -> list[Block]:
    """Return 版记 at the foot of the last page: 抄送, and who printed it when, between its lines (§7.4)."""
    rows: list[Block] = [Bottom(), Rule(standard.IMPRINT_HEAVY)]
    if copied:
        style = Style(Face.FANG, SI, _IMPRINT, left=4.0, first=-3.0, right=1.0, tie=True)
        rows.append(Paragraph(f"{said('copied')}{copied.rstrip('。')}。", style))
    if copied and issued:
        rows.append(Rule(standard.IMPRINT_LIGHT))
    if issued:
        rows.append(_ends(issued, said("issued", day=day) if day else ""))
    return [*rows, Rule(standard.IMPRINT_HEAVY)] if copied or issued else []


def official_foot(page: Geometry = OFFICIAL, *, letter: bool = False) -> Furniture:
    """Number the pages "— 1 —" (§7.5): size 4 Song, dashes 7 mm below the type area, odd pages right, even pages left, one
    character in. The first page of a `letter` bears a double red line instead (§10.1)."""
    y = page.top + standard.TYPE_DEPTH + standard.PAGE_NUMBER_BELOW - (ASCENT - _DASH) * SI

    def draw(number: int, total: int) -> list[Mark]:
        if letter and number == 1:
            return _letter_foot(page)
        align = Align.RIGHT if number % 2 else Align.LEFT
        return [Waiting(page.left + SI, y, page.measure - 2 * SI, "— {page} —", Style(Face.SONG, SI, SI, align), align)]

    return draw


_THICK, _THIN = 0.9 * MM, 0.3 * MM


def _double(*, thick_first: bool) -> Rule:
    first, second = (_THICK, _THIN) if thick_first else (_THIN, _THICK)
    return Rule(first, red=True, length=standard.LETTER_LINE, second=second)


def _letter_foot(page: Geometry) -> list[Mark]:
    x = (page.width - standard.LETTER_LINE) / 2
    y = page.height - standard.LETTER_LINE_ABOVE_EDGE
    return [Straight(x, at, x + standard.LETTER_LINE, at, weight, 0.0, red=True)
            for at, weight in ((y - 1.5 * _THICK - _THIN / 2, _THIN), (y - _THICK / 2, _THICK))]


def _mast_size(text: str, measure: float) -> float:
    return min(_MAST_LIMIT, measure / max(len(text), 1))


def _mast(text: str, top: float, measure: float) -> list[Block]:
    """Return the issuer's name centred in `measure` points: of a letter on the paper, else in the type area."""
    size = _mast_size(text, measure)
    # A little air between few characters, none when the name fills the line.
    spare = (measure - len(text) * size) / size / max(len(text) - 1, 1)
    wider = OFFICIAL.measure - measure
    off = OFFICIAL.width - 2 * OFFICIAL.left - OFFICIAL.measure if wider else 0.0
    style = Style(Face.TITLE, size, size, Align.CENTRE, tie=True, red=True, tracking=max(0.0, min(0.3, 0.6 * spare)),
                  left=(wider + off) / 2 / size, right=(wider - off) / 2 / size)
    return [Fixed(Title(text, style), top - (ASCENT - _INK) * size)]


def _right(text: str, inset: float, *, tie: bool = False) -> Paragraph:
    """Return a line `inset` points from the right edge, less when it would not fit."""
    inset = max(min(inset, OFFICIAL.measure - natural_width(text, Face.FANG, SAN)), 0.0)
    return Paragraph(text, Style(Face.FANG, SAN, LINE, Align.RIGHT, right=inset / SAN, tie=tie))


def _ends(left: str, right: str) -> Table:
    left_style = Style(Face.FANG, SI, _IMPRINT, Align.LEFT, left=1.0)
    styles = left_style, replace(left_style, align=Align.RIGHT, left=0.0, right=1.0)
    share = OFFICIAL.measure * 0.62
    row = Row(tuple(Cell((Paragraph(text, style),)) for text, style in zip((left, right), styles, strict=True)))
    return Table((share, OFFICIAL.measure - share), (row,), lines=_BARE, pad_x=0.0, pad_y=0.0, tied=True)
