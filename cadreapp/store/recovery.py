"""The recovery code: 140 random bits that a person writes down, types back and may mistype."""

from __future__ import annotations

import secrets
import unicodedata

from cadreapp.store.faults_keys import RECOVERY_TYPO

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 7, 5
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_code() -> str:
    """Return a fresh code: seven groups of four random characters (20 bits) and one that checks them."""
    groups = []
    for number in range(GROUPS):
        letters = [secrets.randbelow(32) for _ in range(GROUP - 1)]
        groups.append("".join(ALPHABET[v] for v in [*letters, _check(letters, number)]))
    return "-".join(groups)


def read_code(typed: str) -> bytes:
    """Return the secret of a typed code; RECOVERY_TYPO names the group that is wrong.

    Case, spaces, dashes and full-width forms do not matter, and O, I, L, U are read as the characters they look like.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_READ_AS)
    # Whatever separates the groups is not part of the code; a letter or digit out of the alphabet is a slip of the pen.
    letters = [c for c in plain if c.isalnum()]
    strange = [c for c in letters if c not in ALPHABET]
    if strange:
        raise RECOVERY_TYPO(what=f"“{strange[0]}”不会出现在恢复码里", what_en=f"“{strange[0]}” never occurs in it")
    wanted = GROUPS * GROUP
    if len(letters) != wanted:
        raise RECOVERY_TYPO(
            what=f"应有 {wanted} 个字符, 现在是 {len(letters)} 个", what_en=f"{len(letters)} of {wanted} characters"
        )
    value = 0
    for number in range(GROUPS):
        *head, last = (ALPHABET.index(c) for c in letters[number * GROUP : (number + 1) * GROUP])
        if _check(head, number) != last:
            raise RECOVERY_TYPO(what=f"第 {number + 1} 组有错", what_en=f"group {number + 1} is wrong")
        for five_bits in head:
            value = value << 5 | five_bits
    return value.to_bytes((GROUPS * (GROUP - 1) * 5 + 7) // 8, "big")


def _check(letters: list[int], number: int) -> int:
    """Return the check value: a sum over GF(32) with a different weight at each place, and the group's number.

    Any one wrong character, any two exchanged, and any two groups exchanged change it.
    """
    total = number
    for value in letters:
        total = _doubled(total) ^ _doubled(value)
    return total


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ 0b100101 if value & 32 else value
