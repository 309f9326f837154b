"""What a verified bundle holds, record by record, before anything of it is taken; and what was taken from a unit so far."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, cast

from cadreapp.exchange import incoming
from cadreapp.exchange.line import Line
from cadreapp.exchange.reading import File, Record
from cadreapp.exchange.step import Step, Steps
from cadreapp.kernel.shape import Values
from cadreapp.office.bundles.partners import identities
from cadreapp.office.bundles.receiving import Seen
from cadreapp.records import SHAPES
from cadreapp.store import ledger, reading
from cadreapp.store.index import headline
from cadreapp.store.ledger import HeldRow
from cadreapp.store.reading import LIVE, Listing, Reader

if TYPE_CHECKING:
    from cadreapp.office.door import Office

SHOWN_WHOLE = 8 << 20
"""Of how many bytes of records the contents are kept to be looked at; beyond that a bundle is judged by its list."""

_CHUNK = 100


class Standing(StrEnum):
    """How an arriving record stands to what we hold."""

    NEW = "new"
    CHANGED = "changed"
    KNOWN = "known"
    GONE = "gone"
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Arrival:
    """A record on its way in; `values` only of the first records, SHOWN_WHOLE bytes of them. GONE: its unit deleted it."""

    id: str
    type: str
    title: str
    day: str | None
    state: str
    standing: Standing
    values: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Arrivals:
    """Everything a bundle holds; `names` gives titles for the ids that the values hold."""

    items: tuple[Arrival, ...]
    names: dict[str, str]


def arrivals(office: Office, seen: Seen) -> Steps[Arrivals]:
    """List the records of a verified bundle; nothing is imported, attachments are not read."""
    manifest = seen.verified.manifest
    own, foreign = office.ask(identities), frozenset(seen.verified.foreign)
    found: list[Arrival] = []
    room = SHOWN_WHOLE
    going = cast(Generator[Record | File, None, None], incoming.contents(seen.path, seen.verified, own))
    with closing(going) as contents:
        records = _records(contents)
        while chunk := list(islice(records, _CHUNK)):
            held = office.ask(ledger.held_rows, [line.id for line in chunk])
            for line in chunk:
                room -= len(line.to_json()) if room > 0 else 0
                found.append(_arrival(line, held.get(line.id), line.id in foreign, room > 0))
            yield Step("list", len(found), manifest.records)
    gone = [Arrival(t.id, t.type, t.id, None, "binned", Standing.GONE) for t in manifest.heading.tombstones]
    titles = office.ask(reading.titles, [g.id for g in gone])
    named = [Arrival(g.id, g.type, titles.get(g.id, g.id), None, g.state, g.standing) for g in gone]
    return Arrivals((*found, *named), {a.id: a.title for a in found if a.type in ("person", "organisation")})


def held_from(connection: Reader, fingerprint: str, limit: int = 500) -> list[reading.Line]:
    """Return the newest records that came from a unit and lie here, registers last."""
    found: list[reading.Line] = []
    for name in sorted(SHAPES, key=lambda n: n in ("person", "organisation")):
        wanted = reading.ids(connection, Listing(name, origin=fingerprint, states=LIVE))[: limit - len(found)]
        found += reading.page(connection, name, wanted)
    return found


def _records(contents: Iterator[Record | File]) -> Iterator[Line]:
    """Yield the lines; attachments follow all records, so the first of them ends the list."""
    for item in contents:
        if not isinstance(item, Record):
            return
        yield item.line


def _arrival(line: Line, held: HeldRow | None, foreign: bool, whole: bool) -> Arrival:
    shape = SHAPES[line.type]
    if foreign:
        standing = Standing.FOREIGN
    elif held is None:
        standing = Standing.NEW
    else:
        standing = Standing.CHANGED if line.version > held.version else Standing.KNOWN
    day = line.values.get(shape.day_field) if shape.day_field else None
    title = headline(shape, line.values)
    return Arrival(line.id, line.type, title, day and str(day)[:10], line.state, standing, line.values if whole else {})
