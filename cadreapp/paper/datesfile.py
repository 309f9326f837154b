"""A calendar file (.ics, RFC 5545) of all-day events: the same bytes for the same events, lines folded in octets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

_LINE = 75
"""Octets of a line without its break (RFC 5545 §3.1); a character is never cut in two."""


@dataclass(frozen=True, slots=True)
class AllDay:
    """An event of one whole day. `key` names it for ever, so that a later file replaces it instead of adding another."""

    key: str
    day: date
    title: str
    note: str = ""


def calendar_file(name: str, events: Iterable[AllDay], stamp: datetime) -> bytes:
    """Return the file; `name` is shown as the calendar's, `stamp` (aware) is when the events were worked out."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cadreapp//duties//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]  # fmt: skip
    for event in sorted(events, key=lambda one: (one.day, one.key)):
        lines += _event(event, f"{stamp.astimezone(timezone.utc):%Y%m%dT%H%M%SZ}")
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode()


def _event(event: AllDay, stamp: str) -> list[str]:
    uid = hashlib.sha256(event.key.encode()).hexdigest()[:32]
    note = [f"DESCRIPTION:{_escaped(event.note)}"] if event.note else []
    return [
        "BEGIN:VEVENT", f"UID:{uid}@cadreapp.invalid", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_escaped(event.title)}", *note,
        "TRANSP:TRANSPARENT", "CLASS:PRIVATE", "END:VEVENT",
    ]  # fmt: skip


def _escaped(text: str) -> str:
    """Return TEXT as RFC 5545 §3.3.11 writes it; other control characters have no place in it."""
    plain = "".join(sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if sign >= " " or sign in "\n\t")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a content line in pieces of at most 75 octets, all but the first led by a space."""
    piece, room = "", _LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            piece, room = " ", _LINE - 1
        piece += sign
        room -= size
    yield piece
