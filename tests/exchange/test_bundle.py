"""Bundles out and in, opened by stock programs, refused when they are not for us or not what they were."""

from __future__ import annotations

import json
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from cadreapp.exchange.archive import PAD
from cadreapp.exchange.identity import new_identity
from cadreapp.exchange.incoming import File, Record, contents, inspect, verify
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import AuditSpan, Leg, Mark, Tombstone, read_manifest
from cadreapp.exchange.outgoing import Order, Records, write
from cadreapp.exchange.seal import seal_text
from cadreapp.exchange.step import finish
from tests.exchange.parties import (
    EPOCH,
    RARE,
    Forge,
    attachment,
    bundle,
    checked,
    heading,
    known,
    line,
    order,
    record_id,
    records,
    refusal,
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


def test_an_attachment_can_be_read_as_a_file(path: Path) -> None:
    blob = bytes(range(256)) * 4000
    bundle(path, Order(heading(), [], [attachment(blob)]))
    for item in contents(path, checked(path), [upper()]):
        assert isinstance(item, File)
        with item.open() as file:
            assert file.read(10) + file.read() == blob


def test_what_the_other_side_would_refuse_is_never_sealed(path: Path) -> None:
    for wrong in ({"epoch": "第一代"}, {"since": "今年"}, {"legs": (Leg(upper().fingerprint, 2),)}):
        assert refusal(path, lambda p, wrong=wrong: bundle(p, Order(heading(**wrong), records(line())))) == "BUNDLE_MALFORMED"
    assert list(path.parent.iterdir()) == []


def test_the_archive_is_plain_ustar(path: Path, tmp_path: Path) -> None:
    bundle(path)
    (tmp_path / "key").write_text(upper().age_secret + "\n")
    with tarfile.open(fileobj=BytesIO(run("age", "-d", "-i", tmp_path / "key", path))) as tar:
        members = tar.getmembers()
    assert [m.name for m in members][:4] == [
        "manifest.json", "manifest.sig", "records/person.jsonl", "records/talk.jsonl"]
    assert {(m.mtime, m.uid, m.gid, m.uname, m.gname, m.mode, m.type) for m in members} == {
        (0, 0, 0, "", "", 0o644, tarfile.REGTYPE)}
