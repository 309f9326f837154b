"""The fonts of this machine's papers: which installed ones may draw a face instead of ours, and which was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.paper import fonts_own

FACES = {"title": "标题", "fang": "仿宋", "kai": "楷体", "hei": "黑体", "song": "宋体"}
"""The faces of a paper and what an office calls them."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """An installed font for a face. `why` says why it cannot be used, "" when it can."""

    face: str
    name: str
    file: str
    chosen: bool
    why: str


def offered() -> list[Typeface]:
    """Return the installed fonts that offices use for each face, and any other that was chosen."""
    used = fonts_own.chosen()
    found = fonts_own.candidates()
    for face, font in used.items():
        if font not in found[face]:
            found[face].append(font)
    return [Typeface(face, font.names[0], str(font.path), font == used.get(face), font.why)
            for face, fonts in found.items() for font in fonts]


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
