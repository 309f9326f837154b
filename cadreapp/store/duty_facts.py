"""What duties are worked out from, asked of the store as narrow rows: never a record whole, never a hundred thousand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from cadreapp.store import straight
from cadreapp.store.straight import marks

Row = dict[str, Any]
_MADE = "state IN ('draft', 'sealed')"
_CHUNK = 500


def began(connection: Connection) -> str:
    """Return the day on which this store was made: nothing was kept here before it."""
    return str(straight.fetch(connection, "SELECT at FROM journal ORDER BY no LIMIT 1")[0][0])[:10]


def organisations(connection: Connection, origin: str) -> list[Row]:
    """Return the organisations of our own register."""
    return _rows(connection, "id, name, short, kind, parent_id, since, until",
                 "FROM organisation WHERE state = 'current' AND origin = ?", (origin,))


def namesakes(connection: Connection, origin: str) -> dict[str, str]:
    """Return which of our organisations each one received from another unit is: of the same kind and name."""
    statement = (
        "SELECT t.id, o.id FROM organisation t JOIN organisation o ON o.name = t.name AND o.kind = t.kind"
        " WHERE o.origin = ? AND o.state = 'current' AND t.origin <> ?"
    )
    return {row[0]: row[1] for row in straight.fetch(connection, statement, (origin, origin))}


def officers(connection: Connection, origin: str) -> list[Row]:
    """Return who holds or held which post in our organisations."""
    return _rows(connection, "r.id, r.owner_id AS organisation, r.who_id AS person, r.who_name AS name, r.post, r.since, r.until",
                 "FROM organisation_officer r JOIN organisation o ON o.id = r.owner_id WHERE o.state = 'current' AND o.origin = ?"
                 " ORDER BY r.owner_id, r.position", (origin,))


def members(connection: Connection, origin: str) -> list[Row]:
    """Return the Party members of our register with the organisation they belong to."""
    return _rows(connection, "id, name, post, unit_id, party_id, politics",
                 "FROM person WHERE state = 'current' AND origin = ? AND party_id IS NOT NULL"
                 " AND politics IN ('member', 'probationary') ORDER BY name, id", (origin,))


def meetings(connection: Connection, organisations: Sequence[str], since: str, until: str) -> list[Row]:
    """Return what organisations held between two days, inclusive; `kinds` as one text with commas."""
    found: list[Row] = []
    for part in _parts(organisations):
        found += _rows(
            connection,
            "m.id, m.organisation_id AS organisation, substr(m.began_at, 1, 10) AS day, m.year, m.lecturer_id AS lecturer,"
            " (SELECT group_concat(k.code) FROM meeting_kind k WHERE k.owner_id = m.id) AS kinds",
            f"FROM meeting m WHERE m.organisation_id IN ({marks(len(part))}) AND m.began_at >= ? AND m.began_at <= ? AND m.{_MADE}",
            (*part, since, until + "~"),
        )  # fmt: skip
    return found


def named_in(connection: Connection, meeting_ids: Sequence[str], paths: Sequence[str]) -> dict[str, set[str]]:
    """Return whom meetings name at some paths (present.who, speeches.who …), by meeting."""
    found: dict[str, set[str]] = {}
    for part in _parts(meeting_ids):
        statement = f"SELECT from_id, to_id FROM link WHERE from_id IN ({marks(len(part))}) AND path IN ({marks(len(paths))})"
        for meeting, person in straight.fetch(connection, statement, (*part, *paths)):
            found.setdefault(meeting, set()).add(person)
    return found


def talked(connection: Connection, since: str, until: str) -> dict[str, int]:
    """Return how often heart-to-heart talks named someone as the one talked with, between two days; by id, whoever recorded."""
    statement = (
        "SELECT person_id, count(*) FROM talk WHERE kind = 'heart' AND began_at >= ? AND began_at <= ?"
        f" AND {_MADE} AND person_id IS NOT NULL GROUP BY person_id"
    )
    return {row[0]: row[1] for row in straight.fetch(connection, statement, (since, until + "~"))}


def took_part(connection: Connection, people: Sequence[str], since: str, until: str) -> set[str]:
    """Return which of some people led such a talk or were one of several in it; asked of those nobody talked with."""
    found: set[str] = set()
    for part in _parts(people):
        statement = (
            f"SELECT p.id FROM person p WHERE p.id IN ({marks(len(part))}) AND EXISTS (SELECT 1 FROM link l"
            " CROSS JOIN talk t ON t.id = l.from_id WHERE l.to_id = p.id AND l.from_type = 'talk'"
            f" AND l.path IN ('talkers.who', 'members.who') AND t.kind = 'heart'"
            f" AND t.began_at >= ? AND t.began_at <= ? AND t.{_MADE})"
        )
        found |= {row[0] for row in straight.fetch(connection, statement, (*part, since, until + "~"))}
    return found


def dispositions(connection: Connection, origin: str, since: str) -> list[Row]:
    """Return our dispositions decided since a day: the dates that terms run from and those that answer them."""
    columns = (
        "d.id, 'disposition' AS type, c.title, c.state, d.person_id AS person, d.person_name AS name,"
        " d.decided_on, d.effective_on, d.deed_on, d.rule_year,"
        " d.announce_due, d.announced_on, d.archive_due, d.archived_on, d.execute_due, d.executed_on, d.report_due, d.reported_on,"
        " d.impact_until, d.impact_source, d.impact_seen_on, d.restored_on, d.paper_due, d.paper_received_on"
    )
    return _rows(connection, columns,
                 "FROM catalogue c CROSS JOIN disposition d ON d.id = c.id WHERE c.type = 'disposition'"
                 " AND c.state IN ('draft', 'sealed') AND c.day >= ? AND c.origin = ? ORDER BY c.day, c.id", (since, origin))


def concerned(connection: Connection, disposition_ids: Sequence[str]) -> dict[str, Row]:
    """Return whom dispositions are about, {"person", "name"} by the disposition's id."""
    found: dict[str, Row] = {}
    for part in _parts(disposition_ids):
        for row in _rows(connection, "id, person_id AS person, person_name AS name",
                         f"FROM disposition WHERE id IN ({marks(len(part))})", tuple(part)):
            found[row.pop("id")] = row
    return found


