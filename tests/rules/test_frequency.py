"""What is owed: a branch of 23 members and a committee with 12 branches through 2026, worked out by hand; what counts and what not."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.office.rule.rulebook import shipped_rules
from cadreapp.rules.frequency import Held, Notice, Owed, Standing, State, owed
from cadreapp.rules.rule import Override, Severity

BOOK = shipped_rules()
NEW_YEAR = date(2026, 1, 1)
PEOPLE = tuple(f"党员{n}" for n in range(1, 24))
BRANCH = Standing("支部", "branch", full_members=23, people=PEOPLE, groups=("一组", "二组"))
LEADERS = ("书记", "副书记", "委员甲", "委员乙", "委员丙")
COMMITTEE = Standing("机关党委", "committee", full_members=180, people=LEADERS, leaders=LEADERS)
NOTICES = (
    Notice("FQ05", 2026, date(2027, 1, 4), date(2027, 2, 26), "市直机关工委通知"),
    Notice("FQ06", 2026, date(2027, 1, 4), date(2027, 2, 26), "市直机关工委通知"),
)

# What a careful secretary writes on the wall for a branch of 23 members in two groups, 2026; (last day, rule) -> how many.
MONTH_ENDS = ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31")
QUARTER_ENDS = ("03-31", "06-30", "09-30", "12-31")
WALL = {
    **{(end, "FQ02"): 1 for end in MONTH_ENDS},  # 支委会
    **{(end, "FQ03"): 2 for end in MONTH_ENDS},  # two groups
    **{(end, "FQ04"): 1 for end in MONTH_ENDS},  # 主题党日
    **{(end, "FQ01"): 1 for end in QUARTER_ENDS},  # 党员大会
    **{(end, "FQ12"): 1 for end in QUARTER_ENDS},  # 党课, by local custom
    ("12-31", "FQ07"): 23,  # each member once, never the 253 pairs
}


def _year(standing: Standing, *held: Held, today: date = NEW_YEAR, notices: tuple[Notice, ...] = ()) -> tuple[Owed, ...]:
    return owed(standing, held, BOOK, 2026, today, notices=notices)


def _of(rule: str, found: tuple[Owed, ...]) -> list[Owed]:
    return [one for one in found if one.rule.id == rule]


def test_a_branch_of_23_members_owes_what_its_secretary_wrote_down() -> None:
    found = _year(BRANCH)
    dated = Counter((one.until.isoformat()[5:], one.rule.id) for one in found if one.until)
    assert dated == WALL
    assert [one.rule.id for one in found if one.until is None] == ["FQ05", "FQ06"]  # until the year's notice
    assert len(found) == 12 + 24 + 12 + 4 + 4 + 23 + 2


def test_a_committee_with_12_branches_owes_its_own_and_each_branchs() -> None:
    own = Counter(one.rule.id for one in _year(COMMITTEE))
    assert own == {"FQ08": 1, "FQ09": 1, "FQ10": 2, "FQ11": 5, "FQ13": 20}  # five leaders in their own branches, each quarter
    assert [one.until for one in _of("FQ10", _year(COMMITTEE))] == [date(2026, 6, 30), date(2026, 12, 31)]
    branches = [Standing(f"第{n}支部", "branch", 6 + n, tuple(f"{n}-{m}" for m in range(6 + n))) for n in range(12)]
    total = Counter(one.rule.id for branch in branches for one in _year(branch))
    # The first has six members and so no committee; none is divided into groups; 6 + 7 + … + 17 members.
    assert total == {"FQ01": 48, "FQ02": 132, "FQ04": 144, "FQ05": 12, "FQ06": 12, "FQ07": 138, "FQ12": 48}


def test_fewer_than_seven_members_owe_no_committee_meeting() -> None:
    assert not _of("FQ02", _year(Standing("小支部", "branch", 6)))
    assert len(_of("FQ02", _year(Standing("支部", "branch", 7)))) == 12


def test_a_notice_moves_the_window_of_the_yearly_meeting() -> None:
    [before] = _of("FQ05", _year(BRANCH, today=date(2026, 12, 20)))
    assert (before.state, before.until) == (State.WAITING, None)
    [told] = _of("FQ05", _year(BRANCH, today=date(2026, 12, 20), notices=NOTICES))
    assert (told.state, told.since, told.until) == (State.AHEAD, date(2027, 1, 4), date(2027, 2, 26))
    [late] = _of("FQ05", _year(BRANCH, today=date(2027, 3, 1), notices=NOTICES))
    assert late.state is State.LATE


def test_the_year_a_meeting_belongs_to_counts_and_not_its_day() -> None:
    last_years = Held("甲", date(2026, 1, 20), ("life", "review"), "支部", year=2025)
    this_years = Held("乙", date(2027, 1, 20), ("life", "review"), "支部", year=2026)
    assert [one.state for one in _of("FQ05", _year(BRANCH, last_years))] == [State.WAITING]
    found = _year(BRANCH, last_years, this_years, notices=NOTICES)
    assert [(one.state, one.held) for one in _of("FQ05", found) + _of("FQ06", found)] == [(State.MET, ("乙",))] * 2


def test_one_activity_may_satisfy_several_rules() -> None:
    day = Held("甲", date(2026, 3, 12), ("theme_day", "general", "lecture"), "支部")
    met = {(one.rule.id, one.since) for one in _year(BRANCH, day) if one.state is State.MET}
    assert met == {("FQ04", date(2026, 3, 1)), ("FQ01", NEW_YEAR), ("FQ12", NEW_YEAR)}


def test_one_round_of_talks_counts_for_everyone_in_it() -> None:
    talk = Held("甲", date(2026, 4, 2), ("heart",), "支部", people=("党员1", "党员2"))
    met = [one.subject for one in _of("FQ07", _year(BRANCH, talk)) if one.state is State.MET]
    assert met == ["党员1", "党员2"]


def test_a_group_meets_for_itself() -> None:
    meeting = Held("甲", date(2026, 4, 2), ("group",), "支部", group="一组")
    met = [(one.subject, one.since) for one in _of("FQ03", _year(BRANCH, meeting)) if one.state is State.MET]
    assert met == [("一组", date(2026, 4, 1))]


def test_what_another_branch_held_counts_for_nobody_else() -> None:
    assert not [one for one in _year(BRANCH, Held("甲", date(2026, 4, 2), ("general",), "别的支部")) if one.held]


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 2, 28), State.AHEAD), (date(2026, 3, 1), State.OPEN), (date(2026, 3, 31), State.OPEN), (date(2026, 4, 1), State.LATE)],
)
def test_a_month_opens_and_ends(today: date, state: State) -> None:
    march = _of("FQ04", _year(BRANCH, today=today))[2]
    assert (march.state, march.missing) == (state, 1)


def test_an_organisation_owes_nothing_before_it_was_and_after_it_ended() -> None:
    found = _year(Standing("支部", "branch", 9, since=date(2026, 5, 20), until=date(2026, 8, 3)))
    assert [one.since.month for one in _of("FQ04", found)] == [5, 6, 7, 8]
    assert [one.since.month for one in _of("FQ01", found)] == [4, 7]


def test_what_the_rule_calls_usual_is_a_quiet_hint() -> None:
    assert {one.severity for one in _of("FQ01", _year(BRANCH))} == {Severity.INFO}
    assert {one.severity for one in _of("FQ05", _year(BRANCH))} == {Severity.WARN}


def test_a_units_own_number_is_owed() -> None:
    book = BOOK.with_override(Override("FQ12", 2, None, "党委通知", "李卫东", NEW_YEAR))
    held = [Held("甲", date(2026, 3, 12), ("lecture",), "支部")]
    first = _of("FQ12", owed(BRANCH, held, book, 2026, NEW_YEAR))[0]
    assert (first.times, first.missing, first.state) == (2, 1, State.OPEN)


def test_before_the_regulation_nothing_was_owed_by_it() -> None:
    assert not owed(BRANCH, [], BOOK, 2015, date(2015, 6, 1))


HELD = st.builds(
    Held, st.uuids().map(str), st.dates(date(2025, 12, 1), date(2027, 2, 28)),
    st.lists(st.sampled_from(["general", "committee", "theme_day", "life", "lecture", "heart"]), max_size=3).map(tuple), st.just("支部"),
    people=st.lists(st.sampled_from(PEOPLE), max_size=3).map(tuple), year=st.sampled_from([None, 2025, 2026]),
)  # fmt: skip


@given(st.lists(HELD, max_size=8), HELD)
def test_one_more_record_never_makes_anything_missing(held: list[Held], more: Held) -> None:
    before = _year(BRANCH, *held)
    after = _year(BRANCH, *held, more)
    assert [(one.rule.id, one.subject, one.since) for one in before] == [(one.rule.id, one.subject, one.since) for one in after]
    assert all(b.missing >= a.missing for b, a in zip(before, after, strict=True))
