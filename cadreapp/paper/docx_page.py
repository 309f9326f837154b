"""The ground of a Word file: page, grid, fonts, feet with page numbers, the word across every page; nothing of the maker's time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Twips
from docx.text.paragraph import Paragraph as DocxParagraph

from cadreapp.paper.docx_styles import Styles, element, twips
from cadreapp.paper.facenames import FONTS, INSTEAD
from cadreapp.paper.feet import Foot, feet
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import MM, WU, Geometry
from cadreapp.paper.typeset.blocks import Align, Style
from cadreapp.paper.typeset.draw import Paper

_FOOT = Style(Face.SONG, WU, 14.0, Align.LEFT)
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_SPLIT = re.compile(r"(\{pages?\})")
# What the library's empty document brings along: nobody asked for it, some of it names a program and a year.
_STRAY = (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.CUSTOM_XML,
          RELATIONSHIP_TYPE.WEB_SETTINGS, RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.FONT_TABLE,
          RELATIONSHIP_TYPE.THEME, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")


def ground(paper: Paper) -> tuple[Document, Styles]:
    """Return an empty document of the paper's geometry, with its furniture, and its styles."""
    document = docx.Document()
    for holder in (document.part.package, document.part):
        for key in [key for key, one in holder.rels.items() if one.reltype in _STRAY]:
            holder.rels.pop(key)
    document.part.relate_to(_font_table(document), RELATIONSHIP_TYPE.FONT_TABLE)
    core = document.core_properties
    core.title, core.author, core.comments, core.language = paper.title[:255], paper.unit[:255], "", "zh-CN"
    page = paper.page
    styles = Styles(document, page)
    _settings(document)
    section = document.sections[0]
    # Word puts a file's new paragraphs on its page; the measures come from one place, in twips.
    section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = _long(page.width), _long(page.height)
    section.left_margin, section.top_margin = _long(page.left), _long(page.top)
    section.right_margin = _long(page.width - page.left - page.measure)
    # A point of room: a program that rounds the other way would find one line of the grid too few.
    section.bottom_margin = _long(page.height - page.top - page.depth - 1.0)
    section.header_distance, section.gutter = _long(15 * MM), Twips(0)
    _grid(document.element.body.sectPr.find(qn("w:docGrid")), page)
    _furnish(document, paper, styles)
    return document, styles


def _long(points: float) -> Length:
    return Twips(twips(points))


def _settings(document: Document) -> None:
    """Let punctuation be squeezed as Chinese setting has it, and tables stand by their lines as since Word 2013."""
    said = document.settings.element
    compression = said.find(qn("w:characterSpacingControl"))
    compression.set(qn("w:val"), "compressPunctuation")
    compatible = said.find(qn("w:compat"))
    for old in list(compatible.iterchildren(qn("w:compatSetting"))):
        if old.get(qn("w:name")) == "compatibilityMode":
            old.set(qn("w:val"), "15")
    compatible.insert(0, element("balanceSingleByteDoubleByteWidth"))
    said.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for name in ("rsids", "savePreviewPicture", "clrSchemeMapping", "proofState"):
        said.remove(said.find(qn(f"w:{name}")))


def _grid(grid: Any, page: Geometry) -> None:
    """Set lines of the page's leading; on a 公文 characters too, at the size of the usual style.

    No `charSpace`: LibreOffice takes a negative one for a wide one, so the styles of the body close up by themselves.
    """
    grid.set(qn("w:type"), "linesAndChars" if page.grid else "lines")
    grid.set(qn("w:linePitch"), str(twips(page.leading)))


def _font_table(document: Document) -> Part:
    fonts = OxmlElement("w:fonts")
    for face, name in FONTS.items():
        font = element("font", name=name)
        font.append(element("altName", val=INSTEAD[face]))
        font.append(element("charset", val="86"))
        font.append(element("family", val="auto"))
        fonts.append(font)
    return XmlPart(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, fonts, document.part.package)


def _furnish(document: Document, paper: Paper, styles: Styles) -> None:
    """Give first, odd and even pages the feet they have on paper, and each the word across the page in its head."""
    said, section = feet(paper), document.sections[0]
    section.different_first_page_header_footer = apart = said.first != said.odd
    document.settings.odd_and_even_pages_header_footer = sided = said.even != said.odd
    pages = [(section.footer, section.header, said.odd)]
    pages += [(section.first_page_footer, section.first_page_header, said.first)] if apart else []
    pages += [(section.even_page_footer, section.even_page_header, said.even)] if sided else []
    lowest = [paper.page.height - mark.y - mark.style.leading for mark in said.numbers]
    section.footer_distance = _long(max(min(lowest, default=15 * MM), 5 * MM))
    style = replace(said.numbers[0].style, align=Align.LEFT) if said.numbers else _FOOT
    for footer, header, foot in pages:
        footer.is_linked_to_previous = False
        footer.paragraphs[0].style = styles.named(style)
        _foot(footer.paragraphs[0], foot, paper.page)
        if paper.wash:
            header.is_linked_to_previous = False
            header.paragraphs[0].add_run()._r.append(_wash(paper.wash))


def _foot(paragraph: DocxParagraph, foot: Foot, page: Geometry) -> None:
    """Write what stands at the left, the middle and the right of a foot; a double red line where a 信函 has it."""
    weight, length = foot.red
    if weight:
        line_below(paragraph, (length - page.measure) / 2, weight, ("thinThickSmallGap", "FF0000"))
        return
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(_long(page.measure / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(_long(page.measure), WD_TAB_ALIGNMENT.RIGHT)
    for piece in _SPLIT.split("\t".join((foot.left, foot.middle, foot.right)).rstrip("\t")):
        if piece in _FIELDS:
            _field(paragraph, _FIELDS[piece])
        elif piece:
            paragraph.add_run(piece)


def _field(paragraph: DocxParagraph, word: str) -> None:
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run("1" if kind == "1" else "")
        if kind == "":
            said = element("instrText")
            said.text = f" {word} "
            run._r.append(said)
        elif kind != "1":
            run._r.append(element("fldChar", fldCharType=kind))


def line_below(paragraph: DocxParagraph, beyond: float, weight: float, look: tuple[str, str]) -> None:
    """Draw a line below a paragraph, `beyond` points past either end of it; `look` is its kind and its colour."""
    inside = paragraph._p.get_or_add_pPr()
    borders = element("pBdr")
    borders.append(element("bottom", val=look[0], sz=eighths(weight), space=1, color=look[1]))
    inside.insert_element_before(borders, "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    if beyond:
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _long(-beyond)


def eighths(points: float) -> int:
    """Return the weight of a line as Word counts it; the finest it draws for less."""
    return max(2, round(points * 8)) if points else 0


def _wash(word: str) -> Any:
    """Return a word across the page, as Word writes a watermark: a picture behind the text, grey, turned."""
    wide = 130 * len(word)
    return parse_xml(
        f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" alt={quoteattr(word)} '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{wide}pt;height:120pt;rotation:315;z-index:-251658752;'
        'mso-position-horizontal:center;mso-position-horizontal-relative:margin;'
        'mso-position-vertical:center;mso-position-vertical-relative:margin" '
        'o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;{FONTS[Face.TITLE]}&quot;;font-size:1pt" string={quoteattr(word)}/>'
        '</v:shape></w:pict>')
