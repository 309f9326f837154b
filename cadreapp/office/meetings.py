"""What only meetings do: carry in the points that the last meeting left open."""

from __future__ import annotations

from cadreapp.kernel.shape import Values
from cadreapp.office.record import save
from cadreapp.records import values as plain
from cadreapp.rules.carried import open_points
from cadreapp.store import reading
from cadreapp.store.reading import Listing, Reader
from cadreapp.store.unit import Unit

_BACK = 50
"""Meetings to look back through for one that resolved anything; lectures and Party days between resolve nothing."""


def left_open(connection: Reader, organisation_id: str, before: str | None = None, but: str | None = None) -> Values:
    """Return {"previous_id", "carried"} for a meeting of an organisation held before a moment; {} when nothing is open.

    `but` is the meeting itself, when it is kept already.
    """
    held = Listing("meeting", where=(("organisation_id", organisation_id),), until=before, sort="day")
    for meeting_id in [i for i in reading.ids(connection, held) if i != but][:_BACK]:
        values = reading.load(connection, meeting_id).values
        if values["resolutions"] or values["carried"]:
            points = open_points(meeting_id, values)
            return {"previous_id": meeting_id, "carried": points} if points else {}
    return {}


def carry_in(unit: Unit, meeting_id: str) -> int:
    """Write what the last meeting of the same organisation left open into a meeting; return how many points were added.

    A point that the meeting has already is left as it is.
    """
    values = plain.read(unit.get(meeting_id))
    if not values["organisation_id"]:
        return 0
    found = left_open(unit.connection, values["organisation_id"], values["began_at"], meeting_id)
    known = {row["origin_row"] for row in values["carried"]}
    added = [row for row in found.get("carried", []) if row["origin_row"] not in known]
    if added:
        save(unit, meeting_id, {"previous_id": found["previous_id"], "carried": [*values["carried"], *added]})
    return len(added)
