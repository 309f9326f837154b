"""A record as the journal keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.shape import Values


@dataclass(frozen=True, slots=True)
class Image:
    """A record's type, fields, and the columns beside them."""

    type: str
    id: str
    values: Values
    meta: Values

    def body(self) -> dict[str, Any]:
        """Return what the journal keeps of it."""
        return {"meta": self.meta, "values": self.values}
