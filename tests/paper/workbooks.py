"""Xlsx files for tests, good and hostile, put together part by part."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def parts(sheet: str = "", *, shared: str | None = None, styles: str | None = None, workbook: str = "") -> dict[str, bytes]:
    """Return the parts of a small workbook; `sheet` is the inside of <worksheet>."""
    links = {"sheet1": ("worksheet", "worksheets/sheet1.xml")}
    made = {SHEET: f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'}
    if shared is not None:
        links["shared"] = ("sharedStrings", "sharedStrings.xml")
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    if styles is not None:
        links["styles"] = ("styles", "/xl/styles.xml")
        made["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    made["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{DOC}">{workbook}<sheets><sheet name="表" sheetId="1" r:id="sheet1"/></sheets></workbook>'
    )
    made["xl/_rels/workbook.xml.rels"] = _relations(links)
    made["_rels/.rels"] = _relations({"main": ("officeDocument", "xl/workbook.xml")})
    made["[Content_Types].xml"] = "<Types/>"
    return {name: text.encode() for name, text in made.items()}


def row(number: int, *cells: str) -> str:
    """Return a <row> of finished cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(ref: str, value: str) -> str:
    """Return a cell of inline text."""
    return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(ref: str, value: str, style: int = 0) -> str:
    """Return a cell of a stored number."""
    return f'<c r="{ref}" s="{style}"><v>{value}</v></c>'


def data(*rows: str) -> str:
    """Return <sheetData>."""
    return f"<sheetData>{''.join(rows)}</sheetData>"


def pack(made: dict[str, bytes]) -> bytes:
    """Return the zip of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 5, 9, 30, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def save(folder: Path, content: bytes, name: str = "表.xlsx") -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.write_bytes(content)
    return path


def _relations(links: dict[str, tuple[str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{i}" Type="{DOC}/{kind}" Target="{target}"/>' for i, (kind, target) in links.items())
    return f'<Relationships xmlns="{RELS}">{lines}</Relationships>'
