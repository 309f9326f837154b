"""Short codes over a digest: 15 signs of content, one check sign, in groups of four."""

from __future__ import annotations

from cadreapp.kernel.spoken import ALPHABET, check, plain

_SIGNS = 15


def grouped(secret: bytes) -> str:
    """Return the first 75 bits of `secret` as "XXXX-XXXX-XXXX-XXXX", the last sign checking the others."""
    number = int.from_bytes(secret[:10], "big") >> 5
    signs = [number >> 5 * place & 31 for place in reversed(range(_SIGNS))]
    return _written("".join(ALPHABET[sign] for sign in [*signs, check(signs)]))


def normal(typed: str) -> str | None:
    """Return the grouped form of what a person typed, or None when it cannot be a code."""
    kept = plain(typed)
    signs = [ALPHABET.find(c) for c in kept]
    if len(signs) != _SIGNS + 1 or -1 in signs or check(signs[:-1]) != signs[-1]:
        return None
    return _written(kept)


def _written(signs: str) -> str:
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))
