"""From records to facts: which of them are one matter, in whose table it stands, who held a talk, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cadreapp.rules.figures import Fact, Trait
from cadreapp.rules.figures_levels import Levels
from cadreapp.rules.figures_rows import Clued, Disposed, Mended, Owed, Records, Someone, Talked
from cadreapp.rules.forms import Counted, Matter, Table, count_matter
from cadreapp.rules.packs import Rulebook

MEASURE_OF_TALK = {"prompt": "T04", "admonish": "T07", "remind": "T03", "oral": "T03"}
"""What a talk that its record counts among the forms amounts to; an entrusted talk is a step on the way and no result."""
DAILY = ("remind", "summons", "admonish", "prompt", "oral")
"""Kinds of talk by which an organisation uses the first form of its own duty."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A record as one person's part of a matter."""

    record: str
    person: Someone
    decided: date
    measures: tuple[str, ...]
    counted: Counted
    clue: str | None
    traits: Mapping[str, Trait]


def all_facts(records: Records, book: Rulebook, levels: Levels, until: date) -> dict[str, tuple[Fact, ...]]:
    """Return the facts of every source; what was asked in talks is judged as of the day `until`."""
    talks = tuple(_talk(talk, records, levels, until) for talk in records.talked)
    matters = tuple(_matters([*_disposed(records, book, levels), *_counted_talks(records, book)], records.disposed))
    return {
        "matters": matters,
        "talks": talks,
        "firsts": (*(_first(fact) for fact in talks if _is_first(fact)), *_without_clue(matters, records)),
        "clues": tuple(map(_clue, records.clued)),
        "mendings": tuple(map(_mending, records.mended)),
        "duties": tuple(map(_duty, records.owed)),
    }


def _disposed(records: Records, book: Rulebook, levels: Levels) -> Iterator[_Entry]:
    for row in records.disposed:
        matter = Matter(row.measures, row.decided, bool(row.clue), row.decider, row.counted)
        traits: dict[str, Trait] = {
            "party": _party(row.politics), "rank": row.rank, "decider": row.decider, "discipline": row.disciplines,
            "level": levels.of(row.approver, row.decided, records.officers) if row.approver else "",
        }  # fmt: skip
        yield _Entry(row.id, row.person, row.decided, row.measures, count_matter(matter, book), row.clue, traits)


def _counted_talks(records: Records, book: Rulebook) -> Iterator[_Entry]:
    """Yield the talks whose records say that they count officially: the fact is entered once, in the talk."""
    for row in records.talked:
        measure = MEASURE_OF_TALK.get(row.kind)
        if row.counted != "official" or measure is None:
            continue
        counted = count_matter(Matter((measure,), row.day, bool(row.clue), counted="ours"), book)
        for person in row.people:
            yield _Entry(row.id, person, row.day, (measure,), counted, row.clue, _about(row, person, records))


def _matters(entries: Sequence[_Entry], disposed: Sequence[Disposed]) -> Iterator[Fact]:
    """Yield each matter of each person once, under its heaviest measure, on the day that this was decided."""
    grouped: dict[tuple[str, str, str], list[_Entry]] = {}
    caused = {cause: row for row in disposed for cause in row.causes}
    for entry in entries:
        from_here = caused.get(entry.record)
        clue = entry.clue or (from_here.clue or from_here.id if from_here else entry.record)
        grouped.setdefault((entry.counted.table.value, entry.person.key, clue), []).append(entry)
    for (table, person, _clue_id), found in grouped.items():
        # Of equals the earliest decides, so that the same records give the same answer in any order.
        found.sort(key=lambda entry: (-entry.counted.form, entry.decided, entry.record))
        first = found[0]
        traits = {
            key: next((e.traits[key] for e in found if e.traits.get(key)), "") for key in ("level", *first.traits)
        }
        top = first.counted.heaviest.id if first.counted.heaviest else ""
        said = {"table": table, "form": str(first.counted.form), "top": top}
        measures = tuple(dict.fromkeys(code for entry in found for code in entry.measures))
        yield Fact(
            tuple(dict.fromkeys(entry.record for entry in found)),
            person,
            {**traits, **said, "measure": measures},
            {"decided": first.decided},
        )


