"""Claims about making a store, and about attachments and the log of what happened, through the door."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import attaching, audit, record, setup
from cadreapp.office import reading as asked
from cadreapp.office.door import open_office
from cadreapp.store import journal
from cadreapp.store.slots import CHEAP
from tests import make
from tests.store.death import dies

CLOCK = FixedClock(make.MORNING)
CALLS = ("open", "replace", "rename", "fsync", "mkdir", "rmdir")


def create(root: Path, unit: str = "机关纪委") -> None:
    setup.create(root, setup.NewStore(unit, "赵六", "371302"), make.PASSPHRASE, CLOCK, cost=CHEAP)


def test_a_death_at_any_moment_of_making_leaves_no_store_or_a_whole_one(tmp_path: Path) -> None:
    root = tmp_path / "store"
    for number in range(0, 60, 2):
        if dies(lambda: create(root), number, CALLS):
            break
        assert not root.exists() or (root / "store.db").exists()
        if root.exists():
            return
    assert (root / "keys.json").exists()


def test_a_store_is_made_in_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    create(tmp_path / "empty")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.txt").write_text("x", encoding="utf-8")
    for taken in ("empty", "full"):
        with pytest.raises(AppError, match="STORE_EXISTS"):
            create(tmp_path / taken)
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["a.txt"]
    with pytest.raises(AppError, match="BAD_TEXT"):
        create(tmp_path / "bad", "甲\0")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty", "full"]


def test_a_new_store_knows_its_unit(tmp_path: Path) -> None:
    with make.office(tmp_path, unit="𠮷䶮局") as office:
        info = office.ask(asked.info)
        assert (info.unit, info.officer, info.demo) == ("𠮷䶮局", "赵六", False)
        assert office.ask(asked.record, info.organisation).values["name"] == "𠮷䶮局"
        assert office.actor.origin == info.origin


def test_an_attachment_comes_out_as_it_went_in_and_both_are_on_record(tmp_path: Path) -> None:
    (tmp_path / "扫描 𠮷.pdf").write_bytes(bytes(range(256)) * 999)
    with make.office(tmp_path) as office:
        talk = office.do(record.create, "talk", make.TALK).result
        file = attaching.attach(office, talk, tmp_path / "扫描 𠮷.pdf", "签字件")
        same = attaching.attach(office, talk, tmp_path / "扫描 𠮷.pdf")
        attaching.save_attachment(office, file, tmp_path / "out.pdf")
        assert (tmp_path / "out.pdf").read_bytes() == (tmp_path / "扫描 𠮷.pdf").read_bytes()
        assert len(office.blobs.names()) == 1
        assert {link.id for link in office.ask(asked.record, talk).links_to} == {file, same}
        assert [e.verb for e in office.ask(audit.log, {"op": "export"})] == ["save_attachment"]
        before = office.ask(journal.head)
        for wrong in (tmp_path / "nothing", tmp_path):
            with pytest.raises(AppError, match="FILE_UNREADABLE"):
                attaching.attach(office, talk, wrong)
        with pytest.raises(AppError, match="NOT_FOUND"):
            attaching.attach(office, "nothing", tmp_path / "out.pdf")
        with pytest.raises(AppError, match="NOT_FOUND"):
            attaching.save_attachment(office, talk, tmp_path / "x")
        assert office.ask(journal.head) == before
        assert len(office.blobs.names()) == 1


def test_the_log_filters_and_names_the_first_broken_entry(tmp_path: Path) -> None:
    made = make.store(tmp_path / "store")
    with open_office(made.root, made.opened, CLOCK) as office:
        talk = office.do(record.create, "talk", make.TALK).result
        office.do(record.save, talk, {"place": "别处"})
        assert [e.verb for e in office.ask(audit.log, {"record": talk})] == ["save", "create"]
        assert office.ask(audit.log, {"since": "2026-03-06"}) == []
        assert len(office.ask(audit.log, {"until": "2026-03-05", "type": "talk"})) == 2
        assert json.dumps(audit.as_row(office.ask(audit.log, {})[0]), ensure_ascii=False)
        number = office.ask(audit.log, {"record": talk})[1].no
        office.ask(audit.verify)
        with office.vault.writing() as connection:
            connection.exec_driver_sql(f"UPDATE journal SET actor = '别人' WHERE no = {number}")
        with pytest.raises(AppError) as caught:
            office.ask(audit.verify)
        assert (caught.value.code, caught.value.values["no"]) == ("CHAIN_BROKEN", number)
