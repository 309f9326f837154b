"""Impact periods: one, several that add up, several that are joined, several side by side; what is unsure is said."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.errors import AppError
from cadreapp.office.rule.rulebook import shipped_rules
from cadreapp.rules.impact import Sanction, by_days, impact
from cadreapp.rules.rule import Override, Severity
from tests.rules import plain_dates

BOOK = shipped_rules()
DAY = timedelta(days=1)
LENGTHS = {"D01": 12, "D02": 18, "D03": 24, "G01": 6, "G02": 12, "G03": 18, "G04": 24, "G05": 24, "T07": 6}
AFTER_2024 = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("code", "effective", "b", "a"),
    [
        ("G01", date(2020, 12, 15), date(2021, 6, 14), date(2021, 6, 15)),
        ("T07", date(2024, 8, 31), date(2025, 2, 27), date(2025, 2, 28)),
        ("D01", date(2024, 3, 1), date(2025, 2, 28), date(2025, 3, 1)),
        ("D02", date(2024, 3, 1), date(2025, 8, 31), date(2025, 9, 1)),
        ("D02B", date(2024, 3, 1), date(2026, 2, 28), date(2026, 3, 1)),
        ("D03", date(2024, 3, 1), date(2026, 2, 28), date(2026, 3, 1)),
        ("D05", date(2024, 3, 1), date(2029, 2, 28), date(2029, 3, 1)),
        ("R03", date(2024, 3, 1), date(2025, 8, 31), date(2025, 9, 1)),
        ("Z08", date(2024, 3, 1), date(2025, 2, 28), date(2025, 3, 1)),
    ],
)
def test_one_sanction_has_its_period(code: str, effective: date, b: date, a: date) -> None:
    found = impact([Sanction(code, effective)], BOOK)
    [period] = found.periods
    assert period.ends is not None
    assert (period.ends.b, period.ends.a, found.until) == (b, a, a)
    assert period.rules[0].citation() in period.remarks
    assert found.holds(a)
    assert not found.holds(a + DAY)


def test_what_has_no_impact_period_holds_nobody_back() -> None:
    found = impact([Sanction("T03", date(2026, 1, 5)), Sanction("T05", date(2026, 1, 5))], BOOK)
    assert (found.periods, found.until, found.open) == ((), None, False)


def test_probation_counts_from_the_restoration_of_rights() -> None:
    waiting = impact([Sanction("D04", date(2024, 1, 10))], BOOK)
    assert waiting.open
    assert waiting.holds(date(2050, 1, 1))
    assert "恢复党员权利" in waiting.periods[0].steps[0].why
    restored = impact([Sanction("D04", date(2024, 1, 10), restored=date(2025, 1, 20))], BOOK)
    assert restored.until == date(2027, 1, 20)


def test_the_day_of_the_deed_chooses_the_version_and_says_so() -> None:
    old = impact([Sanction("D02", date(2016, 6, 1), deed=date(2015, 3, 1))], BOOK)
    assert old.until == date(2017, 6, 1)
    assert any("请核对适用哪一版" in remark for remark in old.periods[0].remarks)
    assert impact([Sanction("D02", date(2016, 6, 1))], BOOK).until == date(2017, 12, 1)
    named = impact([Sanction("D02", date(2016, 6, 1), version=2003)], BOOK)
    assert named.until == date(2017, 6, 1)


def test_the_decisions_own_end_wins() -> None:
    found = impact([Sanction("G01", date(2020, 12, 15), written=date(2021, 6, 20))], BOOK)
    assert found.until == date(2021, 6, 20)


def test_a_sanction_older_than_every_version_takes_the_decisions_end_or_none() -> None:
    assert impact([Sanction("G01", date(2017, 1, 1))], BOOK).open
    found = impact([Sanction("G01", date(2017, 1, 1), written=date(2017, 6, 30))], BOOK)
    assert (found.until, found.open) == (date(2017, 6, 30), False)


def test_a_new_party_sanction_adds_what_remained_of_the_old() -> None:
    # 警告 from 2024-03-01 is free again on 2025-03-01; on 2024-09-15 there remain 5 months and 14 days.
    found = impact([Sanction("D01", date(2024, 3, 1)), Sanction("D02", date(2024, 9, 15))], BOOK)
    second = found.periods[1]
    assert second.ends is not None
    assert second.ends.b == date(2026, 8, 28)
    assert second.ends.start == date(2024, 9, 15)
    assert found.until == date(2026, 8, 29)
    assert any("还有5个月14日" in step.why for step in second.steps)
    assert any("拟算, 以组织决定为准" in remark for remark in second.remarks)
    # By days: 167 days after 2026-03-15.
    by_day = impact([Sanction("D01", date(2024, 3, 1)), Sanction("D02", date(2024, 9, 15))], BOOK, by_days)
    assert by_day.until == date(2026, 3, 15) + 167 * DAY


def test_what_remained_runs_to_the_end_that_the_old_decision_names() -> None:
    old = Sanction("D01", date(2024, 3, 1), written=date(2025, 3, 31))
    second = impact([old, Sanction("D01", date(2025, 3, 21))], BOOK).periods[1]
    assert second.ends is not None
    # Eleven days remain, 21 to 31 March, both included.
    assert (second.ends.a, second.ends.b) == (date(2026, 4, 1), date(2026, 3, 31))


def test_party_sums_have_no_ceiling_and_chain() -> None:
    three = [Sanction("D03", date(2024, 1, 1)), Sanction("D03", date(2024, 1, 2)), Sanction("D03", date(2024, 1, 3))]
    until = impact(three, BOOK).until
    assert until is not None
    assert until > date(2029, 12, 1)


def test_a_sum_under_an_older_version_asks_to_be_checked() -> None:
    [_, second] = impact([Sanction("D01", date(2019, 3, 1)), Sanction("D01", date(2019, 9, 1))], BOOK).periods
    assert any("2024年以前" in remark for remark in second.remarks)


def test_a_new_sanction_after_the_end_stands_alone() -> None:
    found = impact([Sanction("D01", date(2024, 3, 1)), Sanction("D01", date(2025, 3, 2))], BOOK)
    assert found.until == date(2026, 3, 2)


def test_a_sanction_on_probation_is_left_to_the_organisation() -> None:
    found = impact([Sanction("D04", date(2024, 1, 10), restored=date(2025, 1, 20)), Sanction("D01", date(2024, 6, 1))], BOOK)
    assert found.open
    assert any("没有核到条文" in remark for remark in found.periods[1].remarks)


def test_different_administrative_sanctions_of_one_decision_run_as_the_heaviest() -> None:
    day = date(2024, 5, 20)
    found = impact([Sanction("G01", day, decision="甲"), Sanction("G03", day, decision="甲")], BOOK)
    [period] = found.periods
    assert (period.codes, found.until) == (("G01", "G03"), date(2025, 11, 20))


@pytest.mark.parametrize(("count", "high"), [(2, 36), (3, 48), (5, 48)])
def test_equal_administrative_sanctions_are_bounded_by_their_sum_and_48_months(count: int, high: int) -> None:
    day = date(2024, 5, 20)
    [period] = impact([Sanction("G03", day, decision="甲")] * count, BOOK).periods
    assert period.ends is not None
    assert period.at_least is not None
    assert period.ends.a == plain_dates.corresponding(day, high)
    assert period.at_least.a == plain_dates.corresponding(day, 18)
    assert any("最长不超过48个月" in remark for remark in period.remarks)


def test_removals_from_post_never_add_up() -> None:
    day = date(2024, 5, 20)
    assert impact([Sanction("G05", day, decision="甲")] * 2, BOOK).until == date(2026, 5, 20)


def test_kinds_run_side_by_side_and_the_latest_counts() -> None:
    found = impact(
        [Sanction("D01", date(2024, 5, 20)), Sanction("G04", date(2024, 6, 1)), Sanction("T07", date(2024, 7, 1)), Sanction("Z09", date(2024, 7, 1))],
        BOOK,
    )
    assert len(found.periods) == 5  # 免职 has two: no leading post, none above the former
    assert found.until == date(2026, 7, 1)
    assert {p.severity for p in found.periods if p.family == "organisational"} == {Severity.INFO}


def test_a_units_own_admonition_period_is_used() -> None:
    book = BOOK.with_override(Override("DL04", 12, None, "市委规程", "李卫东", date(2026, 1, 5)))
    found = impact([Sanction("T07", date(2026, 2, 1))], book)
    assert found.until == date(2027, 2, 1)
    assert any("市委规程" in remark for remark in found.periods[0].remarks)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_that_nobody_means_is_refused(day: date) -> None:
    with pytest.raises(AppError, match="RULE_DAY_ODD"):
        impact([Sanction("D01", date(2024, 1, 1), restored=None), Sanction("T07", day, deed=date(2024, 1, 1))], BOOK)


@given(AFTER_2024, st.sampled_from(sorted(LENGTHS)), AFTER_2024, st.sampled_from(sorted(LENGTHS)))
def test_one_more_sanction_never_ends_earlier(day: date, code: str, other_day: date, other: str) -> None:
    alone = impact([Sanction(code, day)], BOOK).until
    both = impact([Sanction(code, day), Sanction(other, other_day)], BOOK).until
    assert alone is not None
    assert both is not None
    assert both >= alone


@pytest.mark.campaign
def test_generated_sums_agree_with_the_plain_implementation(rounds: Callable[[int, int], range]) -> None:
    made = random.Random(21)
    for _ in rounds(400, 10_000):
        first = date(2024, 1, 1) + made.randrange(3000) * DAY
        second = first + made.randrange(1, 900) * DAY
        one, two = made.choice(["D01", "D02", "D03"]), made.choice(["D01", "D02", "D03"])
        old = plain_dates.corresponding(first, LENGTHS[one])
        months, days = plain_dates.months_and_days(second, old) if second <= old else (0, 0)
        expected = plain_dates.corresponding(second, LENGTHS[two] + months) + days * DAY
        found = impact([Sanction(one, first), Sanction(two, second)], BOOK).periods[1].ends
        assert found is not None
        assert (found.a, found.b) == (expected, expected - DAY), (first, second, one, two)
