"""Rule packs: what ships is sound, the version of the day is used, a unit's value is seen, a broken pack names line and key."""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.paths import resources
from cadreapp.office.rule.rulebook import shipped_calendar, shipped_rules
from cadreapp.rules.deadlines import deadline
from cadreapp.rules.forms import Matter, Table, count_matter
from cadreapp.rules.measures import MEASURES
from cadreapp.rules.packcheck import check
from cadreapp.rules.packs import Rulebook, read_pack, rulebook
from cadreapp.rules.packschema import schema
from cadreapp.rules.rule import Confidence, Override, Severity, Sort, Unit
from cadreapp.rules.thresholds import reached

BOOK = shipped_rules()
CALENDAR = shipped_calendar()
FILES = sorted((resources() / "rules").glob("*.toml"))
TEXTS = {file.name: file.read_text(encoding="utf-8") for file in FILES}
TERMS = TEXTS["terms.toml"]
NOW = date(2026, 3, 5)
FORMS = {"none": 0, "first": 1, "second": 2, "third": 3, "fourth": 4}
SMALL = """# 一个小包
[pack]
name = "own"
title = "本单位"
version = 1
as_of = 2026-03-05

[[rule]]
id = "DL90"
sort = "term"
title = "报送"
document = "本单位办法"
year = 2026
article = "第三条"
from = 2026-01-01
confidence = "official"
applies_to = ["unit"]
start = "办结之日"
value = { number = 3, unit = "workday" }
sentence = "办结后3个工作日内报送。"
"""


@pytest.mark.parametrize("name", TEXTS)
def test_every_shipped_pack_is_sound(name: str) -> None:
    assert check(TEXTS[name]) == ()


@pytest.mark.parametrize("rule_id", BOOK.ids())
def test_every_rule_tells_where_it_comes_from_and_what_it_means(rule_id: str) -> None:
    for rule in BOOK.versions(rule_id):
        assert rule.document in rule.citation()
        assert str(rule.year) in rule.citation()
        assert rule.sentence.endswith("。")
        assert (rule.severity is Severity.INFO) == (rule.confidence is Confidence.MEMORY)


def test_the_seeds_of_the_trade_are_all_there() -> None:
    wanted = {f"DL{n:02d}" for n in range(1, 21)} | {f"FQ{n:02d}" for n in range(1, 12)} | {"SC01"}
    assert wanted <= set(BOOK.ids())


def test_the_measures_of_the_records_and_of_the_pack_are_the_same() -> None:
    pack = {rule.id: rule for rule in BOOK.of_sort(Sort.MEASURE, NOW)}
    assert set(pack) == {measure.code for measure in MEASURES} | {"T01", "T02"}
    for measure in MEASURES:
        told = pack[measure.code].table
        assert (told["form"], told["party_only"]) == (FORMS[measure.form], measure.party_only), measure.code
        assert pack[measure.code].title == measure.name


def test_an_impact_period_follows_from_measures_that_a_record_can_take() -> None:
    named = {code for rule in BOOK.of_sort(Sort.IMPACT, NOW) for code in rule.measures}
    assert named <= {measure.code for measure in MEASURES}
    assert {"D02B", "Z22"} <= named


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2010, 5, 1), 12), (date(2015, 12, 31), 12), (date(2016, 1, 1), 18), (date(2020, 5, 1), 18), (date(2024, 1, 1), 18)],
)
def test_the_version_in_force_on_the_day_is_used(day: date, months: int) -> None:
    found = BOOK.rule("DL10", day)
    assert found.term is not None
    assert found.term.months == months


def test_a_version_may_be_named_by_hand() -> None:
    found = BOOK.rule("DL10", date(2017, 1, 1), version=2003)
    assert found.term is not None
    assert (found.year, found.term.months) == (2003, 12)
    with pytest.raises(AppError, match="RULE_VERSION_UNKNOWN"):
        BOOK.rule("DL10", NOW, version=1997)


def test_the_wording_of_the_day_is_used() -> None:
    assert "涉嫌违法立案审查" in BOOK.rule("WD01", date(2020, 1, 1)).table["fourth"]
    assert "涉嫌犯罪追究刑事责任" in BOOK.rule("WD01", NOW).table["fourth"]


def test_an_unknown_rule_and_a_day_before_any_version_are_told() -> None:
    with pytest.raises(AppError, match="RULE_UNKNOWN"):
        BOOK.rule("DL99", NOW)
    with pytest.raises(AppError, match="RULE_NOT_IN_FORCE"):
        BOOK.rule("DL13", date(2017, 1, 1))


