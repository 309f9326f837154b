"""Filling a table: facts in, figures out, each with the records behind it and with the checks that must hold between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from cadreapp.rules.figures import Cell, Fact, Filled, Finding, Line
from cadreapp.rules.figures_layout import Balance, Column, Row, Spec, Stock, Table, Where
from cadreapp.rules.figures_spans import Span

Facts = Mapping[str, Sequence[Fact]]
Said = Mapping[str, int]
_EMPTY = Cell("")


@dataclass(frozen=True)
class Ground:
    """What a table is filled from: the facts by source, the period, and what was said of other periods.

    `typed` and `reported` give {"table/row": number} of the first counted column of a period; what was reported is taken
    before what was typed, and both before what is counted. `labels`: {trait: {code: text}} in the order of the rows.
    """

    facts: Facts
    span: Span
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    typed: Mapping[Span, Said] = field(default_factory=dict)
    reported: Mapping[Span, Said] = field(default_factory=dict)


def fill(table: Table, ground: Ground) -> Filled:
    """Return a table with its figures; a share of nothing is "—", shares are rounded by themselves to one decimal."""
    if table.group:
        return _filled_groups(table, ground)
    lines = [_line(table, row, ground) for row in table.rows]
    cells = {line.key: dict(line.cells) for line in lines}
    _worked_out(table, cells)
    done = tuple(Line(line.key, line.titles, cells[line.key], line.row) for line in lines)
    return Filled(table, ("项目",), done, tuple(_findings(table, cells)), _sentence(table, cells))


def main_column(table: Table) -> Column:
    """Return the column in which a row says its figure of the period."""
    return next(column for column in table.columns if column.window == "period" and not column.special)


def share(part: int, whole: int) -> str | None:
    """Return a percentage with one decimal by plain rounding (the superior checks it so), None when the whole is nothing."""
    if not whole:
        return None
    return str((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def has(fact: Fact, where: Where) -> bool:
    """Tell whether a fact bears every mark."""
    for trait, values in where:
        own = fact.traits.get(trait, "")
        if isinstance(own, str) and own not in values or not isinstance(own, str) and not set(own) & set(values):
            return False
    return True


def _line(table: Table, row: Row, ground: Ground) -> Line:
    facts = [fact for fact in ground.facts.get(row.spec.source or table.spec.source, ()) if has(fact, row.spec.where)]
    if not row.spec.source or row.spec.source == table.spec.source:
        facts = [fact for fact in facts if has(fact, table.spec.where)]
    cells = {column.key: _cell(table, row, column, ground, facts=facts) for column in table.columns}
    return Line(row.key, ("　" * row.indent + row.title,), cells, row)


def _cell(table: Table, row: Row, column: Column, ground: Ground, *, facts: Sequence[Fact]) -> Cell:
    if column.remark:
        return Cell(_remark(table, row, ground, facts))
    if row.share or column.special:
        return _EMPTY
    span = ground.span.window(column.window)
    counted = _counted(facts, spec_of(table, row, column), span)
    main = main_column(table)
    if row.carries and column.key == main.key:
        return _carried(f"{table.key}/{row.carries}", ground, counted)
    if column.spec != main.spec or column.window == "year" and (row.spec.stock or row.special):
        return counted
    return _said_before(f"{table.key}/{row.key}", column.window, ground, counted)


def _said_before(name: str, window: str, ground: Ground, counted: Cell) -> Cell:
    """Return what was reported or typed for another period; a year so far takes in what was typed of its earlier parts."""
    span = ground.span.window(window)
    if window in ("last", "last_year"):
        for said, origin in ((ground.reported, "reported"), (ground.typed, "typed")):
            if name in said.get(span, {}):
                return Cell(said[span][name], counted.ids, origin)
    if window == "year" and isinstance(counted.value, int):
        parts = [
            said[name]
            for at, said in ground.typed.items()
            if name in said and span.since <= at.since and at.until < ground.span.since
        ]
        return Cell(counted.value + sum(parts), counted.ids, "typed") if parts else counted
    return counted


def _carried(name: str, ground: Ground, counted: Cell) -> Cell:
    """Return what the period before said at its end, because that is what stands in the superior's table."""
    for said, origin in ((ground.reported, "reported"), (ground.typed, "typed")):
        if name in said.get(ground.span.before, {}):
            return Cell(said[ground.span.before][name], counted.ids, origin)
    return counted


