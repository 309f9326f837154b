"""约谈: calling someone in about a duty not done, from the plan to the notice, the talk and the end of putting it right."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, entries, flag, line, moment, ref, text, who
from cadreapp.records.record import Course, Entry

DUTY, CLUE, PROMPT, OTHER = "duty", "clue", "prompt", "other"

KINDS = (
    (DUTY, "责任落实"),
    (CLUE, "了解有关情况"),
    (PROMPT, "苗头性倾向性问题"),
    (OTHER, "其他"),
)


class Caller(Entry):
    """One of those who hold the talk."""

    __tablename__ = "reminder_caller"
    owner = "reminder"
    title = "约谈人"

    who: Mapped[Who] = who("约谈人", search=True)


class Called(Entry):
    """One of several people called in together."""

    __tablename__ = "reminder_called"
    owner = "reminder"
    title = "被约谈人名单"

    who: Mapped[Who] = who("姓名", search=True)


class Material(Entry):
    """Something to be brought along."""

    __tablename__ = "reminder_material"
    owner = "reminder"
    title = "需准备的材料"

    what: Mapped[str | None] = line("材料", needed=True)


class Demand(Entry):
    """What is demanded: what, until when, by what sign it is done, and what a look at it found."""

    __tablename__ = "reminder_demand"
    owner = "reminder"
    title = "整改要求"

    what: Mapped[str | None] = text("要求", search=True, needed=True)
    term: Mapped[str | None] = day("完成时限", due_until="done_on")
    sign: Mapped[str | None] = line("完成标志")
    done_on: Mapped[str | None] = day("完成日期")
    found: Mapped[str | None] = text("核查情况")


class Reminder(Course):
    """约谈: who is called in about what, the notice and its receipt, the talk, and what has to be put right."""

    __tablename__ = "reminder"
    title = "约谈"
    kind_field = "kind"
    day_field = "at"
    headline = ("person", "matter")
    stages = (
        ("planned", "拟定"),
        ("approved", "批准登记"),
        ("notified", "通知"),
        ("talked", "谈话"),
        ("signed", "签字"),
        ("mending", "整改"),
        ("checked", "核查销号"),
        ("extended", "延期"),
        ("closed", "办结"),
    )

    kind: Mapped[str] = choice("约谈类型", KINDS, section="拟定", required=True, list_at=3)
    person: Mapped[Who] = who(
        "被约谈人", section="拟定", needed=True, instead=("organisation_id", "others"), list_at=1, search=True
    )
    others: Mapped[list[Called]] = entries("被约谈人名单", Called, section="拟定", help="一并约谈多人时填")
    organisation_id: Mapped[str | None] = ref(
        "被约谈单位(处室、支部)", "organisation", section="拟定", help="约谈单位负责人时填; 通知书可以主送单位"
    )
    matter: Mapped[str | None] = line(
        "约谈事由", section="拟定", needed=True, list_at=4, search=True, help="一至两句, 只写工作事项, 不写结论"
    )
    basis: Mapped[str | None] = line("依据", section="拟定", needed=True, help="文件和条款一行")
    duty: Mapped[str | None] = line("责任清单项", section="拟定", help="如: 第 3 项; 责任落实类填")
    questions: Mapped[str | None] = text("约谈提纲", section="拟定", printed=False, help="一行一问; 不随记录打印")
    approved_by: Mapped[Who] = who("批准人", section="批准", needed=True)
    approved_on: Mapped[str | None] = day("批准日期", section="批准", needed=True)
    approved_in: Mapped[str | None] = line("批准载体", section="批准", help="批在哪一张纸上")

    no_notice: Mapped[bool | None] = flag("不发通知书 (临时约谈)", section="通知", printed=False)
    notice_no: Mapped[str | None] = line("通知书文号", section="通知", search=True, help="如: 纪约〔2026〕2号")
    issuer: Mapped[str | None] = line("发文名义", section="通知", help="以谁的名义发, 如: 机关纪委、党组办公室")
    notice_on: Mapped[str | None] = day("通知书日期", section="通知")
    at: Mapped[str | None] = moment("约谈时间", section="通知", needed=True, list_at=2)
    place: Mapped[str | None] = line("约谈地点", section="通知", needed=True, help="具体到房间")
    callers: Mapped[list[Caller]] = entries("约谈人", Caller, section="通知", needed=True)
    recorder: Mapped[Who] = who("记录人", section="通知")
    materials: Mapped[list[Material]] = entries("需准备的材料", Material, section="通知")
    excuse_by: Mapped[str | None] = day("书面说明不能参加的时限", section="通知")
    contact: Mapped[str | None] = line("联系人及电话", section="通知", help="座机")
    copies_to: Mapped[str | None] = line("抄送", section="通知")

    received_by: Mapped[Who] = who("签收人", section="回执")
    received_at: Mapped[str | None] = moment("签收时间", section="回执")
    delivered_by: Mapped[str | None] = line("送达人", section="回执", help="留置、拒收时写两名")
    reply: Mapped[str | None] = choice(
        "回执", (("will_come", "按时参加"), ("moved", "申请改期"), ("refused", "拒收 (留置)")), section="回执"
    )
    reply_reason: Mapped[str | None] = text("改期原因或拒收情况", section="回执")

    talk_id: Mapped[str | None] = ref("谈话记录", "talk", section="结果", help="谈话内容记在谈话记录里")
    demands: Mapped[list[Demand]] = entries("整改要求", Demand, section="结果", search=True)
    report_due: Mapped[str | None] = day("整改情况报告时限", section="结果", due_until="report_received_on")
    report_received_on: Mapped[str | None] = day("整改情况报告收到日期", section="结果")
    checked_by: Mapped[Who] = who("核查人", section="结果")
    checked_on: Mapped[str | None] = day("核查日期", section="结果")
    found: Mapped[str | None] = text("核查情况", section="结果", search=True)
    outcome: Mapped[str | None] = choice(
        "办结意见", (("done", "办结"), ("again", "再次约谈"), ("other", "转其他方式")), section="结果", needed=True
    )
    previous_id: Mapped[str | None] = ref("上一次约谈", "reminder", section="结果", printed=False)

    source: Mapped[str | None] = text("问题来源", section="内部", internal=True)
    clue_id: Mapped[str | None] = ref("问题线索", "clue", section="内部", internal=True)
    keeper: Mapped[str | None] = line("保管人", section="内部", internal=True)
