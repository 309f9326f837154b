"""The text form of an age file (strict PEM, C2SP age.md "ASCII armor"), for what must survive any medium."""

from __future__ import annotations

import base64
import binascii
import re

BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----"
END = "-----END AGE ENCRYPTED FILE-----"
_FULL = re.compile(r"[A-Za-z0-9+/]{64}")


def unwrap(text: bytes) -> bytes:
    """Return the binary age file inside; white space around and CR LF are allowed, anything else is a ValueError."""
    try:
        plain = text.decode("ascii").strip(" \t\r\n")
    except UnicodeDecodeError as error:
        raise ValueError("armor is not ASCII") from error
    rows = plain.replace("\r\n", "\n").split("\n")
    if len(rows) < 3 or rows[0] != BEGIN or rows[-1] != END:
        raise ValueError("armor has no proper begin or end")
    *full, last = rows[1:-1]
    if not all(_FULL.fullmatch(row) for row in full) or not 0 < len(last) <= 64:
        raise ValueError("armor has a line of the wrong length")
    body = "".join(full) + last
    try:
        data = base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise ValueError("armor is not base64") from error
    if base64.b64encode(data).decode() != body:
        raise ValueError("armor is not canonical base64")
    return data
