"""The printed faces: which file draws which character, how wide it is, and what stands in when the face lacks it.

Widths are in 1/1000 em. A face is a chain of files: its own, then those that stand in character by character, matched
in size and weight; the big files of rare ideographs are read only when a character needs them. Before our own file
stands the one that the user chose for a face, after all others those the user added (`fonts_own`).
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from cadreapp.kernel.errors import AppError
from cadreapp.paper.faults import FONT_MISSING, NO_GLYPH
from cadreapp.paper.fonts_own import OwnFont, chosen, stamp, tried

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"
# Formatting characters that are drawn by no font because there is nothing to draw.
UNSEEN = dict.fromkeys((0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF))


class Face(StrEnum):
    """A face by its office name; the value names the font inside the PDF."""

    FANG = "CadreFang"
    SONG = "CadreSong"
    TITLE = "CadreTitle"
    HEI = "NotoSansSC-SemiBold"
    KAI = "CadreKai"


_RARE = ("CadreRareA", "CadreRareB")
# What the first choices of a face lack is taken from any file that has it: one test of printability serves all faces.
_LAST = (Face.SONG, Face.FANG, *_RARE, "NotoSansSC-Regular")
_CHAINS: dict[Face, tuple[str, ...]] = {
    Face.FANG: (Face.FANG, *_LAST),
    Face.SONG: _LAST,
    Face.TITLE: (Face.TITLE, *_LAST),
    Face.HEI: (Face.HEI, "NotoSansSC-Regular", *_LAST),
    Face.KAI: (Face.KAI, Face.FANG, *_LAST),
}

# The one face whose low line joins its neighbours, so that three of them are a line to write on.
_JOINED = "＿"


@dataclass(frozen=True, slots=True)
class Match:
    """How a stand-in is drawn: `scale` of its size, `stroke` of outline to thicken it (parts of an em)."""

    scale: float = 1.0
    stroke: float = 0.0


_AS_IS = Match()
# Measured on 国: Fang's ink is 0.69 em wide, Song's 0.85; the title's stems are 0.11 em, Song's 0.06, Rare's 0.05.
# A stroke is only worth it where it is thick: renderers draw no stroke thinner than a pixel, which on a screen is bold.
_MATCHES: dict[tuple[Face, str], Match] = {
    (Face.FANG, Face.SONG): Match(0.93),
    (Face.FANG, _RARE[0]): Match(0.96),
    (Face.FANG, _RARE[1]): Match(0.96),
    (Face.TITLE, Face.SONG): Match(1.0, 0.035),
    (Face.TITLE, _RARE[0]): Match(1.0, 0.045),
    (Face.TITLE, _RARE[1]): Match(1.0, 0.045),
    (Face.HEI, "NotoSansSC-Regular"): Match(1.0, 0.025),
    (Face.HEI, _RARE[0]): Match(1.0, 0.04),
    (Face.HEI, _RARE[1]): Match(1.0, 0.04),
    (Face.KAI, _RARE[0]): Match(0.97),
    (Face.KAI, _RARE[1]): Match(0.97),
}


class Widths(dict[str, float]):
    """Advance of each character of a face in 1/1000 em, found when asked; `strangers` tells which file stands in.

    `base` is the file that draws the face: ours, or the one the user chose.
    """

    def __init__(self, face: Face, base: str) -> None:
        super().__init__()
        self.face, self.base = face, base
        self.strangers: dict[str, str] = {}

    def __missing__(self, sign: str) -> float:
        found = _find(self.face, sign) if sign != _JOINED else _find(Face.SONG, sign)
        if found is None:
            raise NO_GLYPH(label="正文", point=f"{ord(sign):04X}", at=1)
        name, advance = found
        if name != self.base:
            self.strangers[sign] = name
        self[sign] = advance
        return advance


class _Own:
    """The user's fonts as they were at `stamp`: file of each chosen face, files tried last; by the name the PDF knows."""

    def __init__(self, stamp: tuple[object, ...]) -> None:
        self.stamp = stamp
        self.files: dict[str, OwnFont] = {}
        self.chosen = {Face[face.upper()]: self._named(font) for face, font in chosen().items()} if stamp else {}
        self.tried = tuple(self._named(font) for font in tried()) if stamp else ()

    def _named(self, font: OwnFont) -> str:
        name = font.key
        self.files[name] = font
        return name


