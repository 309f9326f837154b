"""The promises that scripts hold on to: verbs, exit codes, one JSON document, one line for an error, the language."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest

from cadreapp.cli.verbs import GROUPS, VERBS
from cadreapp.kernel.errors import all_faults
from tests import make
from tests.cli.running import Cli, call

CHINESE = re.compile(r"[㐀-鿿]")
ABSENT = ("hub", "user")
FIXED_ENGLISH = ("usage", "positional", "options", "optional", "show this help", "required", "choose from", "expected")
LINE = re.compile(r"错误 \[[A-Z_]+\] .+ 怎么办: .+\n")
SUBVERBS = [("bundle", act) for act in ("send", "inspect", "verify", "receive")]


def _is_there(verb: str) -> bool:
    return importlib.util.find_spec(f"cadreapp.cli.{GROUPS[verb]}") is not None


def test_help_lists_every_verb_in_chinese() -> None:
    said = call("--help")
    assert said.code == 0
    for verb, (_group, zh, _en) in VERBS.items():
        assert re.search(rf"^ +{verb}\b.*", said.out, re.MULTILINE), verb
        assert CHINESE.search(zh)
    assert not [word for word in FIXED_ENGLISH if word in said.out]
    assert call("-h").out == said.out


@pytest.mark.parametrize("words", [(v,) for v in VERBS if _is_there(v)] + SUBVERBS, ids=" ".join)
def test_every_verb_is_there_and_explains_itself_in_both_languages(words: tuple[str, ...]) -> None:
    chinese, english = call(*words, "--help"), call(*words, "--help", "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    assert chinese.out.startswith("用法: cadreapp " + words[0])
    assert not [word for word in FIXED_ENGLISH if word in chinese.out]
    assert english.out.startswith("usage: cadreapp " + words[0])
    assert not CHINESE.search(english.out), english.out


@pytest.mark.parametrize("verb", ABSENT)
def test_a_verb_of_later_work_is_absent(verb: str) -> None:
    said = call(verb)
    assert (said.code, said.out) == (2, "")
    assert "[USAGE]" in said.err


@pytest.mark.parametrize(("words", "part"), [
    (("list",), "还缺 type"),
    (("new", "talk"), "还缺 --from"),
    (("bundle",), "还缺 动作"),
    (("show", "x", "--frob"), "不认识 --frob"),
    (("show", "x", "--hist"), "不认识 --hist"),
    (("list", "talk", "--limit", "x"), "--limit: “x”不是整数"),
    (("list", "talk", "--limit"), "--limit: 后面要跟一个值"),
    (("list", "talk", "--limit", "-1"), "--limit: “-1”不是整数"),
    (("list", "talk", "--since", "2026-13-01"), "“2026-13-01”不是日期"),
    (("due", "--on", "昨天"), "“昨天”不是日期"),
    (("partner", "frob"), "没有 'frob' 这个选项"),
    (("paper", "x", "eaten"), "没有 'eaten' 这个选项"),
    (("errors", "--lang", "fr"), "没有 'fr' 这个选项"),
    (("bundle", "send", "-o", "x"), "还缺 --to"),
])
def test_wrong_usage_is_said_in_chinese_with_code_2(words: tuple[str, ...], part: str) -> None:
    said = call(*words)
    assert (said.code, said.out) == (2, "")
    assert LINE.fullmatch(said.err), said.err
    assert part in said.err
    assert not [word for word in FIXED_ENGLISH if word in said.err]


def test_an_argument_that_is_no_text_is_wrong_usage() -> None:
    assert call("search", "\udcff").code == 2


def test_a_second_language_is_english_throughout(run: Cli) -> None:
    said = run("show", "nothing", "--lang", "en", code=1)
    assert re.fullmatch(r"Error \[NOT_FOUND\] No .*“nothing”\. What to do: Check the id or name\n", said.err)
    assert call("list", "--lang=en").err.startswith("Error [USAGE] Wrong usage: the following arguments are required: type.")


def test_an_error_is_one_line_and_with_json_one_more(run: Cli) -> None:
    plain, more = run("show", "nothing", code=1), run("show", "nothing", "--json", code=1)
    assert LINE.fullmatch(plain.err)
    assert more.err.startswith(plain.err)
    assert more.error == {"code": "NOT_FOUND", "message": "找不到记录“nothing”。", "remedy": "核对编号或名称后再试"}
    assert (plain.out, more.out) == ("", "")


def test_an_error_names_field_and_row(run: Cli) -> None:
    lines = [{"name": "甲"}, {"name": "乙", "kind": "不存在"}]
    said = run("new", "person", "--from", "-", "--json", stdin="\n".join(json.dumps(v) for v in lines), code=1)
    assert (said.error["code"], said.error["row"], said.error["field"]) == ("UNKNOWN_CHOICE", 2, "kind")
    assert "(第 2 行)" in said.err


def test_errors_lists_every_fault_with_both_sentences(run: Cli) -> None:
    chinese, english = call("errors", "--json"), call("errors", "--json", "--lang", "en")
    known = {f.code: int(f.exit) for f in all_faults()}
    assert {row["code"]: row["exit"] for row in chinese.json} == known
    assert {row["exit"] for row in chinese.json} == {1, 2, 3, 4, 5, 70}
    assert all(CHINESE.search(row["message"]) and CHINESE.search(row["remedy"]) or row["remedy"] == "…" for row in chinese.json)
    assert not [row for row in english.json if CHINESE.search(row["message"] + row["remedy"])]
    # Every declaration in the source is loaded, also those outside files that are named for their faults.
    root = Path(__file__).parent.parent.parent / "cadreapp"
    written = {code for p in root.rglob("*.py") for code in re.findall(r'Fault\(\s*"([A-Z_]+)"', p.read_text(encoding="utf-8"))}
    assert written == set(known)


def test_every_asking_verb_gives_one_json_document(run: Cli) -> None:
    talk = run.new("talk", make.TALK)[0]
    for words in (("types",), ("schema", "talk"), ("show", talk), ("show", talk, "--history"), ("list", "talk"), ("search", "材料"),
                  ("due",), ("undo", "--list"), ("identity", "show"), ("partner", "list"), ("audit", "log"), ("audit", "verify"),
                  ("backup", "list"), ("check",), ("errors",), ("unlock",)):
        said = run(*words, "--json")
        assert said.json is not None
        assert said.out.count("\n") == 1, words
        assert said.err == ""
        assert run(*words).out.strip(), words


def test_globals_stand_before_or_behind_the_verb_or_in_the_environment(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    behind = run.ask("list", "organisation")
    said = call("--store", run.store, "--passphrase-file", run.passphrase, "--json", "list", "organisation")
    assert said.json == behind
    monkeypatch.setenv("CADREAPP_STORE", str(run.store))
    monkeypatch.setenv("CADREAPP_PASSPHRASE_FILE", str(run.passphrase))
    assert call("list", "organisation", "--json").json == behind
    assert call("list", "organisation", "--json", "--store", run.store.parent / "other").code == 1


def test_without_a_passphrase_or_with_a_wrong_one_the_store_stays_locked(run: Cli, tmp_path: Path) -> None:
    said = call("list", "talk", "--store", run.store)
    assert (said.code, "[NO_PASSPHRASE]" in said.err) == (3, True)
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("春风", encoding="utf-8")
    said = call("list", "talk", "--store", run.store, "--passphrase-file", wrong)
    assert (said.code, "[WRONG_PASSPHRASE]" in said.err) == (3, True)
    said = call("list", "talk", "--store", run.store, "--passphrase-file", tmp_path / "gone.txt")
    assert (said.code, "[FILE_UNREADABLE]" in said.err) == (1, True)
    run("seal", "nothing", code=1)
    assert run.ask("audit", "log", "--where", "op=refused")[0]["verb"] == "unlock"


def test_a_missing_store_is_named(tmp_path: Path, run: Cli) -> None:
    said = call("list", "talk", "--store", tmp_path / "none", "--passphrase-file", run.passphrase)
    assert (said.code, "[STORE_MISSING]" in said.err) == (1, True)
    assert not (tmp_path / "none").exists()


def test_the_version_is_said() -> None:
    assert re.fullmatch(r"cadreapp \d+\.\d+\.\d+\n", call("--version").out)
