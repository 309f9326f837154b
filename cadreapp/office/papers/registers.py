"""Rows of the registers of hand-over, recusal and destruction from the records that officers keep of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cadreapp.kernel.dates import spoken_day
from cadreapp.kernel.shape import Values
from cadreapp.records import SHAPES
from cadreapp.store import reading
from cadreapp.store.reading import LIVE, Listing, Reader, Stored

Row = dict[str, str]
_CHUNK = 200
_DRAFT = "（未定稿）"


def stored(connection: Reader, name: str, states: tuple[str, ...]) -> Iterator[Stored]:
    """Yield the records of a type that are in one of these states, by their day, some at a time."""
    found = reading.ids(connection, Listing(name, states=states, sort="day", descending=False))
    for start in range(0, len(found), _CHUNK):
        yield from reading.load_many(connection, name, found[start : start + _CHUNK])


def handed(connection: Reader, since: str | None, until: str | None) -> tuple[list[Row], str]:
    """Return one row for each lot of each hand-over in a stretch of days, and the day of the last one that is sealed."""
    rows: list[Row] = []
    last = ""
    for one in stored(connection, "handover", LIVE):
        v = one.values
        if one.meta["state"] == "sealed":
            last = max(last, v.get("on") or "")
        if not _within(_day(one), since, until):
            continue
        people = {role: _name(v.get(role)) for role in ("giver", "receiver", "supervisor")}
        changed = v.get("keys_changed")
        keys = "" if changed is None else "已变更" if changed else "未变更"
        for lot in v.get("lots") or []:
            going = lot.get("going")
            rows.append({
                "day": _said(one), "type": lot.get("sort") or "", "count": str(lot.get("count") or 0),
                "numbers": lot.get("numbers") or "", "carrier": _label("handover", "lots.carrier", lot.get("carrier")),
                "open": f"{going}件在办" if going else "", "keys": keys, **people,
            })  # fmt: skip
    return rows, last


def recused(connection: Reader, since: str | None, until: str | None) -> tuple[list[Row], set[str]]:
    """Return one row for each recusal in a stretch of days, and the records that any recusal is about."""
    rows: list[Row] = []
    about: set[str] = set()
    for one in stored(connection, "recusal", LIVE):
        v = one.values
        about |= {v["about_id"]} if v.get("about_id") else set()
        if not _within(_day(one), since, until):
            continue
        manner, verdict = (_label("recusal", name, v.get(name)) for name in ("manner", "verdict"))
        rows.append({
            "title": v.get("matter") or "", "who": _name(v.get("person")), "recusal": v.get("reason") or "",
            "manner": "，".join(part for part in (manner, verdict) if part), "by": _name(v.get("decided_by")),
            "successor": _name(v.get("successor")), "day": _said(one),
        })  # fmt: skip
    return rows, about


def disposed(connection: Reader) -> Iterator[tuple[str, str, Row]]:
    """Yield (day, id of the record it is about or "", row) for each paper that a disposal lists."""
    for one in stored(connection, "disposal", LIVE):
        v = one.values
        witnesses = "、".join(name for row in v.get("witnesses") or [] if (name := _name(row.get("who"))))
        kind = _label("disposal", "kind", v.get("kind")) + (_DRAFT if one.meta["state"] == "draft" else "")
        pieces = v.get("pieces") or []
        titles = reading.titles(connection, {row["record_id"] for row in pieces if row.get("record_id")})
        for row in pieces:
            about = row.get("record_id") or ""
            copies = row.get("copies")
            yield _day(one), about, {
                "number": row.get("file_no") or "", "title": row.get("name") or titles.get(about, ""), "paper": kind,
                "copies": "" if copies is None else str(copies), "reason": row.get("reason") or v.get("reason") or "",
                "witnesses": witnesses,
            }  # fmt: skip


def _day(one: Stored) -> str:
    """Return the day of a record, or of its making while it has none."""
    field = SHAPES[one.type].day_field
    return str((one.values.get(field) if field else None) or one.meta["created_at"])[:10]


def _said(one: Stored) -> str:
    field = SHAPES[one.type].day_field
    day = one.values.get(field) if field else None
    return (spoken_day(day) if day else "") + (_DRAFT if one.meta["state"] == "draft" else "")


def _within(day: str, since: str | None, until: str | None) -> bool:
    return (since or "") <= day <= (until or "9999")


def _name(who: Values | None) -> str:
    return str((who or {}).get("name") or "")


def _label(type_name: str, path: str, code: Any) -> str:
    field = dict(SHAPES[type_name].walk())[path]
    return field.label_of(code) if code else ""
