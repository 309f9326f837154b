"""A decent official form for any record type, made from its declaration: sections, label and value, rows as tables.

Layout of an office form (记录表): labels in Hei, contents in Fang, size small 4 and never below size 5; rows grow with
their text, heads are repeated on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cadreapp.kernel.shape import Family, Field, Kind
from cadreapp.paper.page import FORM, MM
from cadreapp.paper.parts import CELL, LABEL, SMALL, cell, label_cell, page_foot, sides, titled
from cadreapp.paper.phrases import said
from cadreapp.paper.source import PaperInput, on_paper, refuse_any_unprintable
from cadreapp.paper.template import expand, looker
from cadreapp.paper.typeset.blocks import Align, Block, Cell, Gap, Row, SignLine, Table
from cadreapp.paper.typeset.draw import Paper, render
from cadreapp.paper.typeset.lines import natural_width
from cadreapp.paper.wording import Form, form

# Label | content | label | content, in points: 25 + 53 mm twice.
COLUMNS = (25 * MM, 53 * MM, 25 * MM, 53 * MM)
_SECTION = replace(LABEL, align=Align.LEFT)
_HEAD = replace(LABEL, size=SMALL.size, leading=SMALL.leading)
_NUMBER = replace(SMALL, align=Align.CENTRE)
_ROW = 10 * MM
# The least width of a column in mm, by kind: a date stands on one line. What is left is shared out by the weights.
_LEAST = {Kind.TEXT: 36.0, Kind.WHO: 24.0, Kind.LINE: 24.0, Kind.REF: 24.0, Kind.CHOICES: 24.0, Kind.CHOICE: 17.0,
          Kind.DAY: 29.0, Kind.MOMENT: 29.0, Kind.NUMBER: 14.0, Kind.FLAG: 14.0}
_WEIGHTS = {Kind.TEXT: 4.0, Kind.WHO: 1.5, Kind.LINE: 2.0, Kind.REF: 1.5, Kind.CHOICES: 2.0, Kind.CHOICE: 0.5}
_SERIAL = 11 * MM


def any_record(source: PaperInput, wording: Form | None = None, *, internal: bool = False) -> bytes:
    """Return the PDF of a form (A4) for a record of any type; internal fields only when `internal`.

    Empty fields are blank on a draft, to be written in, and struck "/" on a sealed record. NO_GLYPH when a character
    cannot be printed.
    """
    source, words = source if internal else source.public(), wording or form("any")
    refuse_any_unprintable(source)
    title = form_title(source)
    note = expand(words.say("edition"), looker(source)) if source.version > 1 else ""
    return render(Paper(title, tuple(_blocks(source, title, words)), FORM, page_foot(FORM, note), source.unit, source.wash))


def form_title(source: PaperInput) -> str:
    """Return the title of the form of a record."""
    title = source.shape.title
    return title if title.endswith(("表", "卡", "书", "单")) else said("record_form", title=title)


def _blocks(source: PaperInput, title: str, words: Form) -> Iterator[Block]:
    look = looker(source)
    usual = words.marking if "marking" in source.shape.by_name else ""
    yield from sides(source.marking(usual), "", FORM.measure)
    yield from titled(title)
    unit = expand(words.say("unit"), look) if source.unit else ""
    number = expand(words.say("number"), lambda _name, _how: source.number or source.text("number"))
    yield from sides(unit, number if source.number or source.text("number") else "", FORM.measure,
                     styles=(CELL, replace(CELL, align=Align.RIGHT)))
    yield Gap(3.0)
    for section in source.shape.sections or ("",):
        yield from section_blocks(source, section)
    if source.shape.family in (Family.DOCUMENT, Family.COURSE):
        yield Gap(4.0)
        yield SignLine(words.say("signs"), (42 * MM,), words.say("day"), size=CELL.size)


def section_blocks(source: PaperInput, section: str) -> Iterator[Block]:
    """Yield the tables of one section: its single fields in one grid, each of its ENTRIES in a table."""
    fields = [f for f in source.shape.fields
              if f.section == section and f.printed and f.name not in ("number", "marking")]
    single = [f for f in fields if f.kind is not Kind.ENTRIES]
    rows = [f for f in fields if f.kind is Kind.ENTRIES and (source.values.get(f.name) or source.is_draft)]
    head = (Row((cell(section, _SECTION, span=4, middle=True),), 8 * MM),) if section else ()
    if single:
        yield Table(COLUMNS, tuple(paired([(f.label, _shown(source, f), _is_long(f)) for f in single])), head=head)
    for found in rows:
        yield entries_table(source, found)


def _shown(source: PaperInput, found: Field) -> str:
    return source.text(found.name) or ("" if source.is_draft else "/")


def _is_long(found: Field) -> bool:
    return found.kind in (Kind.TEXT, Kind.CHOICES)


def paired(fields: list[tuple[str, str, bool]]) -> Iterator[Row]:
    """Yield rows of (label, text, takes a whole row): short neighbours share a row."""
    waiting: tuple[str, str] | None = None
    for label, text, whole in fields:
        if whole or natural_width(text.replace("\n", ""), CELL.face, CELL.size) > 1.5 * (COLUMNS[1] - 8.0):
            if waiting:
                yield _row(waiting)
                waiting = None
            yield _row((label, text), tall=whole)
        elif waiting:
            yield _row(waiting, (label, text))
            waiting = None
        else:
            waiting = (label, text)
    if waiting:
        yield _row(waiting)


def _row(*fields: tuple[str, str], tall: bool = False) -> Row:
    cells: list[Cell] = []
    for label, text in fields:
        cells += [label_cell(label), cell(text, CELL, span=1 if len(fields) > 1 else 3, middle=True)]
    blank = not any(text for _, text in fields)
    return Row(tuple(cells), 18 * MM if tall and blank else _ROW)


def entries_table(source: PaperInput, found: Field) -> Table:
    """Return the rows of an ENTRIES field as a table with repeated head; a wide one as a list of small grids."""
    assert found.entry is not None
    fields = [f for f in found.entry.fields if f.printed]
    rows = source.rows(found.name)
    columns = _columns(fields)
    if columns is None:
        return _listed(found, fields, rows)
    head = (
        Row((cell(on_paper(found.label), _SECTION, span=len(columns), middle=True),), 8 * MM),
        Row((label_cell(said("serial"), _HEAD), *(label_cell(f.label, _HEAD) for f in fields)), 8 * MM),
    )
    body = [Row((cell(str(number), _NUMBER, middle=True), *(_entry_cell(f, row[f.name]) for f in fields)), 8 * MM)
            for number, row in enumerate(rows, 1)]
    blank = Row((cell("", SMALL), *(cell("", SMALL) for _ in fields)), _ROW)
    return Table(columns, tuple(body or [blank, blank]), head=head)


def _entry_cell(found: Field, text: str) -> Cell:
    """Short facts stand in the middle; running text fills its lines."""
    return cell(text, SMALL if found.kind in (Kind.TEXT, Kind.LINE, Kind.WHO, Kind.REF) else _NUMBER, middle=True)


def _columns(fields: list[Field]) -> tuple[float, ...] | None:
    """Return the widths of a table's columns in points, None when they would be too narrow to read."""
    least = [_LEAST[f.kind] * MM for f in fields]
    left = FORM.measure - _SERIAL - sum(least)
    if left < 0:
        return None
    weights = [_WEIGHTS.get(f.kind, 0.1) for f in fields]
    return (_SERIAL, *(width + left * weight / sum(weights) for width, weight in zip(least, weights, strict=True)))


def _listed(found: Field, fields: list[Field], rows: list[dict[str, str]]) -> Table:
    """Give every row of a wide table its own small grid."""
    body: list[Row] = []
    for number, row in enumerate(rows, 1):
        body.append(Row((cell(f"{on_paper(found.label)} {number}", _SECTION, span=4, middle=True),), 7 * MM, tie=True))
        body += paired([(f.label, row[f.name] or "/", _is_long(f)) for f in fields if row[f.name] or not _is_long(f)])
    head = (Row((cell(on_paper(found.label), _SECTION, span=4, middle=True),), 8 * MM),)
    return Table(COLUMNS, tuple(body or [Row((cell("", SMALL, span=4),), _ROW)]), head=head)
