"""From a form's parts to the blocks of a paper, and to its PDF: what `wording` reads is laid out here, part by part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from cadreapp.paper.fonts import Face
from cadreapp.paper.page import FORM, MM, OFFICIAL, RECORD, SAN, XIAO_SI, XIAO_WU, Geometry, landscape
from cadreapp.paper.parts import BODY, CELL, HEADING, LABEL, SMALL, cell, label_cell, page_foot, sides, titled
from cadreapp.paper.phrases import said
from cadreapp.paper.source import PaperInput, refuse_any_unprintable
from cadreapp.paper.template import BLANK, Look, expand, looker
from cadreapp.paper.typeset.blocks import (
    Align,
    Block,
    Cell,
    Gap,
    PageBreak,
    Paragraph,
    PenLine,
    Row,
    Rule,
    SignLine,
    Struck,
    Style,
    Table,
    Title,
    merged,
)
from cadreapp.paper.typeset.draw import Paper, count_pages, render
from cadreapp.paper.typeset.lines import natural_width, set_paragraph
from cadreapp.paper.wording import Form, Part, hidden, met

GRID = (25, 53, 25, 53)
"""Label, content, label, content of a form's table, in mm."""
PAGES: dict[str, Geometry] = {
    "official": OFFICIAL, "letter": OFFICIAL, "record": RECORD, "form": FORM, "landscape": landscape(FORM),
}
SHEET = replace(FORM, top=22 * MM, depth=252 * MM)
"""A form that is one leaf: as wide as the others, but as high as page number and binding let it be."""
_PAD = 4.0
_TIGHT = 2.0
_DASHES = "－　－　－　－　－　－"
_RIGHT = replace(CELL, align=Align.RIGHT)
_HEAD = replace(LABEL, size=SMALL.size, leading=SMALL.leading)
_CENTRED = replace(SMALL, align=Align.CENTRE)
_TURNED = replace(SMALL, align=Align.LEFT)
_SMALL_LABEL = replace(LABEL, size=SMALL.size, leading=15.0)
_SMALL_CELL = replace(SMALL, leading=15.0)
_FINE = replace(SMALL, size=XIAO_WU, leading=13.0)
_SECTION = replace(LABEL, align=Align.LEFT)
_SLIP = Style(Face.FANG, XIAO_SI, 22.0, before=8.0)
_SLIP_TITLE = Style(Face.TITLE, SAN, 30.0, Align.CENTRE, tie=True, tracking=0.5)
_CUT = Style(Face.SONG, SMALL.size, 30.0, Align.CENTRE, tie=True, grey=0.3)

Maker = Callable[[PaperInput, Form, Part], Iterator[Block]]


def restricted(source: PaperInput, form: Form) -> PaperInput:
    """Return the input with nothing in it that may not reach this form. Raises NO_GLYPH for what cannot be printed."""
    left_out = source.shape.left_out(source.values) if form.reader else frozenset()
    allowed = source.without(hidden(source.shape, form) | left_out)
    refuse_any_unprintable(allowed)
    return allowed


def table_paper(source: PaperInput, form: Form) -> bytes:
    """Return the PDF of a form on the pages record, form and landscape; what may not reach it is taken away first."""
    source = restricted(source, form)
    page = SHEET if form.sheet else PAGES[form.page]
    form = _fitted(source, form, page) if form.sheet else form
    blocks = (*_heading(source, form, page), *body(source, form, page))
    edition = said("edition", edition=str(source.version)) if source.version > 1 else ""
    note = "，".join(part for part in (form.foot, edition) if part)
    return render(Paper(title_of(source, form), blocks, page, page_foot(page, note), source.unit, source.wash))


def _fitted(source: PaperInput, form: Form, page: Geometry) -> Form:
    """Return a form whose rows keep as much of their height as one page has for them; if need be it is set in size 5.

    No row gets lower than its `least`; what does not fit even so keeps its heights and runs on.
    """

    def fits(small: bool, share: float) -> bool:
        tried = _shrunk(form, small, share)
        return count_pages((*_heading(source, tried, page), *body(source, tried, page)), page) == 1

    for small in (False, True):
        if fits(small, 0.0):
            low, high = 0.0, 1.0
            if fits(small, high):
                return _shrunk(form, small, high)
            for _ in range(6):
                middle = (low + high) / 2
                low, high = (middle, high) if fits(small, middle) else (low, middle)
            return _shrunk(form, small, low)
    return form


def _shrunk(form: Form, small: bool, share: float) -> Form:
    """Return the form with rows at `share` of the way from their least height to their usual one."""
    return replace(form, parts=tuple(_lowered({**part, "small": small}, share) for part in form.parts))


def _lowered(part: dict[str, Any], share: float) -> dict[str, Any]:
    rows = [{**row, "height": row["least"] + share * (row["height"] - row["least"])} if "least" in row else row
            for row in part.get("row", ())]
    return {**part, "row": rows}


