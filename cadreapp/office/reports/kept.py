"""What is kept of reports: what went up and when, figures typed in of earlier times, layouts of the unit's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.rules.faults_figures import LAYOUT_BROKEN
from cadreapp.rules.figures_layout import read_report
from cadreapp.rules.figures_levels import is_levels, read_levels
from cadreapp.rules.figures_spans import Span, span_of
from cadreapp.store import figures as store
from cadreapp.store import reading
from cadreapp.store.kept import all_kept, keep, one_kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

LAYOUT, SENT, TYPED, RECALLED = "report.layout", "report.sent", "report.typed", "report.recalled"
"""Kinds of what is kept: layouts by name, reported, recalled and typed ones by report and period."""
LEVELS = "levels"
"""The name under which the unit's own levels of speakers stand among its layouts."""


@dataclass(frozen=True)
class Installed:
    """What was taken over: a layout, or the levels of speakers (`name` LEVELS, `version` 0)."""

    name: str
    title: str
    version: int = 0


def key_of(name: str, span: Span) -> str:
    """Return under which key something of a report's period is kept."""
    return f"{name}/{span.key}"


def sent(reader: Reader, name: str) -> dict[Span, Any]:
    """Return what went up of one report, by period."""
    return _by_span(all_kept(reader, SENT), name)


def typed(reader: Reader, name: str) -> dict[Span, dict[str, int]]:
    """Return the figures of earlier periods that were typed in, {"table/row": number} by period."""
    return {span: dict(one["rows"]) for span, one in _by_span(all_kept(reader, TYPED), name).items()}


def type_in_figures(unit: Unit, name: str, since: date, until: date, rows: Mapping[str, int | None]) -> None:
    """Keep figures of a period in which this program was not used yet; None takes one away."""
    key = key_of(name, Span(since, until))
    before = one_kept(unit.connection, TYPED, key, {"rows": {}})["rows"]
    after = {row: number for row, number in {**before, **rows}.items() if number is not None}
    keep(unit, TYPED, key, {"rows": after, "who": unit.actor.name, "at": unit.at} if after else None)


def install_layout(unit: Unit, data: bytes, file: str = "") -> Installed:
    """Take over a layout or levels of the unit's own or its superior's, in place of those of that name; raises LAYOUT_BROKEN."""
    if is_levels(data):
        read_levels(data, file)
        found = Installed(LEVELS, "谈话人层级")
    else:
        report = read_report(data, file)
        if report.name == LEVELS:
            raise LAYOUT_BROKEN(name=file, line=1, key="name", what="这个名称留给谈话人层级", what_en="this name is taken")
        found = Installed(report.name, report.title, report.version)
    keep(unit, LAYOUT, found.name, {"text": data.decode("utf-8-sig"), "file": file, "who": unit.actor.name, "at": unit.at})
    return found


def uninstall_layout(unit: Unit, name: str) -> None:
    """Give up a layout of the unit's own; ours of that name (or our levels) is used again. Raises NOT_FOUND."""
    if one_kept(unit.connection, LAYOUT, name) is None:
        raise NOT_FOUND(what="自定表样", key=name)
    keep(unit, LAYOUT, name, None)


def reasons(reader: Reader, at: str) -> Callable[[str, bool], str]:
    """Return what says of a record why it makes a figure other than it went up at a time."""

    def why(record: str, now: bool) -> str:
        lines = reading.lines(reader, [record])
        if not lines:
            return "已不在本机的"
        since = store.changed_since(reader, record, at)
        ops, verbs = [op for _no, _at, op, _verb in since], [verb for *_before, verb in since]
        return _what_happened(lines[0].state, ops, verbs, now)

    return why


def _what_happened(state: str, ops: list[str], verbs: list[str], now: bool) -> str:
    if "create" in ops:
        return "报后录入" if now else "报后改动"
    if state == "withdrawn":
        return "报后作废"
    if state == "binned":
        return "报后移入回收站"
    if "seal" in verbs:
        return "报后定稿"
    return "报后更正" if ops else "归类依据或口径有变"


def _by_span(found: Mapping[str, Any], name: str) -> dict[Span, Any]:
    mine = {key.removeprefix(f"{name}/"): one for key, one in found.items() if key.startswith(f"{name}/")}
    return {span_of(key): one for key, one in mine.items()}
