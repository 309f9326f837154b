"""The ground of a run: an encrypted store full of invented talks, built by the fast path in a temporary folder."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from cadreapp.kernel.clock import SystemClock
from cadreapp.kernel.shape import Values
from cadreapp.office import setup
from cadreapp.office.door import open_office
from cadreapp.store import bulk
from cadreapp.store.bulk import New
from cadreapp.store.slots import Cost
from cadreapp.store.unit import Unit

PASSPHRASE = "量一量快慢 2026"
CHARACTERS = 600
"""Characters of what was said in one talk."""

PEOPLE = 300
LAST_DAY = date(2026, 3, 31)
DAYS = 1000
_AT_ONCE = 2000
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜曾单仇"


class Words:
    """Invented Chinese: words of two characters, the common ones far more often, as in real text."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        signs = [chr(0x4E00 + 7 * n) for n in range(2500)]
        weights = list(accumulate(1 / (n + 3) for n in range(len(signs))))
        self._words = ["".join(self.chance.choices(signs, cum_weights=weights, k=2)) for _ in range(6000)]
        self._weights = list(accumulate(1 / (n + 3) for n in range(len(self._words))))

    def text(self, characters: int) -> str:
        """Return so many characters in sentences."""
        words = self.chance.choices(self._words, cum_weights=self._weights, k=characters // 2 + 1)
        for place in range(7, len(words), 8):
            words[place] = words[place][0] + "。"
        return "".join(words)[:characters]

    def name(self) -> str:
        """Return a name of three characters."""
        return self.chance.choice(_SURNAMES) + "".join(self.chance.choices(self._words, k=1))


def talks(count: int, people: list[dict[str, Any]], seed: int = 1) -> Iterator[Values]:
    """Yield values of so many talks, spread evenly over DAYS days up to LAST_DAY."""
    words = Words(seed)
    for number in range(count):
        person = people[words.chance.randrange(len(people))]
        held = LAST_DAY - timedelta(days=DAYS - 1 - number * DAYS // count)
        yield {
            "kind": words.chance.choice(("heart", "remind", "pre_post")), "person": person, "began_at": f"{held}T14:30",
            "ended_at": f"{held}T15:20", "place": "3号楼305室", "manner": "single", "talkers": [{"who": people[0]}],
            "recorder": people[1], "matter": f"关于{words.text(12)}的情况", "style": "turns",
            "turns": [{"question": words.text(40), "answer": words.text(CHARACTERS // 2 - 40)} for _ in range(2)],
            "asks": [{"what": words.text(16), "term": f"{held + timedelta(days=30)}", "sign": "签收单",
                      "done_on": f"{held + timedelta(days=20)}" if number % 50 else None}],
            "no_statement": True, "source": "daily",
        }  # fmt: skip


def sealed(values: Values) -> New:
    """Return a talk as one that was sealed the same day."""
    return New(values, None, {"state": "sealed", "sealed_at": f"{values['began_at']}:00.000+08:00"})


def build(root: Path, count: int, cost: Cost | None = None) -> Iterator[int]:
    """Make a store with so many talks, yielding how many are there."""
    clock = SystemClock()
    opened, _code = setup.create(root, setup.NewStore("量度单位", "量度"), PASSPHRASE, clock, cost=cost)
    with open_office(root, opened, clock) as office:
        people = office.do(seed_people, PEOPLE).result
        coming = talks(count, people)
        for start in range(0, count, _AT_ONCE):
            many = min(_AT_ONCE, count - start)
            office.do(bulk.insert_many, "talk", [sealed(next(coming)) for _ in range(many)])
            yield start + many


def seed_people(unit: Unit, count: int) -> list[dict[str, Any]]:
    """Write invented people and return them as talks name them."""
    words = Words(2)
    names = [words.name() for _ in range(count)]
    ids = bulk.insert_many(unit, "person", [New({"name": name, "kind": "staff", "post": "科员"}) for name in names])
    return [{"person": key, "name": name, "unit": "综合处", "post": "科员"} for key, name in zip(ids, names, strict=True)]
