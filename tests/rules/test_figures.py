"""Layouts of reports are data, judged with line and key; spans know their relatives; levels are found by post and register."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.paths import resources
from cadreapp.office.rule.rulebook import shipped_rules
from cadreapp.rules.figures import Cell, Fact
from cadreapp.rules.figures_check import COUNTS, UNITS, check
from cadreapp.rules.figures_facts import all_facts
from cadreapp.rules.figures_fill import Ground, fill, share
from cadreapp.rules.figures_layout import read_report
from cadreapp.rules.figures_levels import read_levels
from cadreapp.rules.figures_rows import Clued, Disposed, Mended, Officer, Records, Someone, Talked
from cadreapp.rules.figures_sources import SOURCES
from cadreapp.rules.figures_spans import Span, last_ended, named, span_of
from cadreapp.rules.measures import MEASURES

FOLDER = resources() / "figures"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml")) if path.stem != "levels"}
LEVELS = read_levels((FOLDER / "levels.toml").read_text(encoding="utf-8"))
BOOK = shipped_rules()
Q1 = named(2026, "第一季度")
SMALL = """[report]
name = "small"
title = "小表"
version = 1
document = "本单位"
confidence = "local"

[[table]]
key = "t"
title = "表"
unit = "人次"
source = "matters"
day = "decided"
count = "cases"

[[table.column]]
key = "total"
title = "合计"

[[table.row]]
key = "1"
title = "第一行"
where = { form = ["1"] }

