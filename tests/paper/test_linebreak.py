"""The default line breaking is Unicode's to the letter; what we ask beyond it is what our own page says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from cadreapp.paper.typeset.signs import GOOD, NEVER, NOT_AT_HEAD, NOT_AT_TAIL, POOR, line_ends
from cadreapp.paper.typeset.uax14 import MAY, class_of, opportunities
from tests.house.tree import ROOT

UNICODE = Path("/usr/share/unicode/auxiliary/LineBreakTest.txt")
CASES = 7654


def cases() -> list[tuple[str, list[bool]]]:
    """Return (text, may a line end before each character and at the end) of Unicode's test file."""
    found = []
    for line in UNICODE.read_text("utf-8").splitlines():
        words = line.split("#")[0].split()
        if words:
            found.append(("".join(chr(int(code, 16)) for code in words[1::2]), [mark == "÷" for mark in words[::2]]))
    return found


def test_every_case_of_unicodes_line_break_test_is_met() -> None:
    met = cases()
    wrong = [text for text, ends in met if [bool(end) for end in opportunities(text)] != ends]
    assert wrong == []
    assert len(met) == CASES


def test_the_table_says_what_the_unicode_data_say() -> None:
    assert subprocess.run([sys.executable, "installer/linebreak.py", "--check"], cwd=ROOT, check=False).returncode == 0


def test_runs_of_ideographs_are_judged_as_one_by_one() -> None:
    for text in ("纪检。检查，(监督)", "𠮷𬱖㛃䶮", "a纪委b 委员", "纪\u0301检查委", "\u200d纪检委"):
        alone = opportunities(text, lambda sign: class_of(sign) if class_of(sign) != "ID" else "ID")
        assert alone == opportunities(text)
    assert class_of("𠮷") == class_of("㐀") == class_of("一") == class_of("\U0002fa1d") == "ID"
    assert list(opportunities("纪检")) == [0, MAY, 2]


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("他说“好”。", "他说“|好|”|。"), ("机关（支部）", "机关（|支部|）"), ("买买提·吾买尔", "买买提|·吾买尔"), ("是——好", "是|—|—好"),
        ("等……了", "等|…|…了"), ("☐是☑否", "☐|是☑|否"), ("①甲", "①|甲"), ("3,000.50万元", "3|,|0|0|0|.|5|0|万|元"), ("第十二条", "第|十|二|条"),
        ("谈〔2026〕3号", "谈|〔|2|0|2|6|〕|3|号"), ("GB/T", "G|B|/|T"), ("三月", "三|月"), ("甲　乙", "甲|　乙"), ("12.5％", "1|2|.|5|％"),
        ("don’t", "d|o|n|’|t"), ("《a》", "《|a|》"),
    ],
)  # fmt: skip
def test_our_tailoring_forbids_what_our_page_says(text: str, never: str) -> None:
    may = line_ends(text)
    at, told = 0, []
    for part in re.split(r"(\|)", never):
        told += [at] if part == "|" else []
        at += len(part) if part != "|" else 0
    assert [n for n in range(1, len(text)) if may[n] == NEVER] == told


def test_a_date_and_an_address_are_parted_in_need_only() -> None:
    may = line_ends("于2026年3月5日14时30分在")
    assert [n for n, how in enumerate(may) if how == POOR] == [6, 8, 10, 13]
    assert POOR in line_ends("https://www.example.gov.cn/a/b/c?d=1")


def test_our_page_on_line_breaking_names_every_sign() -> None:
    page = (ROOT / "resources/help/formats/linebreak.md").read_text("utf-8")
    assert [sign for sign in NOT_AT_HEAD | NOT_AT_TAIL if sign not in page] == []
    assert f"{CASES:,}".replace(",", " ") in page
    assert line_ends("完")[-1] == GOOD
