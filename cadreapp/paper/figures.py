"""A report of official figures on paper: landscape A4, a table a page, its notes, who signs for it, what is corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from cadreapp.kernel.dates import spoken_day, spoken_days
from cadreapp.paper.fonts import Face, refuse_unprintable
from cadreapp.paper.page import FORM, MM, WU, landscape
from cadreapp.paper.parts import BARE, SMALL, page_foot
from cadreapp.paper.phrases import said
from cadreapp.paper.source import full_width
from cadreapp.paper.typeset.blocks import (
    Align,
    Block,
    Cell,
    Gap,
    PageBreak,
    Paragraph,
    Row,
    Style,
    Table,
    Title,
    merged,
)
from cadreapp.paper.typeset.draw import Paper, render
from cadreapp.rules.figures import Filled, FilledReport, Line, Reported, said_of
from cadreapp.rules.figures_layout import PER_ROW, Column

# The quarterly form has 22 rows: with these margins it stands on one page, in size 5 as forms are set at least.
PAGE = replace(landscape(FORM), left=20 * MM, measure=(297 - 40) * MM, top=17 * MM, depth=(210 - 17 - 21) * MM)
TITLE = Style(Face.TITLE, 18.0, 24.0, Align.CENTRE, tie=True)
HEAD = Style(Face.HEI, WU, 13.5, Align.CENTRE)
TEXT = replace(SMALL, leading=13.0, align=Align.LEFT)
NUMBER = replace(TEXT, align=Align.CENTRE)
_NOTE = replace(SMALL, leading=16.0)
_SERIAL, _REMARK, _UNIT, _FIGURE = 11 * MM, 46 * MM, 13 * MM, 13.6 * MM
_ROW = 5.1 * MM


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report: a page of its own where it is printed, unless it only ends the page before; a sheet of a workbook."""

    name: str
    blocks: tuple[Block, ...]
    own_page: bool = True


def report_pdf(filled: FilledReport) -> bytes:
    """Return the PDF of a report; the same bytes for the same figures. Raises NO_GLYPH when a name cannot be printed."""
    refuse_unprintable(filled.unit, "单位", "unit")
    blocks: list[Block] = []
    for part in parts(filled):
        blocks += [*([PageBreak()] if blocks and part.own_page else [Gap(8.0)] if blocks else []), *part.blocks]
    return render(report_paper(filled, filled.report.title, blocks))


def report_paper(filled: FilledReport, title: str, blocks: Iterable[Block]) -> Paper:
    """Return a paper of some parts of a report, with the report's foot and marks."""
    foot = page_foot(PAGE, said("report_as_of", at=_moment(filled.as_of)))
    return Paper(title, tuple(blocks), PAGE, foot, filled.unit, said("wash_demo") if filled.demo else "")


def parts(filled: FilledReport) -> Iterator[Part]:
    """Yield the parts of a report: its tables, the notes below the last, what is corrected, what was taken back."""
    for table in filled.tables:
        notes = _notes(filled) if table is filled.tables[-1] else ()
        yield Part(tab(filled, table), (*_table(filled, table), *notes))
    if filled.reported and filled.reported.corrections:
        yield Part(said("report_corrections"), tuple(_corrections(filled, filled.reported)))
    if filled.recalled:
        title = said("report_recalled")
        yield Part(title, (Paragraph(title, TEXT), *_recalled(filled)), own_page=False)


def _corrections(filled: FilledReport, sent: Reported) -> Iterator[Block]:
    """Yield the note that goes up by itself after its report: headed and signed for as the report's tables are."""
    yield Title(said("report_corrections"), TITLE)
    day = spoken_day(filled.as_of[:10])
    yield _head(filled, said("report_when", period=full_width(filled.span.title), day=day))
    went_up = said("report_corrected", title=full_width(filled.report.title), day=spoken_day(sent.at[:10]))
    told = [f"{n}. {full_width(said_of(filled, one))}。" for n, one in enumerate(sent.corrections, 1)]
    # Who signs never stands on a page without a line of what is signed.
    yield from (Paragraph(words, replace(_NOTE, tie=words is told[-1])) for words in (went_up, *told))
    yield Gap(4.0, tie=True)
    yield _signers()


def tab(filled: FilledReport, table: Filled) -> str:
    """Return what a table is called beside the others of its report: 表7-1, or its own title."""
    if table.table.title.startswith("表"):
        return f"表{table.table.key}"
    return filled.report.title if len(filled.tables) == 1 else table.table.title


def _recalled(filled: FilledReport) -> Iterator[Block]:
    for one in filled.recalled:
        yield Paragraph(f"{full_width(spoken_days(one.sentence))}。", _NOTE)
        for correction in one.reported.corrections:
            yield Paragraph(f"{full_width(said_of(filled, correction))}。", _NOTE)


def _table(filled: FilledReport, table: Filled) -> Iterator[Block]:
    yield Title(full_width(_title(filled, table)), TITLE)
    unit = said("report_mixed") if table.table.unit == PER_ROW else table.table.unit
    yield _head(filled, said("report_about", period=full_width(filled.span.title), day=_reported_on(filled), measure=unit))
    yield _grid(filled, table)
    yield Gap(4.0, tie=True)
    told = [table.table.note, *(said("report_broken", what=finding.sentence) for finding in table.broken)]
    yield from (Paragraph(full_width(word), replace(_NOTE, tie=True)) for word in told if word)
    yield _signers()


