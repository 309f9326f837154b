"""Reading what official figures are drawn from: our own sealed records cut down to the columns that counting needs.

Whole records would take ten times as long: a year of two thousand dispositions has a dozen tables of rows beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from cadreapp.rules.figures_rows import Clued, Disposed, Mended, Officer, Records, Someone, Talked
from cadreapp.store import straight
from cadreapp.store.reading import Reader

_SEALED = "o.state = 'sealed' AND o.origin = ?"
_TALKED = f"{_SEALED} AND o.began_at <= ? AND (o.began_at >= ? OR o.counted = 'official')"
_COURSE = "o.state IN ('open', 'closed') AND o.origin = ?"
_DISPOSITIONS = """
SELECT id, person_id, person_name, person_unit, person_post, decided_on, clue_id, decided_by, counted, person_politics, rank,
       approved_by_id, approved_by_name, approved_by_unit, approved_by_post, form
FROM disposition WHERE state = 'sealed' AND origin = ? AND decided_on IS NOT NULL ORDER BY decided_on, id
"""
_TALKS = f"""
SELECT id, kind, began_at, manner, person_politics, counted, clue_id, outcome, person_id, person_name, person_unit, person_post
FROM talk o WHERE {_TALKED} ORDER BY began_at, id
"""
_REMINDERS = """
SELECT r.id, r.at, r.outcome, r.person_id, r.person_name, r.person_unit, r.person_post FROM reminder r
WHERE r.state IN ('open', 'closed') AND r.origin = ? AND r.at IS NOT NULL AND r.talk_id IS NULL
  AND EXISTS (SELECT 1 FROM reminder_steps s WHERE s.owner_id = r.id AND s.stage = 'talked')
  AND NOT EXISTS (SELECT 1 FROM link l WHERE l.to_id = r.id AND l.from_type = 'talk') ORDER BY r.at, r.id
"""
_CLUES = """
SELECT c.id, c.received_on, c.source, c.named, c.handling, c.handled_on, c.handed_on, c.handling_due,
       (SELECT min(s."on") FROM clue_steps s WHERE s.owner_id = c.id AND s.stage = 'handled'),
       (SELECT min(s."on") FROM clue_steps s WHERE s.owner_id = c.id AND s.stage = 'handed_over'),
       (SELECT min(s."on") FROM clue_steps s WHERE s.owner_id = c.id AND s.stage = 'closed')
FROM clue c WHERE c.state IN ('open', 'closed') AND c.origin = ? ORDER BY c.received_on, c.id
"""
_MENDED = """
SELECT r.id, r.source, r.found_on, r.term, (SELECT max(s."on") FROM rectification_steps s WHERE s.owner_id = r.id AND
       s.stage = 'struck_off'), (SELECT min(s."on") FROM rectification_steps s WHERE s.owner_id = r.id AND s.stage = 'listed'),
       r.checked_on, r.done_on, r.state
