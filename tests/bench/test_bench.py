"""Claims about the benchmarks: they measure what they say, hold nothing back, and leave nothing behind."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from argparse import Namespace
from pathlib import Path

import pytest

from cadreapp.bench import ground, travelling
from cadreapp.bench.child import STEPS
from cadreapp.bench.row import ROWS, Aim, Figure
from cadreapp.bench.run import Told, judged, run, steps_of
from cadreapp.cli.bench import bench
from cadreapp.cli.context import Context
from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import gate, reading, record
from cadreapp.office.door import open_office
from cadreapp.store.folder import Folder
from cadreapp.store.limits import Bare, recorded
from cadreapp.store.slots import CHEAP
from tests import make


def test_every_row_is_measured_by_a_step_there_is() -> None:
    assert {row.step for row in ROWS} | {"bare", "meet"} == set(STEPS)
    wanted = {"save", "workbench", "open", "search", "import", "seal", "unseal", "bundle", "send", "receive", "again", "pages"}
    assert wanted <= {row.name for row in ROWS}


@pytest.mark.parametrize(
    ("aim", "ours", "ratio", "met"),
    [
        (Aim(1.5), 9, 1.5, True),
        (Aim(1.5), 9, 1.51, False),
        (Aim(0.3, least=True), 9, 0.29, False),
        (Aim(0.3, least=True), 9, 0.3, True),
        (Aim(50, "ours"), 50.1, 0.1, False),
        (Aim(50, "ours"), 50.0, None, True),
        (Aim(1.5), 9, None, None),
    ],
)
def test_an_aim_is_met_missed_or_not_known(aim: Aim, ours: float, ratio: float | None, met: bool | None) -> None:
    assert aim.met(ours, ratio) is met


def test_a_figure_without_its_limit_has_no_ratio() -> None:
    assert Figure("seal", 3.0).ratio is None
    assert Figure("seal", None, why="没有 age").ratio is None


def test_the_ground_is_what_it_is_said_to_be(tmp_path: Path) -> None:
    assert list(ground.build(tmp_path / "store", 120, CHEAP)) == [120]
    opened = gate.unlock(tmp_path / "store", ground.PASSPHRASE, make.MORNING)
    with open_office(tmp_path / "store", opened, FixedClock(make.MORNING)) as office:
        assert office.ask(reading.counts)["talk"] == 120
        shown = office.ask(reading.record, office.ask(reading.rows, reading.Listing("talk"))[0].id)
        assert sum(len(turn["question"]) + len(turn["answer"]) for turn in shown.values["turns"]) == ground.CHARACTERS


def test_the_limit_of_a_save_writes_the_very_rows(tmp_path: Path) -> None:
    made = make.store(tmp_path / "store")
    database, copy = Folder(made.root).database, tmp_path / "copy.db"
    shutil.copyfile(database, copy)
    with recorded() as written, open_office(made.root, made.opened, FixedClock(make.MORNING)) as office:
        office.do(record.create, "talk", make.TALK)
        replayed, ours = Bare(copy, made.opened.key), Bare(database, made.opened.key)
        replayed.replay(written)
        assert replayed.search("验收材料") == ours.search("验收材料") != []
        replayed.close()
        ours.close()


def test_a_run_tells_its_rows_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    told: list[Told] = list(run(100, ["search"], CHEAP))
    results = [result for one in told for result in one.results]
    assert [r.row.name for r in results] == ["search"]
    assert results[0].figure.ours is not None
    assert results[0].figure.ours > 0
    assert list(tmp_path.glob("cadreapp-bench-*")) == []


def test_what_must_go_before_a_row_is_done_once_and_in_order() -> None:
    by_name = {row.name: row for row in ROWS}
    assert steps_of([by_name["again"]]) == ["meet", "bundle", "receive", "again"]
    assert steps_of([by_name["save"], by_name["bundle"], by_name["send"]]) == ["save", "meet", "bundle"]


def test_memory_is_held_against_a_bare_window() -> None:
    def held(memory: float | None, bare: float | None) -> tuple[bool | None, float | None]:
        result = judged(ROWS[0], Figure("lock", 1.0, 1.0, memory), bare)
        return result.fits, result.room

    assert held(203.0, 53.0) == (True, 203.0)
    assert held(203.1, 53.0) == (False, 203.0)
    assert held(None, 53.0) == (None, 203.0)
    assert held(100.0, None) == (None, None)


def test_a_bundle_goes_out_and_in_and_in_again(tmp_path: Path) -> None:
    for _ in ground.build(tmp_path / "store", 40, CHEAP):
        pass
    assert travelling.meet(tmp_path / "store") == []
    out = {figure.name: figure for figure in travelling.sending_out(tmp_path / "store", 2)}
    taken = [travelling.taking_in(tmp_path / "store", number)[0] for number in (0, 1)]
    assert [figure.name for figure in taken] == ["receive", "again"]
    assert set(out) == {"bundle", "send"}
    assert all(figure.ours and figure.limit for figure in (*out.values(), *taken))


def test_the_list_of_rows_needs_no_store_and_an_unknown_row_is_named() -> None:
    def call(**given: object) -> str:
        out = io.StringIO()
        args = Namespace(names=[], list=False, talks=100, json=True, store=None, passphrase_file=None, user=None)
        vars(args).update(given)
        bench(Context(args, FixedClock(make.MORNING), io.StringIO(), out))
        return out.getvalue()

    assert [row["name"] for row in json.loads(call(list=True))] == [row.name for row in ROWS]
    with pytest.raises(AppError, match="NOT_FOUND"):
        call(names=["没有"])
