"""问题线索: the minimal card of a report that came in, and what became of it."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, entries, line, ref, text, who
from cadreapp.records.record import Course, Entry

SOURCES = (
    ("superior", "上级转办交办"),
    ("letter", "信访举报"),
    ("own", "自行发现"),
    ("inspection", "巡察审计移交"),
    ("other", "其他"),
)


class Reported(Entry):
    """One of the people whom the report is about."""

    __tablename__ = "clue_reported"
    owner = "clue"
    title = "被反映人"

    who: Mapped[Who] = who("被反映人", search=True, needed=True)


class Clue(Course):
    """问题线索: a report by its number, how it was handled, and what came of it; never who made it."""

    __tablename__ = "clue"
    title = "问题线索"
    kind_field = "source"
    day_field = "received_on"
    headline = ("number", "received_on")
    stages = (
        ("received", "收件登记"),
        ("submitted", "呈批"),
        ("assigned", "交办"),
        ("handled", "处置"),
        ("answered", "反馈报告"),
        ("handed_over", "移交或退回"),
        ("closed", "办结"),
    )

    received_on: Mapped[str | None] = day("收件日期", section="收件", needed=True, list_at=2)
    source: Mapped[str | None] = choice("来源", SOURCES, section="收件", needed=True, internal=True, list_at=3)
    letter_no: Mapped[str | None] = line("转办文号", section="收件", internal=True, search=True)
    request: Mapped[str | None] = text("转办要求", section="收件", internal=True)
    answer_due: Mapped[str | None] = day("要求反馈时限", section="收件", due_until="answered_on")
    named: Mapped[str | None] = choice(
        "署名", (("real", "实名"), ("anonymous", "匿名"), ("alias", "化名")), section="收件", internal=True,
        help="只记署名情况, 不记反映人姓名",
    )
    informed_on: Mapped[str | None] = day("告知受理日期", section="收件", internal=True, help="实名的填: 哪天告知反映人已受理")
    reported: Mapped[list[Reported]] = entries("被反映人", Reported, section="反映", needed=True)
    gist: Mapped[str | None] = text(
        "反映要点", section="反映", needed=True, internal=True, sensitive=True, search=True, help="客观摘要, 不照抄来信"
    )
    handler: Mapped[Who] = who("承办人", section="处置", help="先核对是否需要回避", needed=True, list_at=4)
    submitted_to: Mapped[Who] = who("呈批领导", section="处置")
    submitted_on: Mapped[str | None] = day("呈批日期", section="处置")
    handling: Mapped[str | None] = choice(
        "处置方式",
        (
            ("talk", "谈话函询"),
            ("check", "初步核实"),
            ("hold", "暂存待查"),
            ("dismiss", "予以了结"),
            ("forward", "转上级或移交"),
        ),
        section="处置",
        list_at=5,
        needed=True,
    )
    handling_due: Mapped[str | None] = day("提出处置意见时限", section="处置", due_until="handled_on")
    handled_on: Mapped[str | None] = day("处置日期", section="处置")
    answered_on: Mapped[str | None] = day("反馈(报告)日期", section="结果")
    answer_no: Mapped[str | None] = line("反馈(报告)文号", section="结果")
    result: Mapped[str | None] = text("结果", section="结果", internal=True, search=True)
    cleared: Mapped[str | None] = text("了结澄清", section="结果", help="反映不实的, 怎样澄清、在什么范围")
    handed_to: Mapped[str | None] = line("移交(退回)去向", section="结果")
    handed_on: Mapped[str | None] = day("移交(退回)日期", section="结果")
    previous_id: Mapped[str | None] = ref("重复反映的线索", "clue", section="收件", internal=True, printed=False)
