"""Pages keep their geometry, keep together what belongs together, and are the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from cadreapp.paper.fonts import Face
from cadreapp.paper.page import FORM, MM, OFFICIAL, RECORD, SAN, Geometry, landscape
from cadreapp.paper.parts import BODY, CELL, HEADING, cell, official_foot, page_foot
from cadreapp.paper.talk import signing
from cadreapp.paper.typeset.blocks import (
    Align,
    Block,
    Gap,
    PageBreak,
    Paragraph,
    PenLine,
    Row,
    SignLine,
    Struck,
    Style,
    Table,
)
from cadreapp.paper.typeset.draw import Paper, count_pages, render
from cadreapp.paper.typeset.marks import Mark
from cadreapp.paper.view import Pages
from tests.house.tree import ROOT
from tests.paper.papers import characters, checked, fonts_of, lines_drawn, run, squeezed, text_of
from tests.paper.samples import RARE, talk
from tests.paper.test_breaking import corpus


def bare(number: int, total: int) -> list[Mark]:
    return []


def printed(*blocks: Block, page: Geometry = RECORD, foot: bool = False) -> bytes:
    return render(Paper("试", blocks, page, page_foot(page) if foot else bare))


def test_the_official_page_is_22_lines_of_28_characters_in_156_by_225_mm() -> None:
    style = Style(Face.FANG, SAN, OFFICIAL.leading)
    pages = characters(printed(Paragraph("国" * (28 * 22 * 2), style), page=OFFICIAL))
    assert [len(page) for page in pages] == [616, 616]
    full = pages[0]
    rows = sorted({round(sign["top"], 1) for sign in full})
    assert len(rows) == 22
    assert abs(min(sign["x0"] for sign in full) - 28 * MM) < 0.5 * MM
    assert abs(max(sign["x1"] for sign in full) - (28 + 156) * MM) < 0.5 * MM
    # The body face's em box: 0.88 above the baseline, 0.12 below.
    baselines = [OFFICIAL.height - sign["matrix"][5] for sign in full]
    assert abs(min(baselines) - 0.88 * SAN - 37 * MM) < 0.5 * MM
    assert abs(max(baselines) + 0.12 * SAN - (37 + 225) * MM) < 1.0 * MM


def test_the_record_page_holds_24_to_26_lines_and_a_wide_binding_margin() -> None:
    pages = characters(printed(Paragraph("国" * 31 * 40, BODY)))
    rows = {round(sign["top"], 1) for sign in pages[0]}
    assert 24 <= len(rows) <= 26
    assert min(sign["x0"] for sign in pages[0]) >= 28 * MM - 0.1


def test_copied_text_is_the_text_rare_characters_included(tmp_path: Path) -> None:
    text = "".join(corpus(seed, 900) for seed in range(5)) + RARE
    pdf = printed(Paragraph(text, BODY), Paragraph(RARE, HEADING), Paragraph(RARE, Style(Face.TITLE)))
    assert squeezed(text_of(pdf)) == squeezed(text + RARE + RARE)
    checked(pdf, tmp_path)
    listed = fonts_of(pdf, tmp_path)
    assert listed
    assert all(embedded for _, embedded in listed)


def test_a_browser_copies_rare_names_beside_pressed_signs() -> None:
    text = "张三（“𠮷䶮”），李四：“《𬱖𫍽》、（𠮷）”。" * 12
    pdf = printed(Paragraph(text, BODY))
    with Pages(pdf) as pages:
        assert squeezed(pages.text(0)) == text
    assert squeezed(text_of(pdf)) == text


def test_no_word_of_the_light_wash_is_copied_out() -> None:
    pdf = render(Paper("试", (Paragraph("正文", BODY),), RECORD, bare, wash="草稿"))
    assert squeezed(text_of(pdf)) == "正文"


def test_a_table_cell_longer_than_a_page_is_parted_and_heads_are_repeated() -> None:
    long = corpus(3, 3600)
    head = Row((cell("序号"), cell("内容")))
    table = Table((40.0, 380.0), (Row((cell("一"), cell(long))), Row((cell("二"), cell("短")))), head=(head,))
    pdf = printed(table, page=FORM)
    pages = [squeezed("".join(sign["text"] for sign in page)) for page in characters(pdf)]
    assert len(pages) >= 3
    assert all(page.startswith("序号内容") for page in pages)
    whole = "".join(page.removeprefix("序号内容") for page in pages)
    assert sorted(whole) == sorted(squeezed("一" + long + "二短"))


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for lines in range(20, 27):
        pdf = printed(Paragraph("\n".join(["行"] * lines), BODY), Paragraph("标题", HEADING), Paragraph("字" * 100, BODY))
        for page in characters(pdf):
            assert not "".join(sign["text"] for sign in page).endswith("标题")


def test_no_first_or_last_line_stands_alone() -> None:
    for lines in range(19, 26):
        pages = characters(printed(*[Paragraph("行", BODY)] * lines, Paragraph("字" * 31 * 5, Style())))
        counts = [len({round(s["top"], 1) for s in page if s["text"] == "字"}) for page in pages]
        assert 1 not in counts, (lines, counts)


@pytest.mark.parametrize("lines", range(1, 40, 2))
def test_signatures_stand_at_the_foot_with_text_on_their_page(lines: int) -> None:
    signs = (Struck(), PenLine("请手写"), *(SignLine(f"{who}（签名）：", (100.0,), "年　月　日") for who in ("甲", "乙", "丙")))
    pdf = printed(*[Paragraph(f"第{n}行", BODY) for n in range(lines)], *signs)
    pages = characters(pdf)
    last = "".join(sign["text"] for sign in pages[-1])
    assert "行" in last
    assert all(f"{who}（签名）" in last for who in "甲乙丙")
    lowest = max(sign["bottom"] for sign in pages[-1])
    assert RECORD.foot - 25 * MM < lowest <= RECORD.foot + 1


def test_a_signature_row_is_high_enough_for_a_pen() -> None:
    rows = [SignLine("甲：", (100.0,)) for _ in range(4)]
    drawn = sorted(line["top"] for line in lines_drawn(printed(*rows))[0])
    assert all(below - above >= 12 * MM - 0.1 for above, below in pairwise(drawn))


def test_gaps_vanish_at_the_head_of_a_page() -> None:
    pages = characters(printed(Paragraph("甲", BODY), PageBreak(), Gap(200.0), Paragraph("乙", BODY)))
    assert pages[0][0]["top"] == pytest.approx(pages[1][0]["top"], abs=0.1)


def test_an_empty_paper_has_one_page_and_a_break_makes_no_blank_one() -> None:
    assert count_pages((), RECORD) == 1
    assert count_pages((PageBreak(), Paragraph("字", BODY), PageBreak()), RECORD) == 1


def test_right_and_centred_lines_reach_where_they_should() -> None:
    pdf = printed(Paragraph("右边", Style(align=Align.RIGHT)), Paragraph("中间", Style(align=Align.CENTRE)))
    right, middle = characters(pdf)[0][1], characters(pdf)[0][2:]
    assert right["x1"] == pytest.approx(RECORD.left + RECORD.measure, abs=0.5)
    assert (middle[0]["x0"] + middle[-1]["x1"]) / 2 == pytest.approx(RECORD.left + RECORD.measure / 2, abs=0.5)


def test_the_page_on_its_side_keeps_the_binding_margin_on_top() -> None:
    page = landscape(FORM)
    assert (page.width, page.height) == (FORM.height, FORM.width)
    assert page.top >= 28 * MM
    assert page.left + page.measure <= page.width - 20 * MM


def test_the_same_paper_is_the_same_bytes_in_any_order_and_any_process() -> None:
    first = signing(talk())
    chance = random.Random(1)
    for _ in range(3):
        printed(Paragraph(corpus(chance.randrange(99)), BODY))
    again = signing(talk())
    assert first == again
    code = (
        "import sys,hashlib;from tests.paper.samples import talk;from cadreapp.paper.talk import signing,register_page;"
        "register_page(talk());print(hashlib.sha256(signing(talk())).hexdigest())"
    )
    elsewhere = os.environ | {"TZ": "NZST-12", "PYTHONHASHSEED": "77"}
    other = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, env=elsewhere)
    assert other.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_no_time_of_printing_is_in_the_file() -> None:
    said = run(["env", "TZ=UTC0", "pdfinfo", "-"], printed(Paragraph("字", CELL)))
    assert [line for line in said.splitlines() if "Date" in line and " 2000 " not in line] == []
    assert "Title:           试" in said


def test_official_pages_are_numbered_outside_7_mm_below_the_type_area() -> None:
    style = Style(Face.FANG, SAN, OFFICIAL.leading)
    blocks = (Paragraph("国" * 28 * 30, style),)
    odd, even = characters(render(Paper("试", blocks, OFFICIAL, official_foot(OFFICIAL))))
    for page, number in ((odd, "—1—"), (even, "—2—")):
        foot = [sign for sign in page if sign["size"] < 15]
        assert squeezed("".join(sign["text"] for sign in foot)) == number
        dash = OFFICIAL.height - foot[0]["matrix"][5] - 0.293 * 14
        assert dash == pytest.approx((37 + 225 + 7) * MM, abs=0.5 * MM)
    assert odd[-1]["x1"] == pytest.approx(OFFICIAL.left + OFFICIAL.measure - 14, abs=1.5)
    assert next(sign for sign in even if sign["size"] < 15)["x0"] == pytest.approx(OFFICIAL.left + 14, abs=1.5)
