"""Letters and forms to print in tests, as an office would fill them."""

from __future__ import annotations

from typing import Any

from cadreapp.paper.source import PaperInput
from cadreapp.records import SHAPES
from tests.paper.samples import who

ORGAN = "中共市档案馆机关纪律检查委员会"
TO_UNIT = ("prompt", "advice", "opinion")
POINTS = [
    {"id": "1", "what": "补齐第三次验收材料所缺的5份文件并报送", "term": "2026-03-20", "said": "第二次逾期期间因病住院。",
     "proof": "病假手续复印件", "found": "已向人事部门核实，住院属实。"},
    {"id": "2", "what": "建立项目节点台账，每月初书面报告一次", "term": "2026-04-05", "said": "总想着等材料齐了一次报。",
     "found": "与承建单位的往来记录一致。"},
]  # fmt: skip
LETTER: dict[str, Any] = {
    "person": who("张𠮷", "信息技术科", "科长"), "matter": "“智慧档案”项目验收材料报送多次逾期", "dated": "2026-03-06",
    "basis": "《中国共产党党内监督条例》第二十一条", "approved_by": who("周𬱖", "机关纪委", "书记"), "studied_by": "机关纪委会议",
    "signed_off_by": who("周𬱖", "机关纪委", "书记"), "stated_on": "2026-03-04", "points": POINTS,
    "facts": "2026年2月至3月，你负责的“智慧档案”项目第二次、第三次验收材料未在规定时间内报送，其中第三次逾期15天，没有书面说明。",
    "at": "2026-03-12T14:30", "place": "市档案馆综合楼305室", "excuse_by": "2026-03-10", "manner": "written",
    "callers": [{"id": "1", "who": who("李䶮", "机关纪委", "副书记")}, {"id": "2", "who": who("王㛃", "机关纪委", "委员")}],
    "materials": [{"id": "1", "what": "项目节点对照表"}, {"id": "2", "what": "三次报送的签收单"}], "reply_due": "2026-03-27",
    "receiver": "机关纪委（综合楼308室）", "consequence": "诫勉影响期自2026年3月6日起6个月。", "consequence_seen": True,
    "remedy": "市直机关纪检监察工委", "entrusted_by": "市直机关纪检监察工委", "letter_no": "市直纪工委〔2026〕15号",
    "truthful": "本人说明与核实情况一致，依据是人事部门的病假手续和往来记录。", "advice": "建议采信本人说明。", "purpose": "拟任职",
    "candidates": [{"id": "1", "who": who("张𠮷", "信息技术科", "科长")}, {"id": "2", "who": who("买买提·吾买尔", "办公室", "副主任")}],
    "checked": "问题线索、处分处理", "checked_until": "2026-03-05", "verdict": "clear", "contact": "孙玥　8866 1234",
    "address": "市档案馆综合楼308室", "copies_to": "市直机关纪检监察工委，市档案馆党组", "marking": "internal",
    "number": "市档纪约〔2026〕2号", "source": "上级转办", "clue_id": "clue-1", "told": "2025年8月因材料报送逾期受到提醒谈话，已整改。",
}  # fmt: skip


def letter(kind: str, state: str = "sealed", **changes: Any) -> PaperInput:
    """Return a letter of a kind, ready to print."""
    values = {**LETTER, "kind": kind, **changes}
    if kind in TO_UNIT:
        values |= {"person": None, "organisation_id": "o-1"}
    return PaperInput(SHAPES["letter"], values, "市档案馆机关纪委", values["number"], state,
                      names={"o-1": "第二党支部", "clue-1": "线索〔2026〕1号"}, organ=ORGAN, mark="市档纪")  # fmt: skip


DISPOSITION: dict[str, Any] = {
    "form": "first", "person": who("张𠮷", "信息技术科", "科长"), "person_sex": "m", "person_birth": "1980-05",
    "person_politics": "member", "rank": "township", "in_post_since": "2019-03", "jurisdiction": "o-1", "decided_by": "party",
    "matter": "项目验收材料报送多次逾期", "findings": "经查阅往来记录和签收单，第二次、第三次报送分别逾期8天和15天。",
    "statement": "第二次逾期期间因病住院。", "basis": "《中国共产党党内监督条例》第二十一条", "handler_view": "建议诫勉。",
    "clue_id": "clue-1", "source": "上级转办", "decided_on": "2026-03-06", "approved_by": who("周𬱖", "机关纪委", "书记"),
    "reported_to": "市直机关纪检监察工委", "paper_due": "2026-03-13", "impact_from": "2026-03-06",
    "impact_until": "2026-09-06", "impact_source": "computed",
}  # fmt: skip


def disposition(state: str = "sealed", **changes: Any) -> PaperInput:
    """Return an admonition as a disposition, ready to print."""
    return PaperInput(SHAPES["disposition"], {**DISPOSITION, **changes}, "市档案馆机关纪委", "市档纪诫〔2026〕1号", state,
                      names={"o-1": "市档案馆", "clue-1": "线索〔2026〕1号"})  # fmt: skip
