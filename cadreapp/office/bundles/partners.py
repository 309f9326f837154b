"""Who we are to others and who they are to us: own identity, partner files, enrolment and revocation."""

from __future__ import annotations

from dataclasses import dataclass

from cadreapp.exchange import partnerfile
from cadreapp.exchange.identity import Identity, Partner
from cadreapp.kernel.errors import NOT_FOUND, Exit, Fault
from cadreapp.store import ledger, settings
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

PARTNER_NAME_TAKEN = Fault(
    "PARTNER_NAME_TAKEN", Exit.REFUSED, "已经登记了名称同为“{name}”的单位, 身份不同。",
    "换了身份的, 先停用旧的; 另一个单位, 登记时换一个名称",
    "Another identity is enrolled under the name “{name}”.", "Revoke the old one first, or enrol under another name",
)


@dataclass(frozen=True)
class PartnerView:
    """A partner as people see it; `proof` is read out over the telephone before trusting a file."""

    fingerprint: str
    name: str
    proof: str
    added_at: str
    revoked_at: str | None


def identities(connection: Reader) -> list[Identity]:
    """Return our own identities, newest first."""
    name, code = settings.get(connection, "unit", ""), settings.get(connection, "unit_code", "")
    return [Identity.from_bytes(data, name, code) for data in ledger.private_identities(connection)]


def own(connection: Reader) -> PartnerView:
    """Return how others see us."""
    public = identities(connection)[0].public
    return PartnerView(public.fingerprint, public.name, public.proof, "", None)


def own_file(connection: Reader) -> str:
    """Return our partner file, to be handed to the upper level."""
    return partnerfile.dump(identities(connection)[0].public)


def partners(connection: Reader) -> list[PartnerView]:
    """Return everyone enrolled."""
    return [
        PartnerView(r.fingerprint, r.name, _partner(r).proof, r.added_at, r.revoked_at) for r in ledger.partners(connection)
    ]


def add_partner(unit: Unit, data: bytes, name: str) -> str:
    """Enrol who a partner file speaks of; returns the fingerprint.

    Raises PARTNER_FILE_BAD, PARTNER_FILE_PRIVATE or PARTNER_NAME_TAKEN.
    """
    made = partnerfile.load(data, name)
    for other in ledger.partners(unit.connection):
        if other.name == made.name and other.fingerprint != made.fingerprint and other.revoked_at is None:
            raise PARTNER_NAME_TAKEN(name=made.name)
    row = ledger.PartnerRow(made.fingerprint, made.name, partnerfile.dump(made), unit.at, None)
    ledger.add_partner(unit.connection, row)
    unit.note("partner", about=made.fingerprint)
    return made.fingerprint


def revoke_partner(unit: Unit, name: str) -> None:
    """Trust a partner no longer; what came from it stays."""
    found = find(unit.connection, name)
    ledger.revoke_partner(unit.connection, found.fingerprint, unit.at)
    unit.note("partner", about=found.fingerprint)


def find(connection: Reader, name: str) -> Partner:
    """Return a partner by name or fingerprint, of one name the one that is not revoked; raises NOT_FOUND."""
    found = [row for row in ledger.partners(connection) if name in (row.name, row.fingerprint)]
    if not found:
        raise NOT_FOUND(what="单位", key=name)
    return _partner(min(found, key=lambda row: (row.revoked_at is not None, row.added_at)))


def known(connection: Reader, fingerprint: str) -> Partner | None:
    """Return the partner with this fingerprint, revoked or not; None when nobody of that key was enrolled."""
    return next((_partner(r) for r in ledger.partners(connection) if r.fingerprint == fingerprint), None)


def _partner(row: ledger.PartnerRow) -> Partner:
    loaded = partnerfile.load(row.public.encode(), row.name)
    return Partner(row.name, loaded.recipient, loaded.signing, loaded.unit_code, row.revoked_at is not None)
