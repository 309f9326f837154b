"""Bundles out and in, and every way in which a properly sealed one can still be wrong."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from cadreapp.exchange import caps
from cadreapp.exchange.archive import PAD, tar_header
from cadreapp.exchange.identity import new_identity
from cadreapp.exchange.incoming import File, Record, contents, inspect, verify
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import AuditSpan, Leg, Mark, Tombstone, read_manifest
from cadreapp.exchange.outgoing import Order, Records, write
from cadreapp.exchange.seal import seal_text
from cadreapp.exchange.signature import RECEIPT
from cadreapp.exchange.step import finish
from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.errors import AppError
from tests.exchange.parties import (
    EPOCH,
    RARE,
    Forge,
    attachment,
    bundle,
    checked,
    gzipped,
    heading,
    known,
    line,
    order,
    record_id,
    records,
    run,
    stranger,
    unit,
    upper,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.age"


def taken(path: Path) -> list[Line | bytes]:
    """Return everything that pass 2 hands out."""
    got: list[Line | bytes] = []
    for item in contents(path, checked(path), [upper()]):
        got.append(item.line if isinstance(item, Record) else b"".join(item.pieces))
    return got


def refusal(path: Path, do: Callable[[Path], object] = checked) -> str:
    with pytest.raises(AppError) as caught:
        do(path)
    assert caught.value.message()
    assert caught.value.message("en")
    assert caught.value.remedy()
    return caught.value.code


def test_what_goes_out_comes_in_equal_and_twice(path: Path) -> None:
    lines = [line(n, version=n, values={"title": RARE, "turns": [{"id": record_id(9), "q": "问\n答"}]}) for n in (1, 2, 3)]
    lines[2] = replace(lines[2], withheld=("notes", "turns.answer"), content="ab" * 32, more={"edition": 2})
    blob = bytes(range(256)) * 3000
    written = bundle(path, Order(heading(), records(*lines), [attachment(blob), attachment(b"")]))
    first, second = taken(path), taken(path)
    assert first == second
    assert [x for x in first if isinstance(x, Line)] == lines
    assert sorted(x for x in first if isinstance(x, bytes)) == [b"", blob]
    assert checked(path).digest == written.digest


def test_the_manifest_comes_back_as_it_was(path: Path) -> None:
    said = heading(
        legs=(Leg(upper().fingerprint, 3, Mark(EPOCH, 2, "aa" * 32), Mark(EPOCH, 1, "bb" * 32), "cc" * 32),),
        since="2026-01-01", until="2026-03-05", audit=AuditSpan(7, "dd" * 32, ("ee" * 32, "ff" * 32)),
        tombstones=(Tombstone(record_id(5), "talk", 2),), figures={"talks": 3, "by_form": {"一": 2}}, demo=True,
    )  # fmt: skip
    written = bundle(path, Order(said, records(line())))
    assert checked(path).manifest == written.manifest == read_manifest(written.manifest.to_json())
    assert written.manifest.heading.audit.last == (8, "ff" * 32)
    assert [written.manifest.heading.audit.at(n) for n in (5, 6, 7, 8, 9)] == [None, "dd" * 32, "ee" * 32, "ff" * 32, None]


def test_stock_programs_open_and_check_a_bundle(path: Path, tmp_path: Path) -> None:
    written = bundle(path)
    key, out = tmp_path / "key", tmp_path / "out"
    out.mkdir()
    key.write_text(upper().age_secret + "\n")
    run("tar", "-xzf", "-", "-C", out, stdin=run("age", "-d", "-i", key, path))
    (tmp_path / "allowed").write_text(f"unit {unit().public.ssh_line}\n")
    run("ssh-keygen", "-Y", "verify", "-f", tmp_path / "allowed", "-I", "unit", "-n", "cadreapp-bundle",
        "-s", out / "manifest.sig", stdin=(out / "manifest.json").read_bytes())
    said = json.loads((out / "manifest.json").read_text())
    for member in said["members"]:
        assert run("sha256sum", out / member["name"]).decode().split()[0] == member["sha256"]
    assert run("sha256sum", out / "manifest.json").decode().split()[0] == written.digest


def test_one_bundle_for_two_opens_for_both_and_for_nobody_else(path: Path) -> None:
    second = new_identity("另一上级", "1")
    legs = tuple(sorted((Leg(upper().fingerprint, 1), Leg(second.fingerprint, 1)), key=lambda leg: leg.partner))
    finish(write(path, Order(heading(legs=legs), records(line())), unit(), [upper().public, second.public]))
    for who in (upper(), second):
        assert finish(verify(path, [stranger(), who], known())).me == who.fingerprint
    assert inspect(path).recipients == 2
    assert refusal(path, lambda p: finish(verify(p, [stranger()], known()))) == "BUNDLE_NOT_FOR_US"


def test_the_outside_tells_no_names(path: Path) -> None:
    written = bundle(path)
    shown = inspect(path)
    assert (shown.size, shown.sealed, shown.recipients, shown.whole) == (written.size, written.sealed, 1, True)
    data = path.read_bytes()
    assert unit().fingerprint.encode() not in data
    assert RARE.encode() not in data
    path.write_bytes(data[:-1])
    assert not inspect(path).whole


def test_a_bundle_without_records_is_whole(path: Path) -> None:
    bundle(path, Order(heading(), [Records("talk", lambda: [])]))
    assert checked(path).manifest.members == ()
    assert taken(path) == []


def test_the_lengths_inside_are_rounded(path: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(upper().age_secret + "\n")
    for number in (1, 2, 3):
        bundle(path, Order(heading(), records(line(values={"title": RARE * number}))))
        assert len(run("age", "-d", "-i", tmp_path / "key", path)) % PAD == 0


def test_records_of_another_origin_are_named_and_the_rest_is_good(path: Path) -> None:
    Forge(line(1), line(2, origin=stranger().fingerprint), line(3)).seal(path)
    verified = checked(path)
    assert verified.foreign == (record_id(2),)
    items = [item for item in contents(path, verified, [upper()]) if isinstance(item, Record)]
    assert [(item.line.id, item.foreign) for item in items] == [
        (record_id(1), False), (record_id(2), True), (record_id(3), False)]


def test_a_record_of_another_origin_is_not_sent_in_the_first_place(path: Path) -> None:
    wanted = Order(heading(), records(line(origin=stranger().fingerprint)))
    assert refusal(path, lambda p: bundle(p, wanted)) == "BUNDLE_FOREIGN_RECORD"
    assert not path.exists()


def test_a_source_that_changes_while_it_is_read_is_noticed(path: Path) -> None:
    tries: list[int] = []

    def lines() -> list[Line]:
        tries.append(1)
        return [line(version=len(tries))]

    assert refusal(path, lambda p: bundle(p, Order(heading(), [Records("talk", lines)]))) == "BUNDLE_SOURCE_CHANGED"
    wrong = replace(attachment(b"abc"), pieces=lambda: [b"abd"])
    assert refusal(path, lambda p: bundle(p, Order(heading(), [], [wrong]))) == "BUNDLE_SOURCE_CHANGED"
    longer = replace(attachment(b"abc"), pieces=lambda: [b"abc", b"d"])
    assert refusal(path, lambda p: bundle(p, Order(heading(), [], [longer]))) == "BUNDLE_SOURCE_CHANGED"
    assert list(path.parent.iterdir()) == []


def test_unknown_and_revoked_senders_are_told_apart(path: Path) -> None:
    bundle(path)
    assert refusal(path, lambda p: checked(p, stranger())) == "BUNDLE_UNKNOWN_SENDER"
    revoked = replace(unit().public, revoked=True)
    assert refusal(path, lambda p: finish(verify(p, [upper()], lambda _: revoked))) == "BUNDLE_REVOKED_SENDER"


def test_a_bundle_sealed_again_for_somebody_else_is_noticed(path: Path) -> None:
    forged = Forge(line(), legs=(Leg(stranger().fingerprint, 1),))
    assert refusal(forged.seal(path)) == "BUNDLE_READDRESSED"


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


@pytest.mark.parametrize("data", [b"", b"x", b"age-encryption.org/v1\n", b"PK\x03\x04" * 99, "收文".encode() * 9999])
def test_other_files_are_no_bundles(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    assert refusal(path) == refusal(path, inspect) == "BUNDLE_HEAD_DAMAGED"


def test_text_form_is_no_bundle(path: Path) -> None:
    path.write_bytes(seal_text(b"x", [upper().public]))
    assert refusal(path) == "BUNDLE_HEAD_DAMAGED"


def test_a_missing_file_is_named(path: Path) -> None:
    assert refusal(path) == refusal(path, inspect) == "FILE_UNREADABLE"


def test_a_file_swapped_between_the_passes_is_noticed(path: Path) -> None:
    bundle(path)
    verified = checked(path)
    bundle(path, order(epoch="another"))
    assert refusal(path, lambda p: list(contents(p, verified, [upper()]))) == "BUNDLE_ALTERED"
    bundle(path)
    assert refusal(path, lambda p: list(contents(p, verified, [upper()]))) == "BUNDLE_ALTERED"


def test_attachments_need_not_be_read(path: Path) -> None:
    bundle(path)
    kinds = [type(item) for item in contents(path, checked(path), [upper()])]
    assert kinds == [Record] * 4 + [File]


def test_the_archive_is_plain_ustar(path: Path, tmp_path: Path) -> None:
    bundle(path)
    (tmp_path / "key").write_text(upper().age_secret + "\n")
    with tarfile.open(fileobj=BytesIO(run("age", "-d", "-i", tmp_path / "key", path))) as tar:
        members = tar.getmembers()
    assert [m.name for m in members][:4] == [
        "manifest.json", "manifest.sig", "records/person.jsonl", "records/talk.jsonl"]
    assert {(m.mtime, m.uid, m.gid, m.uname, m.gname, m.mode, m.type) for m in members} == {
        (0, 0, 0, "", "", 0o644, tarfile.REGTYPE)}
