"""What a bundle will hold: records gathered some at a time, of each only the line that is shown before sending."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cadreapp.exchange.identity import Identity, Partner
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import Tombstone
from cadreapp.exchange.selection import Selection, outgoing
from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.shape import Family
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.store import ledger, reading, settings
from cadreapp.store.index import headline
from cadreapp.store.index import links as links_of
from cadreapp.store.ledger import Went
from cadreapp.store.reading import Reader, Stored
from cadreapp.store.unit import shape_of

if TYPE_CHECKING:
    from cadreapp.office.door import Office

TRAVELLING = ("sealed", "withdrawn", "open", "closed", "current")
"""States of records that leave: drafts never do."""

_CHUNK = 500
"""Records that are in memory whole at once; of all others only the `Item` is."""
_REFERRED = ("organisation", "person")

File = tuple[str, str, int]
"""Checksum, name here, and size in bytes of an attachment's content."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record that would go, as it is shown before sending."""

    id: str
    type: str
    title: str
    state: str
    revision: int
    digest: str
    why: str = ""


def gather(
    connection: Reader, selection: Selection, own: Identity, held: dict[str, Went], files: Mapping[str, File]
) -> tuple[Item, ...]:
    """Return what goes of what was ticked, by type and id, with the registers that it names and the records of `files`.

    What is `held` by every partner in the same form stays at home.
    """
    gathered = _Gathered(selection, own, held)
    for chunk in _chosen(connection, selection, held):
        gathered.take(chunk, follow=True)
    for chunk in _registers(connection, gathered, held):
        gathered.take(chunk, follow=True)
    for chunk in _chunks(connection, "attachment", [key for key in files if key not in gathered.seen]):
        gathered.take(chunk, follow=False)
    return tuple(sorted(gathered.items.values(), key=lambda i: (i.type, i.id)))


def lines(office: Office, items: list[Item], selection: Selection, own: Identity) -> Iterator[Line]:
    """Yield the records of one type as they travel, in the order of their items."""
    for start in range(0, len(items), _CHUNK):
        chunk = items[start : start + _CHUNK]
        for stored in office.ask(reading.load_many, chunk[0].type, [i.id for i in chunk]):
            yield _line(stored, selection, own)


def tombstones(connection: Reader, partners: tuple[Partner, ...], held: dict[str, Went]) -> tuple[Tombstone, ...]:
    """Return what these partners have and we have no more: deleted, or in the bin; not those that they know of."""
    gone = ledger.gone(connection, (p.fingerprint for p in partners))
    known = {record for record, went in held.items() if went.digest == ""}
    return tuple(Tombstone(i, t, revision + 1) for i, (t, revision) in sorted(gone.items()) if i not in known)


def attachments(connection: Reader, selection: Selection) -> dict[str, File]:
    """Return checksum, name and size of the files that belong to what the officer ticked and travel too, by the ids of
    their records."""
    columns = ("id", "owner_id", "sha256", "blob", "size")
    ours = [a for a in reading.columns(connection, "attachment", columns, settings.get(connection, "origin")) if a["owner_id"]]
    found: dict[str, File] = {}
    for start in range(0, len(ours), _CHUNK):
        some = ours[start : start + _CHUNK]
        owners = {line.id: line for line in reading.lines(connection, (a["owner_id"] for a in some))}
        for a in some:
            owner = owners.get(a["owner_id"])
            if owner and owner.type in selection.types and owner.state in TRAVELLING and selection.covers(owner.day):
                found[a["id"]] = (a["sha256"], a["blob"], a["size"])
    return found


@dataclass
class _Gathered:
    """What a plan keeps of the records that passed by: an item of each that goes, and whom they name."""

    selection: Selection
    own: Identity
    held: dict[str, Went]
    items: dict[str, Item] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def take(self, chunk: Iterable[Stored], *, follow: bool) -> None:
        """Note some records; what those name that go, or that stand in a register, is wanted too (with `follow`)."""
        for stored in chunk:
            self.seen.add(stored.id)
            line = _line(stored, self.selection, self.own)
            known = self.held.get(line.id)
            goes = known is None or known.digest != line.digest
            if goes:
                self.items[stored.id] = _item(stored, line)
            if follow and (goes or stored.type in _REFERRED):
                self.named.update(to for _path, to in _open_links(stored))


def _chunks(connection: Reader, type_name: str, ids: Sequence[str]) -> Iterator[list[Stored]]:
    """Yield records whole, some at a time."""
    for start in range(0, len(ids), _CHUNK):
        yield reading.load_many(connection, type_name, ids[start : start + _CHUNK])


def _chosen(connection: Reader, selection: Selection, held: dict[str, Went]) -> Iterator[list[Stored]]:
    """Yield what the officer ticked; what a partner holds at this revision, ticked alike, is not even read."""
    origin, texts = settings.get(connection, "origin"), int(selection.include_talk_texts)
    for name in dict.fromkeys(selection.types):
        shape_of(name)
        now = ledger.revisions(connection, name, origin, TRAVELLING, days=(selection.since, selection.until))
        wanted = [i for i, r in now.items() if i not in held or (held[i].revision, held[i].texts) != (r, texts)]
        yield from _chunks(connection, name, wanted)


def _registers(connection: Reader, gathered: _Gathered, held: dict[str, Went]) -> Iterator[list[Stored]]:
    """Yield the people and organisations that were named so far, those that these name in turn while they are taken, and
    those that the partner holds as they were before."""
    origin = settings.get(connection, "origin")
    for name in _REFERRED:
        now = ledger.revisions(connection, name, origin, TRAVELLING)
        gathered.named |= {i for i, went in held.items() if now.get(i, went.revision) != went.revision}
    asked: set[str] = set()
    while fresh := sorted(gathered.named - asked - gathered.seen):
        asked.update(fresh)
        for name in _REFERRED:
            yield from _chunks(connection, name, fresh)


def _open_links(stored: Stored) -> Iterator[tuple[str, str]]:
    """Yield links of fields that may travel: what an internal field names stays at home with it."""
    shape = SHAPES[stored.type]
    for path, to in links_of(shape, stored.values):
        if not shape[path.split(".")[0]].internal:
            yield path, to


def _line(stored: Stored, selection: Selection, own: Identity) -> Line:
    shape, meta = SHAPES[stored.type], stored.meta
    kept, withheld = outgoing(shape, stored.values, selection)
    # Keyed: a plain digest of all the contents would let a reader prove a guess at what stays at home, an informant's name.
    mark = own.mark(canonical(plain.content(shape, stored.values)))
    more: dict[str, Any] = {name: meta[name] for name in ("edition", "created_at", "sealed_at", "withdrawn_for")}
    return Line(stored.id, stored.type, meta["revision"], meta["state"], meta["origin"], kept, withheld, mark, more)


def _item(stored: Stored, line: Line) -> Item:
    shape = SHAPES[stored.type]
    why = "被引用" if shape.family is Family.REGISTER else ""
    return Item(
        stored.id, stored.type, headline(shape, stored.values), stored.meta["state"], stored.meta["revision"], line.digest, why
    )
