"""The story of the plug pulled: a process that writes is killed at any moment, and nothing that was said to be kept is lost."""

from __future__ import annotations

import multiprocessing
import random
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from cadreapp.office.door import Office, open_office
from cadreapp.store import journal
from cadreapp.store.reading import load
from tests import make
from tests.stories import writing

# A server that has everything imported forks each writer: the kill falls on writing, not on importing.
_CONTEXT = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")

Kept = tuple[str, dict[str, str]]


@pytest.mark.campaign
def test_no_kill_loses_an_acknowledged_record(tmp_path: Path, rounds: Callable[[int, int], range]) -> None:
    # A fresh store for every twenty: what is checked after a kill grows with all that was written before.
    for batch in rounds(1, 10):
        acknowledged = campaign(tmp_path / str(batch), range(20 * batch, 20 * batch + 20))
        assert acknowledged > 40


def campaign(folder: Path, seeds: Iterable[int]) -> int:
    """Kill a writer once for each seed and check everything; return how many records had been acknowledged."""
    folder.mkdir()
    _CONTEXT.set_forkserver_preload(["tests.stories.writing"])
    made = make.store(folder / "store")
    every: list[Kept] = []
    for seed in seeds:
        every += _one_life(made, seed)
        with open_office(made.root, made.opened, FixedClock(make.MORNING)) as office:
            # All of the newest, some of the oldest: a kill must not harm what was kept long ago either.
            chosen = random.Random(seed).sample(every, min(5, len(every)))
            _check(office, [*every[-20:], *chosen], seed)
            office.do(record.create, "person", {"name": f"之后{seed}"})
    with open_office(made.root, made.opened, FixedClock(make.MORNING)) as office:
        _check(office, every, -1)
        _nothing_halfway(office)
        assert office.vault.damaged_pages() == []
    return len(every)


def _one_life(made: make.Store, seed: int) -> list[Kept]:
    """Let a writer write, kill it at a moment that the seed decides, return what it had said by then."""
    chance = random.Random(seed * 7919)
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=writing.write, args=(made.root, made.opened, seed, theirs))  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    heard: list[Kept] = []
    # Some die while opening, most in the middle of writing.
    for _ in range(chance.choice((0, 1, 2, 5, 9))):
        if not ours.poll(60):
            break
        heard.append(ours.recv())
    process.join(chance.uniform(0.0, 0.05))
    process.kill()
    process.join(60)
    return heard + _rest(ours)


def _rest(ours: Any) -> list[Kept]:
    """Return what was said before the kill and lies in the pipe still."""
    heard: list[Kept] = []
    try:
        while ours.poll():
            heard.append(ours.recv())
    except (EOFError, OSError):
        pass
    ours.close()
    return heard


def _check(office: Office, kept: list[Kept], seed: int) -> None:
    for record_id, expected in kept:
        there = office.ask(load, record_id)
        found = {name: {**there.values, **there.meta}[name] for name in expected}
        assert found == expected, (seed, record_id)
    office.ask(journal.verify)


def _nothing_halfway(office: Office) -> None:
    """Assert that the twenty people of one command are all there or none is, and that index and records agree."""
    for name, shape in {shape.name: shape for shape in reading.types()}.items():
        listed = office.ask(reading.ids, reading.Listing(name))
        assert len(office.ask(reading.page, name, listed[:500])) == min(500, len(listed)), shape.name
    names = [line.title for line in office.ask(reading.rows, reading.Listing("person"), 10_000)]
    assert {mark: names.count(mark) for mark in names if "-" in mark and names.count(mark) != 20} == {}
