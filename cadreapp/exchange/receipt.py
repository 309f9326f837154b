"""The upper level's answer to a bundle: signed, sealed to the sender, as text for any medium, with a code to read aloud."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from cadreapp.exchange.code import grouped, normal
from cadreapp.exchange.faults import (
    CODE_WRONG,
    MALFORMED,
    NOT_FOR_US,
    RECEIPT_BAD_SIGNATURE,
    RECEIPT_DAMAGED,
    RECEIPT_NEWER,
    RECEIPT_NOT_FOR_US,
    RECEIPT_UNKNOWN_BUNDLE,
    RECEIPT_UNKNOWN_ISSUER,
)
from cadreapp.exchange.identity import Identity, Partner
from cadreapp.exchange.ledger import Sent
from cadreapp.exchange.manifest import Mark, read_mark
from cadreapp.exchange.plain import ANY, PRINT, TYPE, Plain, read_object
from cadreapp.exchange.reading import Known
from cadreapp.exchange.seal import open_text, seal_text
from cadreapp.exchange.signature import BEGIN, RECEIPT, sign, signer_of, verify
from cadreapp.exchange.sshwire import fingerprint
from cadreapp.kernel.canonical import canonical, digest
from cadreapp.kernel.errors import AppError

KIND = "cadreapp-receipt"
FORMAT = 1
MAX_SIZE = 256 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one record: taken over, or returned with the reason its author reads."""

    id: str
    type: str
    version: int
    accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer to one bundle. `notices` are sentences for the sender; `issued_at` is an audit time."""

    issuer: str
    sender: str
    mark: Mark
    issued_at: str
    answers: tuple[Answer, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing was returned."""
        return all(answer.accepted for answer in self.answers)

    @property
    def code(self) -> str:
        """收讫码: what is read aloud or written down when no medium can go back."""
        return code_of(self.issuer, self.sender, self.mark, self.is_clean)

    @property
    def digest(self) -> str:
        """SHA-256 of the signed text, in hex: the name of this receipt."""
        return digest(self.to_json())

    def to_json(self) -> bytes:
        """Return the text that is signed: one line of canonical JSON with its line feed."""
        said = asdict(self)
        said |= {"kind": KIND, "format": FORMAT, "reader": FORMAT, "code": self.code}
        return canonical(said) + b"\n"


def write(receipt: Receipt, issuer: Identity, to: Partner) -> bytes:
    """Return the file: an armored age file holding the JSON line and its SSH signature."""
    if receipt.issuer != issuer.fingerprint or receipt.sender != to.fingerprint:
        raise ValueError("the receipt names other parties than the keys")
    said = receipt.to_json()
    return seal_text(said + sign(said, issuer, RECEIPT), [to])


def read(data: bytes, own: Sequence[Identity], known: Known) -> Receipt:
    """Open, verify and read a receipt file.

    Raises RECEIPT_DAMAGED, RECEIPT_NOT_FOR_US, RECEIPT_UNKNOWN_ISSUER, RECEIPT_BAD_SIGNATURE or RECEIPT_NEWER.
    """
    said, signature = _split(_opened(data, own))
    try:
        public = signer_of(signature)
    except ValueError as error:
        raise RECEIPT_BAD_SIGNATURE() from error
    issuer = known(fingerprint(public))
    if issuer is None or issuer.revoked:
        raise RECEIPT_UNKNOWN_ISSUER(fingerprint=fingerprint(public))
    if not verify(said, signature, issuer.signing, RECEIPT):
        raise RECEIPT_BAD_SIGNATURE()
    receipt = _read(said)
    if receipt.issuer != issuer.fingerprint:
        raise RECEIPT_BAD_SIGNATURE()
    if receipt.sender not in {identity.fingerprint for identity in own}:
        raise RECEIPT_NOT_FOR_US()
    return receipt


def take(sent: Iterable[Sent], receipt: Receipt) -> Sent:
    """Return the sent bundle that a receipt answers, with the receipt noted: that moves the base.

    An older receipt than the newest taken moves nothing back. RECEIPT_UNKNOWN_BUNDLE when we never sent it.
    """
    for bundle in sent:
        if bundle.partner == receipt.issuer and bundle.mark == receipt.mark:
            return replace(bundle, receipt=receipt.digest)
    raise RECEIPT_UNKNOWN_BUNDLE(sequence=receipt.mark.sequence)


def code_of(issuer: str, sender: str, mark: Mark, clean: bool) -> str:
    """Return the code for an outcome. The manifest's digest in it is known to the sealed parties alone."""
    said = canonical([KIND, issuer, sender, mark.epoch, mark.sequence, mark.manifest, clean])
    return grouped(hashlib.sha256(said).digest())


def match_code(typed: str, sent: Iterable[Sent], sender: str) -> tuple[Sent, bool]:
    """Return which sent bundle a typed code acknowledges, and whether nothing was returned; CODE_WRONG.

    It tells the officer that the bundle arrived; only the file moves the base, since only it is signed.
    """
    wanted = normal(typed)
    for bundle in sent:
        for clean in (True, False):
            if wanted == code_of(bundle.partner, sender, bundle.mark, clean):
                return bundle, clean
    raise CODE_WRONG()


def _opened(data: bytes, own: Sequence[Identity]) -> bytes:
    if len(data) > MAX_SIZE:
        raise RECEIPT_DAMAGED(why="size")
    try:
        # Windows programs like to put a byte order mark in front of text.
        return open_text(data.removeprefix(b"\xef\xbb\xbf"), own)
    except ValueError as error:
        raise RECEIPT_DAMAGED(why=str(error)) from error
    except AppError as error:
        if error.fault is NOT_FOR_US:
            raise RECEIPT_NOT_FOR_US() from error
        raise RECEIPT_DAMAGED(why=error.code) from error


def _split(text: bytes) -> tuple[bytes, bytes]:
    said, feed, signature = text.partition(b"\n")
    if not feed or not signature.startswith(BEGIN.encode()):
        raise RECEIPT_DAMAGED(why="layout")
    return said + feed, signature


def _read(said: bytes) -> Receipt:
    try:
        plain = Plain(read_object(said[:-1], "receipt"), "receipt")
        if plain.text("kind") != KIND:
            plain.refuse("kind")
        if plain.number("reader", 1) > FORMAT:
            raise RECEIPT_NEWER()
        receipt = Receipt(
            plain.text("issuer", PRINT), plain.text("sender", PRINT), plain.sub("mark", read_mark),
            plain.text("issued_at"), plain.rows("answers", _answer, 1 << 21), plain.texts("notices", ANY, 1024),
        )
    except AppError as error:
        if error.fault is MALFORMED:
            raise RECEIPT_DAMAGED(why=str(error.values["where"])) from error
        raise
    return receipt


def _answer(plain: Plain) -> Answer:
    return Answer(plain.id("id"), plain.text("type", TYPE), plain.number("version", 1), plain.flag("accepted"),
                  plain.maybe("reason") or "")
