"""A record as it travels: one canonical JSON object per line, with its own digest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cadreapp.exchange.plain import HEX, PRINT, TYPE, Plain, read_object
from cadreapp.kernel.canonical import canonical, digest_of
from cadreapp.kernel.shape import Values


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a bundle.

    `version` rises with every change of the record at its origin. `origin` is the fingerprint of the unit that made
    it. `withheld` names the dotted paths of fields that stay at home. `content` (hex, or None) is the digest by which
    the sender itself knows this version, equal whether or not something was withheld. `more` holds further keys.
    """

    id: str
    type: str
    version: int
    state: str
    origin: str
    values: Values
    withheld: tuple[str, ...] = ()
    content: str | None = None
    more: Values | None = None
    digest: str = ""

    def to_json(self) -> bytes:
        """Return the line without its line feed; the digest is worked out anew."""
        said: dict[str, Any] = dict(self.more or {})
        said |= {"id": self.id, "type": self.type, "version": self.version, "state": self.state, "origin": self.origin,
                 "values": self.values, "withheld": list(self.withheld), "content": self.content}
        return canonical(said | {"digest": digest_of(said)})


_PATH = re.compile(r"[a-z0-9_.]{1,256}")
_KEYS = ("id", "type", "version", "state", "origin", "values", "withheld", "content", "digest")


def read_line(data: bytes, where: str) -> Line:
    """Read a line; MALFORMED with its place. A digest that does not fit is MALFORMED too: the file's digest did fit."""
    said = read_object(data, where)
    plain = Plain(said, where)
    digest = plain.text("digest", HEX)
    if digest_of({key: value for key, value in said.items() if key != "digest"}) != digest:
        plain.refuse("digest")
    return Line(
        plain.id("id"), plain.text("type", TYPE), plain.number("version", 1), plain.text("state"),
        plain.text("origin", PRINT), plain.mapping("values"), _paths(plain), plain.maybe("content", HEX),
        {key: value for key, value in said.items() if key not in _KEYS}, digest,
    )


def _paths(plain: Plain) -> tuple[str, ...]:
    return plain.texts("withheld", _PATH, 4096)


def in_order(lines: Sequence[Line]) -> list[bytes]:
    """Return the lines of one type as a bundle wants them: by id."""
    return [line.to_json() for line in sorted(lines, key=lambda line: line.id)]
