"""Records to print in tests: a talk as an office would write it, with the rare characters that names hold."""

from __future__ import annotations

from typing import Any

from cadreapp.paper.source import PaperInput
from cadreapp.records.record import shape_of
from cadreapp.records.talk import Talk

RARE = "𠮷䶮㛃𬱖𫍽𨐈龑玥堃"
TALK = shape_of(Talk)

QUESTIONS = (
    ("你负责的“智慧档案”项目验收材料，今年以来报送过几次？每次都在规定时间内吗？",
     "报送过三次。第一次是2026年1月15日，按时；第二次应在2月5日前报，实际2月13日才报；第三次应在3月1日前报，到今天还没有报齐。"),
    ("逾期的主要原因是什么？", "一是承建单位提交的测试报告有3处数据与合同附件不一致，来回改了两次；二是我自己抓得不紧，"
     "总想着等材料齐了一次报，没有及时向分管领导报告，也没有书面说明。\n这件事责任在我。"),
    ("市直机关纪检监察工委〔2026〕12号通知里的要求，你和科里的同志学习过吗？",
     "通知收到后，我在2月2日的科务会上传达过，但没有对照检查，学习停留在“念一遍”上。"),
    ("承建单位有没有请你或科里的同志吃饭、送东西？", "没有。除了在会议室开会，我和他们没有别的来往。"),
    ("下一步打算怎么办？", "先把第三次材料中缺的5份文件补齐，3月20日前报送；以后每个节点提前3个工作日自查，有困难当天报告。"),
)


def who(name: str, unit: str = "", post: str = "") -> dict[str, Any]:
    return {"person": None, "name": name, "unit": unit, "post": post}


def talk_values(**changes: Any) -> dict[str, Any]:
    """Return the values of a 提醒谈话, changed as told."""
    return {
        "kind": "remind",
        "marking": "internal",
        "number": "谈〔2026〕3号",
        "person": who("张𠮷", "市档案馆", "信息技术科科长（一级主任科员）"),
        "person_sex": "m",
        "person_politics": "中共党员",
        "began_at": "2026-03-12T14:30",
        "ended_at": "2026-03-12T15:20",
        "place": "市档案馆综合楼305室",
        "manner": "single",
        "talkers": [
            {"id": "t1", "who": who("李䶮", "机关纪委", "副书记")},
            {"id": "t2", "who": who("王㛃", "机关纪委", "委员")},
        ],
        "companions": [{"id": "c1", "who": who("赵堃", "第二党支部", "书记"), "role": "secretary"}],
        "recorder": who("孙玥", "机关纪委", "委员"),
        "matter": "关于“智慧档案”项目验收材料报送多次逾期的情况",
        "basis": "《中国共产党党内监督条例》第二十一条",
        "approved_by": who("周𬱖", "机关纪委", "书记"),
        "approved_on": "2026-03-10",
        "round": 1,
        "opening": "张𠮷同志，根据工作安排，今天由李䶮、王㛃与你谈话，主要了解项目验收材料报送方面的情况。"
        "请你如实说明，有不同意见可以充分讲。谈话内容请注意保密。",
        "style": "turns",
        "turns": [{"id": f"q{n}", "question": q, "answer": a} for n, (q, a) in enumerate(QUESTIONS)],
        "statement": "第二次逾期期间（2月6日至2月12日）我因病住院，病假手续已交人事部门，请组织核实。",
        "asks": [
            {"id": "a1", "what": "补齐第三次验收材料所缺的5份文件并报送", "term": "2026-03-20", "sign": "档案馆办公室签收"},
            {"id": "a2", "what": "建立项目节点台账，每月初向分管领导书面报告一次", "term": "2026-04-05", "sign": "4月、5月两次报告"},
        ],
        "attitude": "我接受组织的提醒，保证按时补齐材料，今后有困难早说、当天说，不再拖。",
        "enclosures": "项目节点对照表\n2月病假手续复印件",
        "source": "superior",
        "clue_id": "clue-1",
        "counted": "no",
        "audience": "机关纪委书记、副书记",
        "keeper": "孙玥",
        "reported": "2026年3月13日报市直机关纪检监察工委，收到回执。",
        **changes,
    }


def talk(state: str = "sealed", **changes: Any) -> PaperInput:
    """Return a talk ready to print."""
    return PaperInput(TALK, talk_values(**changes), "市档案馆机关纪委", state=state, names={"clue-1": "线索〔2026〕1号"})


REFUSED = {
    "id": "p1", "step": "refused", "at": "2026-03-12T15:40", "pages": 3, "corrections": None, "situation": "refused", "wishes": None,
    "reason": "认为第三次逾期主要是承建单位的责任，记录没有写明。", "witnesses": "赵堃（第二党支部书记）、孙玥（机关纪委委员）",
}
