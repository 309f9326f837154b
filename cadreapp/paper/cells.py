"""Text in a cell of a spreadsheet: it stays text, whatever it begins with, in every workbook and every CSV file that we write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Loaded by the modules that write workbooks; a CSV file needs nothing of it.
    from openpyxl.cell import Cell

MOST = 32_767
"""Characters that a cell can hold."""
_MORE = "… (太长, 全文见 jsonl 导出)"
_SHOWN_AS_TEXT = 255
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# A formula may begin after blanks, and in full-width signs where a Chinese input method is on (OWASP, CSV injection).
_BLANK = " \u00a0\u3000\ufeff\t\r\n"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def is_risky(text: str) -> bool:
    """Tell whether a spreadsheet program might take a text for a formula or part of one."""
    return text.startswith(("\t", "\r", "\n")) or text.lstrip(_BLANK).startswith(_FORMULA)


def inert(text: str) -> str:
    """Return a text for a CSV file, which knows no types: with an apostrophe before what might be taken for a formula."""
    return "'" + text if is_risky(text) else text


def plain(text: str) -> str:
    """Return a text as XML can carry it: what it cannot carry is escaped as Excel does.

    Line ends and tabs are carried as they are: other programs than Excel would show their escapes as words.
    """
    return _NOT_XML.sub(lambda sign: f"_x{ord(sign.group()):04X}_", text)


def put_text(cell: Cell | Any, text: str) -> None:
    """Write a text into a cell of openpyxl as text, also when someone edits it later; "" leaves it empty.

    Of more than a cell can hold the end is left out, and the cell says so.
    """
    if not text:
        return
    kept = plain(text)
    if len(kept) > MOST:
        kept = f"{kept[: MOST - len(_MORE)]}{_MORE}"
    cell.value = kept
    cell.data_type = "s"
    # Old programs show "####" instead of long text in a cell of the text format; nobody types over such a one.
    if len(kept) <= _SHOWN_AS_TEXT or is_risky(text):
        cell.number_format = "@"
    if is_risky(text):
        cell.quotePrefix = True
