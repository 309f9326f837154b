"""Claims about what screens ask: lists filter and sort as people see them, people are found by name and by initials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.office.duty import listing as duties
from cadreapp.office.reading import Listing
from cadreapp.records import SHAPES
from tests import make


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with make.office(tmp_path_factory.mktemp("reading")) as opened:
        yield opened


@pytest.fixture(scope="module")
def people(office: Office) -> Mapping[str, str]:
    """The ids of the invented people."""
    return make.people(office)


def listed(office: Office, type_name: str, **asked: Any) -> list[str]:
    return office.ask(reading.ids, Listing(type_name, **asked))


def test_people_of_one_name_are_told_apart(office: Office, people: Mapping[str, str]) -> None:
    found = office.ask(reading.suggest, ("person",), "张三")
    assert {s.id: s.detail for s in found} == {
        people["zhang"]: "办公室 科长 1980-05", people["apart"]: "办公室 四级调研员 1969-09"}


@pytest.mark.parametrize(
    ("typed", "key"),
    [("zs", "zhang"), ("ZS", "apart"), ("ls", "li"), ("𠮷", "rare"), ("䶮㛃", "rare"), ("买买提", "dotted"), ("mmt", "dotted")],
)
def test_people_are_found_by_any_part_of_the_name_and_by_initials(
    office: Office, people: Mapping[str, str], typed: str, key: str
) -> None:
    assert people[key] in [s.id for s in office.ask(reading.suggest, ("person",), typed)]
    assert people[key] in [line.id for line in office.ask(reading.search, typed)]


def test_a_whole_name_is_offered_however_many_newer_people_bear_a_longer_one(office: Office) -> None:
    order = ["欧阳丹", "欧阳丹丹", "小欧阳丹"]
    made = {name: office.do(record.create, "person", {"name": name}).result for name in order}
    for n in range(20):
        office.do(record.create, "person", {"name": f"欧阳丹凤{n:02}"})
        office.do(record.create, "person", {"name": f"旁人{n:02}", "post": "欧阳丹助理"})
    found = office.ask(reading.suggest, ("person",), "欧阳丹")
    assert [s.title for s in found[:2]] == order[:2]
    assert len(found) == 12
    assert [s.id for s in office.ask(reading.suggest, ("person",), "小欧阳丹")] == [made["小欧阳丹"]]
    assert "旁人00" not in [s.title for s in office.ask(reading.suggest, ("person",), "欧阳丹", 24)]


def test_suggestions_of_a_renamed_person_follow_the_name(office: Office) -> None:
    made = office.do(record.create, "person", {"name": "钱七"}).result
    office.do(record.save, made, {"name": "孙八"})
    assert [s.title for s in office.ask(reading.suggest, ("person",), "sb")] == ["孙八"]
    assert office.ask(reading.suggest, ("person",), "钱七") == []


def test_a_list_filters_by_label_by_code_by_day_and_by_words(office: Office) -> None:
    made = [
        office.do(record.create, "talk", {"kind": kind, "began_at": at, "matter": matter}).result
        for kind, at, matter in (
            ("remind", "2026-01-10T09:00", "考勤㛃"),
            ("summons", "2026-02-10T09:00", "报送"),
            ("remind", "2026-03-31T18:00", "报送㛃"),
        )
    ]
    mine = set(made)

    def found(**asked: Any) -> list[str]:
        return [i for i in listed(office, "talk", sort="day", descending=False, **asked) if i in mine]

    assert found() == made
    assert found(where=(("kind", "提醒谈话"),)) == found(where=(("kind", "remind"),)) == [made[0], made[2]]
    assert found(where=(("kind", ["remind", "约谈"]),)) == made
    assert found(since="2026-02-10", until="2026-03-31") == made[1:]
    assert found(until="2026-02-10") == made[:2]
    assert found(text="㛃") == [made[0], made[2]]
    assert found(text="报送", where=(("kind", "summons"),)) == [made[1]]
    assert found(states=("binned",)) == []


def test_a_list_filters_by_a_person_in_the_register_or_by_the_name(office: Office, people: Mapping[str, str]) -> None:
    given = {"kind": "heart", "person": {"person": people["rare"], "name": "𠮷䶮㛃"}}
    talk = office.do(record.create, "talk", given).result
    assert listed(office, "talk", where=(("person", people["rare"]),)) == [talk]
    assert listed(office, "talk", where=(("person", "𠮷䶮㛃"),)) == [talk]
    assert listed(office, "person", where=(("party_id", people["branch"]),), sort="name") != []


def test_a_meeting_is_listed_under_each_of_its_kinds(office: Office) -> None:
    both = office.do(record.create, "meeting", {"kinds": ["theme_day", "lecture"], "name": "七一"}).result
    for asked in ("lecture", "主题党日", ["life", "lecture"]):
        assert both in listed(office, "meeting", where=(("kinds", asked),))
        assert both in listed(office, "meeting", where=(("kind", asked),))
    assert both not in listed(office, "meeting", where=(("kinds", "life"),))
    (line,) = office.ask(reading.page, "meeting", [both])
    assert line.cells["kinds"] == "主题党日、党课"


def test_a_reference_sorts_by_the_name_that_people_see(office: Office) -> None:
    order = {name: office.do(record.create, "organisation", {"name": name}).result for name in ("丙处", "甲处", "乙处")}
    made = {name: office.do(record.create, "person", {"name": f"在{name}", "unit_id": unit}).result for name, unit in order.items()}
    got = [i for i in listed(office, "person", sort="unit_id", descending=False) if i in made.values()]
    assert got == [made[name] for name in sorted(order)]


@pytest.mark.parametrize("name", SHAPES)
def test_every_listed_column_sorts_both_ways_and_shows_something(office: Office, name: str) -> None:
    made = make.full(office, name)
    for field in SHAPES[name].listed():
        up = listed(office, name, sort=field.name, descending=False)
        assert sorted(up) == sorted(listed(office, name, sort=field.name))
        assert made in up
    (line,) = office.ask(reading.page, name, [made])
    assert set(line.cells) == {f.name for f in SHAPES[name].listed()}
    assert all(value not in ("", None) for value in line.cells.values())


def test_a_column_that_is_not_there_is_told(office: Office) -> None:
    for asked in ({"sort": "salary"}, {"where": (("salary", 1),)}, {"where": (("asks", "x"),)}):
        with pytest.raises(AppError) as caught:
            listed(office, "talk", **asked)
        assert caught.value.code == "UNKNOWN_FIELD"


def test_what_is_due_is_told_by_how_near_it_is(office: Office) -> None:
    given = {**make.TALK, "asks": [{"what": w, "term": d} for w, d in (
        ("过了的", "2026-02-28"), ("今天的", "2026-03-05"), ("这周的", "2026-03-12"), ("以后的", "2026-03-13"))]}
    talk = office.do(record.create, "talk", given).result
    found = [d for d in office.ask(duties.due, date(2026, 3, 5), 7).duties if d.record == talk]
    assert [(d.when, d.title) for d in found] == [
        ("overdue", "完成时限 过了的"), ("today", "完成时限 今天的"), ("week", "完成时限 这周的")]
    office.do(record.remove, talk)
    assert talk not in [d.record for d in office.ask(duties.due, date(2026, 3, 5), 30).duties]


def test_a_record_whose_rows_have_terms_of_the_same_name_says_which_is_its_own(office: Office) -> None:
    given = {"problem": "挂账未清", "source": "ask", "term": "2026-03-06",
             "measures": [{"what": "逐笔核对", "term": "2026-03-06"}]}
    made = office.do(record.create, "rectification", given).result
    found = [d.title for d in office.ask(duties.due, date(2026, 3, 5), 7).duties if d.record == made]
    assert sorted(found) == ["完成时限 逐笔核对", "整改事项完成时限"]


def test_the_next_term_of_a_course_is_the_one_of_its_last_step(office: Office) -> None:
    course = office.do(record.create, "clue", {"number": "线〔2026〕1号"}).result
    office.do(record.step, course, "received", {"until": "2026-03-06"})
    office.do(record.step, course, "submitted", {"until": "2026-03-09", "note": "等批"})
    found = [d for d in office.ask(duties.due, date(2026, 3, 5), 7).duties if d.record == course]
    assert [(d.until, d.title) for d in found] == [("2026-03-09", "下一步时限 等批")]


def test_a_snippet_shows_the_words_around_or_nothing(office: Office) -> None:
    long = "前" * 50 + "验收材料𠮷" + "后" * 50
    talk = office.do(record.create, "talk", {"kind": "heart", "narrative": long}).result
    assert office.ask(reading.snippet, talk, "材料", 3) == "…前验收材料𠮷后后…"
    assert office.ask(reading.snippet, talk, "没有") == ""


def test_what_was_binned_is_not_offered(office: Office) -> None:
    made = office.do(record.create, "person", {"name": "周十一"}).result
    office.do(record.remove, made)
    assert office.ask(reading.suggest, ("person",), "周十一") == []
    assert office.ask(reading.suggest, ("person",), "zsy") == []


def test_the_types_are_handed_out_frozen_and_in_order() -> None:
    assert [shape.name for shape in reading.types()] == list(SHAPES)
    with pytest.raises(AttributeError):
        reading.types()[0].title = "x"  # type: ignore[misc]
