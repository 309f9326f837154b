"""The same papers as Word files: from the blocks that the typesetter gets to an Office Open XML package (ECMA-376).

The package is written here: a binary XML library for six small files would be the largest part of the program on targets
for which it is built at all, and its files would carry the time of printing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from cadreapp.paper.fonts import Face
from cadreapp.paper.page import MM, Geometry
from cadreapp.paper.typeset.blocks import (
    Align,
    Block,
    Bottom,
    Cell,
    Counted,
    Fixed,
    Gap,
    PageBreak,
    Paragraph,
    PenLine,
    Row,
    Rule,
    SignLine,
    Span,
    Struck,
    Style,
    Table,
    Title,
)
from cadreapp.paper.typeset.draw import Paper, count_pages
from cadreapp.paper.typeset.marks import Glyphs, Waiting

FONTS = {Face.FANG: "仿宋_GB2312", Face.TITLE: "方正小标宋简体", Face.HEI: "黑体", Face.KAI: "楷体_GB2312", Face.SONG: "宋体"}
"""The names that offices have these faces under."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ALIGN = {Align.JUSTIFY: "both", Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.SPREAD: "distribute"}
_RED, _INK = "FF0000", "000000"
_FOOT = Style(Face.SONG, 10.5, 14.0, Align.CENTRE)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = _XML + (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/footer1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS = _XML + (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="r2" Type="{_PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
)
_PARTS = _XML + (
    f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="f1" Type="{_OFFICE}/footer" Target="footer1.xml"/></Relationships>'
)


def docx(paper: Paper) -> bytes:
    """Return the Word file of a paper: the same bytes for the same paper."""
    pages = count_pages(paper.blocks, paper.page)
    body = "".join(_blocks(paper.blocks, pages))
    document = (f'{_XML}<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body>{body}{_section(paper.page)}'
                "</w:body></w:document>")
    core = (f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{_said(paper.title)}</dc:title><dc:creator>{_said(paper.unit)}</dc:creator></cp:coreProperties>")
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELS), ("word/document.xml", document),
                           ("word/_rels/document.xml.rels", _PARTS), ("word/footer1.xml", _footer(paper)),
                           ("docProps/core.xml", core)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


def _section(page: Geometry) -> str:
    orient = ' w:orient="landscape"' if page.width > page.height else ""
    right, bottom = page.width - page.left - page.measure, page.height - page.top - page.depth
    grid = f'<w:docGrid w:type="linesAndChars" w:linePitch="{_twips(page.leading)}"/>' if page.grid else ""
    return (f'<w:sectPr><w:footerReference w:type="default" r:id="f1"/>'
            f'<w:pgSz w:w="{_twips(page.width)}" w:h="{_twips(page.height)}"{orient}/>'
            f'<w:pgMar w:top="{_twips(page.top)}" w:right="{_twips(right)}" w:bottom="{_twips(bottom)}" '
            f'w:left="{_twips(page.left)}" w:header="{_twips(15 * MM)}" w:footer="{_twips(max(bottom - 14 * MM, 8 * MM))}" '
            f'w:gutter="0"/>{grid}</w:sectPr>')


def _footer(paper: Paper) -> str:
    """Return the foot: what the page's furniture says, with page numbers; numbers in the middle where it has none."""
    marks = paper.furniture(1, 2)
    waiting = [mark for mark in marks if isinstance(mark, Waiting)]
    note = "".join(mark.text for mark in marks if isinstance(mark, Glyphs))
    style, text = (waiting[0].style, waiting[0].text) if waiting else (_FOOT, "— {page} —")
    fields = {"page": "PAGE", "pages": "NUMPAGES"}
    runs = [_run(f"{note}　　", style)] if note else []
    for at, piece in enumerate(text.replace("}", "{").split("{")):
        runs.append(_run(piece, style) if at % 2 == 0 else
                    f'<w:fldSimple w:instr=" {fields[piece]} ">{_run("1", style)}</w:fldSimple>')
    return f'{_XML}<w:ftr xmlns:w="{_W}">{_framed(style, "".join(runs))}</w:ftr>'


def _blocks(blocks: Iterable[Block], pages: int) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Title():
                yield from _paragraph(block)
            case Counted(text, style):
                yield from _paragraph(Paragraph(text.format(pages=pages), style))
            case Fixed(inner, _top):
                yield from _blocks((inner,), pages)
            case Gap(height, _tie):
                yield _blank(height)
            case Rule():
                yield _ruled(block.weight, _RED if block.red else _INK, block.before)
            case PageBreak():
                yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
            case Struck(text, _onward):
                yield from _paragraph(Paragraph(text, _FOOT))
            case Bottom():
                yield _blank(12.0)
            case PenLine(prompt, height):
                yield _ruled(0.5, _INK, height) + "".join(_paragraph(Paragraph(prompt, _FOOT)))
            case SignLine():
                yield from _paragraph(_signed(block))
            case Table():
                # Two tables that touch would become one.
                yield _table(block) + _blank(1.0)


def _signed(block: SignLine) -> Paragraph:
    blanks = "　".join("＿" * max(2, round(width / block.size)) for width in block.widths)
    text = f"{block.label}{blanks}　{block.tail}".rstrip("　")
    return Paragraph(text, Style(Face.FANG, block.size, block.height, Align.LEFT))


def _paragraph(block: Paragraph | Title) -> Iterator[str]:
    """Yield one paragraph for each line of the text."""
    spans = block.text if isinstance(block.text, tuple) else (Span(block.text),)
    lines: list[list[Span]] = [[]]
    for span in spans:
        for at, piece in enumerate(span.text.split("\n")):
            if at:
                lines.append([])
            lines[-1].append(Span(piece, span.face))
    centred = isinstance(block, Title)
    for line in lines:
        yield _framed(block.style, "".join(_run(span.text, block.style, span.face) for span in line), centred=centred)


def _framed(style: Style, runs: str, *, centred: bool = False) -> str:
    align = "center" if centred and style.align is Align.JUSTIFY else _ALIGN[style.align]
    first = _ems("firstLine" if style.first >= 0 else "hanging", abs(style.first), style.size)
    keep = ("<w:keepNext/>" if style.tie else "") + ("<w:keepLines/>" if style.whole else "")
    level = f'<w:outlineLvl w:val="{style.level - 1}"/>' if style.level else ""
    return (f'<w:p><w:pPr>{keep}<w:spacing w:before="{_twips(style.before)}" w:after="{_twips(style.after)}" '
            f'w:line="{_twips(style.leading)}" w:lineRule="exact"/>'
            f'<w:ind{_ems("left", style.left, style.size)}{_ems("right", style.right, style.size)}'
            f'{first}/><w:jc w:val="{align}"/>{level}</w:pPr>{runs}</w:p>')


def _ems(name: str, ems: float, size: float) -> str:
    return f' w:{name}Chars="{round(ems * 100)}" w:{name}="{_twips(ems * size)}"' if ems else ""


def _run(text: str, style: Style, face: Face | None = None) -> str:
    if not text:
        return ""
    name = FONTS[face or style.face]
    grey = f"{round(style.grey * 255):02X}" * 3
    colour = _RED if style.red else grey
    spacing = f'<w:spacing w:val="{_twips(style.tracking * style.size)}"/>' if style.tracking else ""
    half = round(style.size * 2)
    return (f'<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}"/>'
            f'<w:color w:val="{colour}"/>{spacing}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
            f'<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">{_said(text)}</w:t></w:r>')


def _blank(height: float) -> str:
    line = max(_twips(height), 20)
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="exact"/></w:pPr></w:p>'


def _ruled(weight: float, colour: str, before: float) -> str:
    return (f'<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="{_eighths(weight)}" w:space="1" w:color="{colour}"/></w:pBdr>'
            f'<w:spacing w:before="{_twips(before)}" w:after="0" w:line="40" w:lineRule="exact"/></w:pPr></w:p>')


def _table(table: Table) -> str:
    lines = table.lines
    sides = lines.outer if lines.sides else 0.0
    edges = {"top": lines.outer, "left": sides, "bottom": lines.outer, "right": sides,
             "insideH": lines.across, "insideV": lines.down}
    borders = "".join(f'<w:{name} w:val="{"single" if weight else "nil"}" w:sz="{_eighths(weight)}" w:space="0" '
                      'w:color="000000"/>' for name, weight in edges.items())
    pads = "".join(f'<w:{name} w:w="{_twips(pad)}" w:type="dxa"/>' for name, pad in
                   (("top", table.pad_y), ("left", table.pad_x), ("bottom", table.pad_y), ("right", table.pad_x)))
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in table.columns)
    rows = (*table.head, *table.rows)
    # A cell joined to the one above continues it; the one above must say that it begins there.
    joined = [{at for at, cell in _placed(row) if cell.joined} for row in (*rows[1:], Row(()))]
    made = "".join(_row(row, table.columns, joined[n], head=n < len(table.head)) for n, row in enumerate(rows))
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{_twips(sum(table.columns))}" w:type="dxa"/><w:tblBorders>{borders}'
            f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{pads}</w:tblCellMar></w:tblPr>'
            f'<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>')