def _without_clue(matters: Sequence[Fact], records: Records) -> Iterator[Fact]:
    """Yield the matters that stand in the organisation's own table, but for those that a talk already stands for."""
    talks = {talk.id for talk in records.talked if talk.kind in DAILY}
    told = talks | {row.id for row in records.disposed if talks & set(row.causes)}
    for fact in matters:
        if fact.traits["table"] == Table.RESPONSIBILITY.value and not told & set(fact.records):
            kept = {key: fact.traits[key] for key in ("form", "rank", "party", "level")}
            traits = {**kept, "kind": fact.traits["top"], "aspect": "", "settled": "none"}
            yield Fact(fact.records, fact.person, traits, {"held": fact.days["decided"]}, {"heads": 1})


def _talk(row: Talked, records: Records, levels: Levels, until: date) -> Fact:
    person = row.people[0] if row.people else Someone(None, "")
    traits = {
        **_about(row, person, records), "kind": row.kind, "manner": row.manner, "aspect": row.aspects,
        "level": levels.highest(row.talkers, row.day, records.officers), "settled": _settled(row, until),
        "counted": row.counted, "table": "official" if row.counted == "official" and row.clue else "responsibility",
    }  # fmt: skip
    return Fact((row.id,), person.key, traits, {"held": row.day}, {"heads": max(1, len(row.people))})


def _is_first(fact: Fact) -> bool:
    return fact.traits["kind"] in DAILY and fact.traits["table"] == "responsibility"


def _first(fact: Fact) -> Fact:
    kept = {key: fact.traits[key] for key in ("kind", "level", "rank", "party", "aspect", "settled")}
    return Fact(fact.records, fact.person, {**kept, "form": "1"}, fact.days, fact.numbers)


def _about(row: Talked, person: Someone, records: Records) -> dict[str, str]:
    politics = row.politics if len(row.people) < 2 else ""
    return {
        "party": _party(politics or records.politics.get(person.id or "", "")), "rank": records.ranks.get(person.id or "", ""),
    }  # fmt: skip


def _party(politics: str) -> str:
    """Return whether a politics code or the words on a talk's page mean a Party member, a probationary one included."""
    if not politics:
        return ""
    return "yes" if politics in ("member", "probationary") or "党员" in politics and "非" not in politics else "no"


def _settled(row: Talked, until: date) -> str:
    """Return what became of the things asked: yes, pending (a term still runs), no (a term is past), none (nothing asked)."""
    if row.outcome == "done" or row.asks and all(done is not None and done <= until for _term, done in row.asks):
        return "yes"
    if not row.asks:
        return "none"
    late = any(term is not None and term < until and (done is None or done > until) for term, done in row.asks)
    return "no" if late else "pending"


def _clue(row: Clued) -> Fact:
    forwarded = row.handling == "forward" or row.handled is None and row.out is not None
    days = {"received": row.received, "due": row.due, "out": (row.out or row.handled) if forwarded else None,
            "handled": None if forwarded else row.handled}  # fmt: skip
    traits = {
        "source": row.source,
        "named": row.named,
        "handling": row.handling,
        "forwarded": "yes" if forwarded else "no",
    }
    return Fact((row.id,), "", traits, _known(days))


def _mending(row: Mended) -> Fact:
    days = _known({"listed": row.listed, "term": row.term, "closed": row.closed})
    numbers = {"days": (row.closed - row.listed).days} if row.closed and row.listed else {}
    return Fact((row.id,), "", {"source": row.source, "closed": "yes" if row.closed else "no"}, days, numbers)


def _duty(row: Owed) -> Fact:
    return Fact(row.held, "", {"rule": row.rule, "state": row.state, "sort": row.sort}, {"due": row.due})


def _known(days: Mapping[str, date | None]) -> dict[str, date]:
    return {name: day for name, day in days.items() if day is not None}
