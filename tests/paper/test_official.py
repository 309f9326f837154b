"""公文, 信函 and 纪要 stand on the paper where GB/T 9704-2012 puts them, as another program measures the file."""

from __future__ import annotations

from typing import Any

import pytest

from cadreapp.paper.page import MM, OFFICIAL, REGISTER, SAN, SIGN_ROW
from cadreapp.paper.parts import SMALL, cell, label_cell
from cadreapp.paper.typeset import official
from cadreapp.paper.typeset.blocks import Block, Cell, Paragraph, Row, Table, merged
from cadreapp.paper.typeset.draw import Paper, render
from tests.paper.papers import characters, lines_drawn, squeezed

NEAR = 0.5 * MM
NAME = "市档案馆机关纪律检查委员会"


def pdf_of(*blocks: Block, letter: bool = False) -> bytes:
    return render(Paper("试", blocks, OFFICIAL, official.official_foot(letter=letter)))


def red(pdf: bytes, page: int = 0) -> list[dict[str, Any]]:
    return [line for line in lines_drawn(pdf)[page] if tuple(line["stroking_color"]) == (1, 0, 0)]


def baselines(page: list[dict[str, Any]]) -> list[float]:
    """Return the baselines of a page's characters of size 3, in points from the paper's top."""
    return sorted({round(OFFICIAL.height - sign["matrix"][5], 2) for sign in page if abs(sign["size"] - SAN) < 0.1})


