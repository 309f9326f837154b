"""What is being typed, kept against a crash in a small encrypted file of its own, so that no long job ever delays it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cadreapp.kernel.clock import stamp
from cadreapp.kernel.durable import write_fault
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.store import cipher
from cadreapp.store.derived import DRAFTS, derive
from cadreapp.store.faults_keys import STORE_DAMAGED, STORE_FOREIGN

_TABLE = """
CREATE TABLE IF NOT EXISTS draft (
    slot TEXT PRIMARY KEY, type TEXT NOT NULL, record TEXT, base INTEGER, content TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID
"""
_COLUMNS = "slot, type, record, base, content, at"


@dataclass(frozen=True, slots=True)
class Draft:
    """Unsaved work: `slot` names the editor it came from, `base` the version it started from, `record` None when new."""

    slot: str
    type: str
    record: str | None
    base: int | None
    values: Values
    at: str


class Drafts:
    """The drafts of one store. Every `put` is on the disk when it returns. Used from one thread at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open under the store `key`. A damaged file is put aside, named in `set_aside`: it must not keep the store shut."""
        self.set_aside: Path | None = None
        self._path = path
        secret = derive(key, DRAFTS)
        try:
            self._link = self._opened(secret)
        except AppError as error:
            if error.fault not in (STORE_DAMAGED, STORE_FOREIGN):
                raise
            self.set_aside = _put_aside(path)
            self._link = self._opened(secret)

    def put(self, draft: Draft) -> None:
        """Keep `draft` in place of the slot's former one."""
        # Plain ASCII JSON holds also what a record will refuse (NUL, half a surrogate pair): a draft never refuses.
        row = (draft.slot, draft.type, draft.record, draft.base, json.dumps(draft.values), draft.at)
        self._run(f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row)

    def get(self, slot: str) -> Draft | None:
        """Return the draft of a slot."""
        found = self._run(f"SELECT {_COLUMNS} FROM draft WHERE slot = ?", (slot,))
        return _draft(found[0]) if found else None

    def all(self) -> list[Draft]:
        """Return every draft, the latest first."""
        return [_draft(row) for row in self._run(f"SELECT {_COLUMNS} FROM draft ORDER BY at DESC, slot")]

    def discard(self, slot: str) -> None:
        """Forget a slot; one that is not there is no failure."""
        self._run("DELETE FROM draft WHERE slot = ?", (slot,))

    def close(self) -> None:
        """Close the file."""
        self._link.close()

    def _opened(self, secret: bytes) -> cipher.Connection:
        link = cipher.connect(self._path, secret, create=True, cache_kib=1024)
        try:
            link.execute(_TABLE)
        except cipher.EngineError as error:
            link.close()
            raise cipher.fault_of(error, self._path, secret) from error
        return link

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[str, str, str | None, int | None, str, str]]:
        try:
            return self._link.execute(statement, values).fetchall()
        except cipher.EngineError as error:
            raise cipher.fault_of(error, self._path) from error


def draft(slot: str, type_: str, record: tuple[str, int] | None, values: Values, at: datetime) -> Draft:
    """Return a draft of a new record, or of `record` = (id, version)."""
    number, base = record or (None, None)
    return Draft(slot, type_, number, base, values, stamp(at))


def _draft(row: tuple[str, str, str | None, int | None, str, str]) -> Draft:
    slot, type_, record, base, content, at = row
    return Draft(slot, type_, record, base, json.loads(content), at)


def _put_aside(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.replace(aside)
        for tail in ("-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
    except OSError as error:
        raise write_fault(error, path) from error
    return aside
