"""Rebuild resources/fonts from pinned packages of the Debian and npm registries: same bytes every time.

    python installer/fonts.py            fetch, convert, subset, write resources/fonts (needs apt-get, dpkg-deb, npm, fontTools)
    python installer/fonts.py --check    compare resources/fonts with its own list of digests (needs nothing)

The body face comes from FandolFang, which is drawn in cubic curves that our PDF writer cannot embed: its outlines are
converted to quadratic ones, no point further than 1/1000 em from the original, and the family is renamed as its
licence's spirit and the reserved names of the other faces ask. Layout tables are dropped where only the PDF writer reads
the font; the window's faces are shipped as they come.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
LIST = FONTS / "fonts.json"
# 2026-01-01T00:00:00Z in the font epoch of 1904: a rebuilt font must not carry the day it was rebuilt.
BUILT = 3850070400
COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT, LICENCE = 0, 1, 2, 3, 4, 5, 6, 13


@dataclass(frozen=True)
class Package:
    """One archive of a registry: who serves it, its exact version, the digest it must have."""

    registry: str
    name: str
    version: str
    sha256: str


@dataclass(frozen=True)
class Face:
    """One font we ship: the file, the family and style it bears, where it comes from and under what licence."""

    file: str
    family: str
    style: str
    package: Package
    member: str
    licence: str
    make: str
    units: int = 1024


FANDOL = Package(
    "debian", "texlive-lang-chinese", "2022.20230122-1",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
HANAZONO = Package(
    "debian", "fonts-hanazono", "20170904-2.1",
    "a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae",
)
WENKAI = Package(
    "debian", "fonts-lxgw-wenkai", "1.250+repack-1",
    "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
)
SERIF = Package(
    "npm", "@expo-google-fonts/noto-serif-sc", "0.4.3",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
SANS = Package(
    "npm", "@expo-google-fonts/noto-sans-sc", "0.4.3",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)

DEB_FONTS = "usr/share/fonts/truetype"
TEX_FONTS = "usr/share/texlive/texmf-dist/fonts/opentype"
FACES = (
    Face("CadreFang.ttf", "Cadre Fang", "Regular", FANDOL,
         f"{TEX_FONTS}/public/fandol/FandolFang-Regular.otf", "GPL-3.0-font-exception", "quadratic"),
    Face("CadreSong.ttf", "Cadre Song", "Regular", SERIF,
         "package/400Regular/NotoSerifSC_400Regular.ttf", "OFL-1.1", "whole"),
    Face("CadreTitle.ttf", "Cadre Title", "Black", SERIF,
         "package/900Black/NotoSerifSC_900Black.ttf", "OFL-1.1", "common"),
    Face("CadreKai.ttf", "Cadre Kai", "Regular", WENKAI,
         f"{DEB_FONTS}/lxgw-wenkai/LXGWWenKai-Regular.ttf", "OFL-1.1", "common"),
    Face("CadreRareA.ttf", "Cadre Rare A", "Regular", HANAZONO,
         f"{DEB_FONTS}/hanazono/HanaMinA.ttf", "Hanazono", "rest"),
    Face("CadreRareB.ttf", "Cadre Rare B", "Regular", HANAZONO,
         f"{DEB_FONTS}/hanazono/HanaMinB.ttf", "Hanazono", "rest", 512),
    Face("NotoSansSC-Regular.ttf", "Noto Sans SC", "Regular", SANS,
         "package/400Regular/NotoSansSC_400Regular.ttf", "OFL-1.1", "copy"),
    Face("NotoSansSC-SemiBold.ttf", "Noto Sans SC", "SemiBold", SANS,
         "package/600SemiBold/NotoSansSC_600SemiBold.ttf", "OFL-1.1", "window"),
)


def main(arguments: list[str] | None = None) -> int:
    """Rebuild, or with --check compare; 0 when the folder holds what the list says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the list of digests, change nothing")
    parser.add_argument("--into", type=Path, default=FONTS, help="folder to write (default: resources/fonts)")
    parser.add_argument("--packages", type=Path, help="folder with archives fetched before")
    options = parser.parse_args(arguments)
    if options.check:
        return check(options.into)
    with tempfile.TemporaryDirectory() as scratch:
        rebuild(options.into, options.packages or Path(scratch) / "packages", Path(scratch) / "open")
    return check(options.into)