def title_of(source: PaperInput, form: Form) -> str:
    """Return the title printed, with its values."""
    return expand(form.head or form.title, looker(source))


def _heading(source: PaperInput, form: Form, page: Geometry) -> Iterator[Block]:
    look = looker(source)
    yield from sides(source.marking(form.marking), source.number if form.page == "record" else "", page.measure)
    yield from titled(title_of(source, form), expand(form.under, look), tracking=0.5 if form.spread else 0.0)
    yield from _ends(expand(form.left, look), expand(form.right, look), page)
    yield Gap(3.0)


def _ends(left: str, right: str, page: Geometry) -> Iterator[Block]:
    """Yield a line with text at both ends; text that stands alone has the whole line."""
    if left and right:
        yield from sides(left, right, page.measure, styles=(CELL, _RIGHT))
    elif left or right:
        yield Paragraph(left or right, replace(CELL if left else _RIGHT, tie=True))


def body(source: PaperInput, form: Form, page: Geometry) -> Iterator[Block]:
    """Yield the blocks of every part whose condition holds."""
    for part in form.parts:
        if holds(part.get("when", ""), source):
            yield from _PARTS[part["is"]](source, form, part, page)


def holds(when: str, source: PaperInput) -> bool:
    """Tell whether a condition of a part holds."""
    return met(when, source.values)


