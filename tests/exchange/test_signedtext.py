"""A signed text is read by anybody and vouched for to the last byte, by ssh-keygen as by us."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadreapp.exchange.signature import verify
from cadreapp.exchange.signedtext import RULES, parted, signed
from tests.exchange.parties import run, unit

TEXTS = [b"a = 1\n", "标题 = \"𠮷䶮㛃\"".encode(), b"", b"crlf\r\n"]


@pytest.mark.parametrize("text", TEXTS)
def test_ssh_keygen_verifies_the_part_before_the_signature(tmp_path: Path, text: bytes) -> None:
    body, armored = parted(signed(text, unit()))
    assert armored is not None
    assert body.startswith(text)
    (tmp_path / "allowed").write_text(f'publisher namespaces="{RULES}" {unit().public.ssh_line}\n')
    (tmp_path / "sig").write_bytes(armored)
    run("ssh-keygen", "-Y", "verify", "-f", tmp_path / "allowed", "-I", "publisher", "-n", RULES, "-s", tmp_path / "sig", stdin=body)


def test_signing_again_replaces_the_signature_when_the_old_one_is_parted_first() -> None:
    once = signed(b"a = 1\n", unit())
    assert signed(parted(once)[0], unit()) == once


def test_what_follows_the_signature_makes_it_none() -> None:
    once = signed(b"a = 1\n", unit())
    assert parted(once + b"\n \n")[1] is not None
    assert parted(once + b"b = 2\n")[1] is None
    assert parted(b"a = 1\n") == (b"a = 1\n", None)


def test_a_second_text_between_two_signatures_is_not_vouched_for_by_the_first() -> None:
    once = signed(b"a = 1\n", unit())
    body, armored = parted(once + b"b = 2\n" + once.split(b"\n", 1)[1])
    assert armored is not None
    assert not verify(body, armored, unit().public.signing, RULES)