def _remark(table: Table, row: Row, ground: Ground, facts: Sequence[Fact]) -> str:
    spec = spec_of(table, row, main_column(table))
    parts = [
        f"{title} {_counted([f for f in facts if has(f, where)], spec, ground.span).text}" for title, where in row.split
    ]
    return "; ".join(part for part in (row.remark, "、".join(parts)) if part)


@dataclass(frozen=True, slots=True)
class Counting:
    """How one cell is counted, with nothing left to be looked up."""

    where: Where
    day: str
    count: str
    of: str
    late: str
    stock: Stock | None


def spec_of(table: Table, row: Row | None, column: Column) -> Counting:
    """Return how one cell is counted: the column's words before the row's, and those before the table's."""
    specs: list[Spec] = [column.spec, *([row.spec] if row else []), table.spec]
    stock = next((s.stock for s in specs if s.stock), None)
    day, count, of, late = (
        next((getattr(s, name) for s in specs if getattr(s, name)), "") for name in ("day", "count", "of", "late")
    )
    return Counting(column.spec.where, day, count, of, late, stock)


def _counted(facts: Iterable[Fact], spec: Counting, span: Span) -> Cell:
    found = [fact for fact in facts if has(fact, spec.where) and _falls(fact, spec, span)]
    ids = tuple(dict.fromkeys(record for fact in found for record in fact.records))
    if spec.count == "median":
        numbers = [fact.numbers[spec.of] for fact in found if spec.of in fact.numbers]
        return Cell(_middle(numbers), ids)
    return Cell(_number(found, spec), ids)


def _number(found: Sequence[Fact], spec: Counting) -> int:
    if spec.count == "persons":
        return len({fact.person for fact in found})
    if spec.count == "records":
        return len({fact.records[0] for fact in found})
    if spec.count == "heads":
        return sum(fact.numbers.get(spec.of or "heads", 1) for fact in found)
    return len(found)


def _middle(numbers: Sequence[int]) -> str | None:
    return str(Decimal(str(median(numbers))).quantize(Decimal("0.1"), ROUND_HALF_UP)) if numbers else None


def _falls(fact: Fact, spec: Counting, span: Span) -> bool:
    if spec.stock is None:
        return span.holds(fact.days.get(spec.day))
    last = span.until if spec.stock.at == "end" else span.since - timedelta(days=1)
    began = fact.days.get(spec.stock.begins)
    if began is None or began > last or any(_by(fact.days.get(end), last) for end in spec.stock.ends):
        return False
    term = fact.days.get(spec.late) if spec.late else None
    return not spec.late or term is not None and term < last


def _by(day: date | None, last: date) -> bool:
    return day is not None and day <= last


def _worked_out(table: Table, cells: dict[str, dict[str, Cell]]) -> None:
    """Put in what follows from other cells: shares of rows, differences of columns, shares within a group of rows."""
    for row in table.rows:
        for column in table.columns:
            own = cells[row.key]
            if row.share and not column.special:
                part, whole = (cells[key][column.key].value for key in row.share)
                own[column.key] = (
                    Cell(share(part, whole)) if isinstance(part, int) and isinstance(whole, int) else Cell(None)
                )
            elif column.change and not row.special:
                now, then = (own[key].value for key in column.change)
                own[column.key] = (
                    Cell(f"{now - then:+d}" if now != then else "0")
                    if isinstance(now, int) and isinstance(then, int)
                    else _EMPTY
                )
            elif column.whole and row.whole:
                part, whole = own[column.whole].value, cells[row.whole][column.whole].value
                own[column.key] = (
                    Cell(share(part, whole)) if isinstance(part, int) and isinstance(whole, int) else Cell(None)
                )


def _sentence(table: Table, cells: Mapping[str, Mapping[str, Cell]]) -> str:
    main = main_column(table).key
    return re.sub(r"\{([a-z0-9_-]+)\}", lambda found: cells[found[1]][main].text, table.sentence)


