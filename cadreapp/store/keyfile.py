"""The key file: slots, a checksum that tells damage, a seal over the list that tells a dropped slot; kept twice."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cadreapp.kernel.canonical import canonical, digest_of
from cadreapp.kernel.durable import read_fault, write_whole
from cadreapp.kernel.errors import FILE_UNREADABLE, AppError
from cadreapp.store.derived import KEY_FILE, derive
from cadreapp.store.faults_keys import KEYFILE_DAMAGED, KEYFILE_MISSING, KEYFILE_NEWER
from cadreapp.store.folder import KEYS, KEYS_COPY
from cadreapp.store.slots import Slot, SlotKind

FORMAT = 1
_MOST_BYTES = 1 << 20
_MOST_SLOTS = 256


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says. `serial` grows with every writing, so that of two sound copies the newer is known."""

    store: str
    serial: int
    slots: tuple[Slot, ...]
    mac: bytes = b""

    def of(self, kind: SlotKind) -> tuple[Slot, ...]:
        """Return the slots of one kind in their order."""
        return tuple(s for s in self.slots if s.kind == kind)

    def users(self) -> tuple[str, ...]:
        """Return whose passphrases there are."""
        return tuple(s.user for s in self.of(SlotKind.PASSPHRASE))

    def with_slots(self, slots: tuple[Slot, ...], key: bytes) -> KeyFile:
        """Return the next key file with these slots, sealed by the store `key`."""
        after = replace(self, slots=slots, serial=self.serial + 1)
        return replace(after, mac=after._seal(key))

    def is_sealed_by(self, key: bytes) -> bool:
        """Tell whether the list is as its last writer left it: nothing dropped, added or moved."""
        return hmac.compare_digest(self.mac, self._seal(key))

    def _seal(self, key: bytes) -> bytes:
        return hmac.digest(derive(key, KEY_FILE), canonical(self._content()), "sha256")

    def _content(self) -> dict[str, Any]:
        slots = [s.as_json() for s in self.slots]
        return {"format": FORMAT, "store": self.store, "serial": self.serial, "slots": slots}

    def as_bytes(self) -> bytes:
        """Return the file: JSON that a person can look at, with the checksum over all the rest."""
        plain = self._content() | {"mac": self.mac.hex()}
        return json.dumps(plain | {"checksum": digest_of(plain)}, ensure_ascii=False, indent=1).encode() + b"\n"


def parse(data: bytes) -> KeyFile:
    """Read a key file; KEYFILE_NEWER for a later format, ValueError when it is damaged."""
    try:
        plain = json.loads(data)
        checksum = plain.pop("checksum")
        if checksum != digest_of(plain):
            raise ValueError("checksum")
        if plain["format"] != FORMAT:
            raise KEYFILE_NEWER(format=plain["format"])
        slots = tuple(Slot.from_json(s) for s in plain["slots"][:_MOST_SLOTS])
        return KeyFile(str(plain["store"]), int(plain["serial"]), slots, bytes.fromhex(plain["mac"]))
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeEncodeError) as error:
        raise ValueError(type(error).__name__) from error


def copies(folder: Path) -> list[KeyFile]:
    """Return the sound copies in `folder`, differing ones only, newest first.

    Raises KEYFILE_MISSING without any file, KEYFILE_DAMAGED when neither can be read, FILE_UNREADABLE when the disk refuses.
    """
    found: list[KeyFile] = []
    wrong: list[str] = []
    unread: AppError | None = None
    for name in (KEYS, KEYS_COPY):
        try:
            data = _read(folder / name)
            if data is not None:
                found.append(parse(data))
        except ValueError:
            wrong.append(name)
        except AppError as error:
            if error.fault is not FILE_UNREADABLE:
                raise
            unread = error
    if not found and unread:
        raise unread
    if not found and wrong:
        raise KEYFILE_DAMAGED(what="、".join(wrong))
    if not found:
        raise KEYFILE_MISSING(folder=folder)
    found.sort(key=lambda k: -k.serial)
    return found[:1] if found[0] == found[-1] else found


def write(folder: Path, file: KeyFile) -> None:
    """Write both copies, each as a whole; the second only when the first is safely down."""
    for name in (KEYS, KEYS_COPY):
        write_whole(folder / name, file.as_bytes())


def repair(folder: Path, good: KeyFile) -> bool:
    """Make both copies equal `good`; tell whether one was not. A medium that cannot be written stays as it is."""
    wanted = good.as_bytes()
    stale = [name for name in (KEYS, KEYS_COPY) if _content(folder / name) != wanted]
    try:
        for name in stale:
            write_whole(folder / name, wanted)
    except AppError:
        # Reading from a write-protected or full disk must still work; the next unlock tries again.
        return False
    return bool(stale)


def _content(path: Path) -> bytes | None:
    try:
        return _read(path)
    except AppError:
        return None


def _read(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise read_fault(error, path) from error
