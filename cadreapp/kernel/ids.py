"""Time-ordered identifiers (RFC 9562 UUID version 7) as 36-character strings."""

from __future__ import annotations

import secrets
import uuid

from cadreapp.kernel.clock import Clock

_last = 0


def new_id(clock: Clock) -> str:
    """Return a UUIDv7; ids made by one process always sort in the order they were made, also when the clock steps back."""
    global _last
    stamp = int(clock.now().timestamp() * 1000) << 12
    _last = max(_last + 1, stamp)
    millis, counter = _last >> 12, _last & 0xFFF
    value = (millis & (1 << 48) - 1) << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def is_id(text: str) -> bool:
    """Tell whether `text` is a canonical UUID string."""
    try:
        return str(uuid.UUID(text)) == text
    except (ValueError, AttributeError):
        return False
