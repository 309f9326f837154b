"""The bare engine doing the same work: what our own times are measured against, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from cadreapp.store import cipher, straight
from cadreapp.store.search import phrase
from cadreapp.store.vault import WRITER_CACHE_KIB

_WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Written:
    """A statement that changed rows, and its parameters: one set, or for `many` a list of them."""

    statement: str
    parameters: Any
    many: bool


@contextmanager
def recorded() -> Iterator[list[Written]]:
    """Give a list that takes every change that goes to any database of this process within the block."""
    kept: list[Written] = []

    def keep(statement: str, parameters: Any, many: bool) -> None:
        kept.append(Written(statement, parameters, many))

    def hear(_link: Any, _cursor: Any, *what: Any) -> None:
        statement, parameters, _context, many = what
        if statement.lstrip().upper().startswith(_WRITES):
            keep(statement, parameters, many)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        with straight.watched(keep):
            yield kept
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


@contextmanager
def asked(connection: Connection) -> Iterator[list[str]]:
    """Give a list that takes every query that this connection asks within the block, with its parameters in place."""
    kept: list[str] = []
    link: Any = connection.connection.driver_connection
    link.set_trace_callback(kept.append)
    try:
        yield kept
    finally:
        link.set_trace_callback(None)


class Bare:
    """The store's file opened by the engine alone, with the same settings."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._link = cipher.connect(path, key, cache_kib=WRITER_CACHE_KIB)

    def replay(self, written: Sequence[Written]) -> None:
        """Make the same changes in one transaction."""
        self._link.execute("BEGIN IMMEDIATE")
        for one in written:
            (self._link.executemany if one.many else self._link.execute)(one.statement, one.parameters)
        self._link.execute("COMMIT")

    def ask(self, queries: Sequence[str]) -> None:
        """Run queries and take all their rows."""
        for query in queries:
            self._link.execute(query).fetchall()

    def search(self, typed: str, limit: int = 50) -> list[int]:
        """Return the numbers of the newest records that hold a run of characters: the full-text query and no more."""
        query = "SELECT rowid FROM search_text WHERE search_text MATCH ? ORDER BY rowid DESC LIMIT ?"
        return [row[0] for row in self._link.execute(query, (phrase(typed), limit))]

    def close(self) -> None:
        """Close the connection."""
        self._link.close()
