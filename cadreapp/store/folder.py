"""The names of everything that lies in a store's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

KEYS, KEYS_COPY = "keys.json", "keys-copy.json"
DATABASE = "store.db"


@dataclass(frozen=True, slots=True)
class Folder:
    """A store's folder. Nothing in it is readable without the key except the times of failed unlocks and the backups' dates."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / DATABASE

    @property
    def keys(self) -> Path:
        return self.root / KEYS

    @property
    def drafts(self) -> Path:
        return self.root / "drafts.db"

    @property
    def attachments(self) -> Path:
        return self.root / "attachments"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def received(self) -> Path:
        """Sealed bundles as they came in."""
        return self.root / "received"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def failed_unlocks(self) -> Path:
        return self.root / "failed-unlocks"

    def exists(self) -> bool:
        """Tell whether a store, even a damaged one, lies here: a folder that must not be made anew."""
        return any((self.root / name).exists() for name in (DATABASE, KEYS, KEYS_COPY))
