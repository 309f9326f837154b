"""A reminder's course: what each step needs, which steps fall away, and how near the day is in working or natural days."""

from __future__ import annotations

from datetime import date

import pytest

from cadreapp.kernel.shape import Values
from cadreapp.office.rule.rulebook import shipped_calendar
from cadreapp.records import SHAPES
from cadreapp.rules.course import _NEEDS, Course, course
from cadreapp.rules.obligations import Nearness

CALENDAR = shipped_calendar()
NOW = date(2026, 3, 5)
PLAN: Values = {"kind": "duty", "person": {"name": "张三"}, "matter": "整改进度落后", "basis": "监督条例第七条"}


def walked(*stages: str, **more: object) -> Values:
    return {**PLAN, "steps": [{"stage": stage, "on": "2026-03-01"} for stage in stages], **more}


def states(found: Course) -> dict[str, str]:
    return {step.stage: step.state for step in found.steps}


def test_the_steps_are_those_of_the_record_and_name_its_fields() -> None:
    declared = {c.code for c in SHAPES["reminder"].states} - {"extended"}
    assert set(_NEEDS) == declared
    fields = {name for groups in _NEEDS.values() for group in groups for name in group}
    assert fields <= set(SHAPES["reminder"].by_name)


def test_the_first_step_is_planning_and_says_what_it_lacks() -> None:
    found = course({"kind": "duty"}, NOW)
    assert found.now is not None
    assert found.now.stage == "planned"
    assert found.now.lacks == (("person", "organisation_id", "others"), ("matter",), ("basis",))
    ready = course(PLAN, NOW).now
    assert ready is not None
    assert ready.lacks == ()


def test_after_a_step_the_next_one_is_due_and_what_lies_between_counts_as_done() -> None:
    assert states(course(walked("planned", "approved"), NOW))["notified"] == "now"
    found = states(course(walked("planned", "talked"), NOW))
    assert (found["approved"], found["notified"], found["talked"], found["signed"]) == ("done", "done", "done", "now")
    assert course(walked("planned", "closed", outcome="done"), NOW).now is None


def test_what_is_not_used_is_skipped() -> None:
    no_notice = course(walked("planned", "approved", no_notice=True), NOW)
    assert (states(no_notice)["notified"], no_notice.now.stage if no_notice.now else "") == ("skipped", "talked")
    own = course(walked("planned"), NOW, unused=("approved", "notified", "planned"))
    assert (states(own)["approved"], states(own)["planned"], own.now.stage if own.now else "") == ("skipped", "done", "talked")
    nothing_asked = course(walked("planned", "talked", "signed"), NOW)
    assert (nothing_asked.now.stage if nothing_asked.now else "") == "closed"
    asked = course(walked("planned", "talked", "signed", demands=[{"what": "改", "term": "2026-03-31"}]), NOW)
    assert (asked.now.stage if asked.now else "") == "mending"


@pytest.mark.parametrize(("term", "natural", "working"), [
    ("2026-03-20", Nearness.FAR, Nearness.FAR),
    ("2026-03-16", Nearness.FAR, Nearness.WEEK),
    ("2026-03-12", Nearness.WEEK, Nearness.WEEK),
    ("2026-03-10", Nearness.WEEK, Nearness.NEAR),
    ("2026-03-08", Nearness.NEAR, Nearness.NEAR),
    ("2026-03-06", Nearness.TOMORROW, Nearness.TOMORROW),
    ("2026-03-05", Nearness.TODAY, Nearness.TODAY),
    ("2026-03-04", Nearness.LATE, Nearness.LATE),
])  # fmt: skip
def test_nearness_is_told_at_seven_three_one_and_no_days_in_either_count(term: str, natural: Nearness, working: Nearness) -> None:
    values = walked("planned", "talked", demands=[{"what": "改", "term": term}])
    assert course(values, NOW).near is natural
    assert course(values, NOW, calendar=CALENDAR).near is working


def test_the_text_says_how_late_and_a_postponement_moves_the_term() -> None:
    values = walked("planned", "talked", demands=[{"what": "改", "term": "2026-03-01"}])
    assert course(values, NOW).text == "整改要求第 1 条已超期 4 天 (2026-03-01)"
    values["steps"].append({"stage": "extended", "on": "2026-03-02", "until": "2026-03-06"})
    assert course(values, NOW).text == "整改要求第 1 条: 明天到期 (2026-03-06)"
    values["demands"][0]["done_on"] = "2026-03-03"
    values["steps"][-1]["until"] = None
    assert course(values, NOW).until is None
