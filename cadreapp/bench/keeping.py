"""Measured in the store: opening, saving, searching, importing."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path
from statistics import median

from cadreapp.bench import ground
from cadreapp.bench.gauge import ROUNDS, peak, percentile, seconds
from cadreapp.bench.row import Figure
from cadreapp.kernel.clock import SystemClock, today
from cadreapp.office import gate, reading, record, undo
from cadreapp.office.door import open_office
from cadreapp.office.duty import listing as duties
from cadreapp.store.folder import Folder
from cadreapp.store.limits import Bare, recorded
from cadreapp.store.reading import Listing
from cadreapp.store.unit import Unit

SAVES, SEARCHES = 60, 50


def opening(root: Path) -> list[Figure]:
    """From the passphrase to what the workbench shows, the key derivation taken out and told as the limit."""
    clock = SystemClock()
    began = time.perf_counter()
    opened = gate.unlock(root, ground.PASSPHRASE, clock.now())
    derived = time.perf_counter()
    with open_office(root, opened, clock) as office:
        office.ask(reading.info)
        office.ask(duties.due, today(clock))
        office.ask(reading.recent)
        office.ask(reading.counts)
        office.ask(undo.undoable, 1)
        ready = time.perf_counter()
        return [Figure("open", (ready - derived) * 1000, (derived - began) * 1000, peak())]


def saving(root: Path) -> list[Figure]:
    """Save a talk with one more sentence in an answer; the limit makes the same changes to a copy of the store."""
    clock = SystemClock()
    opened = gate.unlock(root, ground.PASSPHRASE, clock.now())
    copy = root.parent / "copy.db"
    shutil.copyfile(Folder(root).database, copy)
    ours, limit = [], []
    with recorded() as written, open_office(root, opened, clock) as office:
        bare = Bare(copy, opened.key)
        drafts = office.do(_drafts).result
        bare.replay(written)
        for number, key in enumerate(drafts):
            turns = office.ask(reading.record, key).values["turns"]
            turns[-1]["answer"] += f"又说明了第{number}点。"
            written.clear()
            began = time.perf_counter()
            office.do(record.save, key, {"turns": turns})
            ours.append(time.perf_counter() - began)
            # Both commit after the same reading: right behind another flush of the same disk, a flush is nearly free.
            office.ask(reading.record, key)
            began = time.perf_counter()
            bare.replay(written)
            limit.append(time.perf_counter() - began)
        bare.close()
        return [Figure("save", median(ours) * 1000, median(limit) * 1000, peak())]


def _drafts(unit: Unit) -> list[str]:
    people = [{"name": "甲"}, {"name": "乙"}]
    return record.create_many(unit, "talk", ground.talks(SAVES, people, seed=3))


def searching(root: Path) -> list[Figure]:
    """Search for runs of one to four characters that are there; the limit is the full-text query and no more."""
    clock = SystemClock()
    opened = gate.unlock(root, ground.PASSPHRASE, clock.now())
    words, chance = ground.Words(4), random.Random(5)
    ours, limit = [], []
    with open_office(root, opened, clock, write=False) as office:
        bare = Bare(Folder(root).database, opened.key)
        for length in (1, 2, 3, 4):
            for _ in range(SEARCHES):
                text = words.text(40).replace("。", "")
                start = chance.randrange(len(text) - length)
                typed = text[start : start + length]
                began = time.perf_counter()
                office.ask(reading.search, typed)
                found = time.perf_counter()
                bare.search(typed)
                limit.append(time.perf_counter() - found)
                ours.append(found - began)
        bare.close()
        listed = median(seconds(lambda: office.ask(reading.rows, Listing("talk"), 50)) for _ in range(ROUNDS))
        return [Figure("search", percentile(ours, 0.95) * 1000, percentile(limit, 0.95) * 1000, peak()),
                Figure("list", listed * 1000, None, peak())]


def importing(root: Path, count: int) -> list[Figure]:
    """Import talks into the filled store, each time in one act; the limit writes the very same rows into a copy of it."""
    clock = SystemClock()
    opened = gate.unlock(root, ground.PASSPHRASE, clock.now())
    copy = root.parent / "copy.db"
    given = list(ground.talks(count, [{"name": "甲"}, {"name": "乙"}], seed=6))
    with open_office(root, opened, clock) as office:
        # Alone, for its memory: what is recorded below for the limit is kept in memory.
        office.do(record.create_many, "talk", given)
        memory = peak()
    shutil.copyfile(Folder(root).database, copy)
    ours, limit = [], []
    with recorded() as written, open_office(root, opened, clock) as office:
        bare = Bare(copy, opened.key)
        for _ in range(ROUNDS):
            bare.replay(written)
            written.clear()
            ours.append(seconds(lambda: office.do(record.create_many, "talk", given)))
            limit.append(seconds(lambda: bare.replay(written)))
            written.clear()
        bare.close()
    return [Figure("import", count / median(ours), count / median(limit), memory)]
