"""SSH wire strings (RFC 4251 §5) and ssh-ed25519 public keys (RFC 8709), as far as keys and signatures need them."""

from __future__ import annotations

import base64
import hashlib

ED25519 = b"ssh-ed25519"


def string(data: bytes) -> bytes:
    """Return `data` with its four-byte length in front."""
    return len(data).to_bytes(4, "big") + data


class Wire:
    """Reads a wire encoding from its first byte to its last; anything short or left over is a ValueError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def raw(self, size: int) -> bytes:
        """Take `size` bytes."""
        if size > len(self._data) - self._at:
            raise ValueError("wire encoding ends early")
        piece = self._data[self._at : self._at + size]
        self._at += size
        return piece

    def number(self) -> int:
        """Take a uint32."""
        return int.from_bytes(self.raw(4), "big")

    def string(self) -> bytes:
        """Take a string."""
        return self.raw(self.number())

    def end(self) -> None:
        """Refuse bytes that follow."""
        if self._at != len(self._data):
            raise ValueError("wire encoding has trailing bytes")


def key_blob(public: bytes) -> bytes:
    """Return the wire form of a 32-byte Ed25519 public key."""
    return string(ED25519) + string(public)


def public_of(blob: bytes) -> bytes:
    """Return the 32 bytes of an ssh-ed25519 key blob; ValueError when it is anything else."""
    wire = Wire(blob)
    kind, public = wire.string(), wire.string()
    wire.end()
    if kind != ED25519 or len(public) != 32:
        raise ValueError("not an ssh-ed25519 key")
    return public


def fingerprint(public: bytes) -> str:
    """Return what `ssh-keygen -l` prints for the key: "SHA256:" and 43 base64 signs."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key_blob(public)).digest()).decode().rstrip("=")
