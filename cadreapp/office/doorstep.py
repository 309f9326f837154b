"""What is seen of a store from outside: whether one is there and whose passphrases open it; loads next to nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from cadreapp.store.folder import Folder

_MOST_BYTES = 1 << 20


class Seen(NamedTuple):
    """What lies in a folder. `sound` False: `gate.status` will say what is wrong with the key file."""

    there: bool
    users: tuple[str, ...] = ()
    sound: bool = True


def look(folder: Path) -> Seen:
    """Look at the key file without proving it: the lock screen waits for this, the proof comes right behind it."""
    place = Folder(folder)
    try:
        if not place.exists():
            return Seen(False)
        with place.keys.open("rb") as file:
            slots = json.loads(file.read(_MOST_BYTES))["slots"]
        return Seen(True, tuple(str(slot["user"]) for slot in slots if slot["kind"] == "passphrase"))
    except (OSError, ValueError, LookupError, TypeError):
        return Seen(True, sound=False)
