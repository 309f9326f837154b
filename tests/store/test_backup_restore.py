"""Claims about restoring: proven before anything is touched, the present backed up first, a crash only delays it."""

from __future__ import annotations

import io
import resource
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.store import backup, backupset, cipher, keys
from cadreapp.store.backup import Source, run
from cadreapp.store.blobs import Blobs
from cadreapp.store.folder import Folder
from cadreapp.store.restore import READY, Order, restore, settle
from cadreapp.store.slots import CHEAP
from tests.store.death import dies

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=timezone.utc)
CALLS = ("replace", "rename", "unlink", "rmdir", "mkdir")
LATER = NOW + timedelta(days=3)


def _facts(link: cipher.Connection) -> dict[str, Any]:
    return {"rows": [row[0] for row in link.execute("SELECT a FROM t ORDER BY rowid")]}


def _blobs(link: cipher.Connection) -> list[str]:
    return [row[0] for row in link.execute("SELECT name FROM blob")]


def _renewed(key: bytes) -> Callable[[Path], None]:
    def renew(path: Path) -> None:
        _sql(path, key, "INSERT INTO t VALUES ('new epoch')")

    return renew


def _sql(path: Path, key: bytes, *statements: str) -> None:
    link = cipher.connect(path, key)
    for statement in statements:
        link.execute(statement)
    link.close()


def _rows(folder: Folder, key: bytes) -> list[str]:
    link = cipher.connect(folder.database, key, writable=False)
    got: list[str] = _facts(link)["rows"]
    link.close()
    return got


@pytest.fixture
def live(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "store")
    folder.root.mkdir()
    key = keys.create(folder, "p", cost=CHEAP)[0].key
    link = cipher.connect(folder.database, key, create=True)
    link.execute("CREATE TABLE t (a)")
    link.execute("CREATE TABLE blob (name TEXT)")
    link.execute("INSERT INTO t VALUES ('old')")
    name = Blobs(folder.attachments, key).put(io.BytesIO(b"content")).name
    link.execute("INSERT INTO blob VALUES (?)", (name,))
    link.close()
    return folder


@pytest.fixture
def order(live: Folder) -> Order:
    """A set of the store as it was; the store has gone on since, with a new passphrase."""
    opened = keys.unlock(live, "p", at=NOW)
    made = run(backup.make(Source(live, opened.key, _facts, _blobs), live.backups, "auto", NOW))
    _sql(live.database, opened.key, "INSERT INTO t VALUES ('since')")
    keys.set_passphrase(live, opened, "", "new", cost=CHEAP)
    return Order(made.path, opened.key, _facts, _blobs, _renewed(opened.key), opened.key)


def test_restoring_a_live_store_backs_it_up_first_and_begins_a_new_epoch(live: Folder, order: Order) -> None:
    for name in Blobs(live.attachments, order.key).names():
        (live.attachments / name).write_bytes(b"ruined")
    run(restore(order, live, LATER))
    assert _rows(live, order.key) == ["old", "new epoch"]
    assert [Blobs(live.attachments, order.key).verify(n) for n in Blobs(live.attachments, order.key).names()] == [7]
    assert keys.unlock(live, "new", at=NOW).key == order.key
    before = backupset.sets_in(live.backups)[0]
    assert before.reason == "restore"
    assert before.facts(order.key) == {"rows": ["old", "since"]}
    run(restore(replace(order, path=before.path), live, LATER + timedelta(days=1)))
    assert _rows(live, order.key) == ["old", "since", "new epoch"]
    assert not [p.name for p in live.root.iterdir() if p.name.startswith((".", "restore", "replaced"))]


