"""The people of these tests: a unit that reports, the committee it reports to, and bundles between them."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cadreapp.exchange.archive import Packer, filler, tar_header
from cadreapp.exchange.identity import Identity, Partner, new_identity
from cadreapp.exchange.incoming import Verified, verify
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import Heading, Leg, Manifest, Member
from cadreapp.exchange.outgoing import Attachment, Order, Records, Written, write
from cadreapp.exchange.seal import AGE
from cadreapp.exchange.signature import BUNDLE, sign
from cadreapp.exchange.step import finish
from cadreapp.kernel.errors import AppError

RARE = "𠮷䶮㛃·阿卜杜热合曼"
EPOCH = "019cbb2a-0000-7000-8000-000000000001"


@cache
def unit() -> Identity:
    """The reporting unit."""
    return new_identity(f"{RARE}局机关纪委", "371302")


@cache
def upper() -> Identity:
    """The committee above it."""
    return new_identity("市直机关纪检监察工委", "3713")


@cache
def stranger() -> Identity:
    """Somebody whom nobody enrolled."""
    return new_identity("不认识的单位", "999999")


def known(*enrolled: Identity) -> Callable[[str], Partner | None]:
    """Return the address book of somebody who enrolled these; the reporting unit when none is named."""
    book = {identity.fingerprint: identity.public for identity in enrolled or (unit(),)}
    return book.get


def record_id(number: int) -> str:
    """Return the id of the nth record."""
    return f"019cbb2a-0000-7000-8000-{number:012x}"


def line(number: int = 1, version: int = 1, **more: Any) -> Line:
    """Return one talk of the unit."""
    values = {"title": f"{RARE} {number}", "held_at": "2026-03-05T09:30"}
    return Line(record_id(number), more.pop("type", "talk"), version, "sealed", more.pop("origin", unit().fingerprint),
                more.pop("values", values), **more)


def heading(**more: Any) -> Heading:
    """Return the heading of the unit's first bundle."""
    said: dict[str, Any] = {
        "unit_name": unit().name, "unit_code": unit().unit_code, "epoch": EPOCH,
        "made_at": "2026-03-05T09:30:00.000+08:00", "legs": (Leg(upper().fingerprint, 1),),
    }
    return Heading(**said | more)


def records(*lines: Line) -> list[Records]:
    """Return the sources of these lines, by type."""
    return [Records(kind, lambda kind=kind: [x for x in lines if x.type == kind]) for kind in {x.type for x in lines}]


def attachment(content: bytes) -> Attachment:
    """Return the source of an attachment."""
    return Attachment(hashlib.sha256(content).hexdigest(), len(content), lambda: [content])


def order(**more: Any) -> Order:
    """Return a small bundle's contents: three talks, a person, a file."""
    lines = [line(1), line(2), line(3), line(4, type="person")]
    return Order(heading(**more), records(*lines), [attachment(b"\x89PNG" + bytes(2000))])


def bundle(path: Path, wanted: Order | None = None) -> Written:
    """Write a bundle of the unit for the committee."""
    return finish(write(path, wanted or order(), unit(), [upper().public]))


def checked(path: Path, *enrolled: Identity) -> Verified:
    """Verify a bundle as the committee does."""
    return finish(verify(path, [upper()], known(*enrolled)))


def refusal(path: Path, do: Callable[[Path], object] = checked) -> str:
    """Return the code by which a bundle is refused."""
    with pytest.raises(AppError) as caught:
        do(path)
    assert caught.value.message()
    assert caught.value.message("en")
    assert caught.value.remedy()
    return caught.value.code


class Forge:
    """Builds a bundle with every freedom that the product does not give, and seals it properly."""

    def __init__(self, *lines: Line, **said: Any) -> None:
        self.data = b"".join(x.to_json() + b"\n" for x in lines)
        self.members = [Member("records/talk.jsonl", len(self.data), hashlib.sha256(self.data).hexdigest(), len(lines))]
        self.manifest = Manifest(heading(**said), unit().fingerprint, "age-v1", tuple(self.members))
        self.signer = unit()
        self.namespace = BUNDLE
        self.to: Sequence[Partner] = [upper().public]
        self.after = bytes(1024)
        self.before = b""

    def said(self) -> bytes:
        return self.manifest.to_json()

    def change(self, **fields: Any) -> None:
        """Let the signed manifest say something else."""
        self.manifest = replace(self.manifest, **fields)

    def tar(self) -> bytes:
        said = self.said()
        signature = sign(said, self.signer, self.namespace)
        small = (("manifest.json", said), ("manifest.sig", signature), (self.members[0].name, self.data))
        whole = b"".join(tar_header(name, len(data)) + data + filler(len(data)) for name, data in small)
        return self.before + whole + self.after

    def seal(self, path: Path, packed: bytes | None = None) -> Path:
        """Write it; `packed` replaces the gzip stream."""
        with path.open("wb") as file, AGE.sealing(file, self.to) as out:
            out.write(gzipped(self.tar()) if packed is None else packed)
        return path


def gzipped(tar: bytes) -> bytes:
    """Pack and pad as the product does."""
    got = bytearray()

    class Into:
        def write(self, data: bytes, /) -> int:
            got.extend(data)
            return len(data)

    packer = Packer(Into())
    packer._put(tar[:-1024])
    packer.end()
    return bytes(got)


def run(*command: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> bytes:
    """Run a program that is not ours and return what it prints; it must succeed."""
    done = subprocess.run([str(c) for c in command], input=stdin, cwd=cwd, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
