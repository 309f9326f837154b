"""Claims about reading: frozen rows, in the order asked for, with the words that people know things by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.office import record
from cadreapp.office.door import Office
from cadreapp.records import SHAPES
from cadreapp.store import reading
from cadreapp.store.unit import Unit
from tests import make


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with make.office(tmp_path_factory.mktemp("reading")) as opened:
        yield opened


@pytest.fixture(scope="module")
def many(office: Office) -> list[str]:
    """The ids of more records than one statement may name."""

    def write_all(unit: Unit) -> list[str]:
        return [record.create(unit, "person", {"name": f"人{n:04}"}) for n in range(1100)]

    return office.do(write_all).result


def test_more_ids_than_one_statement_takes_come_back_in_their_order(office: Office, many: list[str]) -> None:
    wanted = many[::-1]
    assert [s.id for s in office.ask(reading.load_many, "person", wanted)] == wanted
    assert len(office.ask(reading.lines, wanted)) == len(wanted)
    assert office.ask(reading.titles, wanted)[many[7]] == "人0007"


def test_a_page_comes_in_the_order_asked_and_leaves_out_what_is_unknown(office: Office, many: list[str]) -> None:
    wanted = [many[5], "019a0000-0000-7000-8000-00000000ffff", many[3]]
    assert [line.id for line in office.ask(reading.page, "person", wanted)] == [many[5], many[3]]


def test_what_is_read_is_frozen_and_its_values_are_plain(office: Office) -> None:
    made = make.full(office, "meeting")
    stored = office.ask(reading.load, made)
    with pytest.raises(FrozenInstanceError):
        stored.id = "x"  # type: ignore[misc]
    allowed = (str, int, bool, list, dict, type(None))
    assert all(isinstance(value, allowed) for value in stored.values.values())


def test_the_title_says_what_people_know_a_record_by(office: Office) -> None:
    titles: dict[str, Values] = {
        "talk": {"kind": "remind", "person": {"name": "张三"}, "matter": "逾期"},
        "meeting": {"kinds": ["general", "lecture"], "session": "2026年第1次"},
        "rectification": {"problem": "台账不全", "responsible": "李四"},
        "disposition": {"person": "王五", "form": "first", "matter": "逾期"},
        "clue": {"number": "线〔2026〕1号"},
        "reminder": {"kind": "duty", "person": "赵六"},
        "attachment": {"name": "检查.pdf"},
    }
    shown = {
        name: office.ask(reading.titles, [made])[made]
        for name, values in titles.items()
        for made in [office.do(record.create, name, values).result]
    }
    assert shown == {
        "talk": "提醒谈话 · 张三 · 逾期", "meeting": "支部党员大会、党课 · 2026年第1次", "rectification": "台账不全 · 李四",
        "disposition": "王五 · 第一种形态 · 逾期", "clue": "线〔2026〕1号", "reminder": "赵六", "attachment": "检查.pdf",
    }


def test_a_record_without_any_word_is_called_by_its_type(office: Office) -> None:
    made = office.do(record.create, "clue", {}).result
    assert office.ask(reading.titles, [made]) == {made: "(问题线索)"}


def test_the_journal_bodies_of_a_change_hold_both_sides(office: Office) -> None:
    made = office.do(record.create, "organisation", {"name": "甲"}).result
    office.do(record.save, made, {"name": "乙"})
    line = office.ask(reading.history, made)[0]
    before, after = office.ask(reading.body, line.no)
    assert before is not None
    assert after is not None
    assert (before["values"]["name"], after["values"]["name"], line.title) == ("甲", "乙", "乙")


def test_what_is_not_there_is_told(office: Office) -> None:
    with pytest.raises(AppError) as caught:
        office.ask(reading.load, "019a0000-0000-7000-8000-00000000ffff")
    assert caught.value.code == "NOT_FOUND"


@pytest.mark.parametrize("name", SHAPES)
def test_whole_records_load_alike_one_by_one_and_together(office: Office, name: str) -> None:
    ids = [make.full(office, name), office.do(record.create, name, make.least(SHAPES[name])).result]
    assert office.ask(reading.load_many, name, ids) == [office.ask(reading.load, i) for i in ids]
