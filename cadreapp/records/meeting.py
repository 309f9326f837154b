"""组织生活: a meeting of a Party organisation, of one kind or of several at once."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choices, day, entries, flag, line, moment, number, ref, text, who
from cadreapp.records.meeting_rows import (
    COMMITTEE,
    DEMOCRATIC,
    DISCIPLINE,
    GENERAL,
    GROUP,
    LECTURE,
    LIFE,
    REVIEW,
    SECRETARY_LECTURE,
    THEME_DAY,
    Absent,
    Carried,
    Criticism,
    MeetingKind,
    Observer,
    Opinion,
    Preparation,
    Present,
    Rating,
    Resolution,
    SelfCheck,
    Speech,
    ThemeContent,
    Topic,
    Vote,
)
from cadreapp.records.record import Document

DECIDING = (GENERAL, COMMITTEE, GROUP, DISCIPLINE)
FOR_CRITICISM = (LIFE, DEMOCRATIC)
LECTURES = (LECTURE, SECRETARY_LECTURE)


class Meeting(Document):
    """组织生活: a meeting, who was due and came, what was said, voted and resolved; one record for all its kinds."""

    __tablename__ = "meeting"
    # What an organisation held in a year is asked for whenever the workbench is.
    __table_args__ = (Index("ix_meeting_organisation_id", "organisation_id", "began_at"),)
    title = "组织生活"
    kind_field = "kinds"
    day_field = "began_at"
    headline = ("kinds", "name", "session")

    kinds: Mapped[list[MeetingKind]] = choices(
        "会议类型", MeetingKind, section="会议", needed=True, list_at=3, help="一次会可以同时是几种, 只记一份"
    )
    name: Mapped[str | None] = line("会议名称", section="会议", list_at=1, search=True, help="如: 2025年度组织生活会")
    organisation_id: Mapped[str | None] = ref("党组织", "organisation", section="会议", needed=True, list_at=5)
    session: Mapped[str | None] = line("届次", section="会议", help="如: 2026年第3次; 可不填")
    year: Mapped[int | None] = number(
        "归属年度", section="会议", needed=True, list_at=4, help="会议属于哪一年度, 可以与召开的年份不同"
    )
    began_at: Mapped[str | None] = moment("开始时间", section="会议", needed=True, list_at=2)
    ended_at: Mapped[str | None] = moment("结束时间", section="会议", needed=True)
    place: Mapped[str | None] = line("地点", section="会议", needed=True)
    chair: Mapped[Who] = who("主持人", section="会议", needed=True, search=True)
    recorder: Mapped[Who] = who("记录人", section="会议", needed=True, search=True)

    due: Mapped[int | None] = number("应到人数", section="到会", needed=True, help="列席的不算在内")
    due_full: Mapped[int | None] = number("其中正式党员", section="到会")
    due_probationary: Mapped[int | None] = number("其中预备党员", section="到会")
    came: Mapped[int | None] = number("实到人数", section="到会", needed=True)
    voters_due: Mapped[int | None] = number(
        "有表决权应到", section="到会", needed=DECIDING, help="预备党员、留党察看期间的党员没有表决权"
    )
    voters_came: Mapped[int | None] = number("有表决权实到", section="到会", needed=DECIDING)
    present: Mapped[list[Present]] = entries("到会人员", Present, section="到会")
    absent: Mapped[list[Absent]] = entries("缺席人员", Absent, section="到会")
    observers: Mapped[list[Observer]] = entries("列席人员", Observer, section="到会")

    topics: Mapped[list[Topic]] = entries("议题", Topic, section="内容", needed=DECIDING)
    carried: Mapped[list[Carried]] = entries("上次议定事项落实", Carried, section="内容")
    previous_id: Mapped[str | None] = ref("上一次会议", "meeting", section="内容", printed=False)
    speeches: Mapped[list[Speech]] = entries("发言要点", Speech, section="内容")
    minutes: Mapped[str | None] = text("会议内容", section="内容", search=True, help="不分发言人时写在这里")
    see_id: Mapped[str | None] = ref(
        "内容见另一份会议记录", "meeting", section="内容", help="同一内容不重抄, 指明是哪一次会"
    )
    votes: Mapped[list[Vote]] = entries("表决", Vote, section="内容")
    resolutions: Mapped[list[Resolution]] = entries("决议与分工", Resolution, section="内容")

    lecturer: Mapped[Who] = who("主讲人", section="党课和党日", needed=LECTURES, search=True)
    lecture: Mapped[str | None] = line("党课题目", section="党课和党日", needed=LECTURES, search=True)
    listeners: Mapped[int | None] = number("听课人数", section="党课和党日")
    theme: Mapped[str | None] = line("党日主题", section="党课和党日", needed=(THEME_DAY,), search=True)
    theme_contents: Mapped[list[ThemeContent]] = choices("党日内容", ThemeContent, section="党课和党日")

    subject: Mapped[str | None] = line("会议主题", section="批评和自我批评", needed=FOR_CRITICISM, search=True)
    prepared: Mapped[list[Preparation]] = choices(
        "会前准备与会后报告", Preparation, section="批评和自我批评", after_seal=True
    )
    heart_talks: Mapped[int | None] = number("会前谈心谈话 (人次)", section="批评和自我批评")
    opinions: Mapped[list[Opinion]] = entries("征求意见", Opinion, section="批评和自我批评")
    self_checks: Mapped[list[SelfCheck]] = entries("对照检查", SelfCheck, section="批评和自我批评")
    criticisms: Mapped[list[Criticism]] = entries("批评意见", Criticism, section="批评和自我批评", needed=FOR_CRITICISM)
    names_left_out: Mapped[bool | None] = flag("汇总表不写批评人姓名", section="批评和自我批评", printed=False)
    explained: Mapped[str | None] = text(
        "受处理处分、谈话函询人员说明", section="批评和自我批评", sensitive=True, search=True
    )
    comment: Mapped[str | None] = text("上级点评", section="批评和自我批评", search=True)
    report_due: Mapped[str | None] = day("会后报告时限", section="批评和自我批评", due_until="reported_on")
    reported_on: Mapped[str | None] = day("会后报告日期", section="批评和自我批评", after_seal=True)
    ratings: Mapped[list[Rating]] = entries("民主评议", Rating, section="民主评议", needed=(REVIEW,))
    enclosures: Mapped[str | None] = text("附件清单", section="民主评议", help="一行一件; 照片不是必需的")