def check(folder: Path) -> int:
    """Print every file that differs from the list; 0 when none does."""
    wanted = {row["file"]: row["sha256"] for row in json.loads((folder / LIST.name).read_text("utf-8"))["fonts"]}
    wrong = [name for name, digest in wanted.items() if not (folder / name).exists() or _sha256(folder / name) != digest]
    for name in wrong:
        print(f"{name}: not the listed font", file=sys.stderr)
    return 1 if wrong else 0


def rebuild(into: Path, packages: Path, opened: Path) -> None:
    """Fetch the packages that `packages` lacks, make every face into `into`, write the list."""
    into.mkdir(parents=True, exist_ok=True)
    packages.mkdir(parents=True, exist_ok=True)
    folders = {p.name: _open(p, _fetch(p, packages), opened) for p in dict.fromkeys(face.package for face in FACES)}
    sources = {face.file: folders[face.package.name] / face.member for face in FACES}
    rows = []
    for face in FACES:
        target = into / face.file
        _MAKERS[face.make](face, sources, target)
        rows.append({
            "file": face.file, "family": face.family, "style": face.style, "licence": face.licence,
            "from": f"{face.package.registry}: {face.package.name} {face.package.version}",
            "source": face.member.rsplit("/", 1)[-1], "made": face.make, "sha256": _sha256(target),
        })
        print(f"{face.file}  {target.stat().st_size / 1e6:.1f} MB")
    (into / LIST.name).write_text(json.dumps({"fonts": rows}, indent=1) + "\n", "utf-8")


def _fetch(package: Package, packages: Path) -> Path:
    command, pattern = {
        "debian": (["apt-get", "download", f"{package.name}={package.version}"], f"{package.name}_*.deb"),
        "npm": (["npm", "pack", f"{package.name}@{package.version}"], f"*{package.name.rsplit('/', 1)[-1]}-*.tgz"),
    }[package.registry]
    if not list(packages.glob(pattern)):
        subprocess.run(command, cwd=packages, check=True, stdout=subprocess.DEVNULL)
    archive = next(packages.glob(pattern))
    if _sha256(archive) != package.sha256:
        raise SystemExit(f"{archive.name}: not the pinned package")
    return archive


def _open(package: Package, archive: Path, opened: Path) -> Path:
    folder = opened / package.name.replace("/", "_")
    folder.mkdir(parents=True)
    unpack = ["dpkg-deb", "-x", str(archive), str(folder)]
    if package.registry == "npm":
        unpack = ["tar", "-xzf", str(archive), "-C", str(folder)]
    subprocess.run(unpack, check=True)
    return folder


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


Sources = dict[str, Path]


def _copy(face: Face, sources: Sources, target: Path) -> None:
    target.write_bytes(sources[face.file].read_bytes())


def _quadratic(face: Face, sources: Sources, target: Path) -> None:
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    font = _load(sources[face.file])
    glyphs = font.getGlyphSet()
    drawn = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        drawn[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = font.getGlyphOrder(), drawn
    for name, glyph in drawn.items():
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    _quadratic_limits(font)
    for tag in ("CFF ", "VORG"):
        del font[tag]
    font.sfntVersion = "\0\1\0\0"
    _finish(face, font, target, keep=None)


def _quadratic_limits(font: Any) -> None:
    font["post"].formatType = 3.0
    limits = font["maxp"]
    limits.tableVersion = 0x00010000
    limits.maxZones = 1
    for name in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                 "maxSizeOfInstructions", "maxComponentElements"):
        setattr(limits, name, 0)


