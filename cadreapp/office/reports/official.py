"""Official figures: which reports there are, each filled for a period from the records, with the definition of every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from cadreapp.kernel.clock import Clock, stamp
from cadreapp.kernel.paths import resources
from cadreapp.kernel.shape import Kind
from cadreapp.office.reports import kept
from cadreapp.office.rule.rulebook import unit_rules
from cadreapp.records import SHAPES
from cadreapp.rules.faults_figures import REPORT_UNKNOWN, SPAN_ODD
from cadreapp.rules.figures import (
    Cell,
    Correction,
    Fact,
    Filled,
    FilledReport,
    Finding,
    Line,
    Recalled,
    Reported,
    said_of,
)
from cadreapp.rules.figures_definition import Definition, all_definitions, definition
from cadreapp.rules.figures_facts import all_facts
from cadreapp.rules.figures_fill import Ground, fill
from cadreapp.rules.figures_layout import Column, Report, read_report
from cadreapp.rules.figures_levels import Levels, read_levels
from cadreapp.rules.figures_reported import as_reported, corrections, main_figures
from cadreapp.rules.figures_rows import Records
from cadreapp.rules.figures_spans import LENGTHS, Span, last_ended, named, span_of
from cadreapp.rules.measures import BY_CODE, heaviest_form
from cadreapp.rules.packs import Rulebook
from cadreapp.store import figures as store
from cadreapp.store import reading, settings
from cadreapp.store.kept import all_kept, one_kept
from cadreapp.store.reading import Reader

__all__ = [
    "LENGTHS", "Cell", "Column", "Correction", "Definition", "Filled", "FilledReport", "Finding", "Line", "Name", "Recalled",
    "Reported", "Span", "answer_of", "last_ended", "layout", "lines_behind", "named", "names", "report", "said_of", "span_of",
]  # fmt: skip

LEVELS = "levels.toml"
_FOLDER = "figures"
_ORDER = ("forms", "summary", "indicators", "leading", "talks", "rectification", "obligations")


@dataclass(frozen=True)
class Name:
    """A report that can be asked for; `own`: a unit's or superior's own layout stands in place of ours or beside."""

    name: str
    title: str
    version: int
    own: bool = False


def names(reader: Reader) -> tuple[Name, ...]:
    """Return the reports that there are: those shipped, in the order people want them, then the unit's own."""
    texts, own = _shipped(), all_kept(reader, kept.LAYOUT)
    own.pop(kept.LEVELS, None)
    found = [_parsed(own[name]["text"] if name in own else text) for name, text in texts.items()]
    found += [_parsed(one["text"]) for name, one in own.items() if name not in texts]
    ranked = sorted(found, key=lambda r: (_ORDER.index(r.name) if r.name in _ORDER else len(_ORDER), r.name))
    return tuple(Name(r.name, r.title, r.version, r.name in own) for r in ranked)


def layout(reader: Reader, name: str) -> tuple[Report, str]:
    """Return a report's layout and its text: the unit's own before ours. Raises REPORT_UNKNOWN."""
    own = one_kept(reader, kept.LAYOUT, name) if name != kept.LEVELS else None
    text = own["text"] if own else _shipped().get(name)
    if text is None:
        raise REPORT_UNKNOWN(name=name, names="、".join(one.name for one in names(reader)))
    return _parsed(text), text


def report(reader: Reader, name: str, since: date, until: date, clock: Clock) -> FilledReport:
    """Return a report of a period: as it went up when it was reported, with what would be corrected today; else as counted now.

    Raises REPORT_UNKNOWN, SPAN_ODD.
    """
    if until < since:
        raise SPAN_ODD(since=since, until=until)
    span = Span(since, until)
    now = counted(reader, name, span, clock)
    key = kept.key_of(name, span)
    sent = one_kept(reader, kept.SENT, key)
    taken_back = one_kept(reader, kept.RECALLED, key, [])
    if sent is None:
        return replace(now, recalled=tuple(_recalled(reader, one, now) for one in taken_back))
    before = as_reported(sent, span)
    assert before.reported is not None
    found = corrections(before, now, kept.reasons(reader, sent["at"]))
    recalled = tuple(_recalled(reader, one, before) for one in taken_back)
    return replace(before, reported=replace(before.reported, corrections=found), demo=now.demo, recalled=recalled)


def _recalled(reader: Reader, one: Mapping[str, Any], today: FilledReport) -> Recalled:
    """Return an earlier report of the period with what is other in the one that is shown."""
    then = as_reported(one["sent"], today.span)
    assert then.reported is not None
    found = corrections(then, today, kept.reasons(reader, then.reported.at))
    return Recalled(replace(then.reported, corrections=found), one["at"], one["who"], one["reason"])


