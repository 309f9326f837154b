"""报上级: what would go, about whom, shown first; then one sealed, signed bundle, written and checked."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cadreapp.exchange.disk import Disk, medium_fault
from cadreapp.exchange.identity import Partner
from cadreapp.exchange.ledger import Sent, audit_after, next_leg
from cadreapp.exchange.manifest import AuditSpan, Heading, Mark
from cadreapp.exchange.outgoing import Attachment, Order, Records, Written, write
from cadreapp.exchange.selection import Selection
from cadreapp.exchange.step import Step, Steps
from cadreapp.kernel.clock import Clock, stamp
from cadreapp.kernel.durable import PART
from cadreapp.kernel.errors import AppError, Exit, Fault
from cadreapp.kernel.shape import Family
from cadreapp.office.bundles import papercodes
from cadreapp.office.bundles.gathering import Item, attachments, gather, lines, tombstones
from cadreapp.office.bundles.partners import find, identities
from cadreapp.records import SHAPES
from cadreapp.store import journal, ledger, settings
from cadreapp.store.ledger import SentRow, Went
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

if TYPE_CHECKING:
    from cadreapp.office.door import Office

AT_HOME = ("clue", "handover", "recusal", "disposal")
"""Types that go up only when ticked: reports that came in, and the books of the unit's own housekeeping."""
DEFAULT_TYPES = tuple(n for n, s in SHAPES.items() if s.family is not Family.REGISTER and n not in AT_HOME)
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
    files = attachments(connection, selection) if wish.attachments else {}
    items = gather(connection, selection, own, held, files)
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
        tombstones=tombstones(connection, partners, held),
        figures=_figures(items),
        demo=bool(settings.get(connection, "demo", False)),
        papers=papercodes.outgoing(connection, {item.id for item in items} | held.keys()),
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
    records = [Records(name, partial(lines, office, items, chosen.selection, sender)) for name, items in by_type.items()]
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


def _figures(items: tuple[Item, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in items:
        if not item.why:
            counts[item.type] = counts.get(item.type, 0) + 1
    return counts
