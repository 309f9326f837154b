"""Verbs about keys: a store is made whole, its code opens it, a passphrase changes for every backup in reach, users are told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cadreapp.cli import context
from cadreapp.office import gate
from cadreapp.store import keys
from cadreapp.store.folder import Folder
from cadreapp.store.slots import CHEAP, WEAKEST
from tests import make
from tests.cli.running import Cli, call


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weakest cost that the product makes at all, instead of one tuned to this machine."""
    monkeypatch.setattr(keys, "tuned", lambda: WEAKEST)


def test_init_makes_a_store_whose_code_was_rehearsed(tmp_path: Path) -> None:
    word = tmp_path / "word.txt"
    word.write_text("口令 1234\r\n", encoding="utf-8")
    run = Cli(tmp_path / "deep" / "store", word)
    run("init", "--unit", "机关纪委", "--unit-code", "371302", "--officer", "赵六", "--recovery-out", tmp_path / "code.txt")
    code = (tmp_path / "code.txt").read_text(encoding="utf-8")
    assert gate.recover(run.store, code).key == gate.unlock(run.store, "口令 1234", make.MORNING).key
    assert [line["title"] for line in run.ask("list", "organisation")] == ["机关纪委"]
    assert "[STORE_EXISTS]" in run("init", "--unit", "又一个", code=1).err
    assert [e["actor"] for e in run.ask("audit", "log", "--where", "verb=create_store")][:1] == ["赵六"]


def test_init_shows_the_code_once_when_no_file_is_named(tmp_path: Path) -> None:
    word = tmp_path / "word.txt"
    word.write_text("口令 1234", encoding="utf-8")
    said = Cli(tmp_path / "store", word)("init", "--unit", "机关纪委", "--json").json
    assert gate.recover(tmp_path / "store", said["recovery"])


@pytest.mark.parametrize("words", [("--unit", "甲\0"), ("--unit", ""), ("--unit", "甲", "--recovery-out", "/nowhere/code.txt")])
def test_a_failed_init_leaves_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    word = tmp_path / "word.txt"
    word.write_text("口令 1234", encoding="utf-8")
    Cli(tmp_path / "store", word)("init", *words, code=1)
    assert [p.name for p in tmp_path.iterdir()] == ["word.txt"]


def test_an_empty_passphrase_makes_no_store(tmp_path: Path) -> None:
    (tmp_path / "word.txt").write_text("\n", encoding="utf-8")
    assert "[PASSPHRASE_EMPTY]" in Cli(tmp_path / "store", tmp_path / "word.txt")("init", "--unit", "甲", code=1).err
    said = call("init", "--unit", "甲", "--store", tmp_path / "store")
    assert (said.code, (tmp_path / "store").exists()) == (3, False)


def test_a_changed_passphrase_reaches_backups_elsewhere(fresh: Cli, tmp_path: Path) -> None:
    fresh("backup", "now")
    fresh("backup", "now", "--to", tmp_path / "stick")
    new = tmp_path / "new.txt"
    new.write_text("新口令 5678", encoding="utf-8")
    assert fresh.ask("passphrase", "change", "--new-file", new) == {"changed": True, "missed": []}
    fresh("list", "talk", code=3)
    changed = Cli(fresh.store, new)
    changed("list", "talk")
    for place in (fresh.store / "backups", tmp_path / "stick"):
        found = next(p for p in place.iterdir() if (p / "keys.json").exists())
        assert gate.unlock(found, "新口令 5678", make.MORNING)
        changed("backup", "verify", found)


def test_a_passphrase_is_never_changed_to_the_old_one_by_accident(fresh: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADREAPP_PASSPHRASE_FILE", str(fresh.passphrase))
    said = call("passphrase", "change", "--store", fresh.store)
    assert (said.code, "[NO_PASSPHRASE]" in said.err) == (3, True)


def test_recover_takes_the_code_from_a_file_or_standard_input(fresh: Cli, tmp_path: Path) -> None:
    code = make.store(tmp_path / "same").code
    new = tmp_path / "new.txt"
    new.write_text("新口令 5678", encoding="utf-8")
    run = Cli(fresh.store, new)
    run("recover", "--with", "-", stdin=f" {code.lower()}\n")
    run("list", "talk")
    wrong = run("recover", "--with", "-", stdin="ABCD", code=3)
    assert "[RECOVERY_TYPO]" in wrong.err
    run("list", "talk")


def test_users_are_told_apart_by_as(fresh: Cli, tmp_path: Path) -> None:
    opened = gate.unlock(fresh.store, make.PASSPHRASE, make.MORNING)
    keys.add_user(Folder(fresh.store), opened, "李四", "李四的口令", cost=CHEAP)
    theirs = tmp_path / "li.txt"
    theirs.write_text("李四的口令", encoding="utf-8")
    assert "[USER_NEEDED]" in fresh("list", "talk", code=3).err
    run = Cli(fresh.store, theirs)
    talk = json.loads(run("new", "talk", "--from", "-", "--as", "李四", stdin=json.dumps(make.TALK)).out)["id"]
    history = run("show", talk, "--history", "--json", "--as", "李四").json["history"]
    assert history[-1]["actor"] == "李四"
    assert "[NO_SUCH_USER]" in run("list", "talk", "--as", "王五", code=3).err
    assert "[WRONG_PASSPHRASE]" in fresh("list", "talk", "--as", "李四", code=3).err


def test_a_typed_passphrase_is_asked_for_twice(fresh: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["甲", "乙", "丙", "丙"])
    monkeypatch.setattr(context.getpass, "getpass", lambda _prompt: next(typed))
    asked = context.Context.__new__(context.Context)
    asked.stdin = _Terminal()  # type: ignore[assignment]
    with pytest.raises(context.AppError, match="PASSPHRASES_DIFFER"):
        asked.typed_passphrase()
    assert asked.typed_passphrase() == "丙"


class _Terminal:
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_damaged_keys_are_not_a_wrong_passphrase(fresh: Cli) -> None:
    for name in ("keys.json", "keys-copy.json"):
        (fresh.store / name).write_bytes(b"{}")
    said = fresh("list", "talk", code=4)
    assert "[KEYFILE_" in said.err
    for name in ("keys.json", "keys-copy.json"):
        (fresh.store / name).unlink()
    assert "[KEYFILE_MISSING]" in fresh("list", "talk", code=4).err
