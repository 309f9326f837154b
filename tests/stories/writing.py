"""A process that writes records as fast as it can and says each one only when the store has said it is kept."""

from __future__ import annotations

import random
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from cadreapp.kernel.clock import SystemClock
from cadreapp.office import record
from cadreapp.office.door import Office, open_office
from cadreapp.store.keys import Unlocked
from cadreapp.store.unit import Unit
from tests import make


def write(root: Path, opened: Unlocked, seed: int, said: Connection) -> None:
    """Write until killed; send (record id, what has to be found in it) after each commit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chance = random.Random(seed)
    with open_office(root, opened, SystemClock()) as office:
        number = 0
        while True:
            number += 1
            for record_id, expected in _act(office, chance, f"{seed}-{number}"):
                said.send((record_id, expected))


def _act(office: Office, chance: random.Random, mark: str) -> list[tuple[str, dict[str, str]]]:
    act = chance.choice(("talk", "sealed", "course", "long", "many"))
    if act == "talk":
        made = office.do(record.create, "talk", {**make.TALK, "matter": mark}).result
        office.do(record.save, made, {"place": mark})
        return [(made, {"matter": mark, "place": mark, "state": "draft"})]
    if act == "sealed":
        made = office.do(record.create, "talk", {**make.TALK, "matter": mark}).result
        office.do(record.seal, made)
        return [(made, {"matter": mark, "state": "sealed"})]
    if act == "course":
        made = office.do(record.create, "rectification", {"problem": mark}).result
        office.do(record.step, made, "listed", {"note": mark})
        return [(made, {"problem": mark, "state": "open"})]
    if act == "long":
        made = office.do(record.create, "meeting", {"name": mark, "minutes": "会" * 20_000}).result
        return [(made, {"name": mark, "state": "draft"})]
    ids = office.do(_many, mark).result
    return [(made, {"name": mark, "state": "current"}) for made in ids]


def _many(unit: Unit, mark: str) -> list[str]:
    return [record.create(unit, "person", {"name": mark}) for _ in range(20)]
