"""人员: the people of the register, with three relations that need not agree and their posts with dates."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from cadreapp.records.fields import choice, day, entries, flag, line, ref, text
from cadreapp.records.record import Entry, Register

KINDS = (
    ("staff", "在编"),
    ("seconded", "借调"),
    ("temporary_post", "挂职"),
    ("contract", "聘用"),
    ("retired", "退休"),
    ("outside_party", "党外"),
)
POLITICS = (
    ("member", "中共党员"),
    ("probationary", "中共预备党员"),
    ("league", "共青团员"),
    ("democratic", "民主党派"),
    ("masses", "群众"),
)


class Post(Entry):
    """A post held, with its dates."""

    __tablename__ = "person_post"
    owner = "person"
    title = "职务"

    organisation_id: Mapped[str | None] = ref("组织", "organisation")
    title_of_post: Mapped[str | None] = line("职务(职级)", search=True)
    main: Mapped[bool | None] = flag("主要职务")
    since: Mapped[str | None] = day("自")
    until: Mapped[str | None] = day("至")


class Person(Register):
    """人员: someone whom a talk, a meeting or a disposition may name."""

    __tablename__ = "person"
    title = "人员"
    kind_field = "kind"
    headline = ("name",)

    name: Mapped[str] = line("姓名", section="基本情况", required=True, list_at=1, search=True, form="name")
    name_as_written: Mapped[str | None] = line("姓名原文", section="基本情况", printed=False, help="导入时与规范写法不同的原文")
    sex: Mapped[str | None] = choice("性别", (("m", "男"), ("f", "女")), section="基本情况")
    birth: Mapped[str | None] = line("出生年月", section="基本情况", help="如 1975-03; 用来分清同名的人", form="month")
    unit_id: Mapped[str | None] = ref("工作所在", "organisation", section="三种关系", list_at=2, help="实际在哪里工作")
    personnel_id: Mapped[str | None] = ref(
        "人事关系(管理权限)", "organisation", section="三种关系", help="谁有权处理"
    )
    party_id: Mapped[str | None] = ref("组织关系", "organisation", section="三种关系", list_at=4, help="在哪个支部过组织生活")
    kind: Mapped[str | None] = choice("人员类别", KINDS, section="基本情况", list_at=5)
    politics: Mapped[str | None] = choice("政治面貌", POLITICS, section="基本情况")
    joined: Mapped[str | None] = line("入党时间", section="基本情况", form="month")
    voting: Mapped[str | None] = choice(
        "表决权", (("full", "有"), ("probation", "无 (预备党员)"), ("watch", "无 (留党察看)")), section="基本情况"
    )
    post: Mapped[str | None] = line("现任职务(职级)", section="基本情况", list_at=3, search=True)
    rank: Mapped[str | None] = choice(
        "职级层次",
        (("county", "县处级"), ("township", "乡科级"), ("general", "一般干部"), ("other", "其他")),
        section="基本情况",
    )
    posts: Mapped[list[Post]] = entries("任职经历", Post, section="任职")
    note: Mapped[str | None] = text("备注", section="任职", search=True)
