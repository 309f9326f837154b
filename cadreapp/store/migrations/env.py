"""Alembic's entry: runs revisions on the connection that `store.schema` hands over."""

from __future__ import annotations

from alembic import context

import cadreapp.store.tables  # noqa: F401  (its tables must be in the metadata)
from cadreapp.records import Base
from cadreapp.store.schema import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=is_ours,
    render_as_batch=True,
    transactional_ddl=False,
    transaction_per_migration=False,
)
context.run_migrations()
