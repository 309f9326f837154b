"""Fixed statements given to the driver as they are: building and caching them above it took longer than running them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table


def fetch(connection: Connection, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return all rows of a query with `?` marks. Raises the engine's own errors, which `Vault` tells people about."""
    link: Any = connection.connection.driver_connection
    found: list[tuple[Any, ...]] = link.execute(statement, parameters).fetchall()
    return found


def put(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write new rows of one table; each names every column."""
    statement, columns = _insert(table)
    given = [tuple(row[name] for name in columns) for row in rows]
    if given:
        connection.exec_driver_sql(statement, given if len(given) > 1 else given[0])


def listed(columns: Iterable[str]) -> str:
    """Return column names as a statement lists them."""
    return ", ".join(f'"{column}"' for column in columns)


def marks(count: int) -> str:
    """Return so many places for parameters."""
    return ", ".join("?" * count)


@cache
def _insert(table: Table) -> tuple[str, tuple[str, ...]]:
    columns = tuple(table.c.keys())
    return f'INSERT INTO "{table.name}" ({listed(columns)}) VALUES ({marks(len(columns))})', columns