def test_a_set_on_a_stick_opens_on_a_bare_machine(live: Folder, order: Order, tmp_path: Path) -> None:
    shutil.copytree(live.backups, tmp_path / "stick")
    shutil.rmtree(live.root)
    chosen = backupset.sets_in(tmp_path / "stick")[0]
    key = keys.unlock(Folder(chosen.path), "new", at=NOW).key
    fresh = Folder(tmp_path / "fresh" / "store")
    run(restore(replace(order, path=chosen.path, key=key, live_key=None), fresh, LATER))
    assert _rows(fresh, key) == ["old", "new epoch"]
    assert keys.unlock(fresh, "new", at=NOW).key == key
    assert len(Blobs(fresh.attachments, key).names()) == 1


def test_a_damaged_store_is_kept_aside(live: Folder, order: Order) -> None:
    harmed = b"\0" * 4096 + live.database.read_bytes()[4096:]
    live.database.write_bytes(harmed)
    run(restore(order, live, LATER))
    assert _rows(live, order.key) == ["old", "new epoch"]
    aside = live.root / "replaced-20260308-100000"
    assert (aside / "store.db").read_bytes() == harmed
    assert keys.unlock(Folder(aside), "new", at=NOW).key == order.key


def test_a_damaged_set_touches_nothing(live: Folder, order: Order) -> None:
    path = order.path / "store.db"
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    before = sorted((p, p.read_bytes()) for p in live.root.rglob("*") if p.is_file())
    with pytest.raises(AppError, match="BACKUP_DAMAGED"):
        run(restore(order, live, LATER))
    assert sorted((p, p.read_bytes()) for p in live.root.rglob("*") if p.is_file()) == before


def test_a_renewal_that_fails_touches_nothing(live: Folder, order: Order) -> None:
    def fails(path: Path) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(restore(replace(order, renew=fails), live, LATER))
    assert _rows(live, order.key) == ["old", "since"]
    assert not settle(live)


@pytest.mark.parametrize("damaged", [False, True])
def test_a_death_anywhere_leaves_the_old_or_the_new_whole(
    live: Folder, order: Order, tmp_path: Path, damaged: bool
) -> None:
    if damaged:
        order = replace(order, live_key=None)
    shutil.copytree(live.root, tmp_path / "before")
    number, ended, seen = 0, False, set()
    while not ended:
        shutil.rmtree(live.root)
        shutil.copytree(tmp_path / "before", live.root)
        # A writer that died has left its newest rows in the -wal alone.
        writer = cipher.connect(live.database, order.key)
        writer.execute("PRAGMA wal_autocheckpoint = 0")
        writer.execute("INSERT INTO t VALUES ('in the wal')")
        shutil.copytree(live.root, tmp_path / "killed")
        writer.close()
        shutil.rmtree(live.root)
        (tmp_path / "killed").rename(live.root)
        ended = dies(lambda: run(restore(order, live, LATER)), number, CALLS)
        settle(live)
        rows = tuple(_rows(live, order.key))
        assert rows in {("old", "since", "in the wal"), ("old", "new epoch")}
        assert not (live.root / READY).exists()
        assert keys.unlock(live, "new", at=NOW).key == order.key
        assert Blobs(live.attachments, order.key).verify(Blobs(live.attachments, order.key).names()[0]) == 7
        seen.add(rows)
        number += 3
    assert len(seen) == 2


def test_a_file_too_large_for_the_medium_is_said_and_leaves_nothing(live: Folder, order: Order, tmp_path: Path) -> None:
    """Real refusals of the system: what FAT32 says beyond 4 GiB, and what a quota says."""
    _sql(live.database, order.key, *["INSERT INTO t VALUES (hex(randomblob(40000)))"] * 20)
    stick = tmp_path / "stick"

    def cramped() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        with pytest.raises(AppError, match=r"FILE_UNWRITABLE|DISK_FULL"):
            run(backup.make(Source(live, order.key, _facts, _blobs), stick, "manual", NOW))

    assert dies(cramped, 0, ())
    assert [p.name for p in stick.iterdir()] in ([], ["attachments"])
    assert "since" in _rows(live, order.key)
