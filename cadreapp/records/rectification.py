"""整改事项: one thing to put right, from being listed to being struck off after a look at the evidence."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, entries, line, ref, text, who
from cadreapp.records.record import Course, Entry

SOURCES = (
    ("ask", "谈话提醒(要求)事项"),
    ("criticism", "批评意见"),
    ("opinion", "征求意见"),
    ("self", "自查"),
    ("explanation", "约谈函询说明"),
    ("decision", "处理处分决定"),
    ("resolution", "会议议定事项"),
    ("inspection", "巡察审计反馈"),
    ("other", "其他"),
)


class Measure(Entry):
    """One measure by which the thing is put right."""

    __tablename__ = "rectification_measure"
    owner = "rectification"
    title = "整改措施"

    what: Mapped[str | None] = text("措施", search=True, needed=True)
    by: Mapped[Who] = who("责任人")
    term: Mapped[str | None] = day("完成时限", due_until="done_on")
    done_on: Mapped[str | None] = day("完成日期")
    evidence: Mapped[str | None] = line("佐证 (件号)")


class Helper(Entry):
    """Someone who has a share in it beside the one responsible."""

    __tablename__ = "rectification_helper"
    owner = "rectification"
    title = "协办人"

    who: Mapped[Who] = who("协办人", search=True)


class Rectification(Course):
    """整改事项: a problem, where it came from, what is done about it until when, and who struck it off."""

    __tablename__ = "rectification"
    title = "整改事项"
    kind_field = "source"
    day_field = "found_on"
    headline = ("problem", "responsible")
    stages = (
        ("listed", "列入整改"),
        ("moving", "推进"),
        ("extended", "延期"),
        ("done", "完成"),
        ("checked", "核查"),
        ("returned", "再次整改"),
        ("struck_off", "销号"),
    )

    problem: Mapped[str | None] = line("问题", section="问题", needed=True, list_at=1, search=True)
    source: Mapped[str | None] = choice("来源", SOURCES, section="问题", needed=True, list_at=5)
    source_id: Mapped[str | None] = ref("来源记录", "talk", "meeting", "disposition", "reminder", section="问题")
    source_item: Mapped[str | None] = line("来源第几条", section="问题", help="如: 批评意见第 3 条")
    found_on: Mapped[str | None] = day("列入日期", section="问题")
    detail: Mapped[str | None] = text("具体表现", section="问题", search=True)
    organisation_id: Mapped[str | None] = ref("责任单位(部门、支部)", "organisation", section="整改")
    responsible: Mapped[Who] = who("责任人", section="整改", needed=True, list_at=2, search=True)
    helpers: Mapped[list[Helper]] = entries("协办人", Helper, section="整改")
    goal: Mapped[str | None] = text("完成标志", section="整改", help="做到什么样算改完")
    measures: Mapped[list[Measure]] = entries("整改措施", Measure, section="整改", needed=True)
    term: Mapped[str | None] = day("完成时限", section="整改", needed=True, due_until="done_on", list_at=3)
    done_on: Mapped[str | None] = day("完成日期", section="销号", needed=True, list_at=4)
    evidence: Mapped[str | None] = text("佐证 (件号)", section="销号", search=True, help="一行一件; 文件可作附件")
    checked_on: Mapped[str | None] = day("核查日期", section="销号")
    checked_by: Mapped[Who] = who("核查人", section="销号")
    found: Mapped[str | None] = text("核查情况", section="销号", help="怎么核的, 看到什么")
    struck_by: Mapped[Who] = who("销号人", section="销号", needed=True)
