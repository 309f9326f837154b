"""The typesetter at its ends: a long corpus, a register of hundreds of pages, a talk of forty, long titles and names."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cadreapp.paper.forms import any_record
from cadreapp.paper.page import FORM, MM, OFFICIAL, RECORD, REGISTER, SAN, Geometry, landscape
from cadreapp.paper.parts import BODY, SMALL, cell, label_cell, page_foot, titled
from cadreapp.paper.source import PaperInput
from cadreapp.paper.talk import signing
from cadreapp.paper.typeset import official
from cadreapp.paper.typeset.blocks import Block, Cell, Paragraph, Row, Style, Table
from cadreapp.paper.typeset.draw import Paper, render
from cadreapp.paper.typeset.lay import lay
from cadreapp.paper.typeset.lines import set_paragraph
from cadreapp.paper.typeset.marks import Mark
from cadreapp.paper.typeset.signs import NOT_AT_HEAD, NOT_AT_TAIL
from cadreapp.paper.view import Pages
from tests.paper.papers import characters, checked, lines_drawn, squeezed, text_of
from tests.paper.samples import TALK, talk, talk_values, who
from tests.paper.test_breaking import corpus

HALF = 0.5 * MM
LONG_NAME = "阿卜杜热西提·买买提艾力·吐尔逊江·库尔班·赛麦提"
LONG_TITLE = "关于进一步加强和规范市直机关纪律检查委员会兼职纪检委员日常监督谈话记录填写审核归档保密以及移交工作的通知（试行稿）"


def bare(number: int, total: int) -> list[Mark]:
    return []


def printed(*blocks: Block, page: Geometry = RECORD) -> bytes:
    return render(Paper("试", blocks, page, bare))


@pytest.mark.campaign
def test_no_line_of_a_long_corpus_begins_or_ends_with_what_must_not(rounds: Callable[[int, int], range]) -> None:
    # 600 characters fill a page; the long version is 500 pages.
    for seed in rounds(40, 500):
        chance = random.Random(seed)
        style = chance.choice([BODY, official.BODY, SMALL])
        measure = chance.choice([OFFICIAL.measure, RECORD.measure, 18 * SAN])
        lines = ["".join(glyphs.text for glyphs in line) for line in set_paragraph(Paragraph(corpus(seed, 600), style), measure)]
        heads = [line for line in lines[1:] if line[0] in NOT_AT_HEAD]
        tails = [line for line in lines[:-1] if line[-1] in NOT_AT_TAIL]
        assert (heads, tails) == ([], []), seed


@pytest.mark.campaign
def test_every_line_of_a_long_corpus_fills_its_measure_and_none_leaves_it(rounds: Callable[[int, int], range]) -> None:
    full = parted = 0
    for seed in rounds(20, 500):
        # Addresses leave gaps that no spacing should fill.
        text = corpus(seed, 1200).replace("https://a.example/x?y=1", "网上").replace("GB/T 9704", "国家标准")
        page = characters(printed(Paragraph(text, official.BODY), page=OFFICIAL))[0]
        ends: dict[int, float] = {}
        for sign in page:
            # A stand-in is lifted a little: lines are told by the page's grid.
            line = int((OFFICIAL.height - sign["matrix"][5] - OFFICIAL.top) / OFFICIAL.leading)
            ends[line] = max(ends.get(line, 0.0), _ink(sign))
        right = OFFICIAL.left + OFFICIAL.measure
        assert max(ends.values()) <= right + HALF
        assert min(sign["x0"] for sign in page) >= OFFICIAL.left - HALF
        inner = list(ends.values())[:-1]
        full += sum(end >= right - HALF for end in inner)
        parted += len(inner)
    assert full / parted > 0.9


def _ink(sign: dict[str, float | str]) -> float:
    """Return where a character's ink may reach: a closing sign's blank hangs out."""
    blank = {**dict.fromkeys("，。、）》”", 0.5), **dict.fromkeys("；：？！", 0.4)}.get(str(sign["text"]), 0.0)
    return float(sign["x1"]) - blank * float(sign["size"])


def test_a_full_official_page_is_measured_to_be_28_by_22_in_its_margins() -> None:
    page = characters(printed(Paragraph("国" * 28 * 66, replace(official.BODY, first=0.0)), page=OFFICIAL))[1]
    rows: dict[float, int] = {}
    for sign in page:
        rows[round(sign["matrix"][5], 1)] = rows.get(round(sign["matrix"][5], 1), 0) + 1
    assert list(rows.values()) == [28] * 22
    assert min(sign["x0"] for sign in page) == pytest.approx(28 * MM, abs=HALF)
    assert 210 * MM - max(sign["x1"] for sign in page) == pytest.approx(26 * MM, abs=HALF)
    # The em box of the body face: 0.88 above the baseline, 0.12 below.
    assert OFFICIAL.height - max(rows) - 0.88 * SAN == pytest.approx(37 * MM, abs=HALF)
    assert min(rows) - 0.12 * SAN == pytest.approx(35 * MM, abs=HALF)


@pytest.mark.campaign
def test_a_register_of_hundreds_of_pages_repeats_its_head_and_loses_no_row(
    rounds: Callable[[int, int], range], tmp_path: Path
) -> None:
    count = len(rounds(450, 3300))
    columns = (35.0, 90.0, 150.0, 260.0, 90.0, 60.0)
    head = (Row(tuple(label_cell(name) for name in ("序号", "对象", "事由", "内容", "时间", "办结"))),)
    texts = [(str(n), f"第{n}人", "材料报送", "报送三次，两次逾期，已提醒谈话并限期补齐" * (1 + n % 3), "2026年3月5日", "是") for n in range(count)]
    rows = tuple(Row(tuple(cell(text, SMALL, middle=True) for text in row)) for row in texts)
    pdf = render(Paper("台账", (Table(columns, rows, head=head),), REGISTER, page_foot(REGISTER)))
    checked(pdf, tmp_path)
    with Pages(pdf) as pages:
        said = [squeezed(pages.text(number)) for number in range(len(pages))]
    assert len(said) > (300 if count > 3000 else 40)
    assert all(page.startswith("序号对象事由内容时间办结") for page in said)
    whole = "".join(said)
    assert [n for n in range(count) if f"第{n}人材料报送" not in whole] == []


def test_a_talk_of_forty_pages_is_whole() -> None:
    turns = [{"id": str(n), "question": f"第{n}问：" + corpus(n, 60), "answer": corpus(n + 900, 340)} for n in range(82)]
    pdf = signing(talk(turns=turns))
    with Pages(pdf) as pages:
        assert len(pages) >= 40
        said = squeezed("".join(pages.text(number) for number in range(len(pages))))
    assert all(f"第{n}问" in said for n in range(82))
    assert f"共{len(characters(pdf))}页" in said


def test_a_title_of_sixty_characters_stands_in_balanced_lines_within_the_page() -> None:
    title = (LONG_TITLE + "、填表说明和注意事项")[:60]
    assert len(title) == 60
    for page, blocks in ((OFFICIAL, official.title(title)), (FORM, titled(title)), (REGISTER, titled(title))):
        signs = characters(printed(*blocks, page=page))[0]
        assert "".join(sign["text"] for sign in signs) == title
        widths: dict[float, list[float]] = {}
        for sign in signs:
            widths.setdefault(round(sign["matrix"][5]), []).extend((sign["x0"], sign["x1"]))
        spans = [max(xs) - min(xs) for xs in widths.values()]
        assert max(spans) <= page.measure + HALF
        assert min(spans) > 0.6 * max(spans)


def test_a_name_of_twenty_five_characters_is_whole_wherever_it_stands(tmp_path: Path) -> None:
    assert len(LONG_NAME) == 25
    for pdf in (signing(talk(person=who(LONG_NAME, "市档案馆", "科长"))), any_record(PaperInput(TALK, talk_values(person=who(LONG_NAME))))):
        assert LONG_NAME in squeezed(text_of(pdf))
        checked(pdf, tmp_path)
        for page in characters(pdf):
            assert max(sign["x1"] for sign in page) <= 210 * MM - 20 * MM


@pytest.mark.parametrize("page", [FORM, REGISTER, landscape(RECORD)], ids=["form", "register", "record"])
def test_a_cell_longer_than_a_page_goes_on_under_the_repeated_head(page: Geometry) -> None:
    long = corpus(3, 4200)
    head = Row((cell("序号"), cell("内容"), cell("备注")))
    rows = (Row((cell("甲"), cell(long), cell("已办"))), Row((Cell(joined=True), cell("短"), cell("未办"))))
    pdf = printed(Table((40.0, page.measure - 140.0, 100.0), rows, head=(head,)), page=page)
    said = ["".join(sign["text"] for sign in signs) for signs in characters(pdf)]
    assert len(said) >= 2
    assert all(one.startswith("序号内容备注") for one in said)
    whole = "".join(one.removeprefix("序号内容备注") for one in said)
    assert whole.count("已办") == whole.count("未办") == 1
    assert len(squeezed(whole)) >= len(squeezed(long)) + 6
    for lines in lines_drawn(pdf):
        assert max(line["bottom"] for line in lines) <= page.foot + page.leading


@pytest.mark.parametrize("text", ["", " ", "\n", "　", "\u200b"])
def test_empty_parts_take_their_line_and_no_more(text: str, tmp_path: Path) -> None:
    empty = Row((cell(text), cell(text)), 20.0)
    pdf = printed(Paragraph(text, BODY), *official.addressed(text), Table((90.0, 90.0), (empty, empty)), *titled(text or "题"), page=OFFICIAL)
    checked(pdf, tmp_path)
    assert len(characters(pdf)) == 1
    for slab in lay(Paragraph(text, Style()), RECORD):
        assert slab.height == Style().leading
