"""The schema's number, and bringing an older store up to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from cadreapp.store.faults import SCHEMA_NEWER

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The newest revision; a test compares it with the folder."""

MAJOR = "00"
"""The first digits of a revision: an older program may open a store of a newer minor but not of a newer major."""

FOLDER = Path(__file__).parent / "migrations"


def current(connection: Connection) -> str | None:
    """Return the store's revision, None for an empty database."""
    try:
        return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except DBAPIError:
        return None


def needs_upgrade(connection: Connection) -> bool:
    """Tell whether revisions are to be run; raises SCHEMA_NEWER for a store from a newer major version."""
    found = current(connection)
    if found is not None and found[: len(MAJOR)] > MAJOR:
        raise SCHEMA_NEWER(version=found)
    return found is None or found < HEAD


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the revisions up to `to` on a connection from `Vault.migrating`."""
    # Alembic takes a quarter of a second to import and is needed once per release.
    from alembic import command

    command.upgrade(config(connection), to)


def config(connection: Connection) -> Config:
    """Return alembic's configuration for one connection."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def is_ours(thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Hide the full-text index's own tables from comparisons between models and schema."""
    return not (kind == "table" and name is not None and name.startswith("search_text"))
