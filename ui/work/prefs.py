"""How this person likes the window: a small plain file beside the store that says nothing about records."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

FILE = "window.json"


@dataclass
class Prefs:
    """`theme` is system, light or dark; `idle_minutes` 0 means never; `officer` is offered at the lock screen."""

    theme: str = "system"
    idle_minutes: int = 10
    officer: str = ""


def load(folder: Path) -> Prefs:
    """Read the preferences; a missing or damaged file gives the defaults, for nothing depends on it."""
    try:
        held = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Prefs()
    prefs = Prefs()
    for field in fields(Prefs):
        value = held.get(field.name) if isinstance(held, dict) else None
        if type(value) is type(field.default):
            setattr(prefs, field.name, value)
    return prefs


def save(folder: Path, prefs: Prefs) -> None:
    """Write the preferences; raises OSError."""
    part = folder / (FILE + ".part")
    part.write_text(json.dumps(asdict(prefs), ensure_ascii=False), encoding="utf-8")
    os.replace(part, folder / FILE)
