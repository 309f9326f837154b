"""附件: a file that belongs to a record; its bytes lie sealed beside the database."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import day, line, number, ref, text
from cadreapp.records.record import Register

OWNERS = ("talk", "reminder", "meeting", "rectification", "disposition", "clue", "person", "organisation",
          "handover", "recusal", "disposal")  # fmt: skip


class Attachment(Register):
    """附件: what a file is called, whose it is, and how its bytes are found and checked."""

    __tablename__ = "attachment"
    title = "附件"
    headline = ("name",)
    day_field = "dated"

    name: Mapped[str] = line("文件名", section="附件", required=True, list_at=1, search=True)
    owner_id: Mapped[str | None] = ref("属于", *OWNERS, section="附件", list_at=2, needed=True)
    dated: Mapped[str | None] = day("形成日期", section="附件", list_at=3)
    pages: Mapped[int | None] = number("页数", section="附件")
    note: Mapped[str | None] = text("说明", section="附件", search=True, help="如: 书面检查、佐证材料, 或在卷内的件号")
    media_type: Mapped[str | None] = line("格式", section="文件", printed=False)
    size: Mapped[int | None] = number("大小 (字节)", section="文件", list_at=4, needed=True)
    sha256: Mapped[str | None] = line("校验值", section="文件", needed=True, printed=False)
    blob: Mapped[str | None] = line("存放名", section="文件", internal=True, printed=False)