def line_of(page: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    at = "".join(sign["text"] for sign in page).index(text)
    return page[at : at + len(text)]


def test_the_head_of_a_document_stands_where_the_standard_says() -> None:
    pdf = pdf_of(*official.official_head(NAME, "市档纪〔2026〕1号", official.marks("000001", "内部", "加急")), *official.title("关于谈话的通知"))
    page = characters(pdf)[0]
    mast = line_of(page, NAME)
    ink = OFFICIAL.height - mast[0]["matrix"][5] - 0.845 * mast[0]["size"]
    assert ink == pytest.approx((37 + 35) * MM, abs=NEAR)
    assert tuple(mast[0]["non_stroking_color"]) == (1, 0, 0)
    number = line_of(page, "市档纪〔2026〕1号")
    (line,) = red(pdf)
    assert line["top"] - (OFFICIAL.height - number[0]["matrix"][5] + 0.12 * SAN) == pytest.approx(4 * MM, abs=NEAR)
    assert line["width"] == pytest.approx(156 * MM, abs=1.5)
    assert "".join(sign["text"] for sign in page[:10]) == "000001内部加急"


def test_a_letter_has_two_double_lines_of_170_mm_and_no_number_on_its_first_page() -> None:
    body = Paragraph("国" * 28 * 40, official.BODY)
    pdf = pdf_of(*official.letter_head(NAME, "函〔2026〕2号"), body, letter=True)
    lines = red(pdf)
    assert [line["width"] for line in lines] == pytest.approx([170 * MM] * 4)
    assert {round(line["x0"] + line["x1"]) for line in lines} == {round(210 * MM)}
    mast = line_of(characters(pdf)[0], NAME)
    size = mast[0]["size"]
    assert OFFICIAL.height - mast[0]["matrix"][5] - 0.845 * size == pytest.approx(30 * MM, abs=NEAR)
    assert lines[0]["top"] == pytest.approx(30 * MM + size + 4 * MM, abs=2 * NEAR)
    assert lines[0]["linewidth"] > lines[1]["linewidth"]
    assert lines[2]["linewidth"] < lines[3]["linewidth"]
    assert OFFICIAL.height - lines[3]["bottom"] == pytest.approx(20 * MM, abs=2 * NEAR)
    assert not red(pdf, 1)
    said = ["".join(sign["text"] for sign in page) for page in characters(pdf)]
    assert "—" not in said[0]
    assert squeezed(said[1]).endswith("—2—")


@pytest.mark.parametrize("number", ["函〔2026〕2号", ""])
@pytest.mark.parametrize("secret", ["内部", ""])
def test_the_mark_of_a_letter_stands_left_in_the_line_of_its_number(number: str, secret: str) -> None:
    head = official.letter_head("机关纪委", number, official.marks("", secret))
    pdf = pdf_of(*head, *official.title("约谈通知书"), letter=True)
    page = characters(pdf)[0]
    double = red(pdf)[1]["bottom"]
    for text, edge, at in ((secret, "x0", OFFICIAL.left), (number, "x1", OFFICIAL.left + OFFICIAL.measure)):
        if text:
            signs = line_of(page, text)
            assert min(abs(sign[edge] - at) for sign in signs) < NEAR
            top = OFFICIAL.height - signs[0]["matrix"][5] - 0.88 * SAN
            assert top - double == pytest.approx(7 / 8 * SAN, abs=2 * NEAR)


def test_every_body_line_stands_on_the_grid_whatever_stands_above_it() -> None:
    head = official.official_head(NAME, "市档纪〔2026〕1号")
    pdf = pdf_of(*head, *official.title("关于" + "进一步做好谈话" * 6 + "的通知"), *official.addressed("各支部"), Paragraph("国" * 900, official.BODY))
    for page in characters(pdf):
        for y in baselines(page):
            lines = (y - OFFICIAL.top - 0.88 * SAN) / OFFICIAL.leading
            assert abs(lines - round(lines)) < 0.01, y


@pytest.mark.parametrize("issuer", ["机关纪委", NAME, "市" * 40])
@pytest.mark.parametrize("sealed", [True, False])
def test_name_and_date_stand_as_the_standard_says(issuer: str, sealed: bool) -> None:
    page = characters(pdf_of(Paragraph("正文。", official.BODY), *official.signature(issuer, "2026年3月5日", sealed=sealed)))[0]
    right = OFFICIAL.left + OFFICIAL.measure
    date = line_of(page, "2026年3月5日")
    name = line_of(page, issuer[:4])
    assert min(sign["x0"] for sign in page) >= OFFICIAL.left - NEAR
    assert max(sign["x1"] for sign in page) <= right + NEAR
    if len(issuer) > 20:
        return
    whole = line_of(page, issuer)
    if sealed:
        assert (whole[0]["x0"] + whole[-1]["x1"]) / 2 == pytest.approx((date[0]["x0"] + date[-1]["x1"]) / 2, abs=1)
    else:
        assert date[0]["x0"] - name[0]["x0"] == pytest.approx(2 * SAN, abs=1)
        assert right - max(date[-1]["x1"], whole[-1]["x1"]) == pytest.approx(2 * SAN, abs=1)


@pytest.mark.parametrize("lines", range(14, 24))
def test_no_signature_stands_alone_on_its_page(lines: int) -> None:
    body = official.accompanied([Paragraph("字" * 28 * lines, official.BODY)])
    pages = characters(pdf_of(*body, *official.signature("机关纪委", "2026年3月5日")))
    assert "字" in {sign["text"] for sign in pages[-1]}


@pytest.mark.parametrize("lines", [3, 19, 21])
def test_the_imprint_stands_whole_at_the_foot_of_the_last_page(lines: int) -> None:
    imprint = official.imprint("机关各处室，直属各单位" * 4, "市档案馆机关纪委", "2026年3月5日")
    pdf = pdf_of(Paragraph("字" * 28 * lines, official.BODY), *imprint)
    drawn = lines_drawn(pdf)[-1]
    assert [round(line["linewidth"] / MM, 2) for line in drawn] == [0.35, 0.25, 0.35]
    assert OFFICIAL.foot - MM < drawn[-1]["bottom"] <= OFFICIAL.foot + NEAR
    said = squeezed("".join(sign["text"] for sign in characters(pdf)[-1]))
    assert said.index("抄送：") < said.index("2026年3月5日印发")


def test_without_anything_to_say_there_is_no_imprint_and_no_list_of_enclosures() -> None:
    assert official.imprint() == []
    assert official.enclosed([]) == []


def test_a_turned_name_of_an_enclosure_stands_under_its_first_character() -> None:
    page = characters(pdf_of(*official.enclosed(["分工表", "登记表及填写说明" * 6])))[0]
    second = line_of(page, "登记表及")[0]
    turned = next(sign for sign in page if sign["top"] > second["top"] + 10)
    assert turned["x0"] == pytest.approx(second["x0"], abs=0.5)


def register(rows: int, each: int) -> bytes:
    made = tuple(Row((cell(f"甲{n // each}", SMALL, middle=True), cell(f"意见{n}", SMALL, middle=True)), SIGN_ROW) for n in range(rows))
    head = (Row((label_cell("对象"), label_cell("意见"))), Row((Cell(joined=True), label_cell("原意"))))
    return render(Paper("试", (Table((80.0, 500.0), merged(made), head=head),), REGISTER, lambda number, total: []))


def test_joined_cells_are_said_once_on_each_page_that_shows_them() -> None:
    pages = ["".join(sign["text"] for sign in page) for page in characters(register(60, 30))]
    assert len(pages) > 4
    assert all(page.startswith("对象意见原意") for page in pages)
    assert all(page.count("甲0") + page.count("甲1") in (1, 2) for page in pages)
    assert "".join(pages).count("意见") == 60 + len(pages)


def test_no_line_crosses_a_joined_cell_and_every_page_closes_it() -> None:
    for lines in lines_drawn(register(60, 30)):
        level = [line for line in lines if line["height"] < 0.1 and line["x0"] < REGISTER.left + 1]
        assert min(line["top"] for line in level) == pytest.approx(min(line["top"] for line in lines), abs=1)
        assert max(line["top"] for line in level) == pytest.approx(max(line["bottom"] for line in lines), abs=1)


def test_a_small_group_stays_on_one_page_with_its_word_in_the_middle() -> None:
    pages = characters(register(40, 3))
    for page in pages:
        said = "".join(sign["text"] for sign in page)
        for number in range(13):
            if f"甲{number}意" in said:
                assert f"意见{3 * number + 2}" in said
    first = pages[0]
    middle = line_of(first, "甲0")[0]["top"]
    assert middle == pytest.approx(line_of(first, "意见1")[0]["top"], abs=1)
