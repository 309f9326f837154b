#!/usr/bin/env python3
"""Says whether a PDF is a genuine paper of a unit: python verify_paper.py FILE.pdf UNIT.pub (see papercode.md beside it).

Exit 0: genuine; 3: not of this unit; 4: altered. Needs only Python 3.8 or later and the package `cryptography`.
"""

import base64
import hashlib
import re
import sys
import zlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MARK = re.compile(rb"/CadreCode \(([A-Z0-9]*) ?([A-Z0-9-]*)\)")


def no(code, zh, en):
    print(f"{zh} · {en}")
    sys.exit(code)


def unpack(filters, data):
    for name in filters.split():
        if name == b"/ASCII85Decode":
            data = base64.a85decode(b"<~" + data.strip(), adobe=True)
        else:
            opener = zlib.decompressobj()
            data = opener.decompress(data)
            if name != b"/FlateDecode" or not opener.eof or opener.unused_data:
                raise ValueError("stream")
    return data


def content(pdf):
    """Return the digest of what the file shows and what its mark says; ValueError unless it is built as papers are."""
    at, places, parts, said = pdf.index(b"1 0 obj\n", 0, 200), [], [], []
    while not pdf.startswith(b"xref\n", at):
        number = b"%d" % (len(places) + 1)
        if not pdf.startswith(number + b" 0 obj\n", at):
            raise ValueError("object")
        places.append(at)
        begin = at + len(number) + 7
        end = pdf.index(b"endobj\n", begin)
        flow, data = pdf.find(b"\nstream\n", begin, end), None
        head = pdf[begin:end]
        if flow >= 0:
            head = pdf[begin:flow]
            stop = flow + 8 + int(re.search(rb"/Length (\d{1,10})", head)[1])
            data = pdf[flow + 8 : stop]
            if pdf[stop : stop + 17] != b"endstream\nendobj\n":
                raise ValueError("stream")
            end = stop + 10
        if b"/CadreCode " in head:
            said.append(MARK.search(head)[1].decode())
            head, data = MARK.sub(b"", head), b""
        elif data is not None:
            filters = re.search(rb"/Filter \[([^\]]*)\]", head)
            data = unpack(filters[1] if filters else b"", data)
        head = re.sub(rb"/Filter \[[^\]]*\]", b"", re.sub(rb"/Length \d{1,10}", b"", head))
        parts.append(hashlib.sha256(number + b"\n" + head).digest())
        parts.append(hashlib.sha256(b"" if data is None else b"stream\n" + data).digest())
        at = end + 7
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    tail = re.fullmatch(rb"trailer\n<<\n(.*)>>\nstartxref\n(\d{1,10})\n%%EOF\n", pdf[at + len(table) :], re.DOTALL)
    if not pdf.startswith(table, at) or int(tail[2]) != at or len(said) != 1:
        raise ValueError("table")
    parts.append(hashlib.sha256(re.sub(rb"/ID \n\[[^\]]*\]\n(?:% [^\n]*\n)*", b"", tail[1])).digest())
    return hashlib.sha256(b"cadreapp-paper-content/1\n" + b"".join(parts)).digest(), said[0]


def main(file, key_file):
    with open(file, "rb") as opened:
        pdf = opened.read()
    with open(key_file, "rb") as opened:
        blob = base64.b64decode(re.search(rb"ssh-ed25519 (\S+)", opened.read())[1])
    try:
        digest, said = content(pdf)
        if not said.startswith("CP1") or len(said) != 179:
            raise ValueError("mark")
        bits = 0
        for sign in said[3:]:
            bits = bits << 5 | SIGNS.index(sign)
        raw = bits.to_bytes(110, "big")
    except (ValueError, TypeError, OverflowError, zlib.error):
        no(3, "不是带验真码的原件", "no original with a code")
    if raw[38:46] != hashlib.sha256(blob).digest()[:8]:
        no(3, "不是这个单位出的", "not of this unit")
    try:
        Ed25519PublicKey.from_public_bytes(blob[-32:]).verify(raw[46:], b"cadreapp-paper/1\n" + raw[:46])
    except InvalidSignature:
        no(4, "签名对不上", "the signature does not fit")
    if raw[22:38] != digest[:16]:
        no(4, "内容被改过", "the content was altered")
    no(0, f"真件, 第 {int.from_bytes(raw[16:18], 'big')} 版, 记录 {raw[:16].hex()}", "genuine")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        no(2, "用法: verify_paper.py 文件.pdf 单位身份.pub", "usage: FILE.pdf UNIT.pub")
    main(*sys.argv[1:])
