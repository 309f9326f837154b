"""Claims about the papers that are tables: minutes, sheets, registers; who is not named on them, and how they look."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from cadreapp.office.papers import ledgers
from cadreapp.office.papers.printing import form_names
from cadreapp.paper import forms, makers, wording
from cadreapp.paper.page import MM
from cadreapp.paper.source import PaperInput
from cadreapp.records import SHAPES
from tests.house.tree import ROOT
from tests.paper.long_register import register
from tests.paper.meetings import LIFE, MEETING, SOURCES, meeting
from tests.paper.papers import compare_with_golden, lines_drawn, squeezed, text_of
from tests.paper.samples import who

CRITIC = "批评人䶮"


def _life(**changes: object) -> PaperInput:
    rows = [{**row, "by": who(CRITIC)} for row in LIFE["criticisms"]]
    return meeting(LIFE, criticisms=rows, **changes)


def _papers(source: PaperInput) -> dict[str, str]:
    """Return the text of every paper of a meeting that others read, by its name."""
    own = {f.name: makers.make(source, f) for f in wording.forms_of("meeting") if f.reader}
    return {name: squeezed(text_of(made)) for name, made in {**own, "record": forms.any_record(source)}.items()}


def test_critics_who_go_unnamed_are_named_on_no_paper_that_others_read() -> None:
    named, unnamed = _papers(_life()), _papers(_life(names_left_out=True))
    assert {"minutes", "record"} <= {name for name, text in named.items() if CRITIC in text}
    assert not [name for name, text in unnamed.items() if CRITIC in text]
    assert all("返工两次" in unnamed[name] for name, text in named.items() if CRITIC in text)


def test_the_office_itself_still_sees_who_said_it() -> None:
    internal = forms.any_record(_life(names_left_out=True), internal=True)
    assert CRITIC in squeezed(text_of(internal))


def test_the_flag_takes_the_names_out_of_the_values_and_leaves_the_rest() -> None:
    shape = SHAPES["meeting"]
    values = _life(names_left_out=True).values
    assert [row["by"] for row in shape.cleared(dict(values))["criticisms"]] == [None] * 4
    assert [row["to"] for row in shape.cleared(dict(values))["criticisms"]] == [row["to"] for row in values["criticisms"]]
    plain = dict(_life().values)
    assert shape.cleared(plain) == plain


def test_minutes_say_what_was_said_under_the_point_it_was_said_to() -> None:
    said = squeezed(text_of(makers.make(SOURCES["minutes"](), wording.form("minutes"))))
    order = [said.index(word) for word in (
        "一、听取支部纪检委员", "汇报人：孙玥", "李䶮：合同归档", "结论：同意汇报", "二、讨论预备党员张𠮷转正问题", "王㛃：该同志",
        "三、其他发言", "赵堃：清明前后", "会议于16时40分结束",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "归属年度2026年度" in said


def test_minutes_without_topics_have_no_heads_for_them_and_none_of_the_optional_tables() -> None:
    bare = meeting(MEETING, topics=[], votes=[], resolutions=[], carried=[], absent=[], observers=[], theme=None, theme_contents=[])
    said = squeezed(text_of(makers.make(bare, wording.form("minutes"))))
    assert "其他发言" not in said
    assert "缺席无" in said
    for word in ("表决事项", "决议与分工", "上次会议议定", "列席人员", "党日主题"):
        assert word not in said


def test_minutes_come_first_among_the_papers_of_a_meeting() -> None:
    assert form_names("meeting", MEETING)[0].name == "minutes"


def test_the_sheet_that_the_person_signs_keeps_four_rows_for_the_page_inside() -> None:
    whole = squeezed(text_of(makers.make(SOURCES["remind_whole"](), wording.form("remind_whole"))))
    inside = squeezed(text_of(makers.make(SOURCES["remind_inside"](), wording.form("remind_inside"))))
    for word in ("问题来源", "拟谈意见", "审批意见", "有无线索"):
        assert word not in whole
        assert word in inside
    assert "谈话对象签名" in whole
    assert "本表于2026年3月13日补录，原因：当日停电，次日补录" in inside


def test_the_sheet_beside_a_record_is_signed_by_the_office_and_points_to_the_record() -> None:
    said = squeezed(text_of(makers.make(SOURCES["remind_sheet"](), wording.form("remind_sheet"))))
    assert "谈话对象签名" not in said
    assert "详见谈话记录（谈〔2026〕3号）" in said
    assert "☑上级交办" in said
    assert not wording.form("remind_sheet").reader


def test_boxes_for_an_opinion_have_room_for_a_pen() -> None:
    heights = _rows(makers.make(SOURCES["remind_inside"](), wording.form("remind_inside")))
    assert sum(height >= 34.9 for height in heights) == 2


def test_what_was_said_to_one_person_stands_beside_one_name_and_nobody_signs_blank_rows() -> None:
    said = squeezed(text_of(makers.make(SOURCES["criticisms"](), wording.form("criticisms"))))
    assert said.count("赵堃（支部书记）") == 1
    assert "自我批评7条相互批评4条" in said
    assert "列入，第3项" in said
    unnamed = squeezed(text_of(makers.make(SOURCES["criticisms-unnamed"](), wording.form("criticisms"))))
    assert "批评人（职务）" not in unnamed.replace("被批评人（职务）", "")


def _rows(pdf: bytes, page: int = 0) -> list[float]:
    """Return the heights of the rows of a page's tables in mm."""
    levels = sorted({round(line["top"], 1) for line in lines_drawn(pdf)[page] if line["width"] > 300})
    return [(lower - upper) / MM for upper, lower in pairwise(levels)]


def test_rows_to_sign_in_have_room_for_a_pen() -> None:
    heights = _rows(makers.make(SOURCES["sign_in"](), wording.form("sign_in")))
    assert sum(height >= 11.95 for height in heights) >= 13


def test_every_type_has_a_register_which_is_no_paper_of_one_record() -> None:
    assert {f"ledger_{ledgers.OTHERWISE.get(name, name)}" for name in SHAPES} <= set(wording.shipped())
    assert not [f.name for name in SHAPES for f in wording.forms_of(name) if f.own == wording.LEDGER]


def test_a_register_of_300_pages_prints_in_bounded_memory_with_its_head_on_each() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.paper.long_register", "5700"], cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["pages"] >= 300
    assert told["mib"] <= 200
    assert "谈〔2026〕1号" in squeezed(told["first"])
    assert "谈〔2026〕5700号" in squeezed(told["last"])
    assert all("谈话事由" in squeezed(told[page]) for page in ("first", "last"))


def test_a_register_of_nothing_is_a_table_with_a_blank_line() -> None:
    assert "序号编号" in squeezed(text_of(register(0)))


PAPERS: dict[str, Callable[[], bytes]] = {
    **{name: (lambda name=name, make=make: makers.make(make(), wording.form(name.partition("-")[0])))
       for name, make in SOURCES.items()},
    "ledger_talk": lambda: register(25),
    "minutes-draft": lambda: makers.make(replace(meeting({"kinds": ["committee"]}), state="draft", names={}), wording.form("minutes")),
}


@pytest.mark.golden
@pytest.mark.parametrize("name", list(PAPERS))
def test_the_paper_looks_as_accepted(name: str, golden: Callable[[str, bytes | str], None], request: pytest.FixtureRequest) -> None:
    compare_with_golden(name, PAPERS[name](), golden, request.config.getoption("--accept"))
