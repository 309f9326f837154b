"""回避: who stays away from a matter, why, who asked for it, who decided, and who takes the place."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, line, ref, text, who
from cadreapp.records.handover import ORIGINS
from cadreapp.records.record import Document

ASKED, ORDERED = "asked", "ordered"


class Recusal(Document):
    """回避: the matter, who is to stay away and why, on whose wish, decided by whom, replaced by whom."""

    __tablename__ = "recusal"
    title = "回避"
    kind_field = "manner"
    day_field = "decided_on"
    headline = ("person", "matter")
    recusal = None

    matter: Mapped[str | None] = line("事项", section="回避", needed=True, list_at=2, search=True, help="一句话, 不写反映的内容")
    person: Mapped[Who] = who("应回避人", section="回避", needed=True, list_at=1, search=True)
    part: Mapped[str | None] = line("在事项里担任什么", section="回避", help="如: 谈话人、记录人、承办人")
    reason: Mapped[str | None] = text(
        "理由", section="回避", needed=True, search=True, sensitive=True, help="如: 与谈话对象是近亲属、有利害关系"
    )
    manner: Mapped[str | None] = choice(
        "提出方式", ((ASKED, "本人申请"), (ORDERED, "组织决定")), section="回避", needed=True, list_at=3
    )
    asked_on: Mapped[str | None] = day("申请日期", section="回避", needed=(ASKED,))
    verdict: Mapped[str | None] = choice(
        "决定", (("granted", "回避"), ("refused", "不需要回避")), section="决定", needed=True, list_at=5
    )
    decided_by: Mapped[Who] = who("决定人", section="决定", needed=True)
    decided_on: Mapped[str | None] = day("决定日期", section="决定", needed=True, list_at=4)
    successor: Mapped[Who] = who("接替人", section="决定", list_at=6, search=True)
    about_id: Mapped[str | None] = ref("有关记录", *ORIGINS, section="决定", internal=True, printed=False)
    note: Mapped[str | None] = text("备注", section="决定", search=True)
