"""The rows inside a meeting: who was there, what was said, voted, resolved and criticised."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, flag, line, number, ref, text, who
from cadreapp.records.record import Entry

GENERAL, COMMITTEE, GROUP, LECTURE, THEME_DAY = "general", "committee", "group", "lecture", "theme_day"
LIFE, REVIEW, DEMOCRATIC, STUDY, DISCIPLINE, OTHER = "life", "review", "democratic", "study", "discipline", "other"
GOVERNANCE, DUTY_REPORT, SECRETARY_LECTURE, SECRECY_REVIEW = "governance", "duty_report", "lecture_by_secretary", "secrecy_review"

KINDS = (
    (GENERAL, "支部党员大会"),
    (COMMITTEE, "支部委员会会议"),
    (GROUP, "党小组会"),
    (LECTURE, "党课"),
    (THEME_DAY, "主题党日"),
    (LIFE, "组织生活会"),
    (REVIEW, "民主评议党员"),
    (DEMOCRATIC, "民主生活会"),
    (STUDY, "理论学习中心组学习"),
    (DISCIPLINE, "机关纪委会议"),
    (SECRETARY_LECTURE, "书记讲党课"),
    (GOVERNANCE, "全面从严治党专题研究"),
    (DUTY_REPORT, "述责述廉"),
    (SECRECY_REVIEW, "国家秘密年度审核"),
    (OTHER, "其他"),
)


class MeetingRow(Entry):
    """A row of a meeting."""

    __abstract__ = True
    owner = "meeting"


class MeetingKind(MeetingRow):
    """One of the kinds that the meeting is at once."""

    __tablename__ = "meeting_kind"
    title = "会议类型"

    code: Mapped[str] = choice("会议类型", KINDS, required=True)


class ThemeContent(MeetingRow):
    """One of the four things that a theme day may hold."""

    __tablename__ = "meeting_theme"
    title = "党日内容"

    code: Mapped[str] = choice(
        "党日内容",
        (("study", "集中学习"), ("life", "组织生活"), ("deliberation", "民主议事"), ("service", "志愿服务")),
        required=True,
    )


class Preparation(MeetingRow):
    """One thing done before or after a meeting for criticism."""

    __tablename__ = "meeting_preparation"
    title = "会前准备与会后报告"

    code: Mapped[str] = choice(
        "事项",
        (
            ("plan", "会议方案已报上级"),
            ("study", "学习"),
            ("opinions", "征求意见"),
            ("heart_talks", "谈心谈话"),
            ("self_check", "对照检查材料已审阅"),
            ("last_year", "上年整改情况通报"),
            ("explained", "受处理处分、谈话函询人员说明"),
            ("superior", "上级派员"),
            ("told", "会后通报"),
            ("reported", "报送材料"),
        ),
        required=True,
    )


class Present(MeetingRow):
    """Someone who was due and came."""

    __tablename__ = "meeting_present"
    title = "到会人员"

    who: Mapped[Who] = who("姓名", search=True, needed=True)
    voting: Mapped[bool | None] = flag("有表决权")


class Absent(MeetingRow):
    """Someone who was due and did not come, and why."""

    __tablename__ = "meeting_absent"
    title = "缺席人员"

    who: Mapped[Who] = who("姓名", search=True, needed=True)
    reason: Mapped[str | None] = choice(
        "原因",
        (("duty", "公出"), ("ill", "病假"), ("leave", "事假"), ("other", "其他")),
        needed=True,
    )
    detail: Mapped[str | None] = line("说明")
    excused: Mapped[bool | None] = flag("已请假")
    voting: Mapped[bool | None] = flag("有表决权")
    made_up: Mapped[str | None] = line("补课方式")


class Observer(MeetingRow):
    """Someone who attended without being due and without a vote."""

    __tablename__ = "meeting_observer"
    title = "列席人员"

    who: Mapped[Who] = who("姓名", search=True, needed=True)
    role: Mapped[str | None] = choice(
        "身份",
        (
            ("superior", "上级点评"),
            ("outside_party", "党外代表"),
            ("applicant", "入党积极分子"),
            ("staff", "工作人员"),
            ("other", "其他"),
        ),
    )


class Topic(MeetingRow):
    """One point of the agenda, and what came of it."""

    __tablename__ = "meeting_topic"
    title = "议题"

    what: Mapped[str | None] = text("议题", search=True, needed=True)
    reporter: Mapped[Who] = who("汇报人")
    conclusion: Mapped[str | None] = text("结论", search=True)


class Speech(MeetingRow):
    """What someone said, in essence."""

    __tablename__ = "meeting_speech"
    title = "发言要点"

    topic: Mapped[int | None] = number("议题序号")
    who: Mapped[Who] = who("发言人", search=True)
    said: Mapped[str | None] = text("要点", search=True, needed=True)


class Vote(MeetingRow):
    """A vote: on what, how, and how many for, against, abstaining."""

    __tablename__ = "meeting_vote"
    title = "表决"

    what: Mapped[str | None] = text("表决事项", search=True, needed=True)
    manner: Mapped[str | None] = choice("方式", (("hands", "举手"), ("ballot", "无记名"), ("named", "记名")))
    voters_due: Mapped[int | None] = number("应到有表决权人数", help="选举的应到口径不同时写这里")
    voters: Mapped[int | None] = number("实到有表决权人数")
    yes: Mapped[int | None] = number("赞成", needed=True)
    no: Mapped[int | None] = number("反对")
    abstained: Mapped[int | None] = number("弃权")
    passed: Mapped[str | None] = choice("结果", (("yes", "通过"), ("no", "未通过")), needed=True)


class Resolution(MeetingRow):
    """What was resolved: by whom, until when; the next meeting carries in what is still open."""

    __tablename__ = "meeting_resolution"
    title = "决议与分工"

    what: Mapped[str | None] = text("事项", search=True, needed=True)
    by: Mapped[Who] = who("责任人")
    term: Mapped[str | None] = day("完成时限", due_until="done_on")
    done_on: Mapped[str | None] = day("完成日期", after_seal=True)
    done_note: Mapped[str | None] = line("落实情况", after_seal=True)


class Carried(MeetingRow):
    """A point that an earlier meeting resolved and left open, and where it stands."""

    __tablename__ = "meeting_carried"
    title = "上次议定事项落实"

    meeting_id: Mapped[str | None] = ref("议定的会议", "meeting")
    what: Mapped[str | None] = text("事项", search=True, needed=True)
    by: Mapped[Who] = who("责任人")
    term: Mapped[str | None] = day("原定时限")
    standing: Mapped[str | None] = choice(
        "落实情况", (("done", "已落实"), ("part", "部分落实"), ("not", "未落实")), needed=True
    )
    reason: Mapped[str | None] = line("未落实原因")
    origin_row: Mapped[str | None] = line("原事项编号", printed=False, help="自动带出时写上, 不用管")


class Criticism(MeetingRow):
    """A criticism: from whom (may be left out), to whom, what, and how it was taken."""

    __tablename__ = "meeting_criticism"
    title = "批评意见"

    to: Mapped[Who] = who("被批评人", search=True, needed=True)
    by: Mapped[Who] = who("批评人", help="可以不写", unless="names_left_out")
    content: Mapped[str | None] = text("批评意见", search=True, needed=True, sensitive=True, help="一条一行, 原意")
    aspect: Mapped[str | None] = line("涉及方面", help="与会议主题的几个方面对应")
    taken: Mapped[str | None] = choice(
        "本人认领情况", (("yes", "认领"), ("part", "部分认领"), ("explained", "说明"))
    )
    answer: Mapped[str | None] = text("表态", search=True)
    listed_as: Mapped[str | None] = line("整改清单序号", after_seal=True, help="列入整改的写序号")


class Opinion(MeetingRow):
    """An opinion asked for before the meeting; who gave it is not recorded."""

    __tablename__ = "meeting_opinion"
    title = "征求意见"

    about: Mapped[str | None] = line("对象", help="班子, 或姓名")
    content: Mapped[str | None] = text("意见内容", search=True, needed=True)
    source: Mapped[str | None] = choice(
        "来源",
        (("forum", "座谈"), ("talk", "谈心"), ("questionnaire", "问卷"), ("box", "意见箱"), ("other", "其他")),
        help="不记提意见人",
    )
    count: Mapped[int | None] = number("条数")
    course: Mapped[str | None] = line("办理方向")


class SelfCheck(MeetingRow):
    """What someone (or the leadership as a body) found in themselves."""

    __tablename__ = "meeting_self_check"
    title = "对照检查"

    who: Mapped[Who] = who("对照检查人", search=True, help="班子的写“班子”")
    problems: Mapped[str | None] = text("问题", search=True, sensitive=True)
    causes: Mapped[str | None] = text("原因")
    measures: Mapped[str | None] = text("整改措施", search=True)
    count: Mapped[int | None] = number("自我批评条数")


class Rating(MeetingRow):
    """How a member rated themselves, how others did, and what the organisation decided."""

    __tablename__ = "meeting_rating"
    title = "民主评议"

    who: Mapped[Who] = who("党员", search=True, needed=True)
    own: Mapped[str | None] = choice(
        "自评", (("excellent", "优秀"), ("good", "合格"), ("basic", "基本合格"), ("unfit", "不合格"))
    )
    excellent: Mapped[int | None] = number("优秀票")
    good: Mapped[int | None] = number("合格票")
    basic: Mapped[int | None] = number("基本合格票")
    unfit: Mapped[int | None] = number("不合格票")
    result: Mapped[str | None] = choice(
        "组织评定",
        (
            ("excellent", "优秀"),
            ("good", "合格"),
            ("basic", "基本合格"),
            ("unfit", "不合格"),
            ("none", "预备党员不评"),
        ),
    )
    told_on: Mapped[str | None] = day("反馈日期", after_seal=True)
