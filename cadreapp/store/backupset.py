"""A backup set on a disk: its folder, its manifest, and what can be known of it with and without the key."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.clock import CHINA, stamp
from cadreapp.kernel.durable import read_fault, write_fault, write_whole
from cadreapp.kernel.errors import AppError
from cadreapp.store.derived import BACKUPS, derive
from cadreapp.store.faults_keys import BACKUP_DAMAGED, BACKUP_MISSING, BACKUP_NEWER
from cadreapp.store.folder import DATABASE

FORMAT = 1
MANIFEST = "manifest.json"
POOL = "attachments"
MAKING = ".making-"
_NONCE = 12

Facts = Mapping[str, Any]
"""What is counted in a database and must be found again in its copy: rows per table, the head of the audit chain."""


@dataclass(frozen=True, slots=True)
class BackupSet:
    """One backup. `reason` is "auto", "manual", "migration" or "restore"; `missing` counts attachments that were not to be had.

    The contents of attachments lie once in the pool beside all sets of a place, so that a stick without hard links
    holds each only once; `blobs` names those that belong to this set.
    """

    path: Path
    store: str
    made: datetime
    reason: str
    database: tuple[int, str]
    blobs: tuple[str, ...]
    missing: int
    sealed: str

    @property
    def size(self) -> int:
        """Return the bytes of the database; attachments are shared with other sets."""
        return self.database[0]

    @property
    def pool(self) -> Path:
        return self.path.parent / POOL

    def facts(self, key: bytes) -> Facts:
        """Return what was counted when the set was made; BACKUP_DAMAGED when anything in the manifest was altered."""
        raw = bytes.fromhex(self.sealed)
        try:
            plain = ChaCha20Poly1305(derive(key, BACKUPS)).decrypt(raw[:_NONCE], raw[_NONCE:], canonical(self._open_part()))
        except InvalidTag as error:
            raise BACKUP_DAMAGED(path=self.path, what="清单被改动过, 或不是这个数据夹的备份") from error
        facts: Facts = json.loads(plain)
        return facts

    def write(self, folder: Path, facts: Facts, key: bytes) -> None:
        """Write the manifest into `folder`. Counts are sealed: how many dispositions there were is nobody's business."""
        nonce = secrets.token_bytes(_NONCE)
        bound = canonical(self._open_part())
        sealed = nonce + ChaCha20Poly1305(derive(key, BACKUPS)).encrypt(nonce, canonical(dict(facts)), bound)
        plain = self._open_part() | {"facts": sealed.hex()}
        write_whole(folder / MANIFEST, json.dumps(plain, ensure_ascii=False, indent=1).encode())

    def _open_part(self) -> dict[str, Any]:
        size, digest = self.database
        return {
            "format": FORMAT,
            "store": self.store,
            "made": stamp(self.made),
            "reason": self.reason,
            "database": {"size": size, "sha256": digest},
            "attachments": list(self.blobs),
            "missing": self.missing,
        }


def read(path: Path) -> BackupSet:
    """Read the manifest of the set at `path`, which may also name the manifest itself. No key is needed.

    Raises BACKUP_MISSING, BACKUP_DAMAGED, BACKUP_NEWER or FILE_UNREADABLE.
    """
    folder = path.parent if path.name == MANIFEST else path
    try:
        data = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BACKUP_MISSING(path=path) from error
    except OSError as error:
        raise read_fault(error, path) from error
    try:
        plain = json.loads(data)
        if plain["format"] != FORMAT:
            raise BACKUP_NEWER(format=plain["format"])
        database = (int(plain["database"]["size"]), str(plain["database"]["sha256"]))
        blobs = tuple(str(name) for name in plain["attachments"])
        made = datetime.fromisoformat(plain["made"])
        bytes.fromhex(plain["facts"])
        return BackupSet(
            folder, str(plain["store"]), made, str(plain["reason"]), database, blobs, int(plain["missing"]), plain["facts"]
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BACKUP_DAMAGED(path=path, what="清单读不出来") from error


def sets_in(place: Path) -> list[BackupSet]:
    """Return the sets in `place` whose manifest can be read, the newest first; see `unreadable_in` for the others."""
    from_disk = (_read_or_none(path) for path in _folders(place))
    return sorted((s for s in from_disk if s), key=lambda s: (s.made, s.path.name), reverse=True)


def unreadable_in(place: Path) -> list[Path]:
    """Return the folders in `place` that look like sets and whose manifest cannot be read."""
    return [path for path in _folders(place) if _read_or_none(path) is None]


@contextmanager
def new_set(place: Path, made: datetime) -> Iterator[tuple[Path, Path]]:
    """Give (a folder to fill, the name it shall have once it is proven); whatever was not renamed is gone afterwards."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        for left in place.glob(f"{MAKING}*"):
            shutil.rmtree(left, ignore_errors=True)
        name = made.astimezone(CHINA).strftime("%Y%m%d-%H%M%S")
        final, number = place / name, 1
        while final.exists():
            number += 1
            final = place / f"{name}-{number}"
        making = place / f"{MAKING}{secrets.token_hex(4)}"
        making.mkdir(mode=0o700)
    except OSError as error:
        raise write_fault(error, place) from error
    try:
        yield making, final
    except OSError as error:
        raise write_fault(error, final) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def remove(old: BackupSet) -> None:
    """Remove a set; its name goes first, so that half a set is never taken for one. The pool is swept apart."""
    doomed = old.path.with_name(f"{MAKING}{secrets.token_hex(4)}")
    try:
        old.path.rename(doomed)
    except OSError as error:
        raise write_fault(error, old.path) from error
    shutil.rmtree(doomed, ignore_errors=True)


def sweep_pool(place: Path) -> int:
    """Remove contents that no set in `place` names; nothing at all while a set's manifest cannot be read."""
    pool = place / POOL
    if not pool.is_dir() or unreadable_in(place):
        return 0
    named = {name for s in sets_in(place) for name in s.blobs}
    gone = [path for path in pool.iterdir() if path.name not in named]
    try:
        for path in gone:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise write_fault(error, pool) from error
    return len(gone)


def _folders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    hidden = (POOL, MAKING)
    return sorted(p for p in place.iterdir() if p.is_dir() and not p.name.startswith(hidden) and _looks_like_one(p))


def _looks_like_one(path: Path) -> bool:
    return any((path / name).exists() for name in (MANIFEST, DATABASE))


def _read_or_none(path: Path) -> BackupSet | None:
    try:
        return read(path)
    except AppError:
        return None
