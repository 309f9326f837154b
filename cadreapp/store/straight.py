"""Fixed statements given to the driver as they are: building and caching them above it took longer than running them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2 as sqlcipher

Watch = Callable[[str, Any, bool], None]
"""Is told of each statement that writes, its parameters, and whether these are many sets."""

_watches: list[Watch] = []


def fetch(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return all rows of a query with `?` marks. Raises the engine's own errors, which `Vault` tells people about."""
    link: Any = connection.connection.driver_connection
    found: list[tuple[Any, ...]] = link.execute(statement, parameters).fetchall()
    return found


def write(connection: Connection, statement: str, parameters: Sequence[Any]) -> None:
    """Run a statement that changes rows. Raises IntegrityError, else the engine's own errors."""
    _run(connection, statement, parameters, many=False)


def write_many(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement that changes rows once for each set of parameters; for none at all nothing is run."""
    if rows:
        _run(connection, statement, rows if len(rows) > 1 else rows[0], many=len(rows) > 1)


def put(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write new rows of one table; each names every column."""
    statement, columns = _insert(table)
    write_many(connection, statement, [tuple(row[name] for name in columns) for row in rows])


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Tell `watch` of everything that is written here within the block: no listener of the engine's hears of it."""
    _watches.append(watch)
    try:
        yield
    finally:
        _watches.remove(watch)


def listed(columns: Iterable[str]) -> str:
    """Return column names as a statement lists them."""
    return ", ".join(f'"{column}"' for column in columns)


def marks(count: int) -> str:
    """Return so many places for parameters."""
    return ", ".join("?" * count)


def _run(connection: Connection, statement: str, parameters: Sequence[Any], *, many: bool) -> None:
    link: Any = connection.connection.driver_connection
    for watch in _watches:
        watch(statement, parameters, many)
    try:
        (link.executemany if many else link.execute)(statement, parameters)
    except sqlcipher.IntegrityError as error:
        # As everything else that writes raises it; without the parameters, which are people's words.
        raise IntegrityError(statement, None, error) from error


@cache
def _insert(table: Table) -> tuple[str, tuple[str, ...]]:
    columns = tuple(table.c.keys())
    return f'INSERT INTO "{table.name}" ({listed(columns)}) VALUES ({marks(len(columns))})', columns
