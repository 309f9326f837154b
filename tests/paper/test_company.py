"""Claims about the last page of every paper: rows to sign and closing notes never stand there without what they close."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cadreapp.kernel.shape import Family
from cadreapp.office.papers.ledgers_spread import looks
from cadreapp.paper import compose, wording
from cadreapp.paper.figures import report_pdf
from cadreapp.paper.page import FORM, MM, OFFICIAL, SAN, Geometry
from cadreapp.paper.parts import BODY, CELL, HEADING, SMALL, cell, label_cell
from cadreapp.paper.source import PaperInput
from cadreapp.paper.talk import signing
from cadreapp.paper.typeset.blocks import Block, Paragraph, Row, SignLine, Table
from cadreapp.paper.typeset.draw import Paper, count_pages
from cadreapp.paper.typeset.flow import paginate
from cadreapp.paper.typeset.lay import lay
from cadreapp.paper.typeset.marks import Company, Glyphs, Mark, Slab
from cadreapp.records import SHAPES
from tests.paper.filled import filled
from tests.paper.letters import ORGAN, letter
from tests.paper.outlets import caught, caught_from
from tests.paper.registers import NOTHING
from tests.paper.reported import NAMES, report
from tests.paper.samples import talk
from tests.paper.test_every_form import LETTERS, TYPED

# What only a record says: a word of its own, a box that is ticked, a day.
SAID = re.compile("明|☑|2026年")
SIGNS = [SignLine(f"{who}（签名）：", (100.0,), "年　月　日") for who in "甲乙丙"]
STEP = 23.0


def _stub(slab: Slab) -> Slab:
    """Return a slab that draws its text only, so that hundreds of lengths are set in no time."""
    text = "".join(mark.text for mark in slab.marks() if isinstance(mark, Glyphs))
    return replace(slab, marks=lambda: [Glyphs(0.0, 0.0, "", 1.0, 0.0, text, 0.0, 0.0)])


def _laid(blocks: tuple[Block, ...], page: Geometry) -> list[Slab]:
    return [_stub(slab) for block in blocks for slab in lay(block, page)]


def _words(marks: list[Mark]) -> str:
    return "".join(mark.text for mark in marks if isinstance(mark, Glyphs))


def _lonely(slabs: list[Slab], page: Geometry, heights: list[float]) -> list[str]:
    """Return what stands on last pages that say nothing of the record, and where the paper got longer for it."""
    found = []
    for height in heights:
        pages = paginate([Slab(height), *(replace(slab) for slab in slabs)], page)
        last = _words(pages[-1])
        if not SAID.search(last):
            found.append(f"{height:.0f}: {last[:60]}")
        plain = paginate([Slab(height), *(replace(slab, company=Company.NEITHER) for slab in slabs)], page)
        if len(pages) > len(plain):
            found.append(f"{height:.0f}: {len(pages)} pages instead of {len(plain)}")
    return found


def _sweep(paper: Paper) -> list[str]:
    """Let the end of a page wander through the whole paper."""
    depth = paper.page.depth - 2 * paper.page.leading
    heights = [STEP * n for n in range(1, int(depth / STEP) + 1)]
    return _lonely(_laid(paper.blocks, paper.page), paper.page, heights)


def _record(of: str, times: int, form: wording.Form | None = None) -> PaperInput:
    shape = SHAPES[of]
    values = filled(shape, lambda _path: "明写一句话" * times, rows=4)
    if form and shape.kind_field and form.kinds:
        values[shape.kind_field] = form.kinds[0]
    lines = looks([{"title": "明写", "day": "2026年3月5日"}] * 9) if of == "person" else ()
    return PaperInput(shape, values, "市档案馆机关纪委", state="sealed", names={"明写一句话" * times: "明写"}, lines=lines)


@pytest.mark.parametrize("times", [1, 14])
@pytest.mark.parametrize("form", [f for f in TYPED.values() if f.page not in ("official", "letter") and f.own != wording.LEDGER],
                         ids=lambda f: f.name)
def test_no_last_page_of_a_form_holds_only_rows_to_sign_or_notes(form: wording.Form, times: int) -> None:
    assert _sweep(caught(_record(form.of, times, form), form)) == []


@pytest.mark.parametrize("of", [name for name, shape in SHAPES.items() if shape.family in (Family.DOCUMENT, Family.COURSE)])
@pytest.mark.parametrize("state", ["sealed", "draft"])
def test_the_general_form_never_ends_on_a_page_that_is_only_signed(of: str, state: str) -> None:
    assert _sweep(caught(replace(_record(of, 5), state=state), None)) == []


@pytest.mark.parametrize("name", [form.name for form in wording.shipped().values() if form.own == wording.LEDGER])
def test_the_note_below_a_register_keeps_rows_with_it(name: str) -> None:
    form = wording.form(name)
    names = {key for part in form.parts for column in part.get("column", ()) for key in re.findall(r"{([a-z_.]+)", column["text"])}
    lines = [lambda key, how, n=n: "明写" if key in names and n % 3 else "明" for n in range(9)]
    source = PaperInput(NOTHING, {}, "市档案馆机关纪委", state="current", lines=lines)
    assert _sweep(caught(source, form)) == []


@pytest.mark.parametrize("kind", ["remind", "admonish", "entrusted", "clean"])
def test_those_who_sign_a_talk_have_some_of_it_on_their_page(kind: str) -> None:
    gone = set()
    for count in range(8, 46):
        source = talk(kind=kind, style="narrative", turns=[], narrative="\n".join(["明写一句"] * count), statement=None, asks=[], attitude=None)
        paper = caught_from(lambda source=source: signing(source))  # type: ignore[misc]
        for page in paginate(_laid(paper.blocks, paper.page), paper.page):
            words = _words(page)
            assert "签名）" not in words or len(re.findall("明写一句|、", words)) >= 2, (count, words)
        onward = ["此处空白" in _words(page) for page in paginate(_laid(paper.blocks, paper.page), paper.page)]
        gone.add(sum(onward))
    # What goes over to the signatures leaves nothing behind to write on.
    assert gone == {0, 1}


@pytest.mark.parametrize("name", NAMES)
def test_no_last_page_of_a_report_begins_with_who_signs_or_what_is_noted(name: str) -> None:
    paper = caught_from(lambda: report_pdf(report(name)))
    slabs = _laid(paper.blocks, paper.page)
    last = max((at for at, slab in enumerate(slabs) if slab.turn), default=-1) + 1
    for height in range(int(STEP), int(paper.page.depth) - 40, int(STEP)):
        pages = paginate([Slab(float(height)), *(replace(slab) for slab in slabs[last:])], paper.page)
        assert not _words(pages[-1]).startswith(("说明", "通报", "单位负责人")), height


@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize("form", [f for f in LETTERS if f.page in ("official", "letter")], ids=lambda f: f.name)
def test_no_seal_and_no_date_of_a_document_stands_on_a_page_without_its_text(form: wording.Form, times: int) -> None:
    """GB/T 9704-2012 §7.3.5: the page with signature and seal bears text of the body."""
    rows = [{"id": str(n), "what": "明写一句话" * times, "term": "2026-03-20"} for n in range(3)]
    for count in range(1, 27):
        source = letter((form.kinds or ("summons",))[0], matter="明写一句话" * count * times, facts="明写一句话" * count, points=rows)
        pages = [[mark.text for mark in marks if isinstance(mark, Glyphs)]
                 for marks in paginate(_laid(caught(source, form).blocks, OFFICIAL), OFFICIAL)]
        (lines,) = [page[: page.index("2026年3月6日")] for page in pages if "2026年3月6日" in page]
        # Two lines of text, and the name of who signs.
        assert len(lines) >= 3, (count, lines)
        assert lines[-1] == ORGAN


def _pages(*blocks: Block, page: Geometry = FORM) -> list[str]:
    return [_words(marks) for marks in paginate(_laid(blocks, page), page)]


@pytest.mark.parametrize("lines", range(20, 60))
def test_a_row_that_is_parted_leaves_its_last_lines_to_those_who_sign(lines: int) -> None:
    rows = (Row((label_cell("概况"), cell("首"))), Row((label_cell("经过"), cell("\n".join(["行"] * lines), CELL))))
    pages = _pages(Table((80.0, FORM.measure - 80.0), rows), *SIGNS)
    assert pages[-1].count("行") >= 2 or len(pages) == 1
    assert sum(page.count("行") for page in pages) == lines
    assert all(f"{who}（签名）" in pages[-1] for who in "甲乙丙")


@pytest.mark.parametrize("count", range(18, 40))
def test_two_rows_go_with_the_signatures_and_no_head_stays_with_a_single_row(count: int) -> None:
    head = (Row((label_cell("序号"), label_cell("内容"))),)
    rows = tuple(Row((cell("行", SMALL), cell("明", SMALL)), 9 * MM) for _ in range(count))
    pages = _pages(Table((80.0, 300.0), rows, head=head), *SIGNS)
    assert pages[-1].count("行") >= 2
    assert min(page.count("行") for page in pages) >= 2


def test_a_heading_is_no_company() -> None:
    filler = [Paragraph("明", BODY)] * 23
    for more in range(4):
        pages = _pages(*filler, *filler[:more], Paragraph("签名", HEADING), *SIGNS, page=FORM)
        assert "明" in pages[-1]


def test_what_no_page_can_hold_is_still_set_and_lost_nowhere() -> None:
    tall = Row((label_cell("意见"), cell("\n".join(["行"] * 90), CELL)), ending=True)
    notes = tuple(Row((label_cell("签名"), cell("")), 60 * MM, ending=True) for _ in range(6))
    pages = _pages(Table((80.0, 300.0), (tall, *notes)))
    assert sum(page.count("行") for page in pages) == 90
    assert sum(page.count("签名") for page in pages) == 6
    blocks = (Table((80.0, 300.0), notes), Paragraph("尾", replace(SMALL, ending=True)))
    assert count_pages(blocks, FORM) == count_pages(blocks[:1], FORM)
    assert compose.PAGES["official"].size == SAN
