"""Claims about registers on the command line: which lines, in which order, and that printing goes on record."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import Cli
from tests.paper.papers import squeezed, text_of

TALK = {"kind": "heart", "person": {"name": "张𠮷"}, "talkers": [{"who": {"name": "李䶮"}}], "place": "一楼"}


def test_a_register_lists_what_lies_between_two_days_oldest_first(fresh: Cli, tmp_path: Path) -> None:
    days = ("2026-04-01", "2026-01-05", "2026-02-07", "2026-03-30")
    ids = fresh.new("talk", *({**TALK, "began_at": f"{day}T09:00", "matter": f"事{day[5:7]}"} for day in days))
    fresh("remove", ids[2])
    target = tmp_path / "talks.pdf"
    made = fresh.ask("print-register", "talk", "--since", "2026-01-01", "--until", "2026-03-31", "-o", target)
    assert (made["lines"], made["pages"]) == (2, 1)
    said = squeezed(text_of(target.read_bytes()))
    assert said.index("事01") < said.index("事03")
    assert "2026年1月1日至2026年3月31日，共2件" in said
    assert "事02" not in said
    assert "事04" not in said
    assert [row["about"] for row in fresh.ask("audit", "log") if row["op"] == "export"] == ["register talk: 2"]


def test_a_register_that_is_not_there_names_those_that_are(fresh: Cli, tmp_path: Path) -> None:
    said = fresh("print-register", "talks", "-o", tmp_path / "no.pdf", code=1)
    assert "UNKNOWN_LEDGER" in said.err
    assert "rectification" in said.err
    assert not (tmp_path / "no.pdf").exists()
