"""Reporting a period: its figures stay as they went up, whatever is entered later."""

from __future__ import annotations

from datetime import date

from cadreapp.office.reports import official as reports
from cadreapp.office.reports.kept import RECALLED, SENT, key_of
from cadreapp.rules.faults_figures import NOT_NOTHING, NOT_REPORTED, RECALL_REASON, REPORTED_ALREADY
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


def recall_report(unit: Unit, name: str, since: date, until: date, reason: str) -> None:
    """Take back that a period was reported: what went up is kept with the reason, and is shown beside the figures from then on.

    The period is counted anew until it is reported again. Raises REPORT_UNKNOWN, RECALL_REASON, NOT_REPORTED.
    """
    span, key = Span(since, until), key_of(name, Span(since, until))
    found, _text = reports.layout(unit.connection, name)
    sent = one_kept(unit.connection, SENT, key)
    if sent is None:
        raise NOT_REPORTED(title=span.name, report=found.title)
    if not reason.strip():
        raise RECALL_REASON()
    earlier = one_kept(unit.connection, RECALLED, key, [])
    said = {"sent": sent, "at": unit.at, "who": unit.actor.name, "reason": reason.strip()}
    keep(unit, RECALLED, key, [*earlier, said])
    keep(unit, SENT, key, None)
