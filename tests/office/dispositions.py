"""An invented year of dispositions, and a second, plain way to count it that knows nothing of the program's rules."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cadreapp.kernel.shape import Values
from cadreapp.office.door import Office
from cadreapp.store import bulk
from cadreapp.store.bulk import New

# Typed from the table by hand, measure by measure.
FORM = {
    **dict.fromkeys(["T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10"], 1),
    **dict.fromkeys(["D01", "D02", "D02B", "G01", "G02", "G03", "G04", "R01", "R02", "R03", "R04"], 2),
    **dict.fromkeys([f"Z{n:02d}" for n in range(1, 16)], 2),
    **dict.fromkeys(["D03", "D04", "D05", "G05", "G06", "R05", "R06", "Z21", "Z22"], 3),
    "J01": 4, "U01": 0, "U02": 0, "U03": 0, "X01": 0,
}  # fmt: skip
RANKS, POLITICS = ("county", "township", "general", "other"), ("member", "probationary", "masses", "democratic")
NAMES = ("none", "first", "second", "third", "fourth")
FIRST_DAY = date(2025, 1, 1)


def a_year(count: int = 2000, seed: int = 7) -> list[Values]:
    """Return dispositions of 2025: some without a clue, some decided above, some twice about one matter of one person."""
    dice = random.Random(seed)
    made: list[Values] = []
    for number in range(count):
        if made and dice.random() < 0.06:
            again = dice.choice(made)
            person, clue = again["person"], again["clue_id"]
        else:
            person = {"name": f"某{dice.randrange(600)}", "unit": dice.choice(["一处", "二处", "三处"])}
            clue = f"clue-{number}" if dice.random() < 0.8 else None
        measures = dice.sample(sorted(FORM), dice.choice([1, 1, 1, 2, 3]))
        decider = dice.choice(["discipline", "discipline", "party", "personnel", "appointing", "superior"])
        usual = "superior" if decider == "superior" else "ours"
        made.append({
            "person": person, "person_politics": dice.choice(POLITICS), "rank": dice.choice(RANKS), "matter": f"事由 {number} 𠮷䶮",
            "measures": [{"measure": code} for code in measures], "form": NAMES[max(FORM[code] for code in measures)], "decided_by": decider, "organ": "机关纪委",
            "counted": dice.choice([usual, usual, usual, usual, "duty", "no"]), "clue_id": clue,
            "decided_on": str(FIRST_DAY + timedelta(days=dice.randrange(365))), "basis": "条例",
        })  # fmt: skip
    return made


def keep_sealed(office: Office, dispositions: list[Values]) -> list[str]:
    """Put dispositions into a store as if each had been sealed; return their ids."""

    def fill(unit: Any) -> list[str]:
        ids = {values["clue_id"]: unit.new_id() for values in dispositions if values["clue_id"]}
        given = (New({**v, "clue_id": ids.get(v["clue_id"])}, meta={"state": "sealed"}) for v in dispositions)
        return bulk.insert_many(unit, "disposition", given)

    return office.do(fill).result


def table_of(values: Values) -> str:
    """Return in whose table a disposition stands."""
    if values["counted"] == "no" or not max(FORM[row["measure"]] for row in values["measures"]):
        return "none"
    if values["counted"] == "superior":
        return "others"
    return "official" if values["clue_id"] and values["counted"] == "ours" else "responsibility"


def cases(dispositions: list[Values]) -> Iterator[tuple[str, Values]]:
    """Yield (table, the disposition that decides it) for each matter of each person, once."""
    grouped: dict[tuple[str, ...], list[Values]] = {}
    for number, values in enumerate(dispositions):
        table = table_of(values)
        who = f"{values['person']['name']}|{values['person']['unit']}"
        grouped.setdefault((table, who, values["clue_id"] or str(number)), []).append(values)
    for (table, *_rest), found in grouped.items():
        yield table, sorted(found, key=lambda v: (-form_of(v), v["decided_on"]))[0]


def form_of(values: Values) -> int:
    """Return the heaviest form among the measures."""
    return max(FORM[row["measure"]] for row in values["measures"])


def tallied(dispositions: list[Values], since: str, until: str) -> Counter[tuple[str, str]]:
    """Return how many matters each table holds of a period, by form, by politics, by rank and in all."""
    count: Counter[tuple[str, str]] = Counter()
    for table, values in cases(dispositions):
        if since <= values["decided_on"] <= until:
            party = "party" if values["person_politics"] in ("member", "probationary") else "nonparty"
            for mark in ("all", f"form {form_of(values)}", party, values["rank"]):
                count[table, mark] += 1
    return count
