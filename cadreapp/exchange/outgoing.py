"""Making a bundle: count, sign, pack, seal and land it, reading the records twice so that nothing is ever spooled."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cadreapp.exchange.archive import Packer
from cadreapp.exchange.caps import MAX_LINE, MAX_MANIFEST, MAX_MEMBER, MAX_MEMBERS, MAX_PLAIN
from cadreapp.exchange.disk import Disk
from cadreapp.exchange.faults import FOREIGN_RECORD, SOURCE_CHANGED, TOO_LARGE
from cadreapp.exchange.identity import Identity, Partner
from cadreapp.exchange.landing import Landing
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import Heading, Manifest, Member, read_manifest
from cadreapp.exchange.seal import AGE, Suite
from cadreapp.exchange.signature import BUNDLE, sign
from cadreapp.exchange.step import Step, Steps
from cadreapp.kernel.canonical import digest

_BATCH = 1 << 18
_Part = tuple[Member, Callable[[], Iterable[bytes]]]


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one type; `lines` may be called twice and gives the same lines both times, by id."""

    type: str
    lines: Callable[[], Iterable[Line]]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by its digest; `pieces` gives its bytes."""

    sha256: str
    size: int
    pieces: Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Order:
    """Everything one bundle is to hold."""

    heading: Heading
    records: Sequence[Records] = ()
    attachments: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle that lies whole on its medium. `digest` names it for ever: the SHA-256 of manifest.json."""

    path: Path
    manifest: Manifest
    digest: str
    sealed: str
    size: int


def write(target: Path, order: Order, sender: Identity, to: Sequence[Partner], *, suite: Suite = AGE,
          disk: Disk | None = None) -> Steps[Written]:
    """Write a bundle for `to`, who must be the partners of the heading's legs; steps "count", "write", "check".

    Raises the medium's fault, SOURCE_CHANGED, TOO_LARGE or FOREIGN_RECORD; then nothing lies under `target`.
    """
    if sorted(p.fingerprint for p in to) != [leg.partner for leg in order.heading.legs]:
        raise ValueError("the heading speaks to other partners than the seal")
    records = sorted(order.records, key=lambda r: r.type)
    attachments = sorted(order.attachments, key=lambda a: a.sha256)
    parts = yield from _counted(records, sender.fingerprint)
    parts += [(Member(f"attachments/{a.sha256}", a.size, a.sha256), a.pieces) for a in attachments]
    manifest = Manifest(order.heading, sender.fingerprint, suite.name, tuple(member for member, _ in parts))
    said = manifest.to_json()
    _check_size(manifest, said)
    # What the receiving side would refuse is never sealed.
    read_manifest(said)
    with Landing(target, disk or Disk()) as landing:
        with suite.sealing(landing, to) as out:
            packer = Packer(out)
            for name, small in (("manifest.json", said), ("manifest.sig", sign(said, sender, BUNDLE))):
                list(packer.member(name, len(small), [small]))
            for member, pieces in parts:
                for _ in packer.member(member.name, member.size, _compared(member, pieces())):
                    yield Step("write", packer.plain, manifest.size)
            packer.end()
        for done in landing.check():
            yield Step("check", done, landing.size)
        landing.keep()
    return Written(target, manifest, digest(said), landing.digest, landing.size)


def _counted(records: list[Records], own: str) -> Steps[list[_Part]]:
    """Read all records once, for their sizes and digests; a type without records gets no member."""
    parts: list[_Part] = []
    total = 0
    for source in records:
        size, count, hashed = 0, 0, hashlib.sha256()
        for line in _lines(source, own):
            hashed.update(line)
            size += len(line)
            count += 1
            if count % 256 == 0:
                yield Step("count", total + count, 0)
        total += count
        if count:
            member = Member(f"records/{source.type}.jsonl", size, hashed.hexdigest(), count)
            parts.append((member, partial(_pieces, source, own)))
    yield Step("count", total, total)
    return parts


def _lines(source: Records, own: str) -> Iterator[bytes]:
    last = ""
    for line in source.lines():
        if line.type != source.type or line.id <= last:
            raise ValueError(f"records of {source.type} must come by id, each once")
        if line.origin != own:
            raise FOREIGN_RECORD(id=line.id)
        last = line.id
        data = line.to_json()
        if len(data) > MAX_LINE:
            raise TOO_LARGE(where=line.id)
        yield data + b"\n"


def _pieces(source: Records, own: str) -> Iterator[bytes]:
    """Yield the lines of a type in pieces of some size: one step of progress for each."""
    batch: list[bytes] = []
    size = 0
    for line in _lines(source, own):
        batch.append(line)
        size += len(line)
        if size >= _BATCH:
            yield b"".join(batch)
            batch, size = [], 0
    if batch:
        yield b"".join(batch)


def _compared(member: Member, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Hand on the pieces while they are what the signed manifest says; SOURCE_CHANGED."""
    hashed, left = hashlib.sha256(), member.size
    for piece in pieces:
        hashed.update(piece)
        left -= len(piece)
        if left < 0:
            break
        yield piece
    if left or hashed.hexdigest() != member.sha256:
        raise SOURCE_CHANGED(name=member.name)


def _check_size(manifest: Manifest, said: bytes) -> None:
    if len(said) > MAX_MANIFEST:
        raise TOO_LARGE(where="manifest.json")
    if len(manifest.members) > MAX_MEMBERS or any(member.size > MAX_MEMBER for member in manifest.members):
        raise TOO_LARGE(where="attachments")
    if manifest.size > MAX_PLAIN:
        raise TOO_LARGE(where="tar")
