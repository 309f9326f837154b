"""Fonts that the user brings: which files may be embedded, which were put into our folder, which was chosen for a face.

The folder `fonts` beside the store takes font files: each is tried for characters that no shipped font has. A file there
called chosen.json names the file that draws a face instead of ours; fonts belong to a machine, not to a store.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

from cadreapp.kernel.durable import read_fault, write_fault, write_whole
from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.kernel.paths import store_folder
from cadreapp.paper.faults import FONT_UNFIT

CHOSEN = "chosen.json"
_ENDINGS = (".ttf", ".ttc", ".otf")
# OpenType specification, OS/2 fsType: of the lowest four bits 2 alone forbids embedding; 0x100 forbids subsets, which is all
# we embed; 0x200 allows bitmaps only.
_RESTRICTED, _NO_SUBSET, _BITMAPS = 0x0002, 0x0100, 0x0200
_FAMILY, _FULL_NAME = 1, 4
# The families that offices use, by the face they may stand for (GB/T 9704-2012 names no font files).
USUAL: dict[str, tuple[str, ...]] = {
    "title": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体", "Zhuque Fangsong (technical preview)"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体"),
    "hei": ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"),
    "song": ("宋体", "SimSun", "方正书宋_GBK", "方正书宋简体"),
}


@dataclass(frozen=True, slots=True)
class OwnFont:
    """One font of a file (`number` within a collection). `why` says in Chinese why it cannot be used, "" when it can."""

    path: Path
    number: int
    names: tuple[str, ...]
    why: str = ""

    @property
    def usable(self) -> bool:
        return not self.why

    @property
    def key(self) -> str:
        """The name under which the PDF writer knows it: made of its content, so that a changed file is another font."""
        return f"Own{sha256(self.path.read_bytes()).hexdigest()[:10]}-{self.number}"


def folder() -> Path:
    """Return the folder that takes the user's font files; it need not exist."""
    return store_folder().parent / "fonts"


def examine(path: Path) -> tuple[OwnFont, ...]:
    """Return the fonts of a file; one unusable entry when it is no font at all."""
    try:
        # Mapped, not read: a machine may have a gigabyte of fonts, and little of it is looked at.
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return tuple(_one(path, data, number, start) for number, start in enumerate(_starts(data)))
    except (OSError, ValueError, struct.error, IndexError):
        return (OwnFont(path, 0, (path.stem,), "不是字体文件, 或者已经损坏"),)


def _starts(data: mmap) -> tuple[int, ...]:
    if data[:4] != b"ttcf":
        return (0,)
    (count,) = struct.unpack_from(">I", data, 8)
    return struct.unpack_from(f">{min(count, 64)}I", data, 12)


def _one(path: Path, data: mmap, number: int, start: int) -> OwnFont:
    (count,) = struct.unpack_from(">H", data, start + 4)
    tables = {}
    for at in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * at)
        tables[tag] = (offset, length)
    if data[start : start + 4] not in (b"\0\1\0\0", b"true", b"OTTO") or b"cmap" not in tables:
        raise struct.error("not an OpenType font")
    names = tuple(dict.fromkeys(_names(data, tables[b"name"][0]))) if b"name" in tables else (path.stem,)
    return OwnFont(path, number, names, _unfit(data, tables))


def _names(data: mmap, at: int) -> Iterator[str]:
    _, count, strings = struct.unpack_from(">3H", data, at)
    for row in range(count):
        platform, _, _, ident, length, offset = struct.unpack_from(">6H", data, at + 6 + 12 * row)
        if platform in (0, 3) and ident in (_FAMILY, _FULL_NAME):
            yield data[at + strings + offset : at + strings + offset + length].decode("utf-16-be")


