"""The mark of genuineness in a paper's foot corner: a QR code of 11.9 mm and a code to type, one drawing for all pages.

It stands in the lower right corner, and in the left one of a page that is signed at the lower right.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel
from reportlab.pdfbase.pdfdoc import PDFStream

from cadreapp.kernel.spoken import ALPHABET
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import MM, SIGN_ROW, Geometry
from cadreapp.paper.typeset.embed import Embedded
from cadreapp.paper.typeset.marks import Glyphs, Mark, Straight, Waiting

KEY = "CadreCode"
"""The entry by which the drawing is found in the file; what it holds and the drawing are no part of the paper's digest."""
MOST = 195
"""How many signs a QR code of version 6 (41 modules) holds at level L in its alphanumeric mode (ISO/IEC 18004 table 7)."""
_SIGNS = ALPHABET + "-"
_MODULE = 0.29 * MM
_SIDE = 41 * _MODULE
_SIZE, _ADVANCE = 6.5, 4.3
_WIDTH = 19 * _ADVANCE + 6 + _SIDE
# From the corners of the paper: outside the type area and below every signature, inside what printers reach.
_BESIDE, _BELOW = 6 * MM, 5 * MM
_CLEAR = 16 * MM
"""How far the QR code keeps from where someone signs."""
_HAND = 75 * MM
"""How far to the right of the word for it a signature may reach."""
_SIGNING = ("签", "盖章", "手印")


class Stamp:
    """The place of the mark in a file that is being written; `papercode.filled` puts the mark there."""

    def __init__(self, canvas: Any, fonts: Embedded, page: Geometry) -> None:
        self._canvas, self._page = canvas, page
        # Every sign gets its glyph, so that the fonts in the file do not depend on the code, which depends on the file.
        name, codes = fonts.used(Face.SONG)
        assert (name, [codes[ord(sign)] for sign in _SIGNS]) == ("F1", list(_codes().values()))
        self._name = vars(canvas)["_doc"].getXObjectName(KEY)

    def draw(self, marks: Sequence[Mark]) -> None:
        """Put the mark on the open page, on which `marks` stand, in the corner that is away from signatures."""
        place = f"{_corner(marks, self._page):.3f} {_BELOW:.3f}"
        vars(self._canvas)["_code"].append(f"/Artifact BMC q 1 0 0 1 {place} cm /{self._name} Do Q EMC")
        vars(self._canvas)["_formsinuse"].append(KEY)

    def write(self) -> None:
        """Write the empty drawing into the file."""
        document = vars(self._canvas)["_doc"]
        stream = PDFStream()
        number = document.idToObjectNumberAndVersion["BasicFonts"][0]
        vars(stream).update(content=b"", filters=[])
        for key, value in {"Type": "/XObject", "Subtype": "/Form", "BBox": f"[0 0 {_WIDTH:.3f} {_SIDE:.3f}]", KEY: "()",
                           "Resources": f"<</Font {number} 0 R>>"}.items():
            stream.dictionary[key] = value
        document.Reference(stream, document.getXObjectName(KEY))


def _corner(marks: Sequence[Mark], page: Geometry) -> float:
    """Return the left edge of the mark on a page: at the right, unless the left is further from where someone signs."""
    right, left = page.width - _BESIDE - _WIDTH, _BESIDE
    # A row to sign in reaches below the word that stands in it.
    words = [(mark.x, mark.x + _HAND, mark.y + SIGN_ROW / 2) for mark in marks
             if isinstance(mark, (Glyphs, Waiting)) and any(word in mark.text for word in _SIGNING)]
    lines = [(mark.x, mark.x2, mark.y) for mark in marks
             if isinstance(mark, Straight) and mark.y == mark.y2 and mark.x2 - mark.x < _HAND] if words else []
    top = page.height - _BELOW - _SIDE

    def room(x: float) -> float:
        return min((hypot(max(0.0, begins - x - _WIDTH, x - ends), max(0.0, top - y)) for begins, ends, y in words + lines),
                   default=_CLEAR)

    return right if room(right) >= min(_CLEAR, room(left)) else left


def drawing(said: str, code: str) -> bytes:
    """Return the operators of the mark: `said` (at most MOST signs A–Z, 0–9) as QR code, `code` to its left."""
    made: Any = QRCode(6, QRErrorCorrectLevel.L)
    made.addData(QRAlphaNum(said))
    made.make()
    count, left = made.getModuleCount(), _WIDTH - _SIDE
    rows = []
    for row in range(count):
        y = _SIDE - (row + 1) * _MODULE
        for start, length in _runs([bool(made.isDark(row, column)) for column in range(count)]):
            rows.append(f"{left + start * _MODULE:.3f} {y:.3f} {length * _MODULE:.3f} {_MODULE:.3f} re")
    codes = _codes()
    # Each sign has its place, whatever the widths of the face's figures and letters.
    signs = f" {_ADVANCE} 0 Td ".join(f"<{codes[sign]}> Tj" for sign in code)
    text = f"BT /F1 {_SIZE} Tf 0 1 Td {signs} ET"
    return "\n".join(["0 g", *rows, "f", text, ""]).encode("ascii")


def _codes() -> dict[str, str]:
    return {sign: f"{at:04X}" for at, sign in enumerate(_SIGNS, 1)}


def _runs(dark: list[bool]) -> list[tuple[int, int]]:
    """Return (start, length) of every stretch of dark modules of a row."""
    found: list[tuple[int, int]] = []
    for at, is_dark in enumerate(dark):
        if is_dark and at and dark[at - 1]:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif is_dark:
            found.append((at, 1))
    return found

