"""Working days: the official years exactly, other years by estimate and saying so; the published notice read as it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.errors import AppError
from cadreapp.office.rule.rulebook import shipped_calendar
from cadreapp.rules.deadlines import count
from cadreapp.rules.holidaytables import notice, toml_of, year_table
from cadreapp.rules.rule import Term, Unit
from cadreapp.rules.workdays import YearTable
from tests.rules import plain_dates

CALENDAR = shipped_calendar()
DAY = timedelta(days=1)
OFFICIAL = st.dates(date(2025, 1, 1), date(2026, 12, 31))
ANY_DAY = st.dates(date(2020, 1, 1), date(2040, 12, 31))
NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
"""
NOTICE_2025 = """关于2025年部分节假日安排的通知
一、元旦:1月1日(周三)放假1天,不调休。
二、春节:1月28日(农历除夕、周二)至2月4日(农历正月初七、周二)放假调休,共8天。1月26日(周日)、2月8日(周六)上班。
三、清明节:4月4日(周五)至6日(周日)放假,共3天。
四、劳动节:5月1日(周四)至5日(周一)放假调休,共5天。4月27日(周日)上班。
五、端午节:5月31日(周六)至6月2日(周一)放假,共3天。
六、国庆节、中秋节:10月1日(周三)至8日(周三)放假调休,共8天。9月28日(周日)、10月11日(周六)上班。
"""


@given(OFFICIAL)
def test_the_official_years_agree_with_a_second_list(day: date) -> None:
    assert CALENDAR.is_worked(day) == plain_dates.works(day)
    assert not CALENDAR.of(day).estimated


@pytest.mark.parametrize(("text", "year"), [(NOTICE_2025, 2025), (NOTICE_2026, 2026)])
def test_the_published_notice_gives_the_shipped_year(text: str, year: int) -> None:
    read = notice(text)
    assert (read.year, read.off, read.work) == (year, CALENDAR.tables[year].off, CALENDAR.tables[year].work)


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_table_written_out_reads_back_the_same(year: int) -> None:
    assert year_table(toml_of(CALENDAR.tables[year])) == CALENDAR.tables[year]


def test_one_pasted_sentence_is_enough() -> None:
    read = notice("国庆节: 10月1日至7日放假调休, 共7天。9月20日(周日)、10月10日(周六)上班", 2026)
    assert sorted(read.off) == [date(2026, 10, d) for d in range(1, 8)]
    assert read.work == {date(2026, 9, 20), date(2026, 10, 10)}


def test_a_holiday_may_begin_in_the_year_before_and_its_month_be_told_once() -> None:
    read = notice("元旦: 2022年12月31日至2023年1月2日放假, 共3天。1月28日、29日上班", 2023)
    assert sorted(read.off) == [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)]
    assert read.work == {date(2023, 1, 28), date(2023, 1, 29)}
    thursday = date(2026, 12, 31)
    assert CALENDAR.is_worked(thursday)
    assert not CALENDAR.with_table(notice("2026年12月31日至2027年1月2日放假", 2027)).is_worked(thursday)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("2026年放假安排\n元旦: 1月1日(周五)至3日放假", 2),
        ("2026年放假安排\n\n元旦: 1月1日至3日放假, 共4天", 3),
        ("2026年放假安排\n元旦: 2月30日放假", 2),
        ("2026年放假安排\n元旦: 1月1日至3月3日放假", 2),
        ("2026年放假安排\n元旦: 3日放假", 2),
        ("元旦: 1月1日放假", 1),
        ("2026年放假安排", 1),
        ("2026年放假安排\n元旦: 1月1日放假。1月1日上班", 1),
        ("2026年放假安排\n元旦: 1月1日放假。1月5日上班", 1),
        ("", 1),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(AppError) as refused:
        notice(text)
    assert (refused.value.code, refused.value.values["line"]) == ("HOLIDAYS_UNREAD", line)


@pytest.mark.parametrize("text", ["", "year = 2027", "year = [", "year = 2027\ndocument='x'\noff=[[2027-01-02, 2027-01-01]]\nwork=[]"])
def test_a_broken_table_is_refused(text: str) -> None:
    with pytest.raises(AppError, match="HOLIDAYS_UNREAD"):
        year_table(text)


def test_a_year_without_an_arrangement_is_estimated_and_says_so() -> None:
    assert not CALENDAR.is_worked(date(2027, 2, 5))  # 除夕
    assert "春节" in CALENDAR.of(date(2027, 2, 8)).why
    assert not CALENDAR.is_worked(date(2027, 6, 9))
    assert not CALENDAR.is_worked(date(2027, 5, 3)) or CALENDAR.of(date(2027, 5, 3)).estimated
    assert CALENDAR.of(date(2027, 3, 1)).why == "工作日 (预估)"
    assert CALENDAR.is_worked(date(2024, 2, 9))  # 除夕 was no statutory day from 2014 to 2024
    assert not CALENDAR.is_worked(date(2013, 2, 9))
    told = count(Term(5, Unit.WORKDAY), date(2026, 12, 30), CALENDAR)
    assert told.estimated == (2027,)
    assert any("2027年的放假安排没有官方数据" in remark for remark in told.remarks())


@given(ANY_DAY)
def test_an_estimated_day_always_says_so(day: date) -> None:
    kind = CALENDAR.of(day)
    assert kind.estimated == (day.year not in CALENDAR.tables) == ("预估" in kind.why)


@given(ANY_DAY, st.integers(1, 60), st.sets(st.integers(0, 120), max_size=20))
def test_a_longer_holiday_never_brings_the_day_forward(start: date, number: int, free: set[int]) -> None:
    days = frozenset(start + n * DAY for n in free)
    known = CALENDAR.tables.get(start.year, YearTable(start.year, frozenset(), frozenset(), "甲"))
    longer = CALENDAR.with_table(YearTable(start.year, known.off | days, known.work - days, "乙"))
    before = CALENDAR.with_table(known)
    term = Term(number, Unit.WORKDAY)
    assert count(term, start, longer).day >= count(term, start, before).day
