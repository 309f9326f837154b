"""The definition beside a figure: what is counted, by which rule, from which records, as of when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cadreapp.rules.figures import Cell, Filled, FilledReport, Line
from cadreapp.rules.figures_fill import main_column, spec_of
from cadreapp.rules.figures_layout import Column, Row
from cadreapp.rules.figures_sources import SOURCES
from cadreapp.rules.packs import Rulebook

_COUNTS = {
    "cases": "", "records": "按记录计", "persons": "按人计, 一人只计一次", "heads": "按人次计, 集体的按名单计人",
    "median": "取中位数",
}  # fmt: skip
_ORIGIN = {"typed": "这一格是录入的以前的数, 当时没有用本程序", "reported": "这一格是当时上报的数"}
_CONFIDENCE = {"official": "已核对正式文本", "seen": "见于转载页", "memory": "凭记忆, 请核对", "local": "本单位自定"}


@dataclass(frozen=True, slots=True)
class Definition:
    """What stands beside a figure: a heading and its sentences."""

    title: str
    sentences: tuple[str, ...]


def definition(report: FilledReport, filled: Filled, line: Line, column: Column, book: Rulebook) -> Definition:
    """Return the definition of one cell."""
    unit = (line.row.unit if line.row else "") or filled.table.unit
    title = f"{' · '.join(t.strip('　') for t in line.titles if t)} · {column.title} ({unit})"
    return Definition(title, tuple(_sentences(report, filled, line, column, book)))


def all_definitions(report: FilledReport, book: Rulebook) -> tuple[tuple[str, str, str], ...]:
    """Return (table, row, words) for the period's own figure of every row; once for a table whose rows are groups."""
    found = []
    for filled in report.tables:
        for line in filled.lines if filled.table.rows else filled.lines[-1:]:
            said = definition(report, filled, line, main_column(filled.table), book)
            # The last two sentences are the same for all: by which paper, as of when.
            found.append((filled.table.key, line.key, "; ".join(said.sentences[:-2])))
    return tuple(found)


def _sentences(report: FilledReport, filled: Filled, line: Line, column: Column, book: Rulebook) -> Iterator[str]:
    row, layout = line.row, report.report
    said = [row.definition if row else "", column.definition, filled.table.definition]
    if row and row.share:
        yield f"第 {row.share[0]} 行除以第 {row.share[1]} 行, 普通四舍五入保留一位小数; 合计为 0 写“—”"
    elif column.change:
        names = {c.key: c.title for c in filled.table.columns}
        yield f"“{names[column.change[0]]}”减“{names[column.change[1]]}”"
    elif column.whole:
        yield f"占第 {row.whole if row else ''} 行的比例, 普通四舍五入保留一位小数"
    elif not column.remark:
        yield from _counting(report, filled, row, column)
    yield from (word for word in said if word)
    yield from _measures(row, column, book, report.span.until)
    yield from _origin(line.cells.get(column.key))
    yield f"依据: {layout.document} · {_CONFIDENCE[layout.confidence]} (表样第 {layout.version} 版)"
    yield f"截至 {report.as_of[:16].replace('T', ' ')}"


def _counting(report: FilledReport, filled: Filled, row: Row | None, column: Column) -> Iterator[str]:
    spec = spec_of(filled.table, row, column)
    source = SOURCES[(row.spec.source if row else "") or filled.table.spec.source]
    window = report.span.window(column.window)
    if spec.stock is not None:
        at = window.until if spec.stock.at == "end" else window.since
        ends = "、".join(source.days[end] for end in spec.stock.ends)
        when = "结束时" if spec.stock.at == "end" else "开始时"
        late = f", 且{source.days[spec.late]}已过" if spec.late else ""
        yield f"{at.year}年{at.month}月{at.day}日{when}已有{source.days[spec.stock.begins]}、还没有{ends}的{source.title}{late}"
    else:
        yield f"{source.days[spec.day]}在 {window.title} 的{source.title}"
    yield f"取自{source.records}"
    yield "; ".join(part for part in (source.rule, _COUNTS[spec.count]) if part)


def _measures(row: Row | None, column: Column, book: Rulebook, day: date) -> Iterator[str]:
    """Yield the measures that a figure is made of, with the paper that puts them under their form."""
    where = (*(row.spec.where if row else ()), *column.spec.where)
    codes = [code for trait, values in where if trait in ("top", "measure") for code in values if code in book.ids()]
    rules = [book.versions(code)[-1] for code in codes]
    if rules:
        yield f"措施: {'、'.join(f'{rule.title} ({rule.id})' for rule in rules)}"
        yield from dict.fromkeys(f"归类依据: {rule.citation()}" for rule in rules)


def _origin(cell: Cell | None) -> Iterator[str]:
    if cell is not None and cell.origin in _ORIGIN:
        yield _ORIGIN[cell.origin]
