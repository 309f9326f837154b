"""The ledger of bundles: who our partners are, what we sent them and took from them, as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, astuple, dataclass, fields
from itertools import islice

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from cadreapp.records import BY_NAME
from cadreapp.store import straight
from cadreapp.store.straight import listed, marks
from cadreapp.store.tables import catalogue, identity, journal, partner, received, sent, sent_record

_CHUNK = 500
# By the record: by the bundle, each answer would pass over every record that went with it.
_ANSWER = """UPDATE sent_record INDEXED BY ix_sent_record_record SET verdict = ?, reason = ?
    WHERE record = ? AND bundle = ? AND partner = ?"""


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner as kept: `public` is the text of its partner file."""

    fingerprint: str
    name: str
    public: str
    added_at: str
    revoked_at: str | None


@dataclass(frozen=True, slots=True)
class SentRow:
    """A bundle that we wrote for one partner."""

    partner: str
    digest: str
    sequence: int
    epoch: str
    at: str
    journal_no: int
    records: int
    file: str
    texts: int
    receipt: str | None = None
    receipt_at: str | None = None


@dataclass(frozen=True, slots=True)
class Went:
    """A record in a bundle: `digest` of its line, "" for a tombstone; `texts` tells whether talk texts were ticked."""

    record: str
    type: str
    revision: int
    digest: str
    texts: int = 0


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A bundle that we took in."""

    partner: str
    digest: str
    sequence: int
    epoch: str
    at: str
    unit_name: str
    audit_no: int | None
    audit_value: str | None
    records: int
    receipt: bytes
    code: str
    returned: int


@dataclass(frozen=True, slots=True)
class HeldRow:
    """What we hold of a received record; `withheld` is a JSON list of dotted paths."""

    record: str
    type: str
    origin: str
    version: int
    digest: str
    epoch: str
    content: str | None
    withheld: str


_HELD = tuple(field.name for field in fields(HeldRow))


@dataclass(frozen=True, slots=True)
class Returned:
    """A record that a partner sent back for correction and that was not changed since."""

    record: str
    title: str
    partner: str
    reason: str


def private_identities(connection: Connection) -> list[bytes]:
    """Return the private parts of our identities, newest first."""
    return list(connection.execute(select(identity.c.private).order_by(identity.c.made_at.desc())).scalars().all())


def put_identity(connection: Connection, fingerprint: str, private: bytes, at: str) -> None:
    """Keep a new identity of ours."""
    connection.execute(insert(identity), {"fingerprint": fingerprint, "private": private, "made_at": at})


def partners(connection: Connection) -> list[PartnerRow]:
    """Return every partner, revoked ones too."""
    return [PartnerRow(*row) for row in connection.execute(select(partner).order_by(partner.c.name))]


def add_partner(connection: Connection, row: PartnerRow) -> None:
    """Enrol a partner, or enrol it again under another name."""
    known = connection.execute(select(partner.c.fingerprint).where(partner.c.fingerprint == row.fingerprint)).first()
    values = {name: getattr(row, name) for name in PartnerRow.__dataclass_fields__}
    if known:
        connection.execute(update(partner).where(partner.c.fingerprint == row.fingerprint), values)
    else:
        connection.execute(insert(partner), values)


def revoke_partner(connection: Connection, fingerprint: str, at: str) -> None:
    """Trust a partner's key no longer."""
    connection.execute(update(partner).where(partner.c.fingerprint == fingerprint), {"revoked_at": at})


def sent_bundles(connection: Connection) -> list[SentRow]:
    """Return everything sent, oldest first."""
    return [SentRow(*row) for row in connection.execute(select(sent).order_by(sent.c.epoch, sent.c.sequence))]


def put_sent(connection: Connection, rows: Sequence[SentRow], went: Sequence[Went]) -> None:
    """Note a bundle for each of its partners, and what went with it."""
    for row in rows:
        straight.put(connection, sent, [asdict(row)])
        for start in range(0, len(went), _CHUNK):
            straight.put(connection, sent_record, [
                {"bundle": row.digest, "partner": row.partner, "record": w.record, "type": w.type, "revision": w.revision,
                 "digest": w.digest, "verdict": None, "reason": None} for w in went[start : start + _CHUNK]
            ])


def note_receipt(connection: Connection, row: SentRow, receipt: str, at: str, answers: Iterable[tuple[str, str, str]]) -> None:
    """Note the receipt of a bundle and its answers (record, "accepted" or "returned", reason)."""
    chosen = (sent.c.partner == row.partner, sent.c.digest == row.digest)
    connection.execute(update(sent).where(*chosen), {"receipt": receipt, "receipt_at": at})
    coming = ((verdict, reason, record, row.digest, row.partner) for record, verdict, reason in answers)
    while some := list(islice(coming, _CHUNK)):
        straight.write_many(connection, _ANSWER, some)


