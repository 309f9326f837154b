"""Full-text search: how a text becomes tokens that find any run of one, two or more characters."""

from __future__ import annotations

import unicodedata

TABLE = "search_text"
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(body, content='', contentless_delete=1, tokenize='unicode61')"
)
"""Character-spaced unigrams: exact at 1, 2, 3 and 4 characters, where `trigram` cannot index two-character names."""


def tokens(text: str) -> str:
    """Return `text` as one token a character, punctuation dropped, ASCII letters in lower case.

    Characters that unicode61 does not know as letters (planes 2 and 3, late additions) are spelt as their code point,
    so that no ideograph is lost to the tokenizer's age.
    """
    return text.translate(_SPACED).rstrip(" ")


def phrase(text: str) -> str | None:
    """Return the FTS5 query for `text` as one run of characters, or None when it holds nothing to search for."""
    spaced = tokens(text)
    return f'"{spaced}"' if spaced else None


class _Spaced(dict[int, str]):
    """What each character becomes, by code point, worked out when it is first met: an import spells millions."""

    def __missing__(self, point: int) -> str:
        c = chr(point)
        self[point] = spaced = f"{_token(c)} " if _is_word(c) else ""
        return spaced


_SPACED = _Spaced()


def _is_word(c: str) -> bool:
    return c.isalnum() or unicodedata.category(c) in ("Mn", "Mc", "Co", "So") or ord(c) >= 0x20000


def _token(c: str) -> str:
    if "\u4e00" <= c <= "\u9fcc" or "\u3400" <= c <= "\u4db5":
        return c
    return c.lower() if c.isascii() else f"u{ord(c):x}"
