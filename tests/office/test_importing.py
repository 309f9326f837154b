"""Claims about bringing people in: reported first, all good rows in one act, known people not doubled, one undo takes it back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import importing, undo
from cadreapp.office import reading as asked
from cadreapp.office.door import Office
from cadreapp.store import journal
from tests import make

SAMPLES = Path(__file__).parent.parent / "samples"
EXPECTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
ROSTERS = [name for name, expected in EXPECTED.items() if expected["kind"] == "roster"]
TODAY = date(2026, 3, 5)


def people(office: Office) -> list[asked.Line]:
    return office.ask(asked.rows, asked.Listing("person", sort="created", descending=False), 5000)


@pytest.mark.parametrize("name", ROSTERS)
def test_the_samples_come_in_as_expected_and_one_undo_takes_them_back(tmp_path: Path, name: str) -> None:
    roster = importing.read_people(SAMPLES / name, TODAY)
    with make.office(tmp_path, FixedClock(make.MORNING)) as office:
        before, places = office.ask(journal.head), office.ask(asked.counts)
        shown = office.try_out(importing.dry_run, roster)
        assert office.ask(journal.head) == before
        report = office.do(importing.import_people, roster).result
        assert [(r.row, r.name, r.verdict, r.remarks) for r in report.rows] == [
            (r.row, r.name, r.verdict, r.remarks) for r in shown.rows]
        assert report.count("new") + report.count("known") == EXPECTED[name]["good_rows"]
        assert len(people(office)) == report.count("new")
        by_row = {r.row: r.id for r in report.rows}
        for sample in EXPECTED[name]["sample"]:
            values = office.ask(asked.record, by_row[sample["row"]]).values
            assert (values["name"], values["birth"][:7]) == (sample["name"], sample["birth"])
        office.do(undo.undo)
        assert people(office) == []
        assert office.ask(asked.counts) == places


@pytest.mark.parametrize("name", ROSTERS)
def test_the_same_sheet_again_doubles_nobody(tmp_path: Path, name: str) -> None:
    roster = importing.read_people(SAMPLES / name, TODAY)
    with make.office(tmp_path, FixedClock(make.MORNING)) as office:
        first = office.do(importing.import_people, roster).result
        again = office.do(importing.import_people, roster).result
        assert again.count("new") == 0
        assert again.count("known") == first.count("new") + first.count("known")
        assert len(people(office)) == first.count("new")
        assert again.organisations == ()
