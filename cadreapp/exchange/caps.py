"""Limits that keep a hostile or broken bundle from taking the memory or the disk."""

from __future__ import annotations

from cadreapp.exchange.faults import TOO_LARGE

MAX_MANIFEST = 32 << 20
MAX_LINE = 16 << 20
MAX_MEMBERS = 200_000
MAX_MEMBER = (8 << 30) - 1
"""What eleven octal digits of a ustar header can say."""
MAX_PLAIN = 256 << 30
MAX_RATIO = 200
FREE_PLAIN = 256 << 20
"""Below this the ratio does not matter: a page of blank paper may shrink a thousandfold."""


def check_ratio(packed: int, plain: int) -> None:
    """Refuse content that grew, or would grow, out of all proportion; TOO_LARGE."""
    if plain > FREE_PLAIN and plain > packed * MAX_RATIO:
        raise TOO_LARGE(where="gzip")
