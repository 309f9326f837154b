"""The kinds of field a record class is written with: each is a column that carries its wording and its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import MappedColumn, mapped_column

from cadreapp.kernel.shape import Choice, Field, Kind


class Facts(TypedDict, total=False):
    """What a declaration may say beside the label; the meanings are those of `kernel.shape.Field`."""

    help: str
    section: str
    required: bool
    needed: bool | tuple[str, ...]
    instead: tuple[str, ...]
    list_at: int
    search: bool
    printed: bool
    internal: bool
    sensitive: bool
    due_until: str
    after_seal: bool
    form: str
    unless: str


@dataclass(frozen=True)
class Who:
    """A person in a record: in the register or from outside, always with unit and post as of that day."""

    person: str | None = None
    name: str | None = None
    unit: str | None = None
    post: str | None = None

    def __composite_values__(self) -> tuple[str | None, ...]:
        return self.person, self.name, self.unit, self.post


def make_who(*parts: str | None) -> Who:
    """Build a Who from its columns; a function, because SQLAlchemy inspects a dataclass through annotations
    that an inherited field does not have."""
    return Who(*parts)


@dataclass(frozen=True)
class WhoDecl:
    """A WHO field as declared; `Declared` turns it into four columns and a composite."""

    field: Field


@dataclass(frozen=True)
class RowsDecl:
    """ENTRIES or CHOICES as declared; `Declared` turns it into an owned, ordered relationship."""

    field: Field
    entry: type[Any]


def _column(kind: Kind, sql: Any, label: str, facts: Facts, **more: Any) -> MappedColumn[Any]:
    field = Field(name="", label=label, kind=kind, **facts, **more.pop("shape", {}))
    return mapped_column(sql, *more.pop("args", ()), nullable=not field.required, info={"field": field}, **more)


def line(label: str, **facts: Unpack[Facts]) -> MappedColumn[Any]:
    """Short text in one line."""
    return _column(Kind.LINE, Text, label, facts)


def text(label: str, **facts: Unpack[Facts]) -> MappedColumn[Any]:
    """Text of any length up to 200,000 characters, in paragraphs."""
    return _column(Kind.TEXT, Text, label, facts)


def choice(label: str, options: Sequence[tuple[str, str]], **facts: Unpack[Facts]) -> MappedColumn[Any]:
    """One of `options` (code, label); no CHECK constraint, so that a new choice needs no table rebuild."""
    return _column(Kind.CHOICE, String(40), label, facts, shape={"choices": _choices(options)})


def flag(label: str, **facts: Unpack[Facts]) -> MappedColumn[Any]:
    """Yes or no; unanswered is None."""
    return _column(Kind.FLAG, Boolean, label, facts)


def number(label: str, **facts: Unpack[Facts]) -> MappedColumn[Any]:
    """A whole number."""
    return _column(Kind.NUMBER, Integer, label, facts)


def day(label: str, **facts: Unpack[Facts]) -> MappedColumn[Any]:
    """A civil day, kept as YYYY-MM-DD."""
    return _column(Kind.DAY, String(10), label, facts)


def moment(label: str, **facts: Unpack[Facts]) -> MappedColumn[Any]:
    """A naive China civil time to the minute, kept as YYYY-MM-DDTHH:MM."""
    return _column(Kind.MOMENT, String(16), label, facts)


def ref(label: str, *targets: str, **facts: Unpack[Facts]) -> MappedColumn[Any]:
    """A reference to a record of one of `targets`.

    A reference to a register is a foreign key (registers travel with what names them); one to a document or course
    is a plain id, because a receiver may hold the talk and not the clue behind it.
    """
    registers = [t for t in targets if t in REGISTERS]
    args = (_foreign(registers[0]),) if registers and len(targets) == 1 else ()
    return _column(Kind.REF, String(36), label, facts, args=args, shape={"targets": targets})


def who(label: str, **facts: Unpack[Facts]) -> Any:
    """A person of the register or an outside name, with unit and post as of that day; annotate `Mapped[Who]`."""
    return WhoDecl(Field(name="", label=label, kind=Kind.WHO, targets=("person",), **facts))


def entries(label: str, entry: type[Any], **facts: Unpack[Facts]) -> Any:
    """Rows owned by the record, in order, versioned with it; annotate `Mapped[list[TheEntry]]`."""
    return RowsDecl(Field(name="", label=label, kind=Kind.ENTRIES, **facts), entry)


def choices(label: str, entry: type[Any], **facts: Unpack[Facts]) -> Any:
    """Several choices at once, kept as rows of `entry`, whose `code` column holds the options."""
    return RowsDecl(Field(name="", label=label, kind=Kind.CHOICES, **facts), entry)


REGISTERS = ("organisation", "person", "attachment")
"""Types that references point at by foreign key."""


def _foreign(table: str) -> ForeignKey:
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def who_columns(name: str) -> list[MappedColumn[Any]]:
    """Return the four columns behind a WHO field: id, name, unit, post."""
    return [
        mapped_column(f"{name}_id", String(36), _foreign("person"), nullable=True),
        *(mapped_column(f"{name}_{part}", Text, nullable=True) for part in ("name", "unit", "post")),
    ]


def _choices(options: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(code, label) for code, label in options)
