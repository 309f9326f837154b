"""Sticks that are full, protected, pulled out or worn: nothing half-written stays, and the cause is named."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from cadreapp.exchange.disk import FAT32_LIMIT, Disk, medium_fault
from cadreapp.exchange.landing import take_copy
from cadreapp.exchange.outgoing import Order, write
from cadreapp.exchange.step import finish
from cadreapp.kernel.errors import AppError
from tests.exchange.parties import attachment, bundle, checked, heading, line, order, records, run, unit, upper

ROOT = Path(__file__).parent.parent.parent

CAUSES = {
    errno.ENOSPC: "DISK_FULL",
    errno.EDQUOT: "DISK_FULL",
    errno.EROFS: "MEDIUM_PROTECTED",
    errno.EACCES: "MEDIUM_PROTECTED",
    errno.EIO: "MEDIUM_REMOVED",
    errno.ENODEV: "MEDIUM_REMOVED",
    errno.EFBIG: "MEDIUM_FILE_LIMIT",
    errno.EINVAL: "FILE_UNWRITABLE",
}


class Failing(Disk):
    """Fails with one error at the nth thing asked of it; counts on when `at` is 0."""

    def __init__(self, at: int = 0, error: int = errno.EIO) -> None:
        self.at, self.error, self.asked = at, error, 0

    def _ask(self) -> None:
        self.asked += 1
        if self.asked == self.at:
            raise OSError(self.error, os.strerror(self.error))

    def create(self, path: Path) -> BinaryIO:
        self._ask()
        return super().create(path)

    def write(self, file: BinaryIO, data: bytes) -> None:
        self._ask()
        super().write(file, data)

    def sync(self, file: BinaryIO) -> None:
        self._ask()
        super().sync(file)

    def reopen(self, path: Path) -> BinaryIO:
        self._ask()
        return super().reopen(path)

    def read(self, file: BinaryIO, size: int) -> bytes:
        self._ask()
        return super().read(file, size)

    def replace(self, part: Path, path: Path) -> None:
        self._ask()
        super().replace(part, path)

    def sync_folder(self, folder: Path) -> None:
        self._ask()
        super().sync_folder(folder)


def large() -> Order:
    """A bundle of several writes."""
    return Order(heading(), records(line()), [attachment(os.urandom(300_000))])


def attempt(path: Path, disk: Disk, wanted: Order | None = None) -> str:
    with pytest.raises(AppError) as caught:
        finish(write(path, wanted or large(), unit(), [upper().public], disk=disk))
    return caught.value.code


def asked(path: Path) -> int:
    """Return how many things a write asks of its disk."""
    disk = Failing()
    finish(write(path, large(), unit(), [upper().public], disk=disk))
    path.unlink()
    return disk.asked


def test_whatever_fails_nothing_stays(tmp_path: Path) -> None:
    path = tmp_path / "out.age"
    for at in range(1, asked(path) + 1):
        assert attempt(path, Failing(at)) == "MEDIUM_REMOVED", at
        assert list(tmp_path.iterdir()) == [], at


@pytest.mark.parametrize("error", CAUSES)
def test_each_cause_has_its_name(tmp_path: Path, error: int) -> None:
    for at in (1, 3, 6):
        assert attempt(tmp_path / "out.age", Failing(at, error)) == CAUSES[error]
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_bundle_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.age"
    bundle(path)
    before = path.read_bytes()
    last = asked(tmp_path / "other.age")
    for at in range(1, last):
        attempt(path, Failing(at))
        assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["out.age"]


def test_a_worn_stick_is_noticed(tmp_path: Path) -> None:
    class Worn(Disk):
        """Keeps one bit wrong."""

        def sync(self, file: BinaryIO) -> None:
            super().sync(file)
            with next(tmp_path.glob(".*")).open("r+b") as again:
                again.seek(1000)
                byte = again.read(1)
                again.seek(1000)
                again.write(bytes([byte[0] ^ 1]))

    assert attempt(tmp_path / "out.age", Worn()) == "MEDIUM_READBACK"
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_swallows_the_end_is_noticed(tmp_path: Path) -> None:
    class Swallowing(Disk):
        def reopen(self, path: Path) -> BinaryIO:
            os.truncate(path, path.stat().st_size - 4096)
            return super().reopen(path)

    assert attempt(tmp_path / "out.age", Swallowing()) == "MEDIUM_READBACK"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert attempt(tmp_path / "nowhere" / "out.age", Disk()) == "FILE_UNWRITABLE"


def test_fat32_is_named_also_where_the_system_calls_it_full(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    assert medium_fault(full, tmp_path / "x", FAT32_LIMIT - 100_000).code == "MEDIUM_FILE_LIMIT"
    assert medium_fault(full, tmp_path / "x", 100_000).code == "DISK_FULL"


@pytest.fixture
def small_stick(tmp_path: Path) -> Iterator[Path]:
    """A file system of one mebibyte; only root can make one."""
    stick = tmp_path / "stick"
    stick.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(stick)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield stick
    finally:
        subprocess.run(["umount", "-l", str(stick)], check=True)


def test_a_really_full_stick_is_named(small_stick: Path) -> None:
    wanted = Order(heading(), [], [attachment(os.urandom(3 << 20))])
    assert attempt(small_stick / "out.age", Disk(), wanted) == "DISK_FULL"
    assert list(small_stick.iterdir()) == []
    bundle(small_stick / "out.age")
    assert checked(small_stick / "out.age").manifest.records == 4


def test_a_really_protected_stick_is_named(small_stick: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_stick)], check=True)
    assert attempt(small_stick / "out.age", Disk()) == "MEDIUM_PROTECTED"


def test_cancelling_at_any_step_leaves_nothing(tmp_path: Path) -> None:
    total = len(list(write(tmp_path / "out.age", large(), unit(), [upper().public])))
    (tmp_path / "out.age").unlink()
    assert total > 3
    for stop in range(1, total):
        steps = write(tmp_path / "out.age", large(), unit(), [upper().public])
        for _ in range(stop):
            next(steps)
        steps.close()
        assert list(tmp_path.iterdir()) == [], stop


def test_steps_tell_how_far_it_is(tmp_path: Path) -> None:
    steps = list(write(tmp_path / "out.age", large(), unit(), [upper().public]))
    assert {step.phase for step in steps} == {"count", "write", "check"}
    assert steps[-1].done == steps[-1].total == (tmp_path / "out.age").stat().st_size


WATCHED = """
import os, sys
opened = set()

