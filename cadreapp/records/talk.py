"""监督谈话: who talked with whom, about what, and what came of it."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, choices, day, entries, flag, line, moment, number, ref, text, who
from cadreapp.records.person import KINDS as PERSON_KINDS
from cadreapp.records.record import Document, Entry

HEART, PRE_POST, REMIND, SUMMONS = "heart", "pre_post", "remind", "summons"
ADMONISH, ENTRUSTED, VISIT, PROMPT, CLEAN = "admonish", "entrusted", "visit", "prompt", "clean"
ORAL = "oral"

KINDS = (
    (HEART, "谈心谈话"),
    (PRE_POST, "任前廉政谈话"),
    (REMIND, "提醒谈话"),
    (SUMMONS, "约谈"),
    (ADMONISH, "诫勉谈话"),
    (ENTRUSTED, "受托谈话函询"),
    (VISIT, "回访"),
    (PROMPT, "谈话提醒"),
    (CLEAN, "廉政谈话"),
    (ORAL, "口头提醒"),
)
SERIOUS = (REMIND, SUMMONS, ADMONISH, ENTRUSTED, PROMPT)
ALL_BUT_HEART = tuple(code for code, _ in KINDS if code not in (HEART, ORAL))
"""Kinds with a paper of their own; a talk for care and a word of reminder in passing (口头提醒) take a line or two."""
HEARD = tuple(code for code in ALL_BUT_HEART if code != CLEAN)
"""Kinds in which the person says something of their own, or it is put down that they had nothing to add."""


class Talker(Entry):
    """One of those who hold the talk."""

    __tablename__ = "talk_talker"
    owner = "talk"
    title = "谈话人"

    who: Mapped[Who] = who("谈话人", search=True)


class Companion(Entry):
    """Someone who is present, and in what capacity."""

    __tablename__ = "talk_companion"
    owner = "talk"
    title = "参加人"

    who: Mapped[Who] = who("参加人", search=True)
    role: Mapped[str | None] = choice(
        "身份", (("escort", "陪同"), ("secretary", "所在支部书记"), ("trustee", "受托方"), ("other", "其他"))
    )


class Member(Entry):
    """One of the people of a group talk."""

    __tablename__ = "talk_member"
    owner = "talk"
    title = "谈话对象名单"

    who: Mapped[Who] = who("姓名", search=True)


class Turn(Entry):
    """A question and its answer."""

    __tablename__ = "talk_turn"
    owner = "talk"
    title = "问答"

    question: Mapped[str | None] = text("问", search=True)
    answer: Mapped[str | None] = text("答", search=True)


class Ask(Entry):
    """What was asked of the person: what, until when, and how one sees that it is done."""

    __tablename__ = "talk_ask"
    owner = "talk"
    title = "提醒(要求)事项"

    what: Mapped[str | None] = text("事项", search=True, needed=True)
    term: Mapped[str | None] = day("完成时限", due_until="done_on")
    sign: Mapped[str | None] = line("完成标志")
    done_on: Mapped[str | None] = day("完成日期", after_seal=True)


class Aspect(Entry):
    """One of the things that the talk touched upon; no judgement on the person."""

    __tablename__ = "talk_aspect"
    owner = "talk"
    title = "涉及方面"

    code: Mapped[str] = choice(
        "涉及方面",
        (
            ("line", "路线方针政策执行"),
            ("decisions", "重大决策落实"),
            ("centralism", "民主集中制"),
            ("integrity_self", "廉洁自律"),
            ("duty", "履行职责"),
            ("political", "政治"),
            ("organisational", "组织"),
            ("integrity", "廉洁"),
            ("masses", "群众"),
            ("work", "工作"),
            ("life", "生活"),
        ),
        required=True,
    )


class Talk(Document):
    """谈话: who talked with whom, about what, and what came of it."""

    __tablename__ = "talk"
    # Who had a talk of a kind in a year is answered from this index alone, of a hundred thousand.
    __table_args__ = (Index("ix_talk_kind", "kind", "began_at", "state", "origin", "person_id"),)
    title = "谈话"
    kind_field = "kind"
    day_field = "began_at"
    headline = ("kind", "person", "matter")

    kind: Mapped[str] = choice("谈话类型", KINDS, section="概况", required=True, list_at=3)
    person: Mapped[Who] = who(
        "谈话对象", section="概况", needed=True, instead=("members",), list_at=1, search=True,
        help="集体谈话可以写“张三等 5 人”, 名单填在下面",
    )
    person_sex: Mapped[str | None] = choice("性别", (("m", "男"), ("f", "女")), section="概况")
    person_politics: Mapped[str | None] = line(
        "政治面貌", section="概况", needed=ALL_BUT_HEART, instead=("members",)
    )
    person_birth: Mapped[str | None] = line("出生年月", section="概况", form="month", printed=False)
    person_branch: Mapped[str | None] = line("所在党支部", section="概况", printed=False, help="党外人士不填")
    person_category: Mapped[str | None] = choice("人员类别", PERSON_KINDS, section="概况", printed=False)
    began_at: Mapped[str | None] = moment("开始时间", section="概况", needed=True, list_at=2)
    ended_at: Mapped[str | None] = moment("结束时间", section="概况", needed=ALL_BUT_HEART)
    place: Mapped[str | None] = line("谈话地点", section="概况", needed=ALL_BUT_HEART, help="具体到房间")
    manner: Mapped[str | None] = choice("方式", (("single", "个别"), ("group", "集体")), section="概况", needed=ALL_BUT_HEART)
    members: Mapped[list[Member]] = entries("谈话对象名单", Member, section="概况", help="集体谈话时填")
    talkers: Mapped[list[Talker]] = entries("谈话人", Talker, section="概况", needed=True)
    companions: Mapped[list[Companion]] = entries("参加人", Companion, section="概况")
    recorder: Mapped[Who] = who("记录人", section="概况", needed=ALL_BUT_HEART)
    matter: Mapped[str | None] = line(
        "谈话事由", section="概况", needed=(*ALL_BUT_HEART, ORAL), list_at=4, search=True, help="一句话, 只写事项不写结论"
    )
    basis: Mapped[str | None] = line("依据", section="概况", needed=(*SERIOUS, PRE_POST), help="条款一行")
    approved_by: Mapped[Who] = who("批准人", section="概况", needed=(SUMMONS, ADMONISH, ENTRUSTED))
    approved_on: Mapped[str | None] = day("批准日期", section="概况", needed=(SUMMONS, ADMONISH, ENTRUSTED))
    aspects: Mapped[list[Aspect]] = choices(
        "涉及方面", Aspect, section="概况", printed=False, help="谈到哪方面, 不是定性, 只印在登记表上"
    )
    round: Mapped[int | None] = number("第几次", section="概况")
    previous_id: Mapped[str | None] = ref("上一次谈话", "talk", section="概况", printed=False)
    interrupted: Mapped[str | None] = line("中断情况", section="概况", help="何时因何中断、何时继续")

    opening: Mapped[str | None] = text("开场告知", section="内容")
    style: Mapped[str | None] = choice("记录方式", (("turns", "问答"), ("narrative", "要点")), section="内容")
    turns: Mapped[list[Turn]] = entries(
        "问答", Turn, section="内容", needed=ALL_BUT_HEART, instead=("narrative",), search=True, sensitive=True
    )
    narrative: Mapped[str | None] = text("谈话要点", section="内容", search=True, sensitive=True)
    statement: Mapped[str | None] = text(
        "本人说明", section="内容", needed=HEARD, instead=("attitude", "no_statement"), search=True, sensitive=True
    )
    no_statement: Mapped[bool | None] = flag("本人没有补充说明 (记录人确认)", section="内容", printed=False)
    pointed: Mapped[str | None] = text("指出的问题", section="内容", search=True, sensitive=True, help="诫勉谈话记录里单列一节")
    asks: Mapped[list[Ask]] = entries(
        "提醒(要求)事项", Ask, section="内容", needed=(REMIND, SUMMONS, ADMONISH), search=True
    )
    attitude: Mapped[str | None] = text("表态", section="内容", search=True, help="原话, 不润色")
    paper_due: Mapped[str | None] = day(
        "书面材料提交时限", section="内容", needed=(ADMONISH, ENTRUSTED), due_until="paper_received_on"
    )
    paper_received_on: Mapped[str | None] = day("书面材料收到日期", section="内容", after_seal=True)
    reviewer: Mapped[Who] = who("整改核查人", section="内容", needed=(SUMMONS, ADMONISH))
    head: Mapped[Who] = who("所在党组织主要负责人", section="内容", needed=(ADMONISH,), help="诫勉谈话记录由他签字后报送")
    enclosures: Mapped[str | None] = text("附件清单", section="内容", help="一行一件")
    read_aloud: Mapped[bool | None] = flag("记录向本人宣读 (看不清或不识字)", section="内容", printed=False)

    checked_on: Mapped[str | None] = day("整改了解日期", section="整改", after_seal=True, printed=False)
    found: Mapped[str | None] = text(
        "整改落实情况", section="整改", after_seal=True, printed=False, search=True, help="何时核、谁核、看到什么"
    )
    outcome: Mapped[str | None] = choice(
        "办结意见",
        (("done", "办结"), ("again", "再次提醒"), ("other", "转其他方式")),
        section="整改",
        after_seal=True,
        printed=False,
    )

    source: Mapped[str | None] = choice(
        "来源",
        (
            ("daily", "日常监督"),
            ("letter", "信访转办"),
            ("inspection", "巡察审计反馈"),
            ("superior", "上级交办"),
            ("public", "群众反映"),
            ("self", "本人主动"),
            ("other", "其他"),
        ),
        section="内部",
        internal=True,
        needed=SERIOUS,
    )
    clue_id: Mapped[str | None] = ref("问题线索", "clue", section="内部", internal=True)
    entrusted_on: Mapped[str | None] = day("收到委托日期", section="内部", internal=True, help="受托谈话函询的填, 时限从这一天起算")
    counted: Mapped[str | None] = choice(
        "是否计入四种形态",
        (("no", "不计入"), ("official", "计入 (有问题线索)"), ("duty", "主体责任口径")),
        section="内部",
        internal=True,
        needed=(ADMONISH, ENTRUSTED, PROMPT),
    )
    proposal: Mapped[str | None] = text("拟谈意见", section="内部", internal=True, help="承办人的意见")
    duty: Mapped[str | None] = line("责任清单项", section="内部", internal=True)
    reported_on: Mapped[str | None] = day("情况报告 (材料) 报出日期", section="内部", internal=True, after_seal=True)
    reported: Mapped[str | None] = text("报送情况", section="内部", internal=True, help="何时报谁; 有无回执")
    keeper: Mapped[str | None] = line("保管人", section="内部", internal=True)