def test_changing_a_packs_text_changes_the_answer() -> None:
    changed = TERMS.replace("number = 15, unit", "number = 10, unit", 1)
    assert changed != TERMS
    book = BOOK.with_pack(changed)
    start = date(2026, 2, 13)
    assert deadline(BOOK.rule("DL01", start), start, CALENDAR).day == date(2026, 3, 12)
    assert deadline(book.rule("DL01", start), start, CALENDAR).day == date(2026, 3, 5)


def test_a_units_own_value_is_used_and_seen() -> None:
    own = Override("DL03", 3, None, "本单位规程第五条", "李卫东", date(2026, 1, 8), begins=date(2026, 1, 1))
    book = BOOK.with_override(own)
    found = deadline(book.rule("DL03", NOW), NOW, CALENDAR)
    assert found.day == date(2026, 3, 10)
    assert found.rule is not None
    assert found.rule.original == BOOK.rule("DL03", NOW).term
    assert any("本单位规程第五条" in remark and "李卫东" in remark for remark in found.remarks())
    assert found.rule.sentence.startswith("本单位按3个工作日执行。规定原文: ")
    assert book.rule("DL03", date(2025, 6, 1)).override is None
    again = book.with_override(Override("DL03", 4, None, "新规程", "李卫东", date(2026, 2, 8), begins=date(2026, 1, 1)))
    assert len(again.overrides) == 1
    assert book.with_pack(TERMS).rule("DL03", NOW).override == own


def test_of_a_units_own_values_for_a_day_the_one_entered_last_is_used() -> None:
    general = Override("DL03", 3, None, "新规程", "李卫东", date(2026, 2, 8))
    older = Override("DL03", 4, None, "旧规程", "李卫东", date(2026, 1, 8), begins=date(2026, 1, 1), ends=date(2026, 6, 30))
    for book in (BOOK.with_override(general).with_override(older), BOOK.with_override(older).with_override(general)):
        assert book.rule("DL03", NOW).override == general


def test_a_units_own_frequency_is_used() -> None:
    book = BOOK.with_override(Override("FQ12", 2, None, "党委通知", "李卫东", NOW))
    found = book.rule("FQ12", NOW).frequency
    assert found is not None
    assert found.times == 2


def test_a_units_own_threshold_of_one_number_is_used_and_named() -> None:
    rule = BOOK.with_override(Override("TH02", 5, None, "机关党委规定第三条", "李卫东", NOW)).rule("TH02", NOW)
    assert reached(rule, 5).met
    assert not reached(BOOK.rule("TH02", NOW), 5).met
    assert rule.original == {"least": 7}
    assert "本单位自定: 机关党委规定第三条 (李卫东" in rule.citation()


def test_a_frequency_reads_its_number_of_members_from_the_threshold() -> None:
    assert "least_members" not in TEXTS["frequency.toml"]
    for number in (7, 5, 9):
        book = BOOK if number == 7 else BOOK.with_override(Override("TH02", number, None, "机关党委规定", "李卫东", NOW))
        rule = book.rule("FQ02", NOW)
        assert rule.frequency is not None
        assert rule.frequency.least_members == number
        assert ("本单位自定 TH02 设支部委员会: 机关党委规定" in rule.citation()) == (number != 7)
        assert rule.override is None
    assert BOOK.rule("FQ02", date(2019, 1, 1)).frequency == BOOK.rule("FQ02", NOW).frequency


def test_a_pack_may_change_the_threshold_and_so_the_frequency() -> None:
    changed = TEXTS["thresholds.toml"].replace("value = { least = 7 }", "value = { least = 9 }")
    found = BOOK.with_pack(changed).rule("FQ02", NOW).frequency
    assert found is not None
    assert found.least_members == 9


def test_a_number_of_members_is_said_once_in_a_pack() -> None:
    text = SMALL.replace('sort = "term"', 'sort = "frequency"').replace('"DL90"', '"FQ90"').replace(
        'number = 3, unit = "workday"', 'times = 1, per = "year", each = "organisation", kinds = ["life"], least_members = 3, members_by = "TH02"'
    )  # fmt: skip
    assert [flaw.key for flaw in check(text)] == ["rule.FQ90.value.members_by"]


