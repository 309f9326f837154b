"""Whose secrets open a store: making, opening and changing the slots around its one random key."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cadreapp.kernel.errors import AppError, Fault
from cadreapp.store import failures, keyfile, recovery
from cadreapp.store.faults_keys import (
    KEYFILE_ALTERED,
    KEYRING_UNAVAILABLE,
    LAST_KEY,
    NO_SUCH_USER,
    RECOVERY_WRONG,
    STORE_EXISTS,
    USER_EXISTS,
    USER_NEEDED,
    WRONG_PASSPHRASE,
)
from cadreapp.store.folder import KEYS, Folder
from cadreapp.store.keyfile import KeyFile
from cadreapp.store.keyring_slot import Ring
from cadreapp.store.slots import Cost, Slot, SlotKind, new_slot, passphrase_bytes, seal, tuned, unseal

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An open key: the raw store key, which store it is of, who opened it by what; `repaired`: a bad copy was mended."""

    key: bytes = field(repr=False)
    store: str
    user: str
    kind: SlotKind
    repaired: bool = False


def create(folder: Folder, passphrase: str, user: str = "", cost: Cost | None = None) -> tuple[Unlocked, str]:
    """Make a random store key with its first passphrase and recovery code; return both, the code to be shown once.

    Without `cost` the passphrase is tuned to this machine. Raises STORE_EXISTS rather than replace any key.
    """
    if folder.exists():
        raise STORE_EXISTS(path=folder.root)
    key, store, code = secrets.token_bytes(KEY_BYTES), str(uuid.uuid4()), recovery.new_code()
    slots = (_passphrase_slot(user, passphrase, store, key, cost), _recovery_slot(code, store, key))
    keyfile.write(folder.root, KeyFile(store, 0, ()).with_slots(slots, key))
    return Unlocked(key, store, user, SlotKind.PASSPHRASE), code


def users(folder: Folder) -> tuple[str, ...]:
    """Return whose passphrases open the store."""
    return keyfile.copies(folder.root)[0].users()


def unlock(folder: Folder, passphrase: str, user: str | None = None, *, at: datetime) -> Unlocked:
    """Open the store key with a passphrase; without `user` the only one is meant.

    Raises WRONG_PASSPHRASE (and notes the time `at`), USER_NEEDED, NO_SUCH_USER, KEYFILE_MISSING, KEYFILE_DAMAGED,
    KEYFILE_ALTERED or KEYFILE_NEWER.
    """
    try:
        return _open(folder.root, passphrase_bytes(passphrase), lambda file: [_slot_of(file, user)], WRONG_PASSPHRASE)
    except AppError as error:
        if error.fault is WRONG_PASSPHRASE:
            failures.note(folder, at)
        raise


def open_with_recovery(folder: Path, typed: str) -> Unlocked:
    """Open the store key with a typed recovery code; RECOVERY_TYPO or RECOVERY_WRONG, or as `unlock`."""
    return _open(folder, recovery.read_code(typed), lambda file: list(file.of(SlotKind.RECOVERY)), RECOVERY_WRONG)


def unlock_with_keyring(folder: Folder, ring: Ring, user: str | None = None) -> Unlocked:
    """Open the store key with what the OS keeps; KEYRING_UNAVAILABLE means: ask for the passphrase."""
    file = keyfile.copies(folder.root)[0]
    slots = [s for s in file.of(SlotKind.KEYRING) if user in (None, s.user)]
    if not slots:
        raise KEYRING_UNAVAILABLE(why="没有启用")
    slot = slots[0]
    kept = ring.get(_account(file.store, slot))
    if kept is None:
        raise KEYRING_UNAVAILABLE(why="里面没有这个数据夹的密钥")
    return _open(folder.root, kept.encode(), lambda f: [s for s in f.slots if s.id == slot.id], KEYRING_UNAVAILABLE)


def set_passphrase(
    folder: Folder, opened: Unlocked, user: str, passphrase: str, *, cost: Cost | None = None, beside: Iterable[Path] = ()
) -> tuple[Path, ...]:
    """Give `user` this passphrase in place of any former; return the backup sets that could not be reached.

    Backups carry the key file: those in the store's folder and in the places `beside` are rewritten too, since a forgotten
    old passphrase would make them worthless and a betrayed one would open them.
    """
    file = _current(folder, opened.key)
    slot = _passphrase_slot(user, passphrase, file.store, opened.key, cost)
    kept = tuple(s for s in file.slots if (s.kind, s.user) != (SlotKind.PASSPHRASE, user))
    return _write(folder, opened.key, file.with_slots((slot, *kept), opened.key), beside)


def add_user(
    folder: Folder, opened: Unlocked, user: str, passphrase: str, *, cost: Cost | None = None, beside: Iterable[Path] = ()
) -> tuple[Path, ...]:
    """Give a new user a passphrase; USER_EXISTS when there is one. Returns as `set_passphrase`."""
    if user in _current(folder, opened.key).users():
        raise USER_EXISTS(user=user)
    return set_passphrase(folder, opened, user, passphrase, cost=cost, beside=beside)


