"""Properly sealed forgeries: whatever a sender could put inside, each is refused with its own code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cadreapp.exchange import caps
from cadreapp.exchange.archive import PAD, tar_header
from cadreapp.exchange.line import Line
from cadreapp.exchange.outgoing import Order
from cadreapp.exchange.signature import RECEIPT
from cadreapp.kernel.canonical import canonical
from tests.exchange.parties import (
    EPOCH,
    RARE,
    Forge,
    attachment,
    bundle,
    checked,
    gzipped,
    heading,
    line,
    refusal,
    stranger,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.age"


def forged_signer() -> Forge:
    forged = Forge(line())
    forged.signer = stranger()
    return forged


def forged_sender() -> Forge:
    """Signed by an enrolled unit, but naming another as its sender."""
    forged = Forge(line())
    forged.change(sender=stranger().fingerprint)
    return forged


def forged_namespace() -> Forge:
    forged = Forge(line())
    forged.namespace = RECEIPT
    return forged


def forged_record() -> Forge:
    forged = Forge(line(1), line(2))
    forged.data = forged.data.replace("阿".encode(), "呵".encode(), 1)
    return forged


def forged_whole_record() -> Forge:
    """Another record in place of the signed one, right in itself."""
    forged = Forge(line(1))
    forged.data = line(1, values={"title": RARE, "held_at": "2026-03-05T09:31"}).to_json() + b"\n"
    forged.change(members=(replace(forged.members[0], size=len(forged.data)),))
    return forged


def forged_suite() -> Forge:
    forged = Forge(line())
    forged.change(suite="gm-v1")
    return forged


def forged_reader() -> Forge:
    forged = Forge(line())
    forged.change(reader=2, format=2)
    return forged


def forged_member(**fields: object) -> Callable[[], Forge]:
    def make() -> Forge:
        forged = Forge(line(1), line(2))
        forged.change(members=(replace(forged.members[0], **fields),))
        return forged

    return make


def forged_double() -> Forge:
    forged = Forge(line())
    forged.change(members=(forged.members[0], forged.members[0]))
    return forged


def forged_lines(*lines: Line) -> Callable[[], Forge]:
    return lambda: Forge(*lines)


def forged_after(extra: bytes) -> Callable[[], Forge]:
    def make() -> Forge:
        forged = Forge(line())
        forged.after = extra
        return forged

    return make


def forged_before() -> Forge:
    forged = Forge(line())
    forged.before = tar_header("../../etc/passwd", 0)
    return forged


def forged_json(old: bytes, new: bytes) -> Callable[[], Forge]:
    def make() -> Forge:
        forged = Forge(line())
        said = forged.manifest.to_json()
        assert old in said
        forged.said = lambda: said.replace(old, new)  # type: ignore[method-assign]
        return forged

    return make


EXTRA = tar_header("extra", 0) + bytes(1024)
FORGED: dict[str, tuple[Callable[[], Forge], str]] = {
    "signed by a stranger": (forged_signer, "BUNDLE_UNKNOWN_SENDER"),
    "names another sender": (forged_sender, "BUNDLE_BAD_SIGNATURE"),
    "signed for another purpose": (forged_namespace, "BUNDLE_BAD_SIGNATURE"),
    "records changed after signing": (forged_record, "BUNDLE_ALTERED"),
    "a record exchanged": (forged_whole_record, "BUNDLE_ALTERED"),
    "another envelope than signed": (forged_suite, "BUNDLE_ALTERED"),
    "needs a newer program": (forged_reader, "BUNDLE_NEWER"),
    "size is wrong": (forged_member(size=10), "BUNDLE_ALTERED"),
    "digest is wrong": (forged_member(sha256="ab" * 32), "BUNDLE_ALTERED"),
    "count is wrong": (forged_member(count=1), "BUNDLE_MALFORMED"),
    "another name in the archive": (forged_member(name="records/person.jsonl"), "BUNDLE_ALTERED"),
    "a path in the manifest": (forged_member(name="records/../x.jsonl"), "BUNDLE_MALFORMED"),
    "an absolute path": (forged_member(name="/etc/passwd"), "BUNDLE_MALFORMED"),
    "a member twice": (forged_double, "BUNDLE_MALFORMED"),
    "attachment under another name": (forged_member(name="attachments/" + "0" * 64), "BUNDLE_MALFORMED"),
    "terabytes promised": (forged_member(size=1 << 50), "BUNDLE_MALFORMED"),
    "records out of order": (forged_lines(line(2), line(1)), "BUNDLE_MALFORMED"),
    "a record twice": (forged_lines(line(1), line(1)), "BUNDLE_MALFORMED"),
    "a record in the wrong file": (forged_lines(line(1, type="person")), "BUNDLE_MALFORMED"),
    "an id that is none": (forged_lines(replace(line(1), id="../1")), "BUNDLE_MALFORMED"),
    "version zero": (forged_lines(line(1, version=0)), "BUNDLE_MALFORMED"),
    "an origin that is none": (forged_lines(line(1, origin="我")), "BUNDLE_MALFORMED"),
    "a member too many": (forged_after(EXTRA), "BUNDLE_ALTERED"),
    "bytes after the end": (forged_after(bytes(1024) + b"x" * 512), "BUNDLE_ALTERED"),
    "zeros after the end": (forged_after(bytes(2048)), "BUNDLE_ALTERED"),
    "a member in front": (forged_before, "BUNDLE_MALFORMED"),
    "manifest not canonical": (forged_json(b'"format":1', b'"format": 1'), "BUNDLE_MALFORMED"),
    "manifest with a fraction": (forged_json(b'"format":1', b'"format":1.0'), "BUNDLE_MALFORMED"),
    "manifest with NaN": (forged_json(b'"format":1', b'"format":NaN'), "BUNDLE_MALFORMED"),
    "manifest with a truth for a number": (forged_json(b'"format":1', b'"format":true'), "BUNDLE_MALFORMED"),
    "manifest with a key twice": (forged_json(b'"format":1', b'"format":1,"format":1'), "BUNDLE_MALFORMED"),
    "manifest is a list": (forged_json(b"{", b"[{"), "BUNDLE_MALFORMED"),
    "manifest is nested without end": (forged_json(b'"figures":{}', b'"figures":' + b"[" * 99_999), "BUNDLE_MALFORMED"),
    "a lone surrogate": (forged_json(b'"demo":false', b'"demo":"\\ud800"'), "BUNDLE_MALFORMED"),
    "of another kind": (forged_json(b"cadreapp-bundle", b"cadreapp-other"), "BUNDLE_MALFORMED"),
    "an epoch that is none": (forged_json(EPOCH.encode(), b"a b"), "BUNDLE_MALFORMED"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_properly_sealed_forgery_is_refused_with_its_code(path: Path, name: str) -> None:
    make, code = FORGED[name]
    assert refusal(make().seal(path)) == code


def test_a_forge_that_changes_nothing_is_accepted(path: Path) -> None:
    assert checked(Forge(line(1), line(2)).seal(path)).manifest.records == 2


def test_unknown_keys_are_let_be(path: Path) -> None:
    forged = Forge(line(1, more={"future": [1]}))
    said = canonical(json.loads(forged.manifest.to_json()) | {"future": {"x": None}})
    forged.said = lambda: said  # type: ignore[method-assign]
    assert checked(forged.seal(path)).manifest.records == 1


@pytest.mark.parametrize(
    ("packed", "code"),
    [
        (b"", "BUNDLE_TRUNCATED"),
        (bytes(PAD), "BUNDLE_MALFORMED"),
        (b"not gzip at all".ljust(PAD), "BUNDLE_MALFORMED"),
        (gzipped(Forge(line()).tar())[: PAD * 2], "BUNDLE_TRUNCATED"),
        (gzipped(Forge(line()).tar()) + bytes(PAD), "BUNDLE_MALFORMED"),
        (gzipped(Forge(line()).tar()) + gzipped(b"x" * 2048), "BUNDLE_MALFORMED"),
    ],
)
def test_a_broken_pack_is_refused_with_its_code(path: Path, packed: bytes, code: str) -> None:
    assert refusal(Forge(line()).seal(path, packed)) == code


def test_a_bomb_is_stopped_early(path: Path) -> None:
    forged = Forge(line())
    forged.before = tar_header("manifest.json", 30 << 20) + bytes(30 << 20)
    assert refusal(forged.seal(path)) == "BUNDLE_MALFORMED"
    forged.before = tar_header("manifest.json", 900 << 20) + bytes(900)
    assert refusal(forged.seal(path)) == "BUNDLE_MALFORMED"


def test_content_that_grows_without_measure_is_stopped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caps, "FREE_PLAIN", 1 << 20)
    wanted = Order(heading(), [], [attachment(bytes(3 << 20))])
    assert refusal(path, lambda p: bundle(p, wanted)) == "BUNDLE_TOO_LARGE"
    assert not path.exists()
    with monkeypatch.context() as patient:
        patient.setattr(caps, "MAX_RATIO", 10_000)
        bundle(path, wanted)
    assert refusal(path) == "BUNDLE_TOO_LARGE"
