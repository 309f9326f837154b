"""What a printed file proves: the digest of all that it shows, and the mark of genuineness that is put into it.

The format is documented in resources/help/formats/papercode.md, where a verifier of one file stands beside it.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from cadreapp.paper.faults import NOT_OUR_FILE
from cadreapp.paper.typeset.draw import Paper, written
from cadreapp.paper.typeset.stamp import KEY, MOST, drawing

Coder = Callable[[bytes], tuple[str, str]]
"""From the digest of a file (32 bytes) to what its QR code says and the code to type."""
_OBJECT = re.compile(rb"(\d{1,8}) 0 obj\n")
_LENGTH = re.compile(rb"/Length (\d{1,10})")
_FILTER = re.compile(rb"/Filter \[([^\]]*)\]")
_CODE = re.compile(rb"/" + KEY.encode() + rb" \(([A-Z0-9]*) ?([A-Z0-9-]*)\)")
_TAIL = re.compile(rb"trailer\n<<\n(.*)>>\nstartxref\n(\d{1,10})\n%%EOF\n", re.DOTALL)
_PRINT = re.compile(rb"/ID \n\[[^\]]*\]\n(?:% [^\n]*\n)*")
_HEAD = b"%PDF-1.7\n"
_MOST = 1 << 30


@dataclass(frozen=True, slots=True)
class Marked:
    """A file with its mark taken apart: the digest of what it shows, what the QR code says, the code to type; `drawn`
    tells whether the picture of the mark is the one that belongs to these."""

    digest: bytes
    said: str
    code: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class _Object:
    start: int
    number: int
    head: bytes
    stream: bytes | None


def coded(paper: Paper, coder: Coder) -> bytes:
    """Return the PDF of a paper with its mark in the foot corner of every page; NO_GLYPH when a character cannot be printed."""
    blank = written(paper, marked=True)
    said, code = coder(read(blank).digest)
    return filled(blank, said, code)


def read(pdf: bytes) -> Marked:
    """Return what a file shows and says of itself. Raises NOT_OUR_FILE unless it is one, whole, as we write them.

    The digest covers every object with its stream unpacked (so it does not depend on the compressor), but for the mark.
    """
    parts, marks = list[bytes](), list[_Object]()
    for found in _objects(pdf):
        head, content = found.head, found.stream
        if _is_mark(head):
            marks.append(found)
            head, content = _CODE.sub(b"", head), b""
        elif content is not None:
            content = _unpacked(head, content)
        head = _FILTER.sub(b"", _LENGTH.sub(b"", head))
        parts.append(sha256(b"%d\n%s" % (found.number, head)).digest())
        parts.append(sha256(b"stream\n" + content if content is not None else b"").digest())
    told = _CODE.search(marks[0].head) if len(marks) == 1 else None
    if told is None:
        raise NOT_OUR_FILE()
    parts.append(sha256(_tail(pdf)[0]).digest())
    said, code = told[1].decode(), told[2].decode()
    drawn = bool(said) and len(said) <= MOST and marks[0].stream == drawing(said, code)
    return Marked(sha256(b"cadreapp-paper-content/1\n" + b"".join(parts)).digest(), said, code, drawn)


def is_marked(pdf: bytes) -> bool:
    """Tell whether a file of ours carries a mark."""
    return f"/{KEY} (".encode() in pdf


def _is_mark(head: bytes) -> bool:
    return f"/{KEY} ".encode() in head


def filled(pdf: bytes, said: str, code: str) -> bytes:
    """Return the file with this mark drawn, whatever mark it had."""

    def change(found: _Object) -> _Object:
        if not _is_mark(found.head):
            return found
        head = _CODE.sub(f"/{KEY} ({said} {code})".encode(), found.head)
        return replace(found, head=head, stream=drawing(said, code))

    return _rewritten(pdf, change)


def repacked(pdf: bytes, level: int) -> bytes:
    """Return the file with its streams compressed anew (zlib 0 to 9): another file of the same digest."""

    def change(found: _Object) -> _Object:
        packed = found.stream is not None and b"/FlateDecode ]" in found.head and b"ASCII85" not in found.head
        if not packed or found.stream is None:
            return found
        return replace(found, stream=zlib.compress(_unpacked(found.head, found.stream), level))

    return _rewritten(pdf, change)


def _rewritten(pdf: bytes, change: Callable[[_Object], _Object]) -> bytes:
    """Return the file with its objects changed, and its table of them as the new lengths want it."""
    out, places = [pdf[: next(_objects(pdf)).start]], list[int]()
    at = len(out[0])
    for found in map(change, _objects(pdf)):
        piece = b"%d 0 obj\n" % found.number
        if found.stream is None:
            piece += found.head + b"endobj\n"
        else:
            head = _LENGTH.sub(b"/Length %d" % len(found.stream), found.head)
            piece += head + b"\nstream\n" + found.stream + b"endstream\nendobj\n"
        places.append(at)
        out.append(piece)
        at += len(piece)
    trailer = pdf[pdf.rfind(b"trailer\n") : pdf.rfind(b"startxref\n")]
    return b"".join([*out, _table(places), trailer, b"startxref\n%d\n%%%%EOF\n" % at])


def _table(places: list[int]) -> bytes:
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + rows


def _objects(pdf: bytes) -> Iterator[_Object]:
    """Yield every object of a file, which must follow each other without anything between, and be where the table says."""
    start = pdf.find(b"1 0 obj\n", 0, 200)
    if start < 0 or not pdf.startswith(_HEAD):
        raise NOT_OUR_FILE()
    at, places = start, list[int]()
    while (begun := _OBJECT.match(pdf, at)) is not None:
        end = pdf.find(b"endobj\n", begun.end())
        flow = pdf.find(b"\nstream\n", begun.end(), end)
        if end < 0 or int(begun[1]) != len(places) + 1:
            raise NOT_OUR_FILE()
        places.append(at)
        if flow < 0:
            yield _Object(at, int(begun[1]), pdf[begun.end() : end], None)
            at = end + 7
            continue
        head = pdf[begun.end() : flow]
        length = _LENGTH.search(head)
        stop = flow + 8 + int(length[1]) if length else 0
        if pdf[stop : stop + 17] != b"endstream\nendobj\n":
            raise NOT_OUR_FILE()
        yield _Object(at, int(begun[1]), head, pdf[flow + 8 : stop])
        at = stop + 17
    table = _table(places)
    if not pdf.startswith(table, at) or pdf[at + len(table) :] != _tail(pdf)[1] or int(_tail(pdf)[2]) != at:
        raise NOT_OUR_FILE()


def _tail(pdf: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what the trailer says but for the file's own print, the whole trailer, and where it says the table begins."""
    found = _TAIL.fullmatch(pdf, pdf.rfind(b"trailer\n"))
    if found is None:
        raise NOT_OUR_FILE()
    return _PRINT.sub(b"", found[1]), found[0], found[2]


def _unpacked(head: bytes, content: bytes) -> bytes:
    filters = _FILTER.search(head)
    for name in (filters[1].split() if filters else ()):
        try:
            if name == b"/ASCII85Decode":
                content = base64.a85decode(b"<~" + content.strip(), adobe=True)
            elif name == b"/FlateDecode":
                opener = zlib.decompressobj()
                content = opener.decompress(content, _MOST)
                if not opener.eof or opener.unused_data:
                    raise NOT_OUR_FILE()
            else:
                raise NOT_OUR_FILE()
        except (zlib.error, binascii.Error, ValueError) as error:
            raise NOT_OUR_FILE() from error
    return content
