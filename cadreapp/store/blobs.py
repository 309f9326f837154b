"""Attachments: each content once, in a sealed file of its own, named by a keyed hash, refused when altered, cut or swapped."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from cadreapp.kernel.durable import part_file, read_fault, sweep_parts, write_fault, write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.store.derived import BLOB_NAMES, BLOBS, derive
from cadreapp.store.faults_keys import ATTACHMENT_DAMAGED, ATTACHMENT_MISSING, ATTACHMENT_TOO_LARGE

LIMIT = 512 * 1024 * 1024
CHUNK = 64 * 1024
_TAG, _SALT = 16, 16
_HEAD = struct.Struct(f">8s{_SALT}sQ32s")
_MAGIC = b"CADREBL1"
_NAME = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Blob:
    """One kept content: its file's `name`, its `size` in bytes, and the SHA-256 of the content in hex."""

    name: str
    size: int
    digest: str


class Blobs:
    """The attachments in one folder under one store key.

    A file is a header (magic, salt, size, MAC over these and the name) and the content in chunks of 64 KiB, each sealed
    by ChaCha20-Poly1305 under a key of this file alone, with its number and a last mark as nonce (the STREAM construction).
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = derive(key, BLOBS)
        self._names = derive(key, BLOB_NAMES)

    def put(self, source: BinaryIO, limit: int = LIMIT) -> Blob:
        """Keep what `source` yields; on return it is on the disk, so that a record may name it.

        The same content is kept once. Raises ATTACHMENT_TOO_LARGE beyond `limit` bytes, DISK_FULL, FILE_UNWRITABLE or
        FILE_UNREADABLE; then nothing stays.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_fault(error, self._folder) from error
        salt = secrets.token_bytes(_SALT)
        with part_file(self._folder / "incoming") as part:
            part.file.write(bytes(_HEAD.size))
            size, digest = self._seal(source, part.file, salt, limit)
            blob = Blob(self.name_of(digest), size, digest.hex())
            part.file.seek(0)
            part.file.write(self._head(blob.name, salt, size))
            if not self.is_sound(blob.name):
                part.become(self._folder / blob.name)
        return blob

    def name_of(self, digest: bytes) -> str:
        """Return the name under which a content of this SHA-256 is kept, whether it is here or not."""
        return hmac.new(self._names, digest, "sha256").hexdigest()

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the content piece by piece, each verified before it is handed out.

        A swapped or shortened file is refused before the first piece, an altered one at the piece that was altered.
        Raises ATTACHMENT_MISSING, ATTACHMENT_DAMAGED or FILE_UNREADABLE.
        """
        try:
            with self._path(name).open("rb") as file:
                yield from self._unseal(file, name)
        except FileNotFoundError as error:
            raise ATTACHMENT_MISSING(name=name[:8]) from error
        except OSError as error:
            raise read_fault(error, self._folder / name) from error

    def has(self, name: str) -> bool:
        """Tell quickly whether the file is there, is the one its name says, and is as long as it must be."""
        try:
            with self._path(name).open("rb") as file:
                self._opened(file, name)
        except (OSError, AppError):
            return False
        return True

    def verify(self, name: str) -> int:
        """Read a whole attachment; return its size in bytes, or raise as `pieces`."""
        return sum(len(piece) for piece in self.pieces(name))

    def is_sound(self, name: str) -> bool:
        """Tell, by reading all of it, whether an attachment is there and whole."""
        try:
            self.verify(name)
        except AppError:
            return False
        return True

    def save(self, name: str, path: Path) -> None:
        """Write the plain content to `path`, where it appears only when all of it was sound."""
        write_whole(path, self.pieces(name))

    def names(self) -> list[str]:
        """Return the names of all kept contents."""
        return sorted(p.name for p in self._folder.iterdir() if _NAME.fullmatch(p.name)) if self._folder.is_dir() else []

    def sweep(self, in_use: Collection[str]) -> list[str]:
        """Remove what no record names, and the remains of interrupted writes; return the names removed.

        For the one writer alone, between its commits: a content is on the disk before the record that names it.
        """
        gone = sorted(set(self.names()) - set(in_use))
        try:
            for name in gone:
                (self._folder / name).unlink(missing_ok=True)
            sweep_parts(self._folder)
        except OSError as error:
            raise write_fault(error, self._folder) from error
        return gone

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ATTACHMENT_MISSING(name=name[:8])
        return self._folder / name

    def _seal(self, source: BinaryIO, out: BinaryIO, salt: bytes, limit: int) -> tuple[int, bytes]:
        aead, content, size = ChaCha20Poly1305(derive(self._key, BLOBS, salt)), hashlib.sha256(), 0
        number, piece = 0, _read(source)
        while True:
            after = _read(source) if len(piece) == CHUNK else b""
            size += len(piece)
            if size > limit:
                raise ATTACHMENT_TOO_LARGE(limit=limit // (1024 * 1024))
            content.update(piece)
            out.write(aead.encrypt(_nonce(number, not after), piece, None))
            if not after:
                return size, content.digest()
            number, piece = number + 1, after

    def _unseal(self, file: BinaryIO, name: str) -> Iterator[bytes]:
        salt, chunks = self._opened(file, name)
        aead = ChaCha20Poly1305(derive(self._key, BLOBS, salt))
        for number in range(chunks):
            try:
                yield aead.decrypt(_nonce(number, number == chunks - 1), file.read(CHUNK + _TAG), None)
            except InvalidTag as error:
                raise ATTACHMENT_DAMAGED(name=name[:8]) from error

    def _opened(self, file: BinaryIO, name: str) -> tuple[bytes, int]:
        """Check the header against name and length; return (salt, number of chunks)."""
        head = file.read(_HEAD.size)
        if len(head) != _HEAD.size:
            raise ATTACHMENT_DAMAGED(name=name[:8])
        _, salt, size, _ = _HEAD.unpack(head)
        chunks = max(1, -(-size // CHUNK))
        whole = _HEAD.size + size + chunks * _TAG
        if not hmac.compare_digest(head, self._head(name, salt, size)) or os.fstat(file.fileno()).st_size != whole:
            raise ATTACHMENT_DAMAGED(name=name[:8])
        return salt, chunks

    def _head(self, name: str, salt: bytes, size: int) -> bytes:
        bound = _HEAD.pack(_MAGIC, salt, size, bytes(32)) + name.encode()
        return _HEAD.pack(_MAGIC, salt, size, hmac.digest(derive(self._key, "attachment header", salt), bound, "sha256"))


def _read(source: BinaryIO) -> bytes:
    """Read a whole chunk: a stream may give less at a time without being at its end."""
    pieces, wanted = [], CHUNK
    try:
        while wanted and (piece := source.read(wanted)):
            pieces.append(piece)
            wanted -= len(piece)
    except OSError as error:
        raise read_fault(error, Path(str(getattr(source, "name", "")))) from error
    return b"".join(pieces)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
