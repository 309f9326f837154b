"""Claims about backups: made beside a busy writer, proven before they are named, nothing half-written, restored whole."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.store import backup, backupset, cipher, keys, thinning
from cadreapp.store.backup import Source, run
from cadreapp.store.backupset import BackupSet
from cadreapp.store.blobs import Blobs
from cadreapp.store.folder import Folder
from cadreapp.store.slots import CHEAP

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=timezone.utc)


@dataclass
class Store:
    """A small real store: keys, rows, two attachments."""

    folder: Folder
    key: bytes
    source: Source

    def write(self, *rows: str) -> None:
        link = cipher.connect(self.folder.database, self.key)
        link.execute("BEGIN")
        link.executemany("INSERT INTO t VALUES (?)", [(r,) for r in rows])
        link.execute("COMMIT")
        link.close()

    def rows(self) -> int:
        link = cipher.connect(self.folder.database, self.key, writable=False)
        got = _facts(link)["rows"]
        link.close()
        assert isinstance(got, int)
        return got


def _facts(link: cipher.Connection) -> dict[str, Any]:
    return {"rows": link.execute("SELECT count(*) FROM t").fetchone()[0], "head": "ab" * 32}


def _blobs(link: cipher.Connection) -> list[str]:
    return [row[0] for row in link.execute("SELECT name FROM blob")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    folder = Folder(tmp_path / "store")
    folder.root.mkdir()
    key = keys.create(folder, "p", cost=CHEAP)[0].key
    link = cipher.connect(folder.database, key, create=True)
    link.execute("CREATE TABLE t (a)")
    link.execute("CREATE TABLE blob (name TEXT)")
    blobs = Blobs(folder.attachments, key)
    for content in (b"one" * 50_000, b"two"):
        link.execute("INSERT INTO blob VALUES (?)", (blobs.put(io.BytesIO(content)).name,))
    link.close()
    made = Store(folder, key, Source(folder, key, _facts, _blobs))
    made.write(*["𠮷䶮㛃" * 200] * 500)
    return made


def _made(store: Store, place: Path | None = None, at: datetime = NOW, reason: str = "auto") -> BackupSet:
    return run(backup.make(store.source, place or store.folder.backups, reason, at))


def _tree(place: Path) -> list[str]:
    return sorted(str(p.relative_to(place)) for p in place.rglob("*"))


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1
    path.write_bytes(data)


def test_a_set_is_complete_proven_and_tells_nothing(store: Store) -> None:
    made = _made(store)
    assert made.path.name == "20260305-100000"
    assert _tree(made.path) == ["keys-copy.json", "keys.json", "manifest.json", "store.db"]
    assert len(made.blobs) == 2
    assert made.missing == 0
    assert made.facts(store.key) == {"rows": 500, "head": "ab" * 32}
    # As a number of its own: a digest may hold the same figures by chance.
    assert not re.search(r"\b500\b", (made.path / "manifest.json").read_text().replace(made.sealed, ""))
    assert run(backup.verify(made.path, store.key, _facts)) == made
    assert run(backup.verify(made.path / "manifest.json", store.key, _facts)) == made
    assert keys.unlock(Folder(made.path), "p", at=NOW).key == store.key


def test_a_writer_and_uncheckpointed_pages_do_not_disturb_a_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "PAGES_A_TICK", 5)
    writer = cipher.connect(store.folder.database, store.key)
    writer.execute("PRAGMA wal_autocheckpoint = 0")
    writer.executemany("INSERT INTO t VALUES (?)", [("in the wal",)] * 100)

    def meanwhile(done: int, total: int) -> None:
        writer.execute("INSERT INTO t VALUES (?)", ("after the snapshot" * 100,))

    made = run(backup.make(replace(store.source, tick=meanwhile), store.folder.backups, "auto", NOW))
    assert made.facts(store.key)["rows"] == 600
    assert store.rows() > 610
    assert run(backup.verify(made.path, store.key, _facts)) == made
    writer.close()


def test_contents_lie_once_in_a_place_and_survive_the_original(store: Store) -> None:
    first, second = _made(store), _made(store, at=NOW + timedelta(days=1))
    assert first.pool == second.pool
    assert sorted(p.name for p in first.pool.iterdir()) == sorted(first.blobs)
    for name in first.blobs:
        _flip(store.folder.attachments / name, -1)
    assert run(backup.verify(first.path, store.key, _facts)) == first


def test_a_missing_or_damaged_attachment_is_counted_and_stops_nothing(store: Store) -> None:
    names = Blobs(store.folder.attachments, store.key).names()
    (store.folder.attachments / names[0]).unlink()
    _flip(store.folder.attachments / names[1], -1)
    made = _made(store)
    assert made.missing == 2
    assert made.blobs == ()
    assert run(backup.verify(made.path, store.key, _facts)) == made


@pytest.mark.parametrize("page", [1, 2, 5, 60])
def test_a_damaged_store_makes_no_backup_and_says_so(store: Store, page: int) -> None:
    _flip(store.folder.database, page * 4096 - 300)
    with pytest.raises(AppError, match="STORE_DAMAGED"):
        _made(store)
    assert backupset.sets_in(store.folder.backups) == []
    assert _tree(store.folder.backups) in ([], ["attachments"])


def test_a_copy_that_came_out_wrong_never_gets_a_name(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    real = backup.copy_database

    def faulty(link: cipher.Connection, target: Path, key: bytes, tick: Callable[[int, int], None]) -> None:
        real(link, target, key, tick)
        _flip(target, 20 * 4096)

    monkeypatch.setattr(backup, "copy_database", faulty)
    with pytest.raises(AppError, match="BACKUP_DAMAGED"):
        _made(store)
    assert _tree(store.folder.backups) == ["attachments"]


def test_dropping_a_job_half_way_leaves_no_trace(store: Store) -> None:
    steps = len(list(backup.make(store.source, store.folder.root / "full", "auto", NOW)))
    place = store.folder.backups
    for number in range(steps - 1):
        job = backup.make(store.source, place, "auto", NOW)
        for _ in range(number + 1):
            next(job)
        job.close()
        assert _tree(place) in ([], ["attachments"])

    def give_up(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(backup.make(replace(store.source, tick=give_up), place, "auto", NOW))
    assert _tree(place) in ([], ["attachments"])


@pytest.mark.parametrize("call", ["fsync", "replace", "rename", "mkdir"])
@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_disk_that_fills_leaves_no_trace(store: Store, call: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    left, real = [number], getattr(os, call)

    def filling(*given: Any, **named: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return real(*given, **named)

    place = store.folder.root / "stick"
    monkeypatch.setattr(os, call, filling)
    try:
        _made(store, place)
    except AppError as error:
        failed = error.code
    else:
        failed = ""
    monkeypatch.undo()
    if left[0] < 0:
        assert failed == "DISK_FULL"
        assert not place.exists() or _tree(place) in ([], ["attachments"])
    assert store.rows() == 500


def test_a_death_while_making_is_tidied_by_the_next(store: Store) -> None:
    child = os.fork()
    if child == 0:
        job = backup.make(store.source, store.folder.backups, "auto", NOW)
        for _ in range(4):
            next(job)
        os._exit(9)
    os.waitpid(child, 0)
    assert backupset.sets_in(store.folder.backups) == []
    assert [p for p in store.folder.backups.iterdir() if p.name.startswith(backupset.MAKING)]
    made = _made(store)
    assert sorted(p.name for p in store.folder.backups.iterdir()) == [made.path.name, "attachments"]


def _spoilt(made: BackupSet) -> Iterator[Callable[[], object]]:
    database, manifest = made.path / "store.db", made.path / "manifest.json"
    text = manifest.read_text()
    yield lambda: _flip(database, 9000)
    yield lambda: database.write_bytes(database.read_bytes()[:-4096])
    yield lambda: database.unlink()
    yield lambda: manifest.write_text(text[:-5])
    yield lambda: manifest.write_text(text.replace("auto", "manual"))
    yield lambda: manifest.write_text(text.replace(made.blobs[0], "0" * 64))
    yield lambda: manifest.write_text("[" * 100_000)
    yield lambda: _flip(made.pool / made.blobs[0], -1)
    yield lambda: (made.pool / made.blobs[1]).unlink()


def test_every_damage_to_a_set_is_found_by_verifying(store: Store, tmp_path: Path) -> None:
    made = _made(store)
    shutil.copytree(store.folder.backups, tmp_path / "whole")
    for number in range(9):
        shutil.rmtree(store.folder.backups)
        shutil.copytree(tmp_path / "whole", store.folder.backups)
        list(_spoilt(made))[number]()
        with pytest.raises(AppError, match="BACKUP_DAMAGED"):
            run(backup.verify(made.path, store.key, _facts))
    with pytest.raises(AppError, match="BACKUP_MISSING"):
        run(backup.verify(tmp_path / "nothing", store.key, _facts))


def test_a_set_of_another_store_does_not_verify_with_our_key(store: Store) -> None:
    with pytest.raises(AppError, match="BACKUP_DAMAGED"):
        run(backup.verify(_made(store).path, b"\x01" * 32, _facts))


def test_an_unreadable_set_is_listed_apart_and_its_contents_kept(store: Store) -> None:
    first, second = _made(store), _made(store, at=NOW + timedelta(days=1))
    assert [s.path for s in backupset.sets_in(store.folder.backups)] == [second.path, first.path]
    (first.path / "manifest.json").write_text("?")
    assert [s.path for s in backupset.sets_in(store.folder.backups)] == [second.path]
    assert backupset.unreadable_in(store.folder.backups) == [first.path]
    backupset.remove(second)
    assert backupset.sweep_pool(store.folder.backups) == 0
    assert len(list(first.pool.iterdir())) == 2


def test_thinning_removes_sets_and_contents_nobody_names(store: Store) -> None:
    for day in range(0, 40, 3):
        _made(store, at=NOW + timedelta(days=day))
    asked = _made(store, at=NOW + timedelta(days=1), reason="manual")
    link = cipher.connect(store.folder.database, store.key)
    link.execute("DELETE FROM blob")
    link.close()
    now = NOW + timedelta(days=40)
    gone = thinning.thin(store.folder.backups, asked.store, now)
    left = backupset.sets_in(store.folder.backups)
    assert gone
    assert asked in left
    assert len(gone) + len(left) == 15
    assert all(run(backup.verify(s.path, store.key, _facts)) == s for s in left)
    assert thinning.thin(store.folder.backups, asked.store, now) == []
    assert thinning.thin(store.folder.backups, "another", now + timedelta(days=900)) == []


def test_years_of_daily_use_keep_days_weeks_and_months() -> None:
    kept: list[datetime] = []
    at = NOW
    for day in range(365 * 6):
        at = NOW + timedelta(days=day, minutes=day % 300)
        kept.append(at)
        kept = sorted(set(kept) - set(thinning.superfluous(kept, at)))
        assert kept[-1] == at
        if day in (20, 200, 2000):
            recent = [k for k in kept if at - k <= timedelta(days=7)]
            assert len(recent) >= 7
            gaps = [b - a for a, b in itertools.pairwise(kept)]
            young = [g for k, g in zip(kept, gaps, strict=False) if at - k < timedelta(days=80)]
            assert max(young) <= timedelta(days=15)
            assert max(gaps) <= timedelta(days=63)
    months = {(k.year, k.month) for k in kept}
    assert len(months) >= 70
    assert len(kept) <= 7 + 16 + 75


def test_a_backup_is_due_once_a_civil_day_also_when_the_clock_was_wrong() -> None:
    late = datetime(2026, 3, 5, 15, 59, tzinfo=timezone.utc)
    assert thinning.is_due(None, late)
    assert not thinning.is_due(NOW, late)
    assert thinning.is_due(NOW, late + timedelta(minutes=1))
    assert thinning.is_due(NOW, NOW - timedelta(days=400))
    assert thinning.superfluous([NOW + timedelta(days=400), NOW], NOW) == []
