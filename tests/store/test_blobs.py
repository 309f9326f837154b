"""Claims about attachments: kept once, sealed, streamed; whatever was altered, cut, lengthened or swapped is refused."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.store.blobs import CHUNK, Blobs

KEY, OTHER = b"\x55" * 32, b"\x66" * 32


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "attachments", KEY)


def _file(tmp_path: Path, name: str) -> Path:
    return tmp_path / "attachments" / name


def _code(blobs: Blobs, name: str) -> str:
    with pytest.raises(AppError) as caught:
        blobs.verify(name)
    return caught.value.code


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 300_000])
def test_any_length_comes_back_equal(blobs: Blobs, size: int) -> None:
    content = os.urandom(size)
    kept = blobs.put(io.BytesIO(content))
    assert (kept.size, kept.digest) == (size, hashlib.sha256(content).hexdigest())
    assert b"".join(blobs.pieces(kept.name)) == content
    assert kept.digest not in kept.name


class Dribble(io.RawIOBase):
    """A stream that gives seven bytes at a time."""

    def __init__(self, content: bytes) -> None:
        self.left = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self.left.read(min(7, size))


def test_a_slow_stream_is_read_to_its_end_and_kept_once(blobs: Blobs, tmp_path: Path) -> None:
    content = os.urandom(70_000)
    first = blobs.put(Dribble(content))  # type: ignore[arg-type]
    stands = _file(tmp_path, first.name).read_bytes()
    assert blobs.put(io.BytesIO(content)) == first
    assert _file(tmp_path, first.name).read_bytes() == stands
    assert blobs.names() == [first.name]
    assert Blobs(tmp_path / "other", OTHER).put(io.BytesIO(content)).name != first.name


def test_nothing_readable_lies_in_the_folder(blobs: Blobs, tmp_path: Path) -> None:
    kept = blobs.put(io.BytesIO(b"canary-4711" * 1000))
    raw = _file(tmp_path, kept.name).read_bytes()
    assert b"canary" not in raw
    assert hashlib.sha256(b"canary-4711" * 1000).digest() not in raw


def test_every_flip_and_cut_is_refused(blobs: Blobs, tmp_path: Path) -> None:
    kept = blobs.put(io.BytesIO(os.urandom(2 * CHUNK + 99)))
    path = _file(tmp_path, kept.name)
    whole = path.read_bytes()
    places = [*range(70), *range(70, len(whole), 1999), len(whole) - 1]
    for at in places:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert _code(blobs, kept.name) == "ATTACHMENT_DAMAGED"
        path.write_bytes(whole[:at])
        assert _code(blobs, kept.name) == "ATTACHMENT_DAMAGED"
    path.write_bytes(whole + b"\0")
    assert _code(blobs, kept.name) == "ATTACHMENT_DAMAGED"
    head, chunk = len(whole) - (2 * CHUNK + 99) - 3 * 16, CHUNK + 16
    path.write_bytes(whole[:head] + whole[head + chunk : head + 2 * chunk] + whole[head : head + chunk] + whole[head + 2 * chunk :])
    assert _code(blobs, kept.name) == "ATTACHMENT_DAMAGED"
    path.write_bytes(whole)
    assert blobs.verify(kept.name) == 2 * CHUNK + 99


def test_a_swapped_file_is_refused_before_its_first_byte(blobs: Blobs, tmp_path: Path) -> None:
    one, two = blobs.put(io.BytesIO(b"one")), blobs.put(io.BytesIO(b"two"))
    _file(tmp_path, one.name).write_bytes(_file(tmp_path, two.name).read_bytes())
    got = []
    with pytest.raises(AppError, match="ATTACHMENT_DAMAGED"):
        got += list(blobs.pieces(one.name))
    assert not got
    assert not blobs.has(one.name)


def test_another_key_and_missing_files_and_odd_names_are_refused(blobs: Blobs, tmp_path: Path) -> None:
    kept = blobs.put(io.BytesIO(b"x"))
    assert _code(Blobs(tmp_path / "attachments", OTHER), kept.name) == "ATTACHMENT_DAMAGED"
    assert _code(blobs, "0" * 64) == "ATTACHMENT_MISSING"
    assert _code(blobs, "../../etc/passwd") == "ATTACHMENT_MISSING"


def test_putting_the_same_content_again_mends_a_damaged_file(blobs: Blobs, tmp_path: Path) -> None:
    kept = blobs.put(io.BytesIO(b"content"))
    _file(tmp_path, kept.name).write_bytes(b"ruined")
    assert blobs.put(io.BytesIO(b"content")) == kept
    assert blobs.verify(kept.name) == 7


def test_too_much_leaves_nothing(blobs: Blobs, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="ATTACHMENT_TOO_LARGE"):
        blobs.put(io.BytesIO(bytes(CHUNK * 3)), limit=CHUNK * 2)
    assert list((tmp_path / "attachments").iterdir()) == []
    assert blobs.put(io.BytesIO(bytes(CHUNK * 2)), limit=CHUNK * 2).size == CHUNK * 2


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
def test_a_full_disk_leaves_nothing(blobs: Blobs, tmp_path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(AppError, match="DISK_FULL"):
        blobs.put(io.BytesIO(b"x" * 1000))
    monkeypatch.undo()
    assert list((tmp_path / "attachments").iterdir()) == []


def test_saving_a_damaged_attachment_writes_no_file(blobs: Blobs, tmp_path: Path) -> None:
    kept = blobs.put(io.BytesIO(os.urandom(CHUNK * 2)))
    blobs.save(kept.name, tmp_path / "out")
    assert hashlib.sha256((tmp_path / "out").read_bytes()).hexdigest() == kept.digest
    raw = bytearray(_file(tmp_path, kept.name).read_bytes())
    raw[-1] ^= 1
    _file(tmp_path, kept.name).write_bytes(raw)
    with pytest.raises(AppError, match="ATTACHMENT_DAMAGED"):
        blobs.save(kept.name, tmp_path / "again")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["attachments", "out"]


def test_orphans_and_remains_are_swept_and_named_contents_stay(blobs: Blobs, tmp_path: Path) -> None:
    kept, orphan = blobs.put(io.BytesIO(b"kept")), blobs.put(io.BytesIO(b"orphan"))
    _file(tmp_path, ".incoming.1234.part").write_bytes(b"half")
    assert blobs.sweep({kept.name}) == [orphan.name]
    assert [p.name for p in (tmp_path / "attachments").iterdir()] == [kept.name]
