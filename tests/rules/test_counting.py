"""How a matter counts: the heaviest once, without a clue in the other table, ours and others' apart; quorums in whole people."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.errors import AppError
from cadreapp.office.rule.rulebook import shipped_rules
from cadreapp.rules.forms import Matter, Table, count_matter, heaviest, wording
from cadreapp.rules.measures import MEASURES, heaviest_form
from cadreapp.rules.thresholds import Voters, reached

BOOK = shipped_rules()
NOW = date(2026, 3, 5)
CODES = tuple(measure.code for measure in MEASURES)
NAMES = ("none", "first", "second", "third", "fourth")


@pytest.mark.parametrize(
    ("measures", "form"),
    [
        (("T01",), 0), (("T02",), 0), (("T05",), 1), (("T05", "T06", "T07"), 1), (("D02", "T07"), 2), (("G04",), 2), (("G05",), 3),
        (("D05", "G06"), 3), (("D05", "G06", "J01"), 4), (("U02",), 0), (("Z08", "D01"), 2), ((), 0),
    ],
)  # fmt: skip
def test_a_matter_counts_once_under_its_heaviest_measure(measures: tuple[str, ...], form: int) -> None:
    found = count_matter(Matter(measures, NOW, clue=True), BOOK)
    assert found.form == form
    assert (found.table is Table.OFFICIAL) == (form > 0)
    assert found.why


@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=6))
def test_the_pack_and_the_records_agree_on_the_form(codes: list[str]) -> None:
    top = heaviest(codes, BOOK, NOW)
    assert top is not None
    assert NAMES[top.table["form"]] == heaviest_form(tuple(codes))


@pytest.mark.parametrize(
    ("matter", "table"),
    [
        (Matter(("T03",), NOW, clue=False), Table.RESPONSIBILITY),
        (Matter(("T03",), NOW, clue=True), Table.OFFICIAL),
        (Matter(("T05",), NOW, clue=False, counted="ours"), Table.RESPONSIBILITY),
        (Matter(("T07",), NOW, clue=False, decider="personnel"), Table.RESPONSIBILITY),
        (Matter(("T05",), NOW, clue=True, counted="duty"), Table.RESPONSIBILITY),
        (Matter(("D01",), NOW, clue=True, decider="superior"), Table.OTHERS),
        (Matter(("D01",), NOW, clue=True, decider="superior", counted="ours"), Table.OFFICIAL),
        (Matter(("D01",), NOW, clue=True, counted="superior"), Table.OTHERS),
        (Matter(("D01",), NOW, clue=True, counted="no"), Table.NONE),
    ],
)
def test_the_tables_are_kept_apart(matter: Matter, table: Table) -> None:
    assert count_matter(matter, BOOK).table is table


def test_an_old_matter_is_counted_by_the_first_table_there_was() -> None:
    assert count_matter(Matter(("D01",), date(2010, 1, 1), clue=True), BOOK).form == 2


def test_administrative_sanctions_of_the_wrong_body_are_hinted() -> None:
    found = count_matter(Matter(("G01",), NOW, clue=True, decider="appointing"), BOOK)
    assert any("只由监察机关作出" in hint for hint in found.hints)


def test_what_is_no_measure_is_refused() -> None:
    with pytest.raises(AppError, match="RULE_OTHER_KIND"):
        heaviest(["DL01"], BOOK, NOW)


def test_a_form_is_worded_as_on_the_day_or_as_named() -> None:
    assert "涉嫌犯罪" in wording(4, BOOK, NOW)
    assert "立案审查" in wording(4, BOOK, NOW, version=2016)
    assert "约谈函询" in wording(1, BOOK, date(2019, 5, 1))


@pytest.mark.parametrize(
    ("rule", "number", "of", "met", "needed"),
    [
        ("TH03", 12, 24, True, 12), ("TH03", 12, 23, True, 12), ("TH03", 11, 23, False, 12), ("TH04", 12, 24, False, 13),
        ("TH04", 13, 24, True, 13), ("TH04", 12, 23, True, 12), ("TH05", 3, 5, True, 3), ("TH05", 2, 5, False, 3),
        ("TH06", 18, 23, False, 19), ("TH06", 19, 23, True, 19), ("TH07", 5, 7, True, 5), ("TH07", 4, 7, False, 5),
        ("TH08", 7, 23, True, 7), ("TH08", 8, 23, False, 7), ("TH03", 0, 0, False, 0), ("TH01", 2, 0, False, 3),
        ("TH01", 51, 0, False, 3), ("TH01", 50, 0, True, 3), ("TH02", 7, 0, True, 7), ("TH09", 10, 19, True, 10),
    ],
)  # fmt: skip
def test_thresholds_count_whole_people(rule: str, number: int, of: int, met: bool, needed: int) -> None:
    found = reached(BOOK.rule(rule, NOW), number, of)
    assert (found.met, found.needed) == (met, needed)
    assert str(number) in found.text


@given(st.integers(0, 300), st.integers(1, 300))
def test_half_or_more_and_more_than_half_are_two_things(number: int, of: int) -> None:
    assert reached(BOOK.rule("TH03", NOW), number, of).met == (Fraction(number, of) >= Fraction(1, 2))
    assert reached(BOOK.rule("TH04", NOW), number, of).met == (Fraction(number, of) > Fraction(1, 2))


def test_probation_takes_the_vote() -> None:
    assert (Voters(23, 2).due, Voters(1, 2).due) == (21, 0)


def test_a_term_is_no_threshold() -> None:
    with pytest.raises(AppError, match="RULE_OTHER_KIND"):
        reached(BOOK.rule("DL01", NOW), 1, 2)
