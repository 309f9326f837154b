"""Receipts: read and checked by stock programs, refused when anything about them is wrong, and typed as a code."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from cadreapp.exchange import receipt as receipts
from cadreapp.exchange.identity import Identity
from cadreapp.exchange.ledger import Sent
from cadreapp.exchange.manifest import Mark
from cadreapp.exchange.receipt import Answer, Receipt
from cadreapp.exchange.seal import seal_text
from cadreapp.exchange.signature import BUNDLE, RECEIPT, sign
from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.errors import AppError
from tests.exchange.parties import EPOCH, known, record_id, run, stranger, unit, upper

MARK = Mark(EPOCH, 3, "ab" * 32)
GIVEN = Receipt(
    upper().fingerprint, unit().fingerprint, MARK, "2026-03-06T10:00:00.000+08:00",
    (Answer(record_id(1), "talk", 2, True), Answer(record_id(2), "talk", 1, False, "缺“本人态度”\n请补𠮷")),
    ("跳过了第 2 号, 内容不缺",),
)  # fmt: skip
SENT = [Sent(upper().fingerprint, Mark(EPOCH, n, f"{n:064x}"), n) for n in (1, 2)] + [Sent(upper().fingerprint, MARK, 9)]


def written(given: Receipt = GIVEN) -> bytes:
    return receipts.write(given, upper(), unit().public)


def read(data: bytes, *own: Identity) -> Receipt:
    return receipts.read(data, own or [unit()], known(upper()))


def refusal(data: bytes, *own: Identity) -> str:
    with pytest.raises(AppError) as caught:
        read(data, *own)
    return caught.value.code


def sealed(said: bytes, signer: Identity, namespace: str = RECEIPT) -> bytes:
    return seal_text(said + sign(said, signer, namespace), [unit().public])


def said(**changed: object) -> bytes:
    return canonical(json.loads(GIVEN.to_json()) | changed) + b"\n"


def test_a_receipt_comes_back_as_it_was() -> None:
    assert read(written()) == GIVEN
    assert read(written()).digest == GIVEN.digest
    assert not GIVEN.is_clean


def test_a_receipt_shows_nothing_to_whoever_finds_it() -> None:
    assert written().isascii()
    assert record_id(1).encode() not in written()
    assert refusal(written(), stranger()) == "RECEIPT_NOT_FOR_US"


@pytest.mark.parametrize("medium", [
    lambda text: text,
    lambda text: text.replace(b"\n", b"\r\n"),
    lambda text: b"\xef\xbb\xbf" + text,
    lambda text: b"\n  " + text + b"\n\n",
])  # fmt: skip
def test_a_receipt_survives_text_media(medium: object) -> None:
    assert callable(medium)
    assert read(medium(written())) == GIVEN


def test_stock_programs_open_and_check_a_receipt(tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(unit().age_secret + "\n")
    text = run("age", "-d", "-i", key, stdin=written())
    (tmp_path / "allowed").write_text(f"upper {upper().public.ssh_line}\n")
    (tmp_path / "sig").write_bytes(run("sed", "1d", stdin=text))
    first = run("sed", "-n", "1p", stdin=text)
    run("ssh-keygen", "-Y", "verify", "-f", tmp_path / "allowed", "-I", "upper", "-n", "cadreapp-receipt",
        "-s", tmp_path / "sig", stdin=first)
    assert json.loads(first)["code"] == GIVEN.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "RECEIPT_DAMAGED"),
        (b"hello", "RECEIPT_DAMAGED"),
        (written()[:-40], "RECEIPT_DAMAGED"),
        (written().replace(b"A", b"*", 1), "RECEIPT_DAMAGED"),
        (seal_text(b"hello", [unit().public]), "RECEIPT_DAMAGED"),
        (seal_text(b"hello\nthere", [unit().public]), "RECEIPT_DAMAGED"),
        (sealed(said(), stranger()), "RECEIPT_UNKNOWN_ISSUER"),
        (sealed(said(), upper(), BUNDLE), "RECEIPT_BAD_SIGNATURE"),
        (sealed(said(issuer=stranger().fingerprint), upper()), "RECEIPT_BAD_SIGNATURE"),
        (sealed(said(sender=stranger().fingerprint), upper()), "RECEIPT_NOT_FOR_US"),
        (sealed(said(reader=2), upper()), "RECEIPT_NEWER"),
        (sealed(said(kind="other"), upper()), "RECEIPT_DAMAGED"),
        (sealed(said(mark={}), upper()), "RECEIPT_DAMAGED"),
        (sealed(said(answers=[{"id": "x"}]), upper()), "RECEIPT_DAMAGED"),
        (sealed(said(answers={}), upper()), "RECEIPT_DAMAGED"),
        (sealed(b"[]\n", upper()), "RECEIPT_DAMAGED"),
        (seal_text(said() + sign(said(reader=1, format=2), upper(), RECEIPT), [unit().public]), "RECEIPT_BAD_SIGNATURE"),
        (seal_text(said() + b"-----BEGIN SSH SIGNATURE-----\nAAAA\n", [unit().public]), "RECEIPT_BAD_SIGNATURE"),
    ],
)
def test_each_wrong_receipt_has_its_code(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_revoked_issuer_counts_no_more() -> None:
    with pytest.raises(AppError) as caught:
        receipts.read(written(), [unit()], lambda _: replace(upper().public, revoked=True))
    assert caught.value.code == "RECEIPT_UNKNOWN_ISSUER"


def test_no_changed_sign_of_a_receipt_is_accepted() -> None:
    whole = written()
    chance = random.Random(9)
    for at in chance.sample(range(len(whole)), 60):
        changed = bytearray(whole)
        changed[at] ^= 1 << chance.randrange(7)
        if bytes(changed).split() != whole.split():
            assert refusal(bytes(changed)) in ("RECEIPT_DAMAGED", "RECEIPT_NOT_FOR_US")


def test_taking_a_receipt_notes_it_with_its_bundle() -> None:
    assert receipts.take(SENT, GIVEN) == replace(SENT[2], receipt=GIVEN.digest)
    with pytest.raises(AppError) as caught:
        receipts.take(SENT, replace(GIVEN, mark=replace(MARK, manifest="cd" * 32)))
    assert caught.value.code == "RECEIPT_UNKNOWN_BUNDLE"


def test_a_receipt_is_not_written_for_other_parties() -> None:
    with pytest.raises(ValueError):
        receipts.write(GIVEN, stranger(), unit().public)
    with pytest.raises(ValueError):
        receipts.write(GIVEN, upper(), stranger().public)


def test_the_code_says_which_bundle_arrived_and_how() -> None:
    clean = replace(GIVEN, answers=GIVEN.answers[:1])
    assert receipts.match_code(GIVEN.code, SENT, unit().fingerprint) == (SENT[2], False)
    assert receipts.match_code(clean.code, SENT, unit().fingerprint) == (SENT[2], True)
    assert receipts.match_code(clean.code.lower().replace("-", " "), SENT, unit().fingerprint) == (SENT[2], True)
    for typed in ("", "ABCD", GIVEN.code[:-1], replace(GIVEN, mark=Mark(EPOCH, 4, "ab" * 32)).code):
        with pytest.raises(AppError) as caught:
            receipts.match_code(typed, SENT, unit().fingerprint)
        assert caught.value.code == "RECEIPT_CODE_WRONG"
