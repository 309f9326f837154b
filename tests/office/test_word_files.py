"""Claims about Word files: every paper of every type becomes one, with nothing lost, the same bytes for the same record."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.office.papers import printing
from cadreapp.paper.view import Pages
from cadreapp.records import SHAPES
from tests import make

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What stands outside the text or is drawn: page numbers, signs to write on, struck blanks, the word across a draft, the edition.
_OUTSIDE = re.compile(r"\s|[＿—－/]|第\d+页|共\d+页|第\d+版|以下空白|此处空白，接下页|草稿|(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}")


def plain(text: str) -> str:
    # PDFium leaves a sign of plane 2 out where it reads the text told for pressed punctuation.
    return _OUTSIDE.sub("", re.sub(r"\s|𠮷", "", text))


@pytest.mark.parametrize("name", ["talk", "reminder", "meeting", "letter", "disposition"])
def test_the_word_file_of_every_paper_says_what_the_pdf_says(tmp_path: Path, name: str) -> None:
    assert name in SHAPES
    with make.office(tmp_path, FixedClock(make.MORNING)) as office:
        made = make.full(office, name, "𠮷䶮㛃·<&>")
        for form in office.ask(printing.offered, made):
            word = office.ask(printing.other, made, ".docx", form.name)
            assert office.ask(printing.other, made, ".docx", form.name) == word
            with zipfile.ZipFile(BytesIO(word)) as package:
                roots = {part: ElementTree.fromstring(package.read(part)) for part in package.namelist()}
            document = roots["word/document.xml"]
            said = "".join(node.text or "" for node in document.iter(W + "t"))
            with Pages(office.ask(printing.pdf, made, form.name).pdf) as pages:
                shown = "".join(pages.text(number) for number in range(len(pages)))
            feet = [root for part, root in roots.items() if part.startswith("word/footer")]
            said += "".join(node.text or "" for foot in feet for node in foot.iter(W + "t"))
            heads = [plain("".join(node.text or "" for node in row.iter(W + "t"))) for row in document.iter(W + "tr")
                     if row.find(f"{W}trPr/{W}tblHeader") is not None]
            lost = []
            for line in map(plain, shown.splitlines()):
                # A head that is repeated stands on one line with what follows it.
                rest = next((line.removeprefix(head) for head in heads if head and line.startswith(head)), line)
                if rest not in plain(said):
                    lost.append(line)
            assert lost == [], form.name
            assert shown.count("𠮷") == 0 or "𠮷䶮㛃·<&>" in said
            fonts = {node.get(W + "eastAsia") for node in roots["word/styles.xml"].iter(W + "rFonts")}
            assert fonts <= {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}
            assert any("PAGE" in (node.text or "") for foot in feet for node in foot.iter(W + "instrText"))