# Made before any thread asks: a face measured by two tables would not know all its strangers.
_own = _Own(())
_WIDTHS = {face: Widths(face, face) for face in Face}


def refresh() -> None:
    """Take notice of fonts that the user has added, removed or chosen since; called before a paper is set."""
    global _own, _WIDTHS
    now = stamp()
    if now == _own.stamp:
        return
    with _LOADING:
        _own = _Own(now)
        _WIDTHS = {face: Widths(face, _own.chosen.get(face, face)) for face in Face}


def widths(face: Face) -> Widths:
    """Return the widths of a face, one table a process: measuring is a look-up."""
    return _WIDTHS[face]


def match(face: Face, name: str, sign: str) -> Match:
    """Tell how the file `name` is drawn when it stands in for `face` with `sign`."""
    return _AS_IS if sign == _JOINED else _MATCHES.get((face, name), _AS_IS)


def alike(sign: str, other: str, table: Widths) -> bool:
    """Tell whether two signs of one stand-in are drawn in one go: matched alike and of the same width."""
    return sign == other or (table[sign] == table[other] and _JOINED not in (sign, other))


def refuse_unprintable(text: str, label: str, path: str) -> None:
    """Raise NO_GLYPH when no face draws a character of `text`; `label` and `path` say where in the record it stands."""
    table = widths(Face.FANG)
    for at, sign in enumerate(text, 1):
        if sign in table or sign in "\n\r\t" or ord(sign) in UNSEEN:
            continue
        if _find(Face.FANG, sign) is None and not _found_anew(sign):
            raise NO_GLYPH(field=path, label=label, point=f"{ord(sign):04X}", at=at)


def _found_anew(sign: str) -> bool:
    """Tell whether a font that was added meanwhile has the sign: looked for only when none had it before."""
    refresh()
    return _find(Face.FANG, sign) is not None


def _find(face: Face, sign: str) -> tuple[str, float] | None:
    # The body face maps control characters and private codes to something; what they mean to the writer nobody knows.
    if unicodedata.category(sign) in ("Cc", "Co", "Cs"):
        return None
    code = ord(sign)
    chosen = _own.chosen.get(face)
    for name in (*((chosen,) if chosen else ()), *_CHAINS[face], *_own.tried):
        font = _sound(name)
        if font and font.face.charToGlyph.get(code):
            return name, float(font.face.charWidths[code])
    return None


def _sound(name: str) -> Any:
    """Return a font; None for one of the user's that turns out to be broken: ours then stand in."""
    try:
        return load(name)
    except AppError:
        if name not in _own.files:
            raise
        return None


_loaded: dict[str, Any] = {}
_LOADING = Lock()


def load(name: str) -> Any:
    """Read one font file and make it known to the PDF writer; FONT_MISSING when it cannot be read."""
    if name in _loaded:
        return _loaded[name]
    with _LOADING:
        if name not in _loaded:
            _loaded[name] = _read(name)
        return _loaded[name]


def _read(name: str) -> Any:
    # Nobody mails a PDF through a seven-bit channel: base 85 makes the file a quarter larger and costs time.
    rl_config.useA85 = 0
    own = _own.files.get(name)
    path = own.path if own else FOLDER / f"{name}.ttf"
    try:
        font = ttfonts.TTFont(name, str(path), subfontIndex=own.number if own else 0, shapable=False)
    # A font of the user's may be broken in ways that its reader did not think of.
    except (OSError, ttfonts.TTFError, struct.error, IndexError, KeyError, ValueError) as error:
        raise FONT_MISSING(file=path.name) from error
    pdfmetrics.registerFont(font)
    return font
