"""The words of official figures: what is counted (facts), what stands in a cell, a filled table, a filled report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cadreapp.rules.figures_layout import Column, Report, Row, Table
from cadreapp.rules.figures_spans import Span

DASH = "—"
Trait = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be counted once: a matter of a person, a clue, a talk.

    `records`: the ids behind it, the one that tells most first. `person`: who it is about, "" for nobody.
    """

    records: tuple[str, ...]
    person: str = ""
    traits: Mapping[str, Trait] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure: a whole number, a text (shares with one decimal, remarks), None where nothing is to be said ("—").

    `ids`: the records behind it. `origin`: counted, typed (an opening figure) or reported (as it went up).
    """

    value: int | str | None
    ids: tuple[str, ...] = ()
    origin: str = "counted"

    @property
    def text(self) -> str:
        """Return it as it is printed."""
        return DASH if self.value is None else str(self.value)

    @property
    def number(self) -> int | float | None:
        """Return it as a number, None where it is none: a remark, a share of nothing."""
        if isinstance(self.value, int) or self.value is None:
            return self.value
        if re.fullmatch(r"[+-]?\d+", self.value):
            return int(self.value)
        return float(self.value) if re.fullmatch(r"-?\d+\.\d", self.value) else None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a filled table: its key, what stands before the figures, and the cells by column."""

    key: str
    titles: tuple[str, ...]
    cells: Mapping[str, Cell]
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An internal check and how it came out; `difference` is left minus right, 0 when it holds."""

    title: str
    left: int
    right: int
    where: str = ""

    @property
    def difference(self) -> int:
        return self.left - self.right

    @property
    def sentence(self) -> str:
        """Return what is shown of it."""
        at = f" ({self.where})" if self.where else ""
        if not self.difference:
            return f"{self.title}{at}: 相符"
        return f"{self.title}{at}: 左边 {self.left}, 右边 {self.right}, 相差 {self.difference:+d}"


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its figures and its checks; `heads` are the titles of the columns before the figures.

    `sentence`: the figures as a bulletin says them, "" where the layout has no such sentence.
    """

    table: Table
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    sentence: str = ""

    @property
    def broken(self) -> tuple[Finding, ...]:
        """Return the checks that do not hold."""
        return tuple(finding for finding in self.findings if finding.difference)

    def line(self, key: str) -> Line:
        """Return a row by its key."""
        return next(line for line in self.lines if line.key == key)

    def column(self, key: str) -> Column:
        """Return a column by its key."""
        return next(column for column in self.table.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class Correction:
    """One figure of a reported period that would be another today: said in the 更正说明, the reported one stands.

    `why`: what happened to each record that makes the difference, by its id.
    """

    table: str
    row: str
    column: str
    was: int
    would_be: int
    why: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reported:
    """That a period's figures went up: when, entered by whom, as a 零报告 or not, and what would be corrected today."""

    at: str
    who: str
    nothing: bool
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Recalled:
    """That a period had been reported and was taken back: both with time and name, why, and what is other than it was then."""

    reported: Reported
    at: str
    who: str
    reason: str

    @property
    def sentence(self) -> str:
        """Return it as people read it."""
        was = f"{self.reported.at[:10]} {self.reported.who} 登记为已报"
        changes = len(self.reported.corrections)
        differs = f"与那时比有 {changes} 个数不同" if changes else "数与那时一样"
        return f"曾于 {was}, {self.at[:10]} {self.who} 撤回, 原因: {self.reason}; {differs}"


def said_of(filled: FilledReport, found: Correction) -> str:
    """Return a correction as the 更正说明 says it: which period, table and row, from what to what, and why."""
    table = filled.table(found.table)
    titles = next((line.titles for line in table.lines if line.key == found.row), (found.row,))
    row = " ".join(title.strip("　") for title in titles if title)
    # By numbers and not by titles: the 更正说明 goes up, and titles name people.
    happened = Counter(what for _record, what in found.why)
    why = "、".join(f"{what} {count} 份记录" for what, count in happened.items()) or "口径有变"
    column = table.column(found.column).title
    return f"{filled.span.name} {table.table.title} 第 {found.row} 行“{row}” {column}由 {found.was} 改为 {found.would_be}, 原因: {why}"


@dataclass(frozen=True, slots=True)
class FilledReport:
    """A report with its tables, ready for the window, paper, spreadsheet or JSON; `as_of` is the audit time of counting.

    `definitions`: (table, row, words) of what each row counts in the period. `demo`: of invented people. `recalled`: earlier
    reports of this period that were taken back, oldest first.
    """

    report: Report
    span: Span
    unit: str
    as_of: str
    tables: tuple[Filled, ...]
    notes: tuple[str, ...] = ()
    reported: Reported | None = None
    code: str = ""
    definitions: tuple[tuple[str, str, str], ...] = ()
    demo: bool = False
    recalled: tuple[Recalled, ...] = ()

    def table(self, key: str) -> Filled:
        """Return a table by its key."""
        return next(table for table in self.tables if table.table.key == key)

    @property
    def is_empty(self) -> bool:
        """Tell whether everything counted for the period is nought, so that a 零报告 says the truth."""
        return all(
            not cell.value
            for filled in self.tables
            for line in filled.lines
            for key, cell in line.cells.items()
            if filled.column(key).window == "period"
            and not filled.column(key).special
            and not (line.row and line.row.special)
        )