def inside(connection: Connection, table: str, columns: str, owners: Sequence[str]) -> dict[str, list[Row]]:
    """Return rows inside records (a table of entries) by their owner; `columns` are named by the caller's own code."""
    found: dict[str, list[Row]] = {}
    for part in _parts(owners):
        for row in _rows(connection, f"owner_id, {columns}",
                         f'FROM "{table}" WHERE owner_id IN ({marks(len(part))}) ORDER BY owner_id, position', tuple(part)):
            found.setdefault(row["owner_id"], []).append(row)
    return found


def visits(connection: Connection, origin: str, since: str) -> dict[str, list[str]]:
    """Return the days on which people were visited (回访), by the id of the person; a name alone identifies nobody."""
    found: dict[str, list[str]] = {}
    statement = ("SELECT person_id, substr(began_at, 1, 10) FROM talk WHERE person_id IS NOT NULL AND kind = 'visit'"
                 f" AND began_at >= ? AND origin = ? AND {_MADE}")
    for person, day in straight.fetch(connection, statement, (since, origin)):
        found.setdefault(person, []).append(day)
    return found


def talks(connection: Connection, origin: str, kinds: Sequence[str], since: str) -> list[Row]:
    """Return our talks of some kinds since a day, and those that are only planned, with the dates of their terms."""
    columns = (
        "t.id, 'talk' AS type, (SELECT title FROM catalogue WHERE id = t.id) AS title, t.kind,"
        " t.person_id AS person, t.person_name AS name, substr(t.began_at, 1, 10) AS day, t.paper_due,"
        " t.paper_received_on, t.checked_on, t.reported_on, t.entrusted_on"
    )
    return _rows(connection, columns,
                 f"FROM talk t WHERE t.kind IN ({marks(len(kinds))}) AND (t.began_at >= ? OR t.began_at IS NULL) AND t.origin = ?"
                 f" AND t.{_MADE} ORDER BY t.began_at, t.id", (*kinds, since, origin))


def followed(connection: Connection, talk_ids: Sequence[str]) -> set[str]:
    """Return which talks some disposition follows from: that one carries their terms on."""
    found: set[str] = set()
    for part in _parts(talk_ids):
        statement = f"SELECT to_id FROM link WHERE to_id IN ({marks(len(part))}) AND from_type = 'disposition'"
        found |= {row[0] for row in straight.fetch(connection, statement, tuple(part))}
    return found


