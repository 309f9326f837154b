"""Claims about what sealing asks for: by kind of record, said at its place, and no more than the matter needs."""

from __future__ import annotations

from typing import Any

import pytest

from cadreapp.kernel.shape import Values
from cadreapp.records import SHAPES
from cadreapp.rules.completeness import problems
from tests import make

TALK, MEETING = SHAPES["talk"], SHAPES["meeting"]


def lacks(type_name: str, values: Values) -> set[str]:
    return {p.path for p in problems(SHAPES[type_name], values)}


@pytest.mark.parametrize(
    ("kind", "needed", "not_needed"),
    [
        ("heart", {"person", "began_at", "talkers"}, {"matter", "recorder", "turns", "basis", "source", "asks", "approved_by"}),
        ("pre_post", {"person_politics", "place", "basis", "recorder", "turns", "statement"}, {"source", "asks", "approved_by"}),
        ("remind", {"matter", "source", "basis", "asks", "turns", "statement"}, {"approved_by", "paper_due", "head"}),
        ("summons", {"matter", "source", "approved_by", "approved_on", "asks", "reviewer"}, {"paper_due", "head"}),
        ("admonish", {"approved_by", "paper_due", "asks", "head", "counted", "reviewer"}, set()),
        ("entrusted", {"approved_by", "paper_due", "counted", "source", "basis"}, {"asks", "head"}),
        ("visit", {"recorder", "turns", "place"}, {"source", "basis", "approved_by", "paper_due"}),
    ],
)
def test_each_kind_of_talk_asks_for_its_own(kind: str, needed: set[str], not_needed: set[str]) -> None:
    missing = lacks("talk", {"kind": kind})
    assert needed <= missing
    assert not not_needed & missing


def test_a_sealable_talk_lacks_nothing() -> None:
    assert problems(TALK, make.TALK) == ()


@pytest.mark.parametrize(
    ("taken", "given", "path"),
    [
        ("turns", {"narrative": "要点"}, "turns"),
        ("no_statement", {"statement": "有说明"}, "statement"),
        ("no_statement", {"attitude": "接受"}, "statement"),
        ("person", {"members": [{"who": {"name": "甲"}}, {"who": {"name": "乙"}}]}, "person"),
    ],
)
def test_what_serves_as_well_is_enough(taken: str, given: dict[str, Any], path: str) -> None:
    without = {name: value for name, value in make.TALK.items() if name != taken}
    assert path in lacks("talk", without)
    assert path not in lacks("talk", {**without, **given})


def test_nothing_to_add_has_to_be_said_by_the_recorder() -> None:
    without = {name: value for name, value in make.TALK.items() if name != "no_statement"}
    assert "statement" in lacks("talk", {**without, "no_statement": False})
    said = next(p for p in problems(TALK, without) if p.path == "statement")
    assert said.text == "还缺本人说明或表态或本人没有补充说明 (记录人确认), 定稿前补上即可"


def test_blanks_are_not_an_answer() -> None:
    assert lacks("talk", {**make.TALK, "place": " \u3000 ", "recorder": {"unit": "机关纪委"}}) == {"place", "recorder"}


def test_rows_are_asked_for_what_they_need_at_their_place() -> None:
    rows = [{"what": "报齐材料"}, {"term": "2026-03-31"}]
    (problem,) = problems(TALK, {**make.TALK, "asks": rows})
    assert (problem.path, problem.text) == ("asks.2.what", "提醒(要求)事项第 2 条还缺事项")


def test_a_meeting_of_several_kinds_asks_for_what_each_of_them_needs() -> None:
    both = lacks("meeting", {"kinds": ["theme_day", "lecture"]})
    assert {"theme", "lecture", "lecturer"} <= both
    assert not {"criticisms", "topics", "ratings", "voters_due"} & both
    assert {"criticisms", "subject"} <= lacks("meeting", {"kinds": ["life"]})
    assert "ratings" in lacks("meeting", {"kinds": ["review"]})
    assert {"topics", "voters_due", "voters_came"} <= lacks("meeting", {"kinds": ["general"]})
    assert {"kinds", "year", "due", "came"} <= lacks("meeting", {})


def test_a_graver_disposition_asks_for_more() -> None:
    light = lacks("disposition", {"form": "first"})
    assert {"basis", "person", "measures", "decided_by", "counted", "decided_on"} <= light
    assert not {"effective_on", "facts", "documents"} & light
    assert {"effective_on", "facts", "documents"} <= lacks("disposition", {"form": "third"})
    assert "basis" not in lacks("disposition", {"form": "none"})


def test_a_reminder_may_name_a_unit_instead_of_a_person() -> None:
    assert "person" in lacks("reminder", {"kind": "duty"})
    assert "person" not in lacks("reminder", {"kind": "duty", "organisation_id": "x"})
    assert problems(SHAPES["reminder"], {"kind": "duty"})[0].text.endswith("办结前补上即可")
