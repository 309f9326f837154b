"""The rows under a header: which are entries, which are titles, totals or signatures, and what merged cells stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cadreapp.rules.header import Mapping, normal_header
from cadreapp.rules.table import EMPTY, Cell, Line, Merge, Sheet

_FOOTER = re.compile(
    r"(合计|总计|小计|共计|总数|填表人?|制表人?|填报人?|审核人?|复核人?|审批人?|经办人?|联系人|负责人|单位负责人|填表(日期|时间)"
    r"|填报(日期|时间|单位)|制表(日期|时间)|单位[(（]盖章[)）])([:：].*)?|(备注|注|说明|附注|附|填表说明)[:：].*|备注|说明|附注|共\d+[人名条行].*|第\d+页.*|[—–-]*完[—–-]*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about one row: the field (or ""), the cell ("E9" or ""), the sentence; `blocks` keeps the row out."""

    row: int
    field: str
    cell: str
    text: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no entry, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that is an entry: its cells by field, merged cells filled in. `joined` names fields merged with the row above."""

    row: int
    cells: dict[str, Cell]
    joined: frozenset[str]
    hidden: bool

    def at(self, field: str) -> Cell:
        """Return the cell of a field; EMPTY when there is no such column."""
        return self.cells.get(field, EMPTY)


def entries(sheet: Sheet, mapping: Mapping) -> Iterator[Entry | Skipped]:
    """Yield every row below the header, as an entry or with the reason why it is none; empty rows are left out."""
    merged = _vertical(sheet.merges)
    values = _merged_values(sheet)
    headers = [normal_header(column.header) for column in mapping.columns]
    for line in sheet.lines:
        if line.number <= mapping.header_row:
            continue
        reason = _no_entry(line, sheet, mapping, headers)
        if reason == "":
            continue
        if reason:
            yield Skipped(line.number, reason)
            continue
        cells: dict[str, Cell] = {}
        joined: set[str] = set()
        for column in mapping.columns:
            if column.field is None:
                continue
            block = merged.get((line.number, column.index))
            cells[column.field] = line.at(column.index) if block is None else values.get((block.top, block.left), EMPTY)
            if block is not None and block.top < line.number and block.top > mapping.header_row:
                joined.add(column.field)
        yield Entry(line.number, cells, frozenset(joined), line.hidden)


def _no_entry(line: Line, sheet: Sheet, mapping: Mapping, headers: list[str]) -> str | None:
    """Return why a row is no entry, "" for one that holds nothing but a running number, or None for an entry."""
    filled = line.filled()
    if not filled:
        return ""
    first = normal_header(line.at(filled[0]).text).strip()
    raw = "".join(line.at(filled[0]).text.split())
    same = sum(1 for index in filled if index < len(headers) and normal_header(line.at(index).text) == headers[index] != "")
    if same >= 2 and same * 2 >= len(filled):
        return "重复的表头"
    named = any(mapping.index(want.field) in filled for want in mapping.form.wanted if want.needed)
    if (_FOOTER.fullmatch(raw) or _FOOTER.fullmatch(first)) and not (named and len(filled) > 4):
        return f"表尾或合计: {_short(raw)}"
    used = [index for index in filled if index < len(mapping.columns) and mapping.columns[index].field not in (None, "no")]
    if not used and len(filled) == 1 and raw.isdigit():
        return ""
    if len(filled) == 1 and (not named or _is_wide(line, filled[0], sheet.merges)):
        return f"分组的标题或附注: {_short(raw)}"
    return None


def _is_wide(line: Line, index: int, merges: tuple[Merge, ...]) -> bool:
    return any(m.top <= line.number <= m.bottom and m.left <= index <= m.right and m.right > m.left for m in merges)


def _vertical(merges: tuple[Merge, ...]) -> dict[tuple[int, int], Merge]:
    """Return the merge of each cell of the merges of one column; a merge across columns is a title, not a value for each."""
    blocks: dict[tuple[int, int], Merge] = {}
    for merge in merges:
        if merge.left == merge.right and merge.bottom - merge.top < 200_000:
            for row in range(merge.top, merge.bottom + 1):
                blocks[row, merge.left] = merge
    return blocks


def _merged_values(sheet: Sheet) -> dict[tuple[int, int], Cell]:
    tops = {(merge.top, merge.left) for merge in sheet.merges}
    rows = {top for top, _ in tops}
    return {
        (line.number, index): cell
        for line in sheet.lines
        if line.number in rows
        for index, cell in enumerate(line.cells)
        if (line.number, index) in tops
    }


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:20] + "…"