@pytest.mark.parametrize("rule_id", ["TH03", "TH04", "TH05", "TH06", "TH07", "TH08", "TH09"])
def test_a_units_own_share_is_used_and_says_whose_it_is(rule_id: str) -> None:
    rule = BOOK.with_override(Override(rule_id, 0, None, "机关党委规定第三条", "李卫东", NOW, share=Fraction(3, 7))).rule(rule_id, NOW)
    found, before = reached(rule, 0, 70), reached(BOOK.rule(rule_id, NOW), 0, 70)
    assert found.needed == {"TH04": 31, "TH09": 31}.get(rule_id, 30)
    assert before.wanted is None
    assert found.wanted == (None if rule_id == "TH08" and before.needed >= 30 else before.needed)
    assert "本单位自定: 机关党委规定第三条 (李卫东" in rule.citation()
    assert rule.sentence.startswith("本单位按")
    assert BOOK.rule(rule_id, NOW).sentence in rule.sentence


def test_a_stricter_share_says_nothing_of_the_document() -> None:
    rule = BOOK.with_override(Override("TH07", 0, None, "党组规则", "李卫东", NOW, share=Fraction(3, 4))).rule("TH07", NOW)
    assert not rule.laxer
    assert reached(rule, 5, 7).wanted is None
    assert not reached(rule, 5, 7).met
    assert reached(BOOK.rule("TH07", NOW), 5, 7).met


def test_a_units_own_period_of_a_frequency_is_told_and_used() -> None:
    found = BOOK.with_override(Override("FQ04", 2, None, "党委通知", "李卫东", NOW, per="quarter")).rule("FQ04", NOW)
    assert found.frequency is not None
    assert found.frequency.text() == "每季度2次"


def test_a_unit_may_leave_out_what_is_counted_by_local_practice() -> None:
    own = Override("T08", 0, None, "市纪委机关统计口径", "李卫东", NOW)
    matter = Matter(("T08",), NOW, clue=True)
    assert count_matter(matter, BOOK).form == 1
    counted = count_matter(matter, BOOK.with_override(own))
    assert (counted.form, counted.table) == (0, Table.NONE)
    assert "不计入四种形态" in counted.why[0]
    assert "本单位自定" in BOOK.with_override(own).rule("T08", NOW).citation()


@pytest.mark.parametrize(
    "own",
    [
        Override("T08", 2, None, "甲", "乙", NOW), Override("T03", 0, None, "甲", "乙", NOW),
        Override("WD01", 3, None, "甲", "乙", NOW), Override("DL03", 0, None, "甲", "乙", NOW),
        Override("DL03", 3, None, " ", "乙", NOW), Override("DL03", 3, None, "甲", "", NOW),
        Override("DL04", 30, Unit.DAY, "甲", "乙", NOW), Override("TH03", 2, None, "甲", "乙", NOW),
        Override("TH01", 2, None, "甲", "乙", NOW), Override("DL03", 3, None, "甲", "乙", NOW, per="month"),
        Override("FQ04", 3, None, "甲", "乙", NOW, per="week"), Override("FQ05", 1, None, "甲", "乙", NOW, per="half"),
        Override("TH02", 3, Unit.DAY, "甲", "乙", NOW), Override("TH02", 0, None, "甲", "乙", NOW, share=Fraction(1, 2)),
        Override("TH03", 0, None, "甲", "乙", NOW, share=Fraction(3, 2)), Override("TH04", 0, None, "甲", "乙", NOW, share=Fraction(1)),
        Override("TH03", 0, Unit.DAY, "甲", "乙", NOW, share=Fraction(1, 2)),
        Override("DL03", 0, None, "甲", "乙", NOW, share=Fraction(1, 2)),
    ],
)  # fmt: skip
def test_an_own_value_that_says_nothing_is_refused(own: Override) -> None:
    with pytest.raises(AppError, match="RULE_OVERRIDE_UNFIT"):
        BOOK.with_override(own)


