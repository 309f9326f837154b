"""Canonical JSON and digests: sorted keys, compact, UTF-8, no floats, so that equal values are equal bytes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of `value`; a float or a non-string key is a TypeError."""
    _no_floats(value)
    return _encode(value).encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` as lowercase hex."""
    return hashlib.sha256(data).hexdigest()


def digest_of(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of `value`."""
    return digest(canonical(value))


def _no_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("floats have no canonical form here")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"key {key!r} is not a string")
            if item is not None and not isinstance(item, str):
                _no_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _no_floats(item)