def _grid(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    widths = _widths(part.get("columns", GRID), page)
    least = part.get("height", 10)
    small = bool(part.get("small"))
    if small:
        least = min(least, _SMALL_CELL.leading / MM)
    shown = (row for row in part["row"] if holds(row.get("when", ""), source))
    rows = tuple(_grid_row({"height": least, **row}, source, widths, small=small) for row in shown)
    head = _section(part, source, len(widths))
    if rows:
        yield Table(widths, rows, head=head, pad_y=_TIGHT if small else 3.0)


def _widths(columns: tuple[int, ...] | list[int], page: Geometry) -> tuple[float, ...]:
    """Return widths in points that fill the page in the proportions given."""
    return tuple(page.measure * column / sum(columns) for column in columns)


def _section(part: Part, source: PaperInput, columns: int) -> tuple[Row, ...]:
    words = expand(part.get("head", ""), looker(source))
    return (Row((cell(words, _SECTION, span=columns, middle=True),), 8 * MM),) if words else ()


def _grid_row(row: Mapping[str, Any], source: PaperInput, widths: tuple[float, ...], *, small: bool) -> Row:
    look = looker(source)
    style = _SMALL_CELL if small else CELL
    height = row["height"] * MM
    pairs = [(expand(label, look), expand(text, look)) for label, text in row["cells"]]
    cells: list[Cell] = []
    left = len(widths)
    for at, (label, text) in enumerate(pairs):
        if label:
            cells.append(label_cell(label, _SMALL_LABEL if small else LABEL))
            left -= 1
        later = sum(2 if other else 1 for other, _ in pairs[at + 1 :])
        span = left - later
        width = sum(widths[len(widths) - left : len(widths) - later]) - 2 * _PAD
        left -= span
        blank = "" if source.is_draft or row.get("pen") or row.get("tail") else "/"
        cells.append(_content(text or blank, expand(row.get("tail", ""), look), span, (width, height), style))
    return Row(tuple(cells), height, ending=bool(row.get("tail")) or _is_ending(row, pairs))


def _is_ending(row: Mapping[str, Any], pairs: list[tuple[str, str]]) -> bool:
    """Tell whether a row is for the pen, or says nothing of the record: alone on the last page it would tell nobody what of."""
    told = [text for (_, template), (_, text) in zip(row["cells"], pairs, strict=True) if "{" in template]
    # A cell that is blank in the form is for the pen.
    return not any(told) if row.get("pen") or not told else any(not template for _, template in row["cells"])


def _content(text: str, tail: str, span: int, room: tuple[float, float], style: Style) -> Cell:
    """Return a cell; a `tail` to sign stands at its foot, at the right."""
    if not tail:
        return cell(text, style, span=span, middle=True)
    said = Paragraph(text, style)
    used = style.leading * (len(set_paragraph(said, room[0])) + 1) + 2 * _PAD
    signed = replace(style, align=Align.RIGHT, before=max(room[1] - used, 6.0))
    return Cell((said, Paragraph(tail, signed)), span)


def listed(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    """Yield a table: the rows `of` the record, or the `lines` of the input, in the columns of the part."""
    columns = part["column"]
    widths = _widths([column["width"] for column in columns], page)
    least = part.get("height", 8) * MM
    looks = _looks(source, part["of"]) if "of" in part else source.lines or (looker(source, n=1),)
    places = [(column, width - 2 * _PAD) for column, width in zip(columns, widths, strict=True)]
    rows = [Row(tuple(_list_cell(column, look, room) for column, room in places), least) for look in looks]
    for n in range(len(rows) + 1, part.get("blank", 0 if rows else 1) + 1):
        rows.append(Row(tuple(cell(str(n) if column["text"] == "{n}" else "", _CENTRED, middle=True) for column in columns),
                        least))
    made = tuple(rows)
    for at, column in enumerate(columns):
        if column.get("merged"):
            made = merged(made, at)
    head = (*_section(part, source, len(widths)), Row(tuple(label_cell(c["label"], _HEAD) for c in columns), 8 * MM))
    yield Table(widths, made, head=head)


def _looks(source: PaperInput, of: str) -> Iterator[Look]:
    return (looker(source, row, of, n) for n, row in enumerate(source.values.get(of) or [], 1))


def _list_cell(column: Mapping[str, Any], look: Look, room: float) -> Cell:
    """Return a cell of a list; where one character would stand alone on a second line, the lines are balanced instead."""
    style = _CENTRED if column.get("centred", column["text"] == "{n}") else SMALL
    text = expand(column["text"], look)
    if "\n" not in text and room < natural_width(text, style.face, style.size) < 1.5 * room:
        lines = set_paragraph(Paragraph(text, style), room)
        if len(lines) == 2 and sum(len(run.text) for run in lines[1]) == 1:
            return Cell((Title(text, style if style is _CENTRED else _TURNED),), middle=True)
    return cell(text, style, middle=True)


def _text(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    words = expand(part.get("text", ""), looker(source), BLANK)
    if words:
        # What announces a list does not stand alone at a page's foot.
        yield Paragraph(words, replace(text_style(page), tie=bool(part.get("kept")) or words.endswith("：")))


def text_style(page: Geometry) -> Style:
    """Return the style of running text on a page: first line indented by two characters."""
    return replace(BODY, size=page.size, leading=page.leading)


def _heading_part(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    yield Paragraph(expand(part.get("text", ""), looker(source)), _heading_style(page, part.get("level", 1)))


def _heading_style(page: Geometry, level: int) -> Style:
    """一、 in Hei, （一） in Kai (GB/T 9704-2012 §7.3.3)."""
    face = Face.HEI if level == 1 else Face.KAI
    return replace(HEADING, face=face, size=page.size, leading=page.leading, level=level + 1)


def _title(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    yield Title(expand(part.get("text", ""), looker(source)), _SLIP_TITLE)


def _note(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    words = expand(part.get("text", ""), looker(source), BLANK)
    if words:
        yield Paragraph(words, replace(_FINE if part.get("small") else SMALL, before=4.0, ending=True))


def _each(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    for n, row in enumerate(source.values.get(part["of"]) or [], 1):
        look = looker(source, row, part["of"], n)
        head, words = expand(part.get("head", ""), look), expand(part.get("text", ""), look)
        if head:
            yield Paragraph(head, _heading_style(page, part.get("level", 2)))
        for text in (words, *(expand(line, look) for line in part.get("after", ()))):
            if text:
                # A text that begins with a figure is set off, lest 2. and 2月 read as 2.2月.
                yield Paragraph(re.sub(r"^(\d{1,3}\.)(?=\d)", r"\1 ", text), text_style(page))


def _slip(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    words = expand(part.get("text", ""), looker(source), BLANK)
    if words:
        yield Paragraph(words, _SLIP)


def _sides(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    look = looker(source)
    yield from _ends(expand(part.get("left", ""), look), expand(part.get("right", ""), look), page)


def _sign(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    look = looker(source)
    yield SignLine(expand(part.get("label", ""), look), tuple(width * MM for width in part.get("blanks", (38,))),
                   expand(part.get("tail", said("day")), look), size=XIAO_SI)


def _pen(source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    if part.get("struck"):
        yield Struck()
    yield PenLine(expand(part.get("text", ""), looker(source)))


def _cut(_source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    yield Title(f"{_DASHES}　{part.get('text', said('cut'))}　{_DASHES}", _CUT)


def _rule(_source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    yield Rule(0.5 * MM, after=6.0)


def _gap(_source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    yield Gap(part.get("height", 4) * MM)


def _break(_source: PaperInput, _form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    yield PageBreak()


BLOCKS: dict[str, Maker] = {}
"""Parts that need code (`is = "own"`, by name): `makers` adds them, from modules that use this one."""


def _own(source: PaperInput, form: Form, part: Part, page: Geometry) -> Iterator[Block]:
    yield from BLOCKS[part["name"]](source, form, part)


_PARTS: dict[str, Callable[[PaperInput, Form, Part, Geometry], Iterator[Block]]] = {
    "grid": _grid, "list": listed, "text": _text, "heading": _heading_part, "title": _title, "slip": _slip, "note": _note,
    "each": _each, "sides": _sides, "sign": _sign, "pen": _pen, "own": _own, "rule": _rule, "gap": _gap, "break": _break,
    "cut": _cut,
}  # fmt: skip
