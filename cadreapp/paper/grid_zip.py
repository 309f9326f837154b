"""The parts of an office file, read with bounds: no bomb unpacks, no XML entity is ever declared."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from cadreapp.kernel.errors import AppError
from cadreapp.paper.faults_grid import GRID_BOMB, GRID_DAMAGED, GRID_ENCRYPTED, GRID_ENTITY, GRID_TOO_BIG

MOST_PARTS = 2_000
MOST_PART = 256 * 2**20
"""Unpacked bytes of one part."""
MOST_TOTAL = 384 * 2**20
"""Unpacked bytes of all parts that are read."""
MOST_RATIO = 300
"""Unpacked over packed; plain sheets of one repeated word reach about 150."""
FREE_BYTES = 4 * 2**20
"""A part this small may have any ratio."""
MOST_DEPTH = 64

# What zipfile lets through when an archive is damaged; RuntimeError: a password, NotImplementedError: a rare method.
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, OSError, RuntimeError,
    KeyError,
)  # fmt: skip

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Parts:
    """A zip archive in memory, opened with every bound checked. `file` is the name that faults quote."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_ERRORS as error:
            raise self.damaged("zip", len(data), "目录读不出", "no directory") from error
        infos = self._zip.infolist()
        if len(infos) > MOST_PARTS:
            raise GRID_BOMB(file=file, part=f"{len(infos)} 个部件")
        self._infos = {info.filename.lstrip("/").casefold(): info for info in infos}
        if len(self._infos) < len(infos):
            raise self.damaged("zip", 0, "有同名部件", "a part occurs twice")
        if any(info.flag_bits & 1 for info in infos):
            raise GRID_ENCRYPTED(file=file)

    def has(self, part: str) -> bool:
        """Tell whether a part is there; names differ not by case."""
        return part.casefold() in self._infos

    def damaged(self, part: str, offset: int, why: str, why_en: str) -> AppError:
        """Return the fault that names the part and the byte."""
        return GRID_DAMAGED(file=self.file, part=part, offset=offset, why=why, why_en=why_en)

    def parse(self, part: str, start: Start, end: End, text: Text) -> None:
        """Stream one XML part through the handlers; names come without their namespace.

        Raises GRID_DAMAGED, GRID_BOMB or GRID_ENTITY; what the handlers raise passes through.
        """
        chunks = self._chunks(part)
        first = next(chunks, b"")
        # Said outright, because expat hands any other encoding that a file declares to Python, which has its own errors.
        wide = first[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in first[:2]
        parser = expat.ParserCreate("utf-16" if wide else "utf-8", " ")
        parser.buffer_text = True
        depth = 0

        def on_start(name: str, attributes: Attributes) -> None:
            nonlocal depth
            depth += 1
            if depth > MOST_DEPTH:
                raise GRID_BOMB(file=self.file, part=part)
            start(_local(name), {_local(key): value for key, value in attributes.items()})

        def on_end(name: str) -> None:
            nonlocal depth
            depth -= 1
            end(_local(name))

        def on_doctype(*_: object) -> None:
            raise GRID_ENTITY(file=self.file, part=part, offset=max(parser.CurrentByteIndex, 0))

        parser.StartElementHandler = on_start
        parser.EndElementHandler = on_end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = on_doctype
        parser.EntityDeclHandler = on_doctype
        try:
            parser.Parse(first, False)
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self.damaged(part, max(parser.ErrorByteIndex, 0), "XML 不合格", "not well-formed XML") from error

    def _chunks(self, part: str) -> Iterator[bytes]:
        info = self._infos.get(part.casefold())
        if info is None:
            raise self.damaged(part, 0, "缺这个部件", "this part is missing")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # Other methods may ask for gigabytes of memory before the first byte comes out.
            raise self.damaged(part, 0, "压缩方法不对", "a method of compression that no workbook uses")
        done = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(1 << 16):
                    done += len(chunk)
                    self._count(info, done, len(chunk))
                    yield chunk
        except _ZIP_ERRORS as error:
            raise self.damaged(part, done, "解压失败", "unpacking failed") from error

    def _count(self, info: zipfile.ZipInfo, done: int, more: int) -> None:
        self._unpacked += more
        if done > FREE_BYTES and done > MOST_RATIO * max(info.compress_size, 1):
            raise GRID_BOMB(file=self.file, part=info.filename)
        if done > MOST_PART or self._unpacked > MOST_TOTAL:
            raise GRID_TOO_BIG(file=self.file, what="解压后的内容", limit=f"{MOST_PART >> 20} MB")


def relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Return {id: (last word of the type, target part)} of a part; targets outside the file are left out."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if not parts.has(rels):
        return found

    def start(tag: str, given: Attributes) -> None:
        if tag == "Relationship" and given.get("TargetMode") != "External" and given.get("Target"):
            target = posixpath.normpath(posixpath.join("/", folder, given["Target"])).lstrip("/")
            found[given.get("Id", "")] = (given.get("Type", "").rsplit("/", 1)[-1], target)

    parts.parse(rels, start, _ignore, _ignore)
    return found


def _ignore(_: str) -> None:
    return None


def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
