"""Claims about every record type: the journal tells what changed, undo brings back what was, and the chain holds."""

from __future__ import annotations

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Kind, Shape
from cadreapp.office import reading, record, undo
from cadreapp.office.door import Office
from cadreapp.store import journal
from tests import make


def changed_fields(office: Office, record_id: str) -> set[str]:
    newest = office.ask(reading.history, record_id)[0]
    return {name for name, _before, _after in office.ask(reading.difference, newest.no)}


def test_the_journal_tells_exactly_what_changed(office: Office, shape: Shape) -> None:
    record_id = office.do(record.create, shape.name, make.least(shape)).result
    given = make.full_values(office, shape.name)
    office.do(record.save, record_id, given)
    newest = office.ask(reading.history, record_id)[0]
    told = {name: (before, after) for name, before, after in office.ask(reading.difference, newest.no)}
    now = office.ask(reading.record, record_id).values
    assert set(told) == set(shape.by_name) - {n for n, v in make.least(shape).items() if v == given[n]}
    assert {name: after for name, (_, after) in told.items()} == {name: now[name] for name in told}
    assert (newest.op, newest.verb, newest.revision, newest.actor) == ("change", "save", 2, "赵六")
    office.ask(journal.verify)


def test_one_changed_word_in_a_row_is_told_of_that_list_alone(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name)
    for field in shape.fields:
        if field.kind is not Kind.ENTRIES or field.name in ("steps", "paper"):
            continue
        assert field.entry is not None
        word = next((f for f in field.entry.fields if f.kind in (Kind.LINE, Kind.TEXT)), None)
        if word is not None:
            rows = office.ask(reading.record, record_id).values[field.name]
            office.do(record.save, record_id, {field.name: [{**rows[0], word.name: "改过"}, rows[1]]})
            assert changed_fields(office, record_id) == {field.name}


def test_undo_of_a_change_brings_every_field_back(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name)
    before = office.ask(reading.record, record_id).values
    other = make.full_values(office, shape.name, "另")
    office.do(record.save, record_id, {k: v for k, v in other.items() if k not in ("steps", "paper")})
    assert office.ask(reading.record, record_id).values != before
    office.do(undo.undo)
    assert office.ask(reading.record, record_id).values == before
    assert office.ask(reading.record, record_id).revision == 3
    assert record_id in [line.id for line in office.ask(reading.search, make.RARE[:3], shape.name)]
    assert record_id not in [line.id for line in office.ask(reading.search, "另", shape.name)]


def test_undo_of_a_creation_leaves_nothing_to_be_found(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name, "独𫍯")
    office.do(undo.undo)
    with pytest.raises(AppError) as caught:
        office.ask(reading.record, record_id)
    assert caught.value.code == "NOT_FOUND"
    assert record_id not in [line.id for line in office.ask(reading.search, "独𫍯", shape.name)]
    assert office.ask(reading.history, record_id)[0].op == "delete"
    office.ask(journal.verify)


def test_saving_the_same_again_is_no_change(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name)
    done = office.do(record.save, record_id, office.ask(reading.record, record_id).values)
    assert (done.changes.ids, office.ask(reading.record, record_id).revision) == ({}, 1)


def test_a_refused_command_leaves_no_trace(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name)
    before = office.ask(journal.head)
    with pytest.raises(AppError):
        office.do(record.save, record_id, {**office.ask(reading.record, record_id).values, "nothing": 1})
    assert office.ask(journal.head) == before
