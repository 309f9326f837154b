"""Measured at the typesetter alone: against the canvas it draws on, against other typesetters, and what the first page takes.

Other typesetters never ship: they are asked when the Python of the environment, or of the folder that CADREAPP_BENCH_TOOLS
names, has them. `python3 -m venv FOLDER && FOLDER/bin/pip install typst==0.15.2 weasyprint==70.0` makes such a folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from cadreapp.bench.gauge import paired, peak, seconds
from cadreapp.bench.ground import Words
from cadreapp.bench.printing import drawn, watched
from cadreapp.bench.row import Figure
from cadreapp.paper.fonts import FOLDER
from cadreapp.paper.page import MM, RECORD
from cadreapp.paper.parts import BODY, page_foot
from cadreapp.paper.typeset.blocks import Paragraph
from cadreapp.paper.typeset.draw import Paper, render
from cadreapp.paper.view import Pages

TOOLS = "CADREAPP_BENCH_TOOLS"
PAGES, LONG_TALK, BATCH = 100, 40, 500
_A_PAGE = 620
_RIVALS = {"typst": "typst", "weasyprint": "weasyprint"}


def _texts(pages: int) -> list[str]:
    """Return paragraphs for so many pages, in the characters that Chinese is mostly written with (GB 2312, level 1)."""
    words = Words(7)
    common = bytes(byte for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF) for byte in (row, cell)).decode("gb2312")
    usual = {0x4E00 + 7 * n: common[n] for n in range(2500)}
    return [words.text(240).translate(usual) for _ in range(pages * _A_PAGE // 240)]


def _paper(pages: int) -> Paper:
    blocks = tuple(Paragraph(text, BODY) for text in _texts(pages))
    return Paper("谈话记录", blocks, RECORD, page_foot(RECORD))


def against_canvas(_: Path) -> list[Figure]:
    """Set some hundred pages; the limit draws the same glyphs at the same places with the canvas's own calls."""
    paper = _paper(PAGES)
    with watched() as papers:
        count = _count(render(paper))
    ours, limit = paired(lambda: render(paper), lambda: drawn(papers[0]))
    return [Figure("setting", count / ours, count / limit, peak())]


def against_others(_: Path) -> list[Figure]:
    """Set the same text as other typesetters do, in turns; each counts its own pages."""
    return [_against(name) for name in _RIVALS]


def _against(name: str) -> Figure:
    texts = _texts(PAGES)
    told = json.dumps({"tool": name, "texts": texts, "fonts": str(FOLDER), "left": RECORD.left / MM, "top": RECORD.top / MM,
                       "measure": RECORD.measure / MM, "depth": RECORD.depth / MM, "size": BODY.size, "leading": BODY.leading})
    places = [Path(os.environ.get(TOOLS, ""), *inner) for inner in (("bin", "python"), ("Scripts", "python.exe"))]
    python = next((place for place in places if os.environ.get(TOOLS) and place.exists()), Path(sys.executable))
    paper = _paper(PAGES)
    count = _count(render(paper))
    ours, theirs = [], []
    for _ in range(3):
        ours.append(count / seconds(lambda: render(paper)))
        done = subprocess.run([python, "-c", _RIVAL], input=told, capture_output=True, text=True, check=False)
        if done.returncode:
            return Figure(name, None, why=f"没有 {name}: 装进一个临时环境, 用 {TOOLS} 指给它")
        pages, took = json.loads(done.stdout.splitlines()[-1])
        theirs.append(pages / took)
    return Figure(name, sorted(ours)[1], sorted(theirs)[1])


# Runs in the other environment: sets once to load its fonts, then once more by the clock.
_RIVAL = r"""
import json, sys, time
told = json.load(sys.stdin)
def typst_once():
    import typst
    source = ('#set page(width: 210mm, height: 297mm,'
              ' margin: (left: %(left)smm, top: %(top)smm, right: %(right)smm, bottom: %(bottom)smm))\n'
              '#set text(font: "Cadre Fang", size: %(size)spt, lang: "zh", region: "cn")\n'
              '#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: %(gap)spt, spacing: %(gap)spt)\n'
              % {**told, "right": 210 - told["left"] - told["measure"], "bottom": 297 - told["top"] - told["depth"],
                 "gap": told["leading"] - told["size"]}) + "\n\n".join(told["texts"])
    return typst.compile(source.encode(), font_paths=[told["fonts"]], ignore_system_fonts=True)
def weasyprint_once():
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    fonts = FontConfiguration()
    style = weasyprint.CSS(string='@font-face {font-family: Fang; src: url("file://%(fonts)s/CadreFang.ttf")}'
        '@page {size: 210mm 297mm; margin: %(top)smm %(right)smm %(bottom)smm %(left)smm}'
        'p {font: %(size)spt/%(leading)spt Fang; text-align: justify; text-indent: 2em; margin: 0}'
        % {**told, "right": 210 - told["left"] - told["measure"], "bottom": 297 - told["top"] - told["depth"]}, font_config=fonts)
    html = '<html lang="zh-CN">' + "".join("<p>%s</p>" % text for text in told["texts"])
    return weasyprint.HTML(string=html).write_pdf(stylesheets=[style], font_config=fonts)
once = {"typst": typst_once, "weasyprint": weasyprint_once}[told["tool"]]
once()
began = time.perf_counter()
pdf = once()
took = time.perf_counter() - began
import re, zlib
def pages(data):
    found = len(re.findall(rb"/Type\s*/Page\b(?!s)", data))
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.S):
        try:
            found += len(re.findall(rb"/Type\s*/Page\b(?!s)", zlib.decompress(stream)))
        except zlib.error:
            pass
    return found
print(json.dumps([pages(pdf), took]))
"""


def first_page(_: Path) -> list[Figure]:
    """Set a talk of forty pages and draw its first page for the screen, the fonts having been loaded once."""
    paper = _paper(LONG_TALK)

    def shown() -> None:
        with Pages(render(paper)) as pages:
            pages.picture(0)

    shown()
    return [Figure("first", min(seconds(shown) for _ in range(3)) * 1000, None, peak())]


def batch(_: Path) -> list[Figure]:
    """Set five hundred pages as one paper after the other; what counts is the memory that the process held at most, in MB."""
    done = 0
    while done < BATCH:
        done += _count(render(_paper(10)))
    return [Figure("batch", peak())]


def _count(pdf: bytes) -> int:
    with Pages(pdf) as pages:
        return len(pages)
