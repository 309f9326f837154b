"""Every schema the store ever had: alembic revisions, run in order and never edited once released."""
