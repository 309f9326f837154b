"""The verb due: every answer with its rule and what to do, putting off with a reason, and the year as a table and as files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Cli


@pytest.fixture(scope="module")
def branch(run: Cli) -> str:
    """The id of a branch in the store of this module, which was made on 5 March 2026."""
    given = {"name": "第一党支部𠮷䶮㛃", "kind": "branch"}
    made: str = run("new", "organisation", "--from", "-", "--json", stdin=json.dumps(given)).json["id"]
    return made


def march(run: Cli, *words: str) -> list[dict[str, object]]:
    answer: list[dict[str, object]] = run("due", "--on", "2026-03-31", "--within", "0", "--json", *words).json
    return answer


def test_each_duty_says_what_who_until_when_why_and_what_to_do(run: Cli, branch: str) -> None:
    [day] = [d for d in march(run) if d["rule"] == "FQ04"]
    assert (day["what"], day["who"], day["since"], day["until"], day["when"]) == (
        "主题党日", "第一党支部𠮷䶮㛃", "2026-03-01", "2026-03-31", "today"
    )  # fmt: skip
    assert day["do"][0]["values"] == {"kinds": ["theme_day"], "organisation_id": branch, "year": 2026}  # type: ignore[index]
    why = day["why"]
    assert isinstance(why, dict)
    assert (why["document"], why["year"], why["article"]) == ("中国共产党支部工作条例（试行）", 2018, "第十六条")
    told = run("due", "--on", "2026-03-31", "--why", str(day["key"])).out
    assert "现在做: 记一次主题党日" in told
    assert "第十六条" in told


def test_what_is_put_off_is_shown_with_its_reason_until_it_is_taken_back(run: Cli, branch: str) -> None:
    [key] = [d["key"] for d in march(run) if d["rule"] == "FQ01"]
    run("due", "--on", "2026-03-31", "--snooze", str(key), "--until", "2099-01-01", "--reason", "等换届以后")
    [put_off] = [d["snoozed"] for d in march(run) if d["key"] == key]
    assert isinstance(put_off, dict)
    assert (put_off["until"], put_off["reason"]) == ("2099-01-01", "等换届以后")
    assert "已缓办至 2099-01-01: 党员大会" in run("due", "--on", "2026-03-31").out
    run("due", "--on", "2026-03-31", "--wake", str(key))
    assert [d["snoozed"] for d in march(run) if d["key"] == key] == [None]


def test_putting_off_asks_for_a_reason_and_a_later_day(run: Cli, branch: str) -> None:
    key = str(march(run)[0]["key"])
    words = ("due", "--on", "2026-03-31", "--snooze", key, "--json")
    assert run(*words, "--until", "2099-01-01", code=1).error["code"] == "NO_REASON"
    assert run(*words, "--until", "2026-03-31", "--reason", "忙", code=1).error["code"] == "SNOOZE_PAST"
    assert run(*words, "--reason", "忙", code=2).error["code"] == "USAGE"
    assert run("due", "--wake", "没有这件", "--json", code=2).error["code"] == "USAGE"


def test_a_reason_stands_in_the_years_table_and_can_be_taken_back(run: Cli, branch: str) -> None:
    [key] = [str(d["key"]) for d in march(run) if d["rule"] == "FQ12"]
    run("due", "--on", "2026-03-31", "--excuse", key, "--reason", "合并到二季度一次上")
    assert key not in [d["key"] for d in march(run)]
    assert "合并到二季度一次上" in run("due", "--year", "2026", "--on", "2026-03-31").out
    run("due", "--on", "2026-03-31", "--excuse", key)
    assert key in [d["key"] for d in march(run)]


def test_the_year_is_written_as_a_calendar_file_and_as_a_paper(run: Cli, branch: str, tmp_path: Path) -> None:
    run("due", "--year", "2026", "--on", "2026-03-05", "-o", tmp_path / "year.ics")
    told = (tmp_path / "year.ics").read_bytes()
    assert told.startswith(b"BEGIN:VCALENDAR\r\n")
    assert told.count(b"BEGIN:VEVENT") == told.count(b"UID:") > 10
    run("due", "--year", "2026", "--on", "2026-03-05", "-o", tmp_path / "year.pdf")
    assert (tmp_path / "year.pdf").read_bytes().startswith(b"%PDF-")
    run("due", "--year", "99", code=2)
