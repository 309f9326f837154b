"""The envelope against age itself and against the vectors of people who break such files for a living."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from cadreapp.exchange.agearmor import unwrap
from cadreapp.exchange.agehead import parse
from cadreapp.exchange.identity import Identity, new_identity
from cadreapp.exchange.seal import AGE, open_text, seal_text
from cadreapp.kernel.errors import AppError
from tests.exchange.parties import run, stranger, unit, upper

SIZES = [0, 1, 255, 65535, 65536, 65537, 131072, 300_000]
VECTORS = json.loads((Path(__file__).parent / "age_vectors.json").read_text())
CODES = {
    "no match": {"BUNDLE_NOT_FOR_US"},
    "HMAC failure": {"BUNDLE_HEAD_DAMAGED"},
    "header failure": {"BUNDLE_HEAD_DAMAGED", "BUNDLE_TRUNCATED"},
    "payload failure": {"BUNDLE_ALTERED", "BUNDLE_TRUNCATED"},
}


def sealed(data: bytes, *to: Identity) -> bytes:
    out = io.BytesIO()
    with AGE.sealing(out, [identity.public for identity in to]) as inner:
        inner.write(data)
    return out.getvalue()


def opened(data: bytes, *own: Identity) -> bytes:
    return b"".join(AGE.opened(io.BytesIO(data), own))


def code_of(data: bytes, *own: Identity) -> str:
    with pytest.raises(AppError) as caught:
        opened(data, *own)
    return caught.value.code


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(upper().age_secret + "\n")
    return path


@pytest.mark.parametrize("size", SIZES)
def test_age_opens_what_we_seal_and_we_what_age_seals(key: Path, size: int) -> None:
    data = os.urandom(size)
    ours = sealed(data, unit(), upper())
    assert run("age", "-d", "-i", key, stdin=ours) == data
    assert opened(ours, upper()) == opened(ours, unit()) == data
    theirs = run("age", "-r", upper().public.recipient, stdin=data)
    assert opened(theirs, stranger(), upper()) == data
    for file in (ours, theirs):
        assert parse(file).plain_size(len(file)) == size


def test_age_opens_our_text_form_and_we_the_one_of_age(key: Path) -> None:
    assert run("age", "-d", "-i", key, stdin=seal_text(b"said", [upper().public])) == b"said"
    theirs = run("age", "-a", "-r", upper().public.recipient, stdin=b"said")
    assert open_text(theirs.replace(b"\n", b"\r\n"), [upper()]) == b"said"


def test_another_key_opens_nothing() -> None:
    assert code_of(sealed(b"said", upper()), unit(), stranger()) == "BUNDLE_NOT_FOR_US"


def test_a_passphrase_file_is_refused_before_it_costs_anything() -> None:
    body = base64.b64encode(bytes(32)).rstrip(b"=")
    for stanza in (b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 22\n" + body + b"\n",):
        file = b"age-encryption.org/v1\n" + stanza + b"--- " + base64.b64encode(bytes(32)).rstrip(b"=") + b"\n" + bytes(32)
        assert code_of(file, upper()) == "BUNDLE_HEAD_DAMAGED"


def test_a_head_without_end_is_not_read_for_ever() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 <= size <= 1 << 20
            return (b"age-encryption.org/v1\n" + b"-> X y\n\n" * size)[:size]

    with pytest.raises(AppError) as caught:
        next(AGE.opened(Endless(), [upper()]))
    assert caught.value.code == "BUNDLE_HEAD_DAMAGED"


@dataclass
class Vector:
    """One file of the testkit."""

    said: dict[str, str]
    own: list[Identity]
    file: bytes


def vector(name: str) -> Vector:
    head, _, file = base64.b64decode(VECTORS[name]).partition(b"\n\n")
    rows = [row.split(": ", 1) for row in head.decode().split("\n")]
    said = dict(rows)
    own = [Identity(value, bytes(32)) for key, value in rows if key == "identity"]
    return Vector(said, own or [stranger()], zlib.decompress(file) if said.get("compressed") else file)


@pytest.mark.parametrize("name", sorted(VECTORS))
def test_an_age_vector_is_judged_as_its_authors_say(name: str) -> None:
    case = vector(name)
    expect = case.said["expect"]
    if case.said.get("armored"):
        try:
            case.file = unwrap(case.file)
        except ValueError:
            assert expect == "armor failure"
            return
        assert expect != "armor failure"
    if "passphrase" in case.said:
        assert code_of(case.file, *case.own) in ("BUNDLE_HEAD_DAMAGED", "BUNDLE_NOT_FOR_US")
        return
    given = b""
    code = ""
    try:
        for piece in AGE.opened(io.BytesIO(case.file), case.own):
            given += piece
    except AppError as error:
        code = error.code
    assert code in CODES[expect] if expect != "success" else not code
    if "payload" in case.said and expect == "success":
        assert hashlib.sha256(given).hexdigest() == case.said["payload"]


def test_what_the_file_says_while_sealing_reaches_the_caller() -> None:
    class Full(io.BytesIO):
        def write(self, data: object, /) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space") as caught, AGE.sealing(Full(), [upper().public]) as out:
        for _ in range(100):
            out.write(bytes(100_000))
    assert caught.value.errno == 28


def test_what_the_file_says_while_opening_reaches_the_caller() -> None:
    whole = sealed(os.urandom(500_000), upper())

    class Pulled(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 100_000:
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(OSError, match="Input/output"):
        list(AGE.opened(Pulled(whole), [upper()]))


def test_leaving_in_the_middle_leaves_nothing_running() -> None:
    reading = AGE.opened(io.BytesIO(sealed(os.urandom(5_000_000), upper())), [upper()])
    next(reading)
    reading.close()
    with pytest.raises(KeyError), AGE.sealing(io.BytesIO(), [upper().public]) as out:
        out.write(bytes(10))
        raise KeyError


def test_leaving_in_the_middle_makes_no_valid_seal() -> None:
    into = io.BytesIO()
    with pytest.raises(KeyError), AGE.sealing(into, [upper().public]) as out:
        out.write(os.urandom(200_000))
        raise KeyError
    assert not into.getvalue() or code_of(into.getvalue(), upper())


LEAKING = """
import io
from tests.exchange.parties import upper
from cadreapp.exchange.seal import AGE
out = io.BytesIO()
with AGE.sealing(out, [upper().public]) as inner:
    inner.write(bytes(20_000_000))
kept = AGE.opened(io.BytesIO(out.getvalue()), [upper()])
next(kept)
"""


def test_a_reading_that_nobody_finished_does_not_keep_the_program_from_ending() -> None:
    run(sys.executable, "-c", LEAKING, cwd=Path(__file__).parent.parent.parent)


def test_new_identities_differ() -> None:
    assert new_identity().age_secret != new_identity().age_secret
