"""A record as it travels: one canonical JSON object per line, with its own digest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from cadreapp.exchange.faults import ALTERED
from cadreapp.exchange.plain import HEX, PRINT, TYPE, Plain, read_object
from cadreapp.kernel.canonical import canonical, digest_of
from cadreapp.kernel.shape import Values


@dataclass(frozen=True, slots=True)
class Line:
    """One record in a bundle.

    `version` rises with every change of the record at its origin. `origin` is the fingerprint of the unit that made
    it. `withheld` names the dotted paths of fields that stay at home. `content` (hex, or None) is how the sender itself
    knows this version, equal whether or not something was withheld: an `Identity.mark`, never a plain digest. `more`
    holds further keys. `digest` is worked out over all the others.
    """

    id: str
    type: str
    version: int
    state: str
    origin: str
    values: Values
    withheld: tuple[str, ...] = ()
    content: str | None = None
    more: Values = field(default_factory=dict)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", digest_of(self._said()))

    def to_json(self) -> bytes:
        """Return the line without its line feed."""
        return canonical(self._said() | {"digest": self.digest})

    def _said(self) -> dict[str, Any]:
        return {**self.more, "id": self.id, "type": self.type, "version": self.version, "state": self.state,
                "origin": self.origin, "values": self.values, "withheld": list(self.withheld), "content": self.content}


_KEYS = ("id", "type", "version", "state", "origin", "values", "withheld", "content", "digest")
_PATH = re.compile(r"[a-z0-9_.]{1,256}")


def read_line(data: bytes, where: str) -> Line:
    """Read a line; MALFORMED with its place, ALTERED when its digest does not fit."""
    said = read_object(data, where)
    plain = Plain(said, where)
    line = Line(
        plain.id("id"), plain.text("type", TYPE), plain.number("version", 1), plain.text("state"),
        plain.text("origin", PRINT), plain.mapping("values"), plain.texts("withheld", _PATH, 4096),
        plain.maybe("content", HEX), {key: value for key, value in said.items() if key not in _KEYS},
    )
    if line.digest != plain.text("digest", HEX):
        raise ALTERED(where=where)
    return line
