"""How a workbook is printed: A4 as its paper lies, the same margins and feet, heads repeated, never wider than the page."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from cadreapp.paper.facenames import FONTS
from cadreapp.paper.feet import Foot, feet
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import MM
from cadreapp.paper.typeset.draw import Paper

_INCH = 72.0
_GREY = "BFBFBF"
_REGISTER = 12
"""Rows above which the head of a table stays in sight while one scrolls."""


def set_page(sheet: Any, paper: Paper, repeated: tuple[int, int] | None, *, whole: bool) -> None:
    """Set up the printing of a sheet; `repeated` are the first and the last row of the head of its longest table.

    `whole`: all of it goes on one page, made a little smaller where another program's rows are higher.
    """
    page = paper.page
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.orientation = "landscape" if page.width > page.height else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(whole)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    right, bottom = page.width - page.left - page.measure, page.height - page.top - page.depth
    header, footer = min(12 * MM, max(page.top - 12 * MM, 5 * MM)), max(bottom - 14 * MM, 8 * MM)
    sheet.page_margins = PageMargins(left=page.left / _INCH, right=right / _INCH, top=page.top / _INCH, bottom=bottom / _INCH,
                                     header=header / _INCH, footer=footer / _INCH)
    sheet.print_options.horizontalCentered = True
    sheet.sheet_view.showGridLines = False
    sheet.sheet_format.defaultRowHeight = page.leading
    if repeated:
        sheet.print_title_rows = f"{repeated[0]}:{repeated[1]}"
        if sheet.max_row - repeated[1] > _REGISTER and repeated[1] < _REGISTER:
            sheet.freeze_panes = f"A{repeated[1] + 1}"
    _feet(sheet, paper)


def _feet(sheet: Any, paper: Paper) -> None:
    said = feet(paper)
    shown = sheet.HeaderFooter
    shown.differentOddEven, shown.differentFirst = said.even != said.odd, said.first != said.odd
    for foot, head, words in ((sheet.oddFooter, sheet.oddHeader, said.odd), (sheet.evenFooter, sheet.evenHeader, said.even),
                              (sheet.firstFooter, sheet.firstHeader, said.first)):
        _foot(foot, words)
        if paper.wash:
            # A sheet has no word across it: it stands in the head of each page.
            head.center.text, head.center.size = paper.wash, 28
            head.center.font, head.center.color = f"{FONTS[Face.TITLE]},Regular", _GREY


def _foot(foot: Any, words: Foot) -> None:
    for part, text in ((foot.left, words.left), (foot.center, words.middle), (foot.right, words.right)):
        if text:
            part.text = text.replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N")
            part.font, part.size = f"{FONTS[Face.SONG]},Regular", 10
