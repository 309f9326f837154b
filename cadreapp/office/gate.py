"""Keys and locks before the database is loaded: what the lock screen needs while the passphrase is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cadreapp.store import keyfile, keys, rehearsal
from cadreapp.store.faults_keys import STORE_MISSING
from cadreapp.store.folder import Folder
from cadreapp.store.keyring_slot import OsKeyring, Ring
from cadreapp.store.keys import Unlocked
from cadreapp.store.slots import Cost, SlotKind

__all__ = ["Cost", "Status", "StoreState", "Unlocked", "recover", "status", "unlock", "unlock_with_keyring"]


class StoreState(StrEnum):
    """What lies in a folder."""

    MISSING = "missing"
    READY = "ready"


@dataclass(frozen=True)
class Status:
    """What can be known of a store without its key."""

    state: StoreState
    folder: Path
    users: tuple[str, ...] = ()


def status(folder: Path) -> Status:
    """Say whether a store lies in `folder` and whose passphrases open it; key file faults as `keys.unlock` raises them."""
    place = Folder(folder)
    if not place.exists():
        return Status(StoreState.MISSING, folder)
    return Status(StoreState.READY, folder, keys.users(place))


def unlock(folder: Path, passphrase: str, at: datetime, user: str | None = None) -> Unlocked:
    """Open the store's key with a passphrase; STORE_MISSING, or faults as `store.keys.unlock`."""
    return keys.unlock(_there(folder), passphrase, user, at=at)


def unlock_with_keyring(folder: Path, user: str | None = None, ring: Ring | None = None) -> Unlocked:
    """Open the store's key with what the OS keyring keeps; KEYRING_UNAVAILABLE means: ask for the passphrase."""
    return keys.unlock_with_keyring(_there(folder), ring or OsKeyring(), user)


def recover(folder: Path, typed: str) -> Unlocked:
    """Open the store's key with a typed recovery code."""
    return keys.open_with_recovery(_there(folder).root, typed)


def change_passphrase(
    folder: Path, opened: Unlocked, passphrase: str, user: str | None = None, beside: Iterable[Path] = ()
) -> tuple[Path, ...]:
    """Give a user a new passphrase here and in backups, those in the places `beside` too; return what was out of reach."""
    whose = opened.user if user is None else user
    return keys.set_passphrase(Folder(folder), opened, whose, passphrase, beside=beside)


def remember(folder: Path, opened: Unlocked, ring: Ring | None = None) -> None:
    """Keep the key in the OS keyring; KEYRING_UNAVAILABLE when there is none."""
    keys.remember(Folder(folder), opened, ring or OsKeyring())


def forget(folder: Path, opened: Unlocked, ring: Ring | None = None) -> None:
    """Make the OS keyring forget the key."""
    keys.forget(Folder(folder), opened, ring or OsKeyring())


def is_remembered(folder: Path, opened: Unlocked) -> bool:
    """Tell whether this user's key is kept in the OS keyring; whether the keyring still has it shows at the next unlock."""
    file = keyfile.copies(Folder(folder).root)[0]
    return any(slot.user == opened.user for slot in file.of(SlotKind.KEYRING))


def renew_recovery(folder: Path, opened: Unlocked, beside: Iterable[Path] = ()) -> tuple[str, tuple[Path, ...]]:
    """Replace the recovery code here and in backups; return the new one, to be shown once, and what was out of reach."""
    return keys.renew_recovery(Folder(folder), opened, beside=beside)


def rehearse(folder: Path, typed: str) -> None:
    """Prove that what the person typed back opens a copy of this store's database."""
    # The cipher is loaded here and not with the lock screen: a rehearsal happens once, at set-up.
    from cadreapp.store.proof import opens_the_same

    rehearsal.rehearse(Folder(folder), typed, lambda copy, key: opens_the_same(Folder(folder), Folder(copy), key))


def _there(folder: Path) -> Folder:
    """Tell an empty place from a store that lost its key file."""
    place = Folder(folder)
    if not place.exists():
        raise STORE_MISSING(path=folder)
    return place
