"""Which language the command line speaks, and tables that line up under wide characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_spoken = ["zh"]


def speak(lang: str) -> None:
    """Choose the language for this process: "zh" or "en"."""
    _spoken[0] = lang


def lang() -> str:
    """Return the chosen language."""
    return _spoken[0]


def say(zh: str, en: str) -> str:
    """Return the sentence in the chosen language."""
    return en if _spoken[0] == "en" else zh


def width(text: str) -> int:
    """Return the columns that `text` takes on a terminal: two for wide characters, none for combining ones."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(rows: Sequence[Sequence[object]], heads: Sequence[str]) -> str:
    """Return rows under heads, aligned; long cells are cut at 40 columns."""
    texts = [list(heads), *([_cut(str("" if c is None else c).replace("\n", " "), 40) for c in row] for row in rows)]
    widths = [max(width(line[i]) for line in texts) for i in range(len(heads))]
    lines = ["  ".join(c + " " * (w - width(c)) for c, w in zip(line, widths, strict=True)).rstrip() for line in texts]
    return "\n".join([lines[0], "-" * (sum(widths) + 2 * (len(widths) - 1)), *lines[1:]])


def _cut(text: str, most: int) -> str:
    if width(text) <= most:
        return text
    kept = ""
    for c in text:
        if width(kept) + width(c) > most - 1:
            break
        kept += c
    return kept + "…"
