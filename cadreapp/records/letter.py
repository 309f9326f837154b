"""文书: the letters that leave the office, from 约谈通知书 to 诫勉书, with their number, receipt and delivery."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.delivery import Delivery
from cadreapp.records.fields import Who, choice, day, entries, flag, line, moment, number, ref, text, who
from cadreapp.records.record import Document, Entry

SUMMONS, REMIND, INQUIRY, ADMONITION = "summons", "remind", "inquiry", "admonition"
SELF_CHECK, PROMPT, ADVICE, ENTRUSTED, OPINION = "self_check", "prompt", "advice", "entrusted", "opinion"

KINDS = (
    (SUMMONS, "约谈通知书"),
    (REMIND, "提醒函"),
    (INQUIRY, "函询通知书"),
    (ADMONITION, "诫勉书"),
    (SELF_CHECK, "责令检查通知"),
    (PROMPT, "监督提示函"),
    (ADVICE, "纪律检查建议书"),
    (ENTRUSTED, "受托谈话情况报告"),
    (OPINION, "党风廉政意见回复"),
)
TO_PERSON = (REMIND, INQUIRY, ADMONITION, SELF_CHECK)
ANSWERED = (INQUIRY, SELF_CHECK, PROMPT, ADVICE)
OWN_FIELDS: dict[str, tuple[str, ...]] = {
    SUMMONS: ("at", "place", "callers", "materials", "excuse_by"),
    REMIND: ("facts", "points", "reply_due", "remedy"),
    INQUIRY: ("points", "head_involved", "reply_due", "receiver", "address"),
    ADMONITION: ("studied_by", "facts", "stated_on", "points", "reply_due", "consequence", "consequence_seen", "remedy"),
    SELF_CHECK: ("facts", "points", "manner", "reply_due", "receiver", "remedy"),
    PROMPT: ("signed_off_by", "facts", "points", "reply_due"),
    ADVICE: ("signed_off_by", "facts", "points", "reply_due"),
    ENTRUSTED: ("signed_off_by", "entrusted_by", "letter_no", "callers", "at", "place", "points", "truthful", "advice"),
    OPINION: ("signed_off_by", "letter_no", "purpose", "candidates", "checked", "checked_until", "verdict", "told",
              "open_clues", "in_effect", "copies"),
}  # fmt: skip
"""What belongs to one kind of letter and not to all: the other kinds neither print nor ask for it."""
YES_NO = (("no", "没有"), ("yes", "有"))


class Caller(Entry):
    """One of those who hold the talk that a letter calls to, or held the one it reports on."""

    __tablename__ = "letter_caller"
    owner = "letter"
    title = "谈话人"

    who: Mapped[Who] = who("谈话人", search=True)


class Point(Entry):
    """One thing that a letter reminds of, asks, demands, advises or reports; the columns further right belong to reports."""

    __tablename__ = "letter_point"
    owner = "letter"
    title = "逐条事项"

    what: Mapped[str | None] = text("事项", search=True, needed=True, help="提醒、需说明的问题、要求、建议或反映的问题, 一条一行")
    term: Mapped[str | None] = day("时限", due_until="done_on")
    sign: Mapped[str | None] = line("完成标志")
    done_on: Mapped[str | None] = day("完成日期", after_seal=True)
    said: Mapped[str | None] = text("本人说明", search=True, help="受托谈话情况报告填")
    proof: Mapped[str | None] = line("佐证材料", help="受托谈话情况报告填")
    found: Mapped[str | None] = text("了解核实情况", search=True, help="受托谈话情况报告填; 只写依据")


class Material(Entry):
    """Something to be brought along."""

    __tablename__ = "letter_material"
    owner = "letter"
    title = "需准备的材料"

    what: Mapped[str | None] = line("材料", needed=True)


class Candidate(Entry):
    """One of those about whom an opinion is asked."""

    __tablename__ = "letter_candidate"
    owner = "letter"
    title = "人选"

    who: Mapped[Who] = who("姓名", search=True)


class Letter(Document):
    """文书: what kind of letter, to whom, about what, on whose decision; its number, receipt, delivery and answer."""

    __tablename__ = "letter"
    title = "文书"
    kind_field = "kind"
    day_field = "dated"
    headline = ("kind", "person", "organisation_id", "matter")

    kind: Mapped[str] = choice("文书种类", KINDS, section="概况", required=True, list_at=3)
    person: Mapped[Who] = who(
        "对象", section="概况", needed=(SUMMONS, *TO_PERSON, ENTRUSTED), instead=("organisation_id",), list_at=1, search=True
    )
    organisation_id: Mapped[str | None] = ref(
        "主送单位", "organisation", section="概况", needed=(PROMPT, ADVICE, OPINION), instead=("addressee",),
        help="主送个人的不填",
    )
    addressee: Mapped[str | None] = line("主送", section="概况", search=True, help="与上面两栏不同时填, 如: 市直机关纪检监察工委")
    matter: Mapped[str | None] = line(
        "事由", section="概况", needed=True, list_at=4, search=True, help="一句话; 有线索背景的只写“了解有关情况”"
    )
    issuer: Mapped[str | None] = line("发文名义", section="概况", help="不填就用设置里的发文机关标志")
    dated: Mapped[str | None] = day("成文日期", section="概况", needed=True, list_at=2)
    basis: Mapped[str | None] = line(
        "依据", section="概况", needed=(SUMMONS, ADMONITION, SELF_CHECK), search=True, help="文件和条款一行"
    )
    studied_by: Mapped[str | None] = line("研究决定的组织", section="概况", help="如: 机关纪委会议")
    approved_by: Mapped[Who] = who("批准人", section="概况", needed=(SUMMONS, *TO_PERSON))
    approved_on: Mapped[str | None] = day("批准日期", section="概况")
    signed_off_by: Mapped[Who] = who("签发人", section="概况", needed=(PROMPT, ADVICE, ENTRUSTED, OPINION))

    facts: Mapped[str | None] = text(
        "情况", section="正文", needed=(ADMONITION, PROMPT, ADVICE), search=True, sensitive=True, help="时间、事项; 不写未核实的内容"
    )
    stated_on: Mapped[str | None] = day("本人说明日期", section="正文")
    points: Mapped[list[Point]] = entries(
        "逐条事项", Point, section="正文", needed=(REMIND, INQUIRY, ADMONITION, ADVICE, ENTRUSTED), search=True, sensitive=True
    )
    at: Mapped[str | None] = moment("谈话时间", section="正文", needed=(SUMMONS, ENTRUSTED))
    place: Mapped[str | None] = line("谈话地点", section="正文", needed=(SUMMONS,), help="具体到房间")
    callers: Mapped[list[Caller]] = entries("谈话人", Caller, section="正文", needed=(SUMMONS, ENTRUSTED))
    materials: Mapped[list[Material]] = entries("需准备的材料", Material, section="正文")
    excuse_by: Mapped[str | None] = day("书面说明不能参加的时限", section="正文")
    manner: Mapped[str | None] = choice("检查形式", (("written", "书面"), ("oral", "口头")), section="正文", needed=(SELF_CHECK,))
    receiver: Mapped[str | None] = line("接收人", section="正文", help="书面材料交给谁")
    reply_due: Mapped[str | None] = day(
        "回复 (提交) 时限", section="正文", needed=(INQUIRY, SELF_CHECK), due_until="replied_on", help="函询一般为收到后 15 个工作日"
    )
    head_involved: Mapped[bool | None] = flag("涉及党组织主要负责人 (本人直接回复, 不签署意见)", section="正文", printed=False)
    consequence: Mapped[str | None] = text("后果告知", section="正文", help="按所依据的文件写, 如诫勉影响期的起止")
    consequence_seen: Mapped[bool | None] = flag("后果告知的依据和期限已核对", section="正文", printed=False)
    remedy: Mapped[str | None] = line("有不同意见向谁反映", section="正文")
    entrusted_by: Mapped[str | None] = line("委托机关", section="正文", needed=(ENTRUSTED,))
    letter_no: Mapped[str | None] = line("来函 (委托) 文号", section="正文", needed=(ENTRUSTED, OPINION), search=True)
    truthful: Mapped[str | None] = text("是否如实说明", section="正文", help="只写依据")
    advice: Mapped[str | None] = text("建议", section="正文", search=True)
    purpose: Mapped[str | None] = line("用途", section="正文", needed=(OPINION,), help="如: 拟提拔、评先")
    candidates: Mapped[list[Candidate]] = entries("人选", Candidate, section="正文", needed=(OPINION,), search=True)
    checked: Mapped[str | None] = line("查核范围", section="正文", needed=(OPINION,))
    checked_until: Mapped[str | None] = day("查核截止日", section="正文", needed=(OPINION,))
    verdict: Mapped[str | None] = choice(
        "回复意见", (("clear", "未发现影响使用的问题"), ("told", "有以下情况供参考")), section="正文", needed=(OPINION,)
    )
    told: Mapped[str | None] = text("供参考的情况", section="正文", sensitive=True)
    contact: Mapped[str | None] = line("联系人及电话", section="正文", help="座机")
    address: Mapped[str | None] = line("回复地址", section="正文")
    enclosures: Mapped[str | None] = text("附件", section="正文", help="一行一件")
    copies_to: Mapped[str | None] = line("抄送", section="正文")
    copies: Mapped[int | None] = number("印发份数", section="正文", printed=False)

    deliveries: Mapped[list[Delivery]] = entries("送达", Delivery, section="送达和回复", after_seal=True)
    received_by: Mapped[Who] = who("签收人", section="送达和回复", after_seal=True)
    received_at: Mapped[str | None] = moment("签收时间", section="送达和回复", after_seal=True)
    reply: Mapped[str | None] = choice(
        "回执", (("will_come", "按时参加"), ("moved", "申请改期"), ("refused", "拒收 (留置)")), section="送达和回复", after_seal=True
    )
    reply_reason: Mapped[str | None] = text("改期原因或拒收情况", section="送达和回复", after_seal=True)
    replied_on: Mapped[str | None] = day("回复 (提交) 日期", section="送达和回复", after_seal=True)

    reminder_id: Mapped[str | None] = ref("约谈", "reminder", section="由来", printed=False)
    talk_id: Mapped[str | None] = ref("谈话", "talk", section="由来", printed=False)
    disposition_id: Mapped[str | None] = ref("处置", "disposition", section="由来", printed=False)
    source: Mapped[str | None] = text("问题来源", section="内部", internal=True)
    clue_id: Mapped[str | None] = ref("问题线索", "clue", section="内部", internal=True)
    open_clues: Mapped[str | None] = choice("有无未了结线索", YES_NO, section="内部", internal=True, needed=(OPINION,))
    in_effect: Mapped[str | None] = choice("有无影响期内处分处理", YES_NO, section="内部", internal=True, needed=(OPINION,))
    keeper: Mapped[str | None] = line("保管人", section="内部", internal=True)
