"""Making a store: keys, database, the unit's own identity and organisation record, in one step that is whole or absent."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from cadreapp.exchange.identity import new_identity
from cadreapp.kernel.clock import Clock
from cadreapp.kernel.durable import write_fault
from cadreapp.kernel.ids import new_id
from cadreapp.rules.initials import initials
from cadreapp.store import keys, ledger, schema, settings
from cadreapp.store.faults_keys import STORE_EXISTS
from cadreapp.store.folder import Folder
from cadreapp.store.keys import Unlocked
from cadreapp.store.slots import Cost
from cadreapp.store.unit import Actor, Unit
from cadreapp.store.vault import Vault


@dataclass(frozen=True)
class NewStore:
    """What the first-run wizard asks for."""

    unit: str
    officer: str = ""
    unit_code: str = ""
    demo: bool = False


def create(root: Path, wanted: NewStore, passphrase: str, clock: Clock, cost: Cost | None = None) -> tuple[Unlocked, str]:
    """Make a store in `root` and return its open key and the recovery code, to be shown once.

    It is built beside and moved into place, so that a crash leaves no half of one. Raises STORE_EXISTS.
    """
    if Folder(root).exists() or root.exists() and any(root.iterdir()):
        raise STORE_EXISTS(path=root)
    making = root.with_name(f".{root.name}.new-{os.getpid()}")
    try:
        making.mkdir(parents=True)
        opened, code = keys.create(Folder(making), passphrase, cost=cost)
        _first_rows(Folder(making), opened, wanted, clock)
        if root.exists():
            root.rmdir()
        making.rename(root)
    except OSError as error:
        raise write_fault(error, root) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return opened, code


def _first_rows(folder: Folder, opened: Unlocked, wanted: NewStore, clock: Clock) -> None:
    vault = Vault(folder.database, opened.key, create=True)
    try:
        with vault.migrating() as connection:
            schema.upgrade(connection)
        own = replace(new_identity(), name=wanted.unit, unit_code=wanted.unit_code)
        with vault.writing() as connection:
            unit = Unit(
                connection, clock, Actor(wanted.officer or "本机用户", own.fingerprint), verb="create_store", initials=initials
            )
            ledger.put_identity(unit.connection, own.fingerprint, own.to_bytes(), unit.at)
            organisation = unit.add("organisation", {"name": wanted.unit, "kind": "unit", "code": wanted.unit_code or None})
            said = {
                "unit": wanted.unit,
                "unit_code": wanted.unit_code,
                "officer": wanted.officer,
                "demo": wanted.demo,
                "origin": own.fingerprint,
                "organisation": organisation.id,
                "store": opened.store,
                "epoch": new_id(clock),
            }
            for name, value in said.items():
                settings.put(unit, name, value)
            unit.finish()
    finally:
        vault.close()
