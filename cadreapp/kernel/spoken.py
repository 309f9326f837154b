"""Codes that people read aloud and type: Crockford's base 32 and a check sign that notices one slip."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O or U."""
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def plain(typed: str) -> str:
    """Return the letters and digits of what was typed.

    Case, spaces, dashes and full-width forms do not matter, and O, I, L, U are read as the signs they look like.
    """
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS) if c.isalnum())


def check(values: Iterable[int], start: int = 0) -> int:
    """Return the check value of up to 30 signs: a sum over GF(32) that weighs every place differently.

    Any one wrong sign and any two exchanged change it.
    """
    total = start
    for value in values:
        total = (total ^ value) << 1
        if total & 32:
            total ^= 0b100101
    return total
