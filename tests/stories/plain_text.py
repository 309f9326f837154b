"""Looks for a text on the disk, in every encoding in which a library might have left it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030")


def found_in(text: str, places: Iterable[Path]) -> list[Path]:
    """Return the files under `places` whose name or contents hold `text`."""
    wanted = {text.encode(encoding) for encoding in ENCODINGS}
    found = []
    for place in places:
        for path in place.rglob("*"):
            if text in path.name or (path.is_file() and any(each in path.read_bytes() for each in wanted)):
                found.append(path)
    return found
