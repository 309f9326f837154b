"""销毁作废: which papers were destroyed or made void, how many copies, why, on whose word and before which witnesses."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, entries, line, number, ref, text, who
from cadreapp.records.handover import ORIGINS
from cadreapp.records.record import Document, Entry

DESTROY, VOID = "destroy", "void"


class Piece(Entry):
    """One paper that is destroyed or void."""

    __tablename__ = "disposal_piece"
    owner = "disposal"
    title = "销毁作废的件"

    file_no: Mapped[str | None] = line("件号", needed=True, search=True, help="编号、档案件号或文号; 没有编号的写无")
    name: Mapped[str | None] = line("名称", search=True, help="如: 谈话记录; 不写内容")
    copies: Mapped[int | None] = number("份数", needed=True)
    pages: Mapped[int | None] = number("页数")
    reason: Mapped[str | None] = line("原因", search=True, help="与上面写的原因不同时填")
    record_id: Mapped[str | None] = ref("有关记录", *ORIGINS, internal=True, printed=False)


class Witness(Entry):
    """One of those who watched it done."""

    __tablename__ = "disposal_witness"
    owner = "disposal"
    title = "监销人"

    who: Mapped[Who] = who("监销人", needed=True, search=True)


class Disposal(Document):
    """销毁作废: the papers with their numbers and copies, the cause, the approval, the two witnesses and the day."""

    __tablename__ = "disposal"
    title = "销毁作废"
    kind_field = "kind"
    day_field = "on"
    headline = ("kind", "reason")
    recusal = None

    kind: Mapped[str | None] = choice(
        "销毁还是作废", ((DESTROY, "销毁"), (VOID, "作废")), section="概况", needed=True, list_at=2,
        help="只登记纸件; 库里的记录不会因此删除",
    )  # fmt: skip
    on: Mapped[str | None] = day("日期", section="概况", needed=True, list_at=1)
    reason: Mapped[str | None] = line(
        "原因", section="概况", needed=True, list_at=3, search=True, help="如: 保管期满, 经鉴定不再保存; 印错重印"
    )
    manner: Mapped[str | None] = line("怎么销毁", section="概况", help="如: 碎纸机粉碎、送涉密载体销毁机构")
    pieces: Mapped[list[Piece]] = entries("销毁作废的件", Piece, section="概况", needed=True, search=True)
    approved_by: Mapped[Who] = who("批准人", section="批准和监销", needed=(DESTROY,), list_at=4)
    approved_on: Mapped[str | None] = day("批准日期", section="批准和监销")
    done_by: Mapped[Who] = who("经办人", section="批准和监销")
    witnesses: Mapped[list[Witness]] = entries(
        "监销人", Witness, section="批准和监销", needed=(DESTROY,), search=True, help="2 名"
    )
    place: Mapped[str | None] = line("地点", section="批准和监销")
    note: Mapped[str | None] = text("备注", section="批准和监销", search=True)
