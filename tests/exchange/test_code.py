"""Codes that are read aloud and typed: every slip of the finger is noticed."""

from __future__ import annotations

import random

import pytest

from cadreapp.exchange.code import grouped, normal
from cadreapp.kernel.spoken import ALPHABET

CODE = grouped(bytes(range(200, 232)))


def test_a_code_is_four_groups_of_four() -> None:
    assert [len(group) for group in CODE.split("-")] == [4, 4, 4, 4]
    assert set(CODE) <= set(ALPHABET) | {"-"}


@pytest.mark.parametrize("write", [
    str.lower,
    lambda code: code.replace("-", ""),
    lambda code: code.replace("-", " — "),
    lambda code: code.translate({ord(c): ord(c) + 0xFEE0 for c in ALPHABET}),
    lambda code: code.replace("0", "O").replace("1", "l"),
])  # fmt: skip
def test_how_it_is_written_does_not_matter(write: object) -> None:
    assert callable(write)
    for seed in range(20):
        code = grouped(random.Random(seed).randbytes(10))
        assert normal(write(code)) == code


def test_every_wrong_sign_is_noticed() -> None:
    signs = CODE.replace("-", "")
    for at, sign in enumerate(signs):
        for other in set(ALPHABET) - {sign}:
            assert normal(signs[:at] + other + signs[at + 1 :]) is None


def test_every_exchange_of_two_signs_is_noticed() -> None:
    for seed in range(20):
        signs = grouped(random.Random(seed).randbytes(10)).replace("-", "")
        for a in range(16):
            for b in range(a):
                swapped = list(signs)
                swapped[a], swapped[b] = swapped[b], swapped[a]
                assert signs[a] == signs[b] or normal("".join(swapped)) is None


@pytest.mark.parametrize("text", ["", "收讫", "AAAA-AAAA-AAAA", CODE + "0", CODE.replace("-", "!", 1)[:-1] + "U"])
def test_other_text_is_no_code(text: str) -> None:
    assert normal(text) is None