FROM rectification r WHERE r.state IN ('open', 'closed') AND r.origin = ? ORDER BY r.found_on, r.id
"""
_OFFICERS = """
SELECT o.who_id, g.kind, o.post, o.since, o.until FROM organisation_officer o JOIN organisation g ON g.id = o.owner_id
WHERE g.state = 'current' AND g.origin = ? AND o.who_id IS NOT NULL
"""
_PEOPLE = "SELECT id, rank, politics FROM person WHERE origin = ?"
_UNSEALED = "SELECT count(*) FROM catalogue WHERE type = ? AND state = 'draft' AND origin = ? AND day BETWEEN ? AND ?"
_MADE = "SELECT no, at, op, verb FROM journal WHERE record = ? AND at > ? ORDER BY no"


def records(reader: Reader, origin: str, since: date, until: date) -> Records:
    """Return everything that figures of one unit are drawn from, but what is owed.

    Talks outside the days asked for are left out: there may be tens of thousands. Matters are all there, because a later
    decision may belong to one of them.
    """
    days = (str(since), f"{until}~")
    people = straight.fetch(reader, _PEOPLE, (origin,))
    return Records(
        disposed=_disposed(reader, origin),
        talked=(*_talked(reader, origin, *days), *_called(reader, origin)),
        clued=tuple(map(_clued, straight.fetch(reader, _CLUES, (origin,)))),
        mended=tuple(map(_mended, straight.fetch(reader, _MENDED, (origin,)))),
        officers=tuple(
            Officer(who, kind or "", post or "", _day(since), _day(until))
            for who, kind, post, since, until in straight.fetch(reader, _OFFICERS, (origin,))
        ),
        ranks={key: rank for key, rank, _politics in people if rank},
        politics={key: politics for key, _rank, politics in people if politics},
    )


def unsealed(reader: Reader, type_name: str, origin: str, since: date, until: date) -> int:
    """Return how many drafts of a type lie in a period: they are not counted, and that is said."""
    return int(straight.fetch(reader, _UNSEALED, (type_name, origin, str(since), f"{until}~"))[0][0])


def changed_since(reader: Reader, record_id: str, at: str) -> list[tuple[int, str, str, str]]:
    """Return (number, time, operation, verb) of what happened to a record after an audit time."""
    return [
        (int(no), str(when), str(op), str(verb))
        for no, when, op, verb in straight.fetch(reader, _MADE, (record_id, at))
    ]


def _disposed(reader: Reader, origin: str) -> tuple[Disposed, ...]:
    asked = (_SEALED, (origin,))
    measures = _inside(reader, "disposition", "disposition_measure", ("measure",), asked)
    disciplines = _inside(reader, "disposition", "disposition_discipline", ("code",), asked)
    causes = _inside(reader, "disposition", "disposition_cause", ("record_id",), asked)
    return tuple(
        Disposed(
            row[0], _someone(row[1:5]), date.fromisoformat(row[5]), _column(measures.get(row[0])), row[6],
            row[7] or "", row[8] or "",
            row[9] or "", row[10] or "", row[15] or "", _someone(row[11:15]) if row[12] else None, _column(disciplines.get(row[0])),
            _column(causes.get(row[0])),
        )
        for row in straight.fetch(reader, _DISPOSITIONS, (origin,))
    )  # fmt: skip


def _talked(reader: Reader, origin: str, since: str, until: str) -> list[Talked]:
    asked = (_TALKED, (origin, until, since))
    parts = ("who_id", "who_name", "who_unit", "who_post")
    talkers, members = (_inside(reader, "talk", table, parts, asked) for table in ("talk_talker", "talk_member"))
    aspects = _inside(reader, "talk", "talk_aspect", ("code",), asked)
    asks = _inside(reader, "talk", "talk_ask", ("term", "done_on"), asked)
    found = []
    for row in straight.fetch(reader, _TALKS, asked[1]):
        people = tuple(_someone(one) for one in members.get(row[0], ())) or ((_someone(row[8:12]),) if row[9] else ())
        found.append(Talked(
            row[0], row[1], date.fromisoformat(row[2][:10]), people, tuple(_someone(one) for one in talkers.get(row[0], ())),
            row[3] or "", row[4] or "", _column(aspects.get(row[0])), row[5] or "", row[6], row[7] or "",
            tuple((_day(term), _day(done)) for term, done in asks.get(row[0], ())),
        ))  # fmt: skip
    return found


def _called(reader: Reader, origin: str) -> list[Talked]:
    """Return the call-ins that were held and left no talk record: one paper for all of it (一张表了事)."""
    asked = (_COURSE, (origin,))
    parts = ("who_id", "who_name", "who_unit", "who_post")
    callers, others = (
        _inside(reader, "reminder", table, parts, asked) for table in ("reminder_caller", "reminder_called")
    )
    demands = _inside(reader, "reminder", "reminder_demand", ("term", "done_on"), asked)
    found = []
    for row in straight.fetch(reader, _REMINDERS, (origin,)):
        people = ((_someone(row[3:7]),) if row[4] else ()) + tuple(_someone(one) for one in others.get(row[0], ()))
        found.append(Talked(
            row[0], "summons", date.fromisoformat(row[1][:10]), people, tuple(_someone(one) for one in callers.get(row[0], ())),
            outcome=row[2] or "", asks=tuple((_day(term), _day(done)) for term, done in demands.get(row[0], ())),
        ))  # fmt: skip
    return found


def _clued(row: tuple[Any, ...]) -> Clued:
    handled = row[5] or row[8] or row[10] if row[4] != "forward" else row[5] or row[8]
    return Clued(
        row[0],
        _day(row[1]),
        row[2] or "",
        row[3] or "",
        row[4] or "",
        _day(handled),
        _day(row[6] or row[9]),
        _day(row[7]),
    )


def _mended(row: tuple[Any, ...]) -> Mended:
    struck = row[4] or ((row[6] or row[7]) if row[8] == "closed" else None)
    return Mended(row[0], row[1] or "", _day(row[2] or row[5]), _day(row[3]), _day(struck))


def _inside(
    reader: Reader, owner: str, table: str, columns: Sequence[str], asked: tuple[str, tuple[str, ...]]
) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of one kind inside the records asked for (a condition and its values), by record, in their order."""
    where, values = asked
    listed = ", ".join(f't."{column}"' for column in columns)
    source = f"{owner} o CROSS JOIN {table} t ON t.owner_id = o.id WHERE {where}"
    found: dict[str, list[tuple[Any, ...]]] = {}
    for row in straight.fetch(reader, f"SELECT t.owner_id, {listed} FROM {source} ORDER BY t.owner_id, t.position", values):
        found.setdefault(row[0], []).append(row[1:])
    return found


def _column(rows: list[tuple[Any, ...]] | None) -> tuple[str, ...]:
    return tuple(row[0] for row in rows or () if row[0])


def _someone(parts: Sequence[Any]) -> Someone:
    return Someone(parts[0], parts[1] or "", parts[2] or "", parts[3] or "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
