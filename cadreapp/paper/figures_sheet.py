"""A report of official figures as a workbook: its parts as they are printed, a sheet each, then its checks and definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cadreapp.kernel.dates import spoken_day
from cadreapp.paper.figures import HEAD, NUMBER, PAGE, TEXT, TITLE, Part, parts, report_paper, tab
from cadreapp.paper.page import MM
from cadreapp.paper.phrases import said
from cadreapp.paper.sheet import workbook
from cadreapp.paper.source import full_width
from cadreapp.paper.typeset.blocks import Block, Cell, Gap, Paragraph, Row, Table, Title
from cadreapp.rules.figures import FilledReport

_FIGURE, _TAB, _SERIAL = 20 * MM, 44 * MM, 16 * MM


def report_xlsx(filled: FilledReport) -> bytes:
    """Return the workbook of a report; every figure is a number, so that it can be pasted and added up elsewhere."""
    checks = Part(said("report_checks"), tuple(_checks(filled)))
    definitions = Part(said("report_definitions"), tuple(_definitions(filled)))
    sheets = (*parts(filled), checks, definitions)
    return workbook(filled.report.title, [(part.name, report_paper(filled, part.name, part.blocks)) for part in sheets])


def _checks(filled: FilledReport) -> Iterator[Block]:
    rows = [
        (tab(filled, table), found.title, found.where, found.left, found.right, found.difference)
        for table in filled.tables for found in table.findings
    ]
    left = PAGE.measure - 3 * _FIGURE
    yield Title(said("report_checks"), TITLE)
    names = ("report_check", "report_where", "report_left", "report_right", "report_off")
    yield _grid(filled, (left * 0.55, left * 0.45, _FIGURE, _FIGURE, _FIGURE), names, rows)


def _definitions(filled: FilledReport) -> Iterator[Block]:
    tabs = {table.table.key: tab(filled, table) for table in filled.tables}
    rows = [(tabs.get(table, table), row, words) for table, row, words in filled.definitions]
    yield Title(said("report_definitions"), TITLE)
    yield _grid(filled, (_SERIAL, PAGE.measure - _SERIAL), ("report_row", "report_counted"), rows)
    yield Gap(4.0)
    yield Paragraph(said("report_basis", what=full_width(filled.report.document), at=spoken_day(filled.as_of[:16])), TEXT)


def _grid(filled: FilledReport, widths: Sequence[float], names: Sequence[str], rows: Sequence[tuple[int | str, ...]]) -> Table:
    """Return a table below its heads; the first word of each row, which table it is of, stands there only beside other tables."""
    if len(filled.tables) > 1:
        widest = max(range(len(widths)), key=lambda place: widths[place])
        widths = (_TAB, *(width - _TAB * (place == widest) for place, width in enumerate(widths)))
        names = ("report_table", *names)
    head = Row(tuple(Cell((Title(said(name), HEAD),), middle=True) for name in names))
    cells = (Row(tuple(_cell(word) for word in row[-len(names) :])) for row in rows)
    return Table(tuple(widths), tuple(cells), head=(head,), pad_x=2.5, pad_y=0.8)


def _cell(word: int | str) -> Cell:
    if isinstance(word, str):
        return Cell((Paragraph(full_width(word), TEXT),), middle=True)
    return Cell((Paragraph(str(word), NUMBER),), middle=True, number=word)
