"""Reporting a period: its figures stay as they went up, whatever is entered later."""

from __future__ import annotations

from datetime import date

from cadreapp.office.reports import official as reports
from cadreapp.office.reports.kept import SENT, key_of
from cadreapp.rules.faults_figures import NOT_NOTHING, REPORTED_ALREADY
from cadreapp.rules.figures_reported import kept_of
from cadreapp.rules.figures_spans import Span
from cadreapp.store.kept import keep, one_kept
from cadreapp.store.unit import Unit


def submit_report(unit: Unit, name: str, since: date, until: date, *, nothing: bool = False) -> None:
    """Put on record that a period went up with the figures it has now. `nothing`: as a 零报告.

    Raises REPORT_UNKNOWN, REPORTED_ALREADY, or NOT_NOTHING when the period is not empty.
    """
    span = Span(since, until)
    found, text = reports.layout(unit.connection, name)
    key = key_of(name, span)
    before = one_kept(unit.connection, SENT, key)
    if before is not None:
        raise REPORTED_ALREADY(title=span.name, report=found.title, at=before["at"][:10], who=before["who"])
    filled = reports.counted(unit.connection, name, span, unit.clock)
    if nothing and not filled.is_empty:
        raise NOT_NOTHING()
    said = {"at": unit.at, "who": unit.actor.name, "nothing": nothing}
    keep(unit, SENT, key, {**kept_of(filled, text), **said})
