"""No damaged bundle is ever accepted, and each refusal says what it is."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from cadreapp.exchange.agehead import parse
from cadreapp.kernel.errors import AppError
from tests.exchange.parties import Order, attachment, bundle, checked, heading, line, records

HEAD = {"BUNDLE_HEAD_DAMAGED", "BUNDLE_NOT_FOR_US", "BUNDLE_TRUNCATED"}
BODY = {"BUNDLE_ALTERED"}
CUT = {"BUNDLE_TRUNCATED", "BUNDLE_HEAD_DAMAGED"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A bundle of three chunks of the envelope, the first of them with everything that is signed."""
    path = tmp_path_factory.mktemp("whole") / "out.age"
    noise = random.Random(3).randbytes(150_000)
    bundle(path, Order(heading(), records(line(1), line(2)), [attachment(noise)]))
    return path.read_bytes()


def code_of(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(AppError) as caught:
        checked(path)
    return caught.value.code


@pytest.mark.campaign
def test_no_changed_bit_is_accepted(tmp_path: Path, whole: bytes, rounds: Callable[[int, int], range]) -> None:
    head = parse(whole).size
    chance = random.Random(5)
    for number in rounds(100, 1000):
        # Every second one in the head, where a change is hardest to notice.
        at = chance.randrange(head) if number % 2 else chance.randrange(head, len(whole))
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(8)
        assert code_of(tmp_path / "x", bytes(changed)) in (HEAD if at < head else BODY), at


@pytest.mark.campaign
def test_no_cut_file_is_accepted(tmp_path: Path, whole: bytes, rounds: Callable[[int, int], range]) -> None:
    head = parse(whole).size
    chance = random.Random(6)
    chunks = [head, head + 16, head + 32, head + 16 + 65552, head + 16 + 2 * 65552]
    blocks = [len(whole) // size * size for size in (512, 4096, 32768)]
    for size in [0, 1, *chunks, *blocks, *(chance.randrange(len(whole)) for _ in rounds(92, 992))]:
        code = code_of(tmp_path / "x", whole[:size])
        # One length in 256 is a possible one: then the seal of the last piece notices.
        assert code in CUT or code == "BUNDLE_ALTERED" and (size - head - 16) % 65552 % 256 == 16, size


@pytest.mark.parametrize("damage", [
    lambda whole: whole + b"x",
    lambda whole: whole + bytes(256),
    lambda whole: whole + whole,
    lambda whole: whole[:-4096] + bytes(4096),
    lambda whole: whole[:70_000] + whole[135_552:],
    lambda whole: b"\xef\xbb\xbf" + whole,
    lambda whole: whole.replace(b"\n", b"\r\n", 4),
])  # fmt: skip
def test_no_mended_file_is_accepted(tmp_path: Path, whole: bytes, damage: Callable[[bytes], bytes]) -> None:
    assert code_of(tmp_path / "x", damage(whole)) in CUT | BODY


def test_a_lost_tail_is_called_by_its_name(tmp_path: Path, whole: bytes) -> None:
    for lost in (1, 100, 1000, 50_000):
        assert code_of(tmp_path / "x", whole[:-lost]) == "BUNDLE_TRUNCATED"


def test_the_untouched_file_is_accepted(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "x").write_bytes(whole)
    assert checked(tmp_path / "x").manifest.records == 2
