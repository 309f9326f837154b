"""Claims about the unit of work: everything or nothing, no way past the journal, nothing received is changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Kind, Shape, Values
from cadreapp.office import reading, record, undo
from cadreapp.office.door import Office
from cadreapp.records import ALL, BY_NAME, SHAPES, Record
from cadreapp.records.clean import clean
from cadreapp.store import journal, straight
from cadreapp.store.reading import body, load
from cadreapp.store.tables import catalogue, link, setting, term
from cadreapp.store.unit import Unit
from tests import make


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with make.office(tmp_path_factory.mktemp("unit")) as opened:
        yield opened


def test_no_session_is_at_hand_through_which_a_write_could_slip_past_the_journal(office: Office) -> None:
    def look(unit: Unit) -> list[object]:
        return [thing for thing in vars(unit).values() if isinstance(thing, Session)]

    assert office.do(look).result == []


@pytest.mark.parametrize("record_type", ALL, ids=lambda t: t.__tablename__)
def test_what_the_tables_hold_is_what_the_journal_keeps(office: Office, record_type: type[Record]) -> None:
    name, shape = record_type.__tablename__, SHAPES[record_type.__tablename__]
    full = make.full_values(office, name)
    steps = [n for n in ("steps", "paper") if n in shape.by_name]
    other = make.full_values(office, name, "改过的") | {n: full[n] for n in steps}
    least = dict.fromkeys(shape.by_name) | make.least(shape) | {n: full[n] for n in steps}

    def change(unit: Unit, values: Values) -> None:
        unit.write(unit.get(key), values)

    key = office.do(record.create, name, full).result
    for values in (other, least, full, {n: v[:1] for n, v in full.items() if isinstance(v, list)}):
        office.do(change, values)
        stored = office.ask(load, key)
        _before, after = office.ask(body, office.ask(reading.history, key)[0].no)
        assert after == {"values": stored.values, "meta": stored.meta}
        kept = {n: v for n, v in stored.values.items() if n in values and not isinstance(v, list)}
        assert kept == {n: v for n, v in clean(shape, values, partial=True).items() if n in kept}


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


def test_what_is_settled_on_the_way_is_one_act_that_one_undo_takes_back(tmp_path: Path) -> None:
    def import_records(unit: Unit) -> list[str]:
        made = []
        for number in range(4):
            made.append(unit.add("person", {"name": f"甲{number}𠮷"}).id)
            unit.settle()
        unit.write(unit.get(made[0]), {"post": "处长"})
        unit.settle()
        unit.write(unit.get(made[0]), {"note": "又改"})
        return made

    with make.office(tmp_path) as office:
        before = office.ask(reading.counts)
        done = office.do(import_records)
        assert done.changes.ids == {"person": frozenset(done.result)}
        assert office.ask(load, done.result[0]).values["post"] == "处长"
        assert {e.command for e in office.ask(reading.history, done.result[0])} == {done.changes.command}
        assert [line.id for line in office.ask(reading.search, "甲3𠮷")] == [done.result[3]]
        office.ask(journal.verify)
        office.do(undo.undo)
        assert office.ask(reading.counts) == before


def test_an_act_that_fails_after_settling_leaves_nothing_of_it(tmp_path: Path) -> None:
    def add(unit: Unit) -> None:
        unit.add("person", {"name": "张三"})
        unit.note("export")
        unit.settle()
        unit.add("person", {"name": "李四"})
        unit.settle()
        raise Broken

    class Broken(Exception):
        pass

    with make.office(tmp_path) as office:
        head = office.ask(journal.head)
        with pytest.raises(Broken):
            office.do(add)
        assert office.ask(journal.head) == head
        assert not office.ask(reading.search, "张三")


def test_a_settled_unit_holds_no_record_and_cannot_be_quietly_forgotten(tmp_path: Path) -> None:
    def add(unit: Unit) -> None:
        unit.add("person", {"name": "张三"})
        unit.settle()
        assert not [held for name, held in vars(unit).items() if name in ("_records", "_before", "_kept", "_acts") and held]
        unit.forget()

    with make.office(tmp_path) as office, pytest.raises(RuntimeError, match="settled"):
        office.do(add)


def test_a_row_twice_is_refused_without_repeating_what_people_wrote(tmp_path: Path) -> None:
    def twice(unit: Unit) -> None:
        row = {"name": "秘密的话", "value": "1"}
        straight.put(unit.connection, setting, [row])
        straight.put(unit.connection, setting, [row])

    with make.office(tmp_path) as office, pytest.raises(IntegrityError) as refused:
        office.do(twice)
    assert "秘密的话" not in str(refused.value)


@pytest.mark.parametrize("inside", [False, True], ids=["in the record", "in a row of it"])
def test_a_record_that_names_a_person_nobody_has_is_found_before_the_commit(tmp_path: Path, inside: bool) -> None:
    def add(unit: Unit) -> str | None:
        who = {"person": unit.new_id(), "name": "没有这个人"}
        values = {**make.TALK, "talkers": [{"who": who}]} if inside else {**make.TALK, "person": who}
        unit.add("talk", values)
        found.append(unit.dangling())
        raise LookupError

    found: list[str | None] = []
    with make.office(tmp_path) as office, pytest.raises(LookupError):
        office.do(add)
    assert found[0] is not None
    assert found[0].startswith("talk")


def test_a_link_to_a_document_that_is_not_here_is_no_fault(tmp_path: Path) -> None:
    def add(unit: Unit) -> str | None:
        unit.add("talk", {**make.TALK, "clue_id": unit.new_id()})
        return unit.dangling()

    with make.office(tmp_path) as office:
        assert office.do(add).result is None


def test_a_person_who_is_gone_and_still_named_is_found(tmp_path: Path) -> None:
    def leave(unit: Unit, person: str) -> None:
        unit.delete(unit.get(person))
        found.append(unit.dangling())
        raise LookupError

    found: list[str | None] = []
    with make.office(tmp_path) as office:
        person = office.do(record.create, "person", {"name": "张三"}).result
        office.do(record.create, "talk", {**make.TALK, "person": {"person": person, "name": "张三"}})
        with pytest.raises(LookupError):
            office.do(leave, person)
    assert found == ["talk"]


@pytest.mark.parametrize("record_type", ALL, ids=lambda t: t.__tablename__)
def test_every_reference_that_the_engine_watches_is_a_link_too(record_type: type[Record]) -> None:
    def columns(shape: Shape) -> set[str]:
        own = {f"{f.name}_id" if f.kind is Kind.WHO else f.name for f in shape.fields if f.kind in (Kind.REF, Kind.WHO)}
        return own.union(*(columns(f.entry) for f in shape.fields if f.entry is not None))

    tables = {record_type.__table__} | {t for t in Record.metadata.tables.values() if t.name.startswith(f"{record_type.__tablename__}_")}
    watched = {column.name for table in tables for key in table.foreign_keys for column in [key.parent]} - {"owner_id"}
    assert watched <= columns(SHAPES[record_type.__tablename__])
