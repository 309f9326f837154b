"""One pass over a sealed bundle: the signed manifest first, then exactly the members it names, in its order."""

from __future__ import annotations

import hashlib
import io
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cadreapp.exchange.archive import PAD, Tape, unpacked
from cadreapp.exchange.caps import MAX_LINE, MAX_MANIFEST
from cadreapp.exchange.faults import (
    ALTERED,
    BAD_SIGNATURE,
    MALFORMED,
    READDRESSED,
    REVOKED_SENDER,
    TRUNCATED,
    UNKNOWN_SENDER,
)
from cadreapp.exchange.identity import Identity, Partner
from cadreapp.exchange.line import Line, read_line
from cadreapp.exchange.manifest import Manifest, Member, read_manifest
from cadreapp.exchange.seal import Suite
from cadreapp.exchange.signature import BUNDLE, MAX_SIZE, signer_of, verify
from cadreapp.exchange.sshwire import fingerprint
from cadreapp.exchange.step import Step
from cadreapp.kernel.canonical import digest
from cadreapp.kernel.errors import FILE_UNREADABLE

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

Known = Callable[[str], Partner | None]
"""Finds an enrolled partner by fingerprint."""
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """A record on its way in; a foreign one is of another's origin and not to be taken."""

    line: Line
    foreign: bool


@dataclass(frozen=True, slots=True)
class File:
    """An attachment on its way in; its bytes pass by once, before the next thing is asked for.

    They are proved only when the last piece has been taken: keep nothing before that.
    """

    sha256: str
    size: int
    pieces: Iterator[bytes]

    def open(self) -> BinaryIO:
        """Return the bytes as a file, for whoever wants to read rather than to iterate; they pass by once all the same."""
        return io.BufferedReader(_Pieces(self.pieces), 1 << 16)


class _Pieces(io.RawIOBase):
    """Pieces behind the `read` of a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Buffer) -> int:
        room = memoryview(into)
        self._rest = self._rest or next(self._pieces, b"")
        taken, self._rest = self._rest[: len(room)], self._rest[len(room) :]
        room[: len(taken)] = taken
        return len(taken)


@dataclass(frozen=True, slots=True)
class Opened:
    """A manifest whose signature, sender and addressee were found good."""

    manifest: Manifest
    digest: str
    sender: Partner
    me: str


class Reading:
    """Opens a sealed file for one pass; close it, also when the pass was not finished."""

    def __init__(self, path: Path, own: Sequence[Identity], suite: Suite) -> None:
        self._path, self._own, self._suite = path, own, suite
        self._told = 0
        with unreadable(path):
            self.size = path.stat().st_size
            self._source = _Counted(path.open("rb"))
        self._plain = self._opened()
        self._tape = Tape(unpacked(self._plain))

    def start(self, known: Known) -> Opened:
        """Check head, seal and signature and return what the manifest says."""
        said = self._tape.small("manifest.json", MAX_MANIFEST)
        sender = _signer(said, self._tape.small("manifest.sig", MAX_SIZE), known)
        manifest = read_manifest(said)
        if manifest.sender != sender.fingerprint:
            raise BAD_SIGNATURE()
        if manifest.suite != self._suite.name:
            raise ALTERED(where="suite")
        me = next((own.fingerprint for own in self._own if manifest.leg(own.fingerprint)), None)
        if me is None:
            raise READDRESSED()
        return Opened(manifest, digest(said), sender, me)

    def items(self, opened: Opened) -> Iterator[Record | File]:
        """Yield every record and file; when this ends, all of it was as signed and nothing followed."""
        for member in opened.manifest.members:
            self._tape.begin(member.name, member.size)
            pieces = _proved(member, self._tape.chunks(member.size))
            if member.type is None:
                yield File(member.sha256, member.size, pieces)
                # What was not asked for is passed over, so that it is checked all the same.
                deque(pieces, maxlen=0)
            else:
                yield from _records(member, pieces, opened.manifest.sender)
            self._tape.skip_filler(member.name, member.size)
        self._tape.end()

    @property
    def digest(self) -> str:
        """SHA-256 of the sealed bytes read so far, in hex."""
        return self._source.hash.hexdigest()

    def moved(self) -> bool:
        """Tell whether there is progress worth a step."""
        return self._source.done - self._told >= _STEP

    def step(self) -> Step:
        """Return how far the pass is, in sealed bytes."""
        self._told = self._source.done
        return Step("verify", self._told, self.size)

    def close(self) -> None:
        """Stop the envelope's thread and close the file."""
        self._plain.close()
        self._source.file.close()

    def _opened(self) -> Generator[bytes]:
        with unreadable(self._path):
            inside = self._suite.head(self._source).plain_size(self.size)
            if not inside or inside % PAD:
                raise TRUNCATED()
            with closing(self._suite.opened(self._source, self._own)) as plain:
                yield from plain


class _Counted:
    """A file that counts and hashes what is read from its start on."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.done = 0
        self.hash = hashlib.sha256()

    def seek(self, offset: int, /) -> int:
        if offset:
            raise ValueError("this file is only read from its start")
        self.done = 0
        self.hash = hashlib.sha256()
        return self.file.seek(0)

    def read(self, size: int, /) -> bytes:
        data = self.file.read(size)
        self.done += len(data)
        self.hash.update(data)
        return data


@contextmanager
def unreadable(path: Path) -> Iterator[None]:
    """Name the file when the system cannot read it; FILE_UNREADABLE."""
    try:
        yield
    except OSError as error:
        raise FILE_UNREADABLE(path=path, why=error.strerror or type(error).__name__) from error


def _signer(said: bytes, signature: bytes, known: Known) -> Partner:
    try:
        public = signer_of(signature)
    except ValueError as error:
        raise BAD_SIGNATURE() from error
    sender = known(fingerprint(public))
    if sender is None:
        raise UNKNOWN_SENDER(fingerprint=fingerprint(public))
    if sender.revoked:
        raise REVOKED_SENDER(name=sender.name)
    if not verify(said, signature, sender.signing, BUNDLE):
        raise BAD_SIGNATURE()
    return sender


def _proved(member: Member, chunks: Iterator[bytes]) -> Iterator[bytes]:
    hashed = hashlib.sha256()
    for chunk in chunks:
        hashed.update(chunk)
        yield chunk
    if hashed.hexdigest() != member.sha256:
        raise ALTERED(where=member.name)


def _records(member: Member, pieces: Iterator[bytes], sender: str) -> Iterator[Record]:
    count, last = 0, ""
    for data in _rows(member, pieces):
        count += 1
        where = f"{member.name}:{count}"
        line = read_line(data, where)
        if line.type != member.type or line.id <= last:
            raise MALFORMED(where=where)
        last = line.id
        yield Record(line, line.origin != sender)
    if count != member.count:
        raise MALFORMED(where=member.name)


def _rows(member: Member, pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *rows, rest = (rest + piece).split(b"\n")
        yield from rows
        if len(rest) > MAX_LINE:
            raise MALFORMED(where=member.name)
    if rest:
        raise MALFORMED(where=member.name)
