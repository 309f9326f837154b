"""History stays runnable: a store of every released version opens, comes up to the present schema and verifies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cadreapp import __version__
from cadreapp.kernel.clock import SystemClock
from cadreapp.office import audit, gate, health, reading, record
from cadreapp.office.door import open_office
from cadreapp.office.papers import printing
from cadreapp.office.reading import Listing
from cadreapp.store import backupset, schema

OLD = Path(__file__).resolve().parent.parent / "old_vaults"
VERSIONS = sorted(p.name for p in OLD.iterdir() if p.is_dir())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_of_every_release_opens_migrates_and_verifies(version: str, tmp_path: Path) -> None:
    clock = SystemClock()
    folder = tmp_path / "store"
    shutil.copytree(OLD / version / "store", folder)
    opened = gate.unlock(folder, (OLD / version / "passphrase.txt").read_text(), clock.now())
    with open_office(folder, opened, clock) as office:
        assert office.ask(audit.verify).no > 40
        assert [f.text for f in health.check(office, full=True) if f.grave and not f.good] == []
        talks = office.ask(reading.ids, Listing("talk"))
        assert len(talks) == 3
        assert [line.title for line in office.ask(reading.search, "沈𠮷安", "person")] == ["沈𠮷安"]
        sealed = next(t for t in talks if office.ask(reading.record, t).state == "sealed")
        assert office.ask(printing.pdf, sealed).pages >= 1


def test_what_came_with_a_later_schema_can_be_kept_in_an_old_store_and_the_old_one_is_backed_up_first(tmp_path: Path) -> None:
    """Revision 0002 brought registers of their own; the store of 0.1.0 knows 0001 alone."""
    clock = SystemClock()
    folder = tmp_path / "store"
    shutil.copytree(OLD / "0.1.0" / "store", folder)
    opened = gate.unlock(folder, (OLD / "0.1.0" / "passphrase.txt").read_text(), clock.now())
    with open_office(folder, opened, clock) as office:
        assert office.ask(schema.current) == schema.HEAD
        (kept,) = backupset.sets_in(office.folder.backups)
        assert kept.reason == "migration"
        for name in ("handover", "recusal", "disposal"):
            made = office.do(record.create, name, {"number": "移〔2026〕1号"}).result
            assert office.ask(reading.record, made).values["number"] == "移〔2026〕1号"
    again = gate.unlock(folder, (OLD / "0.1.0" / "passphrase.txt").read_text(), clock.now())
    with open_office(folder, again, clock) as office:
        assert len(backupset.sets_in(office.folder.backups)) == 1


def test_there_is_a_store_to_try() -> None:
    assert {"0.1.0", __version__} <= set(VERSIONS)