def _findings(table: Table, cells: Mapping[str, Mapping[str, Cell]]) -> Iterator[Finding]:
    """Yield how every check came out: rows and columns against their parts, balances."""
    numbers = [column for column in table.columns if not column.special]
    for row in table.rows:
        if row.parts:
            balance = Balance(f"第 {row.key} 行 {row.title} = {' + '.join(row.parts)}", (row.key,), row.parts)
            yield from (_balanced(balance, cells, column) for column in numbers if _all_counted(balance, cells, column))
    columns = {column.key for column in table.columns}
    for check in table.checks:
        if check.left[0] in columns:
            # One person may stand in two columns and is still one person in all.
            adding = [
                row for row in table.rows if not row.special and (row.spec.count or table.spec.count) != "persons"
            ]
            yield from (_across(check, cells, row) for row in adding)
        else:
            yield from (_balanced(check, cells, column) for column in numbers if column.window == "period")


def _all_counted(balance: Balance, cells: Mapping[str, Mapping[str, Cell]], column: Column) -> bool:
    """Tell whether no typed figure stands among them: what was typed of an earlier time need not be complete."""
    return all(cells[key][column.key].origin != "typed" for key in (*balance.left, *balance.right))


def _balanced(balance: Balance, cells: Mapping[str, Mapping[str, Cell]], column: Column) -> Finding:
    left, right = (sum(_whole(cells[key][column.key].value) for key in keys) for keys in (balance.left, balance.right))
    return Finding(balance.title, left, right, column.title)


def _across(balance: Balance, cells: Mapping[str, Mapping[str, Cell]], row: Row) -> Finding:
    left, right = (sum(_whole(cells[row.key][key].value) for key in keys) for keys in (balance.left, balance.right))
    return Finding(balance.title, left, right, f"第 {row.key} 行 {row.title}")


def _whole(value: int | str | None) -> int:
    return value if isinstance(value, int) else 0


def _filled_groups(table: Table, ground: Ground) -> Filled:
    """Return a table with one row for each combination of traits that occurs in the period, and their sum below."""
    facts = [fact for fact in ground.facts.get(table.spec.source, ()) if has(fact, table.spec.where)]
    groups: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        groups.setdefault(tuple(_first(fact, trait) for trait, _title in table.group), []).append(fact)
    lines = []
    for codes in sorted(
        groups, key=lambda codes: tuple(_place(ground, table, n, code) for n, code in enumerate(codes))
    ):
        cells = _group_cells(table, groups[codes], ground)
        if any(cell.value for cell in cells.values()):
            lines.append(
                Line("/".join(codes), tuple(_label(ground, table, n, code) for n, code in enumerate(codes)), cells)
            )
    total = Line("total", ("合计", *("" for _ in table.group[1:])), _group_cells(table, facts, ground))
    return Filled(
        table, tuple(title for _trait, title in table.group), (*lines, total), tuple(_sums(table, lines, total))
    )


def _group_cells(table: Table, facts: Sequence[Fact], ground: Ground) -> dict[str, Cell]:
    return {
        column.key: _counted(facts, spec_of(table, None, column), ground.span.window(column.window))
        for column in table.columns
    }


def _sums(table: Table, lines: Sequence[Line], total: Line) -> Iterator[Finding]:
    for column in table.columns:
        if spec_of(table, None, column).count in ("cases", "heads"):
            yield Finding(
                "合计 = 各行之和",
                _whole(total.cells[column.key].value),
                sum(_whole(line.cells[column.key].value) for line in lines),
                column.title,
            )


def _first(fact: Fact, trait: str) -> str:
    own = fact.traits.get(trait, "")
    return own if isinstance(own, str) else (own[0] if own else "")


def _place(ground: Ground, table: Table, n: int, code: str) -> tuple[int, str]:
    codes = list(ground.labels.get(table.group[n][0], {}))
    return (codes.index(code) if code in codes else len(codes), code)


def _label(ground: Ground, table: Table, n: int, code: str) -> str:
    return ground.labels.get(table.group[n][0], {}).get(code, code) or "未填"
