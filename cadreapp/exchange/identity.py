"""Who a unit is to others: an ssh-ed25519 key that signs and an age X25519 key that opens, and the public half of both."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cached_property

import pyrage  # type: ignore[import-untyped]
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cadreapp.exchange.code import grouped
from cadreapp.exchange.faults import IDENTITY_DAMAGED
from cadreapp.exchange.sshwire import fingerprint, key_blob

_MAGIC = "cadreapp-identity/1"


@dataclass(frozen=True)
class Partner:
    """The public half of an identity, with the name it was enrolled under.

    `recipient` is an age recipient ("age1…"), `signing` the 32 bytes of an Ed25519 public key.
    """

    name: str
    recipient: str
    signing: bytes
    unit_code: str = ""
    revoked: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """OpenSSH's "SHA256:…" of the signing key: also the `origin` of the unit's records."""
        return fingerprint(self.signing)

    @cached_property
    def proof(self) -> str:
        """核对码: 16 signs over both keys, to be compared by telephone, since the fingerprint covers only one of them."""
        both = f"{self.recipient}\n".encode() + self.signing
        return grouped(hashlib.sha256(b"cadreapp-partner/1\n" + both).digest())

    @property
    def ssh_line(self) -> str:
        """The signing key as OpenSSH writes it, without a comment."""
        return "ssh-ed25519 " + base64.b64encode(key_blob(self.signing)).decode()


@dataclass(frozen=True)
class Identity:
    """A unit's own keys; kept by the store, never printed."""

    age_secret: str = field(repr=False)
    seed: bytes = field(repr=False)
    name: str = ""
    unit_code: str = ""

    @cached_property
    def public(self) -> Partner:
        """What others may know."""
        signing = self.signer().public_key().public_bytes_raw()
        recipient = str(pyrage.x25519.Identity.from_str(self.age_secret).to_public())
        return Partner(self.name, recipient, signing, self.unit_code)

    @property
    def fingerprint(self) -> str:
        return self.public.fingerprint

    def signer(self) -> Ed25519PrivateKey:
        """Return the key that signs."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def mark(self, data: bytes) -> str:
        """Return a digest of `data` in hex that only we can make: equal for equal data, no help in guessing any.

        For `Line.content`: a plain digest would let a receiver try names until a field that was withheld fits.
        """
        return hmac.digest(hashlib.sha256(b"cadreapp-content/1\n" + self.seed).digest(), data, "sha256").hex()

    def to_bytes(self) -> bytes:
        """Return the private part, to be kept where the store keeps secrets and nowhere else."""
        return f"{_MAGIC}\n{self.age_secret}\n{self.seed.hex()}\n".encode()

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "", unit_code: str = "") -> Identity:
        """Read what `to_bytes` gave; IDENTITY_DAMAGED when it is anything else."""
        try:
            magic, secret, seed, rest = data.decode("ascii").split("\n")
            made = cls(secret, bytes.fromhex(seed), name, unit_code)
            whole = magic == _MAGIC and not rest and bool(made.public)
        except (ValueError, pyrage.IdentityError) as error:
            raise IDENTITY_DAMAGED() from error
        if not whole:
            raise IDENTITY_DAMAGED()
        return made


def new_identity(name: str = "", unit_code: str = "") -> Identity:
    """Return a fresh identity."""
    return Identity(str(pyrage.x25519.Identity.generate()), Ed25519PrivateKey.generate().private_bytes_raw(), name, unit_code)
