"""Organisations as the rules see them, and what each held: from the register and the recorded activities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cadreapp.kernel.shape import Values
from cadreapp.office.duty.world import World
from cadreapp.rules.frequency import MONTHS, Held, Standing
from cadreapp.rules.periods import month_end
from cadreapp.rules.rule import Sort
from cadreapp.store import duty_facts

ROLES = {"branch": "branch", "committee": "committee", "party_group": "leading_group"}
_SPOKE = ("speeches.who", "topics.reporter", "self_checks.who")
_LECTURES = {"lecture", "lecture_by_secretary"}


@dataclass(frozen=True)
class Bodies:
    """The register by id: organisations, standings that owe something, people as talks name them, where leaders belong.

    `namesakes`: (organisation, leader) of whoever is linked to nobody and named as another leader there is.
    """

    organisations: dict[str, dict[str, Any]]
    standings: tuple[Standing, ...]
    people: dict[str, Values]
    secretaries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    namesakes: frozenset[tuple[str, str]] = frozenset()

    def name(self, subject: str) -> str:
        """Return what an organisation or a person is called."""
        found = self.organisations.get(subject) or self.people.get(subject) or {}
        return str(found.get("short") or found.get("name") or subject)

    def body_of(self, organisation: str) -> tuple[str, str | None]:
        """Return the body that an activity of an organisation counts for, and the group that held it."""
        one = self.organisations[organisation]
        if one["kind"] == "group" and one["parent_id"] in self.organisations:
            return one["parent_id"], organisation
        return organisation, None


def bodies(world: World) -> Bodies:
    """Return the organisations of our register that owe something, each with its members, groups and leaders."""
    every = {row["id"]: row for row in duty_facts.organisations(world.connection, world.origin)}
    known = Bodies(every, (), {})
    people, home, members, full = _members(world, known)
    led = _leaders(world)
    leaders: dict[str, list[str]] = defaultdict(list)
    secretaries: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for one in led:
        leaders[one.organisation] = list(dict.fromkeys((*leaders[one.organisation], one.key)))
        people.setdefault(one.key, {"person": one.person, "name": one.name})
        if one.is_secretary:
            secretaries[one.organisation] += (one.key,)
    groups = defaultdict(list)
    for row in every.values():
        if row["kind"] == "group" and row["parent_id"] and _lives(row, world.on):
            groups[row["parent_id"]].append(row["id"])
    standings = []
    for key, row in every.items():
        role = ROLES.get(row["kind"] or "") or ("unit" if row["kind"] == "unit" and key == world.own else "")
        if role:
            begun = max(world.began, date.fromisoformat(row["since"])) if row["since"] else world.began
            ended = date.fromisoformat(row["until"]) if row["until"] else None
            standings.append(Standing(
                key, role, full[key], tuple(members[key]), tuple(leaders.get(key, ())), tuple(groups[key]), begun, ended
            ))  # fmt: skip
    return Bodies(every, tuple(standings), people, secretaries, home, _namesakes(led))


def _members(world: World, known: Bodies) -> tuple[dict[str, Values], dict[str, str], dict[str, list[str]], dict[str, int]]:
    people: dict[str, Values] = {}
    home: dict[str, str] = {}
    members: dict[str, list[str]] = defaultdict(list)
    full: dict[str, int] = defaultdict(int)
    for row in duty_facts.members(world.connection, world.origin):
        if row["party_id"] not in known.organisations:
            continue
        body, _group = known.body_of(row["party_id"])
        unit = known.organisations.get(row["unit_id"] or "", {})
        people[row["id"]] = {"person": row["id"], "name": row["name"], "unit": unit.get("name"), "post": row["post"]}
        home[row["id"]] = body
        members[body].append(row["id"])
        full[body] += row["politics"] == "member"
    return people, home, members, full


@dataclass(frozen=True, slots=True)
class _Leader:
    """Who holds a post now. `key`: the person's id, else the name, else the row where several without a link are named so."""

    organisation: str
    key: str
    person: str | None
    name: str
    is_secretary: bool


