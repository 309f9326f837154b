"""Rows of every register as offices have them: two usual ones, one with everything too long, one with nothing but what must be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cadreapp.kernel.shape import Family, Kind, Shape, Values
from cadreapp.office.papers.ledgers_spread import looks
from cadreapp.paper import compose, wording
from cadreapp.paper.source import PaperInput
from cadreapp.paper.template import Look, looker
from cadreapp.records import SHAPES
from tests.paper.samples import who

LONG_NAME = "阿卜杜热依木·买买提吐尔逊·阿布都克里木·吾斯曼江巴依"
LONG = "“智慧档案”项目验收材料三次逾期未报，承办处室没有说明原因，也没有按会议纪要重新排定时间。" * 5
ENDLESS = "经了解，该项工作由三个处室共同承担，材料往返修改多次；每次都有记录，但没有明确由谁汇总。" * 9
NOTHING = Shape("none", "", Family.REGISTER, ())
_UNIT, _SECTION = "中共某市档案馆机关纪律检查委员会", "市档案馆信息化处（网络安全和信息化领导小组办公室）"


def _rows(*texts: Values, **field: Any) -> list[Values]:
    return [{"id": str(n), **text, **field} for n, text in enumerate(texts, 1)]


USUAL: dict[str, tuple[Values, Values]] = {
    "clue": (
        {"number": "线〔2026〕1号", "received_on": "2026-01-05", "reported": _rows({"who": who("张𠮷", "市档案馆", "科长")}),
         "handler": who("李䶮"), "submitted_on": "2026-01-08", "handled_on": "2026-02-04", "answer_no": "市纪工委复〔2026〕3号"},
        {"number": "线〔2026〕2号", "received_on": "2026-11-22", "reported": _rows({"who": who("赵堃")}, {"who": who("㛃玥")}),
         "handler": who("王龑")},
    ),
    "disposition": (
        {"number": "处〔2026〕1号", "decided_on": "2026-03-05", "person": who("张𠮷", "市档案馆", "信息化处科长"),
         "matter": "验收材料多次逾期未报", "measures": _rows({"measure": SHAPES["disposition"]["measures"].entry["measure"].choices[0].code})},
        {"number": "处〔2026〕12号", "decided_on": "2026-10-25", "person": who("㛃玥", "市档案馆", "干部"), "matter": "会议纪律松弛"},
    ),
    "letter": (
        {"number": "某纪约〔2026〕1号", "dated": "2026-03-06", "addressee": "张𠮷同志", "matter": "“智慧档案”项目验收材料报送多次逾期",
         "signed_off_by": who("周𬱖")},
        {"number": "某纪提〔2026〕10号", "dated": "2026-11-05", "addressee": "市档案馆信息化处党支部", "matter": "三季度谈话没有记录"},
    ),
    "organisation": (
        {"name": "中共某市档案馆机关委员会", "short": "机关党委", "since": "2020-07-01", "parent_id": "中共某市直属机关工作委员会"},
        {"name": "信息化处党支部", "short": "信息化支部", "since": "2021-03-05", "until": "2026-01-09", "parent_id": "机关党委", "note": "已并入"},
    ),
    "attachment": (
        {"name": "关于验收材料逾期的说明.pdf", "owner_id": "2026年3月12日与张𠮷的提醒谈话", "dated": "2026-03-12", "pages": 3,
         "media_type": "application/pdf"},
        {"name": "会议签到.jpg", "owner_id": "2025年度组织生活会", "dated": "2026-01-20", "pages": 1, "media_type": "image/jpeg", "note": "扫描件"},
    ),
    "person": (
        {"name": "张𠮷", "unit_id": "市档案馆信息化处", "post": "科长（一级主任科员）", "party_id": "信息化处党支部"},
        {"name": "李䶮", "unit_id": "市档案馆办公室", "post": "副主任", "party_id": "办公室党支部"},
    ),
    "meeting": (
        {"began_at": "2026-01-20T14:30", "year": 2025, "organisation_id": "信息化处党支部", "name": "2025年度组织生活会", "chair": who("周𬱖"),
         "due": 23, "came": 21, "resolutions": _rows({"what": "一"}, {"what": "二"})},
        {"began_at": "2026-03-05T09:00", "year": 2026, "organisation_id": "办公室党支部", "name": "一季度支部党员大会", "chair": who("王龑"),
         "due": 105, "came": 98},
    ),
    "rectification": (
        {"problem": "验收材料多次逾期", "source_item": "第2条", "detail": "三次会议定的时间都没有报", "term": "2026-06-30",
         "measures": _rows({"what": "明确汇总人"}, {"what": "每月5日前报进度"}), "responsible": who("张𠮷"), "done_on": "2026-06-28",
         "evidence": "件3"},
        {"problem": "谈心谈话不够", "detail": "一季度只谈了2人次", "measures": _rows({"what": "排出全年谈话安排"}), "responsible": who("李䶮"),
         "term": "2026-12-31"},
    ),
    "reminder": (
        {"number": "约〔2026〕2号", "at": "2026-03-12T14:30", "person": who("张𠮷"), "organisation_id": "信息化处", "matter": "验收材料多次逾期",
         "callers": _rows({"who": who("周𬱖")}, {"who": who("王龑")}), "report_due": "2026-04-10"},
        {"number": "约〔2026〕11号", "at": "2026-11-05T09:00", "person": who("赵堃"), "others": _rows({"who": who("㛃玥")}),
         "organisation_id": "办公室", "matter": "三季度工作没有报", "callers": _rows({"who": who("周𬱖")}), "report_due": "2026-11-30"},
    ),
    "talk": (
        {"number": "谈〔2026〕3号", "began_at": "2026-03-12T14:30", "person": who("张𠮷", "市档案馆", "信息化处科长"),
         "talkers": _rows({"who": who("周𬱖")}, {"who": who("李䶮")}), "matter": "验收材料报送多次逾期"},
        {"number": "谈〔2026〕12号", "began_at": "2026-11-05T09:00", "person": who("赵堃", "市档案馆", "办公室干部"),
         "talkers": _rows({"who": who("周𬱖")}), "matter": "任前廉政谈话"},
    ),
}
SPREAD: dict[str, list[dict[str, str]]] = {
    "recusal": [
        {"title": "谈话：2026年3月12日与张𠮷谈话", "type": "谈话", "day": "2026年3月12日", "state": "已定稿", "number": "谈〔2026〕3号",
         "matter": "2026年3月12日与张𠮷谈话", "who": "李䶮", "why": "同乡", "recusal": "李䶮与谈话对象系同乡，本人申请，组织决定回避"},
        {"title": LONG, "type": "问题线索", "day": "2026年11月22日", "matter": LONG, "who": LONG_NAME, "recusal": LONG},
    ],
    "void": [
        {"number": "谈〔2026〕3号", "title": "2026年3月12日与张𠮷谈话", "paper": "谈话记录（签字件）4页", "copies": "1", "reason": "已收回作废，经手人周六",
         "day": "2026年3月12日"},
        {"number": "某纪约〔2026〕10号", "title": LONG, "paper": "整份记录", "reason": LONG, "day": "2026年11月22日"},
        {"number": "某纪提〔2026〕1号", "title": "", "paper": "提醒函", "reason": "空号", "day": "2026年1月5日"},
    ],
    "handover": [
        {"type": "谈话", "count": "128", "numbers": "谈〔2026〕1号至谈〔2026〕128号", "open": "3件未办结或未定稿", "day": "现存"},
        {"type": "组织生活", "count": "23", "numbers": "", "open": "", "day": "2026年11月22日", "carrier": "纸质、电子", "keys": "已变更",
         "giver": "周六", "receiver": LONG_NAME, "supervisor": "王龑"},
    ],
}


def _whole(shape: Shape, values: Values, at: int) -> Values:
    """Return values with every choice made, another one in each row."""
    chosen: Values = {}
    for found in shape.fields:
        if found.kind is Kind.CHOICE and found.choices:
            chosen[found.name] = found.choices[at % len(found.choices)].code
        elif found.kind is Kind.CHOICES and found.choices:
            chosen[found.name] = [c.code for c in found.choices[: at + 1]]
    return {**chosen, **values}


def _long(shape: Shape, values: Values) -> Values:
    """Return the same with a name of 25 characters and every running text far too long, one longer than a page."""
    longer = dict(values)
    for found in shape.fields:
        if found.kind is Kind.TEXT:
            longer[found.name] = LONG
        elif found.kind is Kind.WHO:
            longer[found.name] = who(LONG_NAME, _UNIT, _SECTION)
        elif found.kind is Kind.REF:
            longer[found.name] = _SECTION
        elif found.kind is Kind.LINE and found.name in ("name", "matter", "problem", "detail", "addressee", "post"):
            longer[found.name] = LONG if found.name != "name" else f"{LONG_NAME}{_SECTION}"
    if shape.name == "person":
        longer["name"] = LONG_NAME
    longest = next((n for n in ("matter", "detail", "summary", "note") if n in shape.by_name), "")
    return {**longer, longest: ENDLESS} if longest else longer


def source(name: str) -> PaperInput:
    """Return what a register lists."""
    if name in SPREAD:
        return _input(looks(SPREAD[name]))
    shape = SHAPES[name]
    first, second = USUAL[name]
    rows: tuple[Values, ...] = (_whole(shape, first, 0), _whole(shape, second, 1), _long(shape, _whole(shape, first, 2)), {})
    family = "current" if shape.family is Family.REGISTER else "sealed" if shape.family is Family.DOCUMENT else "open"
    names = {str(value): str(value) for row in rows for value in row.values() if isinstance(value, str)}
    return _input([looker(PaperInput(shape, row, state=family, names=names), n=n) for n, row in enumerate(rows, 1)])


def _input(lines: list[Look]) -> PaperInput:
    return PaperInput(NOTHING, {}, "市档案馆机关纪委", state="current", lines=lines)


REGISTERS: dict[str, Callable[[], bytes]] = {
    name: lambda name=name: compose.table_paper(source(name), wording.form(f"ledger_{name}")) for name in (*USUAL, *SPREAD)
}
