"""移交: what one keeper gives to the next, how much of each kind, what is still going on, and who watched."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, entries, flag, line, number, ref, text, who
from cadreapp.records.record import Document, Entry

ORIGINS = ("talk", "reminder", "meeting", "rectification", "disposition", "clue", "letter")


class Lot(Entry):
    """Everything of one kind that is handed over."""

    __tablename__ = "handover_lot"
    owner = "handover"
    title = "移交类别"

    sort: Mapped[str | None] = line("类别", needed=True, search=True, help="如: 谈话、约谈、会议记录、文书")
    count: Mapped[int | None] = number("件数", needed=True)
    numbers: Mapped[str | None] = line("起止号", search=True, help="如: 谈〔2026〕1号至谈〔2026〕9号")
    carrier: Mapped[str | None] = choice("载体", (("paper", "纸质"), ("electronic", "电子"), ("both", "纸质和电子")))
    going: Mapped[int | None] = number("在办件数", help="逐件写在下面的在办事项里")
    note: Mapped[str | None] = line("备注")


class Going(Entry):
    """One thing that the next keeper has to go on with."""

    __tablename__ = "handover_going"
    owner = "handover"
    title = "在办事项"

    what: Mapped[str | None] = text("在办事项", needed=True, search=True)
    stands: Mapped[str | None] = line("办到哪一步")
    term: Mapped[str | None] = line("时限", help="最近的一个; 到期提醒跟着原来的记录走")
    record_id: Mapped[str | None] = ref("有关记录", *ORIGINS, internal=True, printed=False)


class Handover(Document):
    """移交: who hands over to whom before whom, the lots with their numbers, what is going on, keys and passphrases."""

    __tablename__ = "handover"
    title = "移交"
    kind_field = "cause"
    day_field = "on"
    headline = ("cause", "giver", "receiver")
    recusal = None

    cause: Mapped[str | None] = choice(
        "移交事由",
        (("post", "工作调整"), ("term", "换届"), ("archive", "移交档案部门"), ("other", "其他")),
        section="概况", needed=True, list_at=4,
    )  # fmt: skip
    on: Mapped[str | None] = day("移交日期", section="概况", needed=True, list_at=1)
    years: Mapped[str | None] = line("所属年度", section="概况", list_at=5, search=True, help="如: 2024年至2026年")
    giver: Mapped[Who] = who("移交人", section="概况", needed=True, list_at=2, search=True)
    receiver: Mapped[Who] = who("接收人", section="概况", needed=True, list_at=3, search=True)
    supervisor: Mapped[Who] = who("监交人", section="概况", needed=True, search=True)

    lots: Mapped[list[Lot]] = entries("移交类别", Lot, section="移交内容", needed=True, search=True)
    going: Mapped[list[Going]] = entries(
        "在办事项", Going, section="移交内容", search=True, sensitive=True, help="没有在办的不填"
    )
    unentered: Mapped[str | None] = text("没有录入的纸件", section="移交内容", search=True, help="只有纸质、库里查不到的")

    keys_changed: Mapped[bool | None] = flag("密钥及口令已变更", section="密钥和备份", after_seal=True)
    keys_changed_on: Mapped[str | None] = day("变更日期", section="密钥和备份", after_seal=True)
    code_renewed: Mapped[bool | None] = flag("恢复码已换新并交接", section="密钥和备份", after_seal=True)
    backups_given: Mapped[bool | None] = flag("备份已交接", section="密钥和备份", after_seal=True)
    note: Mapped[str | None] = text("其他说明", section="密钥和备份", search=True)
