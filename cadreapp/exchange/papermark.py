"""The mark of genuineness on a paper: which record, edition and content it was, signed by the unit; 179 signs of a QR code.

"CP1", then 110 bytes in Crockford's base 32: record id (16), edition (2), mark of the content (4), digest of what the file
shows (16), first bytes of the signing key's fingerprint (8), Ed25519 signature (64) of b"cadreapp-paper/1\\n" and all before.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from cadreapp.exchange.code import grouped
from cadreapp.exchange.identity import Identity, Partner
from cadreapp.kernel.spoken import ALPHABET

_MAGIC = "CP1"
_SIGNED = b"cadreapp-paper/1\n"
_SIZE, _HEAD = 110, 46
_SIGNS = (_SIZE * 8 + 4) // 5


@dataclass(frozen=True, slots=True)
class PaperMark:
    """What a mark says: `digest` is the first 16 bytes of the file's, `content` 4 bytes that only the unit can make."""

    record: str
    edition: int
    content: bytes
    digest: bytes
    key: bytes
    signature: bytes

    @property
    def _head(self) -> bytes:
        return uuid.UUID(self.record).bytes + self.edition.to_bytes(2, "big") + self.content + self.digest + self.key

    @property
    def said(self) -> str:
        """The signs of the QR code."""
        bits = int.from_bytes(self._head + self.signature, "big") << (_SIGNS * 5 - _SIZE * 8)
        return _MAGIC + "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(_SIGNS)))

    @property
    def code(self) -> str:
        """The 16 signs to type: 75 bits of a digest of the mark and a check sign, to find the printing on register."""
        return grouped(hashlib.sha256(b"cadreapp-paper-code/1\n" + self._head + self.signature).digest())

    def signer(self, known: Iterable[Partner]) -> Partner | None:
        """Return who signs with the key that the mark names, None when nobody known does."""
        return next((partner for partner in known if key_of(partner) == self.key), None)

    def is_of(self, partner: Partner) -> bool:
        """Tell whether the signature is this unit's."""
        try:
            Ed25519PublicKey.from_public_bytes(partner.signing).verify(self.signature, _SIGNED + self._head)
        except InvalidSignature:
            return False
        return True


def key_of(partner: Partner) -> bytes:
    """Return the 8 bytes by which a mark names a key: the first of its OpenSSH fingerprint."""
    return base64.b64decode(partner.fingerprint.partition(":")[2] + "=")[:8]


def content_mark(identity: Identity, content: str) -> bytes:
    """Return the mark of a record's content: keyed, so that nobody can try whether a guess at an internal field fits."""
    return bytes.fromhex(identity.mark(b"paper\n" + content.encode()))[:4]


def make(identity: Identity, told: tuple[str, int, str], digest: bytes) -> PaperMark:
    """Return the mark of a file of this digest; `told` is record id, edition and the record's content digest."""
    record, edition, content = told
    blank = PaperMark(record, min(edition, 0xFFFF), content_mark(identity, content), digest[:16], key_of(identity.public), b"")
    return PaperMark(blank.record, blank.edition, blank.content, blank.digest, blank.key,
                     identity.signer().sign(_SIGNED + blank._head))


def read(said: str) -> PaperMark | None:
    """Return what the signs of a QR code say, None when they are not of this form."""
    signs = [ALPHABET.find(sign) for sign in said.removeprefix(_MAGIC)]
    if not said.startswith(_MAGIC) or len(signs) != _SIGNS or -1 in signs:
        return None
    bits = 0
    for sign in signs:
        bits = bits << 5 | sign
    spare = _SIGNS * 5 - _SIZE * 8
    if bits & (1 << spare) - 1:
        return None
    raw = (bits >> spare).to_bytes(_SIZE, "big")
    record = str(uuid.UUID(bytes=raw[:16]))
    return PaperMark(record, int.from_bytes(raw[16:18], "big"), raw[18:22], raw[22:38], raw[38:_HEAD], raw[_HEAD:])
