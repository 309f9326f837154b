"""What a command changed: the one thing that screens listen to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """The ids of changed records by type; `command` names the act that undo would reverse."""

    command: str = ""
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def touches(self, type_name: str) -> bool:
        """Tell whether any record of this type changed."""
        return bool(self.ids.get(type_name))
