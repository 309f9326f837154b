"""The fonts of one file: each is embedded once, with the glyphs that the file uses and the characters they stand for.

Composite fonts of two-byte codes (ISO 32000-1 §9.7): the PDF writer's own fonts hold 256 characters each, which makes
Chinese text change fonts in the middle of every line.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream, PDFZCompress

from cadreapp.paper.fonts import load


class _Codes(dict[int, str]):
    """The code of each character, four hexadecimal digits, given out in the order of first use: made for str.translate."""

    def __missing__(self, point: int) -> str:
        self[point] = code = f"{len(self) + 1:04X}"
        return code


class Embedded:
    """The fonts of one open file."""

    def __init__(self, document: Any) -> None:
        self._codes: dict[str, tuple[str, _Codes]] = {}
        # The writer asks these for their objects once all pages are drawn; it has put its own default font there.
        document.delayedFonts[:] = [self]
        document.fontMapping.clear()

    def used(self, font: str) -> tuple[str, _Codes]:
        """Return a font's name within the file and the codes of its characters."""
        if font not in self._codes:
            load(font)
            self._codes[font] = (f"F{len(self._codes) + 1}", _Codes())
        return self._codes[font]

    def addObjects(self, document: Any) -> None:  # noqa: N802 - the writer calls it so
        """Write the fonts into the file."""
        listed = document.idToObject["BasicFonts"].dict
        for font, (name, codes) in self._codes.items():
            listed[name] = document.Reference(_composite(document, font, [*codes]))


def _composite(document: Any, font: str, points: list[int]) -> PDFDictionary:
    face = load(font).face
    plain = "".join(sign for sign in face.name.decode("latin-1") if sign.isascii() and (sign.isalnum() or sign == "-"))
    base = f"AAAAAA+{plain or font}"
    widths = " ".join(f"{face.charWidths[point]:g}" for point in points)
    inner = PDFDictionary({
        "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{base}", "DW": "1000", "W": f"[1 [{widths}]]",
        "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
        "FontDescriptor": face.addSubsetObjects(document, base, points),
        "CIDToGIDMap": document.Reference(_stream(document, _glyphs(face, points))),
    })
    return PDFDictionary({
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{base}", "Encoding": "/Identity-H",
        "DescendantFonts": f"[{_number(document, inner)} 0 R]",
        "ToUnicode": document.Reference(_stream(document, to_unicode(points).encode("ascii"))),
    })


def _number(document: Any, found: PDFDictionary) -> int:
    return int(document.idToObjectNumberAndVersion[document.Reference(found).name][0])


def _stream(document: Any, content: bytes) -> PDFStream:
    stream = PDFStream()
    vars(stream)["content"] = content
    if document.compression:
        vars(stream)["filters"] = [PDFZCompress]
    return stream


def _glyphs(face: Any, points: list[int]) -> bytes:
    """Return the glyph of each code in the embedded subset, which keeps one glyph for characters that look the same."""
    places = {0: 0}
    told = [0, *(places.setdefault(face.charToGlyph.get(point, 0), len(places)) for point in points)]
    return b"".join(place.to_bytes(2, "big") for place in told)


def to_unicode(points: list[int]) -> str:
    """Return a ToUnicode CMap in UTF-16BE for codes from 1, at most 100 entries a block (ISO 32000-1 §9.10.3)."""
    rows = [f"<{at:04X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for at, point in enumerate(points, 1)]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    body = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