def counted(reader: Reader, name: str, span: Span, clock: Clock) -> FilledReport:
    """Return a report of a period as the records stand now, whatever went up."""
    found, _text = layout(reader, name)
    book = unit_rules(reader)
    origin = settings.get(reader, "origin", "")
    sources = _sources(found)
    since = min(span.window(window).since for window in ("year", "last", "last_year"))
    records = store.records(reader, origin, since, span.until) if sources != {"duties"} else Records()
    if "duties" in sources:
        # What is owed is worked out for this report alone: it asks for the whole calendar of the unit.
        from cadreapp.office.reports.owed import owed_in

        records = replace(records, owed=owed_in(reader, span, clock))
    levels = levels_of(reader)
    ground = Ground(
        _facts(records, book, span, levels), span, {**_labels(book, levels), **found.labels}, kept.typed(reader, name),
        {at: main_figures(one) for at, one in kept.sent(reader, name).items()},
    )  # fmt: skip
    tables = tuple(fill(table, ground) for table in found.tables)
    filled = FilledReport(
        found, span, settings.get(reader, "unit", ""), stamp(clock.now()), tables,
        (*_notes(reader, records, span, found), *_lost_levels(found, levels)),
        code=settings.get(reader, "unit_code", "") or "", demo=bool(settings.get(reader, "demo", False)),
    )  # fmt: skip
    return replace(filled, definitions=all_definitions(filled, book))


def answer_of(reader: Reader, filled: FilledReport, table: str, line: str, column: str) -> Definition:
    """Return the definition beside one figure."""
    found = filled.table(table)
    return definition(filled, found, found.line(line), found.column(column), unit_rules(reader))


def lines_behind(reader: Reader, ids: tuple[str, ...]) -> list[reading.Line]:
    """Return the catalogue lines of the records behind a figure, newest first."""
    return reading.lines(reader, ids)


def levels_of(reader: Reader) -> Levels:
    """Return the levels of speakers by which figures are grouped: the unit's own before ours."""
    own = one_kept(reader, kept.LAYOUT, kept.LEVELS)
    return _read_levels(own["text"] if own else (resources() / _FOLDER / LEVELS).read_text(encoding="utf-8"))


def own_levels(reader: Reader) -> bool:
    """Tell whether the unit's own levels of speakers stand in place of ours."""
    return one_kept(reader, kept.LAYOUT, kept.LEVELS) is not None


def _facts(records: Records, book: Rulebook, span: Span, levels: Levels) -> Mapping[str, tuple[Fact, ...]]:
    return all_facts(records, book, levels, span.until)


def _sources(found: Report) -> set[str]:
    named = {table.spec.source for table in found.tables} | {row.spec.source for table in found.tables for row in table.rows}
    return named - {""}


def _notes(reader: Reader, records: Records, span: Span, found: Report) -> tuple[str, ...]:
    """Return what a reader of the figures should know: drafts not counted, people dealt with here and above for one thing."""
    sources = _sources(found)
    origin, said = settings.get(reader, "origin", ""), []
    for type_name, asked in (("disposition", {"matters", "firsts"}), ("talk", {"matters", "firsts", "talks"})):
        drafts = store.unsealed(reader, type_name, origin, span.since, span.until) if sources & asked else 0
        if drafts:
            said.append(f"本期还有 {drafts} 份{SHAPES[type_name].title}没有定稿, 没有计入")
    other = sum(d.form != heaviest_form(d.measures) for d in records.disposed if d.form and span.holds(d.decided))
    if other and "matters" in sources:
        said.append(f"有 {other} 份处置, 记录上写的形态和措施不一致, 按措施归类, 请核对")
    superior = {(d.person.key, d.clue) for d in records.disposed if d.counted == "superior" and d.clue}
    both = sum(
        (d.person.key, d.clue) in superior for d in records.disposed if d.counted == "ours" and span.holds(d.decided)
    )
    if both and "matters" in sources:
        said.append(f"有 {both} 份处置, 同一人同一线索既有本单位的、又有上级的处理, 请核对由谁统计")
    return tuple(said)


def _lost_levels(found: Report, levels: Levels) -> Iterator[str]:
    """Yield that rows of a report ask for levels of speakers that the unit's own do not know: nothing is counted there."""
    specs = [s for t in found.tables for s in (t.spec, *(row.spec for row in t.rows), *(column.spec for column in t.columns))]
    asked = {code for spec in specs for trait, codes in spec.where if trait == "level" for code in codes}
    # The empty code is whoever's talker is not written down.
    if asked - set(levels.titles) - {""}:
        yield "表里有的层级不在自定的谈话人层级里, 这些行、列数不出来, 合计会少; 请一并装入与层级相配的表样"


def _labels(book: Rulebook, levels: Levels) -> dict[str, dict[str, str]]:
    """Return the words for the codes by which rows are grouped, as the records say them."""
    talk, disposition = SHAPES["talk"], SHAPES["disposition"]
    kinds = {c.code: c.label for c in talk["kind"].choices} | {code: measure.name for code, measure in BY_CODE.items()}
    aspects = talk["aspects"]
    assert aspects.kind is Kind.CHOICES
    return {
        "level": levels.titles, "kind": kinds, "aspect": {c.code: c.label for c in aspects.choices},
        "rank": {c.code: c.label for c in disposition["rank"].choices},
        "rule": {rule: book.versions(rule)[-1].title for rule in book.ids()},
    }  # fmt: skip


def _shipped() -> dict[str, str]:
    paths = sorted((resources() / _FOLDER).glob("*.toml"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths if path.name != LEVELS}


# A layout is read anew only when its text has changed: every figure, definition and list asks for it.
_parsed = lru_cache(maxsize=32)(read_report)
_read_levels = lru_cache(maxsize=2)(read_levels)
