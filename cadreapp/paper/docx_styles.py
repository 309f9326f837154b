"""The styles of a Word file: one of its own for each style that a paper sets, under the names that offices have the faces by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt, RGBColor

from cadreapp.paper.facenames import FONTS
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import Geometry
from cadreapp.paper.typeset.blocks import Align, Style

RED = RGBColor(0xFF, 0, 0)
_ALIGN = {Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY, Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT, Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
          Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT, Align.SPREAD: WD_ALIGN_PARAGRAPH.DISTRIBUTE}
# The styles of the library's own document that stay: what programs expect to find.
_KEPT = {"Normal", "Header", "Footer", "Default Paragraph Font", "Normal Table", "No List"}
_SIZES = {22.0: "二号", 15.75: "三号", 15.0: "小三", 14.0: "四号", 12.0: "小四", 10.5: "五号", 9.0: "小五"}


def element(tag: str, **attributes: object) -> Any:
    """Return an element of WordprocessingML, for what the library has no word of its own."""
    return OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in attributes.items()})


def twips(points: float) -> int:
    """Return twentieths of a point."""
    return round(points * 20)


class Styles:
    """The paragraph styles of one document, made when they are first asked for."""

    def __init__(self, document: Document, page: Geometry) -> None:
        self._styles = document.styles
        self._made: dict[Style, str] = {}
        self._names: set[str] = set()
        for style in list(self._styles):
            if style.name not in _KEPT:
                style.delete()
        # Said twice: Word counts the grid's characters from the usual style, LibreOffice from the document's defaults.
        normal: Any = self._styles["Normal"]
        for inside in (self._defaults(), normal.element.get_or_add_rPr()):
            named(inside, Face.FANG)
            inside.get_or_add_sz().val = _half(page.size)
            inside.append(element("lang", val="zh-CN", eastAsia="zh-CN"))
        # Figures stand as close to Chinese words as on our own pages.
        for name in ("autoSpaceDE", "autoSpaceDN"):
            normal.element.get_or_add_pPr().append(element(name, val=0))
        self._page = page

    def _defaults(self) -> Any:
        defaults = self._styles.element.find(qn("w:docDefaults"))
        for part in list(defaults):
            defaults.remove(part)
        said, inside = element("rPrDefault"), element("rPr")
        said.append(inside)
        defaults.append(said)
        return inside

    def of(self, style: Style) -> str:
        """Return the id of the Word style that sets text as `style` does."""
        if style not in self._made:
            self._made[style] = self._add(style)
        return self._made[style]

    def named(self, style: Style) -> Any:
        """Return the Word style itself."""
        key = self.of(style)
        return next(made for made in self._styles if made.style_id == key)

    def _add(self, style: Style) -> str:
        name = f"{FONTS[style.face].partition('_')[0]}{_SIZES.get(style.size, f'{style.size:g}磅')}"
        name = next(n for n in (name, *(f"{name} {i}" for i in range(2, 999))) if n not in self._names)
        self._names.add(name)
        made: Any = self._styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style, made.quick_style = self._styles["Normal"], True
        # An id of Chinese words is legal but trips older programs.
        made.element.set(qn("w:styleId"), f"s{len(self._names)}")
        self._set(made, style)
        return str(made.style_id)

    def _set(self, made: Any, style: Style) -> None:
        said = made.paragraph_format
        said.space_before, said.space_after = Pt(style.before), Pt(style.after)
        said.line_spacing_rule, said.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(style.leading)
        said.alignment, said.widow_control = _ALIGN[style.align], True
        said.keep_with_next, said.keep_together = style.tie or None, style.whole or None
        inside = made.element.get_or_add_pPr()
        indent = {**_ems("left", style.left, style.size), **_ems("right", style.right, style.size),
                  **_ems("firstLine" if style.first >= 0 else "hanging", abs(style.first), style.size)}
        if indent:
            for name, value in indent.items():
                inside.get_or_add_ind().set(qn(f"w:{name}"), value)
        if (style.size, style.leading) != (self._page.size, self._page.leading) or style.tracking:
            # The grid is for the body only: whatever is set otherwise keeps its own lines and the set of its font.
            inside.insert_element_before(element("snapToGrid", val=0), "w:spacing", "w:ind", "w:jc")
        if style.level:
            inside.append(element("outlineLvl", val=style.level - 1))
        self._font(made, style)

    def _font(self, made: Any, style: Style) -> None:
        named(made.element.get_or_add_rPr(), style.face)
        made.font.size = _half(style.size)
        if style.red or style.grey:
            grey = round(style.grey * 255)
            made.font.color.rgb = RED if style.red else RGBColor(grey, grey, grey)
        # Word's size 3 is 16 points; 28 of them fill a line of a 公文 when each is closed up to 15.75.
        closed = min(style.size - made.font.size.pt, 0.0) if self._page.grid else 0.0
        if style.tracking or closed:
            made.element.rPr.insert_element_before(element("spacing", val=twips(style.tracking * style.size + closed)), "w:sz")


def named(inside: Any, face: Face) -> None:
    """Name a face for every script, so that figures and Latin words stand in it too, as the record has them."""
    fonts = inside.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONTS[face])


def continued(style: Style) -> Style:
    """Return the style of the lines after a line feed: only a first line is hung out."""
    return replace(style, first=max(style.first, 0.0), before=0.0)


def _half(points: float) -> Length:
    # Word counts sizes in half points and calls 16 points size 3; the grid brings its pitch back to 15.75.
    return Pt(int(points * 2 + 0.5) / 2)


def _ems(name: str, ems: float, size: float) -> dict[str, str]:
    return {f"{name}Chars": str(round(ems * 100)), name: str(twips(ems * size))} if ems else {}
