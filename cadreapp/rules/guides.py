"""Guides and outlines as data: what a talk or meeting is for, who may hold it, what must be on record, what one may ask;
and which choices are not every desk's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadreapp.rules.faults_rules import PACK_BROKEN
from cadreapp.rules.packschema import Misfit, Path
from cadreapp.rules.tomlcheck import Flaw, flaws

ROLES = ("branch", "committee")
"""A branch's 纪检委员, a member of the 机关纪委."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What a newcomer has to know of one kind of record (`of` "talk", `kind` "remind").

    `must`: what has to be on the record. `apart`: what it is easily taken for. `roles`: whose it is; others do not see it.
    """

    of: str
    kind: str
    title: str
    what: str
    when: str
    who: str
    must: tuple[str, ...]
    basis: str
    roles: tuple[str, ...]
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """Questions, never answers. `kinds`: "talk:remind" and the like; `subject`: the aspect they are about, "" for all."""

    id: str
    title: str
    kinds: tuple[str, ...]
    questions: tuple[str, ...]
    subject: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reserved:
    """Choices that are some roles' alone: `of` "disposition", `path` "measures.measure". Nothing refuses them elsewhere.

    `title` names them, `text` goes on after it: why, and where to send the matter. With one of `deciders` the choice is only
    put down: others decided it.
    """

    of: str
    path: str
    title: str
    codes: tuple[str, ...]
    roles: tuple[str, ...]
    text: str
    basis: str
    deciders: tuple[str, ...] = ()

    def holds_back(self, code: object, decider: object = None) -> bool:
        """Tell whether a choice is another desk's to make, when `decider` (作出主体) is said to have made it."""
        return code in self.codes and decider not in self.deciders


@dataclass(frozen=True, slots=True)
class GuidePack:
    """The guides, the outlines and the reserved choices of one file."""

    name: str
    title: str
    version: int
    as_of: date
    guides: tuple[Guide, ...]
    outlines: tuple[Outline, ...]
    reserved: tuple[Reserved, ...] = ()


_WORDS: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 600}
_LIST = {"type": "array", "items": _WORDS, "minItems": 1, "maxItems": 60}
_KIND = {"type": "string", "pattern": r"^(talk|meeting|reminder|letter|clue):[a-z_]+$"}


def _table(required: tuple[str, ...], **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


def guide_schema() -> dict[str, Any]:
    """Return the JSON Schema of a pack of guides; TOML days are judged as strings."""
    head = _table(
        ("name", "title", "kind", "version", "as_of"),
        name={"type": "string", "pattern": "^[a-z][a-z-]*$"}, title=_WORDS, kind={"type": "string", "enum": ["guides"]},
        version={"type": "integer", "minimum": 1, "maximum": 9999}, as_of={"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    )  # fmt: skip
    guide = _table(
        ("of", "title", "what", "when", "who", "must", "basis", "roles"),
        of=_KIND, title=_WORDS, what=_WORDS, when=_WORDS, who=_WORDS, must=_LIST, basis=_WORDS, apart=_WORDS,
        roles={"type": "array", "items": {"type": "string", "enum": list(ROLES)}, "minItems": 1},
    )  # fmt: skip
    outline = _table(
        ("id", "title", "for", "questions"),
        id={"type": "string", "pattern": r"^[A-Z]{2}\d{2}$"}, title=_WORDS, subject={"type": "string", "pattern": "^[a-z_]+$"},
        questions=_LIST, note=_WORDS, **{"for": {"type": "array", "items": _KIND, "minItems": 1}},
    )  # fmt: skip
    names = {"type": "array", "items": {"type": "string", "pattern": "^[A-Za-z0-9_]+$"}, "minItems": 1, "maxItems": 60}
    reserved = _table(
        ("of", "title", "codes", "roles", "text", "basis"),
        of={"type": "string", "pattern": r"^[a-z_]+:[a-z_]+(\.[a-z_]+)?$"}, title=_WORDS, codes=names, deciders=names, text=_WORDS,
        basis=_WORDS, roles=guide["properties"]["roles"],
    )  # fmt: skip
    tables = {"guide": guide, "outline": outline, "reserved": reserved}
    whole = _table(("pack",), pack=head, **{name: {"type": "array", "items": items} for name, items in tables.items()})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "guides and outlines", **whole}


def check_guides(text: str | bytes) -> tuple[Flaw, ...]:
    """Return everything wrong with a pack of guides, from its top down."""
    return flaws(text, guide_schema(), _twice, _named)


def read_guides(text: str | bytes, name: str = "") -> GuidePack:
    """Read a pack of guides; raises PACK_BROKEN with the line and key of its first flaw."""
    for flaw in check_guides(text):
        raise PACK_BROKEN(name=name, line=flaw.line, key=flaw.key or "-", what=flaw.what, what_en=flaw.what_en)
    data = tomllib.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    head = data["pack"]
    day = head["as_of"] if isinstance(head["as_of"], date) else date.fromisoformat(head["as_of"])
    guides = tuple(_guide(row) for row in data.get("guide", ()))
    outlines = tuple(
        Outline(r["id"], r["title"], tuple(r["for"]), tuple(r["questions"]), r.get("subject", ""), r.get("note", ""))
        for r in data.get("outline", ())
    )
    reserved = tuple(_reserved(row) for row in data.get("reserved", ()))
    return GuidePack(head["name"], head["title"], head["version"], day, guides, outlines, reserved)


def _guide(row: dict[str, Any]) -> Guide:
    of, _, kind = row["of"].partition(":")
    plain = {key: row[key] for key in ("title", "what", "when", "who", "basis")}
    return Guide(of, kind, must=tuple(row["must"]), roles=tuple(row["roles"]), apart=row.get("apart", ""), **plain)


def _reserved(row: dict[str, Any]) -> Reserved:
    of, _, path = row["of"].partition(":")
    lists = {key: tuple(row.get(key, ())) for key in ("codes", "roles", "deciders")}
    return Reserved(of, path, row["title"], text=row["text"], basis=row["basis"], **lists)


def _twice(data: dict[str, Any]) -> Iterator[Misfit]:
    for table, key in (("guide", "of"), ("outline", "id")):
        seen: set[str] = set()
        for n, row in enumerate(data.get(table, ())):
            if row[key] in seen:
                yield Misfit((table, n, key), f"{row[key]} 已经有了", f"{row[key]} stands there twice")
            seen.add(row[key])
    held: set[tuple[str, str]] = set()
    for n, row in enumerate(data.get("reserved", ())):
        for code in row["codes"]:
            if (row["of"], code) in held:
                yield Misfit(("reserved", n, "codes"), f"{code} 已经有了", f"{code} stands there twice")
            held.add((row["of"], code))
    try:
        date.fromisoformat(data["pack"]["as_of"])
    except ValueError:
        yield Misfit(("pack", "as_of"), f"没有 {data['pack']['as_of']} 这一天", "no such day")


def _named(path: Path, data: Any) -> str:
    """Return a path as people read it, a guide and an outline by its own name."""
    parts = [str(part) for part in path]
    if len(path) > 1 and isinstance(path[1], int):
        row = data[path[0]][path[1]]
        name = (row.get("id") or row.get("of")) if isinstance(row, dict) else None
        parts[1] = str(name or path[1] + 1)
    return ".".join(parts)
