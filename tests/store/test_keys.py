"""Claims about the key file: three failures are three things, no slot vanishes unseen, and a crash leaves one truth."""

from __future__ import annotations

import json
import os
import shutil
import unicodedata
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from cadreapp.kernel import durable
from cadreapp.kernel.canonical import digest_of
from cadreapp.kernel.errors import AppError
from cadreapp.store import failures, keyfile, keys, slots
from cadreapp.store.folder import KEYS, KEYS_COPY, Folder
from cadreapp.store.keys import Unlocked
from cadreapp.store.slots import CHEAP, DEFAULT, Cost, SlotKind
from tests.store.death import dies

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=timezone.utc)
CALLS = ("open", "fdopen", "fsync", "replace", "close")
PASS = "口令𠮷䶮㛃 🔑"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "store").mkdir()
    return Folder(tmp_path / "store")


@pytest.fixture
def opened(folder: Folder) -> Unlocked:
    return keys.create(folder, PASS, "王纪检", CHEAP)[0]


def _code(call: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        call()
    return caught.value.code


def _unlock(folder: Folder, passphrase: str = PASS, user: str | None = None) -> Unlocked:
    return keys.unlock(folder, passphrase, user, at=NOW)


def _flip(path: Path, at: int, bit: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1 << bit
    path.write_bytes(data)


def test_passphrase_and_code_open_the_same_key(folder: Folder) -> None:
    made, code = keys.create(folder, PASS, cost=CHEAP)
    assert _unlock(folder).key == made.key == keys.open_with_recovery(folder.root, code).key
    assert made.key.hex() not in repr(made)
    assert folder.keys.stat().st_mode & 0o077 == 0


def test_a_passphrase_is_any_unicode_in_any_composition(folder: Folder) -> None:
    keys.create(folder, "Å é 　空格 \udcff", cost=CHEAP)
    assert _unlock(folder, unicodedata.normalize("NFD", "Å é 　空格 ") + "\udcff")
    assert _code(lambda: _unlock(folder, "Å é 空格 \udcff")) == "WRONG_PASSPHRASE"
    assert _code(lambda: _unlock(folder, "")) == "PASSPHRASE_EMPTY"


def test_an_existing_key_is_never_replaced(folder: Folder, opened: Unlocked) -> None:
    before = folder.keys.read_bytes()
    assert _code(lambda: keys.create(folder, "x", cost=CHEAP)) == "STORE_EXISTS"
    folder.keys.unlink()
    assert _code(lambda: keys.create(folder, "x", cost=CHEAP)) == "STORE_EXISTS"
    assert _unlock(folder).repaired
    assert folder.keys.read_bytes() == before


def test_wrong_and_damaged_and_missing_are_three_things(folder: Folder, opened: Unlocked) -> None:
    assert _code(lambda: _unlock(folder, "wrong")) == "WRONG_PASSPHRASE"
    for name in (KEYS, KEYS_COPY):
        _flip(folder.root / name, 200)
    assert _code(lambda: _unlock(folder)) == "KEYFILE_DAMAGED"
    for name in (KEYS, KEYS_COPY):
        (folder.root / name).unlink()
    assert _code(lambda: _unlock(folder)) == "KEYFILE_MISSING"


@pytest.mark.parametrize("name", [KEYS, KEYS_COPY])
def test_any_flip_in_one_copy_is_mended_by_the_other(folder: Folder, opened: Unlocked, name: str) -> None:
    path = folder.root / name
    whole = path.read_bytes()
    for at in range(0, len(whole), 41):
        _flip(path, at, at % 8)
        assert _unlock(folder).key == opened.key
        assert path.read_bytes() == whole
    path.write_bytes(whole[: len(whole) // 2])
    assert _unlock(folder).repaired
    assert path.read_bytes() == whole
    path.write_bytes(b"")
    assert _unlock(folder).repaired
    assert path.read_bytes() == whole


def test_any_flip_in_both_copies_is_damage_and_never_a_wrong_passphrase(folder: Folder, opened: Unlocked) -> None:
    whole = folder.keys.read_bytes()
    values = json.loads(whole)
    for at in range(0, len(whole), 23):
        for name in (KEYS, KEYS_COPY):
            (folder.root / name).write_bytes(whole)
            _flip(folder.root / name, at, at % 7)
        try:
            same = json.loads(folder.keys.read_bytes()) == values
        except ValueError:
            same = False
        if not same:
            assert _code(lambda: _unlock(folder)) in {"KEYFILE_DAMAGED", "KEYFILE_NEWER"}
    assert not failures.noted(folder)


def test_garbage_in_place_of_key_files_is_damage(folder: Folder, opened: Unlocked) -> None:
    deep = b"[" * 100_000
    for junk in (b"", b"null", b"[]", b'{"checksum": 1}', b'{"a": "\\ud800", "checksum": ""}', b"\xff\xfe", deep, b"1" * 5000):
        for name in (KEYS, KEYS_COPY):
            (folder.root / name).write_bytes(junk)
        assert _code(lambda: _unlock(folder)) == "KEYFILE_DAMAGED"


def _doctor(folder: Folder, change: Callable[[dict[str, object]], None]) -> None:
    plain = json.loads(folder.keys.read_bytes())
    change(plain)
    plain.pop("checksum", None)
    data = json.dumps(plain | {"checksum": digest_of(plain)}, ensure_ascii=False).encode()
    for name in (KEYS, KEYS_COPY):
        (folder.root / name).write_bytes(data)


def test_a_slot_dropped_with_a_right_checksum_is_noticed(folder: Folder, opened: Unlocked) -> None:
    _doctor(folder, lambda plain: plain["slots"].pop())  # type: ignore[attr-defined]
    assert _code(lambda: _unlock(folder)) == "KEYFILE_ALTERED"


def test_a_doctored_copy_gives_way_to_the_sound_one(folder: Folder, opened: Unlocked) -> None:
    good = folder.keys.read_bytes()

    def drop(plain: dict[str, object]) -> None:
        plain["serial"] = 99
        plain["slots"].pop()  # type: ignore[attr-defined]

    _doctor(folder, drop)
    (folder.root / KEYS_COPY).write_bytes(good)
    assert _unlock(folder).repaired
    assert folder.keys.read_bytes() == good


def test_a_slot_under_another_name_does_not_open(folder: Folder, opened: Unlocked) -> None:
    _doctor(folder, lambda plain: plain["slots"][0].update(user="李四"))  # type: ignore[index]
    assert _code(lambda: _unlock(folder)) == "WRONG_PASSPHRASE"


def test_monstrous_costs_are_refused_before_they_are_run(folder: Folder, opened: Unlocked) -> None:
    for cost in ({"memory_kib": 1 << 30}, {"rounds": 10**9}, {"lanes": 0}, {"memory_kib": 1}):
        _doctor(folder, lambda plain, cost=cost: plain["slots"][0]["argon2id"].update(cost))  # type: ignore[misc]
        assert _code(lambda: _unlock(folder)) == "KEYFILE_DAMAGED"


def test_a_later_format_says_so(folder: Folder, opened: Unlocked) -> None:
    _doctor(folder, lambda plain: plain.update(format=2))
    assert _code(lambda: _unlock(folder)) == "KEYFILE_NEWER"


def test_weak_costs_are_never_made() -> None:
    with pytest.raises(ValueError):
        slots.new_slot(SlotKind.PASSPHRASE, "", Cost(16 * 1024, 2, 1))


@pytest.mark.parametrize("seconds", [0.001, 0.01, 0.05, 0.299, 0.3, 0.7, 1.0, 1.3, 1.9, 3.0, 20.0])
def test_tuning_stays_strong_and_aims_at_less_than_a_second(seconds: float) -> None:
    cost = slots.tuned(lambda _: seconds)
    assert cost.is_strong()
    guess = seconds * cost.memory_kib * cost.rounds / (DEFAULT.memory_kib * DEFAULT.rounds)
    assert guess <= 1.0 or cost == slots.WEAKEST
    assert guess >= 0.25 or cost.rounds == 64


def test_users_have_their_own_passphrases(folder: Folder, opened: Unlocked) -> None:
    keys.add_user(folder, opened, "李四", "two", cost=CHEAP)
    assert set(keys.users(folder)) == {"王纪检", "李四"}
    assert _unlock(folder, "two", "李四").user == "李四"
    assert _code(lambda: _unlock(folder, "two", "王纪检")) == "WRONG_PASSPHRASE"
    assert _code(lambda: _unlock(folder, "two")) == "USER_NEEDED"
    assert _code(lambda: _unlock(folder, "two", "赵六")) == "NO_SUCH_USER"
    assert _code(lambda: keys.add_user(folder, opened, "李四", "x", cost=CHEAP)) == "USER_EXISTS"
    keys.remove_user(folder, opened, "李四")
    assert _unlock(folder).key == opened.key
    assert _code(lambda: keys.remove_user(folder, opened, "王纪检")) == "LAST_KEY"
    assert _code(lambda: keys.remove_user(folder, opened, "李四")) == "NO_SUCH_USER"


def test_a_change_reaches_every_backup_it_can(folder: Folder, opened: Unlocked, tmp_path: Path) -> None:
    near, far = folder.backups / "2026-03-01", tmp_path / "stick" / "2026-03-02"
    alien = tmp_path / "stick" / "alien"
    for place in (near, far):
        shutil.copytree(folder.root, place, ignore=shutil.ignore_patterns("backups"))
    alien.mkdir()
    keys.create(Folder(alien), PASS, cost=CHEAP)
    before = (alien / KEYS).read_bytes()
    gone = tmp_path / "pulled out"
    missed = keys.set_passphrase(folder, opened, "王纪检", "new", cost=CHEAP, beside=[tmp_path / "stick", gone])
    assert set(missed) == {alien, gone}
    assert (alien / KEYS).read_bytes() == before
    for known in (folder, Folder(near), Folder(far)):
        assert _unlock(known, "new").key == opened.key
        assert not _opens(known, PASS)


def test_a_new_recovery_code_ends_the_old_one(folder: Folder) -> None:
    opened, old = keys.create(folder, PASS, cost=CHEAP)
    new, missed = keys.renew_recovery(folder, opened)
    assert not missed
    assert keys.open_with_recovery(folder.root, new).key == opened.key
    assert _code(lambda: keys.open_with_recovery(folder.root, old)) == "RECOVERY_WRONG"
    assert keys.set_passphrase(folder, keys.open_with_recovery(folder.root, new), "", "again", cost=CHEAP) == ()
    assert _unlock(folder, "again").key == opened.key


def test_failed_unlocks_are_counted_and_folded_once(folder: Folder, opened: Unlocked) -> None:
    for _ in range(3):
        assert _code(lambda: _unlock(folder, "guess")) == "WRONG_PASSPHRASE"
    noted = failures.noted(folder)
    assert noted == ["2026-03-05T10:00:00.000+08:00"] * 3
    assert "guess" not in folder.failed_unlocks.read_text()
    failures.note(folder, NOW.replace(minute=1))
    failures.clear(folder, noted)
    assert failures.noted(folder) == ["2026-03-05T10:01:00.000+08:00"]
    failures.clear(folder, failures.noted(folder))
    assert not folder.failed_unlocks.exists()


def _opens(folder: Folder, passphrase: str) -> bool:
    try:
        _unlock(folder, passphrase)
    except AppError as error:
        if error.code == "WRONG_PASSPHRASE":
            return False
        raise
    return True


def test_a_death_anywhere_in_a_change_leaves_one_passphrase(folder: Folder, opened: Unlocked) -> None:
    number, ended, seen = 0, False, set()
    before = keyfile.copies(folder.root)[0]
    while not ended:
        keyfile.write(folder.root, before)
        ended = dies(lambda: keys.set_passphrase(folder, opened, "王纪检", "new", cost=CHEAP), number, CALLS)
        first = "new" if ended else ("new", PASS)[number % 2]
        for passphrase in (first, PASS if first == "new" else "new"):
            if _opens(folder, passphrase):
                break
        else:
            pytest.fail(f"no passphrase opens after a death at call {number}")
        seen.add(passphrase)
        assert len(keyfile.copies(folder.root)) == 1, "what opened it is now the truth in both copies"
        durable.sweep_parts(folder.root)
        number += 1
    assert seen == {"new", PASS}
    assert number > 8
    assert sorted(p.name for p in folder.root.iterdir()) == sorted({KEYS, KEYS_COPY, "failed-unlocks"})


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
def test_a_full_disk_changes_nothing(folder: Folder, opened: Unlocked, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted((p.name, p.read_bytes()) for p in folder.root.iterdir())

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    assert _code(lambda: keys.set_passphrase(folder, opened, "王纪检", "new", cost=CHEAP)) == "DISK_FULL"
    monkeypatch.undo()
    assert sorted((p.name, p.read_bytes()) for p in folder.root.iterdir()) == before
    assert _unlock(folder).key == opened.key


def test_a_medium_that_cannot_be_written_still_opens(folder: Folder, opened: Unlocked, monkeypatch: pytest.MonkeyPatch) -> None:
    _flip(folder.keys, 50)

    def protected(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "open", protected)
    got = _unlock(folder)
    assert got.key == opened.key
    assert not got.repaired
