"""Claims about backups through the door: made daily, proven, reaching other places, put back whole; on record each time."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import attaching, audit, backups, gate, health, record
from cadreapp.office import reading as asked
from cadreapp.office.door import open_office
from cadreapp.store import keys
from cadreapp.store.backup import Step, run
from cadreapp.store.folder import Folder
from cadreapp.store.slots import CHEAP
from tests import make
from tests.office.two_sides import Side


@pytest.fixture
def side(tmp_path: Path) -> Side:
    made = make.store(tmp_path / "store")
    return Side(made.root, made.opened, FixedClock(make.MORNING))


def test_the_automatic_backup_is_made_once_a_day_of_use(side: Side) -> None:
    with side.office() as office:
        job = backups.daily(office)
        assert job is not None
        made = run(job)
        assert made.reason == "auto"
        assert backups.daily(office) is None
        side.clock.move(days=1)
        assert backups.daily(office) is not None
        assert office.ask(audit.log, {"op": "backup"})[0].about == f"auto {made.path.name}"


def test_orphans_go_with_the_daily_backup_and_nothing_else_does(side: Side, tmp_path: Path) -> None:
    talk = side.new("talk", make.TALK, seal=True)
    (tmp_path / "a.bin").write_bytes(b"kept")
    with side.office() as office:
        attaching.attach(office, talk, tmp_path / "a.bin")
        for content in ("old", "young"):
            (tmp_path / content).write_text(content, encoding="utf-8")
            with (tmp_path / content).open("rb") as file:
                name = office.blobs.put(file).name
            if content == "old":
                os.utime(office.folder.attachments / name, (time.time() - 200_000,) * 2)
        named = office.ask(attaching.in_use)
        assert len(office.blobs.names()) == 3
        job = backups.daily(office)
        assert job is not None
        run(job)
        assert len(office.blobs.names()) == 2
        assert named < set(office.blobs.names())


def test_a_backup_elsewhere_follows_a_change_of_passphrase(side: Side, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with side.office() as office:
        there = run(backups.make(office, stick)).path
        assert backups.places(office) == [stick]
        keys.set_passphrase(Folder(side.root), side.opened, "", "新口令", cost=CHEAP, beside=backups.places(office))
    opened = gate.unlock(there, "新口令", make.MORNING)
    assert run(backups.verify(there, opened.key)).path == there
    with pytest.raises(AppError, match="WRONG_PASSPHRASE"):
        gate.unlock(there, make.PASSPHRASE, make.MORNING)


def test_a_backup_brings_back_a_store_that_is_gone(side: Side, tmp_path: Path) -> None:
    talk = side.new("talk", make.TALK, seal=True)
    (tmp_path / "a.bin").write_bytes(bytes(70_000))
    with side.office() as office:
        file = attaching.attach(office, talk, tmp_path / "a.bin")
        safe = run(backups.make(office, tmp_path / "stick")).path
    shutil.rmtree(side.root)
    opened = gate.unlock(safe, make.PASSPHRASE, make.MORNING)
    run(backups.put_back(safe, side.root, opened, side.clock))
    with open_office(side.root, gate.unlock(side.root, make.PASSPHRASE, make.MORNING), side.clock) as office:
        assert office.ask(asked.record, talk).values["matter"] == make.TALK["matter"]
        attaching.save_attachment(office, file, tmp_path / "b.bin")
        assert "restored" in {e.verb for e in office.ask(audit.log, {})}
        office.ask(audit.verify)
    assert (tmp_path / "b.bin").read_bytes() == bytes(70_000)


def test_a_damaged_backup_leaves_the_target_as_it_was(side: Side, tmp_path: Path) -> None:
    side.new("person", {"name": "甲"})
    safe = side.back_up()
    data = bytearray((safe / "store.db").read_bytes())
    data[len(data) // 2] ^= 1
    (safe / "store.db").write_bytes(bytes(data))
    with pytest.raises(AppError, match="BACKUP_DAMAGED"):
        run(backups.put_back(safe, tmp_path / "new", side.opened, side.clock))
    assert not (tmp_path / "new").exists()
    with pytest.raises(AppError, match="BACKUP_DAMAGED"):
        run(backups.put_back(safe, side.root, side.opened, side.clock))
    assert len(side.holds("person")) == 1
    with pytest.raises(AppError, match="BACKUP_MISSING"):
        run(backups.put_back(tmp_path / "nothing", side.root, side.opened, side.clock))


def test_a_restore_into_a_store_in_use_is_refused(side: Side) -> None:
    safe = side.back_up()
    with side.office() as office:
        with pytest.raises(AppError, match="STORE_BUSY"):
            run(backups.put_back(safe, side.root, side.opened, side.clock))
        office.do(record.create, "person", {"name": "还在写"})


def test_health_tells_what_is_gone_or_broken(side: Side, tmp_path: Path) -> None:
    talk = side.new("talk", make.TALK, seal=True)
    (tmp_path / "a.bin").write_bytes(b"abc")
    with side.office() as office:
        attaching.attach(office, talk, tmp_path / "a.bin")
        assert {f.name: f.good for f in health.check(office)}["备份"] is False
        run(backups.make(office))
        assert all(f.good for f in health.check(office, full=True) if f.grave)
        (office.folder.attachments / office.blobs.names()[0]).unlink()
        wrong = [f for f in health.check(office) if f.grave and not f.good]
        assert [f.name for f in wrong] == ["附件"]
        side.clock.move(days=-400)
        assert not {f.name: f.good for f in health.check(office)}["时钟"]


def test_a_full_check_tells_how_far_it_is_and_stops_between_two_steps(side: Side, tmp_path: Path) -> None:
    talk = side.new("talk", make.TALK, seal=True)
    (tmp_path / "a.bin").write_bytes(bytes(100_000))
    with side.office() as office:
        attaching.attach(office, talk, tmp_path / "a.bin")
        told: list[Step] = []
        assert all(f.good for f in health.check(office, full=True, watch=told.append) if f.grave)
        assert {step.what for step in told} == {"正在逐条核对使用记录", "正在逐件核对附件"}
        assert all(0 <= step.done <= step.total for step in told)
        job = health.examine(office, full=True)
        next(job)
        job.close()
        # Nothing is held while it waits: a record can be written, and the store closed, between two steps.
        job = health.examine(office, full=True)
        next(job)
        office.do(record.create, "person", {"name": "𠮷䶮㛃"})
        job.close()


def test_a_full_check_names_a_flipped_page_entry_or_attachment(side: Side, tmp_path: Path) -> None:
    talk = side.new("talk", make.TALK, seal=True)
    (tmp_path / "a.bin").write_bytes(bytes(100_000))
    with side.office() as office:
        attaching.attach(office, talk, tmp_path / "a.bin")

    def wrong() -> list[str]:
        with side.office() as office:
            return [f.name for f in health.check(office, full=True) if f.grave and not f.good]

    def flip(path: Path, at: int) -> None:
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(bytes(data))

    assert wrong() == []
    sealed = next((side.root / "attachments").iterdir())
    flip(sealed, 70_000)
    assert wrong() == ["附件"]
    flip(sealed, 70_000)
    with side.office() as office, office.vault.writing() as connection:
        connection.exec_driver_sql("UPDATE journal SET actor = '别人' WHERE no = 2")
    assert wrong() == ["使用记录"]
