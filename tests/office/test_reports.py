"""Official figures reconcile to the records: a year of two thousand dispositions, counted again by plain means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.office.door import Office
from cadreapp.office.reports import official as reports
from tests import make
from tests.office.dispositions import a_year, form_of, keep_sealed, tallied

CLOCK = FixedClock(make.MORNING)
QUARTERS = [reports.named(2025, name) for name in ("第一季度", "第二季度", "第三季度", "第四季度")]
YEAR = reports.named(2025, "全年")
DISPOSITIONS = a_year()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One store for all questions: nothing in them is written."""
    with make.office(tmp_path_factory.mktemp("year"), CLOCK) as office:
        keep_sealed(office, DISPOSITIONS)
        yield office


@cache
def of(office: Office, span: reports.Span, name: str = "forms") -> reports.FilledReport:
    return office.ask(reports.report, name, span.since, span.until, CLOCK)


def cell(filled: reports.FilledReport, table: str, row: str, column: str = "total") -> reports.Cell:
    return filled.table(table).line(row).cells[column]


@pytest.mark.parametrize("span", [*QUARTERS, YEAR], ids=lambda s: s.name)
def test_the_form_table_of_two_thousand_dispositions_reconciles_to_the_record(full: Office, span: reports.Span) -> None:
    filled, plain = of(full, span), tallied(DISPOSITIONS, str(span.since), str(span.until))
    rows = {"1": "all", "2": "form 1", "8": "form 2", "13": "form 3", "17": "form 4"}
    assert {row: cell(filled, "7-1", row).value for row in rows} == {
        row: plain["official", mark] for row, mark in rows.items()
    }
    for column in ("party", "nonparty", "county", "township", "general", "other"):
        assert cell(filled, "7-1", "1", column).value == plain["official", column]
    assert cell(filled, "7-4", "1").value == plain["others", "all"]
    assert cell(filled, "7-3b", "total").value == plain["responsibility", "all"]
    assert [finding.sentence for table in filled.tables for finding in table.broken] == []


def test_quarters_add_up_to_the_year_and_to_the_year_so_far(full: Office) -> None:
    for row in ("1", "3", "9", "10", "11", "15", "17"):
        of_quarters = sum(cell(of(full, span), "7-1", row).number or 0 for span in QUARTERS)
        assert cell(of(full, YEAR), "7-1", row).value == of_quarters
        assert cell(of(full, QUARTERS[3]), "7-1", row, "year").value == of_quarters


def test_behind_each_figure_stand_its_records(full: Office) -> None:
    filled = of(full, YEAR)
    everything = set(cell(filled, "7-1", "1").ids)
    parts = [set(cell(filled, "7-1", row).ids) for row in ("2", "8", "13", "17")]
    assert set.union(*parts) == everything
    assert sum(map(len, parts)) == len(everything)
    fourth = [v for v in DISPOSITIONS if form_of(v) == 4]
    assert 0 < len(cell(filled, "7-1", "17").ids) <= len(fourth)
    elsewhere = set(cell(filled, "7-4", "1").ids) | set(cell(filled, "7-3b", "total").ids)
    assert not everything & elsewhere


def test_shares_are_rounded_plainly_and_told_of_nothing_as_a_dash(full: Office, tmp_path: object) -> None:
    filled = of(full, YEAR)
    whole = cell(filled, "7-1", "1").number
    assert whole
    for share, row in (("18-1", "2"), ("18-2", "8"), ("18-3", "13"), ("18-4", "17")):
        part = cell(filled, "7-1", row).number
        assert part is not None
        exact = 1000 * part * 2 // whole
        assert cell(filled, "7-1", share).text == f"{(exact + 1) // 2 / 10:.1f}"
    empty = of(full, reports.named(2024, "全年"))
    assert (cell(empty, "7-1", "18-1").text, cell(empty, "7-1", "18-1").number) == ("—", None)
    assert empty.is_empty
    assert not filled.is_empty


def test_the_summary_says_the_same_as_the_form_table(full: Office) -> None:
    forms, summary = of(full, YEAR), of(full, YEAR, "summary")
    for ours, theirs in (("11", "1"), ("12", "2"), ("18", "8"), ("24", "13"), ("28", "17")):
        assert cell(summary, "summary", ours).value == cell(forms, "7-1", theirs).value
    assert f"共 {cell(forms, '7-1', '1').text} 人次" in summary.table("summary").sentence
    items = of(full, YEAR, "indicators")
    assert [cell(items, "items", row.key).value for row in items.table("items").table.rows if row.parts] == [
        cell(forms, "7-1", row).value for row in ("1", "2", "8", "13", "17")]
    assert items.table("items").broken == ()
    # A disposition of the appointing body is told apart from those of the supervisory body.
    assert {cell(summary, "summary", "21").value, cell(summary, "summary", "22").value} == {
        cell(forms, "7-1", "10").value,
        cell(forms, "7-1", "11").value,
    }


def test_a_definition_stands_beside_every_figure(full: Office) -> None:
    filled = of(full, QUARTERS[0])
    for table in filled.tables:
        for line in table.lines:
            for column in table.table.columns:
                said = full.ask(reports.answer_of, filled, table.table.key, line.key, column.key)
                assert said.title
                assert "截至" in said.sentences[-1]
    said = full.ask(reports.answer_of, filled, "7-1", "3", "last_year")
    text = "\n".join(said.sentences)
    assert "2024年第一季度" in text
    assert "谈话提醒 (T04)" in text
    assert "中纪办发〔2016〕2号" in text
    assert "已定稿的处置记录" in text


def test_people_are_counted_apart_from_cases(full: Office) -> None:
    punished = cell(of(full, YEAR, "summary"), "summary", "35").number
    sanctions = {
        v["person"]["name"] + v["person"]["unit"]
        for v in DISPOSITIONS
        if v["clue_id"]
        and v["counted"] == "ours"
        and {"D01", "D02", "D02B", "D03", "D04", "D05"} & {m["measure"] for m in v["measures"]}
    }
    assert punished == len(sanctions)


def test_an_unknown_report_and_a_period_that_runs_backwards_are_refused(full: Office) -> None:
    with pytest.raises(Exception, match="REPORT_UNKNOWN"):
        full.ask(reports.report, "none", date(2025, 1, 1), date(2025, 3, 31), CLOCK)
    with pytest.raises(Exception, match="SPAN_ODD"):
        full.ask(reports.report, "forms", date(2025, 4, 1), date(2025, 3, 31), CLOCK)
