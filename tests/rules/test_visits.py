"""The nodes of a visit: when each is due, and which visit answers it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cadreapp.rules.visits import Watched, visit_events

START, END = date(2026, 2, 27), date(2027, 2, 27)
WATCHED = Watched("处1", "张三", START, END, date(2027, 2, 27))
DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 1))


def test_the_nodes_lie_at_the_beginning_the_middle_and_before_the_end() -> None:
    assert [(event.rule, event.day) for event in visit_events(WATCHED, ())] == [
        ("DL41", START), ("DL42", date(2026, 8, 28)), ("DL43", END), ("DL44", END)
    ]  # fmt: skip


def test_a_visit_before_the_sanction_answers_nothing() -> None:
    assert [event.done for event in visit_events(WATCHED, [START - timedelta(days=1)])] == [None] * 4


def test_a_period_that_has_not_begun_has_its_first_node_only() -> None:
    assert [event.rule for event in visit_events(Watched("处1", "张三", START), ())] == ["DL41"]


@given(st.lists(DAYS, max_size=6), DAYS)
def test_one_more_visit_never_opens_a_node_again(visits: list[date], more: date) -> None:
    before, after = visit_events(WATCHED, visits), visit_events(WATCHED, [*visits, more])
    assert all(b.done is None or a.done is not None and a.done <= b.done for b, a in zip(before, after, strict=True))


@given(st.lists(DAYS, max_size=6))
def test_an_answer_is_never_earlier_than_its_node_allows(visits: list[date]) -> None:
    for event in visit_events(WATCHED, visits):
        assert event.done is None or event.done >= START
