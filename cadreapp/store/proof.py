"""What is counted in a database so that a copy can be proven, and what a restored copy begins with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from cadreapp.store import cipher
from cadreapp.store.anchors import later_epoch
from cadreapp.store.backupset import Facts
from cadreapp.store.folder import Folder


def opens_the_same(original: Folder, copy: Folder, key: bytes) -> bool:
    """Copy the database with `key`, open the copy with it, and compare the heads of both journals and their lengths."""
    with closing(cipher.connect(original.database, key, writable=False)) as source:
        with closing(cipher.connect(copy.database, key, create=True, journal="delete")) as target:
            source.backup(target)
        with closing(cipher.connect(copy.database, key, writable=False, journal="delete")) as opened:
            return not cipher.damaged_pages(opened) and _heads(opened) == _heads(source)


def facts(link: cipher.Connection) -> Facts:
    """Count what a copy must hold too: every table's rows, the head of the chain, the epoch."""
    names = [row[0] for row in link.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_text%'")]
    counted: dict[str, Any] = {name: link.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sorted(names)}
    last = link.execute("SELECT chain FROM journal ORDER BY no DESC LIMIT 1").fetchone()
    return {**counted, "head": last[0] if last else "", "epoch": _epoch(link)}


def blob_names(link: cipher.Connection) -> list[str]:
    """Return the names of the sealed files that attachment records name."""
    return sorted({row[0] for row in link.execute("SELECT blob FROM attachment WHERE blob IS NOT NULL")})


def new_epoch(database: Path, key: bytes, fresh: str, known: Iterable[str]) -> None:
    """Begin an epoch behind all `known` ones in a staged database: bundles from here on say that something may be forgotten."""
    with closing(cipher.connect(database, key, journal="delete")) as link:
        epoch = later_epoch(fresh, _epoch(link), *known)
        link.execute("UPDATE setting SET value = ? WHERE name = 'epoch'", (json.dumps(epoch),))


def _epoch(link: cipher.Connection) -> str:
    found = link.execute("SELECT value FROM setting WHERE name = 'epoch'").fetchone()
    return str(json.loads(found[0])) if found else ""


def _heads(link: cipher.Connection) -> list[tuple[object, ...]]:
    return link.execute("SELECT no, chain FROM journal ORDER BY no DESC LIMIT 3").fetchall()
