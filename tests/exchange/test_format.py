"""The published page: its commands run as they stand, and a reader made from it alone agrees with the program."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

from cadreapp.exchange import faults
from cadreapp.exchange import receipt as receipts
from cadreapp.exchange.archive import PAD
from cadreapp.exchange.code import grouped
from cadreapp.exchange.identity import Partner
from cadreapp.exchange.manifest import Mark
from cadreapp.exchange.receipt import Answer, Receipt
from cadreapp.kernel.errors import Fault
from tests.exchange.parties import EPOCH, bundle, record_id, unit, upper

PAGE = (Path(__file__).parent.parent.parent / "resources/help/formats/bundle.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\n(.*?)```", PAGE, re.S)


def prepared(folder: Path, own: Any, signer: Partner, name: str) -> None:
    (folder / "key").write_text(own.age_secret + "\n")
    (folder / "allowed").write_text(f"{name} {signer.ssh_line}\n")


def typed(commands: str, folder: Path) -> str:
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", commands], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def canonical(value: Any) -> bytes:
    """As the page gives it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_the_commands_of_the_page_check_a_bundle(tmp_path: Path) -> None:
    written = bundle(tmp_path / "bundle.age")
    prepared(tmp_path, upper(), unit().public, "unit")
    said = typed(COMMANDS[0], tmp_path)
    for member in json.loads((tmp_path / "manifest.json").read_bytes())["members"]:
        assert f"{member['sha256']}  {member['name']}" in said
    assert sha256((tmp_path / "manifest.json").read_bytes()) == written.digest


def test_the_commands_of_the_page_check_a_receipt(tmp_path: Path) -> None:
    answer = Answer(record_id(1), "talk", 1, False, "缺结论")
    given = Receipt(upper().fingerprint, unit().fingerprint, Mark(EPOCH, 1, "ab" * 32), "2026-03-06T10:00", (answer,))
    (tmp_path / "receipt.txt").write_bytes(receipts.write(given, upper(), unit().public))
    prepared(tmp_path, unit(), upper().public, "upper")
    typed(COMMANDS[1], tmp_path)
    line = (tmp_path / "receipt.json").read_bytes()
    said = json.loads(line)
    assert canonical(said) + b"\n" == line
    assert sha256(line) == given.digest
    mark = said["mark"]
    parts = ["cadreapp-receipt", said["issuer"], said["sender"], mark["epoch"], mark["sequence"], mark["manifest"], False]
    assert said["code"] == grouped(hashlib.sha256(canonical(parts)).digest())


def test_a_reader_made_from_the_page_agrees(tmp_path: Path) -> None:
    bundle(tmp_path / "bundle.age")
    prepared(tmp_path, upper(), unit().public, "unit")
    typed(COMMANDS[0] + "age -d -i key bundle.age > inside.gz", tmp_path)
    assert (tmp_path / "inside.gz").stat().st_size % PAD == 0
    data = (tmp_path / "manifest.json").read_bytes()
    said = json.loads(data)
    assert canonical(said) == data
    assert {key for key in said if f"`{key}`" not in PAGE} == set()
    for member in said["members"]:
        content = (tmp_path / member["name"]).read_bytes()
        assert (len(content), sha256(content), content.count(b"\n") if member["count"] else 0) == (
            member["size"], member["sha256"], member["count"])
        if member["count"]:
            check_lines(content, said["sender"])


def check_lines(content: bytes, sender: str) -> None:
    ids = []
    for row in content.splitlines():
        record = json.loads(row)
        assert canonical(record) == row
        assert {key for key in record if f"`{key}`" not in PAGE} == set()
        assert record["digest"] == sha256(canonical({k: v for k, v in record.items() if k != "digest"}))
        assert record["origin"] == sender
        ids.append(record["id"])
    assert ids == sorted(set(ids))


def test_the_check_code_of_a_partner_is_as_the_page_says() -> None:
    public = unit().public
    said = b"cadreapp-partner/1\n" + public.recipient.encode() + b"\n" + public.signing
    assert public.proof == grouped(hashlib.sha256(said).digest())


def test_every_refusal_of_a_bundle_stands_on_the_page() -> None:
    ours = {f.code for f in vars(faults).values() if isinstance(f, Fault) and f.code.startswith("BUNDLE_")}
    at_making = {"BUNDLE_SOURCE_CHANGED", "BUNDLE_TOO_LARGE", "BUNDLE_FOREIGN_RECORD", "BUNDLE_DEMO"}
    assert {code for code in ours - at_making if code not in PAGE} == set()
