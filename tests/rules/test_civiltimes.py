"""Times of meetings as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.rules.civildates import Context
from cadreapp.rules.civiltimes import read_occasion
from cadreapp.rules.table import Cell, Hint

HERE = Context(date(2026, 3, 5), future=True)


@pytest.mark.parametrize(
    ("text", "at", "until"),
    [
        ("2026年2月3日上午9:00", "2026-02-03T09:00", None),
        ("2026年2月3日下午2:30", "2026-02-03T14:30", None),
        ("2026年2月3日15时", "2026-02-03T15:00", None),
        ("2026年2月3日14：00", "2026-02-03T14:00", None),
        ("2026-02-03 14：30－16：00", "2026-02-03T14:30", "16:00"),
        ("2026.2.3 晚上7点半", "2026-02-03T19:30", None),
        ("2026年2月3日(星期二)上午9:00—11:30", "2026-02-03T09:00", "11:30"),
        ("２０２６年２月３日下午２：３０至４：３０", "2026-02-03T14:30", "16:30"),
        ("2026年2月3日中午12:30", "2026-02-03T12:30", None),
        ("2026年2月3日中午11:30", "2026-02-03T11:30", None),
        ("2026年2月3日9时30分", "2026-02-03T09:30", None),
        ("20260203 9:05", "2026-02-03T09:05", None),
        ("2026年2月3日", "2026-02-03", None),
    ],
)
def test_a_time_is_read_as_it_was_meant(text: str, at: str, until: str | None) -> None:
    occasion = read_occasion(Cell(text, Hint.BARE), HERE)
    assert (occasion.at, occasion.until, occasion.fault) == (at, until, None)


def test_a_date_cell_with_a_time_is_read() -> None:
    assert read_occasion(Cell("2026-02-03T14:30:00", Hint.DATE), HERE).at == "2026-02-03T14:30"


@pytest.mark.parametrize("text", ["2026年2月", "5月3日下午3点", "2026年2月3日25:00", "2026年2月30日9:00", "2026年2月3日9:75", "下周一"])
def test_what_is_no_time_says_why(text: str) -> None:
    occasion = read_occasion(Cell(text), HERE)
    assert occasion.at is None
    assert occasion.fault


def test_doubts_are_told() -> None:
    assert read_occasion(Cell("2026年2月3日2:30"), HERE).hint
    assert read_occasion(Cell("2026年2月3日上午11:00-9:00"), HERE).until is None
    assert read_occasion(Cell("2026年9月3日上午9:00"), HERE).hint


@given(st.text(alphabet="0123456789年月日上下午晚:：-时点半 T", max_size=24), st.sampled_from(Hint))
def test_any_text_gives_an_answer(text: str, hint: Hint) -> None:
    read_occasion(Cell(text, hint), HERE)