[[table.row]]
key = "2"
title = "第二行"
parts = ["1"]
"""


@pytest.mark.parametrize("name", TEXTS)
def test_what_ships_has_no_flaw_and_is_named_as_its_file(name: str) -> None:
    assert check(TEXTS[name]) == ()
    report = read_report(TEXTS[name])
    assert report.name == name
    # Notes are printed and go up: a button of our window means nothing to whoever reads them there.
    assert not [note for note in (*report.notes, *(table.note for table in report.tables)) if "“更多”" in note or "装入" in note]


def test_every_measure_that_counts_stands_in_one_row_of_the_form_table() -> None:
    table = read_report(TEXTS["forms"]).tables[0]
    for measure in MEASURES:
        rows = [row.key for row in table.rows for trait, codes in row.spec.where if trait == "top" and measure.code in codes]
        wanted = 0 if measure.form in ("none", "fourth") else 1
        assert len(rows) == wanted, (measure.code, rows)


@pytest.mark.parametrize(("old", "new", "line", "key"), [
    ('unit = "人次"', 'unit = "只"', 11, "table.1.unit"),
    ('source = "matters"', 'source = "rumours"', 12, "table.1.source"),
    ('where = { form = ["1"] }', 'where = { colour = ["1"] }', 23, "table.1.row.1.where"),
    ('where = { form = ["1"] }', "where = { form = 1 }", 23, "table.1.row.1.where"),
    ('parts = ["1"]', 'parts = ["9"]', 28, "table.1.row.2.parts"),
    ('key = "2"', 'key = "1"', 26, "table.1.row.2.key"),
    ('day = "decided"', 'day = "dawn"', 8, "table.1"),
    ("version = 1", "version = [", 5, "document"),
    ('title = "小表"', 'titel = "小表"', 1, "report.title"),
])  # fmt: skip
def test_a_broken_layout_is_refused_with_line_and_key(old: str, new: str, line: int, key: str) -> None:
    text = SMALL.replace(old, new, 1)
    assert (line, key) in [(flaw.line, flaw.key) for flaw in check(text)], check(text)
    with pytest.raises(AppError, match="LAYOUT_BROKEN"):
        read_report(text, "small.toml")


def test_changing_the_layout_changes_the_answer_without_code() -> None:
    records = Records(disposed=(_disposed("T05"), _disposed("D01", person="李四")))
    for code, wanted in (('["1"]', 1), ('["1", "2"]', 2)):
        table = read_report(SMALL.replace('form = ["1"]', f"form = {code}")).tables[0]
        filled = fill(table, Ground(all_facts(records, BOOK, LEVELS, Q1.until), Q1))
        assert filled.line("1").cells["total"].value == wanted


def test_a_check_that_does_not_hold_is_shown_with_its_difference() -> None:
    table = read_report(SMALL.replace('title = "第二行"', 'title = "第二行"\nwhere = { form = ["1", "2"] }')).tables[0]
    facts = all_facts(Records(disposed=(_disposed("T05"), _disposed("D01", person="李四"))), BOOK, LEVELS, Q1.until)
    (finding,) = fill(table, Ground(facts, Q1)).broken
    assert (finding.left, finding.right, finding.difference) == (2, 1, 1)
    assert "相差 +1" in finding.sentence


def test_a_talk_that_counts_and_the_disposition_it_led_to_are_one_matter() -> None:
    talk = Talked("talk", "prompt", date(2026, 2, 1), (Someone(None, "张三"),), (), counted="official", clue="c")
    both = Records(disposed=(_disposed("T05", clue="c"),), talked=(talk,))
    (matter,) = all_facts(both, BOOK, LEVELS, Q1.until)["matters"]
    assert set(matter.records) == {"talk", "T05-张三"}
    alone = all_facts(Records(talked=(talk,)), BOOK, LEVELS, Q1.until)["matters"]
    assert [(fact.traits["top"], fact.traits["table"]) for fact in alone] == [("T04", "official")]


def test_a_disposition_that_a_daily_talk_stands_for_is_told_once_in_the_organisations_own_table() -> None:
    talk = Talked("talk", "remind", date(2026, 2, 1), (Someone(None, "张三"),), (Someone(None, "李四", "", "支部书记"),))
    own = _disposed("T03", clue=None, causes=("talk",))
    firsts = all_facts(Records(disposed=(own,), talked=(talk,)), BOOK, LEVELS, Q1.until)["firsts"]
    assert [(fact.records, fact.traits["level"]) for fact in firsts] == [(("talk",), "branch_secretary")]


@pytest.mark.parametrize(("asks", "outcome", "wanted"), [
    (((date(2026, 3, 1), date(2026, 2, 20)),), "", "yes"), (((date(2026, 3, 1), None),), "", "no"),
    (((date(2026, 4, 30), None),), "", "pending"), (((date(2026, 3, 1), date(2026, 4, 2)),), "", "no"), ((), "", "none"),
    (((date(2026, 3, 1), None),), "done", "yes"),
])  # fmt: skip
def test_what_became_of_a_talk_is_judged_on_the_last_day_of_the_period(
    asks: tuple[tuple[date | None, date | None], ...], outcome: str, wanted: str
) -> None:
    talk = Talked("t", "remind", date(2026, 2, 1), (Someone(None, "张三"),), (), outcome=outcome, asks=asks)
    (fact,) = all_facts(Records(talked=(talk,)), BOOK, LEVELS, Q1.until)["talks"]
    assert fact.traits["settled"] == wanted


def test_clues_balance_unless_the_records_contradict_themselves() -> None:
    table = next(t for t in read_report(TEXTS["forms"]).tables if t.key == "7-2")
    clues = (
        Clued("a", date(2025, 11, 1), "letter", "real", "talk", handled=date(2026, 1, 9)),
        Clued("b", date(2026, 1, 5), "own", "", "forward", out=date(2026, 2, 2)),
        Clued("c", date(2026, 3, 1), "superior", "anonymous", "", due=date(2026, 3, 20)),
        Clued("d", date(2025, 12, 1), "letter", "real", "dismiss", handled=date(2025, 12, 20)),
    )
    filled = fill(table, Ground(all_facts(Records(clued=clues), BOOK, LEVELS, Q1.until), Q1))
    said = {row: filled.line(row).cells["total"].value for row in ("1", "2", "7", "13", "14", "15", "17")}
    assert said == {"1": 1, "2": 2, "7": 1, "13": 1, "14": 1, "15": 1, "17": 1}
    assert filled.broken == ()
    backwards = Clued("e", date(2026, 2, 2), "own", "", "talk", handled=date(2025, 12, 30))
    broken = fill(table, Ground(all_facts(Records(clued=(*clues, backwards)), BOOK, LEVELS, Q1.until), Q1)).broken
    assert [finding.difference for finding in broken] == [1]


def test_what_was_carried_over_is_what_was_reported_before() -> None:
    table = next(t for t in read_report(TEXTS["forms"]).tables if t.key == "7-2")
    facts = all_facts(Records(clued=(Clued("a", date(2025, 11, 1), "letter", "real", ""),)), BOOK, LEVELS, Q1.until)
    typed = fill(table, Ground(facts, Q1, typed={Q1.before: {"7-2/14": 3}}))
    assert typed.line("1").cells["total"] == Cell(3, ("a",), "typed")
    assert [finding.difference for finding in typed.broken] == [2]


def test_closing_takes_the_middle_of_its_days() -> None:
    listed = date(2026, 1, 1)
    mended = tuple(Mended(str(n), "ask", listed, date(2026, 2, 1), date(2026, 1, 1 + n)) for n in (4, 10, 11, 20))
    (table,) = read_report(TEXTS["rectification"]).tables
    filled = fill(table, Ground(all_facts(Records(mended=(*mended, Mended("x", "ask", listed))), BOOK, LEVELS, Q1.until), Q1))
    said = {row: filled.line(row).cells["total"].text for row in ("2", "12", "13", "15", "17", "18")}
    assert said == {"2": "5", "12": "4", "13": "1", "15": "4", "17": "100.0", "18": "10.5"}


@pytest.mark.parametrize(("part", "whole", "wanted"), [(0, 0, None), (1, 8, "12.5"), (1, 16, "6.3"), (2, 3, "66.7"), (1, 2000, "0.1")])
def test_shares_round_half_up(part: int, whole: int, wanted: str | None) -> None:
    assert share(part, whole) == wanted


def test_a_span_knows_its_name_and_its_relatives() -> None:
    assert Q1.title == "2026年第一季度 (1月1日—3月31日)"
    assert (Q1.before.name, Q1.year_ago.name, Q1.year_so_far.name) == ("2025年第四季度", "2025年第一季度", "2026年第一季度")
    assert (named(2026, "下半年").before.name, named(2026, "全年").before.name) == ("2026年上半年", "2025年全年")
    odd = Span(date(2024, 2, 20), date(2024, 2, 29))
    assert (odd.before.until, (odd.before.until - odd.before.since).days) == (date(2024, 2, 19), 9)
    assert (odd.year_ago.until, odd.name) == (date(2023, 2, 28), "2024年2月20日—2024年2月29日")
    assert Span(date(2024, 2, 1), date(2024, 2, 29)).year_ago.until == date(2023, 2, 28)
    assert span_of(odd.key) == odd
    assert last_ended(date(2026, 1, 1)).name == "2025年第四季度"


@pytest.mark.parametrize(("post", "wanted"), [
    ("党组书记、局长", "principal"), ("副局长", "leading"), ("党组成员", "leading"), ("综合处处长", "head"), ("办公室主任", "head"),
    ("第一党支部书记", "branch_secretary"), ("支部纪检委员", "branch_discipline"), ("机关纪委委员", "discipline"), ("科员", "other"), ("", "other"),
])  # fmt: skip
def test_a_level_is_known_by_the_words_of_the_post(post: str, wanted: str) -> None:
    assert LEVELS.of(Someone(None, "李四", "", post), Q1.since, ()) == wanted


def test_a_level_is_known_by_a_post_in_the_register_on_that_day() -> None:
    held = (Officer("li", "branch", "书记", date(2025, 1, 1), date(2026, 1, 31)),)
    li = Someone("li", "李四", "", "四级调研员")
    assert [LEVELS.of(li, day, held) for day in (date(2026, 1, 31), date(2026, 2, 1))] == ["branch_secretary", "other"]


def test_a_fact_without_marks_counts_only_where_none_are_asked() -> None:
    table = read_report(SMALL).tables[0]
    filled = fill(table, Ground({"matters": (Fact(("x",), days={"decided": Q1.since}),)}, Q1))
    assert (filled.line("1").cells["total"].value, filled.line("2").cells["total"].value) == (0, 1)


def test_the_small_layout_is_good() -> None:
    assert check(SMALL) == ()
    assert tomllib.loads(SMALL)["report"]["name"] == "small"


def _disposed(
    code: str, *, person: str = "张三", clue: str | None = "c", causes: tuple[str, ...] = ()
) -> Disposed:
    who = Someone(None, person)
    return Disposed(f"{code}-{person}", who, date(2026, 2, 2), (code,), clue, "discipline", "", "member", "general", causes=causes)


def test_the_manual_of_the_format_names_everything_that_a_layout_may_ask_for() -> None:
    manual = (resources() / "help" / "formats" / "report.md").read_text(encoding="utf-8")
    for name, source in SOURCES.items():
        line = next(line for line in manual.splitlines() if line.startswith(f"| `{name}`"))
        assert [word for word in (*source.traits, *source.days, *source.numbers) if f"`{word}`" not in line] == []
    assert [word for word in (*COUNTS, *UNITS) if word not in manual] == []
