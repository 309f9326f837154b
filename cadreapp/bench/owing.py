"""Measured in the store: what is due, over a hundred thousand talks, a committee's meetings and dispositions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from cadreapp.bench import ground
from cadreapp.bench.gauge import paired, peak
from cadreapp.bench.row import Figure
from cadreapp.kernel.clock import SystemClock, today
from cadreapp.kernel.shape import Values
from cadreapp.office import gate, record
from cadreapp.office.door import open_office
from cadreapp.office.duty import listing as duties
from cadreapp.store.bulk import New, insert_many
from cadreapp.store.folder import Folder
from cadreapp.store.limits import Bare, asked
from cadreapp.store.unit import Unit

BRANCHES, MEETINGS, DISPOSITIONS, CLUES, ROUNDS = 12, 1500, 200, 60, 5


def owing(root: Path) -> list[Figure]:
    """Ask for what is due; the limit is the very queries that this asks, run by the bare engine."""
    clock = SystemClock()
    opened = gate.unlock(root, ground.PASSPHRASE, clock.now())
    on = today(clock)
    with open_office(root, opened, clock) as office:
        office.do(_committee, on)
        # Once before: which rules are in force is read when it is first asked for, and kept.
        office.ask(duties.due, on)
        with office.vault.reading() as connection, asked(connection) as queries:
            duties.due(connection, on)
        bare = Bare(Folder(root).database, opened.key)
        bare.ask(queries)
        ours, limit = paired(lambda: office.ask(duties.due, on), lambda: bare.ask(queries), ROUNDS)
        bare.close()
        return [Figure("due", ours * 1000, limit * 1000, peak())]


def _committee(unit: Unit, on: date) -> None:
    """Put a committee with twelve branches around the people of the ground, with what they held and decided lately."""
    people = [row[0] for row in unit.connection.exec_driver_sql("SELECT id FROM person ORDER BY id")]
    branches = insert_many(unit, "organisation", [New({"name": f"第{n}支部", "kind": "branch"}) for n in range(BRANCHES)])
    for number, person in enumerate(people):
        record.save(unit, person, {"politics": "member", "party_id": branches[number % BRANCHES]})
    officers = [{"who": {"person": person, "name": "委员"}, "post": "委员"} for person in people[:5]]
    insert_many(unit, "organisation", [New({"name": "机关党委", "kind": "committee", "officers": officers})])
    insert_many(unit, "meeting", [New(values) for values in _meetings(branches, people, on)])
    insert_many(unit, "disposition", [New(values) for values in _dispositions(people, on)])
    insert_many(unit, "clue", [New({"received_on": str(on - timedelta(days=n)), "source": "letter", "named": "real",
                                    "reported": [{"who": {"name": "某人"}}]}) for n in range(CLUES)])


def _meetings(branches: list[str], people: list[str], on: date) -> Iterator[Values]:
    for number in range(MEETINGS):
        day = on - timedelta(days=number * 500 // MEETINGS)
        present = [{"who": {"person": people[(number + n) % len(people)], "name": "党员"}} for n in range(5)]
        yield {"kinds": ["theme_day", "general"] if number % 2 else ["committee"], "organisation_id": branches[number % BRANCHES],
               "year": day.year, "began_at": f"{day}T09:00", "present": present}


def _dispositions(people: list[str], on: date) -> Iterator[Values]:
    for number in range(DISPOSITIONS):
        day = str(on - timedelta(days=number * 900 // DISPOSITIONS))
        person = {"person": people[number % len(people)], "name": "某人"}
        code = ("T07", "D01", "D02", "G01", "T05")[number % 5]
        yield {"person": person, "measures": [{"measure": code}], "decided_on": day, "effective_on": day}
