"""Keys derived from the store key, one per purpose, so that no key ever does two jobs."""

from __future__ import annotations

DRAFTS = "drafts database"
BLOBS = "attachment contents"
BLOB_NAMES = "attachment names"
KEY_FILE = "key file list"
BACKUPS = "backup manifest"


def derive(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """Return 32 bytes for `purpose` by HKDF-SHA256 (RFC 5869)."""
    # Loaded when a key is at hand: the lock screen, which imports this, must stand before that.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt or None, f"cadreapp {purpose}".encode()).derive(key)
