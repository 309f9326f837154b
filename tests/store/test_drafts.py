"""Claims about drafts: what was put is there after a kill, never readable on the disk, and never keeps the store shut."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.store.drafts import Drafts, draft

KEY = b"\x33" * 32
NOW = datetime(2026, 3, 5, 2, 0, tzinfo=timezone.utc)
TYPING = """
import sys
from datetime import datetime, timezone
from pathlib import Path
from cadreapp.store.drafts import Drafts, draft
drafts = Drafts(Path(sys.argv[1]), b"\\x33" * 32)
for number in range(100000):
    drafts.put(draft("talk/new", "talk", None, {"text": "谈话" * number}, datetime(2026, 3, 5, tzinfo=timezone.utc)))
    print(number, flush=True)
"""


def test_a_draft_comes_back_as_it_was_put(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "d.db", KEY)
    values = {"text": "𠮷䶮㛃\0\ud800 \n" * 1000, "asks": [{"id": "1", "term": None}], "flag": True, "n": 3}
    drafts.put(draft("talk/1", "talk", ("id-1", 4), values, NOW))
    drafts.put(draft("talk/new", "talk", None, {}, NOW.replace(hour=3)))
    drafts.close()
    drafts = Drafts(tmp_path / "d.db", KEY)
    got = drafts.get("talk/1")
    assert got is not None
    assert (got.values, got.record, got.base, got.type, got.at) == (values, "id-1", 4, "talk", "2026-03-05T10:00:00.000+08:00")
    assert [d.slot for d in drafts.all()] == ["talk/new", "talk/1"]
    drafts.put(draft("talk/1", "talk", ("id-1", 5), {"text": "b"}, NOW))
    drafts.discard("talk/new")
    drafts.discard("never there")
    assert [(d.slot, d.base) for d in drafts.all()] == [("talk/1", 5)]
    assert drafts.get("talk/new") is None
    drafts.close()


@pytest.mark.parametrize("after", [1, 7, 40])
def test_what_was_put_survives_a_kill(tmp_path: Path, after: int) -> None:
    path = tmp_path / "d.db"
    with subprocess.Popen([sys.executable, "-c", TYPING, str(path)], stdout=subprocess.PIPE) as typing:
        assert typing.stdout is not None
        for _ in range(after):
            typing.stdout.readline()
        typing.send_signal(signal.SIGKILL)
        told = after - 1 + len(typing.stdout.read().split())
    drafts = Drafts(path, KEY)
    got = drafts.get("talk/new")
    assert got is not None
    assert len(got.values["text"]) // 2 >= told
    assert drafts.set_aside is None
    drafts.close()


def test_nothing_typed_is_readable_on_the_disk_while_open(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "d.db", KEY)
    drafts.put(draft("s", "talk", None, {"text": "canary-4711"}, NOW))
    drafts.put(draft("s", "talk", None, {"text": "short"}, NOW))
    drafts.discard("s")
    files = list(tmp_path.iterdir())
    assert len(files) > 1
    assert not [f for f in files if b"canary-4711" in f.read_bytes()]
    drafts.close()


def test_a_damaged_or_foreign_file_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "d.db"
    Drafts(path, KEY).close()
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])
    drafts = Drafts(path, KEY)
    assert drafts.set_aside == tmp_path / "d-damaged-1.db"
    assert drafts.all() == []
    drafts.put(draft("s", "talk", None, {}, NOW))
    drafts.close()
    other = Drafts(path, b"\x44" * 32)
    assert other.set_aside == tmp_path / "d-damaged-2.db"
    other.close()


def test_a_full_disk_is_said_and_the_former_draft_stays(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "d.db", KEY)
    drafts.put(draft("s", "talk", None, {"text": "before"}, NOW))
    # The engine's own notion of a full disk: no page may be added.
    pages = drafts._link.execute("PRAGMA page_count").fetchone()[0]
    drafts._link.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(AppError, match="DISK_FULL"):
        drafts.put(draft("s", "talk", None, {"text": "x" * 100_000}, NOW))
    kept = drafts.get("s")
    assert kept is not None
    assert kept.values == {"text": "before"}
    drafts.close()
