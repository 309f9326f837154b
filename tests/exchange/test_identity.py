"""Identities and the files that carry them, checked with the programs they are meant for."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cadreapp.exchange.identity import Identity, new_identity
from cadreapp.exchange.partnerfile import dump, load
from cadreapp.kernel.errors import AppError
from tests.exchange.parties import RARE, run, unit


def test_a_fingerprint_is_what_ssh_keygen_shows(tmp_path: Path) -> None:
    public = tmp_path / "unit.pub"
    public.write_text(unit().public.ssh_line + "\n")
    assert unit().fingerprint in run("ssh-keygen", "-l", "-f", public).decode()


def test_the_recipient_is_what_age_keygen_derives(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(unit().age_secret + "\n")
    assert run("age-keygen", "-y", key).decode().strip() == unit().public.recipient


def test_keys_of_age_keygen_and_ssh_keygen_can_be_enrolled(tmp_path: Path) -> None:
    run("age-keygen", "-o", tmp_path / "age.key")
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "某市纪委 注释", "-f", tmp_path / "ssh")
    recipient = run("age-keygen", "-y", tmp_path / "age.key")
    partner = load(recipient + (tmp_path / "ssh.pub").read_bytes(), "某市纪委")
    assert partner.recipient == recipient.decode().strip()
    assert partner.fingerprint in run("ssh-keygen", "-l", "-f", tmp_path / "ssh.pub").decode()
    assert partner.name == "某市纪委"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("feed", ["\n", "\r\n"])
def test_a_partner_file_survives_the_editors_of_windows(encoding: str, feed: str) -> None:
    text = dump(unit().public)
    assert load(text.replace("\n", feed).encode(encoding)) == unit().public


def test_a_name_cannot_add_lines_to_its_file() -> None:
    sly = new_identity("甲单位\nage1qqqqqqqq\nssh-ed25519 AAAA", "1\n2")
    again = load(dump(sly.public).encode())
    assert (again.recipient, again.signing) == (sly.public.recipient, sly.public.signing)
    assert again.name == "甲单位 age1qqqqqqqq ssh-ed25519 AAAA"


def test_the_private_part_comes_back_and_shows_nowhere() -> None:
    made = new_identity(RARE, "1")
    assert Identity.from_bytes(made.to_bytes(), RARE, "1") == made
    assert made.age_secret not in repr(made)
    assert made.seed.hex() not in repr(made)
    assert made.age_secret.encode() not in dump(made.public).encode()


@pytest.mark.parametrize("cut", [0, 1, 20, 60, 100, 150])
def test_a_damaged_private_part_is_named(cut: int) -> None:
    whole = unit().to_bytes()
    for data in (whole[:cut], whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :]):
        with pytest.raises(AppError) as caught:
            Identity.from_bytes(data)
        assert caught.value.code == "IDENTITY_DAMAGED"


@pytest.mark.parametrize("private", ["AGE-SECRET-KEY-1QQQ", "-----BEGIN OPENSSH PRIVATE KEY-----", "# AGE-SECRET-KEY-1X"])
def test_a_private_key_in_a_partner_file_raises_the_alarm(private: str) -> None:
    with pytest.raises(AppError) as caught:
        load(dump(unit().public).encode() + private.encode())
    assert caught.value.code == "PARTNER_FILE_PRIVATE"
    assert caught.value.row == 8


@pytest.mark.parametrize(
    "text",
    [
        "", "age1qqqq", "随便写的", "ssh-rsa AAAA", "ssh-ed25519", "ssh-ed25519 !!!!", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5",
        dump(unit().public) * 2, unit().public.ssh_line, unit().public.recipient, "#" * 20_000,
        unit().public.recipient[:-1] + "q\n" + unit().public.ssh_line,
    ],
)  # fmt: skip
def test_other_text_is_no_partner_file(text: str) -> None:
    with pytest.raises(AppError) as caught:
        load(text.encode())
    assert caught.value.code == "PARTNER_FILE_BAD"


def test_bytes_are_no_partner_file() -> None:
    with pytest.raises(AppError) as caught:
        load(bytes(range(128, 256)))
    assert caught.value.code == "PARTNER_FILE_BAD"


def test_the_proof_covers_both_keys() -> None:
    ours, other = unit().public, new_identity().public
    swapped = load(f"{other.recipient}\n{ours.ssh_line}".encode())
    assert swapped.fingerprint == ours.fingerprint
    assert swapped.proof != ours.proof


def test_a_mark_can_be_made_by_its_unit_alone() -> None:
    assert unit().mark(b"x") == unit().mark(b"x") != unit().mark(b"y")
    assert unit().mark(b"x") not in (new_identity().mark(b"x"), hashlib.sha256(b"x").hexdigest())
