"""A share as people type it: read strictly, told as it was meant, nothing guessed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.rules.shares import read_share, share_text


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("2/3", Fraction(2, 3)), ("２／３", Fraction(2, 3)), (" 4 / 5 ", Fraction(4, 5)), ("三分之二", Fraction(2, 3)),
        ("百分之八十", Fraction(4, 5)), ("一百分之六十五", Fraction(13, 20)), ("80%", Fraction(4, 5)), ("66.67％", Fraction(6667, 10_000)),
        ("半数", Fraction(1, 2)), ("1/1", Fraction(1)), ("100%", Fraction(1)), ("十分之七", Fraction(7, 10)),
    ],
)  # fmt: skip
def test_a_share_is_read(text: str, share: Fraction) -> None:
    assert read_share(text) == share


@pytest.mark.parametrize(
    "text",
    ["", "2", "3/2", "0/3", "1/0", "-1/2", "101%", "0%", "三分之四", "大多数", "2/3以上", "1/2/3", "0.5", "66.667%", "𠮷分之一", "½", "²/³",
     "1000/2000", "分之", "%", "/", "三分之二分之一", "80%%", "0x1/2"],
)  # fmt: skip
def test_what_is_no_share_is_not_guessed(text: str) -> None:
    assert read_share(text) is None


@given(st.text(max_size=12))
def test_nothing_typed_raises(text: str) -> None:
    found = read_share(text)
    assert found is None or 0 < found <= 1


@given(st.integers(1, 10_000))
def test_a_share_in_per_cent_is_told_as_it_is_typed(hundredths: int) -> None:
    share = Fraction(hundredths, 10_000)
    assert read_share(share_text(share)) == share
