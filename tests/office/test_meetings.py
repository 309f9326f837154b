"""Claims about open points: they are carried from meeting to meeting until they are done, and never twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cadreapp.office import meetings, reading, record, undo
from cadreapp.office.door import Office
from tests import make


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path) as opened:
        yield opened


@pytest.fixture
def branch(office: Office) -> str:
    """The id of a branch."""
    return office.do(record.create, "organisation", {"name": "第一党支部", "kind": "branch"}).result


def meeting(office: Office, branch: str, day: str, **more: Any) -> str:
    given = {"kinds": ["committee"], "organisation_id": branch, "began_at": f"{day}T09:00", **more}
    return office.do(record.create, "meeting", given).result


def carried(office: Office, made: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = office.ask(reading.record, made).values["carried"]
    return rows


def test_what_was_left_open_is_carried_in_with_its_origin(office: Office, branch: str) -> None:
    first = meeting(office, branch, "2026-01-10", resolutions=[
        {"what": "修订制度", "by": {"name": "李四"}, "term": "2026-02-01"}, {"what": "报送台账", "done_on": "2026-01-20"}])
    second = meeting(office, branch, "2026-02-10")
    assert office.do(meetings.carry_in, second).result == 1
    (row,) = carried(office, second)
    assert (row["what"], row["by"]["name"], row["term"], row["meeting_id"]) == ("修订制度", "李四", "2026-02-01", first)
    assert office.ask(reading.record, second).values["previous_id"] == first
    assert second in [link.id for link in office.ask(reading.record, first).links_to]
    assert office.do(meetings.carry_in, second).result == 0


def test_a_point_goes_on_until_it_is_done_and_skips_meetings_that_resolve_nothing(office: Office, branch: str) -> None:
    first = meeting(office, branch, "2026-01-10", resolutions=[{"what": "一"}, {"what": "二"}])
    second = meeting(office, branch, "2026-02-10")
    office.do(meetings.carry_in, second)
    rows = carried(office, second)
    office.do(record.save, second, {"carried": [{**rows[0], "standing": "done"}, {**rows[1], "standing": "not", "reason": "等批"}]})
    meeting(office, branch, "2026-02-20", kinds=["lecture"])
    third = meeting(office, branch, "2026-03-10")
    office.do(meetings.carry_in, third)
    assert [(row["what"], row["meeting_id"], row["standing"]) for row in carried(office, third)] == [("二", first, None)]


def test_meetings_of_others_and_of_later_days_do_not_count(office: Office, branch: str) -> None:
    other = office.do(record.create, "organisation", {"name": "第二党支部"}).result
    meeting(office, other, "2026-01-10", resolutions=[{"what": "别家的"}])
    meeting(office, branch, "2026-05-10", resolutions=[{"what": "以后的"}])
    made = meeting(office, branch, "2026-02-10")
    assert office.do(meetings.carry_in, made).result == 0
    assert office.ask(meetings.left_open, branch, "2026-02-10T09:00") == {}
    assert carried(office, made) == []


def test_a_meeting_of_no_organisation_carries_nothing(office: Office) -> None:
    made = office.do(record.create, "meeting", {"kinds": ["group"]}).result
    assert office.do(meetings.carry_in, made).result == 0


def test_one_undo_takes_the_carried_points_back(office: Office, branch: str) -> None:
    meeting(office, branch, "2026-01-10", resolutions=[{"what": "一"}])
    made = meeting(office, branch, "2026-02-10")
    office.do(meetings.carry_in, made)
    assert office.do(undo.undo).result == "带出未办结事项 · 支部委员会会议"
    assert carried(office, made) == []
