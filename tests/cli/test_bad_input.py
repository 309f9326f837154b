"""Bad files, bad disks, bad luck: each its sentence and its code, nothing lost, nothing half-written."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import make
from tests.cli.running import Cli, call, cli

NAUGHTY: list[str] = json.loads((Path(__file__).parent.parent / "samples" / "blns.json").read_text(encoding="utf-8"))
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(("given", "code", "line"), [
    (b"", "BAD_JSON", 1),
    (b"{", "BAD_JSON", 1),
    (b'{"name": "a"', "BAD_JSON", 1),
    (b'{\n "name": "a",\n "post": x\n}', "BAD_JSON", 3),
    (b'{"name": "a"}\n{"name": "b"\n', "BAD_JSON", 2),
    (b'{"name": "a"}\n{"name": "b"} {"name": "c"}\n', "BAD_JSON", 2),
    (b'{"name": "a"}\n7\n', "BAD_JSON", 2),
    (b'[{"name": "a"}, "b"]', "BAD_JSON", 2),
    (b'"text"', "BAD_JSON", 1),
    (b"null", "BAD_JSON", 1),
    (b"[" * 100_000, "BAD_JSON", 1),
    (b'{"name": ' + b"9" * 5000 + b"}", "BAD_JSON", 1),
    (b"\xff\xfe{\x00}\x00", "NOT_TEXT", None),
    (b'{"name": "\xd5\xc5\xc8\xfd"}', "NOT_TEXT", None),
    (b'{"name": "a\x00"}', "BAD_JSON", 1),
    (b'{"name": "a\\u0000"}', "BAD_TEXT", None),
    (b'{"name": "\\ud800"}', "BAD_TEXT", None),
    (b'{"name": 3.5}', "BAD_VALUE", None),
    (b'{"name": NaN}', "BAD_VALUE", None),
    (b'{"name": ["a"]}', "BAD_VALUE", None),
    (json.dumps({"name": "a", "note": "长" * 200_001}).encode(), "TOO_LONG", None),
    (b'{"name": "a", "unit_id": "no id"}', "BAD_VALUE", None),
    (b'{"name": "a", "id": "x"}', "UNKNOWN_FIELD", None),
], ids=lambda v: repr(v[:24]) if isinstance(v, bytes) else "")
def test_a_bad_file_is_refused_with_its_line_and_nothing_is_made(
    run: Cli, tmp_path: Path, given: bytes, code: str, line: int | None
) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(given)
    before = run.ask("list", "person")
    for source in (str(path), "-"):
        said = run("new", "person", "--from", source, "--json", stdin=given, code=1)
        assert (said.error["code"], said.error.get("row")) == (code, line)
    assert run.ask("list", "person") == before


def test_a_reference_to_nothing_is_refused(run: Cli) -> None:
    given = {"name": "甲", "unit_id": "019cbb2a-0000-7000-8000-000000000001"}
    assert run("new", "person", "--from", "-", "--json", stdin=json.dumps(given), code=1).error["code"] == "REFERENCE_MISSING"
    other = run.new("talk", make.TALK)[0]
    run("new", "person", "--from", "-", stdin=json.dumps({"name": "甲", "unit_id": other}), code=1)
    person = run.new("person", {"name": "乙"})[0]
    run("set", person, "--from", "-", stdin=json.dumps(given), code=1)


def test_two_hundred_thousand_characters_come_back(fresh: Cli) -> None:
    long = "𠮷龘" * 100_000
    talk = fresh.new("talk", {**make.TALK, "narrative": long})[0]
    assert fresh.ask("show", talk)["values"]["narrative"] == long
    assert long in fresh("show", talk).out


def test_naughty_strings_go_through_every_verb_and_come_back_equal(fresh: Cli, tmp_path: Path) -> None:
    strings = [s for s in NAUGHTY if s.strip()]
    turns = [{"question": s, "answer": s} for s in strings]
    talk = fresh.new("talk", {**make.TALK, "turns": turns, "narrative": "\n".join(strings)})[0]
    shown = fresh.ask("show", talk)["values"]
    assert [t["question"] for t in shown["turns"]] == strings
    assert shown["narrative"] == "\n".join(strings)
    fresh("show", talk)
    fresh("list", "talk")
    for kind in ("jsonl", "csv", "xlsx"):
        fresh("export", "talk", "-o", tmp_path / f"t.{kind}")
    row = json.loads((tmp_path / "t.jsonl").read_text(encoding="utf-8").split("\n")[0])
    assert [t["question"] for t in row["values"]["turns"]] == strings
    rows = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_bytes().decode("utf-8-sig"), newline="")))
    assert len(rows) == 2
    for sample in strings[::40]:
        said = call("--store", fresh.store, "--passphrase-file", fresh.passphrase, "search", "--", sample)
        assert said.code == 0, said
    again = fresh.new("talk", row["values"])[0]
    assert fresh.ask("show", again)["values"]["narrative"] == shown["narrative"]


@pytest.fixture
def busy(fresh: Cli) -> Iterator[Cli]:
    """A store whose writer's lock another program holds."""
    fresh.new("talk", make.TALK)
    with (fresh.store / "lock").open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield fresh


