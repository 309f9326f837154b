"""核收: a bundle from below is copied, verified whole, judged, then imported in one transaction and answered by a receipt."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cadreapp.exchange import incoming, receipt
from cadreapp.exchange.faults import DEMO, MALFORMED
from cadreapp.exchange.incoming import Outside, Verified
from cadreapp.exchange.landing import take_copy
from cadreapp.exchange.ledger import Judgement, Sent, Standing, Taken, judge
from cadreapp.exchange.manifest import Mark
from cadreapp.exchange.receipt import Answer, Receipt
from cadreapp.exchange.step import Step, Steps
from cadreapp.kernel.durable import write_fault, write_whole
from cadreapp.kernel.errors import FILE_UNREADABLE, AppError
from cadreapp.office.bundles import papercodes
from cadreapp.office.bundles.intake import take_over
from cadreapp.office.bundles.partners import identities, known
from cadreapp.store import ledger
from cadreapp.store.collisions import refused_as
from cadreapp.store.ledger import ReceivedRow
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

if TYPE_CHECKING:
    from cadreapp.office.door import Office

RECEIPT_SUFFIX = ".receipt.txt"


@dataclass(frozen=True)
class Seen:
    """A bundle that was verified and judged, with nothing imported yet."""

    path: Path
    verified: Verified
    judgement: Judgement

    @property
    def unit_name(self) -> str:
        return self.verified.manifest.heading.unit_name


@dataclass(frozen=True)
class Accepted:
    """What came of receiving one bundle: the receipt's file and code, and how many records were taken or sent back."""

    unit_name: str
    sequence: int
    accepted: int
    returned: int
    code: str
    receipt: Path
    notices: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True)
class ReceiptTaken:
    """A receipt that was taken: which bundle it answers and what was sent back."""

    partner: str
    sequence: int
    accepted: int
    returned: tuple[Answer, ...]
    notices: tuple[str, ...]


def inspect(path: Path) -> Outside:
    """Return what can be known of a bundle without a key."""
    return incoming.inspect(path)


def verify(office: Office, path: Path) -> Steps[Seen]:
    """Check everything about a bundle and how it stands to earlier ones; import nothing, write nothing."""
    own = office.ask(identities)
    verified = yield from incoming.verify(path, own, lambda key: office.ask(known, key))
    return Seen(path, verified, office.ask(_judge, verified))


def receive(office: Office, path: Path, returns: Mapping[str, str] | None = None) -> Steps[Accepted]:
    """Copy, verify, judge and import a bundle and write its receipt beside it; `returns` maps record ids to reasons.

    The same bundle again gives the same receipt. Raises the bundle's own fault; then nothing was imported.
    """
    copy = _clear_landing(office) / f".incoming-{secrets.token_hex(8)}"
    try:
        yield from take_copy(path, copy)
        seen = yield from verify(office, copy)
        fault = seen.judgement.fault()
        if fault is not None:
            raise fault
        if seen.verified.manifest.heading.demo and not office.is_demo:
            raise DEMO()
        if seen.judgement.standing is Standing.SAME:
            row = office.ask(_received_row, seen.verified)
        else:
            yield Step("import", 0, seen.verified.manifest.records)
            with refused_as(MALFORMED(where="records")):
                row = office.do(import_bundle, office, seen, dict(returns or {})).result
        _keep(copy, office.folder.received / f"{seen.verified.digest}.cadre")
    finally:
        copy.unlink(missing_ok=True)
    answer, notices = _hand_back(office, path, row)
    return Accepted(
        row.unit_name,
        row.sequence,
        row.records - row.returned,
        row.returned,
        row.code,
        answer,
        (*_notices(seen.judgement), *notices),
        seen.judgement.standing is Standing.SAME,
    )


def _clear_landing(office: Office) -> Path:
    """Return the folder of received bundles; what an earlier receiving that died left there is gone."""
    folder = office.folder.received
    try:
        folder.mkdir(exist_ok=True)
        for left in folder.glob(".*"):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise write_fault(error, folder) from error
    return folder


def _keep(copy: Path, kept: Path) -> None:
    # The records are in by now: a bundle that cannot be kept as it came is kept when it comes again.
    with suppress(OSError):
        if not kept.exists():
            copy.replace(kept)


def _hand_back(office: Office, path: Path, row: ReceivedRow) -> tuple[Path, tuple[str, ...]]:
    """Write the receipt beside the bundle, or into the store's folder when that medium takes nothing; and say so."""
    beside = path.with_name(path.name + RECEIPT_SUFFIX)
    try:
        write_whole(beside, row.receipt)
    except AppError as error:
        kept = office.folder.received / f"{row.digest}{RECEIPT_SUFFIX}"
        write_whole(kept, row.receipt)
        return kept, (f"{error.message()} 收讫回执存在 {kept}",)
    return beside, ()


