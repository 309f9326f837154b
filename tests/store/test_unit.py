"""Claims about the unit of work: everything or nothing, no way past the journal, nothing received is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.records import ALL, BY_NAME, Record
from cadreapp.store import journal
from cadreapp.store.tables import catalogue, link, term
from cadreapp.store.unit import Unit
from tests import make


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with make.office(tmp_path_factory.mktemp("unit")) as opened:
        yield opened


@pytest.mark.parametrize("record_type", ALL, ids=lambda t: t.__tablename__)
def test_bulk_writes_that_would_slip_past_the_journal_are_refused(office: Office, record_type: type[Record]) -> None:
    statements = (
        update(record_type).values(state="x"),
        delete(record_type),
        insert(record_type).values(id="x"),
    )
    for statement in statements:
        def slip(unit: Unit, statement: object = statement) -> None:
            unit._session.execute(statement)  # type: ignore[call-overload]

        with pytest.raises(RuntimeError, match="journal"):
            office.do(slip)


def test_a_command_that_fails_halfway_leaves_nothing(office: Office) -> None:
    head, count = office.ask(journal.head), office.ask(reading.counts)

    def two_then_fail(unit: Unit) -> None:
        record.create(unit, "talk", make.TALK)
        record.create(unit, "person", {"name": "张三"})
        record.create(unit, "person", {"name": "李四", "kind": "没有的"})

    with pytest.raises(AppError):
        office.do(two_then_fail)
    assert (office.ask(journal.head), office.ask(reading.counts)) == (head, count)


def test_one_command_is_one_entry_for_each_record_and_one_command_id(office: Office) -> None:
    head = office.ask(journal.head).no

    def write_thrice(unit: Unit) -> str:
        made = record.create(unit, "talk", {"kind": "heart"})
        record.save(unit, made, {"place": "一"})
        record.save(unit, made, {"place": "二"})
        return made

    done = office.do(write_thrice)
    assert office.ask(journal.head).no == head + 1
    (line,) = office.ask(reading.history, done.result)
    assert (line.op, line.command, line.revision) == ("create", done.changes.command, 1)
    assert done.changes.ids == {"talk": frozenset({done.result})}


def test_what_was_received_from_another_unit_is_read_only(office: Office) -> None:
    def receive(unit: Unit) -> str:
        return str(unit.add("person", {"name": "外单位"}, origin="f" * 64).id)

    theirs = office.do(receive).result
    with pytest.raises(AppError) as changing:
        office.do(record.save, theirs, {"name": "改"})
    with pytest.raises(AppError) as binning:
        office.do(record.remove, theirs)
    assert (changing.value.code, binning.value.code) == ("NOT_OURS", "NOT_OURS")
    assert not office.ask(reading.record, theirs).ours


def test_what_is_deleted_leaves_no_derived_row(office: Office) -> None:
    made = make.full(office, "talk")

    def erase(unit: Unit) -> None:
        unit.delete(unit.get(made))

    office.do(erase)
    with office.vault.reading() as connection:
        for column in (catalogue.c.id, link.c.from_id, term.c.record):
            assert connection.execute(select(column).where(column == made)).first() is None
        for relation in BY_NAME["talk"].__mapper__.relationships:
            rows = relation.mapper.local_table
            assert connection.execute(select(rows.c.id).where(rows.c.owner_id == made)).first() is None


def test_the_clock_set_back_keeps_the_order_of_records(tmp_path: Path) -> None:
    clock = FixedClock(make.MORNING)
    with make.office(tmp_path, clock) as office:
        first = office.do(record.create, "person", {"name": "一"}).result
        clock.move(days=-400)
        second = office.do(record.create, "person", {"name": "二"}).result
        assert first < second
        assert office.ask(reading.ids, reading.Listing("person", descending=False)) == [first, second]
        office.ask(journal.verify)
