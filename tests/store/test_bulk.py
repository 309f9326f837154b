"""Claims about the fast path: it leaves what adding one by one leaves, in every table, and undo takes it back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.ids import new_id
from cadreapp.kernel.shape import Values
from cadreapp.office import reading, record, undo
from cadreapp.office.door import Office
from cadreapp.records import ALL, SHAPES, Record
from cadreapp.store import bulk, journal
from cadreapp.store.bulk import New
from cadreapp.store.reading import load
from cadreapp.store.unit import Unit
from tests import make

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_SALTED = ("salt", "digest", "chain")


def dump(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Return every table row for row, ids replaced by their place in order, without what a salt makes different."""
    places: dict[str, str] = {}

    def plain(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return _ID.sub(lambda found: places.setdefault(found[0], f"id {len(places)}"), value)

    tables = {}
    with office.vault.reading() as connection:
        for name in sorted(inspect(connection).get_table_names()):
            columns = [column["name"] for column in inspect(connection).get_columns(name)]
            order = "owner_id, position" if "position" in columns else "1"
            rows = connection.execute(text(f'SELECT * FROM "{name}" ORDER BY {order}')).mappings()
            tables[name] = [{key: plain(value) for key, value in row.items() if key not in _SALTED} for row in rows]
    return tables


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    with make.office(tmp_path / "slow") as slow, make.office(tmp_path / "fast") as fast:
        yield slow, fast


@pytest.mark.parametrize("record_type", ALL, ids=lambda t: t.__tablename__)
def test_the_fast_path_leaves_the_same_rows_in_every_table(pair: tuple[Office, Office], record_type: type[Record]) -> None:
    name = record_type.__tablename__
    slow, fast = pair

    def given(office: Office) -> list[Values]:
        full = make.full_values(office, name)
        return [full, make.least(SHAPES[name]), full]

    def one_by_one(unit: Unit, values: list[Values]) -> list[str]:
        unit.verb = "import_records"
        return [unit.add(name, v).id for v in values]

    def at_once(unit: Unit, values: list[Values]) -> list[str]:
        unit.verb = "import_records"
        return bulk.insert_many(unit, name, (New(v) for v in values))

    one, many = slow.do(one_by_one, given(slow)), fast.do(at_once, given(fast))
    assert dump(slow) == dump(fast)
    assert many.changes.ids == {name: frozenset(many.result)}
    assert len(one.changes.ids[name]) == len(many.changes.ids[name]) == 3
    fast.ask(journal.verify)


@pytest.mark.parametrize("count", [499, 500, 501, 1001])
def test_a_chunk_more_or_less_makes_no_difference(tmp_path: Path, count: int) -> None:
    with make.office(tmp_path) as office:
        made = office.do(bulk.insert_many, "person", (New({"name": f"甲{n}𠮷"}) for n in range(count)))
        assert len(set(made.result)) == count == office.ask(reading.counts)["person"]
        found = office.ask(reading.search, f"甲{count - 1}𠮷")
        assert [line.id for line in found] == [made.result[-1]]


def test_an_import_of_many_is_one_act_that_one_undo_takes_back(tmp_path: Path) -> None:
    def import_records(unit: Unit) -> list[str]:
        return bulk.insert_many(unit, "talk", [New(make.TALK)] * 7)

    with make.office(tmp_path) as office:
        before = office.ask(reading.counts)
        done = office.do(import_records)
        assert office.ask(undo.undoable)[0].command == done.changes.command
        office.do(undo.undo)
        assert office.ask(reading.counts) == before
        assert not office.ask(reading.search, "验收材料报送")


def test_one_bad_record_among_many_is_named_and_nothing_is_kept(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        before = dump(office)
        given = [New({"name": "张三"}) for _ in range(700)] + [New({"name": "李四", "kind": "没有的"})]
        with pytest.raises(AppError) as refused:
            office.do(bulk.insert_many, "person", given)
        assert (refused.value.code, refused.value.row) == ("UNKNOWN_CHOICE", 701)
        assert dump(office) == before


def test_a_record_brought_from_elsewhere_keeps_its_id_its_rows_and_its_origin(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        own, row, origin = (new_id(office.clock) for _ in range(3))
        values = {**make.TALK, "asks": [{"id": row, "what": "补报", "term": "2026-04-01"}]}
        meta = {"origin": origin, "state": "sealed", "sealed_at": "2026-03-05T09:30:00.000+08:00", "edition": 3}
        office.do(bulk.insert_many, "talk", [New(values, own, meta)])
        kept = office.ask(load, own)
        assert kept.values["asks"][0]["id"] == row
        assert {name: kept.meta[name] for name in meta} == meta
        with pytest.raises(AppError, match="NOT_OURS"):
            office.do(record.save, own, {"matter": "改"})


def test_what_went_in_at_once_cannot_be_quietly_forgotten(tmp_path: Path) -> None:
    def waver(unit: Unit) -> None:
        bulk.insert_many(unit, "person", [New({"name": "张三"})])
        unit.forget()

    with make.office(tmp_path) as office:
        before = dump(office)
        with pytest.raises(RuntimeError, match="insert_many"):
            office.do(waver)
        assert dump(office) == before
