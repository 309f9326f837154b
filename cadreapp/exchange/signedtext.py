"""A text with its signature behind it in one file: anybody can read it, `ssh-keygen` and we can check who published it."""

from __future__ import annotations

from cadreapp.exchange.identity import Identity
from cadreapp.exchange.signature import BEGIN, END, sign

RULES = "cadreapp-rules"
"""The namespace of what a unit may judge by: rule packs, outlines, holiday tables."""
MAX_SIZE = 4 * 1024 * 1024


def signed(text: bytes, identity: Identity, namespace: str = RULES) -> bytes:
    """Return `text`, ended by a line feed, with its signature; a signature that was there already is replaced."""
    body, _ = parted(text)
    body = body if body.endswith(b"\n") else body + b"\n"
    return body + sign(body, identity, namespace)


def parted(data: bytes) -> tuple[bytes, bytes | None]:
    """Return (every byte before the signature, the armored signature), None where there is none.

    Only white space may follow the signature: what came after it would be read by people and vouched for by nobody.
    """
    begin = data.rfind(b"\n" + BEGIN.encode())
    if begin < 0:
        return data, None
    body, armored = data[: begin + 1], data[begin + 1 :]
    if not armored.rstrip().endswith(END.encode()):
        return data, None
    return body, armored
