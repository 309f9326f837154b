"""Deadlines: the worked examples, every day told, and agreement with a second implementation."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.errors import AppError
from cadreapp.office.rule.rulebook import shipped_calendar, shipped_rules
from cadreapp.rules.deadlines import count, deadline
from cadreapp.rules.periods import add_months, between, ends
from cadreapp.rules.rule import Severity, Term, Unit
from tests.rules import plain_dates

CALENDAR = shipped_calendar()
BOOK = shipped_rules()
DAY = timedelta(days=1)
NOW = date(2026, 3, 5)
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))
TERMS = st.builds(Term, st.integers(1, 40), st.sampled_from(Unit), st.booleans(), st.booleans())
SEEDS = tuple(f"DL{n:02d}" for n in range(1, 21))


def test_fifteen_working_days_from_13_february_2026_end_on_12_march() -> None:
    found = deadline(BOOK.rule("DL01", date(2026, 2, 13)), date(2026, 2, 13), CALENDAR)
    assert found.day == date(2026, 3, 12)
    counted = {step.number: step.day for step in found.steps if step.number}
    assert (counted[1], counted[2], counted[6], counted[7]) == (
        date(2026, 2, 14), date(2026, 2, 24), date(2026, 2, 28), date(2026, 3, 2),
    )  # fmt: skip
    assert [step.day for step in found.steps] == [date(2026, 2, 13) + n * DAY for n in range(28)]
    assert found.steps[0].why == "起始日不计, 从次日起算"
    assert found.steps[1].text() == "2026-02-14 周六 第1天 调休上班"
    assert found.steps[2].text() == "2026-02-15 周日 不计 放假"
    assert found.severity is Severity.WARN
    assert not found.estimated


@pytest.mark.parametrize(
    ("start", "months", "a", "b"),
    [
        (date(2020, 12, 15), 6, date(2021, 6, 15), date(2021, 6, 14)),
        (date(2024, 8, 31), 6, date(2025, 2, 28), date(2025, 2, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 28), date(2025, 2, 27)),
        (date(2023, 8, 31), 6, date(2024, 2, 29), date(2024, 2, 28)),
        (date(2025, 1, 31), 1, date(2025, 2, 28), date(2025, 2, 27)),
        (date(2025, 1, 1), 12, date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_both_ends_of_a_period_are_told_b_in_front_and_reminders_on_the_later(
    start: date, months: int, a: date, b: date
) -> None:
    found = ends(start, months)
    assert (found.a, found.b, found.shown, found.last) == (a, b, b, a)
    assert f"拟算期满日 {b}" in found.text()
    assert str(a) in found.text()
    written = ends(start, months, date(2030, 1, 1))
    assert written.shown == written.last == date(2030, 1, 1)


def test_the_decision_names_its_own_end() -> None:
    rule = BOOK.rule("DL13", date(2020, 12, 15))
    assert deadline(rule, date(2020, 12, 15), CALENDAR).day == date(2021, 6, 14)
    found = deadline(rule, date(2020, 12, 15), CALENDAR, written=date(2021, 6, 15))
    assert found.day == date(2021, 6, 15)
    assert "以决定书所载为准" in found.remarks()[0]


def test_only_a_rule_that_says_so_moves_over_a_holiday() -> None:
    # 2026-02-21 lies within the Spring Festival.
    moving = deadline(BOOK.rule("DL19", date(2026, 1, 21)), date(2026, 1, 21), CALENDAR)
    assert moving.day == date(2026, 2, 24)
    assert moving.steps[-1].why == "顺延到的第一个工作日"
    assert deadline(BOOK.rule("DL06", date(2026, 1, 21)), date(2026, 1, 21), CALENDAR).day == date(2026, 2, 21)
    rolling = {rule_id for rule_id in BOOK.ids() for rule in BOOK.versions(rule_id) if rule.term and rule.term.rolls}
    assert rolling == {"DL19", "DL19B", "DL19C", "DL19D"}


@pytest.mark.parametrize("rule_id", SEEDS)
def test_every_seed_answers_with_its_article(rule_id: str) -> None:
    found = deadline(BOOK.rule(rule_id, NOW), NOW, CALENDAR)
    assert found.day > NOW
    assert found.steps
    assert found.rule is not None
    assert found.rule.document in found.rule.citation()
    assert found.rule.sentence


def test_what_rests_on_memory_is_only_a_hint() -> None:
    found = deadline(BOOK.rule("DL02", NOW), NOW, CALENDAR)
    assert found.severity is Severity.INFO
    assert "只作提示" in "".join(found.remarks())


def test_a_rule_without_a_term_is_refused() -> None:
    with pytest.raises(AppError, match="RULE_OTHER_KIND") as refused:
        deadline(BOOK.rule("FQ01", NOW), NOW, CALENDAR)
    assert "rules show FQ01" in refused.value.remedy()


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("rule_id", ["DL01", "DL02", "DL09", "DL19", "DL25"])
def test_a_day_that_nobody_means_is_refused(rule_id: str, day: date) -> None:
    with pytest.raises(AppError, match="RULE_DAY_ODD"):
        deadline(BOOK.rule(rule_id, NOW), day, CALENDAR)


def test_a_paper_that_names_its_own_term_wins() -> None:
    found = deadline(BOOK.rule("DL01", NOW), NOW, CALENDAR, written=date(2026, 3, 31))
    assert found.day == found.steps[-1].day == date(2026, 3, 31)


def test_days_before_a_meeting_are_counted_back() -> None:
    found = deadline(BOOK.rule("DL35", NOW), date(2026, 3, 20), CALENDAR)
    assert found.day == date(2026, 3, 10)
    assert [step.number for step in found.steps] == [None, *range(1, 11)]


@pytest.mark.parametrize(("rule_id", "start"), [("DL35", date(2026, 3, 20)), ("DL43", date(2026, 6, 10)), ("DL44", date(2026, 6, 10))])
def test_a_term_that_runs_backwards_never_speaks_of_days_after(rule_id: str, start: date) -> None:
    found = deadline(BOOK.rule(rule_id, NOW), start, CALENDAR)
    assert found.day < start
    assert not [step.why for step in found.steps if "次日" in step.why or "最后一日" in step.why]


def test_a_right_that_ends_on_a_day_of_rest_says_what_the_civil_code_would_give() -> None:
    found = deadline(BOOK.rule("DL25", NOW), date(2026, 9, 1), CALENDAR)
    assert found.day == date(2026, 10, 1)
    assert any("2026-10-08" in remark and "以受理机关答复为准" in remark for remark in found.remarks())
    assert deadline(BOOK.rule("DL25", NOW), date(2026, 9, 10), CALENDAR).worked is None
    assert deadline(BOOK.rule("DL26", NOW), date(2026, 9, 1), CALENDAR).worked is None


@pytest.mark.parametrize(
    ("rule_id", "start", "year"),
    [("DL20", date(2020, 3, 1), 2018), ("DL20B", date(2010, 3, 1), 2003), ("DL19B", date(2024, 8, 31), 2018), ("DL07B", date(2022, 1, 4), 2018)],
)
def test_a_term_that_began_under_an_older_wording_has_its_end(rule_id: str, start: date, year: int) -> None:
    found = deadline(BOOK.rule(rule_id, start), start, CALENDAR)
    assert found.rule is not None
    assert found.rule.year == year
    assert found.day > start


def test_the_keeping_of_a_paper_is_no_impact_period() -> None:
    found = deadline(BOOK.rule("DL37", NOW), date(2016, 1, 1), CALENDAR)
    assert (found.day, found.ends) == (date(2026, 1, 1), None)


def test_the_first_day_is_counted_when_the_rule_says_so() -> None:
    assert count(Term(10, Unit.DAY), NOW, CALENDAR).day == date(2026, 3, 15)
    assert count(Term(10, Unit.DAY, first_day=True), NOW, CALENDAR).day == date(2026, 3, 14)
    assert count(Term(1, Unit.WORKDAY, first_day=True), NOW, CALENDAR).day == NOW


@given(DAYS, DAYS, TERMS)
def test_a_later_start_never_ends_earlier(one: date, other: date, term: Term) -> None:
    early, late = sorted((one, other))
    assert count(term, early, CALENDAR).day <= count(term, late, CALENDAR).day


@given(DAYS, TERMS)
def test_a_longer_term_never_ends_earlier(start: date, term: Term) -> None:
    longer = Term(term.number + 1, term.unit, term.first_day, term.rolls)
    assert count(term, start, CALENDAR).day <= count(longer, start, CALENDAR).day


@given(DAYS, st.integers(0, 600), st.integers(0, 27))
def test_between_undoes_adding(start: date, months: int, days: int) -> None:
    end = add_months(start, months) + days * DAY
    rest, left = between(start, end)
    assert add_months(start, rest) + left * DAY == end
    assert rest >= months


@given(DAYS, st.integers(1, 60))
def test_counting_working_days_back_undoes_counting_on(start: date, number: int) -> None:
    there = count(Term(number, Unit.WORKDAY), start, CALENDAR).day
    back = count(Term(number, Unit.WORKDAY, before=True), there, CALENDAR).day
    assert back <= start or not CALENDAR.is_worked(start)
    assert count(Term(number, Unit.WORKDAY), back, CALENDAR).day == there


@given(DAYS, TERMS)
def test_the_counted_days_are_as_many_as_the_term(start: date, term: Term) -> None:
    if term.months:
        return
    numbers = [step.number for step in count(term, start, CALENDAR).steps if step.number]
    assert numbers == list(range(1, term.number + 1))


@pytest.mark.campaign
def test_generated_cases_agree_with_the_plain_implementation(rounds: Callable[[int, int], range]) -> None:
    made = random.Random(20260305)
    for _ in rounds(10_000, 100_000):
        start = date(2025, 1, 1) + made.randrange(500) * DAY
        number = made.randint(1, 40)
        told = (start, number)
        assert count(Term(number, Unit.WORKDAY), start, CALENDAR).day == plain_dates.workday_after(start, number), told
        assert count(Term(number, Unit.DAY), start, CALENDAR).day.toordinal() == start.toordinal() + number, told
        far = date(1990, 1, 1) + made.randrange(25_000) * DAY
        corresponding = plain_dates.corresponding(far, number)
        assert count(Term(number, Unit.MONTH), far, CALENDAR).day == corresponding, (far, number)
        assert (ends(far, number).a, ends(far, number).b) == (corresponding, corresponding - DAY), (far, number)
        later = far + made.randrange(2000) * DAY
        assert between(far, later) == plain_dates.months_and_days(far, later), (far, later)
        if number <= 6:
            rolling = count(Term(number, Unit.MONTH, rolls=True), start, CALENDAR).day
            assert rolling == plain_dates.rolled(plain_dates.corresponding(start, number)), told
