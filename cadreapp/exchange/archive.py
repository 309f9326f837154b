"""The archive inside the envelope: ustar with nothing left to choose, in one gzip member, padded with zeros."""

from __future__ import annotations

import tarfile
import zlib
from collections.abc import Iterable, Iterator

from cadreapp.exchange.caps import check_ratio
from cadreapp.exchange.faults import ALTERED, MALFORMED, TRUNCATED
from cadreapp.exchange.seal import Out

BLOCK = 512
PAD = 256
"""Inside the envelope the length is a multiple of this: most cut files give themselves away before any key is used."""
PIECE = 1 << 18
_GZIP = 31
_END = bytes(2 * BLOCK)


def tar_header(name: str, size: int) -> bytes:
    """Return the one header that a member of this name and size may have."""
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.USTAR_FORMAT)


def filler(size: int) -> bytes:
    """Return the zeros that follow a member of this size."""
    return bytes(-size % BLOCK)


class Packer:
    """Takes members in order and hands on compressed bytes."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self._gzip = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
        self.plain = self.packed = 0

    def member(self, name: str, size: int, pieces: Iterable[bytes]) -> Iterator[int]:
        """Add a member; yields the size of each piece as it goes in. The caller has checked that they add up."""
        self._put(tar_header(name, size))
        for piece in pieces:
            self._put(piece)
            yield len(piece)
        self._put(filler(size))

    def end(self) -> None:
        """Close the archive and pad it."""
        self._put(_END)
        self._send(self._gzip.flush())
        self._send(bytes(-self.packed % PAD))
        check_ratio(self.packed, self.plain)

    def _put(self, data: bytes) -> None:
        self.plain += len(data)
        self._send(self._gzip.compress(data))

    def _send(self, packed: bytes) -> None:
        self.packed += len(packed)
        if packed:
            self._out.write(packed)


def unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what one gzip member holds, in bounded pieces; MALFORMED, TRUNCATED, TOO_LARGE."""
    gzip = zlib.decompressobj(_GZIP)
    packed = plain = 0
    tail = b""
    for piece in pieces:
        packed += len(piece)
        if gzip.eof:
            tail += piece
        else:
            for data in _inflated(gzip, piece):
                plain += len(data)
                check_ratio(packed, plain)
                yield data
            tail = gzip.unused_data
        if len(tail) >= PAD or any(tail):
            raise MALFORMED(where="gzip")
    if not gzip.eof:
        raise TRUNCATED()


def _inflated(gzip: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    while True:
        try:
            data = gzip.decompress(piece, PIECE)
        except zlib.error as error:
            raise MALFORMED(where="gzip") from error
        if data:
            yield data
        piece = gzip.unconsumed_tail
        # Output may wait inside although all input was taken.
        if gzip.eof or not piece and len(data) < PIECE:
            return


class Tape:
    """The unpacked archive, read once from front to back against what it must be."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield exactly `size` bytes; TRUNCATED when there are fewer."""
        while size:
            piece = self._rest or next(self._pieces, b"")
            if not piece:
                raise TRUNCATED()
            self._rest, piece = piece[size:], piece[:size]
            size -= len(piece)
            yield piece

    def take(self, size: int) -> bytes:
        """Return exactly `size` bytes; the caller has bounded it."""
        return b"".join(self.chunks(size))

    def small(self, name: str, limit: int) -> bytes:
        """Return a whole member that must come now under this name and may have any size up to the limit."""
        header = self.take(BLOCK)
        try:
            size = int(header[124:135], 8)
        except ValueError as error:
            raise MALFORMED(where=name) from error
        if not 0 <= size <= limit or header != tar_header(name, size):
            raise MALFORMED(where=name)
        data = self.take(size)
        self.skip_filler(name, size)
        return data

    def begin(self, name: str, size: int) -> None:
        """Expect the header of this very member."""
        if self.take(BLOCK) != tar_header(name, size):
            raise ALTERED(where=name)

    def skip_filler(self, name: str, size: int) -> None:
        """Expect the zeros after a member."""
        if any(self.take(-size % BLOCK)):
            raise ALTERED(where=name)

    def end(self) -> None:
        """Expect the end of the archive and nothing after it."""
        if any(self.take(len(_END))) or self._rest or any(True for _ in self._pieces):
            raise ALTERED(where="tar")
