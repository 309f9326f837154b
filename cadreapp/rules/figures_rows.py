"""What official figures are drawn from: records cut down to the plain values that counting needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as a record names them: the register's id if known, name, unit and post of that day."""

    id: str | None
    name: str
    unit: str = ""
    post: str = ""

    @property
    def key(self) -> str:
        """Return what tells people apart: the register's id, else name and unit."""
        return self.id or f"{self.name}/{self.unit}"


@dataclass(frozen=True, slots=True)
class Disposed:
    """A sealed disposition; `form` as its record says, `causes` are the records it follows from."""

    id: str
    person: Someone
    decided: date
    measures: tuple[str, ...]
    clue: str | None
    decider: str
    counted: str
    politics: str
    rank: str
    form: str = ""
    approver: Someone | None = None
    disciplines: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talked:
    """A sealed talk, or a call-in (约谈) that left no talk record. `asks`: (term, done) of what was asked of the person."""

    id: str
    kind: str
    day: date
    people: tuple[Someone, ...]
    talkers: tuple[Someone, ...]
    manner: str = ""
    politics: str = ""
    aspects: tuple[str, ...] = ()
    counted: str = ""
    clue: str | None = None
    outcome: str = ""
    asks: tuple[tuple[date | None, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Clued:
    """A clue: when it came in, how and when it was handled, when it left us."""

    id: str
    received: date | None
    source: str
    named: str
    handling: str
    handled: date | None = None
    out: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """A thing to put right: when it was listed, its term, when it was struck off."""

    id: str
    source: str
    listed: date | None
    term: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed: by which rule and kind of body, until when; `state` is met, missed or open, `held` are the records."""

    held: tuple[str, ...]
    rule: str
    sort: str
    state: str
    due: date


@dataclass(frozen=True, slots=True)
class Level:
    """A level of those who hold talks: known by words in the post that the talk names, none of `without` among them, or by a
    post that the register says is `held` in organisations of some kinds."""

    key: str
    title: str
    posts: tuple[str, ...]
    without: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Officer:
    """A post in the register of organisations, with its days."""

    person: str
    kind: str
    post: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Records:
    """Everything figures of one unit are drawn from; `ranks` tells the rank of people of the register."""

    disposed: tuple[Disposed, ...] = ()
    talked: tuple[Talked, ...] = ()
    clued: tuple[Clued, ...] = ()
    mended: tuple[Mended, ...] = ()
    owed: tuple[Owed, ...] = ()
    officers: tuple[Officer, ...] = ()
    ranks: dict[str, str] = field(default_factory=dict)
    politics: dict[str, str] = field(default_factory=dict)
