"""Signatures that ssh-keygen and we make and check for each other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cadreapp.exchange.signature import BUNDLE, RECEIPT, sign, signer_of, verify
from cadreapp.exchange.sshwire import public_of
from tests.exchange.parties import run, stranger, unit

MESSAGES = [b"", b"a", "𠮷䶮㛃\n".encode(), bytes(100_000)]


@pytest.mark.parametrize("message", MESSAGES)
def test_ssh_keygen_verifies_what_we_sign(tmp_path: Path, message: bytes) -> None:
    (tmp_path / "allowed").write_text(f'unit namespaces="{BUNDLE}" {unit().public.ssh_line}\n')
    (tmp_path / "sig").write_bytes(sign(message, unit(), BUNDLE))
    run("ssh-keygen", "-Y", "verify", "-f", tmp_path / "allowed", "-I", "unit", "-n", BUNDLE, "-s", tmp_path / "sig",
        stdin=message)


@pytest.mark.parametrize("message", MESSAGES)
def test_we_verify_what_ssh_keygen_signs(tmp_path: Path, message: bytes) -> None:
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key")
    (tmp_path / "said").write_bytes(message)
    run("ssh-keygen", "-Y", "sign", "-f", tmp_path / "key", "-n", BUNDLE, tmp_path / "said")
    armored = (tmp_path / "said.sig").read_bytes()
    public = signer_of(armored)
    assert verify(message, armored, public, BUNDLE)
    assert not verify(message + b"x", armored, public, BUNDLE)
    assert not verify(message, armored, public, RECEIPT)
    assert not verify(message, armored, unit().public.signing, BUNDLE)


def test_a_signature_counts_for_one_purpose_and_one_key() -> None:
    armored = sign(b"x", unit(), RECEIPT)
    assert verify(b"x", armored, unit().public.signing, RECEIPT)
    assert not verify(b"x", armored, unit().public.signing, BUNDLE)
    assert not verify(b"x", armored, stranger().public.signing, RECEIPT)


def test_no_changed_bit_of_a_signature_counts() -> None:
    armored = sign(b"x", unit(), BUNDLE)
    chance = random.Random(7)
    body = range(armored.index(b"\n") + 1, armored.rindex(b"\n-----END"))
    for at in chance.sample(body, 60):
        changed = bytearray(armored)
        changed[at] ^= 1 << chance.randrange(7)
        assert bytes(changed).split() == armored.split() or not verify(b"x", bytes(changed), unit().public.signing, BUNDLE)


def test_a_signature_of_another_kind_is_not_read(tmp_path: Path) -> None:
    run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", tmp_path / "key")
    (tmp_path / "said").write_bytes(b"x")
    run("ssh-keygen", "-Y", "sign", "-f", tmp_path / "key", "-n", BUNDLE, tmp_path / "said")
    armored = (tmp_path / "said.sig").read_bytes()
    with pytest.raises(ValueError):
        signer_of(armored)
    assert not verify(b"x", armored, unit().public.signing, BUNDLE)


@pytest.mark.parametrize("blob", [b"", b"\x00\x00", b"\x00\x00\x00\x04ssh-", b"\xff\xff\xff\xff"])
def test_a_short_key_is_not_read(blob: bytes) -> None:
    with pytest.raises(ValueError):
        public_of(blob)
