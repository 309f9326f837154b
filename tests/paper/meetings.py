"""Meetings, and other records whose papers are tables, to print in tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cadreapp.office.papers.ledgers_spread import looks
from cadreapp.paper.source import PaperInput
from cadreapp.records import SHAPES
from tests.paper.letters import disposition
from tests.paper.samples import talk, who

UNIT = "市档案馆机关纪委"
BRANCH = {"o-1": "中共市档案馆第二支部委员会", "m-1": "2月26日支部委员会会议", "clue-1": "线索〔2026〕1号"}
LONG = (
    "各处室在第一季度对照责任清单自查了三次，发现合同归档不及时、接待清单填写不完整、因私出国证件集中保管登记有遗漏等问题，"
    "已经逐项列出责任人和时限；办公室负责汇总，每月5日前报支部纪检委员核对。"
)


def people(*names: str, **more: Any) -> list[dict[str, Any]]:
    return [{"id": str(n), "who": who(name), **more} for n, name in enumerate(names)]


MEETING: dict[str, Any] = {
    "kinds": ["general", "theme_day"], "name": "2026年第一季度党员大会", "organisation_id": "o-1", "session": "2026年第1次",
    "year": 2026, "began_at": "2026-03-27T15:00", "ended_at": "2026-03-27T16:40", "place": "综合楼二层会议室",
    "chair": who("赵堃", "第二党支部", "书记"), "recorder": who("孙玥", "第二党支部", "组织委员"), "due": 9, "due_full": 8,
    "due_probationary": 1, "came": 7, "voters_due": 8, "voters_came": 6,
    "present": people("赵堃", "孙玥", "李䶮", "王㛃", "买买提·吾买尔", "周𬱖", "张𠮷"),
    "absent": [
        {"id": "1", "who": who("龑明"), "reason": "ill", "excused": True, "voting": True, "made_up": "会后个别传达，阅读会议材料"},
        {"id": "2", "who": who("钱玉堂"), "reason": "duty", "detail": "赴省馆培训", "excused": True, "made_up": "回来后补学"},
    ],
    "observers": [{"id": "1", "who": who("吴江", "市直机关纪检监察工委", "干部"), "role": "superior"}],
    "topics": [
        {"id": "1", "what": "听取支部纪检委员一季度工作情况汇报", "reporter": who("孙玥"), "conclusion": "同意汇报。"},
        {"id": "2", "what": "讨论预备党员张𠮷转正问题。", "conclusion": "经无记名投票表决，同意张𠮷按期转为正式党员。"},
    ],
    "speeches": [
        {"id": "1", "topic": 1, "who": who("孙玥"), "said": LONG},
        {"id": "2", "topic": 1, "who": who("李䶮"), "said": "合同归档要明确到人，不能月底突击。"},
        {"id": "3", "topic": 2, "who": who("王㛃"), "said": "该同志工作认真，完成任务及时；\n不足是主动汇报思想偏少。"},
        {"id": "4", "who": who("赵堃"), "said": "清明前后注意移风易俗，遵守纪律。"},
    ],
    "carried": [{"id": "1", "what": "建立接待清单月核对办法", "by": who("李䶮"), "term": "2026-03-15", "standing": "part",
                 "reason": "办法已拟，待会签"}],
    "votes": [{"id": "1", "what": "张𠮷同志按期转为正式党员", "manner": "ballot", "voters_due": 8, "voters": 6, "yes": 6, "no": 0,
               "abstained": 0, "passed": "yes"}],
    "resolutions": [
        {"id": "1", "what": "接待清单月核对办法会签后印发", "by": who("李䶮"), "term": "2026-04-10"},
        {"id": "2", "what": "会议情况向缺席党员传达", "by": who("孙玥"), "term": "2026-04-03"},
    ],
    "theme": "学党章、守纪律", "theme_contents": ["study", "deliberation"],
}  # fmt: skip

LIFE: dict[str, Any] = {
    "kinds": ["life", "review"], "name": "2025年度组织生活会", "organisation_id": "o-1", "year": 2025, "began_at": "2026-01-20T14:30",
    "ended_at": "2026-01-20T17:30", "place": "综合楼二层会议室", "chair": who("赵堃", "第二党支部", "书记"),
    "recorder": who("孙玥", "第二党支部", "组织委员"), "due": 6, "came": 6, "subject": "遵规守纪、担当作为", "heart_talks": 12,
    "prepared": ["study", "opinions", "heart_talks", "self_check", "last_year"], "names_left_out": False,
    "opinions": [
        {"id": "1", "about": "支部班子", "content": "希望多到基层档案室了解实际困难。", "source": "forum", "count": 3, "course": "列入整改"},
        {"id": "2", "about": "赵堃", "content": "布置工作要留足时间。", "source": "questionnaire", "count": 2, "course": "本人认领"},
    ],
    "self_checks": [
        {"id": "1", "who": who("班子"), "problems": "学习不够系统。", "causes": "计划性不强。", "measures": "每月定专题。", "count": 4},
        {"id": "2", "who": who("赵堃"), "problems": "深入一线少。", "measures": "每季度至少到两个档案室。", "count": 3},
    ],
    "criticisms": [
        {"id": str(n), "to": who(to, "", post), "by": who(by), "content": said, "aspect": aspect, "taken": taken, "answer": answer,
         "listed_as": listed}
        for n, (to, post, by, said, aspect, taken, answer, listed) in enumerate((
            ("赵堃", "支部书记", "孙玥", "布置任务有时过急，基础工作没有跟上，返工两次。", "工作作风", "yes", "接受，今后先商量进度再定时限。", "1"),
            ("赵堃", "支部书记", "李䶮", "对年轻干部谈心偏少，一年只谈了一次。", "联系群众", "yes", "接受。", "2"),
            ("赵堃", "支部书记", "王㛃", LONG, "工作作风", "explained", "说明：系统切换期间确实影响了进度。", ""),
            ("孙玥", "组织委员", "赵堃", "会议记录整理不够及时。", "履职尽责", "part", "", "3"),
        ))
    ],
    "ratings": [
        {"id": "1", "who": who("赵堃"), "own": "good", "excellent": 4, "good": 2, "basic": 0, "unfit": 0, "result": "excellent"},
        {"id": "2", "who": who("买买提·吾买尔"), "own": "good", "excellent": 2, "good": 4, "basic": 0, "unfit": 0, "result": "good"},
    ],
    "comment": "准备充分，批评有辣味，要抓好整改。", "reported_on": "2026-01-28",
}  # fmt: skip


REMIND: dict[str, Any] = {
    "person_birth": "1985-07", "person_branch": "第二党支部", "person_category": "staff", "aspects": ["duty", "work"],
    "approvals": [{"id": "1", "by": who("周𬱖"), "on": "2026-03-10", "opinion": "同意。"}], "proposal": "建议由机关纪委副书记提醒谈话。",
    "found": "材料已于3月19日补齐，档案馆办公室签收；4月、5月各收到一次书面报告。", "checked_on": "2026-05-08", "outcome": "done",
    "late_reason": "当日停电，次日补录",
}  # fmt: skip


def remind(state: str = "sealed", **changes: Any) -> PaperInput:
    """Return a 提醒谈话 whose sheet is printed."""
    return replace(talk(state, **{**REMIND, **changes}), entered="2026-03-13")


def meeting(values: dict[str, Any], state: str = "sealed", **changes: Any) -> PaperInput:
    """Return a meeting ready to print."""
    return PaperInput(SHAPES["meeting"], {**values, **changes}, UNIT, state=state, names=BRANCH)


APPEALS = [{"id": "1", "kind": "party", "filed_on": "2026-03-20", "accepted_on": "2026-03-25", "organ": "市直机关纪检监察工委",
            "term": "2026-06-23", "decided_on": "2026-05-20", "result": "维持原决定。"}]  # fmt: skip
CLUE: dict[str, Any] = {
    "number": "线〔2026〕1号", "received_on": "2026-02-03", "source": "superior", "letter_no": "市直纪工委〔2026〕8号", "named": "anonymous",
    "request": "请了解核实后报结果。", "answer_due": "2026-04-03", "reported": [{"id": "1", "who": who("张𠮷", "信息技术科", "科长")}],
    "gist": "反映公务接待没有按规定填写清单。", "handler": who("孙玥", "机关纪委", "委员"), "submitted_to": who("周𬱖", "机关纪委", "书记"),
    "submitted_on": "2026-02-04", "handling": "check", "handled_on": "2026-02-10", "audience": "机关纪委书记、副书记、承办人",
    "recusal": "已核对，无需回避",
}  # fmt: skip


def clue() -> PaperInput:
    """Return a clue ready to print."""
    return PaperInput(SHAPES["clue"], CLUE, UNIT, CLUE["number"], state="open", names=BRANCH)


def person() -> PaperInput:
    """Return a person with records that name them, ready to print."""
    values = {"name": "张𠮷", "sex": "m", "birth": "1985-07", "politics": "member", "post": "信息技术科科长", "kind": "staff"}
    rows = [{"day": "2026年3月12日", "type": "谈话", "title": "提醒谈话 张𠮷 关于项目验收材料报送多次逾期的情况", "role": "谈话对象", "state": "已定稿"},
            {"day": "2026年3月27日", "type": "组织生活", "title": "2026年第一季度党员大会", "role": "到会人员", "state": "已定稿"}]  # fmt: skip
    return PaperInput(SHAPES["person"], values, UNIT, state="current", lines=looks(rows))


SOURCES: dict[str, Callable[[], PaperInput]] = {
    "minutes": lambda: meeting(MEETING), "minutes-life": lambda: meeting(LIFE), "sign_in": lambda: meeting(MEETING),
    "remind_sheet": remind, "remind_whole": lambda: remind(narrative="谈了三次报送逾期的经过和原因。" + LONG, turns=[]),
    "remind_inside": remind,
    "criticisms": lambda: meeting(LIFE), "criticisms-unnamed": lambda: meeting(LIFE, names_left_out=True),
    "opinions": lambda: meeting(LIFE), "readiness": lambda: meeting(LIFE),
    "clue_card": clue, "disposition_card": disposition, "appeal": lambda: disposition(appeals=APPEALS),
    "visit_sheet": lambda: talk(kind="visit", style="narrative", turns=[], narrative="思想稳定，工作正常。" + LONG, round=2),
    "person_file": person,
}
