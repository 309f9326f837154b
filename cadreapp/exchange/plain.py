"""Reading a JSON object that a stranger wrote: every key asked for by name and checked, or MALFORMED with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from cadreapp.exchange.faults import MALFORMED
from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.ids import is_id

T = TypeVar("T")
HEX = re.compile(r"[0-9a-f]{64}")
PRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TYPE = re.compile(r"[a-z][a-z0-9_]{0,62}")
ANY = re.compile(r"[^\x00]*", re.S)
BIG = (1 << 63) - 1


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no whole number")


_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)


def read_object(data: bytes, where: str) -> dict[str, Any]:
    """Return the canonical JSON object in `data`; MALFORMED when it is not one, or not canonical."""
    try:
        value = _DECODER.decode(data.decode())
        # Also refuses doubled keys, other spellings of the same text, and lone surrogates.
        whole = canonical(value) == data
    except (ValueError, RecursionError) as error:
        raise MALFORMED(where=where) from error
    if not whole or not isinstance(value, dict):
        raise MALFORMED(where=where)
    return value


class Plain:
    """An object and the place it stands at, for the fault."""

    def __init__(self, values: Any, where: str) -> None:
        if not isinstance(values, Mapping):
            raise MALFORMED(where=where)
        self._values = values
        self._where = where

    def text(self, key: str, pattern: re.Pattern[str] = ANY) -> str:
        """Return a string that matches the pattern as a whole."""
        value = self._values.get(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            self.refuse(key)
        return value

    def maybe(self, key: str, pattern: re.Pattern[str] = ANY) -> str | None:
        """Return such a string, or None when the value is null or left out."""
        return None if self._values.get(key) is None else self.text(key, pattern)

    def id(self, key: str) -> str:
        """Return a canonical UUID string."""
        value = self.text(key)
        if not is_id(value):
            self.refuse(key)
        return value

    def number(self, key: str, least: int = 0, most: int = BIG) -> int:
        """Return a whole number within the bounds."""
        value = self._values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.refuse(key)
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false when left out."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key)
        return value

    def mapping(self, key: str) -> dict[str, Any]:
        """Return an object as it is."""
        value = self._values.get(key)
        if not isinstance(value, dict):
            self.refuse(key)
        return value

    def rows(self, key: str, read: Callable[[Plain], T], most: int) -> tuple[T, ...]:
        """Return what `read` makes of each object of a list; an empty tuple when left out."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or len(value) > most:
            self.refuse(key)
        return tuple(read(Plain(item, f"{self._where}.{key}.{at}")) for at, item in enumerate(value))

    def texts(self, key: str, pattern: re.Pattern[str], most: int) -> tuple[str, ...]:
        """Return a list of matching strings; an empty tuple when left out."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or len(value) > most:
            self.refuse(key)
        if not all(isinstance(item, str) and pattern.fullmatch(item) for item in value):
            self.refuse(key)
        return tuple(value)

    def sub(self, key: str, read: Callable[[Plain], T]) -> T:
        """Return what `read` makes of an inner object."""
        return read(Plain(self._values.get(key), f"{self._where}.{key}"))

    def maybe_sub(self, key: str, read: Callable[[Plain], T]) -> T | None:
        """Return the same, or None when the value is null or left out."""
        return None if self._values.get(key) is None else self.sub(key, read)

    def refuse(self, key: str) -> NoReturn:
        """Raise MALFORMED for the key."""
        raise MALFORMED(where=f"{self._where}.{key}")
