"""Claims about values on their way in: normalised once, refused at one place, never silently changed."""

from __future__ import annotations

from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.records import SHAPES
from cadreapp.records.clean import MOST_ROWS, clean

PERSON, TALK, MEETING = SHAPES["person"], SHAPES["talk"], SHAPES["meeting"]


def refused(type_name: str, given: dict[str, Any]) -> tuple[str, str | None]:
    with pytest.raises(AppError) as caught:
        clean(SHAPES[type_name], given)
    return caught.value.code, caught.value.field


def test_whole_values_name_every_field_and_partial_ones_only_the_given() -> None:
    assert set(clean(PERSON, {"name": "张三"})) == set(PERSON.by_name)
    assert clean(PERSON, {"post": "科长"}, partial=True) == {"post": "科长"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"),
        ("张　三", "张三"),
        (" 𠮷 䶮㛃 ", "𠮷䶮㛃"),
        ("豈更", "豈更"),
        ("Anna Maria", "Anna Maria"),
    ],
)
def test_names_have_one_dot_and_no_padding_and_keep_their_characters(typed: str, kept: str) -> None:
    assert clean(PERSON, {"name": typed})["name"] == kept
    assert clean(TALK, {"kind": "heart", "person": typed})["person"]["name"] == kept


@pytest.mark.parametrize("blank", ["", " ", "\u3000\u3000", "\u200b", "\ufeff"])
def test_a_name_of_nothing_is_no_name(blank: str) -> None:
    assert refused("person", {"name": blank}) == ("REQUIRED", "name")
    assert clean(TALK, {"kind": "heart", "person": {"name": blank}})["person"] is None


@pytest.mark.parametrize(
    ("name", "code"), [("长" * 26, "TOO_LONG"), ("Ab" * 26, "TOO_LONG"), ("张\u202e三", "BAD_TEXT"), ("张\x07三", "BAD_TEXT")]
)
def test_a_name_in_the_register_has_fifty_characters_and_no_hidden_ones(name: str, code: str) -> None:
    assert refused("person", {"name": name}) == (code, "name")
    assert clean(PERSON, {"name": "\U00030000" * 25})["name"] == "\U00030000" * 25


def test_texts_keep_every_blank_and_line_end() -> None:
    text = " 前导\t\r\n\u3000段落\n\n尾 "
    assert clean(TALK, {"kind": "heart", "narrative": text})["narrative"] == text


def test_choices_are_taken_by_code_or_by_label_and_kept_once() -> None:
    assert clean(TALK, {"kind": "提醒谈话"})["kind"] == "remind"
    assert clean(MEETING, {"kinds": ["党课", "lecture", "主题党日"]})["kinds"] == ["lecture", "theme_day"]
    assert refused("talk", {"kind": "谈话笔录"}) == ("UNKNOWN_CHOICE", "kind")


def test_a_person_may_be_a_name_alone_or_an_id_alone() -> None:
    an_id = "019a0000-0000-7000-8000-000000000001"
    assert clean(TALK, {"kind": "heart", "person": "张三"})["person"] == {
        "person": None, "name": "张三", "unit": None, "post": None}
    assert clean(TALK, {"kind": "heart", "person": {"person": an_id}})["person"]["person"] == an_id
    assert refused("talk", {"kind": "heart", "person": {"person": "张三"}}) == ("BAD_VALUE", "person.person")


def test_a_mistake_in_a_row_is_told_with_its_number() -> None:
    rows = [{"what": "一", "term": "2026-03-31"}, {"what": "二", "term": "三月底"}]
    assert refused("talk", {"kind": "heart", "asks": rows}) == ("BAD_VALUE", "asks.2.term")
    assert refused("talk", {"kind": "heart", "asks": [{"wat": 1}]}) == ("UNKNOWN_FIELD", "asks.1")
    assert refused("talk", {"kind": "heart", "talkers": [{"who": {"name": "a\0"}}]}) == ("BAD_TEXT", "talkers.1.who.name")


def test_a_list_without_end_is_refused() -> None:
    assert refused("talk", {"kind": "heart", "turns": [{}] * (MOST_ROWS + 1)}) == ("BAD_VALUE", "turns")
    assert len(clean(TALK, {"kind": "heart", "turns": [{}] * MOST_ROWS})["turns"]) == MOST_ROWS


@pytest.mark.parametrize("day", ["2026-02-29", "2026-13-01", "26-03-05", "2026/03/05", "٢٠٢٦-٠٣-٠٥", "2026-03-05 "])
def test_days_that_are_none_are_refused(day: str) -> None:
    assert refused("disposition", {"decided_on": day}) == ("BAD_VALUE", "decided_on")


@pytest.mark.parametrize("month", ["1975", "1975-03", "1975-03-12"])
def test_a_birth_may_be_as_exact_as_it_is_known(month: str) -> None:
    assert clean(PERSON, {"name": "张三", "birth": month})["birth"] == month
    assert refused("person", {"name": "张三", "birth": month.replace("1975", "75")}) == ("BAD_VALUE", "birth")
