"""One slot of a key file: the store key sealed under a passphrase, a recovery code or a key kept by the OS."""

from __future__ import annotations

import math
import secrets
import time
import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cadreapp.kernel.canonical import canonical
from cadreapp.store.derived import derive
from cadreapp.store.faults_keys import PASSPHRASE_EMPTY

SALT, NONCE = 16, 12


if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305


class SlotKind(StrEnum):
    """What opens a slot."""

    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"
    KEYRING = "keyring"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id (RFC 9106) memory in KiB, rounds, lanes."""

    memory_kib: int
    rounds: int
    lanes: int

    def is_bounded(self) -> bool:
        """Tell whether it may be run at all: a doctored key file must not make us take all memory or run for ever."""
        return 1 <= self.lanes <= 16 and 8 * self.lanes <= self.memory_kib <= 1 << 20 and 1 <= self.rounds <= 64

    def is_strong(self) -> bool:
        """Tell whether the product may make slots with it: no less than 19 MiB, two rounds (OWASP 2023)."""
        return self.is_bounded() and self.memory_kib >= 19 * 1024 and self.rounds >= 2


DEFAULT = Cost(64 * 1024, 3, 4)
WEAKEST = Cost(19 * 1024, 2, 1)
CHEAP = Cost(64, 1, 1)
"""For tests alone: no command and no window hands it on, and any other weak cost is refused."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A sealed store key. All but `sealed` is bound into the seal, so that no part can be moved to another slot."""

    kind: SlotKind
    user: str
    id: str
    salt: bytes
    nonce: bytes
    sealed: bytes = b""
    cost: Cost | None = None

    def as_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = {"kind": self.kind.value, "user": self.user, "id": self.id}
        plain |= {"salt": self.salt.hex(), "nonce": self.nonce.hex(), "sealed": self.sealed.hex()}
        if self.cost:
            plain["argon2id"] = asdict(self.cost)
        return plain

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Slot:
        """Read a slot; KeyError, TypeError or ValueError when it is none."""
        cost = Cost(**plain["argon2id"]) if plain["kind"] == SlotKind.PASSPHRASE else None
        if cost and not cost.is_bounded():
            raise ValueError("cost of the passphrase is out of bounds")
        salt, nonce, sealed = (bytes.fromhex(plain[name]) for name in ("salt", "nonce", "sealed"))
        return cls(SlotKind(plain["kind"]), str(plain["user"]), str(plain["id"]), salt, nonce, sealed, cost)


def new_slot(kind: SlotKind, user: str, cost: Cost | None = None) -> Slot:
    """Return an unsealed slot with fresh salt, nonce and id."""
    if cost and cost is not CHEAP and not cost.is_strong():
        raise ValueError("this cost protects nothing")
    return Slot(kind, user, str(uuid.uuid4()), secrets.token_bytes(SALT), secrets.token_bytes(NONCE), cost=cost)


def seal(slot: Slot, secret: bytes, store: str, key: bytes) -> Slot:
    """Return `slot` holding the store `key` under `secret`."""
    return replace(slot, sealed=_cipher(slot, secret).encrypt(slot.nonce, key, _bound(slot, store)))


def unseal(slot: Slot, secret: bytes, store: str) -> bytes | None:
    """Return the store key, or None when `secret` is not the one of this slot."""
    from cryptography.exceptions import InvalidTag  # as in _cipher

    try:
        return _cipher(slot, secret).decrypt(slot.nonce, slot.sealed, _bound(slot, store))
    except InvalidTag:
        return None


def passphrase_bytes(passphrase: str) -> bytes:
    """Return what is stretched: the NFC form, since input methods differ in how they compose; else every character counts."""
    if not passphrase:
        raise PASSPHRASE_EMPTY()
    # A terminal may hand over undecodable bytes as lone surrogates; they too are part of what was typed.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def tuned(measure: Callable[[Cost], float] | None = None) -> Cost:
    """Return a cost of 0.3 to 1 s on this machine, starting from RFC 9106's low-memory choice; `measure` gives seconds."""
    measure = measure or _seconds
    spent = measure(DEFAULT)
    if spent < 0.3:
        return replace(DEFAULT, rounds=min(64, math.ceil(DEFAULT.rounds * 0.5 / max(spent, 0.01))))
    for cost in (DEFAULT, replace(DEFAULT, rounds=2), replace(DEFAULT, memory_kib=32 * 1024, rounds=2)):
        if spent * (cost.memory_kib * cost.rounds) / (DEFAULT.memory_kib * DEFAULT.rounds) <= 1.0:
            return cost
    return WEAKEST


def _cipher(slot: Slot, secret: bytes) -> ChaCha20Poly1305:
    # Loading the ciphers takes 40 ms: the lock screen reads key files and stands before any key is opened.
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(_wrapping(slot, secret))


def _wrapping(slot: Slot, secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # as in _cipher

    if slot.cost is None:
        return derive(secret, f"{slot.kind} slot", slot.salt)
    cost = slot.cost
    stretch = Argon2id(
        salt=slot.salt, length=32, iterations=cost.rounds, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return stretch.derive(secret)


def _bound(slot: Slot, store: str) -> bytes:
    return canonical([store, replace(slot, sealed=b"").as_json()])


def _seconds(cost: Cost) -> float:
    began = time.perf_counter()
    _wrapping(Slot(SlotKind.PASSPHRASE, "", "", bytes(SALT), bytes(NONCE), cost=cost), b"measure")
    return time.perf_counter() - began