def watch(event, what):
    if event == "open" and isinstance(what[0], str) and what[2] & (os.O_WRONLY | os.O_RDWR):
        opened.add(what[0])

from tests.exchange.parties import *
sys.addaudithook(watch)
out = Path(sys.argv[1])
bundle(out, Order(heading(unit_name=sys.argv[2]), records(*(line(n, values={"title": sys.argv[2]}) for n in range(1, 400))),
                  [attachment(sys.argv[2].encode() * 50_000)]))
from cadreapp.exchange.incoming import contents
assert len(list(contents(out, checked(out), [upper()]))) == 400
print("\\n".join(opened))
"""


def test_no_file_but_the_sealed_one_is_ever_opened_for_writing(tmp_path: Path) -> None:
    out = tmp_path / "out.age"
    opened = run(sys.executable, "-B", "-c", WATCHED, out, "金丝雀𠮷不得落盘", cwd=ROOT).decode().split()
    assert len(opened) == 1
    assert opened[0].startswith(f"{tmp_path}/.out.age.")


def test_a_canary_is_nowhere_on_the_disk_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = "金丝雀𠮷不得落盘"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    out = tmp_path / "stick" / "out.age"
    out.parent.mkdir()
    seen = b""
    wanted = Order(heading(unit_name=canary), records(line(values={"title": canary})), [attachment(canary.encode() * 50_000)])
    for _ in write(out, wanted, unit(), [upper().public]):
        for path in tmp_path.rglob("*"):
            seen += path.read_bytes() if path.is_file() else b""
    assert checked(out).manifest.heading.unit_name == canary
    assert seen
    assert canary.encode() not in seen
    assert canary.encode() not in out.read_bytes()
    assert list(scratch.iterdir()) == []
    assert list(out.parent.iterdir()) == [out]
    assert out.stat().st_mode & 0o077 == 0


def test_a_copy_from_a_stick_is_compared(tmp_path: Path) -> None:
    bundle(tmp_path / "out.age", order())
    inside = tmp_path / "inside.age"
    sealed = finish(take_copy(tmp_path / "out.age", inside))
    assert checked(inside).sealed == sealed
    with pytest.raises(AppError) as caught:
        finish(take_copy(tmp_path / "gone.age", tmp_path / "x.age"))
    assert caught.value.code == "FILE_UNREADABLE"
    with pytest.raises(AppError) as caught:
        finish(take_copy(tmp_path / "out.age", tmp_path / "x.age", Failing(3, errno.ENOSPC)))
    assert caught.value.code == "DISK_FULL"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["inside.age", "out.age"]