def _line(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.mark.parametrize(
    ("old", "new", "key", "at"),
    [
        ('unit = "workday"', 'unit = "fortnight"', "rule.DL90.value.unit", "fortnight"),
        ("number = 3", 'number = "three"', "rule.DL90.value.number", "three"),
        ("number = 3", "number = true", "rule.DL90.value.number", "true"),
        ("number = 3", "number = 0", "rule.DL90.value.number", "number = 0"),
        ("unit =", "rolls = 1, unit =", "rule.DL90.value.rolls", "rolls"),
        ('confidence = "official"', 'confidence = "sure"', "rule.DL90.confidence", "sure"),
        ('sentence = "办结', 'script = "import os"\nsentence = "办结', "rule.DL90.script", "script"),
        ("year = 2026", "year = 2027", "rule.DL90.year", "2027"),
        ("from = 2026-01-01", 'from = "2026-02-30"', "rule.DL90.from", "2026-02-30"),
        ("from = 2026-01-01", "from = 2026-01-01\nto = 2025-01-01", "rule.DL90.to", "to = "),
        ('id = "DL90"', 'id = "dl90"', "rule.dl90.id", "dl90"),
        ('id = "DL90"', 'id = "FQ90"', "rule.FQ90.id", "FQ90"),
        ('start = "办结之日"\n', "", "rule.DL90.start", "[[rule]]"),
        ('applies_to = ["unit"]', "applies_to = []", "rule.DL90.applies_to", "applies_to"),
        ('applies_to = ["unit"]', 'applies_to = [\n  "unit",\n  "moon",\n]', "rule.DL90.applies_to.1", "applies_to"),
        ("version = 1", "version = [", "version", "version = ["),
        ('title = "报送"', 'title = "报\\u0000送"', "rule.DL90.title", "u0000"),
        ('title = "报送"', 'title = ""', "rule.DL90.title", 'title = ""'),
        ('title = "报送"', 'title = "报送"\ntitle = "报"', "title", '"报"'),
    ],
)
def test_a_broken_pack_names_line_and_key(old: str, new: str, key: str, at: str) -> None:
    text = SMALL.replace(old, new, 1)
    flaws = check(text)
    assert (key, _line(text, at)) in {(flaw.key, flaw.line) for flaw in flaws} or _near(text, at, key, flaws[0].line, flaws[0].key)


def _near(text: str, at: str, key: str, line: int, found: str) -> bool:
    """Tell whether a fault of TOML's own syntax is told at its line or the next, which is where the reader noticed it."""
    return found in (key, "as_of", "") and 0 <= line - _line(text, at) <= 1


def test_versions_that_overlap_are_told() -> None:
    twice = SMALL + SMALL[SMALL.index("[[rule]]") :]
    before = len(SMALL.splitlines())
    flaws = check(twice)
    assert [(flaw.key, flaw.line - before) for flaw in flaws] == [("rule.DL90.year", 6), ("rule.DL90.from", 8)]
    assert "重叠" in flaws[1].what


def test_an_impact_period_in_days_is_told() -> None:
    text = SMALL.replace('sort = "term"', 'sort = "impact"\nfamily = "party"\nmeasures = ["D01"]')
    assert [flaw.key for flaw in check(text)] == ["rule.DL90.value.unit"]


@pytest.mark.parametrize("broken", [b"\xff\xfe", b"x" * 100, b"", b"[pack]", b"rule = 3", b"pack = 1\nrule = [1]", b"a = " + b"[" * 5000])
def test_nonsense_is_told_and_never_raises(broken: bytes) -> None:
    assert check(broken)


@given(st.data())
def test_a_pack_with_a_line_lost_or_doubled_never_raises(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + 1] = data.draw(st.sampled_from([[], [lines[at]] * 2, [lines[at][: len(lines[at]) // 2]], ["[[rule]]"]]))
    text = "\n".join(lines)
    flaws = check(text)
    assert all(1 <= flaw.line <= len(lines) + 1 for flaw in flaws)
    if not flaws:
        read_pack(text)


def test_a_broken_pack_is_refused_and_the_old_one_stays() -> None:
    broken = TERMS.replace('unit = "workday"', 'unit = "夸父"', 1)
    with pytest.raises(AppError) as refused:
        BOOK.with_pack(broken, "terms.toml")
    assert refused.value.code == "PACK_BROKEN"
    assert refused.value.values["key"] == "rule.DL01.value.unit"
    assert refused.value.values["line"] == _line(broken, "夸父")
    assert "terms.toml" in refused.value.message()
    assert BOOK.rule("DL01", NOW).term is not None


def test_two_packs_never_share_an_id() -> None:
    with pytest.raises(AppError, match="PACK_BROKEN") as refused:
        BOOK.with_pack(SMALL.replace("DL90", "DL01"), "own.toml")
    assert refused.value.values["line"] == 9


def test_a_pack_that_drops_a_rule_the_unit_has_changed_is_refused() -> None:
    book = rulebook({"own.toml": SMALL}, [Override("DL90", 5, None, "甲", "乙", NOW)])
    with pytest.raises(AppError, match="RULE_UNKNOWN"):
        book.with_pack(SMALL.replace("DL90", "DL91"))


def test_a_pack_with_a_byte_order_mark_is_read() -> None:
    assert Rulebook().with_pack(b"\xef\xbb\xbf" + SMALL.encode()).ids() == ("DL90",)


def test_the_schema_is_json_and_names_every_key_in_use() -> None:
    told = json.dumps(schema(), ensure_ascii=False)
    used = {key for text in TEXTS.values() for key in re.findall(r"^(\w+) =", text, re.MULTILINE)}
    assert all(f'"{key}"' in told for key in used)
