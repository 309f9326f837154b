"""People's names: written one way, measured by code points, never folded by NFKC (which would change the character)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cadreapp.kernel.errors import BAD_TEXT, TOO_LONG

LONGEST = 50
"""Characters of a name: code points, not UTF-16 units."""
MOST_HAN = 25
"""Han characters of a name (the joint notice on collecting names asks for at least 25, or 50 characters)."""

_REFUSED = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DOTS = "\u00b7•・．‧∙⋅･\u0387\u2e31\u22c5"
_DOT_BETWEEN = re.compile(rf"(?<=\S)\s*[{_DOTS}]\s*(?=\S)")
_LATIN_DOT = re.compile(r"(?<=[^\x00-\u02ff\s])\s*\.\s*(?=[^\x00-\u02ff\s])")
_LATIN = re.compile(r"[0-9A-Za-z\u00aa-\u00b6\u00b8-\u02ff.'’-]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is kept, and as it was written when that differs by more than blanks around it (else None)."""

    text: str
    as_written: str | None = None


def is_han(char: str) -> bool:
    """Tell whether a character is a Han character of any plane, 〇 included."""
    point = ord(char)
    return (
        0x4E00 <= point <= 0x9FFF
        or 0x3400 <= point <= 0x4DBF
        or 0xF900 <= point <= 0xFAFF
        or 0x20000 <= point <= 0x3FFFF
        or point == 0x3007
        or 0x2E80 <= point <= 0x2FDF
    )


def normal(text: str) -> str:
    """Return a name with one middle dot (U+00B7) and no blanks but those between Latin words; doing it twice changes nothing."""
    text = " ".join(_INVISIBLE.sub("", text).split())
    text = _LATIN_DOT.sub("·", _DOT_BETWEEN.sub("·", text))
    kept = [
        char
        for place, char in enumerate(text)
        if char != " " or (_LATIN.match(text[place - 1]) and _LATIN.match(text[place + 1]))
    ]
    return "".join(kept)


def read_name(text: str, label: str = "姓名") -> Name:
    """Return the name in `text`; an empty one is Name("").

    Raises BAD_TEXT for what cannot be in a name (NUL, halves of a pair, control and direction marks), TOO_LONG for more
    than LONGEST characters or MOST_HAN Han characters.
    """
    bad = _REFUSED.search(text) or _CONTROL.search(text)
    if bad:
        raise BAD_TEXT(label=label, point=f"{ord(bad.group()):04X}")
    name = normal(text)
    han = sum(map(is_han, name))
    if han > MOST_HAN:
        raise TOO_LONG(label=label, length=han, limit=MOST_HAN)
    if len(name) > LONGEST:
        raise TOO_LONG(label=label, length=len(name), limit=LONGEST)
    return Name(name, None if name == text.strip() else text)


def parts(name: str) -> tuple[str, ...]:
    """Return the parts between the middle dots of a name that has them, else the name alone."""
    return tuple(part for part in re.split("[·\\s]", name) if part)


def private_characters(name: str) -> str:
    """Return the characters of a private area, which look different on every machine."""
    return "".join(_PRIVATE.findall(name))
