"""What an organisation owes in a year (三会一课 and the like), what was held, what is missing and until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cadreapp.rules.packs import Rulebook
from cadreapp.rules.periods import month_end
from cadreapp.rules.rule import Frequency, Rule, Severity, Sort

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""How many months a window of each `per` has."""


class State(StrEnum):
    """Where an obligation stands on a day. WAITING: the year's notice has not said when."""

    MET = "met"
    AHEAD = "ahead"
    OPEN = "open"
    LATE = "late"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Standing:
    """An organisation as the rules see it.

    `role`: branch, committee, leading_group or unit. `full_members`: 正式党员. `people`: the ids of those each owed a talk;
    `leaders`: of those who report each year; `groups`: of its 党小组. `since`, `until`: its own life, None when open.
    """

    id: str
    role: str
    full_members: int = 0
    people: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Something that took place: one record, of one kind or several, for one organisation, perhaps of one group.

    `people`: whom it counts for (谈心谈话, 述责述廉). `year`: 归属年度; None takes the day's own year.
    """

    id: str
    day: date
    kinds: tuple[str, ...]
    organisation: str
    group: str | None = None
    people: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A yearly notice: when the meeting by `rule` that belongs to `year` is to be held, and who said so."""

    rule: str
    year: int
    opens: date
    closes: date
    source: str


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation of one window. `subject`: the organisation, group or person that owes it.

    `until` None: no notice has said when. `held`: the records that count, in order of their days.
    """

    rule: Rule
    organisation: str
    subject: str
    year: int
    since: date
    until: date | None
    times: int
    held: tuple[str, ...]
    state: State
    notice: Notice | None = None

    @property
    def missing(self) -> int:
        """Return how many are still to be held."""
        return max(0, self.times - len(self.held))

    @property
    def severity(self) -> Severity:
        """Return how loudly it may be told: "一般" and what rests on memory are quiet hints."""
        return Severity.INFO if "一般" in self.rule.sentence else self.rule.severity


class _Happened:
    """What an organisation held, in order, found by kind and by person: asked for each of many people and windows."""

    def __init__(self, held: list[Held]) -> None:
        self._order = {id(one): n for n, one in enumerate(held)}
        self._by_kind: dict[str, list[Held]] = defaultdict(list)
        self._by_person: dict[tuple[str, str], list[Held]] = defaultdict(list)
        for one in held:
            for kind in set(one.kinds):
                self._by_kind[kind].append(one)
                for person in set(one.people):
                    self._by_person[kind, person].append(one)

    def of(self, frequency: Frequency, subject: str) -> list[Held]:
        """Return what may count, each once, in order."""
        if frequency.each in ("person", "leader"):
            found = [self._by_person.get((kind, subject), []) for kind in frequency.kinds]
        else:
            found = [self._by_kind.get(kind, []) for kind in frequency.kinds]
        if len(found) == 1:
            return found[0]
        return sorted({id(one): one for part in found for one in part}.values(), key=lambda one: self._order[id(one)])


@dataclass(frozen=True, slots=True)
class _Window:
    since: date
    until: date | None
    notice: Notice | None = None


def owed(
    standing: Standing, held: Iterable[Held], book: Rulebook, year: int, today: date, *, notices: Iterable[Notice] = ()
) -> tuple[Owed, ...]:
    """Return everything an organisation owes in a year, as it stands on a day, by window and rule.

    What is counted by 归属年度 is owed from the first of January until its notice's last day, whenever it is held. One activity may
    satisfy several rules, and one talk several people's; talks are owed once by each person, never by pairs.
    """
    mine = _Happened(sorted((h for h in held if h.organisation == standing.id), key=lambda h: (h.day, h.id)))
    told = {notice.rule: notice for notice in notices if notice.year == year}
    found = [
        _standing_of(rule, standing, subject, window, year=year, held=mine, today=today)
        for rule in book.of_sort(Sort.FREQUENCY, date(year, 12, 31))
        if rule.frequency is not None and _applies(rule, rule.frequency, standing)
        for window in _windows(rule.frequency, year, told.get(rule.id))
        if _lived(standing, window)
        for subject in _subjects(rule.frequency, standing)
    ]
    return tuple(sorted(found, key=lambda o: (o.until or date.max, o.rule.id, o.subject)))


def _applies(rule: Rule, frequency: Frequency, standing: Standing) -> bool:
    return standing.role in rule.applies_to and standing.full_members >= frequency.least_members


def _subjects(frequency: Frequency, standing: Standing) -> tuple[str, ...]:
    return {"group": standing.groups, "person": standing.people, "leader": standing.leaders}.get(frequency.each, (standing.id,))


def _windows(frequency: Frequency, year: int, notice: Notice | None) -> Iterator[_Window]:
    if frequency.belongs:
        yield _Window(notice.opens if notice else date(year, 1, 1), notice.closes if notice else None, notice)
        return
    length = MONTHS[frequency.per]
    for last in range(length, 13, length):
        yield _Window(date(year, last - length + 1, 1), month_end(year, last))


def _lived(standing: Standing, window: _Window) -> bool:
    begun = standing.since is None or window.until is None or standing.since <= window.until
    return begun and (standing.until is None or window.since <= standing.until)


def _standing_of(
    rule: Rule, standing: Standing, subject: str, window: _Window, *, year: int, held: _Happened, today: date
) -> Owed:
    frequency = rule.frequency
    assert frequency is not None
    counted = tuple(h.id for h in held.of(frequency, subject) if _counts(h, frequency, subject, window, year))
    state = _state(len(counted) >= frequency.times, window, today)
    return Owed(rule, standing.id, subject, year, window.since, window.until, frequency.times, counted, state, window.notice)


def _counts(held: Held, frequency: Frequency, subject: str, window: _Window, year: int) -> bool:
    if frequency.each == "group" and held.group != subject:
        return False
    if frequency.belongs:
        return (held.year or held.day.year) == year
    return window.until is not None and window.since <= held.day <= window.until


def _state(met: bool, window: _Window, today: date) -> State:
    if met:
        return State.MET
    if window.until is None:
        return State.WAITING
    if today < window.since:
        return State.AHEAD
    return State.OPEN if today <= window.until else State.LATE