def returned(connection: Connection) -> list[Returned]:
    """Return the records sent back for correction whose newest sending was returned and that did not go again since."""
    newest = select(func.max(sent.c.at)).join(sent_record, sent_record.c.bundle == sent.c.digest).where(
        sent_record.c.record == catalogue.c.id).correlate(catalogue).scalar_subquery()
    query = (
        select(catalogue.c.id, catalogue.c.title, partner.c.name, sent_record.c.reason)
        .join(sent_record, sent_record.c.record == catalogue.c.id)
        .join(sent, (sent.c.digest == sent_record.c.bundle) & (sent.c.partner == sent_record.c.partner))
        .join(partner, partner.c.fingerprint == sent.c.partner)
        .where(sent_record.c.verdict == "returned", sent.c.at == newest)
    )
    return [Returned(*row) for row in connection.execute(query)]


def confirmed(connection: Connection, fingerprint: str, epoch: str) -> dict[str, Went]:
    """Return what a partner is known to hold, by record: as it went in the newest bundle of this epoch whose receipt
    came back and took it over."""
    query = (
        select(sent_record.c.record, sent_record.c.type, sent_record.c.revision, sent_record.c.digest, sent.c.texts)
        .join(sent, (sent.c.digest == sent_record.c.bundle) & (sent.c.partner == sent_record.c.partner))
        .where(sent.c.partner == fingerprint, sent.c.epoch == epoch, sent_record.c.verdict == "accepted")
        .order_by(sent.c.sequence)
    )
    return {row.record: Went(*row) for row in connection.execute(query)}


def gone(connection: Connection, partners_: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Return what any of these partners ever got and we have no more, or in the bin: type and highest revision by id."""
    alive = select(catalogue.c.id).where(catalogue.c.id == sent_record.c.record, catalogue.c.state != "binned").exists()
    query = select(sent_record.c.record, sent_record.c.type, func.max(sent_record.c.revision)).where(
        sent_record.c.partner.in_(list(partners_)), ~alive).group_by(sent_record.c.record, sent_record.c.type)
    return {record: (type_name, revision) for record, type_name, revision in connection.execute(query)}


def revisions(connection: Connection, type_name: str, origin: str, states: Sequence[str], *,
              days: tuple[str | None, str | None] = (None, None)) -> dict[str, int]:
    """Return the revisions of one unit's records of a type in some states, by id in id order.

    `days` are the first and the last day, inclusive or None; records without a day are always among them.
    """
    table = BY_NAME[type_name].__table__
    query = select(table.c.id, table.c.revision).where(table.c.origin == origin, table.c.state.in_(states)).order_by(table.c.id)
    if days != (None, None):
        since, until = days
        day = func.substr(catalogue.c.day, 1, 10)
        bounds = [*([day >= since] if since is not None else []), *([day <= until] if until is not None else [])]
        query = query.join(catalogue, catalogue.c.id == table.c.id).where(or_(catalogue.c.day.is_(None), and_(*bounds)))
    return {row.id: row.revision for row in connection.execute(query)}


def received_bundles(connection: Connection, fingerprint: str | None = None) -> list[ReceivedRow]:
    """Return what was taken in, oldest first."""
    query = select(received).order_by(received.c.epoch, received.c.sequence)
    if fingerprint is not None:
        query = query.where(received.c.partner == fingerprint)
    return [ReceivedRow(*row) for row in connection.execute(query)]


def put_received(connection: Connection, row: ReceivedRow) -> None:
    """Note a bundle that was taken in."""
    connection.execute(insert(received), {name: getattr(row, name) for name in ReceivedRow.__dataclass_fields__})


def held_rows(connection: Connection, records: Collection[str]) -> dict[str, HeldRow]:
    """Return what we hold of received records, by record; at most 500 are asked for at once."""
    query = f"SELECT {listed(_HELD)} FROM held WHERE record IN ({marks(len(records))})"
    return {row[0]: HeldRow(*row) for row in straight.fetch(connection, query, tuple(records))}


def put_held(connection: Connection, rows: Iterable[HeldRow]) -> None:
    """Note what we now hold of received records."""
    statement = f"INSERT OR REPLACE INTO held ({listed(_HELD)}) VALUES ({marks(len(_HELD))})"
    straight.write_many(connection, statement, [astuple(row) for row in rows])


def touch_held(connection: Connection, records: Iterable[str], epoch: str) -> None:
    """Note that a bundle of this epoch held some records as we have them."""
    straight.write_many(connection, "UPDATE held SET epoch = ? WHERE record = ?", [(epoch, record) for record in records])


def chain_values(connection: Connection, after: int) -> list[str]:
    """Return the chain values of all journal entries after one, in order."""
    return list(connection.execute(select(journal.c.chain).where(journal.c.no > after).order_by(journal.c.no)).scalars().all())


def chain_value(connection: Connection, number: int) -> str | None:
    """Return the chain value of one journal entry."""
    return connection.execute(select(journal.c.chain).where(journal.c.no == number)).scalar()