def _unfit(data: mmap, tables: Mapping[bytes, tuple[int, int]]) -> str:
    if b"glyf" not in tables or b"loca" not in tables:
        return "是 PostScript 曲线的字体, 打印只能用 TrueType 曲线的"
    if b"OS/2" not in tables:
        return ""
    (rights,) = struct.unpack_from(">H", data, tables[b"OS/2"][0] + 8)
    if rights & 0xF == _RESTRICTED or rights & (_NO_SUBSET | _BITMAPS):
        return "字体的授权不许嵌入文件"
    return ""


def system_folders() -> tuple[Path, ...]:
    """Return where this system keeps installed fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = os.environ.get("WINDIR", r"C:\Windows")
        return Path(windows) / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"


def font_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the font files in some folders and below them, in the order of their names."""
    for place in folders:
        if place.is_dir():
            yield from sorted(path for path in place.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())


def candidates(folders: Iterable[Path] | None = None) -> dict[str, list[OwnFont]]:
    """Return for each face (title, fang, kai, hei, song) the installed fonts that offices use for it, unfit ones with why."""
    found: dict[str, list[OwnFont]] = {face: [] for face in USUAL}
    for path in font_files(folders if folders is not None else (folder(), *system_folders())):
        for font in examine(path):
            for face, names in USUAL.items():
                if set(names) & set(font.names):
                    found[face].append(font)
    return found


def choose(face: str, font: OwnFont | None) -> None:
    """Let a font draw a face from the next paper on; None goes back to the shipped one. FONT_UNFIT when it must not."""
    if face not in USUAL:
        raise ValueError(face)
    if font is not None and font.why:
        raise FONT_UNFIT(name=font.names[0], why=font.why)
    kept = {name: where for name, where in _chosen().items() if name != face}
    if font is not None:
        kept[face] = {"path": str(font.path), "number": font.number}
    folder().mkdir(parents=True, exist_ok=True)
    write_whole(folder() / CHOSEN, json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True).encode())


def chosen() -> dict[str, OwnFont]:
    """Return the fonts chosen for faces; one that is gone or no longer fit is left out."""
    found = {}
    for face, where in _chosen().items():
        fonts = [f for f in examine(Path(str(where.get("path")))) if f.number == where.get("number") and f.usable]
        if fonts and face in USUAL:
            found[face] = fonts[0]
    return found


def add(path: Path) -> tuple[OwnFont, ...]:
    """Copy a font file into our folder, in place of one of the same name. FONT_UNFIT when none of its fonts can be used."""
    fonts = examine(path)
    if not any(font.usable for font in fonts):
        raise FONT_UNFIT(name=fonts[0].names[0] if fonts else path.name, why=fonts[0].why if fonts else "里面没有字体")
    target = folder() / path.name
    if target.resolve() != path.resolve():
        try:
            data = path.read_bytes()
        except OSError as error:
            raise read_fault(error, path) from error
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
    return examine(target)


def remove(path: Path) -> None:
    """Take a font file out of our folder; faces that it drew are drawn by ours again. NOT_FOUND for any other file."""
    if path.parent.resolve() != folder().resolve() or path.suffix.lower() not in _ENDINGS or not path.is_file():
        raise NOT_FOUND(what="加进来的字体文件", key=path.name)
    for face, where in _chosen().items():
        if Path(str(where.get("path"))) == path:
            choose(face, None)
    try:
        path.unlink()
    except OSError as error:
        raise write_fault(error, path) from error


def _chosen() -> dict[str, dict[str, object]]:
    try:
        kept = json.loads((folder() / CHOSEN).read_bytes())
    except (OSError, ValueError):
        return {}
    return {face: where for face, where in kept.items() if isinstance(where, dict)} if isinstance(kept, dict) else {}


def tried() -> list[OwnFont]:
    """Return the usable fonts that were put into our folder."""
    return [font for path in font_files([folder()]) for font in examine(path) if font.usable]


def stamp() -> tuple[object, ...]:
    """Return something that changes when a font was added, removed or chosen."""
    place = folder()
    try:
        inside = sorted(place.iterdir())
    except OSError:
        return ()
    return tuple((path.name, status.st_mtime_ns, status.st_size) for path in inside for status in [path.stat()])