def clues(connection: Connection, origin: str, since: str) -> list[Row]:
    """Return our clues received since a day; `moved`: whether a step was registered after the first, `closed_on` when closed."""
    columns = (
        "q.id, 'clue' AS type, c.title, c.state, q.received_on, q.source, q.named,"
        " q.handling_due, q.handled_on, q.submitted_on, q.answered_on,"
        " q.informed_on, q.handed_on,"
        " (SELECT max(s.\"on\") FROM clue_steps s WHERE s.owner_id = q.id AND s.stage = 'closed') AS closed_on,"
        " EXISTS (SELECT 1 FROM clue_steps s WHERE s.owner_id = q.id AND s.stage <> 'received') AS moved"
    )
    return _rows(connection, columns,
                 "FROM catalogue c CROSS JOIN clue q ON q.id = c.id WHERE c.type = 'clue' AND c.state IN ('open', 'closed')"
                 " AND c.day >= ? AND c.origin = ? ORDER BY c.day, c.id", (since, origin))


def democratic(connection: Connection, origin: str, since: str) -> list[Row]:
    """Return our democratic meetings since a day, planned ones too; `prepared` are the codes ticked, as one text with commas."""
    columns = (
        "m.id, 'meeting' AS type, c.title, substr(m.began_at, 1, 10) AS day, m.report_due, m.reported_on,"
        " coalesce((SELECT group_concat(p.code) FROM meeting_preparation p WHERE p.owner_id = m.id), '') AS prepared"
    )
    return _rows(connection, columns,
                 "FROM catalogue c CROSS JOIN meeting m ON m.id = c.id WHERE c.type = 'meeting' AND c.state IN ('draft', 'sealed')"
                 " AND c.day >= ? AND c.origin = ?"
                 " AND EXISTS (SELECT 1 FROM meeting_kind k WHERE k.owner_id = m.id AND k.code = 'democratic')", (since, origin))


def archived(connection: Connection, origin: str, before: str) -> list[Row]:
    """Return our papers with a term of keeping that were archived up to a day and not looked at since, by type."""
    found: list[Row] = []
    for name in ("talk", "meeting", "disposition"):
        found += _rows(
            connection, f"'{name}' AS type, r.id, c.title, r.retention, r.number, p.file_no, min(substr(p.at, 1, 10)) AS day",
            f'FROM catalogue c CROSS JOIN "{name}" r ON r.id = c.id JOIN "{name}_paper" p ON p.owner_id = r.id'
            f" WHERE c.type = '{name}' AND c.state = 'sealed' AND c.day <= ? AND c.origin = ? AND r.retention IN ('10', '30')"
            " AND r.appraised_on IS NULL AND p.step = 'archived' AND p.at IS NOT NULL GROUP BY r.id", (before, origin),
        )  # fmt: skip
    return found


def terms(connection: Connection, origin: str, since: str, until: str, *, newest: bool = False, limit: int = 500) -> list[Row]:
    """Return open terms typed into our records from one day to another, the nearest to the present first."""
    order = "DESC" if newest else "ASC"
    return _rows(connection, "t.day, t.what, t.path, t.record, t.type, c.title, c.state, c.kind",
                 "FROM term t JOIN catalogue c ON c.id = t.record WHERE t.day >= ? AND t.day <= ? AND c.origin = ?"
                 f" ORDER BY t.day {order}, t.record LIMIT ?", (since, until, origin, limit))


def count_terms(connection: Connection, since: str, until: str) -> int:
    """Return how many such terms there are."""
    # What others sent is known by its line in `held`: the catalogue, a line a term all over the store, took half of the time.
    statement = ("SELECT count(*) FROM term t WHERE t.day >= ? AND t.day <= ?"
                 " AND NOT EXISTS (SELECT 1 FROM held h WHERE h.record = t.record)")
    return int(straight.fetch(connection, statement, (since, until))[0][0])


def _parts(every: Sequence[str]) -> list[Sequence[str]]:
    return [every[start : start + _CHUNK] for start in range(0, len(every), _CHUNK)]


def _rows(connection: Connection, columns: str, rest: str, parameters: tuple[Any, ...]) -> list[Row]:
    names = [part.rpartition(" AS ")[2].rpartition(".")[2].strip() for part in _split(columns)]
    return [dict(zip(names, row, strict=True)) for row in straight.fetch(connection, f"SELECT {columns} {rest}", parameters)]


def _split(columns: str) -> list[str]:
    """Return the column expressions of a list, whose own commas may stand in brackets."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(columns):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append(columns[start:place])
            start = place + 1
    return [*parts, columns[start:]]
