"""Verbs between levels as scripts see them: usage, shapes, exit codes; the story of the whole job is told elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import make
from tests.cli.running import Cli, cli


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cli, Cli, Path]:
    """A unit that has sent one bundle, its upper level, and the stick between them."""
    folder = tmp_path_factory.mktemp("pair")
    stick = folder / "stick"
    for name in ("unit", "upper", "stick"):
        (folder / name).mkdir()
    unit, upper = cli(folder / "unit", unit="下级"), cli(folder / "upper", unit="上级")
    for side, other, name in ((unit, upper, "上级"), (upper, unit, "下级")):
        other("identity", "export", "-o", stick / f"{name}.pub")
        side("partner", "add", stick / f"{name}.pub", "--name", name)
    unit("seal", unit.new("talk", make.TALK)[0])
    unit("bundle", "send", "--to", "上级", "-o", stick / "1.cadre")
    return unit, upper, stick


def test_verify_and_inspect_change_nothing(pair: tuple[Cli, Cli, Path]) -> None:
    _, upper, stick = pair
    before = {p.name for p in upper.store.rglob("*")}
    seen = upper.ask("bundle", "verify", stick / "1.cadre")
    assert set(seen) >= {"unit", "sequence", "standing", "digest", "records", "made_at", "figures"}
    outside = upper.ask("bundle", "inspect", stick / "1.cadre")
    assert set(outside) == {"size", "sealed", "suite", "recipients", "whole"}
    assert {p.name for p in upper.store.rglob("*")} - before <= {"store.db-wal", "store.db-shm"}


def test_a_folder_of_bundles_goes_on_past_a_bad_one_and_ends_with_1(pair: tuple[Cli, Cli, Path], tmp_path: Path) -> None:
    _, upper, stick = pair
    whole = (stick / "1.cadre").read_bytes()
    for name, data in (("a.cadre", b"no bundle"), ("b.cadre", whole[:-100]), ("c.cadre", whole[:-1] + bytes([whole[-1] ^ 1])),
                       ("d.cadre", b""), ("e.cadre", whole)):
        (tmp_path / name).write_bytes(data)
    said = upper("bundle", "receive", tmp_path, tmp_path / "gone.cadre", "--json", code=1)
    answers = {a["file"]: a for a in said.json}
    assert {n: a.get("code") for n, a in answers.items() if not a["ok"]} == {
        "a.cadre": "BUNDLE_HEAD_DAMAGED", "b.cadre": "BUNDLE_TRUNCATED", "c.cadre": answers["c.cadre"]["code"],
        "d.cadre": answers["d.cadre"]["code"], "gone.cadre": "FILE_UNREADABLE"}
    assert answers["e.cadre"]["ok"]
    assert (tmp_path / "e.cadre.receipt.txt").exists()
    assert upper("bundle", "receive", tmp_path / "e.cadre").code == 0
    for name, code in (("a.cadre", 4), ("b.cadre", 4), ("c.cadre", 4), ("gone.cadre", 1)):
        upper("bundle", "receive", tmp_path / name, code=code)
        upper("bundle", "verify", tmp_path / name, code=code)


def test_a_bundle_for_somebody_else_or_from_nobody_is_locked(pair: tuple[Cli, Cli, Path], tmp_path: Path) -> None:
    unit, _, stick = pair
    assert "[BUNDLE_NOT_FOR_US]" in unit("bundle", "receive", stick / "1.cadre", code=3).err
    third = cli(tmp_path, unit="上级")
    # A copy of the upper level's store that enrolled nobody: it can open, and does not know who sent.
    said = third("bundle", "receive", stick / "1.cadre", code=3)
    assert "[BUNDLE_UNKNOWN_SENDER]" in said.err


def test_an_undo_after_sending_is_refused(pair: tuple[Cli, Cli, Path]) -> None:
    unit, _, _ = pair
    assert "[UNDO_SENT]" in unit("undo", code=1).err


def test_a_folder_without_bundles_is_no_failure(pair: tuple[Cli, Cli, Path], tmp_path: Path) -> None:
    _, upper, _ = pair
    assert json.loads(upper("bundle", "receive", tmp_path, "--json").out) == []


@pytest.mark.parametrize(("words", "code"), [
    (("bundle", "send", "--to", "没有", "-o", "x"), 1), (("partner", "revoke", "没有"), 1), (("partner", "add"), 2),
    (("identity", "export"), 2), (("receipt", "take", "gone"), 1), (("partner", "add", "gone.pub"), 1),
    (("bundle", "send", "--to", "上级", "--type", "nothing", "-o", "x"), 1),
    (("bundle", "send", "--to", "上级", "--since", "昨天", "-o", "x"), 2), (("bundle", "receive", "x", "--return", "只有编号"), 2),
])
def test_wrong_words_are_told_by_code(pair: tuple[Cli, Cli, Path], words: tuple[str, ...], code: int) -> None:
    pair[0](*words, code=code)
