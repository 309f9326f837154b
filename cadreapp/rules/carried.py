"""What a meeting left open, as the next meeting carries it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def open_points(meeting_id: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return rows for the next meeting's `carried`: what was carried in and is not done yet, then what was resolved here.

    Each keeps the meeting that resolved it and the row it was there, so that it can be followed through many meetings.
    """
    older = [
        {name: row.get(name) for name in ("meeting_id", "what", "by", "term", "origin_row")}
        for row in values.get("carried") or []
        if row.get("standing") != "done"
    ]
    own = [
        {"meeting_id": meeting_id, "what": row.get("what"), "by": row.get("by"), "term": row.get("term"), "origin_row": row["id"]}
        for row in values.get("resolutions") or []
        if not row.get("done_on")
    ]
    return older + own
