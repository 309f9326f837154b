"""Claims about undo: it reverses the newest command, survives closing, and refuses, saying why, when others built on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import reading, record, undo
from cadreapp.office.door import Office, open_office
from cadreapp.store import journal
from cadreapp.store.unit import Unit
from tests import make


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path) as opened:
        yield opened


def refusal(office: Office, command: str | None = None) -> str:
    with pytest.raises(AppError) as caught:
        office.do(undo.undo, command)
    return caught.value.code


def place(office: Office, talk: str) -> str | None:
    found: str | None = office.ask(reading.record, talk).values["place"]
    return found


def test_commands_are_undone_newest_first_one_by_one(office: Office) -> None:
    talk = office.do(record.create, "talk", {"kind": "heart", "place": "一"}).result
    office.do(record.save, talk, {"place": "二"})
    office.do(record.save, talk, {"place": "三"})
    assert [u.label for u in office.ask(undo.undoable)] == ["修改 · 谈心谈话", "修改 · 谈心谈话", "新建 · 谈心谈话"]
    office.do(undo.undo)
    assert place(office, talk) == "二"
    office.do(undo.undo)
    assert place(office, talk) == "一"
    office.do(undo.undo)
    assert office.ask(reading.ids, reading.Listing("talk")) == []
    assert refusal(office) == "NOTHING_TO_UNDO"
    office.ask(journal.verify)


def test_undo_outlives_the_program(tmp_path: Path) -> None:
    made = make.store(tmp_path / "store")
    clock = FixedClock(make.MORNING)
    with open_office(made.root, made.opened, clock) as office:
        talk = office.do(record.create, "talk", {"kind": "heart", "place": "一"}).result
        office.do(record.save, talk, {"place": "二"})
    with open_office(made.root, made.opened, clock) as office:
        office.do(undo.undo)
        assert place(office, talk) == "一"


@pytest.mark.parametrize("act", ["seal", "remove", "withdraw"])
def test_a_change_of_state_is_undone(office: Office, act: str) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    if act == "withdraw":
        office.do(record.seal, talk)
    before = office.ask(reading.record, talk)
    arguments = (talk, "写错") if act == "withdraw" else (talk,)
    office.do(getattr(record, act), *arguments)
    assert office.ask(reading.record, talk).state != before.state
    office.do(undo.undo)
    after = office.ask(reading.record, talk)
    assert (after.state, after.values, after.sealed_at, after.edition, after.withdrawn_for) == (
        before.state, before.values, before.sealed_at, before.edition, before.withdrawn_for)


def test_sealing_is_not_undone_once_the_paper_is_printed(office: Office) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    sealing = office.do(record.seal, talk).changes.command
    office.do(record.paper, talk, "printed", {"pages": 3})
    assert refusal(office, sealing) == "UNDO_PRINTED"
    assert office.ask(reading.record, talk).state == "sealed"


def test_a_step_of_a_course_is_undone(office: Office) -> None:
    course = office.do(record.create, "rectification", {"problem": "逾期"}).result
    office.do(record.step, course, "listed", {})
    office.do(undo.undo)
    assert office.ask(reading.record, course).values["steps"] == []


def test_what_others_built_on_is_not_undone(office: Office) -> None:
    person = office.do(record.create, "person", {"name": "张三"})
    talk = office.do(record.create, "talk", {"kind": "heart", "person": {"person": person.result, "name": "张三"}})
    assert refusal(office, person.changes.command) == "STILL_USED"
    office.do(undo.undo, talk.changes.command)
    office.do(undo.undo, person.changes.command)
    assert office.ask(reading.search, "张三") == []


def test_an_older_command_is_undone_only_when_nothing_changed_since(office: Office) -> None:
    talk = office.do(record.create, "talk", {"kind": "heart"}).result
    first = office.do(record.save, talk, {"place": "一"}).changes.command
    second = office.do(record.save, talk, {"place": "二"}).changes.command
    assert refusal(office, first) == "UNDO_CHANGED"
    office.do(undo.undo, second)
    office.do(undo.undo, first)
    assert place(office, talk) is None
    assert refusal(office, first) == "NOTHING_TO_UNDO"


def test_many_records_of_one_command_go_together_or_not_at_all(office: Office) -> None:
    def import_people(unit: Unit) -> list[str]:
        return [record.create(unit, "person", {"name": f"人{n}"}) for n in range(30)]

    done = office.do(import_people)
    assert office.ask(undo.undoable)[0].label == "导入人员 · 30 条"
    office.do(record.save, done.result[7], {"post": "科长"})
    head = office.ask(journal.head)
    assert refusal(office, done.changes.command) == "UNDO_CHANGED"
    assert office.ask(journal.head) == head
    office.do(undo.undo)
    office.do(undo.undo)
    assert office.ask(reading.counts) == {"organisation": 1}


def test_records_of_one_command_that_name_each_other_go_together(office: Office) -> None:
    def import_people(unit: Unit) -> str:
        room = record.create(unit, "organisation", {"name": "办公室"})
        return record.create(unit, "person", {"name": "张三", "unit_id": room})

    office.do(import_people)
    office.do(undo.undo)
    assert office.ask(reading.counts) == {"organisation": 1}


def test_rows_come_back_under_their_own_ids(office: Office) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    asks = office.ask(reading.record, talk).values["asks"]
    office.do(record.save, talk, {"asks": []})
    office.do(undo.undo)
    assert office.ask(reading.record, talk).values["asks"] == asks


def test_undoing_the_sealing_of_a_new_edition_gives_its_draft_back(office: Office) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    office.do(record.seal, talk)
    office.do(record.amend, talk, "地点有误")
    office.do(record.save_amendment, talk, {"place": "2号楼"})
    office.do(record.seal, talk)
    office.do(undo.undo)
    view = office.ask(reading.record, talk)
    assert (view.values["place"], view.edition) == ("3号楼 305 室", 1)
    assert view.amendment is not None
    assert view.amendment["values"]["place"] == "2号楼"


def test_making_the_store_is_not_undone(office: Office) -> None:
    assert office.ask(undo.undoable) == []
    assert refusal(office) == "NOTHING_TO_UNDO"
