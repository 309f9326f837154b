"""Claims about the OS keyring: the real daemon keeps a key, and whenever it will not, the passphrase is asked for in time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.store import keyfile, keys
from cadreapp.store.folder import Folder
from cadreapp.store.keyring_slot import OsKeyring
from cadreapp.store.slots import CHEAP, SlotKind

NOW = datetime(2026, 3, 5, 2, 0, tzinfo=timezone.utc)
TOLD = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from cadreapp.kernel.errors import AppError
from cadreapp.store import keys
from cadreapp.store.folder import Folder
from cadreapp.store.keyring_slot import OsKeyring

folder, ring = Folder(Path(sys.argv[1])), OsKeyring(float(sys.argv[3]))
try:
    if sys.argv[2] == "get":
        print(keys.unlock_with_keyring(folder, ring).key.hex())
    else:
        opened = keys.unlock(folder, "p", at=datetime(2026, 3, 5, tzinfo=timezone.utc))
        {"remember": keys.remember, "forget": keys.forget}[sys.argv[2]](folder, opened, ring)
        print("done")
except AppError as error:
    print(error)
"""
needs_daemon = pytest.mark.skipif(sys.platform != "linux", reason="the test command installs gnome-keyring on Linux")


class FakeRing:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, account: str) -> str | None:
        return self.kept.get(account)

    def put(self, account: str, text: str) -> None:
        self.kept[account] = text

    def forget(self, account: str) -> None:
        self.kept.pop(account, None)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "store").mkdir()
    keys.create(Folder(tmp_path / "store"), "p", cost=CHEAP)
    return Folder(tmp_path / "store")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "run").mkdir(mode=0o700)
    place = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path / "run"), "PATH": os.environ["PATH"]}
    return place | {"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"}


def _told(folder: Folder, what: str, home: dict[str, str], password: str | None = None) -> str:
    """Do `what` in a process of its own; with a `password`, under a daemon that was started with it."""
    command = [sys.executable, "-c", TOLD, str(folder.root), what, "3"]
    if password is not None:
        start = 'printf %s "$0" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
        command = ["dbus-run-session", "--", "sh", "-c", start, password, *command]
    run = subprocess.run(command, env=home, capture_output=True, text=True, timeout=60, check=True)
    return run.stdout.strip()


@needs_daemon
def test_the_real_keyring_keeps_opens_and_forgets(folder: Folder, home: dict[str, str]) -> None:
    key = keys.unlock(folder, "p", at=NOW).key.hex()
    assert _told(folder, "remember", home, "login") == "done"
    assert _told(folder, "get", home, "login") == key
    assert "KEYRING_UNAVAILABLE" in _told(folder, "get", home, "not the login password"), "a locked keyring"
    assert "KEYRING_UNAVAILABLE" in _told(folder, "get", home), "no session bus at all"
    assert keys.unlock(folder, "p", at=NOW).key.hex() == key
    assert _told(folder, "forget", home, "login") == "done"
    assert "KEYRING_UNAVAILABLE" in _told(folder, "get", home, "login")


def test_remembering_without_a_keyring_changes_nothing_and_writes_no_plain_file(folder: Folder, home: dict[str, str]) -> None:
    before = sorted((p.name, p.read_bytes()) for p in folder.root.iterdir())
    assert "KEYRING_UNAVAILABLE" in _told(folder, "remember", home)
    assert sorted((p.name, p.read_bytes()) for p in folder.root.iterdir()) == before
    assert not list(Path(home["HOME"]).rglob("*keyring*"))


def test_a_keyring_that_never_answers_is_given_up(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deaf = socket.socket(socket.AF_UNIX)
    deaf.bind(str(tmp_path / "bus"))
    deaf.listen()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'bus'}")
    try:
        with pytest.raises(AppError) as caught:
            OsKeyring(timeout=0.3).get("x")
        assert caught.value.code == "KEYRING_UNAVAILABLE"
        assert "没有回应" in caught.value.message()
    finally:
        deaf.close()


def test_the_keyring_opens_only_with_its_own_slot(folder: Folder) -> None:
    ring, opened = FakeRing(), keys.unlock(folder, "p", at=NOW)
    with pytest.raises(AppError, match="没有启用"):
        keys.unlock_with_keyring(folder, ring)
    keys.remember(folder, opened, ring)
    keys.remember(folder, opened, ring)
    got = keys.unlock_with_keyring(folder, ring)
    assert got.key == opened.key
    assert got.kind == SlotKind.KEYRING
    assert len(keyfile.copies(folder.root)[0].of(SlotKind.KEYRING)) == 1
    account = keyfile.copies(folder.root)[0]
    ring.kept = dict.fromkeys(ring.kept, "0" * 64)
    with pytest.raises(AppError, match="失效"):
        keys.unlock_with_keyring(folder, ring)
    ring.kept.clear()
    with pytest.raises(AppError, match="里面没有"):
        keys.unlock_with_keyring(folder, ring)
    keys.forget(folder, opened, ring)
    assert not keyfile.copies(folder.root)[0].of(SlotKind.KEYRING)
    assert account.serial > 0


def test_the_lock_screen_loads_neither_sql_nor_keyring() -> None:
    loads = "import sys; from cadreapp.store import keys, rehearsal, filelock; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    assert not {"sqlalchemy", "sqlcipher3", "keyring", "PySide6"} & set(run.stdout.split())
