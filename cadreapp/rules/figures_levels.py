"""Which level someone who holds a talk belongs to, by the posts of the register or by the words of their post; data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadreapp.rules.faults_figures import LAYOUT_BROKEN
from cadreapp.rules.figures_rows import Level, Officer, Someone
from cadreapp.rules.packschema import Misfit
from cadreapp.rules.tomlcheck import Flaw, dotted, flaws

OTHER = "other"
_WORD: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 40}
_WORDS: dict[str, Any] = {"type": "array", "items": _WORD}
_LEVEL = {
    "type": "object", "required": ["key", "title", "posts"], "additionalProperties": False,
    "properties": {
        "key": {"type": "string", "pattern": r"^[a-z][a-z_]*$"}, "title": _WORD, "posts": _WORDS, "without": _WORDS, "held": _WORDS,
        "organisations": _WORDS,
    },
}  # fmt: skip
_SCHEMA: dict[str, Any] = {
    "type": "object", "required": ["level"], "additionalProperties": False,
    "properties": {"level": {"type": "array", "items": _LEVEL, "minItems": 1}},
}  # fmt: skip


@dataclass(frozen=True)
class Levels:
    """The levels from the highest down; whoever fits none is "other"."""

    levels: tuple[Level, ...]

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles by key, in their order."""
        return {**{level.key: level.title for level in self.levels}, OTHER: "其他"}

    def of(self, person: Someone, day: date, officers: Sequence[Officer]) -> str:
        """Return the key of a person's level on a day."""
        held = [o for o in officers if person.id and o.person == person.id and _in_post(o, day)]
        for level in self.levels:
            registered = any(o.kind in level.organisations and _fits(o.post, level.held, level) for o in held)
            if registered or _fits(person.post, level.posts, level):
                return level.key
        return OTHER

    def highest(self, people: Sequence[Someone], day: date, officers: Sequence[Officer]) -> str:
        """Return the highest level among those who held a talk."""
        order = list(self.titles)
        return min((self.of(person, day, officers) for person in people), key=order.index, default=OTHER)


def is_levels(text: str | bytes) -> bool:
    """Tell whether a file means to be one of levels, whole or broken: its first header says so, and no report has such."""
    whole = text.decode("utf-8-sig", errors="replace") if isinstance(text, bytes) else text
    heads = (line.strip() for line in whole.splitlines() if line.lstrip().startswith("["))
    return next(heads, "").replace(" ", "").startswith("[[level]]")


def check_levels(text: str | bytes) -> tuple[Flaw, ...]:
    """Return everything wrong with a file of levels."""
    return flaws(text, _SCHEMA, _judged, dotted)


def read_levels(text: str | bytes, name: str = "") -> Levels:
    """Read the levels; raises LAYOUT_BROKEN."""
    found = check_levels(text)
    if found:
        first = found[0]
        raise LAYOUT_BROKEN(name=name, line=first.line, key=first.key or "-", what=first.what, what_en=first.what_en)
    whole = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    return Levels(tuple(
        Level(row["key"], row["title"], *(tuple(row.get(name, ())) for name in ("posts", "without", "held", "organisations")))
        for row in tomllib.loads(whole)["level"]
    ))  # fmt: skip


def _judged(data: dict[str, Any]) -> Iterator[Misfit]:
    """Yield the keys that name two levels, or the one that is left for whoever fits none."""
    seen = {OTHER}
    for n, row in enumerate(data["level"]):
        if row["key"] in seen:
            what = "“其他”留给哪一级都合不上的人" if row["key"] == OTHER else f"“{row['key']}”写了两次"
            yield Misfit(("level", n, "key"), what, f"{row['key']} is taken already")
        seen.add(row["key"])


def _fits(post: str, words: tuple[str, ...], level: Level) -> bool:
    return any(word in post for word in words) and not any(word in post for word in level.without)


def _in_post(officer: Officer, day: date) -> bool:
    return (officer.since is None or officer.since <= day) and (officer.until is None or day <= officer.until)
