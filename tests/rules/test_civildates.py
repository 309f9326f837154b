"""Dates of registers: read in every usual way, and never wrong without a word."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.rules.civildates import EARLIEST, CivilDate, Context, Tens, habit, read_date
from cadreapp.rules.table import Cell, Hint

TODAY = date(2026, 3, 5)
HERE = Context(TODAY)
DAYS = st.dates(date(1928, 1, 1), TODAY)
HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
WIDE = str.maketrans("0123456789.-/", "０１２３４５６７８９．－／")


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ["", "十", "二十", "三十"][tens]
    return head + (str(ones).translate(HAN) if ones else "")


DAY_FORMS = (
    lambda d: d.isoformat(),
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}-{d.month}-{d.day}",
    lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d:%Y%m%d}".translate(WIDE),
    lambda d: f"{d:%Y.%m.%d}".translate(WIDE),
    lambda d: f" {d.year} 年 {d.month} 月 {d.day} 日 ",
    lambda d: f"{str(d.year).translate(HAN)}年{_han(d.month)}月{_han(d.day)}日",
    lambda d: f"{d.isoformat()} 00:00:00",
    lambda d: f"{d.year}年{d.month}月{d.day}号出生",
)
MONTH_FORMS = (
    lambda d: f"{d.year}年{d.month}月",
    lambda d: f"{d.year}年{d.month:02d}月",
    lambda d: f"{d.year}.{d.month:02d}",
    lambda d: f"{d.year}-{d.month:02d}",
    lambda d: f"{d.year}/{d.month}",
    lambda d: f"{d.year}-{d.month:02d}-00",
    lambda d: f"{d.year}{d.month:02d}00",
    lambda d: f"{d.year}.{d.month:02d}".translate(WIDE),
    lambda d: f"{str(d.year).translate(HAN)}年{_han(d.month)}月",
    lambda d: f"{d.year}年{d.month}月生",
)


@pytest.mark.parametrize("form", DAY_FORMS)
@given(day=DAYS)
def test_a_whole_day_is_read_as_it_was_meant(form, day: date) -> None:  # type: ignore[no-untyped-def]
    answer = read_date(Cell(form(day)), HERE)
    assert answer.value == CivilDate(day.year, day.month, day.day)
    assert answer.fault is None


@pytest.mark.parametrize("form", MONTH_FORMS)
@given(day=DAYS)
def test_a_month_stays_a_month(form, day: date) -> None:  # type: ignore[no-untyped-def]
    answer = read_date(Cell(form(day)), HERE)
    assert answer.value == CivilDate(day.year, day.month)


@given(day=DAYS)
def test_a_serial_of_a_sheet_is_read_and_told(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    answer = read_date(Cell(str(serial), Hint.NUMBER), HERE)
    assert answer.value == CivilDate(day.year, day.month, day.day)
    assert answer.hint


@given(day=DAYS, separator=st.sampled_from("./-"))
def test_day_before_month_is_taken_only_when_nothing_else_can_be_meant(day: date, separator: str) -> None:
    answer = read_date(Cell(f"{day.day}{separator}{day.month}{separator}{day.year}"), HERE)
    if day.day <= 12 and day.day != day.month:
        assert answer.value is None
        assert answer.fault
    else:
        assert answer.value == CivilDate(day.year, day.month, day.day)


@given(day=DAYS)
def test_six_digits_that_fit_two_ways_are_told(day: date) -> None:
    month, whole = CivilDate(day.year, day.month), CivilDate(day.year, day.month, day.day)
    for text, meant in ((f"{day:%Y%m}", month), (f"{day:%y%m%d}", whole)):
        answer = read_date(Cell(text), HERE)
        assert answer.value == meant or answer.hint or answer.fault


@given(month=st.integers(1, 12), year=st.integers(1930, 2025))
def test_a_month_that_a_number_may_have_lost_is_never_chosen_silently(month: int, year: int) -> None:
    shown = str(float(f"{year}.{month:02d}")) if month != 10 else f"{year}.1"
    for tens in Tens:
        for hint in (Hint.NUMBER, Hint.BARE):
            answer = read_date(Cell(shown, hint), Context(TODAY, tens))
            assert answer.value == CivilDate(year, month) or answer.hint or answer.fault


def test_the_column_tells_what_1975_1_was() -> None:
    padded = habit([Cell("1975.1", Hint.NUMBER), Cell("1981.03", Hint.NUMBER), Cell("1990.12", Hint.NUMBER)])
    assert padded is Tens.LOST
    assert read_date(Cell("1975.1", Hint.NUMBER), Context(TODAY, padded)).value == CivilDate(1975, 10)
    kept = habit([Cell("1975.1"), Cell("1981.10")])
    assert kept is Tens.KEPT
    assert read_date(Cell("1975.1", Hint.BARE), Context(TODAY, kept)).value == CivilDate(1975, 1)
    mixed = habit([Cell("1975.1", Hint.NUMBER), Cell("1981.3", Hint.NUMBER)])
    assert read_date(Cell("1975.1", Hint.NUMBER), Context(TODAY, mixed)).value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("75年3月", "1975-03"), ("05年3月", "2005-03"), ("3月-75", "1975-03"), ("Mar-75", "1975-03"),
        ("75.3.5", "1975-03-05"), ("750305", "1975-03-05"),
    ],
)  # fmt: skip
def test_a_short_year_is_taken_when_one_century_fits_and_told(text: str, value: str) -> None:
    answer = read_date(Cell(text), HERE)
    assert answer.value is not None
    assert answer.value.text == value
    assert answer.hint


@pytest.mark.parametrize(
    "text",
    [
        "2019年13月", "1975年2月30日", "2023-02-29", "19751301", "26年3月", "1875.3", "2026年4月", "2099-01-01", "二〇〇〇年二十月",
        "约1975年", "1975年上半年", "七五", "123", "1234567", "123456789", "99999", "1975.123", "#REF!", "1975-0-5", "0000-00", "x" * 5000, "٣",
    ],
)  # fmt: skip
def test_what_is_no_plausible_date_says_why(text: str) -> None:
    answer = read_date(Cell(text), HERE)
    assert answer.value is None
    assert answer.fault
    assert len(answer.fault) < 80


@pytest.mark.parametrize("text", ["", "  ", "/", "—", "无", "不详", "\u3000"])
def test_an_empty_cell_is_no_date_and_no_fault(text: str) -> None:
    answer = read_date(Cell(text), HERE)
    assert (answer.value, answer.hint, answer.fault) == (None, None, None)


@given(text=st.text(max_size=30), hint=st.sampled_from(Hint))
def test_any_text_gives_an_answer_within_the_calendar(text: str, hint: Hint) -> None:
    answer = read_date(Cell(text, hint), HERE)
    assert not (answer.value and answer.fault)
    if answer.value:
        value = answer.value
        assert EARLIEST <= value.year <= TODAY.year
        assert value.day is None or 1 <= value.day <= calendar.monthrange(value.year, value.month or 1)[1]
        assert date(value.year, value.month or 1, value.day or 1) <= TODAY


@given(text=st.text(alphabet="0123456789.-/年月日 一二十", max_size=12), hint=st.sampled_from(Hint))
def test_near_dates_give_an_answer_too(text: str, hint: Hint) -> None:
    for context in (HERE, Context(TODAY, Tens.LOST), Context(TODAY, Tens.KEPT, future=True)):
        read_date(Cell(text, hint), context)


def test_the_last_day_a_date_may_mean() -> None:
    assert CivilDate(1975).last() == date(1975, 12, 31)
    assert CivilDate(1976, 2).last() == date(1976, 2, 29)
    assert CivilDate(1976, 2, 3).last() == date(1976, 2, 1) + timedelta(days=2)
