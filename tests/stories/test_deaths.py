"""The story of the power cut in the middle of a long job: receiving, importing, backing up, restoring, attaching, sealing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import attaching, backups, importing, record
from cadreapp.office import reading as asked
from cadreapp.store import journal
from cadreapp.store.backup import run
from tests import make
from tests.office.two_sides import Side, sides
from tests.store.death import dies

SAMPLE = Path(__file__).parent.parent / "samples" / "花名册-整洁.xlsx"
# Every way in which our own code touches the disk; the database's own writes go past Python and have a story of their own.
CALLS = ("open", "replace", "rename", "fsync", "unlink", "mkdir", "rmdir")


def _everywhere(work: Callable[[], object], between: Callable[[int], None], step: int = 1) -> int:
    """Let `work` die at each of its calls of the system in turn, and look after each death; return how often it died."""
    number = 0
    while not dies(work, number, CALLS):
        between(number)
        number += step
        assert number < 400
    return number


def _sound(side: Side) -> None:
    with side.office() as office:
        office.ask(journal.verify)
        assert office.vault.damaged_pages() == []
        for name in office.ask(attaching.in_use):
            office.blobs.verify(name)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Side, Side]:
    return sides(tmp_path)


def test_a_death_at_any_moment_of_receiving_takes_all_or_nothing(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talks = {unit.new("talk", make.TALK, seal=True) for _ in range(3)}
    (tmp_path / "附件.bin").write_bytes(bytes(70_000))
    with unit.office() as office:
        attaching.attach(office, next(iter(talks)), tmp_path / "附件.bin")
    stick = tmp_path / "stick"
    stick.mkdir()
    path = unit.send(stick, attachments=True)
    seen = set()

    def look(_number: int) -> None:
        _sound(upper)
        held = set(upper.holds("talk"))
        assert held in (set(), talks)
        seen.add(len(held))

    assert _everywhere(lambda: upper.receive(path), look, 2) > 10
    assert seen == {0, 3}
    got = upper.receive(path)
    assert (got.again, set(upper.holds("talk"))) == (True, talks)
    assert unit.take(got.receipt).accepted == got.accepted
    assert [p.name for p in (upper.root / "received").iterdir() if p.name.startswith(".")] == []


def test_a_death_at_any_moment_of_importing_takes_all_or_nothing(tmp_path: Path) -> None:
    made = make.store(tmp_path / "store")
    side = Side(made.root, made.opened, FixedClock(make.MORNING))
    roster = importing.read_people(SAMPLE, date(2026, 3, 5))
    for number in range(0, 12, 2):
        if dies(lambda: side.do(importing.import_people, roster), number, CALLS):
            break
        _sound(side)
        assert len(side.holds("person")) in (0, 60)
    side.do(importing.import_people, roster)
    assert len(side.holds("person")) == 60


def test_a_death_at_any_moment_of_a_backup_leaves_whole_sets_only(tmp_path: Path) -> None:
    made = make.store(tmp_path / "store")
    side = Side(made.root, made.opened, FixedClock(make.MORNING))
    talk = side.new("talk", make.TALK, seal=True)
    (tmp_path / "附件.bin").write_bytes(bytes(1000))
    with side.office() as office:
        attaching.attach(office, talk, tmp_path / "附件.bin")

    def look(_number: int) -> None:
        for found in backups.listed(made.root):
            run(backups.verify(found.path, made.opened.key))

    assert _everywhere(side.back_up, look, 3) > 10
    _sound(side)
    run(backups.verify(side.back_up(), made.opened.key))
    assert [p.name for p in (made.root / "backups").iterdir() if p.name.startswith(".")] == []


def test_a_death_at_any_moment_of_a_restore_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    made = make.store(tmp_path / "store")
    side = Side(made.root, made.opened, FixedClock(make.MORNING))
    side.new("person", {"name": "备份里", "post": "旧"})
    safe = side.back_up()
    outside = tmp_path / "safe"
    shutil.copytree(safe.parent, outside)
    side.new("person", {"name": "之后", "post": "新"})
    seen = set()

    def look(_number: int) -> None:
        _sound(side)
        posts = {said for _, said in side.holds("person").values()}
        assert posts in ({"旧"}, {"旧", "新"})
        seen.add(len(posts))

    died = _everywhere(lambda: side.restore(outside / safe.name), look, 5)
    assert died > 10
    _sound(side)
    assert {said for _, said in side.holds("person").values()} == {"旧"}
    assert 2 in seen
    assert [p.name for p in made.root.iterdir() if p.name.startswith((".", "restore-ready"))] == []


def test_a_death_at_any_moment_of_attaching_names_no_file_that_is_not_there(tmp_path: Path) -> None:
    made = make.store(tmp_path / "store")
    side = Side(made.root, made.opened, FixedClock(make.MORNING))
    talk = side.new("talk", make.TALK, seal=True)
    (tmp_path / "附件.bin").write_bytes(bytes(200_000))

    def attach() -> None:
        with side.office() as office:
            attaching.attach(office, talk, tmp_path / "附件.bin")

    _everywhere(attach, lambda _: _sound(side), 2)
    with side.office() as office:
        assert office.ask(attaching.in_use)
        assert [p.name for p in made.root.joinpath("attachments").iterdir()] == office.blobs.names()
        assert office.ask(asked.record, talk).state == "sealed"
        office.do(record.paper, talk, "printed", {})