def _placed(row: Row) -> Iterator[tuple[int, Cell]]:
    """Yield each cell with the number of its first column."""
    at = 0
    for cell in row.cells:
        yield at, cell
        at += cell.span


def _row(row: Row, columns: tuple[float, ...], below: set[int], *, head: bool) -> str:
    height = f'<w:trHeight w:val="{_twips(row.height)}" w:hRule="atLeast"/>' if row.height else ""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{height}{repeated}</w:trPr>{''.join(_cells(row, columns, below))}</w:tr>"


def _cells(row: Row, columns: tuple[float, ...], below: set[int]) -> Iterator[str]:
    for at, cell in _placed(row):
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merge = "<w:vMerge/>" if cell.joined else '<w:vMerge w:val="restart"/>' if at in below else ""
        middle = '<w:vAlign w:val="center"/>' if cell.middle else ""
        width = sum(columns[at : at + cell.span])
        # Every cell must hold a paragraph.
        text = "".join(piece for block in cell.content for piece in _paragraph(block)) or "<w:p/>"
        yield f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{span}{merge}{middle}</w:tcPr>{text}</w:tc>'


def _said(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _twips(points: float) -> int:
    return round(points * 20)


def _eighths(points: float) -> int:
    return max(2, round(points * 8)) if points else 0
