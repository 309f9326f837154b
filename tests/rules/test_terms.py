"""Terms of duty lists: read as the trade means them, told where they can mean two things, refused where they mean nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.office.rule.rulebook import shipped_calendar
from cadreapp.rules.terms import Setting, read_term

HERE = Setting(2026, date(2026, 2, 13), shipped_calendar())
QUARTERS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2026-04-30", date(2026, 4, 30)), ("2026.4.30前", date(2026, 4, 30)), ("2026年4月30日", date(2026, 4, 30)),
        ("4月30日前", date(2026, 4, 30)), ("４月３０日之前", date(2026, 4, 30)), ("四月三十日前", date(2026, 4, 30)),
        ("4月底前", date(2026, 4, 30)), ("2月底", date(2026, 2, 28)), ("2028年2月底前", date(2028, 2, 29)), ("4月份", date(2026, 4, 30)),
        ("4 月底前完成", date(2026, 4, 30)), ("4月末", date(2026, 4, 30)), ("4月上旬", date(2026, 4, 10)), ("十二月中旬", date(2026, 12, 20)),
        ("4月下旬", date(2026, 4, 30)), ("4月中", date(2026, 4, 15)), ("次年1月底前", date(2027, 1, 31)), ("明年3月", date(2027, 3, 31)),
        ("上半年", date(2026, 6, 30)), ("下半年", date(2026, 12, 31)), ("2027年上半年", date(2027, 6, 30)), ("上半年底前", date(2026, 6, 30)),
        ("第三季度", date(2026, 9, 30)), ("三季度末", date(2026, 9, 30)), ("一季度内", date(2026, 3, 31)), ("Q2", date(2026, 6, 30)),
        ("第4季度", date(2026, 12, 31)), ("年底前", date(2026, 12, 31)), ("2026年底", date(2026, 12, 31)), ("年末", date(2026, 12, 31)),
        ("年内", date(2026, 12, 31)), ("2026年", date(2026, 12, 31)), ("明年底前", date(2027, 12, 31)), ("年中", date(2026, 6, 30)),
        ("今年", date(2026, 12, 31)), ("本年度内", date(2026, 12, 31)),
        ("15个工作日内", date(2026, 3, 12)), ("十五个工作日", date(2026, 3, 12)), ("30日内", date(2026, 3, 15)), ("两周内", date(2026, 2, 27)),
        ("一个月内", date(2026, 3, 13)), ("3个月内", date(2026, 5, 13)), ("立行立改", date(2026, 2, 13)), ("12月31日。", date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_a_term_has_its_last_day(text: str, until: date) -> None:
    found = read_term(text, HERE)
    assert (found.until, found.fault) == (until, "")
    assert found.nodes[-1] == until
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("每季度", QUARTERS), ("按季度", QUARTERS), ("每季度末", QUARTERS), ("每半年", (QUARTERS[1], QUARTERS[3])), ("每年", QUARTERS[3:]),
        ("3月至5月", (date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31))), ("3-5月", (date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31))),
        ("12月至次月", ()), ("11月至1月", (date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31))),
    ],
)  # fmt: skip
def test_a_repeated_term_has_its_days_in_between(text: str, nodes: tuple[date, ...]) -> None:
    assert read_term(text, HERE).nodes == nodes


def test_every_month_has_twelve() -> None:
    found = read_term("每月", HERE)
    assert len(found.nodes) == 12
    assert found.nodes[1] == date(2026, 2, 28)
    assert found.until == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["全年", "长期", "全年持续", "常态化"])
def test_what_lasts_has_no_end_and_is_looked_at_quarterly(text: str) -> None:
    found = read_term(text, HERE)
    assert (found.until, found.nodes, bool(found.hint)) == (None, QUARTERS, True)


def test_what_can_mean_two_things_takes_the_earlier_and_says_so() -> None:
    found = read_term("9月前", HERE)
    assert found.until == date(2026, 8, 31)
    assert "2026-09-30" in found.hint
    assert read_term("1月前", HERE).until == date(2025, 12, 31)


@pytest.mark.parametrize("text", ["尽快", "13月底前", "2月30日前", "第五季度", "4月31日", "9999年底", "0000-01-01", "十十月", "𠮷日", "0日内", "9999年内"])
def test_what_says_nothing_is_told(text: str) -> None:
    found = read_term(text, HERE)
    assert found.until is None
    assert found.fault


def test_a_length_without_the_day_it_was_set_asks_for_it() -> None:
    assert "交办的日期" in read_term("10个工作日内", Setting(2026)).fault
    assert "交办的日期" in read_term("立即", Setting(2026)).fault


def test_nothing_written_is_no_term_and_no_fault() -> None:
    found = read_term("  ", HERE)
    assert (found.until, found.fault, found.nodes) == (None, "", ())


@given(st.text(alphabet="0123456789一二三四五十年月日底前上下半季度每第个工作内至-. ", max_size=12))
def test_no_text_ever_raises_and_every_day_read_is_sane(text: str) -> None:
    found = read_term(text, HERE)
    assert not (found.fault and found.until)
    assert list(found.nodes) == sorted(found.nodes)
    assert found.until is None or found.nodes[-1] == found.until


@given(st.integers(1, 12), st.integers(1, 28))
def test_a_day_written_out_is_that_day(month: int, day: int) -> None:
    assert read_term(f"{month}月{day}日前", HERE).until == date(2026, month, day)
