"""Claims about what is kept beside the records: it comes back as it was, and the journal knows what it was before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from cadreapp.office import undo
from cadreapp.office.door import Office
from cadreapp.store import journal, kept
from cadreapp.store.reading import Reader, body
from cadreapp.store.tables import journal as entries
from cadreapp.store.unit import Unit
from tests import make


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path) as opened:
        yield opened


def notes(reader: Reader) -> list[int]:
    return list(reader.execute(select(entries.c.no).where(entries.c.op == kept.KEPT).order_by(entries.c.no)).scalars())


def test_a_value_comes_back_as_it_was_until_it_is_taken_away(office: Office) -> None:
    value = {"名": ["𠮷䶮㛃", 1, None, True], "空": {}}
    done = office.do(kept.keep, "override", "DL01", value)
    office.do(kept.keep, "override", "DL02", 0)
    office.do(kept.keep, "notice", "DL01", "另一类")
    assert office.ask(kept.one_kept, "override", "DL01") == value
    assert office.ask(kept.all_kept, "override") == {"DL01": value, "DL02": 0}
    assert done.changes.touches(kept.KEPT)
    office.do(kept.keep, "override", "DL01", None)
    assert office.ask(kept.all_kept, "override") == {"DL02": 0}
    assert office.ask(kept.one_kept, "override", "DL01", "没有") == "没有"


def test_the_journal_holds_both_values_of_every_change_and_none_where_nothing_changed(office: Office) -> None:
    for value in ({"days": 10}, {"days": 10}, {"days": 12}, None, None):
        office.do(kept.keep, "override", "DL01", value)
    found = [office.ask(body, no) for no in office.ask(notes)]
    assert found == [(None, {"days": 10}), ({"days": 10}, {"days": 12}), ({"days": 12}, None)]
    office.ask(journal.verify)


def test_a_command_that_fails_keeps_nothing(office: Office) -> None:
    def fail(unit: Unit) -> None:
        kept.keep(unit, "override", "DL01", 1)
        assert kept.one_kept(unit.connection, "override", "DL01") == 1
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError):
        office.do(fail)
    assert office.ask(kept.all_kept, "override") == {}
    assert office.ask(notes) == []


def test_it_is_no_act_that_undo_would_take_back(office: Office) -> None:
    before = office.ask(undo.undoable)
    assert office.do(kept.keep, "override", "DL01", 1).changes.command == ""
    assert office.ask(undo.undoable) == before
