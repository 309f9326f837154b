"""A font that the user adds is tried, one they choose is used when it may be embedded, and none of it changes our papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from cadreapp.kernel.errors import AppError
from cadreapp.paper import fonts_own
from cadreapp.paper.fonts import FOLDER, Face, refresh, refuse_unprintable, widths
from cadreapp.paper.page import RECORD
from cadreapp.paper.parts import BODY, page_foot
from cadreapp.paper.typeset.blocks import Paragraph, Style
from cadreapp.paper.typeset.draw import Paper, render
from tests.paper.papers import checked, fonts_of, squeezed, text_of

NEWEST = "\U00030000"
"""The first ideograph of extension G, which no shipped font draws."""


def font_file(path: Path, signs: str, family: str = "Test Han", rights: int = 0) -> Path:
    """Write a font that draws every sign as a box one em wide."""
    pen = TTGlyphPen(None)
    for at, point in enumerate(((100, 0), (100, 800), (900, 800), (900, 0))):
        (pen.lineTo if at else pen.moveTo)(point)
    pen.closePath()
    glyph = pen.glyph()
    names = [".notdef", *dict.fromkeys(f"g{ord(sign):X}" for sign in signs)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(sign): f"g{ord(sign):X}" for sign in signs})
    builder.setupGlyf(dict.fromkeys(names, glyph))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "TestHan"})
    builder.setupOS2(fsType=rights)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def printed(text: str, style: Style = BODY) -> bytes:
    return render(Paper("试", (Paragraph(text, style),), RECORD, page_foot(RECORD)))


@pytest.fixture(autouse=True)
def own(home: Path) -> Path:
    """Give the folder of this test's own fonts, and forget those of the test before."""
    refresh()
    return fonts_own.folder()


def test_a_character_without_a_font_is_refused_until_a_font_is_added(own: Path, tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        refuse_unprintable(f"张{NEWEST}", "姓名", "name")
    assert "U+30000" in caught.value.message()
    font_file(own / "rare.ttf", NEWEST)
    refuse_unprintable(f"张{NEWEST}", "姓名", "name")
    pdf = printed(f"张{NEWEST}同志")
    assert squeezed(text_of(pdf)).startswith(f"张{NEWEST}同志")
    checked(pdf, tmp_path)
    assert all(embedded for _, embedded in fonts_of(pdf, tmp_path))
    (own / "rare.ttf").unlink()
    with pytest.raises(AppError):
        printed(NEWEST)


def test_an_added_font_changes_no_paper_that_needs_none(own: Path) -> None:
    before = printed("谈话记录𠮷")
    font_file(own / "more.ttf", "谈话记录𠮷" + NEWEST)
    assert printed("谈话记录𠮷") == before


def test_a_chosen_font_draws_its_face_and_ours_the_rest(own: Path, tmp_path: Path) -> None:
    file = font_file(tmp_path / "installed" / "xbs.ttf", "谈话记录2026", "方正小标宋简体")
    found = fonts_own.candidates([tmp_path / "installed"])
    assert [font.path for font in found["title"]] == [file]
    shipped = printed("谈话记录2026年", Style(Face.TITLE))
    fonts_own.choose("title", found["title"][0])
    pdf = printed("谈话记录2026年", Style(Face.TITLE))
    assert [name for name, _ in fonts_of(pdf, tmp_path) if name.endswith("TestHan")]
    assert squeezed(text_of(pdf)).startswith("谈话记录2026年")
    assert widths(Face.TITLE).strangers.keys() >= {"年"}
    assert not widths(Face.TITLE).strangers.keys() & set("谈话记录")
    fonts_own.choose("title", None)
    assert printed("谈话记录2026年", Style(Face.TITLE)) == shipped


def test_a_chosen_font_that_is_gone_gives_way_to_ours(own: Path, tmp_path: Path) -> None:
    file = font_file(tmp_path / "fang.ttf", "谈话", "仿宋_GB2312")
    shipped = printed("谈话")
    fonts_own.choose("fang", fonts_own.examine(file)[0])
    assert printed("谈话") != shipped
    file.unlink()
    (own / "note.txt").write_text("touched")
    assert printed("谈话") == shipped


@pytest.mark.parametrize(("rights", "allowed"), [(0, True), (4, True), (8, True), (2, False), (0x104, False), (0x200, False)])
def test_a_font_that_forbids_embedding_is_shown_with_why_and_never_used(
    rights: int, allowed: bool, own: Path, tmp_path: Path
) -> None:
    file = font_file(tmp_path / "kai.ttf", "谈", "楷体_GB2312", rights)
    (font,) = fonts_own.candidates([tmp_path])["kai"]
    assert font.path == file
    assert font.usable is allowed
    if allowed:
        fonts_own.choose("kai", font)
        assert fonts_own.chosen()["kai"] == font
        return
    with pytest.raises(AppError) as caught:
        fonts_own.choose("kai", font)
    assert "嵌入" in caught.value.message()
    assert fonts_own.chosen() == {}
    font_file(own / "kai.ttf", NEWEST, rights=rights)
    with pytest.raises(AppError):
        printed(NEWEST)


@pytest.mark.parametrize("data", [b"", b"no font", b"ttcf" + b"\xff" * 40, b"\0\1\0\0" + b"\xff" * 60])
def test_what_is_no_font_is_passed_over(data: bytes, own: Path) -> None:
    own.mkdir(parents=True)
    (own / "broken.ttf").write_bytes(data)
    (font,) = fonts_own.examine(own / "broken.ttf")[:1]
    assert not font.usable
    assert squeezed(text_of(printed("谈话"))).startswith("谈话")
    with pytest.raises(AppError) as caught:
        printed(NEWEST)
    assert caught.value.code == "NO_GLYPH"


def test_a_font_damaged_inside_stops_no_paper(own: Path) -> None:
    whole = font_file(own / "rare.ttf", NEWEST + "国").read_bytes()
    for at in range(0, len(whole), 37):
        (own / "rare.ttf").write_bytes(whole[:at] + b"\xff" * 5 + whole[at + 5 :])
        refresh()
        assert fonts_own.examine(own / "rare.ttf")
        printed("国")


def test_postscript_outlines_are_told_as_such(tmp_path: Path) -> None:
    with TTFont(font_file(tmp_path / "glyf.ttf", "国")) as font:
        del font["glyf"], font["loca"]
        font.save(tmp_path / "cff.otf")
    (found,) = fonts_own.examine(tmp_path / "cff.otf")
    assert "TrueType" in found.why


def test_our_own_fonts_may_all_be_embedded() -> None:
    for path in fonts_own.font_files([FOLDER]):
        assert [font.usable for font in fonts_own.examine(path)] == [True], path.name
