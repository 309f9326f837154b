"""组织: units, Party organisations and groups, as a tree with names and posts as of a day."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import Who, choice, day, entries, line, ref, text, who
from cadreapp.records.record import Entry, Register

KINDS = (
    ("unit", "单位"),
    ("department", "部门 (处室)"),
    ("party_group", "党组 (党委)"),
    ("committee", "机关党委"),
    ("discipline", "机关纪委"),
    ("branch_general", "党总支"),
    ("branch", "党支部"),
    ("group", "党小组"),
    ("superior", "上级"),
    ("other", "其他"),
)


class FormerName(Entry):
    """A name that the organisation bore for a time."""

    __tablename__ = "organisation_former_name"
    owner = "organisation"
    title = "曾用名"

    name: Mapped[str | None] = line("名称", search=True)
    since: Mapped[str | None] = day("自")
    until: Mapped[str | None] = day("至")


class Officer(Entry):
    """Who holds which post in the organisation, and when."""

    __tablename__ = "organisation_officer"
    owner = "organisation"
    title = "任职"

    who: Mapped[Who] = who("姓名", search=True)
    post: Mapped[str | None] = line("职务")
    since: Mapped[str | None] = day("自")
    until: Mapped[str | None] = day("至")


class Organisation(Register):
    """组织: a unit, a department, a Party organisation or group."""

    __tablename__ = "organisation"
    title = "组织"
    kind_field = "kind"
    headline = ("name",)

    name: Mapped[str] = line("名称", section="基本情况", required=True, list_at=1, search=True)
    short: Mapped[str | None] = line("简称", section="基本情况", search=True)
    kind: Mapped[str | None] = choice("类别", KINDS, section="基本情况", list_at=2)
    parent_id: Mapped[str | None] = ref("上级组织", "organisation", section="基本情况", list_at=3)
    code: Mapped[str | None] = line("统一社会信用代码", section="基本情况", help="18 位; 可不填")
    since: Mapped[str | None] = day("设立日期", section="基本情况")
    until: Mapped[str | None] = day("撤销日期", section="基本情况")
    former_names: Mapped[list[FormerName]] = entries("曾用名", FormerName, section="沿革")
    officers: Mapped[list[Officer]] = entries("班子和任职", Officer, section="沿革")
    note: Mapped[str | None] = text("备注", section="沿革", search=True)
