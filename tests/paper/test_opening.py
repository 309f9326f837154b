"""The first page can be shown before the rest is set, and is the page that will be printed."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest

from cadreapp.paper import makers, wording
from cadreapp.paper.page import RECORD, REGISTER
from cadreapp.paper.parts import BODY, SMALL, cell, label_cell, page_foot, signed_foot, titled
from cadreapp.paper.source import PaperInput
from cadreapp.paper.typeset.blocks import Block, Counted, PageBreak, Paragraph, PenLine, Row, SignLine, Struck, Table
from cadreapp.paper.typeset.draw import Paper, render, rendering, written
from cadreapp.paper.typeset.opening import opened, opening
from cadreapp.paper.view import Pages
from cadreapp.paper.wording import Form
from cadreapp.records import SHAPES
from tests.paper.filled import filled
from tests.paper.test_breaking import corpus

ROWS = tuple(Row((cell(str(n), SMALL), cell(corpus(n, 40), SMALL)), 20.0) for n in range(160))
SIGNED = (Struck(), PenLine("请手写"), SignLine("甲（签名）：", (90.0,)))
PAPERS: dict[str, tuple[Block, ...]] = {
    "text": (*titled("谈话记录"), Counted("共 {pages} 页", BODY), *(Paragraph(corpus(n, 300), BODY) for n in range(20)), *SIGNED),
    "one block": (Paragraph(corpus(1, 6500), BODY), *SIGNED),
    "table": (*titled("台账"), Table((60.0, 300.0), ROWS, head=(Row((label_cell("序号"), label_cell("内容"))),))),
    "broken": (Paragraph("前言", BODY), PageBreak(), *(Paragraph(corpus(n, 300), BODY) for n in range(20))),
    "short": (*titled("谈话记录"), Counted("共 {pages} 页", BODY), Paragraph("正文", BODY), *SIGNED),
}


@pytest.mark.parametrize("page", [RECORD, REGISTER], ids=["record", "register"])
@pytest.mark.parametrize("name", PAPERS)
def test_the_first_page_is_that_of_the_whole_but_for_the_count(name: str, page: object) -> None:
    geometry = RECORD if page is RECORD else REGISTER
    for foot in (page_foot(geometry), signed_foot(geometry, "谈话对象", 0)):
        paper = Paper("试", PAPERS[name], geometry, foot)
        whole, first = render(paper), opening(paper)
        with Pages(whole) as pages:
            count = len(pages)
        shown, known = _first(first), _first(whole)
        assert _plain(shown, str(count) if first == whole else "…") == _plain(known, str(count))
        assert (first == whole) == (name == "short")
        with Pages(first) as pages:
            assert len(pages) <= 5


@pytest.mark.parametrize(("letters", "rows"), [(6, 1), (70, 24)], ids=["short", "long"])
@pytest.mark.parametrize("form", [f for f in wording.shipped().values() if f.of in SHAPES], ids=lambda form: form.name)
def test_the_first_page_of_every_form_is_that_of_the_whole_but_for_the_count(form: Form, letters: int, rows: int) -> None:
    shape = SHAPES[form.of]
    values = filled(shape, lambda path: corpus(len(path), letters), rows=rows)
    if shape.kind_field and form.kinds:
        values[shape.kind_field] = form.kinds[0]
    source = PaperInput(shape, values, "市档案馆机关纪委", state="sealed")
    made: list[tuple[bytes, bytes, bool]] = []

    def outlet(paper: Paper) -> bytes:
        whole = written(paper)
        made.append((whole, opening(paper), opened(paper) is paper))
        return whole

    with rendering(outlet):
        makers.make(source, form)
    for whole, first, is_whole in made:
        if is_whole:
            assert first == whole
            continue
        with Pages(whole) as pages:
            count = len(pages)
        assert count > 1
        (shown, ruled), (known, lined) = _seen(first), _seen(whole)
        assert _plain(shown, "…") == _plain(known, str(count))
        assert ruled == lined


def _seen(pdf: bytes) -> tuple[list[tuple[str, int]], list[tuple[int, ...]]]:
    """Return the signs of the first page with how far down they stand, and its lines."""
    with pdfplumber.open(BytesIO(pdf), pages=[1]) as document:
        page = document.pages[0]
        lines = sorted(tuple(round(line[side]) for side in ("x0", "top", "x1", "bottom")) for line in page.lines)
        return [(sign["text"], round(sign["top"])) for sign in page.chars], lines


def _first(pdf: bytes) -> list[tuple[str, int]]:
    return _seen(pdf)[0]


def _plain(signs: list[tuple[str, int]], count: str) -> list[tuple[str, int]]:
    """Return the signs of a page but those that tell how many pages there are."""
    said = "".join(text for text, _ in signs)
    for label in ("共 ", "共"):
        while f"{label}{count} 页" in said:
            at = said.index(f"{label}{count} 页") + len(label)
            signs = signs[:at] + signs[at + len(count) :]
            said = said[:at] + said[at + len(count) :]
    return [(text, top) for text, top in signs if text.strip()]
