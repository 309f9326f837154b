"""送达: one delivery of a paper with its receipt, as dispositions and letters keep it."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, line, moment, who
from cadreapp.records.record import Entry


class Delivery(Entry):
    """One delivery of a paper, with its receipt (送达回证)."""

    __abstract__ = True
    title = "送达"

    paper: Mapped[str | None] = line("文书名称及文号")
    to: Mapped[Who] = who("受送达人")
    by: Mapped[str | None] = line("送达人", help="2 人")
    at: Mapped[str | None] = moment("送达时间")
    place: Mapped[str | None] = line("送达地点")
    manner: Mapped[str | None] = choice("方式", (("direct", "直接"), ("left", "留置"), ("post", "邮寄")))
    signed_on: Mapped[str | None] = day("签收日期")
    refusal: Mapped[str | None] = line("拒收情况及见证人")
