"""A run of the benchmarks: the ground is built once, then each step is measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cadreapp.bench import ground
from cadreapp.bench.row import ROOM_MB, ROWS, Figure, Row
from cadreapp.kernel.errors import Exit, Fault
from cadreapp.store.slots import Cost

BENCH_FAILED = Fault(
    "BENCH_FAILED", Exit.BUG, "性能对照的“{step}”一步没有做完。", "看命令行上的错误信息; 数据夹不受影响",
    "Step “{step}” of the benchmarks did not end well.", "See the messages above; no store was touched",
)  # fmt: skip


NEEDED = {"bundle": ("meet",), "receive": ("meet", "bundle"), "again": ("meet", "bundle", "receive")}
"""Steps that must have gone before others, in their order."""

_A_BUNDLE = 5000


@dataclass(frozen=True, slots=True)
class Result:
    """One row with its figure. `met` and `fits` (memory): reached, missed, or None when it was not measured or has no aim.

    `room` is the memory that it may take: a bare window's and ROOM_MB, in MB.
    """

    row: Row
    figure: Figure
    met: bool | None
    fits: bool | None
    room: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """How far a run is: `done` of `total` of a step; with the last one of a step come its results."""

    step: str
    done: int
    total: int
    results: tuple[Result, ...] = ()


def run(talks: int, names: Collection[str] = (), cost: Cost | None = None) -> Iterator[Told]:
    """Measure the rows called `names` (all by default) on a store of so many talks; nothing is left behind."""
    wanted = [row for row in ROWS if not names or row.name in names]
    steps = steps_of(wanted)
    with tempfile.TemporaryDirectory(prefix="cadreapp-bench-") as made:
        folder = Path(made)
        yield from _built(folder / "store", talks, cost)
        (folder / "passphrase.txt").write_text(ground.PASSPHRASE, encoding="utf-8")
        bare: float | None = None
        for step in steps if "window" in steps else ["bare", *steps]:
            yield Told(step, 0, 1)
            figures = _measured(step, folder, talks)
            # All others are held against the memory that a bare window takes; it stands first.
            if step in ("bare", "window"):
                bare = next((f.memory for f in figures if f.name == "bare"), None)
            found = {figure.name: figure for figure in figures}
            yield Told(step, 1, 1, tuple(judged(row, found[row.name], bare) for row in wanted if row.step == step))


def steps_of(rows: Iterable[Row]) -> list[str]:
    """Return the steps that measure some rows, with those that must go before them."""
    return list(dict.fromkeys(step for row in rows for step in (*NEEDED.get(row.step, ()), row.step)))


def _built(root: Path, talks: int, cost: Cost | None) -> Iterator[Told]:
    yield Told("ground", 0, talks)
    for done in ground.build(root, talks, cost):
        yield Told("ground", done, talks)


def _measured(step: str, folder: Path, talks: int) -> list[Figure]:
    store, many = str(folder / "store"), max(100, min(2000, talks // 20))
    given = {"window": [store, str(folder / "passphrase.txt")], "import": [store, many],
             "envelope": [str(folder)], "bare": [], "bundle": [store, max(2, talks // _A_BUNDLE)], "receive": [store, 0],
             "again": [store, 1]}.get(step, [store])
    command = [sys.executable, "-m", "cadreapp.bench.child", step, json.dumps(given)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise BENCH_FAILED(step=step)
    return [Figure(**figure) for figure in json.loads(done.stdout.splitlines()[-1])]


def judged(row: Row, figure: Figure, bare: float | None) -> Result:
    """Hold a figure against its aim, and its memory against that of a bare window in MB."""
    met = row.aim.met(figure.ours, figure.ratio) if row.aim and figure.ours is not None else None
    room = bare + ROOM_MB if bare is not None else None
    fits = figure.memory <= room if figure.memory is not None and room is not None else None
    return Result(row, figure, met, fits, room)
