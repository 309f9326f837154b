"""Claims about every register, the calendar, a person's file and the minutes of each kind: nothing lost, nothing to wince at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cadreapp.office.papers.ledgers_spread import looks
from cadreapp.paper import makers, wording
from cadreapp.paper.page import MM
from cadreapp.paper.yearplan import PlanLine, year_plan
from cadreapp.records import SHAPES
from cadreapp.records.meeting_rows import KINDS
from tests.paper.meetings import LIFE, MEETING, SOURCES, meeting, people, person
from tests.paper.papers import characters, checked, compare_with_golden, squeezed, text_of
from tests.paper.registers import ENDLESS, LONG, LONG_NAME, REGISTERS
from tests.paper.samples import who

ENDLESS_IN = ("disposition", "letter", "reminder", "talk", "rectification", "organisation", "attachment")


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make() for name, make in REGISTERS.items()}


@pytest.mark.parametrize("name", list(REGISTERS))
def test_a_register_keeps_its_margins_and_repeats_its_head_on_every_page(name: str, made: dict[str, bytes], tmp_path: Path) -> None:
    checked(made[name], tmp_path)
    for page in characters(made[name]):
        assert max(sign["x1"] for sign in page) <= (297 - 24.5) * MM
        assert min(sign["x0"] for sign in page) >= 24.5 * MM
        said = "".join(sign["text"] for sign in page)
        assert "序号" in said or said.startswith("注：")


@pytest.mark.parametrize("name", ENDLESS_IN)
def test_a_cell_longer_than_a_page_goes_on_to_the_last_sign(name: str, made: dict[str, bytes]) -> None:
    pages = characters(made[name])
    assert len(pages) > 1
    spoken = [sign for page in pages for sign in page]
    for sign in "汇总":
        assert sum(found["text"] == sign for found in spoken) >= ENDLESS.count(sign)


@pytest.mark.parametrize("name", ["clue", "person", "talk", "letter", "recusal", "handover"])
def test_a_name_of_25_characters_and_a_rare_one_stand_there_whole(name: str, made: dict[str, bytes]) -> None:
    said = squeezed(text_of(made[name]))
    assert len(LONG_NAME) >= 25
    assert set(LONG_NAME) <= set(said)
    if name in ("clue", "talk"):
        assert "张𠮷" in said


@pytest.mark.parametrize("name", list(REGISTERS))
def test_no_day_has_a_leading_zero_and_no_code_stands_for_a_word(name: str, made: dict[str, bytes]) -> None:
    said = squeezed(text_of(made[name]))
    assert not re.search(r"年0|月0\d日", said)
    codes = {choice.code for _path, found in (SHAPES[name].walk() if name in SHAPES else ()) for choice in found.choices}
    assert not {code for code in codes if len(code) > 3 and code in said}


@pytest.mark.parametrize("name", [form.name for form in wording.shipped().values() if form.own == wording.LEDGER])
def test_every_column_has_room_for_two_characters(name: str) -> None:
    for part in wording.form(name).parts:
        widths = [column["width"] for column in part.get("column", ())]
        room = 247 / sum(widths) if widths else 1
        narrow = [column["label"] for column in part.get("column", ()) if column["width"] * room < 10]
        assert not narrow


def _kind(code: str) -> dict[str, Any]:
    """Return a meeting of one kind with what such a meeting has."""
    values = {**MEETING, "kinds": [code], "name": dict(KINDS)[code], "theme": "", "theme_contents": [], "votes": []}
    if code in ("lecture", "lecture_by_secretary"):
        return {**values, "lecture": "牢记初心使命，严守党的纪律", "lecturer": who("周𬱖", "机关党委", "书记"), "listeners": 23, "topics": [], "speeches": [],
                "minutes": LONG, "resolutions": [], "carried": []}
    if code == "theme_day":
        return {**values, "theme": MEETING["theme"], "theme_contents": MEETING["theme_contents"], "resolutions": []}
    if code == "democratic":
        return {**LIFE, "kinds": [code], "name": "2025年度民主生活会", "ratings": []}
    if code == "review":
        return {**LIFE, "kinds": [code], "name": "2025年度民主评议党员", "criticisms": [], "self_checks": []}
    if code == "group":
        return {**values, "present": people("张𠮷", "李䶮", "㛃玥"), "absent": [], "observers": [], "due": 3, "came": 3}
    return values


def _minutes(code: str) -> bytes:
    return makers.make(meeting(_kind(code)), wording.form("minutes"))


LINES = [PlanLine(f"{n}月", *line) for n in (1, 2, 3) for line in (
    ("本月", "上年度组织生活会、民主评议协助；监督上年整改通报", "支部纪检委员", "供参考, 留: 会议记录、整改清单", "☐"),
    (f"{n}月28日", "支部委员会会议", "中共市档案馆第二支部委员会", "《中国共产党支部工作条例（试行）》第十五条", "☐"),
    (f"{n}月28日", "提醒谈话的整改情况", LONG_NAME, "《关于加强对“一把手”和领导班子监督的意见》", "已开 1 次, 还要 1 次"),
)]
FILE = [{"day": f"2026年{1 + n % 12}月{1 + n % 28}日", "type": "问题线索" if n % 5 == 0 else "谈话", "title": LONG if n == 3 else f"第{n}件 提醒谈话 张𠮷",
         "role": "被反映人" if n % 5 == 0 else "谈话对象", "state": "已定稿"} for n in range(1, 41)]  # fmt: skip
PAPERS: dict[str, Callable[[], bytes]] = {
    **{f"register-{name}": make for name, make in REGISTERS.items()},
    **{f"minutes-of-{code}": partial(_minutes, code) for code, _title in KINDS if code not in ("general", "life")},
    "year_plan": lambda: year_plan(2026, "中共市档案馆机关纪律检查委员会", "内部", LINES),
    "person_file-full": lambda: makers.make(replace(person(), lines=looks(FILE), values={**person().values, "name": LONG_NAME}),
                                            wording.form("person_file")),
}


def test_the_minutes_of_every_kind_are_looked_at() -> None:
    shown = {name.removeprefix("minutes-of-") for name in PAPERS} | set(MEETING["kinds"]) | set(LIFE["kinds"])
    assert {code for code, _title in KINDS} <= shown
    assert {"minutes", "minutes-life"} <= set(SOURCES)


@pytest.mark.golden
@pytest.mark.parametrize("name", list(PAPERS))
def test_the_paper_looks_as_accepted(name: str, golden: Callable[[str, bytes | str], None], request: pytest.FixtureRequest) -> None:
    compare_with_golden(name, PAPERS[name](), golden, request.config.getoption("--accept"))
