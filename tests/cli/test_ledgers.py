"""Claims about registers on the command line: which lines, in which order, and that printing goes on record."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

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


def test_registers_over_all_types_gather_what_is_spread(fresh: Cli, tmp_path: Path) -> None:
    person = fresh.new("person", {"name": "张𠮷"})[0]
    who = {"person": person, "name": "张𠮷"}
    one, two = fresh.new("talk", *({**TALK, "person": who, "number": number, "began_at": "2026-02-01T09:00", "matter": "材料逾期",
                                    "recusal": "李䶮与对象系同乡，组织决定回避"} for number in ("谈〔2026〕1号", "谈〔2026〕2号")))
    fresh("seal", two)
    fresh("withdraw", two, "--reason", "对象姓名写错")
    said = {}
    for name in ("handover", "recusal", "void"):
        fresh("print-register", name, "-o", tmp_path / f"{name}.pdf")
        said[name] = squeezed(text_of((tmp_path / f"{name}.pdf").read_bytes()))
    assert "谈〔2026〕1号" in said["handover"]
    assert "现存" in said["handover"]
    assert "李䶮与对象系同乡" in said["recusal"]
    assert "共1件" in said["recusal"]
    assert "对象姓名写错" in said["void"]
    assert "谈〔2026〕2号" in said["void"]
    fresh("print", person, "--form", "person_file", "-o", tmp_path / "person.pdf")
    told = squeezed(text_of((tmp_path / "person.pdf").read_bytes()))
    assert "2026年2月1日谈话" in told
    assert "谈话对象" in told
    assert one


def test_the_list_of_what_a_meeting_left_to_put_right_holds_that_meeting_alone(fresh: Cli, tmp_path: Path) -> None:
    meeting = fresh.new("meeting", {"kinds": ["life"], "name": "2025年度组织生活会", "began_at": "2026-01-20T14:30"})[0]
    fresh.new("rectification", {"problem": "谈心偏少", "source_id": meeting, "found_on": "2026-01-20"},
              {"problem": "别处的问题", "found_on": "2026-01-21"})
    target = tmp_path / "list.pdf"
    assert fresh.ask("print-register", "rectification", "--source", meeting, "-o", target)["lines"] == 1
    said = squeezed(text_of(target.read_bytes()))
    assert "谈心偏少" in said
    assert "别处" not in said


def test_a_register_is_written_as_a_word_file_too_and_a_type_finds_its_register_by_either_name(fresh: Cli, tmp_path: Path) -> None:
    fresh.new("talk", {**TALK, "began_at": "2026-03-30T09:00", "matter": "逾期𠮷"})
    made = fresh.ask("print-register", "talk", "--docx", "-o", tmp_path / "talks.docx")
    assert made["lines"] == 1
    with ZipFile(tmp_path / "talks.docx") as package:
        assert "逾期𠮷" in re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    for name in ("void", "disposal"):
        assert fresh.ask("print-register", name, "-o", tmp_path / f"{name}.pdf")["lines"] == 0
