"""Remarks that need the register: whose people they are, who votes, what else was held at the time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.shape import Values
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.office.rule import guides, hints, overrides
from tests import make

NOW = "2026-03-05T16:30"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path) as opened:
        yield opened


def person(office: Office, name: str, **more: Any) -> Values:
    return {"person": office.do(record.create, "person", {"name": name, **more}).result, "name": name}


def said(office: Office, type_name: str, values: Values, path: str, record_id: str | None = None) -> str:
    found = office.ask(hints.hints, type_name, values, NOW, record_id)
    return " / ".join(hints.said(p) for p in found if p.path == path)


def test_a_person_of_another_unit_is_reported_to_it_and_our_own_are_not(office: Office) -> None:
    own = office.ask(reading.info).organisation
    below = office.do(record.create, "organisation", {"name": "办公室", "kind": "department", "parent_id": own}).result
    other = office.do(record.create, "organisation", {"name": "市水务局", "kind": "unit"}).result
    for place, told in ((own, ""), (below, ""), (other, "报市水务局处理"), (None, "")):
        values = {**make.TALK, "person": person(office, "张三", personnel_id=place)}
        found = said(office, "talk", values, "person")
        assert (told in found) if told else not found


def test_another_talk_of_the_same_talker_at_the_same_time_is_remarked(office: Office) -> None:
    talker = person(office, "李䶮")
    talk = {**make.TALK, "talkers": [{"who": talker}]}
    first = office.do(record.create, "talk", talk).result
    again = {**talk, "began_at": "2026-03-05T15:00", "ended_at": "2026-03-05T15:30"}
    assert "李䶮在这段时间还有一次谈话" in said(office, "talk", again, "talkers")
    assert said(office, "talk", again, "talkers", first) == ""
    assert said(office, "talk", {**again, "began_at": "2026-03-05T15:20"}, "talkers") == ""


def test_a_branch_of_six_has_no_committee_by_the_register(office: Office) -> None:
    branch = office.do(record.create, "organisation", {"name": "第一支部", "kind": "branch"}).result
    meeting = {"kinds": ["committee"], "organisation_id": branch, "began_at": "2026-03-05T09:00"}
    for n in range(6):
        person(office, f"党员{n}", party_id=branch, politics="member")
    assert "正式党员 6 人, 不设支部委员会" in said(office, "meeting", meeting, "kinds")
    person(office, "党员六", party_id=branch, politics="member")
    assert said(office, "meeting", meeting, "kinds") == ""


def test_the_units_own_values_and_role_count_in_every_remark(office: Office) -> None:
    office.do(overrides.override, "DL10", 24, source="某委通知")
    values = {"measures": [{"measure": "D02"}], "effective_on": "2024-08-31"}
    assert "本单位自定: 某委通知 (赵六" in said(office, "disposition", values, "impact_until")
    office.do(guides.set_role, "branch")
    assert "报机关纪委处理" in said(office, "talk", {**make.TALK, "kind": "admonish"}, "kind")


def test_the_end_of_a_period_adds_what_remains_of_the_same_persons_earlier_one(office: Office) -> None:
    punished = person(office, "曾予怀", politics="member")
    first = {"person": punished, "measures": [{"measure": "D01"}], "decided_on": "2024-05-10", "effective_on": "2024-05-10"}
    second = {"person": punished, "measures": [{"measure": "D02"}], "decided_on": "2024-11-20", "effective_on": "2024-11-20"}
    assert "2026-05-19" in said(office, "disposition", second, "impact_until")
    office.do(record.create, "disposition", first)
    # 18 months and the 5 months and 20 days that remained of the first.
    told = said(office, "disposition", second, "impact_until")
    assert "2026-11-08" in told
    assert "5个月20日, 两者相加" in told
    namesake = {**second, "person": {"name": "曾予怀"}}
    assert "没有关联人员, 未计入此前处分" in said(office, "disposition", namesake, "impact_until")
