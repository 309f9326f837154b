"""The header of an age v1 file, read strictly before any key touches it (C2SP age.md; pyrage alone is too lenient)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

MAX_HEAD = 64 * 1024
MAX_STANZAS = 256
VERSION = b"age-encryption.org/v1"
_ARGUMENT = re.compile(rb"[\x21-\x7e]+")
_MAC = re.compile(rb"--- ([A-Za-z0-9+/]{43})")
_BODY = re.compile(rb"[A-Za-z0-9+/]*")
CHUNK, TAG, NONCE = 65536, 16, 16


@dataclass(frozen=True, slots=True)
class Head:
    """`size` bytes of header, `recipients` X25519 stanzas; whose they are cannot be told without a key."""

    size: int
    recipients: int

    def plain_size(self, total: int) -> int | None:
        """Return how many bytes a file of `total` bytes holds inside, or None when no whole file has that size."""
        sealed = total - self.size - NONCE
        chunks = -(-sealed // (CHUNK + TAG))
        last = sealed - (chunks - 1) * (CHUNK + TAG)
        if sealed < TAG or last < TAG or last == TAG and chunks > 1:
            return None
        return sealed - chunks * TAG


def parse(data: bytes) -> Head:
    """Read the header at the start of `data`; ValueError, with an English reason, for every deviation.

    Passphrase files (scrypt stanzas) are refused: a stranger could make us spend minutes and gigabytes.
    """
    reader = _Rows(data)
    if reader.next() != VERSION:
        raise ValueError("no age v1 header")
    recipients = stanzas = 0
    while (row := reader.next())[:2] == b"->":
        stanzas += 1
        if stanzas > MAX_STANZAS:
            raise ValueError("too many recipients")
        recipients += _stanza(row, reader)
    mac = _MAC.fullmatch(row)
    if not mac or not stanzas:
        raise ValueError("header has no recipient or no proper end")
    _unbase64(mac[1])
    return Head(reader.at, recipients)


def _stanza(row: bytes, reader: _Rows) -> bool:
    """Check a recipient stanza; tell whether it is X25519."""
    words = row[3:].split(b" ")
    if row[:3] != b"-> " or not all(_ARGUMENT.fullmatch(word) for word in words):
        raise ValueError("recipient line is malformed")
    body = b""
    while True:
        line = reader.next()
        if len(line) > 64 or not _BODY.fullmatch(line):
            raise ValueError("recipient body is malformed")
        body += line
        if len(line) < 64:
            break
    key = _unbase64(body)
    if words[0] == b"scrypt":
        raise ValueError("passphrase mode is not accepted")
    if words[0] != b"X25519":
        return False
    if len(words) != 2 or len(_unbase64(words[1])) != 32 or len(key) != 32:
        raise ValueError("X25519 recipient is malformed")
    return True


def _unbase64(text: bytes) -> bytes:
    """Decode unpadded base64, refusing a second spelling of the same bytes."""
    if len(text) % 4 == 1 or not _BODY.fullmatch(text):
        raise ValueError("base64 is malformed")
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if base64.b64encode(data).rstrip(b"=") != text:
        raise ValueError("base64 is not canonical")
    return data


class _Rows:
    """Lines ended by one LF, within the bounds of a header."""

    def __init__(self, data: bytes) -> None:
        self._data = data[:MAX_HEAD]
        self.at = 0

    def next(self) -> bytes:
        end = self._data.find(b"\n", self.at)
        if end < 0:
            raise ValueError("header does not end")
        row = self._data[self.at : end]
        self.at = end + 1
        return row
