"""Claims about the one writer: a second program is told who writes, and a killed one holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError, Exit
from cadreapp.store.filelock import WriterLock

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=timezone.utc)
HOLDER = """
import sys, time
from datetime import datetime, timezone
from pathlib import Path
from cadreapp.store.filelock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.take(datetime(2026, 3, 5, 2, 0, tzinfo=timezone.utc))
print("held", flush=True)
time.sleep(600)
"""


def test_a_second_program_is_told_who_writes_until_that_one_dies(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    other = subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(AppError) as caught:
            WriterLock(path).take(NOW)
        assert caught.value.fault.exit == Exit.BUSY
        assert str(other.pid) in caught.value.message()
        assert "2026-03-05T10:00" in caught.value.message()
        other.send_signal(signal.SIGKILL)
        other.wait()
        lock = WriterLock(path)
        lock.take(NOW)
        lock.release()
    finally:
        other.kill()
        other.wait()
        if other.stdout:
            other.stdout.close()


def test_one_process_cannot_write_twice_either(tmp_path: Path) -> None:
    first, second = WriterLock(tmp_path / "lock"), WriterLock(tmp_path / "lock")
    with first:
        first.take(NOW)
        with pytest.raises(AppError, match=f"STORE_BUSY.*{os.getpid()}"):
            second.take(NOW)
    with second:
        second.take(NOW)


def test_a_lock_file_of_nonsense_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"\xff\0nonsense")
    with WriterLock(tmp_path / "lock") as lock:
        lock.take(NOW)


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="FILE_UNWRITABLE"):
        WriterLock(tmp_path / "none" / "lock").take(NOW)


def test_a_write_protected_folder_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def protected(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "open", protected)
    with pytest.raises(AppError, match="STORE_READ_ONLY"):
        WriterLock(tmp_path / "lock").take(NOW)
