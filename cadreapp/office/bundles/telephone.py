"""What two officers settle over the telephone: whether a partner file is the right one, whether a bundle has arrived."""

from __future__ import annotations

from dataclasses import dataclass

from cadreapp.exchange import partnerfile
from cadreapp.exchange.ledger import Sent
from cadreapp.exchange.manifest import Mark
from cadreapp.exchange.receipt import match_code
from cadreapp.kernel.errors import AppError
from cadreapp.office.bundles.partners import PartnerView, identities, known
from cadreapp.store import ledger
from cadreapp.store.reading import Reader


@dataclass(frozen=True)
class Acknowledged:
    """What a typed 收讫码 says: who took which number, and whether nothing was returned."""

    partner: str
    sequence: int
    clean: bool


def look(data: bytes, name: str = "") -> PartnerView:
    """Return who a partner file speaks of, with nothing enrolled. Raises PARTNER_FILE_BAD or PARTNER_FILE_PRIVATE."""
    found = partnerfile.load(data, name)
    return PartnerView(found.fingerprint, found.name, found.proof, "", None)


def acknowledged(connection: Reader, typed: str) -> Acknowledged:
    """Return what a code read out by the upper level acknowledges; RECEIPT_CODE_WRONG.

    It moves no base, for only the receipt's file is signed: the next bundle goes on holding everything.
    """
    rows = ledger.sent_bundles(connection)
    bundles = [Sent(r.partner, Mark(r.epoch, r.sequence, r.digest), r.journal_no, r.receipt) for r in rows]
    wrong: AppError | None = None
    for own in identities(connection):
        try:
            found, clean = match_code(typed, bundles, own.fingerprint)
        except AppError as error:
            wrong = error
            continue
        partner = known(connection, found.partner)
        return Acknowledged(partner.name if partner else found.partner, found.mark.sequence, clean)
    assert wrong is not None, "a store has an identity from its first day"
    raise wrong
