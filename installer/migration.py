"""Writes the next schema revision from the difference between the models and the newest schema: `dev.py migration "what"`."""

from __future__ import annotations

import secrets
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main(what: str) -> None:
    """Generate one revision file; the full-text table is written by hand, alembic does not see it."""
    from alembic import command

    from cadreapp.store import schema
    from cadreapp.store.vault import Vault

    number = f"{int(schema.HEAD) + 1:04}" if any((schema.FOLDER / "versions").glob("*.py")) else "0001"
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault(Path(folder) / "store.db", secrets.token_bytes(32), create=True)
        with vault.migrating() as connection:
            if number != "0001":
                schema.upgrade(connection)
            command.revision(schema.config(connection), message=what, autogenerate=True, rev_id=number)
        vault.close()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or "Unnamed change.")