def remove_user(folder: Folder, opened: Unlocked, user: str, beside: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Take away a user's passphrase and remembered key; NO_SUCH_USER, or LAST_KEY for the only one."""
    file = _current(folder, opened.key)
    if user not in file.users():
        raise NO_SUCH_USER(user=user)
    if len(file.users()) == 1:
        raise LAST_KEY()
    kept = tuple(s for s in file.slots if s.kind == SlotKind.RECOVERY or s.user != user)
    return _write(folder, opened.key, file.with_slots(kept, opened.key), beside)


def renew_recovery(folder: Folder, opened: Unlocked, beside: Iterable[Path] = ()) -> tuple[str, tuple[Path, ...]]:
    """Replace the recovery code; return the new one, to be shown once, and the backup sets that were not reached."""
    file = _current(folder, opened.key)
    code = recovery.new_code()
    kept = tuple(s for s in file.slots if s.kind != SlotKind.RECOVERY)
    slots = (*kept, _recovery_slot(code, file.store, opened.key))
    return code, _write(folder, opened.key, file.with_slots(slots, opened.key), beside)


def remember(folder: Folder, opened: Unlocked, ring: Ring) -> None:
    """Let the OS keyring open the store for this user; KEYRING_UNAVAILABLE leaves everything as it was."""
    file = _current(folder, opened.key)
    kek = secrets.token_hex(KEY_BYTES)
    slot = seal(new_slot(SlotKind.KEYRING, opened.user), kek.encode(), file.store, opened.key)
    ring.put(_account(file.store, slot), kek)
    kept = tuple(s for s in file.slots if (s.kind, s.user) != (SlotKind.KEYRING, opened.user))
    keyfile.write(folder.root, file.with_slots((*kept, slot), opened.key))


def forget(folder: Folder, opened: Unlocked, ring: Ring) -> None:
    """Take this user's key out of key file and keyring; the key file first, so that an absent keyring stops nothing."""
    file = _current(folder, opened.key)
    gone = [s for s in file.of(SlotKind.KEYRING) if s.user == opened.user]
    if gone:
        keyfile.write(folder.root, file.with_slots(tuple(s for s in file.slots if s not in gone), opened.key))
    for slot in gone:
        ring.forget(_account(file.store, slot))


def _open(folder: Path, secret: bytes, pick: Callable[[KeyFile], list[Slot]], wrong: Fault) -> Unlocked:
    """Try the sound copies, newest first: a doctored or half-changed one gives way to the other."""
    first: AppError | None = None
    for file in keyfile.copies(folder):
        try:
            slot, key = _opened_by(file, secret, pick(file), wrong)
        except AppError as error:
            first = first or error
        else:
            return Unlocked(key, file.store, slot.user, slot.kind, keyfile.repair(folder, file))
    assert first is not None, "copies() never returns none"
    raise first


def _opened_by(file: KeyFile, secret: bytes, slots: list[Slot], wrong: Fault) -> tuple[Slot, bytes]:
    for slot in slots:
        key = unseal(slot, secret, file.store)
        if key is None:
            continue
        if not file.is_sealed_by(key):
            raise KEYFILE_ALTERED(what="条目被增删或调换")
        return slot, key
    raise wrong(why="保存的密钥已失效") if wrong is KEYRING_UNAVAILABLE else wrong()


def _slot_of(file: KeyFile, user: str | None) -> Slot:
    slots = file.of(SlotKind.PASSPHRASE)
    if user is None and len(slots) == 1:
        return slots[0]
    if user is None:
        raise USER_NEEDED(users="、".join(file.users()))
    mine = [s for s in slots if s.user == user]
    if not mine:
        raise NO_SUCH_USER(user=user)
    return mine[0]


def _current(folder: Folder, key: bytes) -> KeyFile:
    for file in keyfile.copies(folder.root):
        if file.is_sealed_by(key):
            return file
    raise KEYFILE_ALTERED(what="条目的封签与数据夹的密钥不符")


def _write(folder: Folder, key: bytes, file: KeyFile, beside: Iterable[Path]) -> tuple[Path, ...]:
    keyfile.write(folder.root, file)
    missed: list[Path] = []
    for place in (folder.backups, *beside):
        if place != folder.backups and not place.is_dir():
            missed.append(place)
        for found in sorted(place.glob(f"*/{KEYS}")):
            if not _rewrite(found.parent, key, file):
                missed.append(found.parent)
    return tuple(missed)


def _rewrite(backup: Path, key: bytes, file: KeyFile) -> bool:
    try:
        if not any(k.store == file.store and k.is_sealed_by(key) for k in keyfile.copies(backup)):
            return False
        keyfile.write(backup, file)
    except AppError:
        # A stick that is full, write-protected or just being pulled out must not undo the change; the caller lists it.
        return False
    return True


def _passphrase_slot(user: str, passphrase: str, store: str, key: bytes, cost: Cost | None) -> Slot:
    secret = passphrase_bytes(passphrase)
    return seal(new_slot(SlotKind.PASSPHRASE, user, cost or tuned()), secret, store, key)


def _recovery_slot(code: str, store: str, key: bytes) -> Slot:
    return seal(new_slot(SlotKind.RECOVERY, ""), recovery.read_code(code), store, key)


def _account(store: str, slot: Slot) -> str:
    return f"{store}/{slot.id}"
