"""Every kind of record is read into the figures as it was written: talks, call-ins, clues, things to put right, duties."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from cadreapp.office.door import Office
from cadreapp.office.reports import official as reports
from tests import make

Q1 = reports.named(2026, "第一季度")


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with make.office(tmp_path, clock) as opened:
        yield opened


def of(office: Office, name: str, table: str) -> dict[str, dict[str, reports.Cell]]:
    filled = office.ask(reports.report, name, Q1.since, Q1.until, office.clock)
    return {line.key: dict(line.cells) for line in filled.table(table).lines}


def new(office: Office, type_name: str, **values: Any) -> str:
    return office.do(record.create, type_name, values).result


def talk(office: Office, **more: Any) -> str:
    made = new(office, "talk", **{**make.TALK, **more})
    office.do(record.seal, made)
    return made


def test_talks_stand_by_kind_level_and_what_became_of_them(office: Office) -> None:
    people = make.people(office)
    secretary = [{"who": {"name": "李四", "post": "第一党支部书记"}}]
    reminded = talk(office, talkers=secretary, person={"person": people["zhang"], "name": "张三"})
    talk(office, kind="pre_post", talkers=[{"who": {"name": "钱七", "post": "党组书记、局长"}}])
    group = talk(
        office, kind="clean", manner="group", person=None, person_politics=None, matter="节前廉政谈话", talkers=secretary,
        members=[{"who": {"name": f"某{n}"}} for n in range(5)],
    )  # fmt: skip
    new(office, "talk", **make.TALK)
    daily = of(office, "forms", "7-3")
    assert daily["5"]["remind"] == reports.Cell(1, (reminded,))
    assert (daily["5"]["sessions"].value, daily["5"]["heads"]) == (1, reports.Cell(5, (group,)))
    assert (daily["2"]["pre_post"].value, daily["1"]["pre_post"].value) == (1, 1)
    assert (daily["1"]["settled"].value, daily["1"]["pending"].value, daily["1"]["late"].value) == (0, 1, 0)
    kinds = of(office, "talks", "by-talker")
    assert (kinds["1"]["total"].value, kinds["1"]["sessions"].value) == (7, 3)
    assert of(office, "talks", "by-person")["1"]["party"].value == 2


def test_a_talk_that_its_record_counts_stands_in_the_official_table_and_not_in_the_other(office: Office) -> None:
    clue = new(office, "clue", received_on="2026-01-05", source="letter", reported=[{"who": {"name": "张三"}}], gist="某事")
    made = talk(office, kind="prompt", clue_id=clue, counted="official")
    assert of(office, "forms", "7-1")["3"]["total"] == reports.Cell(1, (made,))
    assert of(office, "forms", "7-3b")["total"]["total"].value == 0


def test_a_call_in_with_a_talk_record_counts_once_and_one_without_counts_too(office: Office) -> None:
    at = {"kind": "duty", "matter": "责任落实不到位", "at": "2026-03-03T09:00", "callers": [{"who": {"name": "钱七", "post": "局长"}}]}
    summons = talk(office, kind="summons", approved_by={"name": "钱七"}, approved_on="2026-03-01", reviewer={"name": "李四"})
    with_talk = new(office, "reminder", **at, person={"name": "张三"}, talk_id=summons)
    without = new(office, "reminder", **at, person={"name": "王五"}, others=[{"who": {"name": "陈八"}}])
    planned = new(office, "reminder", **at, person={"name": "孙九"})
    for made in (with_talk, without):
        office.do(record.step, made, "talked", {"on": "2026-03-03"})
    cell = of(office, "forms", "7-3")["1"]["summons"]
    assert (cell.value, set(cell.ids)) == (3, {summons, without})
    assert planned not in cell.ids


def test_clues_are_read_with_their_steps(office: Office) -> None:
    given = {"source": "superior", "reported": [{"who": {"name": "张三"}}], "gist": "某事", "named": "real"}
    stepped = new(office, "clue", **given, received_on="2026-01-05", handling="talk")
    office.do(record.step, stepped, "handled", {"on": "2026-02-01"})
    new(office, "clue", **given, received_on="2026-01-06", handling="forward", handed_on="2026-01-08")
    new(office, "clue", **given, received_on="2025-11-06", handling="hold", handled_on="2026-03-01")
    left = new(office, "clue", **given, received_on="2026-03-01", handling_due="2026-03-04")
    binned = new(office, "clue", **given, received_on="2026-03-02")
    office.do(record.remove, binned)
    rows = of(office, "forms", "7-2")
    said = {key: rows[key]["total"].value for key in ("1", "2", "3", "7", "8", "10", "13", "14", "15", "16")}
    assert said == {"1": 1, "2": 3, "3": 3, "7": 2, "8": 1, "10": 1, "13": 1, "14": 1, "15": 1, "16": 3}
    assert rows["14"]["total"].ids == (left,)


def test_things_put_right_are_read_with_the_day_they_were_struck_off(office: Office) -> None:
    given = {"problem": "逾期", "source": "ask", "responsible": {"name": "张三"}, "term": "2026-03-01",
             "measures": [{"what": "补齐"}], "found_on": "2026-01-01", "done_on": "2026-02-20", "struck_by": {"name": "李四"}}
    done = new(office, "rectification", **given)
    office.do(record.step, done, "struck_off", {"on": "2026-02-21"})
    new(office, "rectification", **{**given, "done_on": None, "struck_by": None})
    rows = of(office, "rectification", "closure")
    said = {key: rows[key]["total"].text for key in ("2", "12", "13", "14", "15", "16", "17", "18")}
    assert said == {"2": "2", "12": "1", "13": "1", "14": "1", "15": "2", "16": "1", "17": "50.0", "18": "51.0"}


def test_duties_met_and_missed_are_told_by_rule(office: Office, clock: FixedClock) -> None:
    people = make.people(office)
    held = new(office, "meeting", organisation_id=people["branch"], kinds=["支部党员大会"], began_at="2026-02-10T14:00")
    clock.move(days=60)
    rows = of(office, "obligations", "duties")
    assert rows["total"]["total"].number == sum(rows["total"][key].number or 0 for key in ("met", "missed", "open"))
    assert {key: (cell.value, cell.ids) for key, cell in rows["branch/FQ01"].items() if key in ("met", "missed")} == {
        "met": (1, (held,)), "missed": (0, ())}
    assert rows["total"]["missed"].value == sum(row["missed"].number or 0 for key, row in rows.items() if key != "total")
    assert (rows["total"]["missed"].number or 0) > 0


def test_a_form_that_does_not_fit_its_measures_is_told(office: Office) -> None:
    made = new(
        office, "disposition", person={"name": "张三"}, person_politics="member", rank="general", matter="某事", basis="条例",
        measures=[{"measure": "T05"}], form="second", decided_by="party", organ="党组", counted="ours", decided_on="2026-02-02",
        documents=[{"name": "决定"}], facts="某事", effective_on="2026-02-02",
    )  # fmt: skip
    office.do(record.seal, made)
    filled = office.ask(reports.report, "forms", Q1.since, Q1.until, office.clock)
    assert filled.notes == ("有 1 份处置, 记录上写的形态和措施不一致, 按措施归类, 请核对",)