def _whole(face: Face, sources: Sources, target: Path) -> None:
    font = _load(sources[face.file])
    _finish(face, font, target, keep=set(font.getBestCmap()))


def _common(face: Face, sources: Sources, target: Path) -> None:
    """Keep signs and GB 2312: a title seldom needs more, and others stand in, thickened."""
    font = _load(sources[face.file])
    _finish(face, font, target, keep=set(font.getBestCmap()) & (_charset("gb2312") | _SIGNS))


def _rest(face: Face, sources: Sources, target: Path) -> None:
    """Keep only ideographs and signs (the ticked box among them) that the Song face lacks."""
    font = _load(sources[face.file])
    song = set(_load(sources["CadreSong.ttf"]).getBestCmap())
    _finish(face, font, target, keep={c for c in font.getBestCmap() if (_is_han(c) or _is_sign(c)) and c not in song})


def _window(face: Face, sources: Sources, target: Path) -> None:
    """Keep signs and GBK with every layout table: the window's emphasis; rarer characters come from its regular weight."""
    from fontTools.subset import Options, Subsetter

    font = _load(sources[face.file])
    options = Options()
    options.layout_features = options.name_IDs = ["*"]
    options.notdef_outline = options.passthrough_tables = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(font.getBestCmap()) & (_charset("gbk") | _SIGNS))
    subsetter.subset(font)
    font.save(target, reorderTables=True)


_MAKERS: dict[str, Callable[[Face, Sources, Path], None]] = {
    "copy": _copy, "window": _window, "quadratic": _quadratic, "whole": _whole, "common": _common, "rest": _rest,
}


_SIGNS = {*range(0x20, 0x250), *range(0x2000, 0x2700), *range(0x3000, 0x3100), *range(0xFF00, 0xFFF0)}


def _charset(name: str) -> set[int]:
    """Return every character of a two-byte Chinese encoding."""
    cells = (bytes([row, cell]) for row in range(0x81, 0xFF) for cell in range(0x40, 0xFF))
    return {ord(sign) for cell in cells for sign in cell.decode(name, "ignore")}


_HAN = ((0x2E80, 0x2FE0), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2F800))


def _is_han(code: int) -> bool:
    return any(first <= code < end for first, end in _HAN)


def _is_sign(code: int) -> bool:
    return 0x2600 <= code < 0x2720


def _load(path: Path) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(path, recalcTimestamp=False)


def _finish(face: Face, font: Any, target: Path, keep: Iterable[int] | None) -> None:
    """Subset to `keep`, drop what a PDF does not read, scale, rename, and write with fixed dates."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib.scaleUpem import scale_upem

    options = Options()
    options.hinting = options.glyph_names = False
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "gasp", "FFTM", "prop"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(keep) if keep is not None else set(font.getBestCmap()))
    subsetter.subset(font)
    if font["head"].unitsPerEm > face.units:
        scale_upem(font, face.units)
    _rename(face, font)
    font["head"].created = font["head"].modified = BUILT
    font.save(target, reorderTables=True)


def _rename(face: Face, font: Any) -> None:
    names = font["name"]
    keep = {ident: names.getDebugName(ident) for ident in (COPYRIGHT, LICENCE)}
    names.names = []
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    source = f"made from {face.package.name} {face.package.version}"
    spoken = {
        COPYRIGHT: keep[COPYRIGHT], FAMILY: face.family, STYLE: "Regular", UNIQUE: f"{postscript};{source}",
        FULL: face.family, VERSION: f"Version 1.000; {source}", POSTSCRIPT: postscript, LICENCE: keep[LICENCE] or face.licence,
    }
    for ident, text in spoken.items():
        if text:
            names.setName(text, ident, 3, 1, 0x409)


if __name__ == "__main__":
    sys.exit(main())
