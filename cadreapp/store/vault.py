"""The encrypted database under SQLAlchemy: one writer connection, a few readers, our own BEGIN."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, pool
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from cadreapp.kernel.errors import AppError
from cadreapp.store import cipher, straight

WRITER_CACHE_KIB = 32 * 1024
READER_CACHE_KIB = 24 * 1024
"""What searches walk through over a hundred thousand talks: with 8 MiB its pages were deciphered anew for each word."""


class Vault:
    """An open store.db. Holds the raw key until closed; hands out connections inside transactions only."""

    def __init__(self, path: Path, key: bytes, *, create: bool = False, writable: bool = True) -> None:
        self.path = path
        self._key = key
        self.writable = writable
        first = cipher.connect(path, key, create=create, writable=writable, cache_kib=WRITER_CACHE_KIB)
        first.close()
        self._writer = self._engine("BEGIN IMMEDIATE", WRITER_CACHE_KIB, writable, 1)
        self._reader = self._engine("BEGIN", READER_CACHE_KIB, False, 4)

    def _engine(self, begin: str, cache_kib: int, writable: bool, size: int) -> Engine:
        engine = create_engine(
            "sqlite://",
            creator=lambda: cipher.connect(self.path, self._key, writable=writable, cache_kib=cache_kib),
            module=sqlcipher,
            poolclass=pool.QueuePool,
            pool_size=size,
            max_overflow=0,
            pool_timeout=30,
            # The reader that was used last has the pages at hand; the others open only when several ask at once.
            pool_use_lifo=True,
        )

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            straight.fetch(connection, begin)

        return engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the writer's connection inside a transaction: committed on leaving, rolled back on any error."""
        with self._faults(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a reader's connection inside a read transaction that ends with the block."""
        with self._faults(), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Give a connection for a change of schema: foreign keys off, and all of them checked before the commit.

        With keys on, rebuilding a parent table silently emptied its children (measured).
        """
        engine = self._engine("BEGIN IMMEDIATE", WRITER_CACHE_KIB, True, 1)

        @event.listens_for(engine, "connect")
        def _no_keys(link: Any, _record: Any) -> None:
            link.execute("PRAGMA foreign_keys = OFF")

        try:
            with self._faults(), engine.begin() as connection:
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"migration left dangling references: {broken[:3]}")
        finally:
            engine.dispose()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, sqlcipher.Error) as error:
            fault = self._fault(error.orig if isinstance(error, DBAPIError) else error)
            if fault is None:
                raise
            raise fault from error

    def _fault(self, error: BaseException | None) -> AppError | None:
        """Return what a person should read, or None for a bug (a broken constraint, a wrong statement)."""
        try:
            return cipher.fault_of(error, self.path)  # type: ignore[arg-type]
        except sqlcipher.Error:
            return None

    def sample(self, rows: int = 200) -> int:
        """Read the images of `rows` records, spread over the whole journal, so that a damaged page is met at opening."""
        with self.reading() as connection:
            last = straight.fetch(connection, "SELECT max(no) FROM journal_body")[0][0] or 0
            wanted = sorted({last - last * n // rows for n in range(rows)})
            query = "SELECT salt, before, after FROM journal_body WHERE no = ?"
            return sum(len(straight.fetch(connection, query, (no,))) for no in wanted)

    def damaged_pages(self) -> list[str]:
        """Return what the engine's own check of every page finds wrong; empty when all is well."""
        link = cipher.connect(self.path, self._key, writable=False)
        try:
            return cipher.damaged_pages(link)
        finally:
            link.close()

    def page_seals(self) -> Generator[tuple[int, int], None, list[str]]:
        """Check every page, some at a time; yields (checked, of all) and returns what is wrong, empty when all is well."""
        return cipher.page_seals(self.path, self._key)

    def connect_copy(self, path: Path) -> cipher.Connection:
        """Open another file under the same key, as backups need it."""
        return cipher.connect(path, self._key, create=not path.exists(), journal="delete")

    def close(self) -> None:
        """Close every connection and drop the key."""
        # The writer last: only it may fold the write-ahead file back, so that a closed store is one file.
        self._reader.dispose()
        self._writer.dispose()
        self._key = b""