def _head(filled: FilledReport, right: str) -> Table:
    """Return the line above a table: who reports at the left, and at the right of what and when."""
    left = [said("report_unit", unit=filled.unit), *([said("report_code", code=filled.code)] if filled.code else [])]
    named = Cell(tuple(Paragraph(words, TEXT) for words in left))
    row = Row((named, Cell((Paragraph(right, replace(TEXT, align=Align.RIGHT)),))))
    return Table((PAGE.measure * 0.36, PAGE.measure * 0.64), (row,), lines=BARE, pad_x=0.0, pad_y=2.0, tied=True)


def _title(filled: FilledReport, table: Filled) -> str:
    if len(filled.tables) == 1:
        return filled.report.title
    return table.table.title if table.table.title.startswith("表") else f"{filled.report.title} ({table.table.title})"


def _grid(filled: FilledReport, table: Filled) -> Table:
    fixed = bool(table.table.rows)
    by_row = fixed and table.table.unit == PER_ROW and any(line.row and line.row.unit for line in table.lines)
    heads = (*((said("report_row"),) if fixed else ()), *table.heads, *((said("report_measure"),) if by_row else ()))
    columns = table.table.columns
    head = Row(
        tuple(Cell((Title(full_width(word), HEAD),), middle=True) for word in (*heads, *(c.title for c in columns))),
        8 * MM,
    )
    rows = tuple(_row(line, columns, fixed=fixed, by_row=by_row, unit=table.table.unit) for line in table.lines)
    if not fixed and len(table.heads) > 1:
        rows = tuple(_named_once(rows, len(table.heads)))
    # Who signs never stands on a page without rows of the table.
    rows = (*rows[:-2], *(replace(row, tie=True) for row in rows[-2:]))
    return Table(_widths(table, fixed, by_row), rows, head=(head,), pad_x=2.5, pad_y=0.8)


def _named_once(rows: tuple[Row, ...], heads: int) -> Iterator[Row]:
    """Yield rows in which a group is named once for all its rows, and the group within it too, as one writes them by hand."""
    for _words, same in groupby(rows, key=lambda row: row.cells[0].content):
        run = tuple(same)
        yield from merged(merged(run, 1) if heads > 2 else run)


def _row(line: Line, columns: tuple[Column, ...], *, fixed: bool, by_row: bool, unit: str) -> Row:
    strong = line.row is not None and (line.row.parts or line.row.title.endswith("小计")) or line.key == "total"
    face = replace(TEXT, face=Face.HEI if strong else Face.FANG, left=float(line.row.indent) if line.row else 0.0)
    cells = [Cell((Paragraph(line.key, NUMBER),), middle=True)] if fixed else []
    cells += [Cell((Paragraph(full_width(title.strip("　")), face),), middle=True) for title in line.titles]
    if by_row:
        cells.append(Cell((Paragraph((line.row.unit if line.row else "") or unit, NUMBER),), middle=True))
    for column in columns:
        style = TEXT if column.remark else NUMBER
        figure = line.cells[column.key]
        cells.append(Cell((Paragraph(full_width(figure.text), style),), middle=True, number=figure.number))
    return Row(tuple(cells), _ROW)


def _widths(table: Filled, fixed: bool, by_row: bool) -> tuple[float, ...]:
    """Return the widths: figures take three characters a line, what stands before them takes the rest."""
    columns = table.table.columns
    figures = [_REMARK if column.remark else _FIGURE for column in columns]
    left = PAGE.measure - sum(figures) - (_SERIAL if fixed else 0.0) - (_UNIT if by_row else 0.0)
    most = (95 if fixed else 45) * MM
    titles = [min(left / len(table.heads), most)] * len(table.heads)
    spare = left - sum(titles)
    wide = [
        width if column.remark else width + spare / max(1, sum(not c.remark for c in columns))
        for column, width in zip(columns, figures, strict=True)
    ]
    return (*((_SERIAL,) if fixed else ()), *titles, *((_UNIT,) if by_row else ()), *wide)


def _signers() -> Table:
    words = tuple(said(name) for name in ("report_head", "report_checker", "report_filler", "report_phone"))
    cells = tuple(Cell((Paragraph(word, TEXT),)) for word in words)
    return Table((PAGE.measure / 4,) * 4, (Row(cells, 9 * MM),), lines=BARE, pad_x=0.0, tied=True)


def _notes(filled: FilledReport) -> Iterator[Block]:
    bulletin = [table.sentence for table in filled.tables if table.sentence]
    closing = replace(_NOTE, ending=True)
    yield from (Paragraph(said("report_bulletin", what=full_width(words)), closing) for words in bulletin)
    told = [*filled.report.notes, *(f"{note}。" for note in filled.notes)]
    if filled.reported and filled.reported.nothing:
        told.insert(0, said("report_nothing"))
    if told:
        counted = "".join(f"{chr(0x2460 + n) if n < 20 else n + 1}{full_width(word)}" for n, word in enumerate(told))
        yield Paragraph(said("report_notes", what=counted), closing)


def _reported_on(filled: FilledReport) -> str:
    return _moment(filled.reported.at if filled.reported else filled.as_of).split("日")[0] + "日"


def _moment(at: str) -> str:
    return spoken_day(at[:16])
