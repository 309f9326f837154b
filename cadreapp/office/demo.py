"""演示数据: invented people and one of each kind of record, dated around today, for trying the program without fear."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cadreapp.kernel.clock import today
from cadreapp.office import record
from cadreapp.store import settings
from cadreapp.store.unit import Unit

_PEOPLE = (
    ("林若溪", "f", "1979-04", "综合处", "处长", "county", "member"),
    ("程砚秋", "m", "1984-11", "综合处", "一级主任科员", "township", "member"),
    ("欧阳知行", "m", "1975-07", "项目管理处", "副处长", "county", "member"),
    ("阿依古丽·买买提", "f", "1990-02", "项目管理处", "二级主任科员", "township", "member"),
    ("沈𠮷安", "m", "1996-09", "项目管理处", "四级主任科员", "general", "probationary"),
    ("温如故", "f", "1988-12", "财务审计处", "三级调研员", "county", "member"),
    ("单慕白", "m", "1972-05", "财务审计处", "处长", "county", "member"),
    ("苏晚晴", "f", "1993-06", "机关党委办公室", "纪检委员", "township", "member"),
    ("顾长风", "m", "1970-01", "机关党委办公室", "机关党委专职副书记", "county", "member"),
    ("曾予怀", "m", "1999-03", "综合处", "工作人员", "general", "masses"),
)


def seed(unit: Unit) -> dict[str, str]:
    """Write the demo's records and return their ids by a short name; one undo takes all of them back."""
    made = _Maker(unit)
    made.places()
    made.people()
    made.talks()
    made.course()
    made.meetings()
    made.dispositions()
    return made.ids