def test_beside_a_writer_questions_are_answered_and_writing_is_told_to_wait(busy: Cli, tmp_path: Path) -> None:
    talk = busy.ask("list", "talk")[0]["id"]
    assert busy.ask("show", talk)["values"]["matter"] == make.TALK["matter"]
    assert busy.ask("search", "材料")
    busy("due")
    busy("check")
    busy("audit", "verify")
    busy("identity", "show")
    busy("import", "people", ROOT / "tests/samples/花名册-整洁.xlsx", "--dry-run")
    for words in (("seal", talk), ("new", "talk", "--from", "-"), ("print", talk, "-o", tmp_path / "x.pdf"), ("undo",),
                  ("export", "talk", "-o", tmp_path / "x.csv"), ("backup", "now")):
        assert "[STORE_BUSY]" in busy(*words, stdin=json.dumps(make.TALK), code=5).err
    assert list(tmp_path.glob("x.*")) == []


def test_a_look_at_a_sensitive_record_is_on_record_when_it_can_be(fresh: Cli) -> None:
    talk = fresh.new("talk", make.TALK)[0]
    fresh("show", talk)
    assert [e["verb"] for e in fresh.ask("audit", "log", "--where", "op=view")] == ["view"]


def test_a_read_only_folder_can_be_read(fresh: Cli, tmp_path: Path) -> None:
    talk = fresh.new("talk", make.TALK)[0]
    done = subprocess.run(["mount", "--bind", "-o", "ro", fresh.store, fresh.store], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        assert fresh.ask("show", talk)["values"]["matter"] == make.TALK["matter"]
        assert fresh.ask("search", "材料")
        assert "[STORE_READ_ONLY]" in fresh("seal", talk, code=1).err
    finally:
        subprocess.run(["umount", fresh.store], check=True)
    fresh("seal", talk)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Cli]:
    """A store on a disk of three megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", place], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        yield cli(place)
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def test_a_full_disk_loses_nothing_and_leaves_nothing_half(small: Cli, tmp_path: Path) -> None:
    talk = small.new("talk", make.TALK)[0]
    big = tmp_path / "big.bin"
    big.write_bytes(os.urandom(1 << 20))
    filler = small.store.parent / "filler"
    with filler.open("wb") as file:
        file.write(bytes(shutil.disk_usage(small.store).free - 200_000))
    before = _files(small.store)
    told = set()
    for words in (("attach", talk, big), ("backup", "now"), ("new", "talk", "--from", "-"),
                  ("export", "talk", "-o", small.store.parent / "t.xlsx"), ("print", talk, "-o", small.store.parent / "t.pdf")):
        said = call(*words, "--store", small.store, "--passphrase-file", small.passphrase,
                    stdin=json.dumps({**make.TALK, "narrative": "长" * 190_000}))
        assert said.code in (0, 1), said
        assert said.code == 0 or "[DISK_FULL]" in said.err, said
        told.add((words[0], int(said.code)))
    assert ("attach", 1) in told
    assert ("backup", 1) in told
    assert {name for name in _files(small.store) if ".part" in name or ".making" in name} == set()
    assert small.ask("show", talk)["values"]["matter"] == make.TALK["matter"]
    filler.unlink()
    small("seal", talk)
    small("audit", "verify")
    small("backup", "now")
    assert before


def _files(place: Path) -> set[str]:
    return {str(p.relative_to(place)) for p in place.rglob("*")}


def test_no_command_that_cannot_finish_its_file_leaves_half_of_it(fresh: Cli, tmp_path: Path) -> None:
    """With the size of any file limited, as on a full or worn stick, in a process of its own."""
    talk = fresh.new("talk", make.TALK)[0]
    for words in (("print", talk, "-o", "t.pdf"), ("export", "talk", "-o", "t.xlsx"), ("backup", "now", "--to", "safe")):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-X", "utf8", "-m", "cadreapp", *words, "--store", str(fresh.store), "--passphrase-file",
                   str(fresh.passphrase)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)))
        assert done.returncode in (1, 5), done
        assert b"Traceback" not in done.stderr
    assert {p.name for p in tmp_path.iterdir()} <= {"store", "passphrase.txt", "safe"}
    assert list((tmp_path / "safe").rglob("*.db")) == [] if (tmp_path / "safe").exists() else True
    fresh("audit", "verify")


@pytest.mark.parametrize("full", ["/dev/full", "closed"])
def test_an_output_that_takes_nothing_is_a_sentence_and_no_trace(fresh: Cli, full: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-X", "utf8", "-m", "cadreapp", "types", "--json"]
    if full == "closed":
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(command, env=environment, stdout=writer, stderr=subprocess.PIPE, check=False)
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")
        return
    with Path(full).open("wb") as out:
        done = subprocess.run(command, env=environment, stdout=out, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"[DISK_FULL]" in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize(("target", "code"), [("folder", "FILE_UNWRITABLE"), ("none/x.pdf", "FILE_UNWRITABLE")])
def test_a_place_that_takes_no_file_is_named(fresh: Cli, tmp_path: Path, target: str, code: str) -> None:
    (tmp_path / "folder").mkdir()
    talk = fresh.new("talk", make.TALK)[0]
    for words in (("print", talk), ("export", "talk")):
        suffix = ".csv" if words[0] == "export" and target != "folder" else ""
        place = tmp_path / f"{target}{suffix}"
        said = call(*words, "-o", place, "--store", fresh.store, "--passphrase-file", fresh.passphrase)
        assert said.code in (1, 2), said
        assert words[0] == "export" or f"[{code}]" in said.err
