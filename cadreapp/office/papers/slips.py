"""Papers that go with a bundle: the hand-over slip of one that was sent, the receipt with its code of one that was taken in."""

from __future__ import annotations

from dataclasses import dataclass

from cadreapp.kernel.dates import spoken_day
from cadreapp.kernel.errors import Exit, Fault
from cadreapp.kernel.shape import Family, Field, Kind, Shape
from cadreapp.office import unitforms
from cadreapp.office.bundles.partners import find, known, own
from cadreapp.paper import compose
from cadreapp.paper.source import PaperInput
from cadreapp.paper.view import Pages
from cadreapp.store import ledger, settings
from cadreapp.store.ledger import ReceivedRow, SentRow
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

NO_BUNDLE = Fault(
    "NO_BUNDLE", Exit.REFUSED, "没有这一次的数据包, 印不了单子。", "看“报上级”页的报送记录, 或“接收”页的核收记录, 核对单位和号数",
    "There is no such bundle.", "Look up the partner and the number in the list of bundles",
)  # fmt: skip
_SLIP = Shape("slip", "交接单", Family.REGISTER, tuple(
    Field(name, name, Kind.LINE)
    for name in ("sender", "sender_key", "recipient", "recipient_key", "sequence", "records", "at", "texts", "file", "digest",
                 "code", "accepted", "returned")
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip ready to print, for the bundle with this number."""

    pdf: bytes
    title: str
    sequence: int
    pages: int


def handover(connection: Reader, partner: str = "", sequence: int | None = None) -> Slip:
    """Return the 交接单 of a bundle sent to a partner (a name; any), the last one unless a number is given. Raises NO_BUNDLE."""
    to = find(connection, partner).fingerprint if partner else ""
    rows = [row for row in ledger.sent_bundles(connection) if to in ("", row.partner) and sequence in (None, row.sequence)]
    if not rows:
        raise NO_BUNDLE()
    return _handover(connection, max(rows, key=_when))


def handover_of(connection: Reader, partner: str, digest: str) -> Slip:
    """Return the 交接单 of one bundle, by the fingerprint of whom it was sent to and its digest. Raises NO_BUNDLE."""
    for row in ledger.sent_bundles(connection):
        if (row.partner, row.digest) == (partner, digest):
            return _handover(connection, row)
    raise NO_BUNDLE()


def _handover(connection: Reader, row: SentRow) -> Slip:
    ours = own(connection)
    there = known(connection, row.partner)
    values = {
        "sender": settings.get(connection, "unit", ""), "sender_key": ours.fingerprint, "texts": "含" if row.texts else "不含",
        "recipient": there.name if there else "", "recipient_key": row.partner, "file": row.file,
    }  # fmt: skip
    return _slip(connection, "bundle_slip", row, values)


def receipt(connection: Reader, unit_name: str = "", sequence: int | None = None) -> Slip:
    """Return the 收讫回执 of a bundle taken in from a unit (its name; any), the last one unless a number is given."""
    rows = [row for row in ledger.received_bundles(connection)
            if unit_name in ("", row.unit_name) and sequence in (None, row.sequence)]
    if not rows:
        raise NO_BUNDLE()
    return _receipt(connection, max(rows, key=_when))


def receipt_of(connection: Reader, partner: str, digest: str) -> Slip:
    """Return the 收讫回执 of one bundle, by the fingerprint of its sender and its digest. Raises NO_BUNDLE."""
    for row in ledger.received_bundles(connection):
        if (row.partner, row.digest) == (partner, digest):
            return _receipt(connection, row)
    raise NO_BUNDLE()


def _receipt(connection: Reader, row: ReceivedRow) -> Slip:
    values = {
        "sender": row.unit_name, "sender_key": row.partner, "recipient": settings.get(connection, "unit", ""),
        "recipient_key": own(connection).fingerprint, "code": row.code, "accepted": str(row.records - row.returned),
        "returned": str(row.returned),
    }  # fmt: skip
    return _slip(connection, "bundle_receipt", row, values)


def printed(unit: Unit, slip: Slip) -> None:
    """Put on record that a slip was made."""
    unit.note("export", about=f"{slip.title} {slip.sequence}")


def _when(row: SentRow | ReceivedRow) -> tuple[str, int]:
    return row.at, row.sequence


def _slip(connection: Reader, name: str, row: SentRow | ReceivedRow, values: dict[str, str]) -> Slip:
    form = unitforms.form(connection, name)
    short = row.digest[:16]
    said = {"sequence": str(row.sequence), "records": str(row.records), "at": spoken_day(row.at[:16]),
            "digest": " ".join(short[at : at + 4] for at in range(0, len(short), 4))}  # fmt: skip
    unit, demo = settings.get(connection, "unit", ""), bool(settings.get(connection, "demo", False))
    with unitforms.speaking(connection):
        pdf = compose.table_paper(PaperInput(_SLIP, {**values, **said}, unit, state="current", demo=demo), form)
    with Pages(pdf) as pages:
        return Slip(pdf, form.title, row.sequence, len(pages))
