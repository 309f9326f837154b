"""Claims about letters, numbers and forms on the command line: begun, numbered, printed, adapted, refused by line."""

from __future__ import annotations

import json
from pathlib import Path

from cadreapp.paper.formschema import PARTS
from tests.cli.running import Cli
from tests.house.tree import ROOT
from tests.office.test_letters import REMINDER


def test_a_letter_is_begun_numbered_sealed_printed_and_copied(run: Cli, tmp_path: Path) -> None:
    run("forms", "letterhead", "中共某机关纪律检查委员会", "某纪")
    reminder = run.new("reminder", REMINDER)[0]
    letter = run.ask("letter", reminder, "约谈通知书")["id"]
    dated = tmp_path / "dated.json"
    dated.write_text('{"dated": "2026-03-06"}', encoding="utf-8")
    run("set", letter, "--from", dated)
    given = run.ask("number", letter)["number"]
    assert given == "某纪约〔2026〕1号"
    run("seal", letter)
    made = run.ask("print", letter, "-o", tmp_path / "notice.pdf")
    assert (made["form"], made["notice"]) == ("letter_summons", "")
    assert (tmp_path / "notice.pdf").read_bytes().startswith(b"%PDF")
    run("print", letter, "--form", "letter_summons.copy", "-o", tmp_path / "copy.pdf")
    assert [step["step"] for step in run.ask("show", letter)["values"]["paper"]] == ["printed"]
    (row,) = run.ask("number", "--of", "letter_summons", "--year", "2026")
    assert (row["number"], row["void"]) == (given, "")
    assert given in run("number", "--of", "letter_summons", "--year", "2026").out
    assert run("letter", reminder, "summary", code=1).err.count("NO_LETTER") == 1


def test_a_handover_is_begun_from_the_store_and_printed(run: Cli, tmp_path: Path) -> None:
    run.new("clue", {"received_on": "2025-03-02", "number": "线索〔2025〕7号"})
    made = run.ask("handover", "--year", "2025")["id"]
    lots = {lot["sort"]: lot for lot in run.ask("show", made)["values"]["lots"]}
    assert (lots["问题线索"]["count"], lots["问题线索"]["numbers"], lots["问题线索"]["going"]) == (1, "线索〔2025〕7号", 1)
    assert run.ask("print", made, "-o", tmp_path / "handover.pdf")["form"] == "handover"


def test_the_manual_holds_the_schema_that_the_program_judges_by(run: Cli) -> None:
    kept = ROOT / "resources" / "help" / "formats" / "form.schema.json"
    assert json.loads(kept.read_bytes()) == run.ask("forms", "schema")
    text = kept.with_name("form.md").read_text(encoding="utf-8")
    assert all(f"`{part}`" in text for part in PARTS if part != "own")


def test_forms_are_listed_shown_checked_adapted_and_given_back(run: Cli, tmp_path: Path) -> None:
    assert {"signing", "letter_summons"} <= {row["name"] for row in run.ask("forms", "list")}
    own = tmp_path / "own.toml"
    text = run("forms", "show", "letter_remind").out.replace("切实改进", "认真改进")
    own.write_text(text, encoding="utf-8")
    assert run.ask("forms", "check", own)["flaws"] == []
    assert "没有发现问题" in run("forms", "check", own).out
    run("forms", "install", own)
    assert [row["name"] for row in run.ask("forms", "list") if row["own"]] == ["letter_remind"]
    own.write_text(text.replace("{reply_due}", "{reply_doo}"), encoding="utf-8")
    line = next(n for n, row in enumerate(own.read_text(encoding="utf-8").splitlines(), 1) if "reply_doo" in row)
    assert f"own.toml:{line}: part." in run("forms", "check", own, code=1).out
    refused = run("forms", "install", own, "--json", code=1)
    assert refused.error["code"] == "FORM_BROKEN"
    run("forms", "reset", "letter_remind")
    assert not [row for row in run.ask("forms", "list") if row["own"]]
    run("forms", "pattern", "letter_remind", "{mark}提字〔{year}〕{n}号")
    assert run("forms", "pattern", "letter_remind", "{n}号", code=1).err.count("PATTERN_BAD") == 1
