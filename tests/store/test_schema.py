"""Claims about the schema: models and revisions say the same, no revision loses a row, a newer store is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, func, insert, select, text

import cadreapp.store.tables  # noqa: F401  (its tables belong to the metadata)
from cadreapp.kernel.errors import AppError
from cadreapp.records import Base
from cadreapp.store import schema
from cadreapp.store.vault import Vault

KEY = b"\x11" * 32


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """An empty database."""
    made = Vault(tmp_path / "store.db", KEY, create=True)
    yield made
    made.close()


def revisions() -> list[str]:
    """Return every revision, oldest first."""
    return [r.revision for r in ScriptDirectory(str(schema.FOLDER)).walk_revisions()][::-1]


def test_the_newest_revision_is_the_one_that_the_code_names() -> None:
    assert revisions()[-1] == schema.HEAD
    assert all(revision >= schema.MAJOR for revision in revisions())


def test_the_revisions_make_exactly_what_the_models_say(vault: Vault) -> None:
    with vault.migrating() as connection:
        schema.upgrade(connection)
        context = MigrationContext.configure(
            connection, opts={"include_object": schema.is_ours, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_a_column_that_no_revision_makes_is_noticed(vault: Vault) -> None:
    with vault.migrating() as connection:
        schema.upgrade(connection)
        connection.execute(text("ALTER TABLE talk DROP COLUMN place"))
        context = MigrationContext.configure(connection, opts={"include_object": schema.is_ours})
        ((op, _schema, table, column),) = compare_metadata(context, Base.metadata)
        assert (op, table, column.name) == ("add_column", "talk", "place")


def test_the_full_text_index_is_there_and_contentless(vault: Vault) -> None:
    with vault.migrating() as connection:
        schema.upgrade(connection)
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'search_text'")).scalar_one()
    assert "content=''" in made
    assert "contentless_delete=1" in made


def test_no_revision_loses_a_row(tmp_path: Path) -> None:
    for revision in revisions():
        vault = Vault(tmp_path / f"{revision}.db", KEY, create=True)
        with vault.migrating() as connection:
            schema.upgrade(connection, revision)
            before = fill(connection)
        with vault.migrating() as connection:
            schema.upgrade(connection)
            after = {name: count(connection, name) for name in before}
        assert len(before) > 40
        assert after == before
        with vault.reading() as connection:
            assert not schema.needs_upgrade(connection)
        vault.close()


def fill(connection: Connection) -> dict[str, int]:
    """Put two rows into every table that the database has by now; return how many each holds."""
    metadata = MetaData()
    metadata.reflect(connection)
    made: dict[str, list[dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        if table.name.startswith(("search_text", "alembic")):
            continue
        made[table.name] = [_row(table, number, made) for number in (1, 2)]
        connection.execute(insert(table), made[table.name])
    return {name: count(connection, name) for name in made}


def count(connection: Connection, table: str) -> int:
    """Return how many rows a table holds."""
    return int(connection.execute(select(func.count()).select_from(text(f'"{table}"'))).scalar_one())


def _row(table: Table, number: int, made: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in table.columns:
        keys = [key.column for key in column.foreign_keys]
        if keys and keys[0].table.name in made:
            row[column.name] = made[keys[0].table.name][number - 1][keys[0].name]
        elif keys:
            row[column.name] = None
        else:
            kind = column.type.python_type
            row[column.name] = {int: number, bool: True, bytes: b"x", date: None, datetime: None}.get(kind, f"值{number}")
    return row


def test_an_older_program_refuses_a_newer_major_and_opens_a_newer_minor(vault: Vault) -> None:
    with vault.migrating() as connection:
        schema.upgrade(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": schema.MAJOR + "99"})
        assert not schema.needs_upgrade(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = '9901'"))
        with pytest.raises(AppError) as caught:
            schema.needs_upgrade(connection)
    assert caught.value.code == "SCHEMA_NEWER"


def test_an_empty_database_needs_every_revision(vault: Vault) -> None:
    with vault.reading() as connection:
        assert (schema.current(connection), schema.needs_upgrade(connection)) == (None, True)
