"""What recorded talks, clues and dispositions oblige to, each with its rule and article; every rule id answers somewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.office.duty import listing as duties
from cadreapp.office.duty.item import LATER, OVERDUE, TODAY, WEEK, Duty
from cadreapp.office.duty.year import year_calendar
from cadreapp.office.rule import guides, guides_course
from cadreapp.office.rule.rulebook import shipped_calendar, shipped_rules
from cadreapp.rules.deadlines import deadline
from cadreapp.rules.rule import Sort
from tests.office.duty_ground import RARE, branch, committee, due, rules, year_office

WHO = {"name": f"欧阳{RARE}"}


def punished(*codes: str, **more: Any) -> Values:
    """Return a disposition decided and in effect on 27 February 2026."""
    measures = [{"measure": code} for code in codes]
    return {"person": WHO, "measures": measures, "decided_on": "2026-02-27", "effective_on": "2026-02-27", **more}


def admonished(**more: Any) -> Values:
    return {"kind": "admonish", "person": WHO, "began_at": "2026-03-02T09:00", **more}


def entrusted(**more: Any) -> Values:
    return {"kind": "entrusted", "person": WHO, "began_at": "2026-02-13T09:00", **more}


def came_in(**more: Any) -> Values:
    return {"received_on": "2026-03-02", "source": "letter", "reported": [{"who": WHO}], **more}


APPEALED = {"accepted_on": "2026-03-31"}
SIGNED = [{"signed_on": "2026-03-02"}]

# rule: the type, the record, the last day worked out by hand from the article.
FROM_RECORDS: dict[str, tuple[str, Values, str]] = {
    "DL01": ("talk", entrusted(), "2026-03-12"),  # 15 working days, the worked example of the calendar of 2026
    "DL02": ("talk", entrusted(paper_received_on="2026-03-31"), "2026-04-30"),  # one month, to the end of a shorter one
    "DL03": ("talk", admonished(), "2026-03-09"),  # five working days from a Monday
    "DL05": ("talk", admonished(paper_received_on="2026-03-05"), "2026-09-02"),
    "DL06": ("disposition", punished("D01"), "2026-03-27"),
    "DL07": ("disposition", punished("D03"), "2026-03-27"),
    "DL07C": ("disposition", punished("G04"), "2026-03-27"),
    "DL08": ("disposition", punished("D01"), "2026-08-27"),
    "DL04": ("disposition", punished("T07"), "2026-08-27"),
    "DL09": ("disposition", punished("D01"), "2027-02-27"),
    "DL10": ("disposition", punished("D02"), "2027-08-27"),
    "DL10B": ("disposition", punished("D02B"), "2028-02-27"),
    "DL11": ("disposition", punished("D03"), "2028-02-27"),
    "DL12": ("disposition", punished("D04", restored_on="2027-02-28"), "2029-02-28"),  # from the day rights were restored
    "DL13": ("disposition", punished("G01"), "2026-08-27"),
    "DL14": ("disposition", punished("G02"), "2027-02-27"),
    "DL15": ("disposition", punished("G03"), "2027-08-27"),
    "DL16": ("disposition", punished("G05"), "2028-02-27"),
    "DL17": ("disposition", punished("Z07"), "2026-08-27"),
    "DL18": ("disposition", punished("D01", appeals=[{"kind": "party", **APPEALED}]), "2026-06-30"),
    "DL19": ("disposition", punished("G01", deliveries=SIGNED), "2026-04-02"),
    "DL19B": ("disposition", punished("G01", appeals=[{"kind": "review", **APPEALED}]), "2026-04-30"),
    "DL19C": ("disposition", punished("G01", appeals=[{"kind": "review", **APPEALED, "decided_on": "2026-04-20"}]), "2026-05-20"),
    "DL19D": ("disposition", punished("G01", appeals=[{"kind": "recheck", **APPEALED}]), "2026-06-01"),  # 31 May is a Sunday
    "DL20": ("disposition", punished("D04"), "2027-02-27"),
    "DL20B": ("disposition", punished("D04") | {"measures": [{"measure": "D04", "months": 24}]}, "2028-02-27"),
    "DL21": ("clue", came_in(source="superior"), "2026-03-09"),
    "DL22": ("clue", came_in(named="real"), "2026-03-23"),
    "DL24": ("clue", came_in(), "2026-04-02"),
    "DL25": ("disposition", punished("R01", deliveries=SIGNED), "2026-04-01"),
    "DL26": ("disposition", punished("R01", appeals=[{"kind": "staff_review", **APPEALED}]), "2026-04-30"),
    "DL28": ("disposition", punished("R01", appeals=[{"kind": "staff_appeal", **APPEALED}]), "2026-05-30"),
    "DL33": ("talk", {"kind": "entrusted", "person": WHO, "entrusted_on": "2026-02-13"}, "2026-03-12"),
    "DL34": ("talk", entrusted(entrusted_on="2026-02-10"), "2026-02-27"),  # 14 Feb is worked, then 24, 25, 26, 27
    "DL35": ("meeting", {"kinds": ["democratic"], "began_at": "2026-03-20T09:00"}, "2026-03-10"),
    "DL36": ("meeting", {"kinds": ["democratic"], "began_at": "2026-02-20T09:00"}, "2026-03-07"),
    "DL41": ("disposition", punished("D01"), "2026-05-27"),
    "DL42": ("disposition", punished("D01"), "2026-09-28"),  # half of the year is 28 August, and a month
    "DL43": ("disposition", punished("D01"), "2027-01-27"),
    "DL44": ("disposition", punished("D04"), "2027-01-27"),
}
# Every id of the table of terms: DL01 to DL20, FQ01 to FQ11, SC01.
TABLE = (
    *(f"DL{n:02d}" for n in range(1, 21)), "DL19B", "DL19C", "DL19D", "DL20B", *(f"FQ{n:02d}" for n in range(1, 12)), "SC01",
)  # fmt: skip


def kept(office: Office, type_name: str, values: Values) -> str:
    made: str = office.do(record.create, type_name, values).result
    return made


def of(office: Office, rule: str, on: str = "2026-03-03", within: int = 1200) -> list[Duty]:
    return [duty for duty in due(office, on, within) if duty.why.rule == rule]


def test_what_is_recorded_obliges_until_the_day_that_the_article_says(tmp_path: Path) -> None:
    wrong = {}
    for rule, (type_name, values, until) in FROM_RECORDS.items():
        with year_office(tmp_path / rule) as office:
            kept(office, type_name, values)
            found = of(office, rule)
            told = [duty.until for duty in found]
            if told != [until] or not all(duty.why.document and duty.why.sentences and duty.acts for duty in found):
                wrong[rule] = (until, told)
    assert wrong == {}


@pytest.mark.parametrize("rule", TABLE)
def test_every_rule_of_the_table_answers_deadline_or_is_told_when_due(rule: str) -> None:
    version = shipped_rules().versions(rule)[-1]
    if version.sort in (Sort.TERM, Sort.IMPACT):
        found = deadline(version, date(2026, 2, 13), shipped_calendar())
        assert found.steps
    else:
        assert rule in {"FQ01", "FQ02", "FQ03", "FQ04", "FQ05", "FQ06", "FQ07", "FQ08", "FQ09", "FQ10", "FQ11", "SC01"}
    assert version.document in version.citation()


def test_every_frequency_of_the_table_is_told_with_its_article(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        committee(office)
        branch(office, "有小组的支部", 9, groups=2)
        told = {item.rule: item.citation for month in office.ask(year_calendar, 2026, date(2026, 1, 1)) for item in month}
        assert {f"FQ{n:02d}" for n in range(1, 12)} | {"SC01"} <= set(told)
        assert "第十六条" in told["FQ04"]
        listed = set(rules(due(office, "2026-12-31")))
        assert {f"FQ{n:02d}" for n in range(1, 12)} | {"SC01"} <= listed


def test_what_answers_a_duty_takes_it_off_the_list(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        made = kept(office, "disposition", punished("D03"))
        assert {"DL06", "DL07", "DL08"} <= set(rules(due(office, "2026-03-20", 400)))
        [announced] = of(office, "DL06")
        assert announced.acts[0].fields == ("announced_on", "archived_on", "archived_in")
        office.do(record.save, made, {"announced_on": "2026-03-10"})
        [filed] = of(office, "DL06")
        assert (filed.title, filed.acts[0].fields) == ("处分归档", ("archived_on", "archived_in"))
        answers = {"archived_on": "2026-03-11", "executed_on": "2026-03-12", "reported_on": "2026-03-13", "impact_seen_on": "2026-03-14"}
        office.do(record.save, made, answers)
        assert {"DL06", "DL07", "DL08", "DL11"} & set(rules(due(office, "2026-03-20", 1200))) == set()


def test_a_typed_term_wins_over_the_computed_one_and_names_the_rule(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "disposition", punished("D01", announce_due="2026-04-10", archived_on="2026-03-01"))
        [one] = of(office, "DL06")
        assert (one.until, one.when) == ("2026-04-10", LATER)
        assert one.acts[0].fields == ("announced_on",)


def test_the_visit_at_the_end_of_a_typed_period_begins_with_the_person(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        office.do(record.create, "disposition", punished("D01", impact_until="2027-02-27"))
        office.do(record.create, "disposition", {**punished("D01", impact_until="2027-02-27"), "person": None})
        found = [d for d in due(office, "2027-02-20") if d.why.sentences and d.until == "2027-02-27" and d.type == "disposition"]
        begun = [act.values for d in found for act in d.acts if act.type == "talk"]
    known = {"kind": "visit", "matter": "影响期满回访"}
    assert sorted(begun, key=len) == [known, {**known, "person": {"person": None, **WHO}}]


def registered(office: Office) -> Values:
    """Register the person and return the reference that a record holds: sums and visits need one who is identified."""
    return {"person": office.do(record.create, "person", WHO).result, **WHO}


def test_namesakes_whom_nobody_identified_are_never_added_up(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "disposition", punished("D01"))
        kept(office, "disposition", punished("D01", decided_on="2026-03-10", effective_on="2026-03-10"))
        kept(office, "talk", {"kind": "visit", "person": WHO, "began_at": "2026-04-10T09:00"})
        found = of(office, "DL09")
        assert sorted(duty.until or "" for duty in found) == ["2027-02-27", "2027-03-10"]
        assert all("如是同一人请关联" in " ".join(duty.why.sentences) for duty in found)
        assert len(of(office, "DL41")) == 2


def test_a_visit_answers_the_node_that_it_is_late_enough_for(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        linked = registered(office)
        kept(office, "disposition", punished("D01", person=linked))
        kept(office, "talk", {"kind": "visit", "person": linked, "began_at": "2026-04-10T09:00"})
        assert not of(office, "DL41")
        [half] = of(office, "DL42")
        assert half.acts[0].values["kind"] == "visit"
        assert half.quiet
        kept(office, "talk", {"kind": "visit", "person": linked, "began_at": "2027-01-20T09:00"})
        assert not of(office, "DL42") + of(office, "DL43")


def test_periods_of_one_person_add_up_and_others_stand_alone(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        linked = registered(office)
        kept(office, "disposition", punished("D01", person=linked))
        # Half a year later a serious warning: what remained of the first (half a year) and 18 months.
        kept(office, "disposition", punished("D02", person=linked, decided_on="2026-08-27", effective_on="2026-08-27"))
        kept(office, "disposition", punished("D02", person={"name": "旁人"}))
        assert sorted(duty.until or "" for duty in of(office, "DL10")) == ["2027-08-27", "2028-08-27"]


def test_a_right_to_appeal_is_a_hint_that_lapses_and_is_never_late(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "disposition", punished("G01", deliveries=SIGNED))
        [right] = of(office, "DL19", "2026-03-20")
        assert right.quiet
        assert not of(office, "DL19", "2026-04-03")


def test_an_admonition_that_a_disposition_follows_from_is_told_once(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        talk = kept(office, "talk", admonished())
        assert of(office, "DL05")
        kept(office, "disposition", punished("T07", causes=[{"record_id": talk}]))
        assert not of(office, "DL05")
        assert [duty.type for duty in of(office, "DL03")] == ["disposition"]


def test_a_closed_clue_of_a_real_name_wants_its_answer(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        more = {"named": "real", "informed_on": "2026-03-03", "gist": "要点", "handler": WHO, "handling": "dismiss", "handled_on": "2026-03-05"}
        made = kept(office, "clue", came_in(**more))
        office.do(record.step, made, "closed", {"on": "2026-03-10"})
        [answer] = of(office, "DL23")
        assert answer.until == "2026-03-31"


def test_a_paper_whose_keeping_ends_is_to_be_appraised(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        paper = [{"step": "archived", "at": "2015-06-01T09:00", "file_no": "2015-1"}]
        values = {**admonished(), "kind": "heart", "began_at": "2015-05-04T09:00", "talkers": [{"who": WHO}], "retention": "10"}
        made = kept(office, "talk", values)
        office.do(record.seal, made)
        office.do(record.paper, made, "archived", {k: v for k, v in paper[0].items() if k != "step"})
        [appraise] = of(office, "DL37")
        assert (appraise.until, appraise.when) == ("2026-01-01", OVERDUE)
        [destroy] = [act for act in appraise.acts if act.type == "disposal"]
        began = office.do(record.create, destroy.type, destroy.values).result
        [piece] = office.ask(reading.record, began).values["pieces"]
        assert (piece["file_no"], piece["record_id"], piece["copies"]) == ("2015-1", made, 1)
        assert office.ask(reading.record, made).state == "sealed"
        office.do(record.save, made, {"appraised_on": "2026-03-03"})
        assert not of(office, "DL37")


def test_what_ended_long_before_the_store_was_made_stands_apart(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "disposition", punished("D01", decided_on="2023-02-27", effective_on="2023-02-27"))
        assert not [duty for duty in due(office, "2026-03-03", 1200) if duty.record]
        older = office.ask(duties.due, date(2026, 3, 3)).older
        assert {"DL06", "DL08"} <= set(rules(older))


def test_restoration_and_appeals_are_owed_however_long_ago_they_fell_due(tmp_path: Path) -> None:
    probation = {**punished("D04", decided_on="2023-02-01", effective_on="2023-02-01"), "deed_on": "2022-12-01"}
    probation["measures"] = [{**probation["measures"][0], "months": 12}]
    appeal = {"kind": "party", "filed_on": "2024-01-05", "accepted_on": "2024-01-10"}
    with year_office(tmp_path) as office:
        kept(office, "disposition", probation)
        kept(office, "disposition", punished("D01", decided_on="2023-11-02", effective_on="2023-11-02", appeals=[appeal]))
        listed = due(office, "2026-03-03")
        assert {"DL18", "DL20"} <= set(rules(listed))
        assert all(duty.when == OVERDUE for duty in listed if duty.why.rule in ("DL18", "DL20"))


def test_what_was_dealt_with_before_is_registered_with_a_reason_and_can_be_taken_back(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "disposition", punished("D01", decided_on="2023-02-27", effective_on="2023-02-27"))
        keys = [duty.key for duty in office.ask(duties.due, date(2026, 3, 3)).older]
        with pytest.raises(AppError) as refused:
            office.do(duties.settle, keys, " ")
        assert refused.value.fault is duties.NO_REASON
        office.do(duties.settle, keys[1:], "启用前办结，见纸质卷宗")
        assert [duty.key for duty in office.ask(duties.due, date(2026, 3, 3)).older] == keys[:1]
        told = office.ask(duties.settled)
        assert set(told) == set(keys[1:])
        assert {value["reason"] for value in told.values()} == {"启用前办结，见纸质卷宗"}
        office.do(duties.unsettle, keys)
        assert [duty.key for duty in office.ask(duties.due, date(2026, 3, 3)).older] == keys


def test_what_was_put_off_comes_back_the_day_after_and_leaves_a_trace(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "disposition", punished("D01"))
        [one] = of(office, "DL06")
        office.do(duties.snooze, one.parts, "2026-03-20", "等材料")
        listed = office.ask(duties.due, date(2026, 3, 20))
        assert "DL06" not in rules(listed.duties)
        assert [(d.why.rule, d.snoozed.reason) for d in listed.snoozed if d.snoozed] == [("DL06", "等材料")]
        assert "DL06" in rules(office.ask(duties.due, date(2026, 3, 21)).duties)
        office.do(duties.unsnooze, one.parts)
        assert "DL06" in rules(office.ask(duties.due, date(2026, 3, 20)).duties)


def test_a_unit_that_sets_its_own_term_is_told_by_it(tmp_path: Path) -> None:
    from cadreapp.office.rule.rulebook import OVERRIDE
    from cadreapp.store.kept import keep

    with year_office(tmp_path) as office:
        kept(office, "talk", admonished())
        value = {"rule": "DL03", "number": 10, "unit": "workday", "source": "党组规定", "who": "赵六", "when": "2026-01-05"}
        office.do(lambda unit: keep(unit, OVERRIDE, "DL03", value))
        [own] = of(office, "DL03")
        assert own.until == "2026-03-16"
        assert any("本单位自定: 党组规定" in sentence for sentence in own.why.sentences)


def test_the_last_day_is_today_and_the_next_one_late(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "talk", admonished())
        assert [of(office, "DL03", day)[0].when for day in ("2026-03-09", "2026-03-10")] == [TODAY, OVERDUE]


def test_a_branch_officer_is_not_told_of_what_is_others_to_do(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        committee(office)
        kept(office, "clue", came_in())
        kept(office, "disposition", punished("D01", appeals=[{"kind": "party", **APPEALED}]))
        mine = {"DL20", "DL03", "FQ01", "FQ07"}
        kept(office, "disposition", punished("D04"))
        kept(office, "talk", admonished())
        everything = set(rules(due(office, "2026-12-31", 1200)))
        assert {"DL24", "DL18", "FQ10", "SC01"} | mine <= everything
        office.do(guides.set_role, "branch")
        left = set(rules(due(office, "2026-12-31", 1200)))
        assert mine <= left
        assert not {"DL24", "DL18", "FQ08", "FQ10", "SC01"} & left


def test_a_day_that_rests_on_estimated_holidays_says_so_in_its_line(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "talk", admonished(began_at="2027-02-01T09:00"))
        [one] = of(office, "DL03", "2027-02-02")
        assert one.told.endswith("(放假安排为预估)")
        assert any("2027年的放假安排没有官方数据" in sentence for sentence in one.why.sentences)


def test_how_near_a_last_day_is_follows_the_days_the_unit_counts_in(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        office.do(record.create, "talk", entrusted())  # an answer by 12 March
        office.do(record.create, "talk", admonished(began_at="2026-02-09T09:00"))  # five working days: 14 February is one
        assert when_near(office, "2026-02-10") == {"DL03": WEEK, "DL01": LATER}
        assert when_near(office, "2026-03-04")["DL01"] == LATER
        office.do(guides_course.set_way, (), workdays=True)
        assert when_near(office, "2026-03-04")["DL01"] == WEEK  # six working days, eight natural ones
        assert when_near(office, "2026-03-12")["DL01"] == TODAY
        assert when_near(office, "2026-03-13")["DL01"] == OVERDUE


def test_a_holiday_brings_what_follows_it_nearer_where_working_days_count(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        # Five working days from 11 February: 12, 13, 14, then none until 24 and 25.
        office.do(record.create, "talk", admonished(began_at="2026-02-11T09:00"))
        assert when_near(office, "2026-02-14") == {"DL03": LATER}
        office.do(guides_course.set_way, (), workdays=True)
        assert when_near(office, "2026-02-14") == {"DL03": WEEK}


def when_near(office: Office, on: str) -> dict[str, str]:
    return {duty.why.rule: duty.when for duty in due(office, on, 60) if duty.why.rule in ("DL01", "DL03")}