def import_bundle(unit: Unit, office: Office, seen: Seen, returns: dict[str, str]) -> ReceivedRow:
    """Take over every record of a verified bundle, in this transaction, and return the receipt that answers it."""
    unit.verb = "receive"
    own = identities(unit.connection)
    verified, heading = seen.verified, seen.verified.manifest.heading
    contents = incoming.contents(seen.path, verified, own)
    answers = take_over(unit, office.blobs, verified, contents, returns)
    papercodes.take(unit, heading.papers, verified.sender)
    _no_dangling(unit)
    me = next(identity for identity in own if identity.fingerprint == verified.me)
    leg = verified.manifest.leg(verified.me)
    assert leg is not None, "verify() found us among the recipients"
    given = Receipt(
        me.fingerprint,
        verified.sender.fingerprint,
        Mark(heading.epoch, leg.sequence, verified.digest),
        unit.at,
        tuple(answers),
        _notices(seen.judgement),
    )
    last = heading.audit.last
    row = ReceivedRow(
        verified.sender.fingerprint,
        verified.digest,
        leg.sequence,
        heading.epoch,
        unit.at,
        heading.unit_name,
        last[0] if last else None,
        last[1] if last else None,
        len(answers),
        receipt.write(given, me, verified.sender),
        given.code,
        sum(not a.accepted for a in answers),
    )
    ledger.put_received(unit.connection, row)
    unit.note("receive", about=verified.digest)
    return row


def take_receipt(unit: Unit, data: bytes) -> ReceiptTaken:
    """Take the upper level's receipt: the base moves, what was returned is noted. Raises the receipt's own fault."""
    connection = unit.connection
    own = identities(connection)
    got = receipt.read(data, own, lambda key: known(connection, key))
    rows = ledger.sent_bundles(connection)
    bundle = receipt.take([Sent(r.partner, Mark(r.epoch, r.sequence, r.digest), r.journal_no, r.receipt) for r in rows], got)
    row = next(r for r in rows if r.partner == bundle.partner and r.digest == bundle.mark.manifest)
    said = [(a.id, "accepted" if a.accepted else "returned", a.reason) for a in got.answers]
    ledger.note_receipt(connection, row, got.digest, unit.at, said)
    unit.note("receipt", about=row.digest)
    issuer = known(connection, got.issuer)
    return ReceiptTaken(
        issuer.name if issuer else got.issuer,
        row.sequence,
        sum(a.accepted for a in got.answers),
        tuple(a for a in got.answers if not a.accepted),
        got.notices,
    )


def read_receipt(path: Path) -> bytes:
    """Return a receipt file's bytes; raises FILE_UNREADABLE."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FILE_UNREADABLE(path=path, why=error.strerror or error) from error


def received(connection: Reader) -> list[ReceivedRow]:
    """Return everything taken in, newest first."""
    return ledger.received_bundles(connection)[::-1]


def _judge(connection: Reader, verified: Verified) -> Judgement:
    rows = ledger.received_bundles(connection, verified.sender.fingerprint)
    taken = [
        Taken(Mark(r.epoch, r.sequence, r.digest), (r.audit_no, r.audit_value) if r.audit_no and r.audit_value else None)
        for r in rows
    ]
    return judge(taken, verified.manifest, verified.digest, verified.me)


def _received_row(connection: Reader, verified: Verified) -> ReceivedRow:
    rows = ledger.received_bundles(connection, verified.sender.fingerprint)
    return next(r for r in rows if r.digest == verified.digest)


def _no_dangling(unit: Unit) -> None:
    """Refuse a bundle whose records name people or organisations that neither it nor we hold."""
    broken = unit.dangling()
    if broken is not None:
        raise MALFORMED(where=f"records/{broken}.jsonl")


def _notices(judgement: Judgement) -> tuple[str, ...]:
    said = []
    if judgement.skipped:
        numbers = "、".join(str(n) for n in judgement.skipped)
        said.append(f"第 {numbers} 号数据包没有收到; 内容是累计的, 不缺记录")
    if judgement.restored:
        said.append("报送单位从备份恢复过数据")
    if judgement.forgotten:
        said.append(f"恢复后不再认得第 {'、'.join(str(n) for n in judgement.forgotten)} 号数据包")
    if judgement.rewritten:
        said.append("使用记录与上次报来的对不上, 请核实")
    return tuple(said)