class _Maker:
    """Writes the demo step by step, remembering ids under short names."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.today = today(unit.clock)
        self.ids: dict[str, str] = {}
        self._who: dict[str, dict[str, Any]] = {}

    def day(self, offset: int) -> str:
        """Return the civil day `offset` days from today."""
        return (self.today + timedelta(days=offset)).isoformat()

    def at(self, offset: int, clock: str) -> str:
        """Return a civil time on that day."""
        return f"{self.day(offset)}T{clock}"

    def who(self, name: str) -> dict[str, Any]:
        """Return a person of the demo as a record names them."""
        return self._who[name]

    def make(self, key: str, type_name: str, values: dict[str, Any]) -> str:
        """Create a record and remember its id."""
        self.ids[key] = record.create(self.unit, type_name, values)
        return self.ids[key]

    def places(self) -> None:
        """Departments and two branches under the store's own unit."""
        own = settings.get(self.unit.connection, "organisation")
        for name in dict.fromkeys(person[3] for person in _PEOPLE):
            self.make(name, "organisation", {"name": name, "kind": "department", "parent_id": own})
        for name in ("第一党支部", "第二党支部"):
            self.make(name, "organisation", {"name": name, "kind": "branch", "parent_id": own})

    def people(self) -> None:
        """Ten invented people."""
        for number, (name, sex, birth, room, post, rank, politics) in enumerate(_PEOPLE):
            in_party = politics in ("member", "probationary")
            branch = self.ids["第一党支部" if number % 2 == 0 else "第二党支部"]
            made = self.make(name, "person", {
                "name": name, "sex": sex, "birth": birth, "kind": "staff", "politics": politics, "post": post, "rank": rank,
                "unit_id": self.ids[room], "party_id": branch if in_party else None,
                "voting": {"member": "full", "probationary": "probation"}.get(politics),
            })
            self._who[name] = {"person": made, "name": name, "unit": room, "post": post}

    def talks(self) -> None:
        """A reminding talk that is sealed, one that is still a draft, and a heart-to-heart talk."""
        lead, note = self.who("顾长风"), self.who("苏晚晴")
        self.make("talk", "talk", {
            "kind": "remind", "number": f"谈〔{self.today.year}〕3号", "marking": "internal", "person": self.who("欧阳知行"),
            "person_sex": "m", "person_politics": "中共党员", "began_at": self.at(-12, "14:30"), "ended_at": self.at(-12, "15:20"),
            "place": "3号楼305室", "manner": "single", "talkers": [{"who": lead}], "recorder": note,
            "matter": "关于滨河步道项目验收材料报送多次逾期的情况", "basis": "《中国共产党党内监督条例》第二十一条",
            "style": "turns", "turns": [{"question": q, "answer": a} for q, a in _TURNS],
            "statement": "材料延误有我跟进不够的原因。监理单位改了两次数据, 我没有及时报告, 请组织了解这个情况。",
            "asks": [
                {"what": "把滨河步道项目的验收材料报齐", "term": self.day(3), "sign": "收到档案室签收单"},
                {"what": "制定项目材料报送台账, 每周更新一次", "term": self.day(20), "sign": "台账送机关党委办公室备查"},
            ],
            "attitude": "接受提醒, 月底前补齐, 以后有困难先报告。", "source": "daily", "counted": "duty", "keeper": "苏晚晴",
        })
        record.seal(self.unit, self.ids["talk"])
        self.make("draft", "talk", {
            "kind": "pre_post", "person": self.who("温如故"), "person_politics": "中共党员", "began_at": self.at(-1, "09:00"),
            "place": "2号楼会议室", "manner": "single", "talkers": [{"who": lead}], "matter": "任职前廉政谈话", "style": "narrative",
            "narrative": "介绍了新岗位的审批权限和容易出问题的环节, 交代了报告个人有关事项的要求。",
        })
        self.make("heart", "talk", {
            "kind": "heart", "person": self.who("沈𠮷安"), "began_at": self.at(-5, "16:00"), "talkers": [{"who": note}],
            "style": "narrative", "narrative": "入职满一年, 工作适应; 家在外地, 想了解探亲假的安排, 已转告人事。",
        })
        record.seal(self.unit, self.ids["heart"])

    def course(self) -> None:
        """A reminder (约谈) that has reached rectification, and the rectification it asks for."""
        self.make("reminder", "reminder", {
            "kind": "duty", "number": f"约〔{self.today.year}〕2号", "person": self.who("单慕白"),
            "matter": "关于内部审计问题整改逾期", "basis": "本单位落实主体责任清单第四项", "approved_by": self.who("顾长风"),
            "approved_on": self.day(-16), "approved_in": "约谈审批表", "at": self.at(-9, "10:00"), "place": "3号楼301室",
            "callers": [{"who": self.who("顾长风")}], "recorder": self.who("苏晚晴"),
            "materials": [{"what": "整改台账"}, {"what": "未完成事项的书面说明"}],
            "demands": [{"what": "完成往来款清理", "term": self.day(6), "sign": "往来款余额表清零"}],
            "report_due": self.day(14),
        })
        for stage, offset, note in (("planned", -18, "机关纪委拟定"), ("approved", -16, "顾长风批准"), ("notified", -13, "通知书送达本人"),
                                    ("talked", -9, "按时参加, 对问题没有异议"), ("mending", -8, "正在清理往来款")):
            record.step(self.unit, self.ids["reminder"], stage, {"on": self.day(offset), "note": note, "by": self.who("苏晚晴")})
        self.make("rectification", "rectification", {
            "problem": "往来款长期挂账未清理", "source": "explanation", "source_id": self.ids["reminder"], "found_on": self.day(-9),
            "responsible": self.who("单慕白"), "goal": "往来款余额表清零", "term": self.day(-2),
            "measures": [{"what": "逐笔核对并催收", "by": self.who("单慕白"), "term": self.day(-2)}],
        })
        record.step(self.unit, self.ids["rectification"], "listed", {"on": self.day(-9), "by": self.who("苏晚晴"), "note": "列入整改清单"})

    def meetings(self) -> None:
        """A members' meeting held together with the Party day, and a life meeting of the year before with criticism."""
        names = [name for name, *_rest, politics in _PEOPLE if politics in ("member", "probationary")][::2]
        present = [{"who": self.who(n), "voting": n != "沈𠮷安"} for n in names]
        common = {"organisation_id": self.ids["第一党支部"], "place": "2号楼会议室", "chair": self.who("林若溪"), "recorder": self.who("程砚秋"),
                  "due": 5, "came": 5, "due_full": 4, "due_probationary": 1, "voters_due": 4, "voters_came": 4, "present": present}
        self.make("meeting", "meeting", {
            **common, "kinds": ["general", "theme_day"], "name": "第四季度党员大会", "session": f"{self.today.year}年第4次", "year": self.today.year,
            "began_at": self.at(-7, "15:00"), "ended_at": self.at(-7, "16:40"), "theme": "读原著、谈岗位",
            "topics": [{"what": "讨论下年度纪律教育安排", "conclusion": "同意支委会提出的安排"}],
            "speeches": [{"topic": 1, "who": self.who("林若溪"), "said": "纪律教育要结合岗位, 每次讲清一件事。"},
                         {"topic": 1, "who": self.who("欧阳知行"), "said": "建议把工程变更的审批环节列进去。"}],
            "votes": [{"what": "下年度纪律教育安排", "manner": "hands", "voters_due": 4, "voters": 4, "yes": 4, "no": 0, "abstained": 0, "passed": "yes"}],
            "resolutions": [{"what": "把安排印发各小组", "by": self.who("程砚秋"), "term": self.day(1)}],
        })
        record.seal(self.unit, self.ids["meeting"])
        self.make("life", "meeting", {
            **common, "kinds": ["life"], "name": "年度组织生活会", "year": self.today.year - 1,
            "began_at": self.at(-60, "14:30"), "ended_at": self.at(-60, "17:10"), "subject": "遵规守纪、担当作为",
            "heart_talks": 9, "names_left_out": True,
            "criticisms": [
                {"to": self.who("林若溪"), "by": self.who("欧阳知行"), "content": "布置任务有时过急, 基础工作没有跟上, 返工两次。", "taken": "yes", "answer": "接受, 今后先商量进度再定时限。"},
                {"to": self.who("欧阳知行"), "by": self.who("林若溪"), "content": "遇到困难习惯自己扛, 报告不及时。", "taken": "yes", "answer": "接受, 已列入整改。"},
            ],
            "late_reason": "原记录在支部记录簿上, 启用本软件后补录",
        })

    def dispositions(self) -> None:
        """A minimal clue, and the first-form disposition that came of it."""
        self.make("clue", "clue", {
            "number": f"线〔{self.today.year}〕1号", "received_on": self.day(-40), "source": "superior", "named": "anonymous",
            "reported": [{"who": self.who("程砚秋")}], "gist": "反映公务接待没有按规定填写清单。", "handler": self.who("苏晚晴"),
            "handling": "check", "handled_on": self.day(-30), "audience": "机关纪委委员",
        })
        self.make("disposition", "disposition", {
            "person": self.who("程砚秋"), "person_sex": "m", "person_politics": "member", "rank": "township",
            "matter": "公务接待清单填写不规范", "basis": "《中国共产党纪律处分条例》第五条",
            "measures": [{"measure": "T05", "decider": "discipline"}], "form": "first", "decided_by": "discipline", "organ": "机关纪委",
            "counted": "ours", "decided_on": self.day(-22), "clue_id": self.ids["clue"], "causes": [{"record_id": self.ids["clue"]}],
            "statement": "对批评没有意见, 已补填清单。", "paper_due": self.day(-15), "paper_received_on": self.day(-17),
        })
        record.seal(self.unit, self.ids["disposition"])


_TURNS = (
    ("今天想就滨河步道项目验收材料报送的事听你说说情况。这件事的经过是怎样的?",
     "项目8月完工, 按要求9月底前报验收材料。监理单位前后改了两次数据, 我们等他们的定稿, 一直等到10月下旬。"),
    ("等监理数据期间, 有没有向处里或者分管领导报告过?", "口头跟处长提过一次, 没有书面报告, 也没有提出延期申请。"),
    ("按规定延期要不要报批?", "要报批。我以为几天就能拿到, 就没有办, 这是我的疏忽。"),
    ("有没有我们不了解的客观困难?", "经办同志8月起借调去专班, 材料一直由我一个人整理。"),
    ("打算怎么改, 什么时候改完?", "缺的三份材料这周去监理单位取, 月底前报齐; 同时建一个台账, 按周更新。"),
)

