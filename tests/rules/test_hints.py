"""The remarks of domain §14 and §5: each is made where it is due, rests on an article, and blocks nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cadreapp.kernel.shape import Problem, Values
from cadreapp.office.rule.rulebook import shipped_rules
from cadreapp.records import SHAPES
from cadreapp.rules.hints import Facts, PersonFacts, wording_hints
from cadreapp.rules.hints_disposition import disposition_hints
from cadreapp.rules.hints_meeting import meeting_hints
from cadreapp.rules.hints_talk import clue_hints, reminder_hints, talk_hints
from cadreapp.rules.rule import Override
from cadreapp.rules.shares import read_share
from tests import make

BOOK = shipped_rules()
NOW = "2026-03-05T16:30"
PEOPLE = {
    "p1": PersonFacts("张三", "member", "full", "general", "staff"),
    "p2": PersonFacts("李四", "probationary"),
    "p3": PersonFacts("王五𠮷", "member", "watch"),
    "p4": PersonFacts("赵䶮", "masses", kind="contract"),
    "p5": PersonFacts("孙六", "member", "full", outside="市水务局"),
}
FACTS = Facts(NOW, people=PEOPLE)
JUDGES = {
    "talk": talk_hints, "meeting": meeting_hints, "disposition": disposition_hints, "reminder": reminder_hints, "clue": clue_hints,
}  # fmt: skip


def who(person: str) -> Values:
    return {"person": person, "name": PEOPLE[person].name}


def hints(type_name: str, values: Values, facts: Facts = FACTS) -> tuple[Problem, ...]:
    found = tuple(JUDGES[type_name](values, facts, BOOK))
    assert not [p for p in found if p.blocks]
    assert not [p for p in found if p.path.split(".")[0] not in SHAPES[type_name].by_name]
    return found


def texts(type_name: str, values: Values, path: str, facts: Facts = FACTS) -> str:
    return " / ".join(f"{p.text} {p.article}" for p in hints(type_name, values, facts) if p.path == path)


def test_a_talk_that_is_in_order_gets_no_remark() -> None:
    assert hints("talk", {**make.TALK, "person": who("p1")}) == ()


@pytest.mark.parametrize(("change", "path", "part"), [
    ({"began_at": "2026-03-06T09:00"}, "began_at", "晚于现在"),
    ({"ended_at": "2026-03-05T14:30"}, "ended_at", "不晚于开始"),
    ({"began_at": "2026-02-20T09:00", "ended_at": "2026-02-20T10:00"}, "late_reason", "13 天前, 属于补录"),
    ({"kind": "prompt"}, "kind", "没有线索的用“提醒谈话”"),
    ({"counted": "official"}, "counted", "主体责任口径"),
    ({"kind": "heart", "counted": "duty"}, "counted", "不计入四种形态"),
    ({"kind": "admonish"}, "person", "第二十一条"),
    ({"kind": "entrusted", "talkers": [{"who": {"name": "李四"}}], "recorder": {"name": "李四"}}, "talkers", "两个人"),
    ({"kind": "summons", "approved_on": "2026-03-06"}, "began_at", "批准日期之前"),
    ({"asks": [{"what": "改", "term": "2026-03-01"}]}, "asks.1.term", "早于谈话"),
    ({"person": {"person": "p5", "name": "孙六"}}, "person", "报市水务局处理"),
])  # fmt: skip
def test_what_is_odd_about_a_talk_is_remarked_beside_its_field(change: Values, path: str, part: str) -> None:
    assert part in texts("talk", {**make.TALK, "person": who("p1"), **change}, path)


def test_two_people_suffice_and_a_branch_is_told_what_is_not_its_business() -> None:
    talk = {**make.TALK, "kind": "admonish", "person": who("p5")}
    assert texts("talk", talk, "talkers") == ""
    assert "报机关纪委处理" in texts("talk", talk, "kind", Facts(NOW, role="branch"))
    assert "李四在这段时间还有一次谈话" in texts("talk", talk, "talkers", Facts(NOW, overlaps=(("李四", "提醒谈话"),)))


def minutes(**more: Any) -> Values:
    return {"kinds": ["general"], "began_at": "2026-03-05T09:00", "ended_at": "2026-03-05T10:00", "year": 2026, "due": 23,
            "came": 20, "absent": [{"who": {"name": "甲"}}] * 3, "voters_due": 21, "voters_came": 18, **more}  # fmt: skip


def test_minutes_in_order_get_no_remark() -> None:
    assert hints("meeting", minutes(votes=[{"what": "通过计划", "yes": 11, "no": 7, "passed": "yes"}])) == ()


@pytest.mark.parametrize(("change", "path", "part"), [
    ({"came": 24}, "came", "列席的不算应到"),
    ({"came": 19}, "came", "对不上"),
    ({"due_full": 20, "due_probationary": 2}, "due_full", "应到写的是 23 人"),
    ({"due_full": 20}, "voters_due", "不会多于正式党员 20 人"),
    ({"voters_came": 22}, "voters_came", "多于应到 21 人"),
    ({"voters_came": 10}, "voters_came", "至少要到 11 人, 现在 10 人 《中国共产党支部工作条例（试行）》(2018) 第十一条"),
    ({"voters_came": None}, "voters_came", "至少要到 11 人"),
    ({"votes": [{"what": "通过计划", "yes": 10}]}, "votes.1.yes", "要有 11 人"),
    ({"votes": [{"what": "通过计划", "yes": 11, "passed": "no"}]}, "votes.1.passed", "已经达到要求的 11 人"),
    ({"votes": [{"what": "通过计划", "yes": 15, "no": 4, "passed": "yes"}]}, "votes.1.yes", "多于到会有表决权的 18 人"),
    ({"votes": [{"what": "选举支部委员", "yes": 9, "passed": "yes"}]}, "votes.1.yes", "要有 10 人"),
    ({"topics": [{"what": "选举支部委员"}], "voters_came": 16}, "voters_came", "至少要到 17 人"),
    ({"kinds": ["committee"], "voters_due": 5, "voters_came": 2}, "voters_came", "至少要到 3 人"),
    ({"kinds": ["democratic"], "due": 9, "came": 5, "absent": [{"who": {"name": "甲"}}] * 4}, "came", "至少要到 6 人"),
    ({"kinds": ["life"]}, "year", "归属年度是不是 2025"),
    ({"year": 2025}, "year", "核对一下"),
    ({"began_at": "2026-02-05T09:00", "ended_at": "2026-02-05T10:00"}, "late_reason", "会议在 28 天前, 属于补录"),
    ({"ratings": [{"who": {"name": f"党{n}"}, "result": "excellent"} for n in range(8)]}, "ratings", "一般至多 7 人"),
    ({"ratings": [{"who": {"person": "p2", "name": "李四"}, "result": "good"}]}, "ratings.1.result", "不评等次"),
    ({"present": [{"who": {"person": "p1"}}], "observers": [{"who": {"person": "p1"}}]}, "observers.1.who", "列席的不算"),
    ({"began_at": "2026-03-09T09:00", "ended_at": "2026-03-09T10:00"}, "began_at", "晚于现在"),
])  # fmt: skip
def test_what_is_odd_about_minutes_is_remarked_beside_its_field(change: Values, path: str, part: str) -> None:
    assert part in texts("meeting", minutes(**change), path)


def test_voters_are_counted_without_probationary_members_and_those_under_observation() -> None:
    listed = {"due": 3, "came": 2, "present": [{"who": who("p1")}, {"who": who("p2")}], "absent": [{"who": who("p3")}]}
    assert "有表决权应到 1 人" in texts("meeting", minutes(**listed, voters_due=3, voters_came=2), "voters_due")
    assert "有表决权实到 1 人" in texts("meeting", minutes(**listed, voters_due=3, voters_came=2), "voters_came")
    assert hints("meeting", minutes(**listed, voters_due=1, voters_came=1)) == ()
    unknown = {**listed, "present": [{"who": who("p1")}, {"who": {"name": "没登记的"}}]}
    assert texts("meeting", minutes(**unknown, voters_due=2, voters_came=1), "voters_due") == ""
    ticked = {**listed, "present": [{"who": who("p1")}, {"who": {"name": "没登记的"}, "voting": True}]}
    assert "有表决权应到 2 人" in texts("meeting", minutes(**ticked, voters_due=3, voters_came=1), "voters_due")


@pytest.mark.parametrize(("rule", "share", "change", "path", "part"), [
    ("TH03", "2/3", {"voters_came": 13}, "voters_came", "至少要到 14 人, 现在 13 人 "),
    ("TH03", "1/3", {"voters_came": 9}, "voters_came", "现在 9 人, 按本单位自定够了; 规定原文是至少 11 人, 本单位自定的比规定宽"),
    ("TH03", "1/3", {"voters_came": None}, "voters_came", "至少要到 7 人; 规定原文是至少 11 人"),
    ("TH03", "1/3", {"voters_came": 6}, "voters_came", "至少要到 7 人, 现在 6 人; 规定原文是至少 11 人"),
    ("TH04", "2/3", {"votes": [{"what": "通过计划", "yes": 12}]}, "votes.1.yes", "要有 15 人 (21 人的超过 2/3)"),
    ("TH04", "1/3", {"votes": [{"what": "通过计划", "yes": 9}]}, "votes.1.yes", "按本单位自定通过; 规定原文是至少 11 人"),
    ("TH06", "2/3", {"topics": [{"what": "选举委员"}], "voters_came": 15}, "voters_came", "够了; 规定原文是至少 17 人"),
    ("TH05", "80%", {"kinds": ["committee"], "voters_due": 5, "voters_came": 3}, "voters_came", "至少要到 4 人"),
    ("TH07", "1/2", {"kinds": ["democratic"], "due": 9, "came": 5, "absent": [{"who": {"name": "甲"}}] * 4}, "came", "至少 6 人"),
    ("TH09", "2/3", {"votes": [{"what": "选举支部委员", "yes": 12}]}, "votes.1.yes", "要有 13 人"),
    ("TH08", "1/2", {"ratings": [{"who": {"name": f"党{n}"}, "result": "excellent"} for n in range(8)]}, "ratings",
     "一般至多 11 人; 规定原文是至多 7 人"),
])  # fmt: skip
def test_a_units_own_share_moves_the_remark_and_the_document_is_told_when_it_asks_for_more(
    rule: str, share: str, change: Values, path: str, part: str
) -> None:
    own = Override(rule, 0, None, "机关党委规定", "李卫东", date(2026, 1, 1), share=read_share(share))
    found = [p for p in meeting_hints(minutes(**change), FACTS, BOOK.with_override(own)) if p.path == path]
    assert [p for p in found if part in f"{p.text} {p.article}" and "本单位自定: 机关党委规定 (李卫东, 2026-01-01)" in p.article]
    assert not [p for p in found if p.blocks]


def test_a_branch_made_smaller_by_its_own_rule_hears_what_the_document_asks() -> None:
    own = Override("TH02", 5, None, "机关党委规定", "李卫东", date(2026, 1, 1))
    facts = Facts(NOW, full_members=6, organisation_kind="branch")
    found = [p.text for p in meeting_hints(minutes(kinds=["committee"]), facts, BOOK.with_override(own)) if p.path == "kinds"]
    assert found == ["这个支部有正式党员 6 人, 按本单位自定设支部委员会; 规定原文是至少 7 人, 本单位自定的比规定宽"]


@pytest.mark.parametrize(("members", "told"), [(6, True), (7, False), (0, False)])
def test_a_branch_of_fewer_than_seven_has_no_committee(members: int, told: bool) -> None:
    facts = Facts(NOW, full_members=members, organisation_kind="branch")
    assert bool(texts("meeting", minutes(kinds=["committee"]), "kinds", facts)) is told


@pytest.mark.parametrize(("values", "path", "part"), [
    ({"measures": [{"measure": "D01"}], "person": {"person": "p4"}}, "measures", "党内警告只用于党员"),
    ({"measures": [{"measure": "D01"}], "person": {"person": "p2"}}, "measures", "预备党员一般不给党内警告"),
    ({"measures": [{"measure": "D04"}], "person": {"person": "p1"}}, "measures", "没有表决权"),
    ({"measures": [{"measure": "D01"}, {"measure": "G05"}], "form": "second"}, "form", "第三种形态"),
    ({"measures": [{"measure": "T04"}], "form": "first", "counted": "ours"}, "counted", "没有问题线索"),
    ({"measures": [{"measure": "G01"}], "decided_by": "appointing"}, "decided_by", "政务处分只由监察机关作出"),
    ({"measures": [{"measure": "R01"}], "decided_by": "discipline"}, "decided_by", "由任免机关、单位作出"),
    ({"measures": [{"measure": "G01"}, {"measure": "R01"}]}, "measures", "不得重复"),
    ({"measures": [{"measure": "G02"}]}, "measures", "不得晋升工资档次"),
    ({"measures": [{"measure": "D01"}, {"measure": "G01"}]}, "measures", "并行各算"),
    ({"measures": [{"measure": "D02"}], "rule_year": 1997}, "rule_year", "2003、2015、2018、2023"),
    ({"wording_year": 2019}, "wording_year", "2016、2023"),
    ({"wording_year": 2016, "form": "fourth"}, "wording_year", "涉嫌违法立案审查"),
    ({"wording_year": 2023, "form": "fourth"}, "wording_year", "涉嫌犯罪追究刑事责任"),
    ({"measures": [{"measure": "D02"}], "effective_on": "2024-08-31"}, "impact_until", "拟算期满日 2026-02-27"),
    ({"measures": [{"measure": "D02"}], "effective_on": "2016-03-01", "rule_year": 2003}, "impact_until", "2017-02-28"),
    ({"measures": [{"measure": "D02"}], "effective_on": "2016-03-01", "deed_on": "2015-05-01"}, "impact_until", "2017-02-28"),
    ({"measures": [{"measure": "D02"}], "person_politics": "masses"}, "measures", "党内严重警告只用于党员"),
    ({"measures": [{"measure": "D01"}], "person_politics": "probationary"}, "measures", "预备党员一般不给党内警告"),
    ({"measures": [{"measure": "D02"}], "effective_on": "2024-08-31"}, "impact_until", "未计入此前处分"),
    ({"measures": [{"measure": "G03"}] * 3, "effective_on": "2026-01-31"}, "impact_until", "2027-07-30 至 2030-01-30 之间"),
    ({"counted": "ours", "decided_by": "superior"}, "counted", "不计入本单位"),
    ({"decided_on": "2026-02-02", "announced_on": "2026-02-01"}, "announced_on", "早于决定"),
])  # fmt: skip
def test_what_is_odd_about_a_disposition_is_remarked_beside_its_field(values: Values, path: str, part: str) -> None:
    assert part in texts("disposition", values, path)


def test_what_the_decision_itself_says_of_the_period_is_not_argued_with() -> None:
    given = {"measures": [{"measure": "D02"}], "effective_on": "2024-08-31", "impact_until": "2026-03-01", "impact_source": "written"}
    assert texts("disposition", given, "impact_until") == ""
    assert texts("disposition", {**given, "impact_source": None}, "impact_until") != ""


def test_admonition_by_the_personnel_department_needs_no_clue() -> None:
    given = {"measures": [{"measure": "T07"}], "form": "first", "counted": "ours", "decided_by": "personnel"}
    assert texts("disposition", given, "counted") == ""


def test_a_reminder_and_a_clue_get_their_remarks() -> None:
    reminder = {"kind": "clue", "person": who("p5"), "at": "2026-03-05T09:00", "approved_on": "2026-03-06",
                "matter": "反映你在某项目中收受管理服务对象礼品礼金的问题线索", "demands": [{"what": "改"}]}  # fmt: skip
    assert {p.path for p in hints("reminder", reminder)} == {"person", "at", "matter", "demands.1.sign"}
    clue = {"reported": [{"who": who("p5")}], "handling": "talk", "received_on": "2026-03-02", "submitted_on": "2026-03-01"}
    assert {p.path for p in hints("clue", clue)} == {"reported.1.who", "submitted_on"}
    assert {"received_on", "handling"} <= {p.path for p in hints("clue", clue, Facts(NOW, role="branch"))}


def test_the_brackets_of_a_number_and_marks_of_secrets_are_remarked() -> None:
    shape = SHAPES["reminder"]
    found = {p.path: p.text for p in wording_hints(shape, {"notice_no": "纪约[2026]2号", "matter": "见机密★10年的文件"})}
    assert found["notice_no"] == "文号的年份用六角括号: 〔2026〕"
    assert "不处理国家秘密" in found["matter"]
    assert list(wording_hints(shape, {"notice_no": "纪约〔2026〕2号", "matter": "关于(2026)年度事项"})) == []


@pytest.mark.parametrize("type_name", JUDGES)
@pytest.mark.parametrize("junk", [{}, {"began_at": "20", "year": 0, "due": 0, "came": 0, "votes": [{}], "ratings": [{}], "measures": [{}],
                                       "effective_on": "abc", "talkers": [{}], "person": None, "asks": [{}], "demands": [{}]}])  # fmt: skip
def test_half_typed_values_are_no_trouble(type_name: str, junk: Values) -> None:
    hints(type_name, junk)
