"""处置: how a matter ended for one person: measures, form, who decided, the papers, the dates, the person's view."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.delivery import Delivery
from cadreapp.records.fields import Who, choice, choices, day, entries, line, number, ref, text, who
from cadreapp.records.person import POLITICS
from cadreapp.records.record import Document, Entry
from cadreapp.rules.measures import FIRST, FORMS, FOURTH, MEASURES, SECOND, THIRD

GRAVE = (SECOND, THIRD, FOURTH)
COUNTING = (FIRST, *GRAVE)

DECIDERS = (
    ("discipline", "纪检机关"),
    ("party", "党组织"),
    ("personnel", "组织人事部门"),
    ("appointing", "任免机关、单位"),
    ("superior", "上级或派驻机构"),
)


class Taken(Entry):
    """One measure that was taken; of several the heaviest decides the form."""

    __tablename__ = "disposition_measure"
    owner = "disposition"
    title = "处理措施"

    measure: Mapped[str | None] = choice("措施", [(m.code, m.name) for m in MEASURES], needed=True, search=True)
    decider: Mapped[str | None] = choice("作出主体", DECIDERS, help="与下面的作出主体不同时填")
    months: Mapped[int | None] = number("期限 (月)", help="处分或影响期, 决定里写明的")
    note: Mapped[str | None] = text("说明", search=True)
    ended_on: Mapped[str | None] = day("解除 (结束) 日期", after_seal=True, help="停职检查等有期限的措施")


class Discipline(Entry):
    """One of the six disciplines that were broken."""

    __tablename__ = "disposition_discipline"
    owner = "disposition"
    title = "违反的纪律"

    code: Mapped[str] = choice(
        "违反的纪律",
        (
            ("political", "政治纪律"),
            ("organisational", "组织纪律"),
            ("integrity", "廉洁纪律"),
            ("masses", "群众纪律"),
            ("work", "工作纪律"),
            ("life", "生活纪律"),
        ),
        required=True,
    )


class Cause(Entry):
    """A record that the disposition follows from."""

    __tablename__ = "disposition_cause"
    owner = "disposition"
    title = "由来"

    record_id: Mapped[str | None] = ref("相关记录", "talk", "reminder", "rectification", "meeting", needed=True)
    note: Mapped[str | None] = line("说明")


class Paper(Entry):
    """A paper of the disposition: what it is, its number, its date."""

    __tablename__ = "disposition_document"
    owner = "disposition"
    title = "文书"

    name: Mapped[str | None] = line("文书名称", search=True, needed=True, help="如: 诫勉书、处分决定")
    number: Mapped[str | None] = line("文号", search=True)
    dated: Mapped[str | None] = day("日期")
    cc: Mapped[str | None] = line("抄送抄报")


class Served(Delivery):
    """One delivery of a paper of the disposition."""

    __tablename__ = "disposition_delivery"
    owner = "disposition"


class Appeal(Entry):
    """One remedy that the person sought against the decision, with its term."""

    __tablename__ = "disposition_appeal"
    owner = "disposition"
    title = "申诉复审复核"

    kind: Mapped[str | None] = choice(
        "种类",
        (
            ("party", "党纪处分申诉 (复议复查)"),
            ("review", "政务处分复审"),
            ("recheck", "政务处分复核"),
            ("staff_review", "公务员处分复核"),
            ("staff_appeal", "公务员处分申诉"),
        ),
        needed=True,
    )
    filed_on: Mapped[str | None] = day("提出日期")
    accepted_on: Mapped[str | None] = day("受理日期", help="办理时限从这一天起算")
    organ: Mapped[str | None] = line("受理机关")
    term: Mapped[str | None] = day("答复时限", due_until="decided_on", help="不填按规定算")
    decided_on: Mapped[str | None] = day("答复 (决定) 日期")
    result: Mapped[str | None] = text("结果", search=True)


class Disposition(Document):
    """处置: measures and form, who decided and counts it, the dates of its effect, and what the person says to it."""

    __tablename__ = "disposition"
    title = "处置"
    kind_field = "form"
    day_field = "decided_on"
    headline = ("person", "form", "matter")

    person: Mapped[Who] = who("对象", section="对象", needed=True, list_at=1, search=True)
    person_sex: Mapped[str | None] = choice("性别", (("m", "男"), ("f", "女")), section="对象")
    person_birth: Mapped[str | None] = line("出生年月", section="对象", form="month")
    ethnicity: Mapped[str | None] = line("民族", section="对象")
    education: Mapped[str | None] = line("学历", section="对象")
    person_politics: Mapped[str | None] = choice("政治面貌", POLITICS, section="对象", needed=COUNTING)
    joined: Mapped[str | None] = line("入党时间", section="对象", form="month")
    rank: Mapped[str | None] = choice(
        "职级层次",
        (("county", "县处级"), ("township", "乡科级"), ("general", "一般干部"), ("other", "其他")),
        section="对象",
        needed=COUNTING,
    )
    in_post_since: Mapped[str | None] = line("任现职时间", section="对象", form="month")
    jurisdiction: Mapped[str | None] = ref("管理权限", "organisation", section="对象")

    matter: Mapped[str | None] = line("事由", section="处置", needed=True, list_at=4, search=True, help="一句话")
    facts: Mapped[str | None] = text("事实摘要", section="处置", needed=GRAVE, sensitive=True, search=True)
    disciplines: Mapped[list[Discipline]] = choices("违反的纪律", Discipline, section="处置")
    basis: Mapped[str | None] = text("依据条款", section="处置", needed=COUNTING, search=True)
    deed_on: Mapped[str | None] = day("行为日期", section="处置", help="有几件的写最后一件; 按它选当时施行的条文版本")
    rule_year: Mapped[int | None] = number(
        "适用条例年份", section="处置", help="如 2015; 不写的, 按行为日期、没有行为日期按生效日期选版本"
    )
    wording_year: Mapped[int | None] = number(
        "四种形态表述年份", section="处置", printed=False, help="2016 或 2023; 不写的按决定日期选"
    )
    measures: Mapped[list[Taken]] = entries("处理措施", Taken, section="处置", needed=True)
    form: Mapped[str | None] = choice(
        "形态", FORMS, section="处置", needed=True, list_at=3, help="一人一次有几项措施的, 按最重的一项"
    )
    decided_by: Mapped[str | None] = choice("作出主体", DECIDERS, section="处置", needed=True, list_at=5)
    organ: Mapped[str | None] = line("决定机关", section="处置", needed=True, search=True)
    approved_by: Mapped[Who] = who("批准人", section="处置")
    counted: Mapped[str | None] = choice(
        "是否由本单位统计",
        (("ours", "本单位统计"), ("duty", "本单位统计 (主体责任口径)"), ("superior", "上级或派驻机构统计"), ("no", "不计入")),
        section="处置",
        needed=True,
    )
    causes: Mapped[list[Cause]] = entries("由来", Cause, section="处置", printed=False)
    documents: Mapped[list[Paper]] = entries("文书", Paper, section="处置", needed=GRAVE)

    decided_on: Mapped[str | None] = day("决定日期", section="日期", needed=True, list_at=2, help="统计按这一天归期")
    effective_on: Mapped[str | None] = day(
        "生效日期", section="日期", needed=GRAVE,
        help="党纪处分: 有处分批准权的党组织集体讨论决定之日 (不是落款日期, 也不是支部大会日); 政务处分: 决定作出之日",
    )
    announce_due: Mapped[str | None] = day("宣布时限", section="日期", due_until="announced_on", help="党纪处分一般 1 个月内")
    announced_on: Mapped[str | None] = day("宣布日期", section="日期", after_seal=True)
    deliveries: Mapped[list[Served]] = entries("送达", Served, section="日期", after_seal=True)
    archive_due: Mapped[str | None] = day("归档时限", section="日期", due_until="archived_on")
    archived_on: Mapped[str | None] = day("归档日期", section="日期", after_seal=True)
    archived_in: Mapped[str | None] = line("归入哪一卷", section="日期", after_seal=True)
    execute_due: Mapped[str | None] = day("办理变更手续时限", section="日期", due_until="executed_on")
    executed_on: Mapped[str | None] = day("执行完毕日期", section="日期", after_seal=True)
    execution: Mapped[str | None] = text("执行情况 (职务、工资等)", section="日期", after_seal=True)
    report_due: Mapped[str | None] = day("执行情况报告时限", section="日期", due_until="reported_on", help="党纪处分 6 个月内")
    reported_on: Mapped[str | None] = day("执行情况报告日期", section="日期", after_seal=True)
    impact_from: Mapped[str | None] = day("影响期起", section="日期")
    impact_until: Mapped[str | None] = day("影响期止", section="日期", due_until="impact_seen_on", help="决定写明的, 以决定为准")
    impact_source: Mapped[str | None] = choice(
        "影响期由来", (("written", "决定写明"), ("computed", "拟算, 以组织决定为准")), section="日期"
    )
    impact_seen_on: Mapped[str | None] = day("期满了解日期", section="日期", after_seal=True)
    impact_seen: Mapped[str | None] = text("期满了解情况", section="日期", after_seal=True)
    restored_on: Mapped[str | None] = day("恢复党员权利日期", section="日期", after_seal=True, help="留党察看的填")

    statement: Mapped[str | None] = text("本人意见和申辩", section="本人", sensitive=True, search=True)
    paper_due: Mapped[str | None] = day("书面检查时限", section="本人", due_until="paper_received_on")
    paper_received_on: Mapped[str | None] = day("书面检查收到日期", section="本人", after_seal=True)
    appeals: Mapped[list[Appeal]] = entries("申诉复审复核", Appeal, section="本人", after_seal=True, search=True)
    appeal: Mapped[str | None] = text("申诉情况", section="本人", after_seal=True, search=True)
    checked_on: Mapped[str | None] = day("整改核查日期", section="本人", after_seal=True)
    checked_by: Mapped[Who] = who("整改核查人", section="本人", after_seal=True)
    follow_up: Mapped[str | None] = text("整改和回访情况", section="本人", after_seal=True, search=True)
    changes: Mapped[str | None] = text("变更撤销记录", section="本人", after_seal=True, help="何时因何变更或撤销, 通知了谁")

    clue_id: Mapped[str | None] = ref("问题线索", "clue", section="内部", internal=True)
    source: Mapped[str | None] = text("来源", section="内部", internal=True)
    findings: Mapped[str | None] = text("核实情况摘要", section="内部", internal=True, sensitive=True)
    handler_view: Mapped[str | None] = text("承办人意见", section="内部", internal=True)
    committee_view: Mapped[str | None] = text("机关纪委意见", section="内部", internal=True)
    head_view: Mapped[str | None] = text("党组织主要负责人意见", section="内部", internal=True)
    reported_to: Mapped[str | None] = text("抄报情况", section="内部", internal=True, help="何时报谁; 有无回执")
    keeper: Mapped[str | None] = line("保管人", section="内部", internal=True)
