"""Claims about opening: beside a writer, locked, rolled back, damaged, newer, read-only; each its sentence, nothing lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError, Exit
from cadreapp.office import backups, record
from cadreapp.office import reading as asked
from cadreapp.office.door import Office, open_office
from cadreapp.store import journal, settings
from cadreapp.store.backup import run
from cadreapp.store.unit import Unit
from tests import make

DATABASE = ("store.db", "store.db-wal", "store.db-shm")


@pytest.fixture
def made(tmp_path: Path) -> make.Store:
    return make.store(tmp_path / "store")


def opened(made: make.Store, clock: FixedClock | None = None, *, write: bool = True) -> Office:
    return open_office(made.root, made.opened, clock or FixedClock(make.MORNING), write=write)


def refused(made: make.Store, *, write: bool = True) -> AppError:
    """Return why the store does not open."""
    with pytest.raises(AppError) as caught:
        opened(made, write=write).close()
    return caught.value


def person(office: Office, name: str) -> str:
    return office.do(record.create, "person", {"name": name}).result


def test_a_second_writer_is_told_who_has_the_store(made: make.Store) -> None:
    with opened(made) as office:
        told = refused(made)
        assert (told.code, told.fault.exit) == ("STORE_BUSY", Exit.BUSY)
        assert "2026-03-05" in told.message()
        person(office, "甲")
    opened(made).close()


def test_reading_beside_a_writer_sees_what_is_committed(made: make.Store) -> None:
    with opened(made) as writer, opened(made, write=False) as reader:
        first = person(writer, "甲")
        assert reader.ask(asked.record, first).title == "甲"

        def half(unit: Unit) -> str:
            made = record.create(unit, "person", {"name": "乙"})
            with pytest.raises(AppError, match="NOT_FOUND"):
                reader.ask(asked.record, made)
            return made

        assert reader.ask(asked.record, writer.do(half).result).title == "乙"
        with pytest.raises(AppError, match="STORE_READ_ONLY"):
            person(reader, "丙")
        writer.ask(journal.verify)


def test_a_command_that_fails_leaves_nothing(made: make.Store) -> None:
    def fails(unit: Unit) -> None:
        record.create(unit, "person", {"name": "甲"})
        record.create(unit, "person", {"name": ""})

    with opened(made) as office:
        before = office.ask(journal.head)
        with pytest.raises(AppError, match="REQUIRED"):
            office.do(fails)
        assert office.ask(journal.head) == before
        assert office.try_out(record.create, "person", {"name": "只试试"})
        assert office.ask(journal.head) == before
        assert office.ask(asked.rows, asked.Listing("person")) == []


@pytest.mark.parametrize("write", [True, False])
def test_an_older_copy_of_the_database_is_noticed(made: make.Store, tmp_path: Path, write: bool) -> None:
    with opened(made) as office:
        person(office, "甲")
    _keep(made.root, tmp_path / "old")
    with opened(made) as office:
        person(office, "乙")
        run(backups.make(office))
    _keep(tmp_path / "old", made.root)
    told = refused(made, write=write)
    assert (told.code, told.fault.exit) == ("ROLLED_BACK", Exit.INTEGRITY)
    assert "backup restore" in told.remedy()


def test_a_copy_that_went_its_own_way_is_noticed(made: make.Store, tmp_path: Path) -> None:
    _keep(made.root, tmp_path / "old")
    with opened(made) as office:
        run(backups.make(office))
    _keep(tmp_path / "old", made.root)
    with opened(make.Store(_without_backups(made.root, tmp_path), made.opened, made.code)) as office:
        for n in range(9):
            person(office, f"别处{n}")
    _keep(tmp_path / "apart", made.root)
    assert refused(made).code == "ROLLED_BACK"


@pytest.mark.parametrize("set_back", [0, 3650], ids=["clock right", "clock set back ten years"])
def test_a_lawful_restore_begins_an_epoch_and_opens(made: make.Store, set_back: int) -> None:
    clock = FixedClock(make.MORNING)
    with opened(made, clock) as office:
        person(office, "甲")
        first = run(backups.make(office))
    clock.move(days=1)
    with opened(made, clock) as office:
        person(office, "乙")
        run(backups.make(office))
        epochs = [office.ask(settings.get, "epoch")]
    clock.move(days=1 - set_back)
    for _ in range(2):
        run(backups.put_back(first.path, made.root, made.opened, clock))
        with opened(made, clock) as office:
            assert [line.title for line in office.ask(asked.rows, asked.Listing("person"))] == ["甲"]
            epochs.append(office.ask(settings.get, "epoch"))
            person(office, "丙")
            office.ask(journal.verify)
    assert epochs == sorted(set(epochs))


def test_a_database_from_before_a_restore_is_noticed_after_it(made: make.Store, tmp_path: Path) -> None:
    clock = FixedClock(make.MORNING)
    with opened(made, clock) as office:
        person(office, "甲")
        first = run(backups.make(office))
        for n in range(20):
            person(office, f"多{n}")
    _keep(made.root, tmp_path / "old")
    clock.move(days=1)
    run(backups.put_back(first.path, made.root, made.opened, clock))
    clock.move(days=1)
    with opened(made, clock) as office:
        run(backups.make(office))
    _keep(tmp_path / "old", made.root)
    assert refused(made).code == "ROLLED_BACK"


def test_an_unreadable_backup_says_nothing_about_the_store(made: make.Store) -> None:
    with opened(made) as office:
        kept = run(backups.make(office))
    (kept.path / "manifest.json").write_text("{}", encoding="utf-8")
    opened(made).close()


def test_a_newer_schema_is_busy_for_an_older_program(made: make.Store) -> None:
    with opened(made) as office, office.vault.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0101'")
    told = refused(made)
    assert (told.code, told.fault.exit) == ("SCHEMA_NEWER", Exit.BUSY)
    assert refused(made, write=False).code == "SCHEMA_NEWER"


def test_a_newer_minor_opens(made: make.Store) -> None:
    with opened(made) as office, office.vault.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    with opened(made) as office:
        person(office, "甲")


@pytest.mark.parametrize("harm", ["empty", "noise", "short", "gone", "foreign"])
def test_a_damaged_store_is_named_and_left_as_it_is(made: make.Store, tmp_path: Path, harm: str) -> None:
    database = made.root / "store.db"
    data = database.read_bytes()
    other = make.store(tmp_path / "other", unit="别的单位")
    harmed = {"empty": b"", "noise": bytes(len(data)), "short": data[:100], "foreign": (other.root / "store.db").read_bytes()}
    if harm == "gone":
        database.unlink()
    else:
        database.write_bytes(harmed[harm])
    told = refused(made)
    wanted = {"foreign": "STORE_FOREIGN", "noise": "STORE_FOREIGN", "gone": "STORE_MISSING"}.get(harm, "STORE_DAMAGED")
    assert told.code == wanted
    assert harm == "gone" or database.read_bytes() == harmed[harm]
    # The lock is given back: mending the store must not need another start of the machine.
    if harm != "gone":
        database.write_bytes(data)
        opened(made).close()


def test_a_flipped_bit_in_the_newest_pages_is_met_at_opening(made: make.Store) -> None:
    with opened(made) as office:
        ids = [person(office, f"第{n}个") for n in range(60)]
        assert office.ask(asked.record, ids[0])
    database = made.root / "store.db"
    data = bytearray(database.read_bytes())
    for place in range(4096 + 50, len(data), 4096):
        data[place] ^= 1
    database.write_bytes(bytes(data))
    assert refused(made).code == "STORE_DAMAGED"


def test_damaged_drafts_do_not_keep_the_store_shut(made: make.Store) -> None:
    opened(made).close()
    (made.root / "drafts.db").write_bytes(b"\0" * 8192)
    with opened(made) as office:
        person(office, "甲")


def test_facts_know_the_epoch(made: make.Store) -> None:
    with opened(made) as office:
        kept = run(backups.make(office))
        assert kept.facts(made.opened.key)["epoch"] == office.ask(settings.get, "epoch")
        assert run(backups.verify(kept.path, made.opened.key)) == kept


def _keep(source: Path, target: Path) -> None:
    """Copy the database alone from one folder to another, as somebody would by hand."""
    target.mkdir(exist_ok=True)
    for name in DATABASE:
        (target / name).unlink(missing_ok=True)
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)


def _without_backups(root: Path, folder: Path) -> Path:
    shutil.copytree(root, folder / "apart", ignore=shutil.ignore_patterns("backups"))
    return folder / "apart"


def test_a_closed_store_is_one_file(made: make.Store) -> None:
    with open_office(made.root, made.opened, FixedClock(make.MORNING)) as office:
        office.do(record.create, "person", {"name": "张三"})
        office.ask(asked.counts)
    left = {p.name for p in made.root.iterdir() if p.name.startswith("store.db")}
    assert left == {"store.db"}, "what was written must not wait in the write-ahead file for a folder that is copied"
