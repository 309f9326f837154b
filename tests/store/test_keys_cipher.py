"""Claims about opening one encrypted file: every setting holds, and wrong, foreign and damaged are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.store import cipher

KEY, OTHER = b"\x11" * 32, b"\x22" * 32


def _made(path: Path, rows: int = 200) -> Path:
    link = cipher.connect(path, KEY, create=True)
    link.execute("CREATE TABLE t (a)")
    link.execute("BEGIN")
    link.executemany("INSERT INTO t VALUES (?)", [("𠮷䶮㛃" * 100,)] * rows)
    link.execute("COMMIT")
    link.close()
    return path


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def _code(path: Path, key: bytes = KEY) -> str:
    with pytest.raises(AppError) as caught:
        cipher.connect(path, key)
    return caught.value.code


def test_settings_hold_on_writer_and_reader(tmp_path: Path) -> None:
    path = _made(tmp_path / "a b%20#.db")
    for writable in (True, False):
        link = cipher.connect(path, KEY, writable=writable)
        got = {p: link.execute(f"PRAGMA {p}").fetchone()[0] for p in ("temp_store", "journal_mode", "foreign_keys", "synchronous")}
        assert got == {"temp_store": 2, "journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
        link.close()


def test_a_reader_cannot_write_and_works_beside_a_writer(tmp_path: Path) -> None:
    path = _made(tmp_path / "s.db")
    writer, reader = cipher.connect(path, KEY), cipher.connect(path, KEY, writable=False)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO t VALUES (1)")
    assert reader.execute("SELECT count(*) FROM t").fetchone() == (200,)
    writer.execute("COMMIT")
    assert reader.execute("SELECT count(*) FROM t").fetchone() == (201,)
    with pytest.raises(cipher.EngineError) as caught:
        reader.execute("INSERT INTO t VALUES (1)")
    assert cipher.fault_of(caught.value, path).code == "STORE_READ_ONLY"
    writer.close()
    reader.close()


def test_nothing_readable_lies_on_the_disk(tmp_path: Path) -> None:
    path = _made(tmp_path / "s.db")
    assert "𠮷䶮".encode() not in path.read_bytes()


def test_wrong_foreign_and_damaged_are_told_apart(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _code(tmp_path / "none.db") == "STORE_MISSING"
    path = _made(tmp_path / "s.db")
    whole = path.read_bytes()
    assert _code(path, OTHER) == "STORE_FOREIGN"
    _flip(path, 100)
    assert _code(path) == "STORE_DAMAGED"
    path.write_bytes(b"\0" * 4096 + whole[4096:])
    assert _code(path) == "STORE_DAMAGED"
    path.write_bytes(whole[:1000])
    assert _code(path) == "STORE_DAMAGED"
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 8000)
    assert _code(path) == "STORE_FOREIGN"
    path.write_bytes(b"hello" * 3000)
    assert _code(path) == "STORE_FOREIGN"
    assert capfd.readouterr().err == ""


def test_a_flip_in_the_salt_loses_nothing_and_heals(tmp_path: Path) -> None:
    path = _made(tmp_path / "s.db")
    _flip(path, 3)
    link = cipher.connect(path, KEY)
    assert link.execute("SELECT count(*) FROM t").fetchone() == (200,)
    link.execute("CREATE TABLE u (a)")
    link.close()
    assert path.read_bytes()[:16] == cipher.salt_of(KEY)


def test_a_flip_anywhere_is_found_by_the_full_check(tmp_path: Path) -> None:
    path = _made(tmp_path / "s.db")
    whole = path.read_bytes()
    for at in range(5000, len(whole), 7919):
        _flip(path, at)
        link = cipher.connect(path, KEY)
        engine = cipher.damaged_pages(link)
        assert engine
        link.close()
        assert _by_steps(path) == engine
        path.write_bytes(whole)
    assert _by_steps(path) == []
    path.write_bytes(whole[:-100])
    assert _by_steps(path)


def test_the_check_by_steps_tells_how_far_it_is_and_passes_over_the_engine_s_lock_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _made(tmp_path / "s.db")
    monkeypatch.setattr(cipher, "_PAGES_A_STEP", 1)
    pages = path.stat().st_size // cipher.PAGE
    assert list(cipher.page_seals(path, KEY)) == [(n, pages) for n in range(1, pages + 1)]
    monkeypatch.setattr(cipher, "_LOCK_PAGE", 2)
    _flip(path, cipher.PAGE + 10)
    assert _by_steps(path) == []
    with pytest.raises(AppError, match="FILE_UNREADABLE"):
        _by_steps(tmp_path)


def _by_steps(path: Path) -> list[str]:
    checking = cipher.page_seals(path, KEY)
    while True:
        try:
            next(checking)
        except StopIteration as end:
            return list(end.value)


def test_an_empty_file_in_place_of_a_store_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"")
    assert _code(path) == "STORE_DAMAGED"
