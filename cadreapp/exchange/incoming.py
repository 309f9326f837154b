"""Reading a bundle: what shows without a key, pass 1 that verifies all of it, pass 2 that hands out what was verified."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cadreapp.exchange.archive import PAD
from cadreapp.exchange.faults import ALTERED
from cadreapp.exchange.identity import Identity, Partner
from cadreapp.exchange.manifest import Manifest
from cadreapp.exchange.reading import File, Known, Reading, Record, unreadable
from cadreapp.exchange.seal import AGE, Suite
from cadreapp.exchange.step import Steps


@dataclass(frozen=True, slots=True)
class Outside:
    """What a sealed file shows to anybody: neither sender nor recipients, only how many may open it."""

    size: int
    sealed: str
    suite: str
    recipients: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """A bundle that passed every check of pass 1; whether it fits what came before is the ledger's to judge.

    `me` is the fingerprint by which it addresses us. `foreign` are records of another's origin: not to be taken.
    """

    manifest: Manifest
    digest: str
    sealed: str
    sender: Partner
    me: str
    foreign: tuple[str, ...]


def inspect(path: Path, suite: Suite = AGE) -> Outside:
    """Return what can be known without a key; HEAD_DAMAGED when it is no sealed file."""
    with unreadable(path), path.open("rb") as file:
        head = suite.head(file)
        sealed = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    plain = head.plain_size(size)
    return Outside(size, sealed, suite.name, head.recipients, bool(plain and plain % PAD == 0))


def verify(path: Path, own: Sequence[Identity], known: Known, suite: Suite = AGE) -> Steps[Verified]:
    """Pass 1: check everything there is, keep nothing, write nothing.

    Raises the bundle faults (see `faults`), each for its own cause; a foreign record alone is no reason to refuse.
    """
    foreign = []
    with closing(Reading(path, own, suite)) as reading:
        opened = reading.start(known)
        for item in reading.items(opened):
            if isinstance(item, Record):
                if item.foreign:
                    foreign.append(item.line.id)
                if reading.moved():
                    yield reading.step()
            else:
                for _ in item.pieces:
                    if reading.moved():
                        yield reading.step()
        sealed = reading.digest
        yield reading.step()
    return Verified(opened.manifest, opened.digest, sealed, opened.sender, opened.me, tuple(foreign))


def contents(path: Path, verified: Verified, own: Sequence[Identity], suite: Suite = AGE) -> Iterator[Record | File]:
    """Pass 2: yield records, then files, of a bundle that was verified; everything is checked once more on the way.

    Ends only when the whole file proved to be the verified one: commit after the last item, roll back on any fault.
    """
    sender = verified.sender
    with closing(Reading(path, own, suite)) as reading:
        opened = reading.start(lambda key: sender if key == sender.fingerprint else None)
        if opened.digest != verified.digest:
            raise ALTERED(where="manifest.json")
        yield from reading.items(opened)
        if reading.digest != verified.sealed:
            raise ALTERED(where="seal")
