"""Frozen descriptions of record types and their fields: what every surface reads and the window is allowed to know.

Values travel beside a shape as plain JSON-able data, one key a field:

    LINE, TEXT  str          CHOICE  code (str)      CHOICES  list of codes     FLAG    bool
    NUMBER      int          DAY     "2026-03-05"    MOMENT   "2026-03-05T14:30" (naive China civil time)
    REF         id (str)     WHO     {"person": id or None, "name": str, "unit": str, "post": str}
    ENTRIES     list of objects, one per row, each {"id": str, **values of the entry's fields}

An empty value is None (or [] for lists, False for flags) and its key may be left out on input.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Values = dict[str, Any]


class Kind(StrEnum):
    """The kinds of field. A new one costs an editor, a printer, a cell writer and a reader."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    FLAG = "flag"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    REF = "ref"
    WHO = "who"
    ENTRIES = "entries"


class Family(StrEnum):
    """How a type lives: REGISTER always current; DOCUMENT draft, sealed, amended or withdrawn; COURSE moves by sealed steps."""

    REGISTER = "register"
    DOCUMENT = "document"
    COURSE = "course"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value: stable English `code`, the `label` people read."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is and where it matters; never how it looks.

    `required`: needed even for a draft. `needed`: True, or the codes of the type's kind field for which sealing asks for it.
    `instead`: siblings any of which, when filled, serves as well as this one (turns or a narrative).
    `internal`: never on a page that the person reads or signs, and out of bundles unless the suite says otherwise.
    `sensitive`: viewing is audited. `due_until`: this day is a term, open until the named sibling field is filled.
    `after_seal`: filled during the life of the paper, so it may change after sealing and is no part of what was sealed.
    `form`: what a LINE holds ("name": a person's name, normalised on the way in).
    `unless`: a flag of the record; while it is set, this field stands on no paper and in no table that others read.
    """

    name: str
    label: str
    kind: Kind
    help: str = ""
    section: str = ""
    choices: tuple[Choice, ...] = ()
    targets: tuple[str, ...] = ()
    entry: Shape | None = None
    required: bool = False
    needed: bool | tuple[str, ...] = False
    instead: tuple[str, ...] = ()
    list_at: int | None = None
    search: bool = False
    printed: bool = True
    internal: bool = False
    sensitive: bool = False
    due_until: str | None = None
    after_seal: bool = False
    form: str = ""
    unless: str = ""

    def label_of(self, code: str) -> str:
        """Return the label of a choice code; an unknown code is shown as it is."""
        return next((c.label for c in self.choices if c.code == code), code)

    def is_needed(self, kinds: tuple[str, ...]) -> bool:
        """Tell whether sealing asks for this field in a record of these kinds."""
        if isinstance(self.needed, bool):
            return self.needed
        return any(k in self.needed for k in kinds)


@dataclass(frozen=True, slots=True)
class Shape:
    """A record type or the rows inside one. `kind_field` names the CHOICE or CHOICES that `needed` refers to."""

    name: str
    title: str
    family: Family
    fields: tuple[Field, ...]
    doc: str = ""
    kind_field: str | None = None
    day_field: str | None = None
    headline: tuple[str, ...] = ()
    states: tuple[Choice, ...] = ()
    sections: tuple[str, ...] = ()
    by_name: Mapping[str, Field] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {f.name: f for f in self.fields})

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]

    def listed(self) -> tuple[Field, ...]:
        """Return the fields of a list, in list order."""
        return tuple(sorted((f for f in self.fields if f.list_at is not None), key=lambda f: f.list_at or 0))

    def kinds_of(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the kind codes that `values` carry."""
        got = values.get(self.kind_field) if self.kind_field else None
        if not got:
            return ()
        return tuple(got) if isinstance(got, list | tuple) else (str(got),)

    def left_out(self, values: Mapping[str, Any]) -> frozenset[str]:
        """Return the dotted paths of the fields that the flags in `values` keep off what others read."""
        return frozenset(path for path, f in self.walk() if f.unless and values.get(f.unless))

    def cleared(self, values: Values) -> Values:
        """Return `values` with nothing in the fields that their own flags leave out."""
        paths = self.left_out(values)
        made = {name: None if name in paths else value for name, value in values.items()} if paths else values
        for name, _, inner in (path.partition(".") for path in paths):
            if inner:
                made[name] = [{**row, inner: None} for row in made.get(name) or []]
        return made

    def walk(self) -> Iterator[tuple[str, Field]]:
        """Yield (dotted path, field) for every field and every field of every entry."""
        for f in self.fields:
            yield f.name, f
            if f.entry is not None:
                for path, inner in f.entry.walk():
                    yield f"{f.name}.{path}", inner


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that sealing would ask for, or that a reader should look at: shown beside the field at `path`."""

    path: str
    text: str
    blocks: bool = True
    article: str = ""
