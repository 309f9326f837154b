"""Lines end where a careful typist would end them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreapp.paper.fonts import Face, widths
from cadreapp.paper.typeset.breaker import TIGHTEST, WIDEST, Line, Measured, break_balanced, break_lines
from cadreapp.paper.typeset.signs import KEPT_WHOLE, LONG

WORDS = (
    "监督", "检查", "谈话", "机关纪委", "的", "情况", "说明", "和", "材料", "报送", "2026年3月5日", "14时30分", "3,000.50万元", "12.5%",
    "谈〔2026〕3号", "第十二条", "第3次", "PDF", "GB/T 9704", "https://a.example/x?y=1", "，", "。", "、", "；", "：", "？", "！",
    "（", "）", "《", "》", "“", "”", "——", "……", "·", "𠮷", "䶮", "龑", "100%", "A4纸", "No.7",
)
NEVER_FIRST = set("，。、；：？！）》”％%·…")
NEVER_LAST = set("（《“〔")


def measured(text: str) -> Measured:
    return Measured(text, [widths(Face.FANG)[sign] for sign in text])


def set_text(text: str, ems: float, first: float | None = None) -> tuple[Measured, list[Line]]:
    made = measured(text)
    return made, break_lines(made, (first if first is not None else ems) * 1000, ems * 1000)


def corpus(seed: int, length: int = 400) -> str:
    """Return text in which marks never pile up: two of them at most, as people write."""
    chance = random.Random(seed)
    text = ""
    while len(text) < length:
        word = chance.choice(WORDS)
        if len(word) == 1 and word in NEVER_FIRST | NEVER_LAST and text[-1:] in NEVER_FIRST | NEVER_LAST | {""}:
            continue
        text += word
    return text + "完。"


@pytest.mark.parametrize("ems", [31, 28, 18])
def test_no_line_begins_or_ends_with_what_must_not(ems: int) -> None:
    for seed in range(60):
        text = corpus(seed)
        _, lines = set_text(text, ems)
        for line in lines[1:]:
            assert text[line.start] not in NEVER_FIRST, (seed, text[line.start - 5 : line.start + 5])
        for line in lines[:-1]:
            assert text[line.end - 1] not in NEVER_LAST, (seed, text[line.end - 5 : line.end + 5])


def test_numbers_years_units_and_words_are_kept_whole() -> None:
    for seed in range(60):
        text = corpus(seed)
        ends = {line.end for line in set_text(text, 31)[1]}
        for found in KEPT_WHOLE.finditer(text):
            broken = [end for end in ends if found.start() < end < found.end() and len(found[0]) < LONG]
            assert not broken, text[found.start() - 3 : found.end() + 3]


def test_every_line_fits_and_no_character_is_lost() -> None:
    for seed in range(60):
        text = corpus(seed)
        _, lines = set_text(text, 31)
        assert "".join(text[line.start : line.end] for line in lines).replace(" ", "") == text.replace(" ", "")
        assert all(line.width <= 31000.5 for line in lines)
        assert all(TIGHTEST <= line.spacing <= WIDEST for line in lines)


def test_full_lines_reach_the_edge_and_the_last_keeps_its_width() -> None:
    text = "谈话内容请注意保密如实说明情况" * 9
    _, lines = set_text(text, 31)
    assert all(abs(line.width - 31000) < 1 for line in lines[:-1])
    assert lines[-1].spacing == 0


def test_a_full_page_line_of_the_official_page_holds_28_characters() -> None:
    _, lines = set_text("国" * 280, 28)
    assert [line.end - line.start for line in lines] == [28] * 10
    assert all(line.spacing == 0 for line in lines)


@pytest.mark.parametrize("mark", list("，。、；：？！”）》"))
def test_a_mark_beyond_the_edge_is_drawn_in(mark: str) -> None:
    _, lines = set_text("字" * 28 + mark + "后面还有一些文字要排", 28)
    assert lines[0].end == 29


def test_an_opening_mark_goes_over_to_the_next_line() -> None:
    _, lines = set_text("字" * 27 + "（以下简称纪委）", 28)
    assert lines[0].end == 27


@pytest.mark.parametrize("tail", ["完", "完。", "好！”"])
def test_the_last_line_is_not_one_character(tail: str) -> None:
    _, lines = set_text("字" * 56 + tail, 28)
    assert sum(sign == "字" or sign in "完好" for sign in ("字" * 56 + tail)[lines[-1].start :]) >= 2


def test_a_word_longer_than_the_line_is_broken_rather_than_lost() -> None:
    text = "见" + "x" * 200 + "。"
    _, lines = set_text(text, 10)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.width <= 10001 for line in lines)


def test_a_first_line_indent_shortens_only_the_first_line() -> None:
    _, lines = set_text("字" * 90, 30, first=28)
    assert [line.end - line.start for line in lines] == [28, 30, 30, 2]


@given(st.text(alphabet=st.sampled_from("字国，。（）“”《》——……12ab %·、 "), max_size=120), st.integers(3, 40))
def test_any_text_is_set_whole_within_its_measure(text: str, ems: int) -> None:
    made, lines = set_text(text, ems)
    assert "".join(text[line.start : line.end] for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        if line.end - line.start > 1:
            spaced = (line.end - line.start - 1) * line.spacing - line.squeeze * made.soft(line.start, line.end)
            assert made.width(line.start, line.end) + spaced <= ems * 1000 + 500


@pytest.mark.parametrize(
    "title",
    [
        "关于进一步加强和规范机关纪律检查委员会兼职纪检委员日常监督谈话记录工作的通知",
        "关于市档案馆“智慧档案”项目验收材料报送多次逾期有关情况的谈话记录及整改要求落实情况的报告和下一步工作的建议",
    ],
)
def test_a_long_title_is_broken_into_balanced_lines(title: str) -> None:
    made = measured(title)
    lines = break_balanced(made, 20000)
    lengths = [line.end - line.start for line in lines]
    assert "".join(title[line.start : line.end] for line in lines) == title
    assert len(lines) == -(-len(title) // 20)
    assert max(lengths) - min(lengths) <= 5
    assert not {title[line.start] for line in lines} & NEVER_FIRST


def test_a_short_title_stays_on_one_line() -> None:
    assert len(break_balanced(measured("谈话记录"), 20000)) == 1
