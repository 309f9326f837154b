"""报上级: what would go, about whom, shown first; then one sealed, signed bundle, written and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cadreapp.exchange.disk import Disk, medium_fault
from cadreapp.exchange.identity import Identity, Partner
from cadreapp.exchange.ledger import Sent, audit_after, next_leg
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import AuditSpan, Heading, Mark, Tombstone
from cadreapp.exchange.outgoing import Attachment, Order, Records, Written, write
from cadreapp.exchange.selection import Selection, outgoing
from cadreapp.exchange.step import Step, Steps
from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.clock import Clock, stamp
from cadreapp.kernel.durable import PART
from cadreapp.kernel.errors import AppError, Exit, Fault
from cadreapp.kernel.shape import Family
from cadreapp.office.partners import find, identities
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.store import journal, ledger, reading, settings
from cadreapp.store.index import headline
from cadreapp.store.index import links as links_of
from cadreapp.store.ledger import SentRow, Went
from cadreapp.store.reading import Reader, Stored
from cadreapp.store.unit import Unit, shape_of

if TYPE_CHECKING:
    from cadreapp.office.door import Office

TRAVELLING = ("sealed", "withdrawn", "open", "closed", "current")
"""States of records that leave: drafts never do."""

DEFAULT_TYPES = tuple(n for n, s in SHAPES.items() if s.family is not Family.REGISTER and n != "clue")
_CHUNK = 500
"""Records that are in memory whole at once; of all others only the `Item` is."""
_REFERRED = ("organisation", "person")
_UNSENT = ".unsent"
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*.\s]')

NOBODY = Fault(
    "NO_PARTNER",
    Exit.REFUSED,
    "没有选报给谁。",
    "先在“报上级”登记上级单位",
    "No recipient was chosen.",
    "Enrol the upper level first",
)
REVOKED = Fault(
    "PARTNER_REVOKED",
    Exit.REFUSED,
    "“{name}”已经停用, 不能再报给它。",
    "换一个单位, 或重新登记它的新身份文件",
    "“{name}” was revoked.",
    "Choose another or enrol its new file",
)


@dataclass(frozen=True)
class Wish:
    """What the officer ticked: to whom (names), which types, which days, whether talk texts and attachments go."""

    to: tuple[str, ...]
    types: tuple[str, ...] = DEFAULT_TYPES
    since: str | None = None
    until: str | None = None
    include_talk_texts: bool = False
    attachments: bool = False
    full: bool = False


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


@dataclass(frozen=True)
class Plan:
    """Everything one bundle will hold, decided and shown before a byte is written."""

    partners: tuple[Partner, ...]
    items: tuple[Item, ...]
    selection: Selection
    heading: Heading
    journal_no: int
    attachments: tuple[tuple[str, str, int], ...] = ()

    @property
    def file_name(self) -> str:
        """A name for the file: unit, sequence; nothing about its contents."""
        sequence = max(leg.sequence for leg in self.heading.legs)
        return f"{_UNSAFE.sub('', self.heading.unit_name)[:40] or 'unit'}-{sequence:04}.cadre"


@dataclass(frozen=True)
class Dispatch:
    """A bundle that lies on its medium."""

    path: Path
    digest: str
    records: int
    size: int
    sequences: tuple[int, ...]


def plan(connection: Reader, wish: Wish, clock: Clock) -> Plan:
    """Return what a bundle for these partners would hold. Raises NO_PARTNER, PARTNER_REVOKED or NOT_FOUND."""
    partners = tuple(sorted((find(connection, name) for name in dict.fromkeys(wish.to)), key=lambda p: p.fingerprint))
    if not partners:
        raise NOBODY()
    for p in partners:
        if p.revoked:
            raise REVOKED(name=p.name)
    known = [
        Sent(r.partner, Mark(r.epoch, r.sequence, r.digest), r.journal_no, r.receipt) for r in ledger.sent_bundles(connection)
    ]
    epoch = settings.get(connection, "epoch")
    legs = tuple(next_leg(known, p.fingerprint, epoch, full=wish.full) for p in partners)
    after = audit_after(known, legs)
    selection = Selection(wish.types, wish.since, wish.until, wish.include_talk_texts)
    own = identities(connection)[0]
    held = _held_by_all(connection, partners, epoch) if all(leg.base for leg in legs) else {}
    gathered = _Gathered(selection, own, held)
    files = _attachments(connection, selection) if wish.attachments else {}
    for chunk in _chosen(connection, selection, held):
        gathered.take(chunk, follow=True)
    for chunk in _registers(connection, gathered, held):
        gathered.take(chunk, follow=True)
    for chunk in _chunks(connection, "attachment", [key for key in files if key not in gathered.seen]):
        gathered.take(chunk, follow=False)
    items = tuple(sorted(gathered.items.values(), key=lambda i: (i.type, i.id)))
    head = journal.head(connection)
    heading = Heading(
        unit_name=settings.get(connection, "unit", ""),
        unit_code=settings.get(connection, "unit_code", ""),
        epoch=epoch,
        made_at=stamp(clock.now()),
        legs=legs,
        since=wish.since,
        until=wish.until,
        audit=AuditSpan(after + 1, ledger.chain_value(connection, after), tuple(ledger.chain_values(connection, after))),
        tombstones=_tombstones(connection, partners, held),
        figures=_figures(items),
        demo=bool(settings.get(connection, "demo", False)),
    )
    blobs = {files[i.id][0]: files[i.id] for i in items if i.id in files}
    return Plan(partners, items, selection, heading, head.no, tuple(blobs[sha] for sha in sorted(blobs)))


def send(office: Office, chosen: Plan, target: Path, disk: Disk | None = None) -> Steps[Dispatch]:
    """Write the bundle under `target` (a file, or a folder to put it in): sealed, signed, flushed, read back, compared.

    It gets its name only after the ledger knows it, so that a number is never used twice; any failure leaves nothing
    under the final name and says why.
    """
    disk = disk or Disk()
    path = target / chosen.file_name if target.is_dir() else target
    part = path.with_name(f".{path.name}{_UNSENT}")
    _sweep(path.parent)
    by_type: dict[str, list[Item]] = {}
    for item in chosen.items:
        by_type.setdefault(item.type, []).append(item)
    sender = office.ask(identities)[0]
    records = [Records(name, partial(_lines, office, items, chosen.selection, sender)) for name, items in by_type.items()]
    files = [Attachment(sha, size, partial(office.blobs.pieces, name)) for sha, name, size in chosen.attachments]
    try:
        written = yield from write(part, Order(chosen.heading, records, files), sender, chosen.partners, disk=disk)
        office.do(note_sent, chosen, written, path.name)
        _name(part, path, written.size, disk)
    except AppError as error:
        if error.values.get("path") == part:
            error.values["path"] = path  # the name that a person knows
        raise
    finally:
        with suppress(OSError):  # a stick that was pulled out has nothing to take away
            part.unlink(missing_ok=True)
    yield Step("write", written.size, written.size)
    return Dispatch(
        path, written.digest, written.manifest.records, written.size, tuple(leg.sequence for leg in chosen.heading.legs)
    )


def _name(part: Path, path: Path, size: int, disk: Disk) -> None:
    """Give a bundle its name, for good; when that fails nothing may lie there that could be taken for sent."""
    try:
        disk.replace(part, path)
        try:
            disk.sync_folder(path.parent)
        except OSError:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise medium_fault(error, path, size) from error


def _sweep(folder: Path) -> None:
    """Take away what a sending that died left on a medium: sealed, but under no name that anybody would look for."""
    with suppress(OSError):
        for left in [*folder.glob(f".*{_UNSENT}"), *folder.glob(f".*{_UNSENT}.*{PART}")]:
            left.unlink(missing_ok=True)


def note_sent(unit: Unit, chosen: Plan, written: Written, file: str) -> None:
    """Enter a written bundle in the ledger and the journal."""
    texts = int(chosen.selection.include_talk_texts)
    rows = [
        SentRow(
            leg.partner,
            written.digest,
            leg.sequence,
            chosen.heading.epoch,
            unit.at,
            chosen.journal_no,
            len(chosen.items),
            file,
            texts,
        )
        for leg in chosen.heading.legs
    ]
    went = [Went(i.id, i.type, i.revision, i.digest) for i in chosen.items]
    buried = [Went(t.id, t.type, t.version, "") for t in chosen.heading.tombstones]
    ledger.put_sent(unit.connection, rows, [*went, *buried])
    unit.verb = "send"
    unit.note("send", about=written.digest)


def sent(connection: Reader) -> list[SentRow]:
    """Return everything sent, newest first."""
    return ledger.sent_bundles(connection)[::-1]


def returned(connection: Reader) -> list[ledger.Returned]:
    """Return the records that a partner sent back for correction and that did not go again since."""
    return ledger.returned(connection)


def _held_by_all(connection: Reader, partners: tuple[Partner, ...], epoch: str) -> dict[str, Went]:
    """Return what every one of the partners is known to hold in the same form."""
    first, *others = (ledger.confirmed(connection, p.fingerprint, epoch) for p in partners)
    return {record: went for record, went in first.items() if all(other.get(record) == went for other in others)}


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


def _lines(office: Office, items: list[Item], selection: Selection, own: Identity) -> Iterator[Line]:
    for start in range(0, len(items), _CHUNK):
        chunk = items[start : start + _CHUNK]
        for stored in office.ask(reading.load_many, chunk[0].type, [i.id for i in chunk]):
            yield _line(stored, selection, own)


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


def _tombstones(connection: Reader, partners: tuple[Partner, ...], held: dict[str, Went]) -> tuple[Tombstone, ...]:
    """Return what these partners have and we have no more: deleted, or in the bin; not those that they know of."""
    gone = ledger.gone(connection, (p.fingerprint for p in partners))
    known = {record for record, went in held.items() if went.digest == ""}
    return tuple(Tombstone(i, t, revision + 1) for i, (t, revision) in sorted(gone.items()) if i not in known)


def _figures(items: tuple[Item, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in items:
        if not item.why:
            counts[item.type] = counts.get(item.type, 0) + 1
    return counts


def _attachments(connection: Reader, selection: Selection) -> dict[str, tuple[str, str, int]]:
    """Return checksum, name and size of the files that belong to what the officer ticked and travel too, by the ids of
    their records."""
    columns = ("id", "owner_id", "sha256", "blob", "size")
    ours = [a for a in reading.columns(connection, "attachment", columns, settings.get(connection, "origin")) if a["owner_id"]]
    found: dict[str, tuple[str, str, int]] = {}
    for start in range(0, len(ours), _CHUNK):
        some = ours[start : start + _CHUNK]
        owners = {line.id: line for line in reading.lines(connection, (a["owner_id"] for a in some))}
        for a in some:
            owner = owners.get(a["owner_id"])
            if owner and owner.type in selection.types and owner.state in TRAVELLING and selection.covers(owner.day):
                found[a["id"]] = (a["sha256"], a["blob"], a["size"])
    return found
