"""The story of the canary: a word typed into every text field, and nobody finds it on the disk once the store is closed."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cadreapp.cli import records as verbs
from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.paths import log_folder
from cadreapp.kernel.shape import Family
from cadreapp.office import attaching, backups, record
from cadreapp.office import reading as asked
from cadreapp.office.bundles import partners, receiving, sending
from cadreapp.office.door import Office, open_office
from cadreapp.office.drafts import Typed
from cadreapp.office.papers import printing
from cadreapp.records import SHAPES
from cadreapp.store.backup import run
from tests import make
from tests.cli.running import Cli, cli

# Both scripts, so that no reading of bytes as another encoding hides it; neither occurs anywhere else.
CANARY = "金丝雀QzCanary𠮷雀金"
FORMS = [CANARY.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")] + [b"QzCanary"]
FORMS += [json.dumps(CANARY).strip('"').encode(), CANARY[:3].encode(), CANARY[:3].encode("gb18030"), CANARY.encode().hex().encode()]


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds everything that the program may touch: store, temporary files, stick."""
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    (tmp_path / "stick").mkdir()
    return tmp_path


@pytest.fixture
def fresh(tmp_path: Path) -> Cli:
    """The command line on a store of this test alone."""
    return cli(tmp_path)


def found(*places: Path) -> list[tuple[str, bytes]]:
    """Return every file, or name of one, below some places in which the canary sings."""
    files = [p for place in places for p in place.rglob("*")]
    named = [(str(p), b"name") for p in files if "QzCanary" in p.name]
    return named + [(str(p), form) for p in files if p.is_file() for form in FORMS if form in p.read_bytes()]


def test_the_canary_is_seen_where_it_is_written_openly(disk: Path) -> None:
    (disk / "open.txt").write_text(CANARY, encoding="utf-8")
    assert found(disk)


def test_the_canary_is_found_nowhere_after_close(disk: Path, home: Path) -> None:
    made = make.store(disk / "store")
    with open_office(made.root, made.opened, FixedClock(make.MORNING)) as office:
        ids = dict(_written(office))
        _worked_with(office, ids, disk)
    assert found(disk, home, Path("/dev/shm")) == []
    assert _files(disk) > 8
    # What is in there is in there: the search was not made on an empty store.
    with open_office(made.root, made.opened, FixedClock(make.MORNING)) as office:
        assert {line.id for line in office.ask(asked.search, "金丝雀")} >= {ids["talk"], ids["person"]}


def _written(office: Office) -> Iterator[tuple[str, str]]:
    """Make a record of every type with the canary in every text, its draft, and for documents a pending amendment."""
    for name, shape in SHAPES.items():
        made = make.full(office, name, CANARY)
        assert office.drafts is not None
        office.drafts.put(Typed(f"editor-{name}", name, office.ask(asked.record, made).values, (made, 1)), office.clock)
        office.do(record.save, made, {next(iter(_texts(name))): f"{CANARY}改"})
        if shape.family is Family.DOCUMENT:
            office.do(record.seal, made)
            office.do(record.amend, made, CANARY)
            office.do(record.save_amendment, made, {next(iter(_texts(name))): f"{CANARY}更正"})
        yield name, made


def _texts(name: str) -> dict[str, Any]:
    return {f.name: f for f in SHAPES[name].fields if f.kind.value in ("line", "text") and not f.form}


def _worked_with(office: Office, ids: dict[str, str], disk: Path) -> None:
    """Search, print in memory, attach, send to ourselves, receive nothing, back up, fail."""
    office.ask(asked.search, CANARY)
    office.ask(asked.snippet, ids["talk"], "金丝雀")
    for form in office.ask(printing.offered, ids["talk"]):
        assert office.ask(printing.pdf, ids["talk"], form.name).pdf.startswith(b"%PDF")
    attached = disk / "open"
    attached.mkdir()
    (attached / "a.txt").write_text(CANARY, encoding="utf-8")
    attaching.attach(office, ids["talk"], attached / "a.txt", CANARY)
    (attached / "a.txt").unlink()
    office.do(partners.add_partner, office.ask(partners.own_file).encode(), "上级")
    wish = sending.Wish(("上级",), types=tuple(SHAPES), include_talk_texts=True, attachments=True)
    sent = finish(sending.send(office, office.ask(sending.plan, wish, office.clock), disk / "stick"))
    finish(receiving.verify(office, sent.path))
    run(backups.make(office))
    run(backups.make(office, disk / "stick" / "backups"))


def _files(place: Path) -> int:
    return sum(p.is_file() and p.stat().st_size > 0 for p in place.rglob("*"))


@pytest.mark.loud("bug ")
def test_the_log_of_a_bug_names_places_and_no_contents(
    disk: Path, home: Path, fresh: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: Any) -> None:
        try:
            raise ValueError(f"cannot write {CANARY}")
        except ValueError as error:
            raise RuntimeError(CANARY) from error

    monkeypatch.setattr(verbs.record, "create", breaks)
    said = fresh("new", "talk", "--from", "-", stdin=json.dumps({**make.TALK, "matter": CANARY}), code=70)
    number = said.err.split("编号 ")[1].split(")")[0]
    log = log_folder() / "cadreapp.log"
    written = log.read_text(encoding="utf-8")
    assert number in written
    assert "RuntimeError" in written
    assert "ValueError" in written
    assert "test_canary.py:" in written
    assert found(disk, home) == []
    assert CANARY not in said.out + said.err


@pytest.mark.loud("bug ")
def test_a_log_that_cannot_be_written_hides_no_bug(fresh: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(verbs.record, "create", lambda *_given: [][1])
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)
    said = fresh("new", "talk", "--from", "-", stdin=json.dumps(make.TALK), code=70)
    assert "[BUG]" in said.err