def _leaders(world: World) -> list[_Leader]:
    """Return who is in the leading group of each organisation now, in their order."""
    on = world.on.isoformat()
    rows = [
        row
        for row in duty_facts.officers(world.connection, world.origin)
        if (row["person"] or row["name"]) and (row["since"] or "") <= on <= (row["until"] or "9999")
    ]
    # A name does not identify: rows without a link that are named alike are two people until somebody links them.
    alike = Counter((row["organisation"], row["name"]) for row in rows if not row["person"])
    return [
        _Leader(
            row["organisation"], row["person"] or (row["name"] if alike[row["organisation"], row["name"]] == 1 else row["id"]),
            row["person"], row["name"] or "", "书记" in (row["post"] or "") and "副书记" not in (row["post"] or ""),
        )
        for row in rows
    ]  # fmt: skip


def _namesakes(led: list[_Leader]) -> frozenset[tuple[str, str]]:
    keys: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in led:
        keys[one.organisation, one.name].add(one.key)
    return frozenset((o.organisation, o.key) for o in led if o.person is None and len(keys[o.organisation, o.name]) > 1)


def held(world: World, known: Bodies, years: Iterable[int]) -> list[Held]:
    """Return what counts for the duties of some years: meetings held by today, and talks one by one person."""
    wanted = sorted(years)
    since = date(wanted[0], 1, 1).isoformat()
    theirs = duty_facts.namesakes(world.connection, world.origin)
    rows = duty_facts.meetings(world.connection, [*known.organisations, *theirs], since, world.on.isoformat())
    for row in rows:
        # What a branch recorded itself and reported counts as much as what was recorded here.
        row["organisation"] = theirs.get(row["organisation"], row["organisation"])
    found = list(_of_meetings(world, known, rows))
    for year in wanted:
        found += _talks(world, known, year)
    return found


def _of_meetings(world: World, known: Bodies, rows: list[dict[str, Any]]) -> Iterator[Held]:
    leading = [s for s in known.standings if s.leaders and s.role in ("committee", "leading_group")]
    reports = [r["id"] for r in rows if "duty_report" in (r["kinds"] or "")]
    spoke = duty_facts.named_in(world.connection, reports, _SPOKE) if reports else {}
    branches = [r["id"] for r in rows if known.organisations[r["organisation"]]["kind"] in ("branch", "group")] if leading else []
    came = duty_facts.named_in(world.connection, branches, ("present.who",)) if branches else {}
    for row in rows:
        body, group = known.body_of(row["organisation"])
        day, kinds = date.fromisoformat(row["day"]), tuple((row["kinds"] or "").split(","))
        reported = spoke.get(row["id"]) or next((set(s.leaders) for s in leading if s.id == body), set())
        people = tuple(sorted(reported)) if "duty_report" in kinds else ()
        yield Held(row["id"], day, kinds, body, group, people, row["year"])
        if _LECTURES & set(kinds):
            for one in leading:
                if row["lecturer"] and row["lecturer"] in known.secretaries.get(one.id, ()) and one.id != body:
                    yield Held(row["id"], day, ("lecture_by_secretary",), one.id)
        for one in leading:
            there = tuple(sorted(came.get(row["id"], set()) & set(one.leaders)))
            if there and body != one.id:
                yield Held(row["id"], day, ("branch_life",), one.id, people=there)


def _talks(world: World, known: Bodies, year: int) -> Iterator[Held]:
    """Yield one talk for each person and each window in which they had one; who led a talk had it, too."""
    branches = [s for s in known.standings if s.people]
    rules = [r for r in world.book.of_sort(Sort.FREQUENCY, date(year, 12, 31)) if r.frequency and "heart" in r.frequency.kinds]
    everybody = [person for branch in branches for person in branch.people]
    for rule in rules if everybody else ():
        assert rule.frequency is not None
        length = MONTHS[rule.frequency.per]
        for last in range(length, 13, length):
            first, end = date(year, last - length + 1, 1), min(month_end(year, last), world.on)
            if first > world.on or end < world.began:
                continue
            times = duty_facts.talked(world.connection, first.isoformat(), end.isoformat())
            rest = [person for person in everybody if person not in times]
            for person in duty_facts.took_part(world.connection, rest, first.isoformat(), end.isoformat()):
                times[person] = 1
            for branch in branches:
                for person in branch.people:
                    for _n in range(min(times.get(person, 0), rule.frequency.times)):
                        yield Held("", end, ("heart",), branch.id, people=(person,))


def _lives(row: dict[str, Any], on: date) -> bool:
    return not row["until"] or row["until"] >= on.isoformat()
