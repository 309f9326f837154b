"""The verb report: what it lists, what it writes, how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from cadreapp.kernel.paths import resources
from tests.cli.running import Cli

NAMES = ("forms", "summary", "indicators", "leading", "talks", "rectification", "obligations")
WHEN = ("--since", "2026-01-01", "--until", "2026-03-31")


def test_the_reports_there_are_are_listed(run: Cli) -> None:
    assert [row["name"] for row in run("report", "--json").json][:7] == list(NAMES)
    assert "“四种形态”统计表" in run("report").out


@pytest.mark.parametrize("name", NAMES)
def test_every_report_is_told_as_text_and_as_one_json_document(run: Cli, name: str) -> None:
    data = run("report", name, *WHEN, "--json").json
    assert (data["report"], data["reported"]) == (name, None)
    assert data["tables"][0]["title"] in run("report", name, *WHEN).out


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "json"])
def test_a_report_is_written_in_each_form(run: Cli, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"表.{form}"
    assert run("report", "forms", *WHEN, "-o", target, "--json").json == {
        "file": str(target), "report": "forms", "broken": 0, "empty": True}
    if form == "json":
        assert json.loads(target.read_text(encoding="utf-8"))["report"] == "forms"
    elif form == "xlsx":
        assert "表7-1" in load_workbook(target).sheetnames
    elif form == "docx":
        assert len(Document(str(target)).tables) > 1
    else:
        assert target.read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize(("words", "code", "fault"), [
    (("report", "nothing", *WHEN), 1, "REPORT_UNKNOWN"), (("report", "forms"), 2, "USAGE"),
    (("report", "forms", "--since", "2026-04-01", "--until", "2026-03-01"), 1, "SPAN_ODD"),
    (("report", "forms", *WHEN, "-o", "x.doc"), 2, "USAGE"),
    (("report", "forms", *WHEN, "-o", "x.xlsx", "--template", "none.xlsx"), 1, "FILE_UNREADABLE"),
])  # fmt: skip
def test_what_cannot_be_reported_is_refused(run: Cli, words: tuple[str, ...], code: int, fault: str) -> None:
    assert f"[{fault}]" in run(*words, code=code).err


def test_a_layout_of_ones_own_is_taken_over_or_refused_with_its_line(run: Cli, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    text = (resources() / "figures" / "rectification.toml").read_text(encoding="utf-8").replace('"rectification"', '"own"', 1)
    own.write_text(text, encoding="utf-8")
    assert run("report", "--install", own, "--json").json == {"report": "own", "version": 1}
    assert run("report", "own", *WHEN, "--json").json["title"] == "整改情况表"
    own.write_text(text.replace('count = "cases"', 'count = "sheep"', 1), encoding="utf-8")
    refused = run("report", "--install", own, code=1).err
    assert "[LAYOUT_BROKEN]" in refused
    assert f"第 {text[: text.index('count =')].count(chr(10)) + 1} 行" in refused


def test_levels_of_speakers_are_taken_over_and_given_up(run: Cli, tmp_path: Path) -> None:
    own = tmp_path / "levels.toml"
    own.write_text('[[level]]\nkey = "bureau"\ntitle = "局领导"\nposts = ["局长"]\n', encoding="utf-8")
    assert run("report", "--install", own, "--json").json == {"report": "levels", "version": 0}
    own.write_text('[[level]]\nkey = "bureau"\nposts = ["局长"]\n', encoding="utf-8")
    assert "[LAYOUT_BROKEN]" in run("report", "--install", own, code=1).err
    assert run("report", "--uninstall", "levels", "--json").json == {"report": "levels", "own": False}
    assert "[NOT_FOUND]" in run("report", "--uninstall", "levels", code=1).err


def test_a_period_is_frozen_and_taken_back_with_its_reason(fresh: Cli) -> None:
    assert fresh("report", "forms", *WHEN, "--freeze", "--nothing", "--json").json["reported"]["nothing"]
    assert "[REPORTED_ALREADY]" in fresh("report", "forms", *WHEN, "--freeze", code=1).err
    assert "[RECALL_REASON]" in fresh("report", "forms", *WHEN, "--unfreeze", " ", code=1).err
    data = fresh("report", "forms", *WHEN, "--unfreeze", "选错了期", "--json").json
    assert (data["reported"], data["recalled"][0]["reason"]) == (None, "选错了期")
    assert "撤回, 原因: 选错了期" in fresh("report", "forms", *WHEN).out
    assert "[NOT_REPORTED]" in fresh("report", "forms", *WHEN, "--unfreeze", "又一次", code=1).err
    assert "[USAGE]" in fresh("report", "forms", *WHEN, "--freeze", "--unfreeze", "x", code=2).err
