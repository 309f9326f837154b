"""History stays runnable: a store of every released version opens, comes up to the present schema and verifies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cadreapp.kernel.clock import SystemClock
from cadreapp.office import audit, gate, health, reading
from cadreapp.office.door import open_office
from cadreapp.office.papers import printing
from cadreapp.office.reading import Listing

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


def test_there_is_a_store_to_try() -> None:
    assert "0.1.0" in VERSIONS
