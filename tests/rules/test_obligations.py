"""A last day comes nearer every day; a new pack is read before it is taken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.paths import resources
from cadreapp.office.rule.rulebook import shipped_calendar
from cadreapp.rules.obligations import Nearness, nearness
from cadreapp.rules.packdifference import difference, is_older
from cadreapp.rules.packs import read_pack
from tests import make

CALENDAR = shipped_calendar()
DAY = timedelta(days=1)
TERMS = (resources() / "rules" / "terms.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("today", "near"),
    [
        (date(2026, 3, 4), Nearness.FAR), (date(2026, 3, 5), Nearness.WEEK), (date(2026, 3, 9), Nearness.NEAR),
        (date(2026, 3, 11), Nearness.TOMORROW), (date(2026, 3, 12), Nearness.TODAY), (date(2026, 3, 13), Nearness.LATE),
    ],
)  # fmt: skip
def test_a_term_comes_nearer(today: date, near: Nearness) -> None:
    assert nearness(date(2026, 3, 12), today) is near


def test_working_days_warn_earlier() -> None:
    # Before Thursday 26 February lie 25 and 24 February, 14 February, then the 13th and the 12th.
    until = date(2026, 2, 26)
    assert nearness(until, date(2026, 2, 14)) is Nearness.FAR
    assert nearness(until, date(2026, 2, 14), CALENDAR) is Nearness.NEAR
    assert nearness(until, date(2026, 2, 10), CALENDAR) is Nearness.WEEK


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(0, 40))
def test_nearness_never_goes_back(until: date, before: int) -> None:
    order = list(Nearness)
    for calendar in (None, CALENDAR):
        now = nearness(until, until - before * DAY, calendar)
        assert order.index(nearness(until, until - (before - 1) * DAY, calendar)) >= order.index(now)


def test_a_new_pack_tells_what_it_changes() -> None:
    old = read_pack(TERMS)
    changed = TERMS.replace("number = 15, unit", "number = 10, unit", 1).replace("第二十九条", "第三十条", 1)
    told = difference(old, read_pack(changed))
    assert [(one.rule, one.weighty) for one in told] == [("DL01", False), ("DL01", True)]
    assert "条文由“第二十九条”改为“第三十条”" in told[0].text
    assert "时长由“15个工作日”改为“10个工作日”" in told[1].text
    assert difference(old, old) == ()


def test_a_new_and_a_dropped_rule_are_told() -> None:
    old = read_pack(TERMS)
    fewer = read_pack(TERMS[: TERMS.rindex("[[rule]]")])
    assert [one.text for one in difference(old, fewer)] == ["DL44 回访: 留党察看期满之前 (2018): 不再有这一条"]
    assert [one.text for one in difference(fewer, old)] == ["DL44 回访: 留党察看期满之前 (2018): 新增 1个月、往前数"]
    assert len(difference(None, old)) == len(old.rules)


def test_going_back_to_a_former_pack_is_noticed() -> None:
    newer = read_pack(make.later(TERMS))
    assert is_older(newer, read_pack(TERMS))
    assert not is_older(read_pack(TERMS), newer)
    assert not is_older(newer, newer)
