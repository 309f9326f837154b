"""The fonts of this machine's papers: which may draw a face instead of ours, which was chosen, which were added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.paper import fonts_own
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import MM, SI, Geometry
from cadreapp.paper.typeset.blocks import Align, Paragraph, Style
from cadreapp.paper.typeset.draw import Paper, render

SAMPLE = "关于加强机关纪律建设的通知 2026年3月5日 𠮷䶮㛃"
_ORDER = (Face.TITLE, Face.FANG, Face.KAI, Face.HEI, Face.SONG)
_STRIP = Geometry(156 * MM, 130.0, 6.0, 5.0, 150 * MM, 5 * 24.0 + 4.0, SI, 24.0)
FACES = {"title": "标题", "fang": "仿宋", "kai": "楷体", "hei": "黑体", "song": "宋体"}
"""The faces of a paper and what an office calls them."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font for a face; `face` is "" for one that was added and no face uses: it is tried for characters that ours lack.

    `why` says why it cannot be used, "" when it can; `added` tells that its file lies in our folder and can be removed.
    """

    face: str
    name: str
    file: str
    chosen: bool
    why: str
    added: bool = False


def offered() -> list[Typeface]:
    """Return the installed fonts that offices use for each face, and any other that was chosen."""
    used = fonts_own.chosen()
    found = fonts_own.candidates()
    for face, font in used.items():
        if font not in found[face]:
            found[face].append(font)
    ours = set(fonts_own.font_files([fonts_own.folder()]))
    made = [Typeface(face, font.names[0], str(font.path), font == used.get(face), font.why, font.path in ours)
            for face, fonts in found.items() for font in fonts]
    known = {one.file for one in made}
    more = (font for path in sorted(ours) if str(path) not in known for font in fonts_own.examine(path))
    return [*made, *(Typeface("", font.names[0], str(font.path), False, font.why, added=True) for font in more)]


def add(file: Path) -> None:
    """Take a font file in: it is tried for characters that ours lack, and can be chosen for a face.

    Raises NOT_FOUND, or FONT_UNFIT when it is no TrueType font or must not be embedded.
    """
    if not file.is_file():
        raise NOT_FOUND(what="字体文件", key=str(file))
    fonts_own.add(file)


def remove(file: Path) -> None:
    """Take a font file that was added away again. Raises NOT_FOUND."""
    fonts_own.remove(file)


def sample() -> bytes:
    """Return a PDF of one small page: a line of each face as the next paper will be set."""
    lines = tuple(Paragraph(f"{FACES[face.name.lower()]}　{SAMPLE}", Style(face, SI, 24.0, Align.LEFT)) for face in _ORDER)
    return render(Paper("字体样张", lines, _STRIP, lambda _number, _total: []))


def choose(face: str, file: Path | None) -> None:
    """Let a font file draw a face from the next paper on; None goes back to ours. NOT_FOUND, FONT_UNFIT."""
    if file is None:
        fonts_own.choose(face, None)
        return
    if not file.is_file():
        raise NOT_FOUND(what="字体文件", key=str(file))
    fonts = fonts_own.examine(file.absolute())
    # Of a collection the one that is usual for the face, else its first.
    usual = [font for font in fonts if set(font.names) & set(fonts_own.USUAL[face])]
    fonts_own.choose(face, (usual or list(fonts))[0])


def folder() -> Path:
    """Return the folder that takes fonts for characters which ours lack."""
    return fonts_own.folder()
