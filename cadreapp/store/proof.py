"""Proving that a key opens a copy of the database and finds in it what the original holds."""

from __future__ import annotations

from contextlib import closing

from cadreapp.store import cipher
from cadreapp.store.folder import Folder


def opens_the_same(original: Folder, copy: Folder, key: bytes) -> bool:
    """Copy the database with `key`, open the copy with it, and compare the heads of both journals and their lengths."""
    with closing(cipher.connect(original.database, key, writable=False)) as source:
        with closing(cipher.connect(copy.database, key, create=True, journal="delete")) as target:
            source.backup(target)
        with closing(cipher.connect(copy.database, key, writable=False, journal="delete")) as opened:
            return not cipher.damaged_pages(opened) and _heads(opened) == _heads(source)


def _heads(link: cipher.Connection) -> list[tuple[object, ...]]:
    return link.execute("SELECT no, chain FROM journal ORDER BY no DESC LIMIT 3").fetchall()
