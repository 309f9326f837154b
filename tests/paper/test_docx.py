"""Claims about Word files: they say what the PDF says, to the letter, on the same page, and are the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from cadreapp.paper import makers, wording
from cadreapp.paper.docx import docx
from cadreapp.paper.page import MM, OFFICIAL
from cadreapp.paper.parts import page_foot
from cadreapp.paper.typeset.blocks import Cell, Paragraph, Row, Style, Table
from cadreapp.paper.typeset.draw import Paper, rendering, written
from cadreapp.records import SHAPES
from tests.paper.letters import letter
from tests.paper.meetings import SOURCES
from tests.paper.outlets import TYPED, bare, caught, endless, full
from tests.paper.papers import text_of
from tests.paper.samples import talk

EVERY = pytest.mark.parametrize("name", [*TYPED, *SHAPES])


def _parts(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(made)) as package:
        assert package.testzip() is None
        return {name: package.read(name).decode() for name in package.namelist()}


def _said(made: bytes) -> str:
    """Return the text of the body as it stands in the file."""
    body = Document(BytesIO(made)).element.body
    return "".join(found.text or "" for found in body.iter(qn("w:t")))


def _made(name: str) -> dict[str, str]:
    return _parts(docx(caught(letter(name), next(f for f in wording.shipped().values() if f.of == "letter" and name in f.kinds))))


@EVERY
def test_the_word_file_of_every_form_and_type_says_what_its_pdf_says(name: str) -> None:
    paper = endless(full(name))
    assert Counter(bare(_said(docx(paper)))) == Counter(bare(text_of(written(paper))))


def test_text_stands_in_the_order_of_the_paper() -> None:
    paper = endless(caught(talk(), wording.form("signing")))
    assert bare(_said(docx(paper))) == bare(text_of(written(paper)))


@pytest.mark.parametrize("name", ["signing", "minutes", "letter_summons", "ledger_talk"])
def test_a_word_file_is_the_same_bytes_at_any_time_and_names_no_time_and_no_program(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = docx(full(name))
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert docx(full(name)) == first
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = _parts(first)["docProps/core.xml"]
    assert "dcterms" not in re.sub(r'xmlns:\w+="[^"]*"', "", core)
    assert "python-docx" not in core


def test_an_official_letter_has_the_standards_page_its_grid_and_its_faces() -> None:
    parts = _made("prompt")
    document, styles = parts["word/document.xml"], parts["word/styles.xml"]
    size = dict(re.findall(r'w:(\w+)="(\d+)"', re.search(r"<w:pgSz[^>]*>", document)[0]))  # type: ignore[index]
    margins = dict(re.findall(r'w:(\w+)="(\d+)"', re.search(r"<w:pgMar[^>]*>", document)[0]))  # type: ignore[index]
    assert size == {"w": "11906", "h": "16838"}
    assert (int(margins["top"]), int(margins["left"])) == (round(37 * MM * 20), round(28 * MM * 20))
    measure = int(size["w"]) - int(margins["left"]) - int(margins["right"])
    depth = int(size["h"]) - int(margins["top"]) - int(margins["bottom"])
    assert abs(measure - OFFICIAL.measure * 20) <= 2
    assert measure >= 28 * (32 - 0.5) * 10
    assert 22 * round(OFFICIAL.leading * 20) <= depth < 23 * round(OFFICIAL.leading * 20)
    assert f'w:linePitch="{round(OFFICIAL.leading * 20)}"' in document
    assert 'w:type="linesAndChars"' in document
    assert all(f'w:eastAsia="{face}"' in styles for face in ("仿宋_GB2312", "方正小标宋简体", "黑体"))
    assert '<w:altName w:val="仿宋"/>' in parts["word/fontTable.xml"]


def test_page_numbers_of_a_letter_stand_on_the_outside_and_its_first_page_has_the_red_line_instead() -> None:
    made = docx(caught(letter("prompt"), wording.form("letter_prompt")))
    document = Document(BytesIO(made))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert section.different_first_page_header_footer
    assert "thinThickSmallGap" in section.first_page_footer._element.xml
    odd, even = (_foot(foot) for foot in (section.footer, section.even_page_footer))
    assert odd == "\t\t— PAGE —　"
    assert even == "　— PAGE —"


def _foot(foot: Any) -> str:
    """Return a foot with the names of its fields."""
    marks = {qn("w:t"): lambda e: e.text, qn("w:tab"): lambda e: "\t" if e.get(qn("w:val")) is None else "",
             qn("w:instrText"): lambda e: e.text.strip()}
    text = "".join(marks[e.tag](e) for e in foot._element.iter() if e.tag in marks)
    return text.replace("PAGE1", "PAGE").replace("NUMPAGES1", "NUMPAGES")


def test_a_talk_is_signed_at_the_foot_of_its_pages_and_the_foot_words_of_a_sheet_stand_left() -> None:
    signed = Document(BytesIO(docx(caught(talk(turns=talk().values["turns"] * 4), wording.form("signing")))))
    assert "谈话对象签名：＿＿＿" in _foot(signed.sections[0].footer)
    sheet = Document(BytesIO(docx(caught(SOURCES["remind_sheet"](), wording.form("remind_sheet")))))
    assert _foot(sheet.sections[0].footer) == "内部登记，不交谈话对象\t第 PAGE 页　共 NUMPAGES 页"


@pytest.mark.parametrize(("state", "copy", "word"), [("draft", False, "草稿"), ("sealed", True, "副本"), ("sealed", False, "")])
def test_drafts_and_copies_bear_their_word_across_every_page(state: str, copy: bool, word: str) -> None:
    parts = _parts(docx(caught(replace(letter("remind", state), copy=copy), wording.form("letter_remind"))))
    heads = [text for name, text in parts.items() if "header" in name]
    assert len(heads) == (3 if word else 0)
    assert all(f'string="{word}"' in text for text in heads)


def test_heads_of_tables_are_repeated_rows_keep_room_for_a_pen_and_registers_lie_on_their_side() -> None:
    document = _parts(docx(full("ledger_talk")))["word/document.xml"]
    assert "<w:tblHeader/>" in document
    assert 'w:orient="landscape"' in document
    signing = _parts(docx(caught(SOURCES["sign_in"](), wording.form("sign_in"))))["word/document.xml"]
    heights = [int(found) for found in re.findall(r'<w:trHeight w:val="(\d+)" w:hRule="atLeast"/>', signing)]
    assert sum(height >= 12 * MM * 20 - 1 for height in heights) >= 13


def test_a_marking_and_rare_characters_stand_in_the_file_as_they_are() -> None:
    text = _said(docx(caught(letter("remind"), wording.form("letter_remind"))))
    assert "内部" in text
    assert "张𠮷" in text


def test_joined_cells_and_several_paragraphs_of_a_cell_stay_what_they_are() -> None:
    style = Style()
    rows = (Row((Cell((Paragraph("甲\n乙", style),)), Cell((Paragraph("一", style),)))),
            Row((Cell(joined=True), Cell((Paragraph("二\t三", style),)))))
    made = docx(Paper("试", (Table((80.0, 80.0), rows),), OFFICIAL, page_foot(OFFICIAL)))
    document = _parts(made)["word/document.xml"]
    assert document.index('w:val="restart"') < document.index('w:val="continue"')
    assert [cell.text for cell in Document(BytesIO(made)).tables[0].column_cells(0)] == ["甲\n乙"] * 2
    assert Document(BytesIO(made)).tables[0].cell(1, 1).text == "二\t三"


def test_making_a_word_file_leaves_the_pdf_as_it_was() -> None:
    form = wording.form("letter_remind")
    before = makers.make(letter("remind"), form)
    with rendering(docx):
        assert makers.make(letter("remind"), form).startswith(b"PK")
    assert makers.make(letter("remind"), form) == before


def test_the_red_name_of_a_letter_stands_above_the_type_area_over_its_double_line_and_the_imprint_at_the_foot() -> None:
    document = _made("prompt")["word/document.xml"]
    assert re.search(r'<w:framePr [^>]*w:vAnchor="page"[^>]* w:y="1[56]\d\d"/>', document)
    assert document.index("framePr") < document.index("thickThinSmallGap") < document.index("监督提示函")
    imprint = _made("advice")["word/document.xml"]
    assert 'w:tblpYSpec="bottom"' in imprint
    assert imprint.index('w:tblpYSpec="bottom"') < imprint.index("抄送：") < imprint.index("印发")


@pytest.mark.parametrize("name", ["handover", "disposal", "criticisms", "any"])
def test_who_signs_keeps_the_last_rows_in_a_word_file_too(name: str) -> None:
    """From the second row before the signatures on, every paragraph but the last stays with the next."""
    document = Document(BytesIO(docx(full(name) if name in TYPED else full("talk"))))
    keeping = {one.style_id for one in document.styles if one.element.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None}
    said = list(document.element.body.iter(qn("w:p")))
    kept = [one.style in keeping or one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in said]
    loose = max(at for at, on in enumerate(kept[:-2]) if not on)
    text = "".join(found.text or "" for one in said[loose + 1 :] for found in one.iter(qn("w:t")))
    assert "签名" in text
    assert "𠮷㛃尾" in text
    assert kept.count(False) > 10
