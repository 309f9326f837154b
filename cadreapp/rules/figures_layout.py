"""Reports as data: which tables, rows and columns, and by which marks each figure is counted; read from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import Any

from cadreapp.rules.faults_figures import LAYOUT_BROKEN
from cadreapp.rules.figures_check import check
from cadreapp.rules.tomlcheck import plain

PER_ROW = "按行注明"
"""The unit of a table whose rows are counted in units of their own."""

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""Marks that a fact must have, every one: the trait, and the values of which one will do."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What lies open at the start or end of the period: it began with the day `begins`, none of `ends` has come."""

    begins: str
    ends: tuple[str, ...]
    at: str = "end"


@dataclass(frozen=True, slots=True)
class Spec:
    """How a figure is counted; what is empty is taken from the row, the column or the table above it.

    `count`: cases, records, persons, heads or median. `of`: the number that is added up or whose middle is taken.
    `late`: of what lies open only that whose day of this name is past.
    """

    where: Where = ()
    source: str = ""
    day: str = ""
    count: str = ""
    of: str = ""
    late: str = ""
    stock: Stock | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row. `parts` add up to it (checked); `share` (row, of row) makes it a percentage; `carries` takes over what that
    row said at the end of the period before; `split` are (title, marks) told in its remark."""

    key: str
    title: str
    spec: Spec = Spec()
    unit: str = ""
    indent: int = 0
    parts: tuple[str, ...] = ()
    share: tuple[str, ...] = ()
    whole: str = ""
    carries: str = ""
    remark: str = ""
    split: tuple[tuple[str, Where], ...] = ()
    definition: str = ""

    @property
    def special(self) -> bool:
        """Tell whether it holds no count that adds up."""
        return bool(self.share) or self.spec.count == "median"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `window`: period, year, last, last_year. `change` (column, of column) is their difference, `whole` the share
    of its row in the row that the row names, `remark` a text."""

    key: str
    title: str
    spec: Spec = Spec()
    window: str = "period"
    change: tuple[str, ...] = ()
    whole: str = ""
    remark: bool = False
    definition: str = ""

    @property
    def special(self) -> bool:
        """Tell whether it holds no count."""
        return bool(self.change or self.whole or self.remark)


@dataclass(frozen=True, slots=True)
class Balance:
    """A check: what stands in the `left` rows adds up to what stands in the `right` ones, in every column of the period;
    or so with columns, in every row."""

    title: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with fixed rows, or with one row for each combination of the traits in `group` that occurs."""

    key: str
    title: str
    unit: str
    spec: Spec
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    group: tuple[tuple[str, str], ...] = ()
    checks: tuple[Balance, ...] = ()
    definition: str = ""
    note: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A set of tables that go up together; `document` says by which paper they are made, `notes` stand below them."""

    name: str
    title: str
    version: int
    document: str
    confidence: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    labels: dict[str, dict[str, str]] = field(default_factory=dict)


def read_report(text: str | bytes, name: str = "") -> Report:
    """Read a report's layout; raises LAYOUT_BROKEN with the line and key of its first flaw (`figures_check.check` lists all)."""
    found = check(text)
    if found:
        first = found[0]
        raise LAYOUT_BROKEN(name=name, line=first.line, key=first.key or "-", what=first.what, what_en=first.what_en)
    data = plain(tomllib.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text))
    head = data["report"]
    return Report(
        head["name"], head["title"], head["version"], head["document"], head["confidence"],
        tuple(_table(table) for table in data["table"]), tuple(head.get("notes", ())), data.get("labels", {}),
    )  # fmt: skip


def _table(data: dict[str, Any]) -> Table:
    return Table(
        data["key"], data["title"], data["unit"], _spec(data),
        tuple(_column(column) for column in data["column"]), tuple(_row(row) for row in data.get("row", ())),
        tuple((part["trait"], part["title"]) for part in data.get("group", ())),
        tuple(Balance(c["title"], tuple(c["left"]), tuple(c["right"])) for c in data.get("check", ())),
        data.get("definition", ""), data.get("note", ""), data.get("sentence", ""),
    )  # fmt: skip


def _row(data: dict[str, Any]) -> Row:
    return Row(
        data["key"], data["title"], _spec(data), data.get("unit", ""), data.get("indent", 0), tuple(data.get("parts", ())),
        tuple(data.get("share", ())), data.get("whole", ""), data.get("carries", ""), data.get("remark", ""),
        tuple((part["title"], _where(part["where"])) for part in data.get("split", ())), data.get("definition", ""),
    )  # fmt: skip


def _column(data: dict[str, Any]) -> Column:
    return Column(
        data["key"], data["title"], _spec(data), data.get("window", "period"),
        tuple(data.get("change", ())), data.get("whole", ""), data.get("remark", False), data.get("definition", ""),
    )  # fmt: skip


def _spec(data: dict[str, Any]) -> Spec:
    stock = data.get("open")
    return Spec(
        _where(data.get("where", {})), data.get("source", ""), data.get("day", ""), data.get("count", ""), data.get("of", ""),
        data.get("late", ""), Stock(stock["begins"], tuple(stock["ends"]), stock["at"]) if stock else None,
    )  # fmt: skip


def _where(data: dict[str, Any]) -> Where:
    return tuple((trait, tuple(values)) for trait, values in data.items())
