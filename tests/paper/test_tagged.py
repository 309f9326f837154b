"""A paper tells other programs what its parts are, in reading order, and its content has a digest of its own."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cadreapp.paper.page import FORM, OFFICIAL, RECORD, REGISTER, Geometry
from cadreapp.paper.parts import BODY, HEADING, cell, label_cell, page_foot
from cadreapp.paper.typeset import official
from cadreapp.paper.typeset.blocks import (
    Block,
    Cell,
    Counted,
    Paragraph,
    Row,
    SignLine,
    Span,
    Struck,
    Style,
    Table,
    merged,
)
from cadreapp.paper.typeset.draw import Paper, content_digest, render
from tests.paper.papers import checked, run, squeezed, text_of
from tests.paper.samples import RARE
from tests.paper.test_breaking import corpus


def paper(*blocks: Block, page: Geometry = RECORD, wash: str = "") -> Paper:
    return Paper("关于谈话的记录", blocks, page, page_foot(page), "市档案馆机关纪委", wash)


_ELEMENT = re.compile(r"(Document|Table|TR|TH|TD|P|H\d)(?: \(block\))?:?")


def told(pdf: bytes) -> tuple[list[str], str]:
    """Return the kinds of the elements of the tree in their order, and all its text, as another program reads them."""
    kinds, text = [], ""
    for line in run(["pdfinfo", "-struct-text", "-"], pdf).splitlines():
        found = _ELEMENT.fullmatch(line.strip())
        if found:
            kinds.append(found[1])
        elif not line.strip().startswith("/"):
            text += squeezed(line).replace('"', "")
    return kinds, text


def table(rows: int) -> Table:
    head = (Row((label_cell("对象"), Cell((Paragraph("意见", BODY),), span=2))),)
    body = tuple(Row((cell(f"甲{n // 3}"), cell(f"意见{n}"), cell("认领"))) for n in range(rows))
    return Table((80.0, 250.0, 90.0), merged(body), head=head)


def test_the_file_names_its_language_its_title_and_that_it_is_tagged() -> None:
    pdf = render(paper(Paragraph("正文", BODY)))
    said = run(["pdfinfo", "-"], pdf)
    assert "Tagged:          yes" in said
    assert "Title:           关于谈话的记录" in said
    assert b"/Lang (zh-CN)" in pdf
    assert b"/DisplayDocTitle true" in pdf


def test_headings_paragraphs_and_tables_are_told_in_reading_order(tmp_path: Path) -> None:
    mixed = Paragraph((Span("问：", Style().face), Span("在哪里？" + RARE)), BODY)
    pdf = render(paper(*official.title("谈话记录"), Paragraph("本人说明", HEADING), mixed, table(4), SignLine("甲（签名）：", (90.0,))))
    kinds, text = told(pdf)
    assert kinds[:8] == ["Document", "H1", "H2", "P", "Table", "TR", "TH", "TH"]
    assert kinds[-1] == "P"
    assert f"问：在哪里？{RARE}" in text
    assert text.count("对象") == 1
    checked(pdf, tmp_path)


def test_every_word_of_the_text_is_in_the_tree_and_nothing_of_the_page_is() -> None:
    text = corpus(7, 3000)
    long = Table((60.0, 360.0), (Row((cell("一"), cell(text))),), head=(Row((cell("序号"), cell("内容"))),))
    pdf = render(paper(Paragraph(text, BODY), long, Struck(), SignLine("乙（签名）：", (90.0,)), wash="草稿"))
    assert told(pdf)[1] == squeezed(text + "序号内容一" + text + "以下空白乙（签名）：")


def test_merged_cells_say_over_how_many_rows_and_columns_they_stand() -> None:
    pdf = render(paper(table(6)))
    assert pdf.count(b"/RowSpan 3") == 2
    assert pdf.count(b"/ColSpan 2") == 1
    assert pdf.count(b"/Scope /Column") == 2


def test_a_head_that_is_repeated_is_said_once() -> None:
    kinds, text = told(render(Paper("台账", (table(300),), REGISTER, page_foot(REGISTER))))
    assert text.count("对象") == 1
    assert kinds.count("TR") == 301


def test_headings_become_bookmarks_that_lead_to_their_pages() -> None:
    body = Paragraph("字" * 31 * 30, BODY)
    pdf = render(paper(*official.title("总" * 60), body, Paragraph("小节", HEADING), body, Paragraph("又一节", HEADING)))
    document = pypdfium2.PdfDocument(pdf)
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    assert [(level, title) for level, title, _ in marks] == [(0, "总" * 60), (1, "小节"), (1, "又一节")]
    assert [page for *_, page in marks] == [0, 1, 2]


def test_a_paper_without_a_title_has_bookmarks_all_the_same() -> None:
    document = pypdfium2.PdfDocument(render(paper(Paragraph("小节", HEADING))))
    assert [mark.level for mark in document.get_toc()] == [0]
    document.close()


def test_the_content_digest_knows_no_compressor_and_no_furniture(monkeypatch: pytest.MonkeyPatch) -> None:
    made = paper(Paragraph(corpus(1, 2000), BODY), table(9), Counted("共 {pages} 页", BODY))
    first, pdf = content_digest(made), render(made)
    real = zlib.compress
    monkeypatch.setattr(zlib, "compress", lambda data, *_: real(data, 1))
    assert render(made) != pdf
    assert text_of(render(made)) == text_of(pdf)
    assert content_digest(made) == first
    assert content_digest(Paper(made.title, made.blocks, made.page, page_foot(FORM, "注"), made.unit)) == first
    assert len(first) == 64


@pytest.mark.parametrize("change", [{"blocks": (Paragraph("别的", BODY),)}, {"page": OFFICIAL}, {"wash": "作废"}, {"title": "别的"}])
def test_the_content_digest_tells_whatever_is_seen(change: dict[str, Any]) -> None:
    fields = {"title": "试", "blocks": (Paragraph("正文", BODY),), "page": RECORD, "wash": ""} | change
    plain = Paper("试", (Paragraph("正文", BODY),), RECORD, page_foot(RECORD))
    assert content_digest(Paper(furniture=page_foot(RECORD), **fields)) != content_digest(plain)
