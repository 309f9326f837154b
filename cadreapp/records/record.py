"""What every record is built on: the mapped base, the three families, and how a class becomes a `Shape`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, composite, declared_attr, mapped_column, relationship

from cadreapp.kernel.shape import Choice, Family, Field, Kind, Shape
from cadreapp.records.fields import (
    RowsDecl,
    Who,
    WhoDecl,
    choice,
    day,
    entries,
    line,
    make_who,
    moment,
    number,
    text,
    who,
    who_columns,
)

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The mapped base: one metadata for all tables, with named constraints."""

    metadata = MetaData(naming_convention=NAMES)


def entry_shape(entry: type[Entry]) -> Shape:
    """Return the description of the rows of one entry class."""
    return Shape(getattr(entry, "__tablename__", entry.__name__.lower()), entry.title, Family.ENTRY,
                 tuple(entry.declared.values()))


def _declarations(klass: type) -> Iterator[tuple[str, Any]]:
    for name, thing in list(vars(klass).items()):
        if isinstance(thing, WhoDecl | RowsDecl) or isinstance(thing, MappedColumn) and "field" in thing.column.info:
            yield name, thing


def _rows(entry: type[Entry]) -> Any:
    return relationship(entry, order_by=entry.position, collection_class=ordering_list("position"),
                        cascade="all, delete-orphan", lazy="selectin", passive_deletes=True)


def _rows_field(field: Field, entry: type[Entry]) -> Field:
    if field.kind is Kind.CHOICES:
        return replace(field, choices=entry.declared["code"].choices)
    return replace(field, entry=entry_shape(entry))


def _owned_copy(entry: type[Entry], owner: str, name: str) -> type[Entry]:
    """Return a mapped class for an abstract entry that several types share (approvals, paper, steps)."""
    return type(f"{owner.title()}{entry.__name__}", (entry,),
                {"__tablename__": f"{owner}_{name}", "owner": owner, "__module__": entry.__module__})


class Declared(Base):
    """Turns WHO and rows declarations into columns and relationships, and remembers the fields in order."""

    __abstract__ = True
    declared: ClassVar[dict[str, Field]] = {}

    def __init_subclass__(cls, **kw: Any) -> None:
        found: dict[str, Field] = {}
        for klass in (cls, *cls.__mro__[1:]):
            for name, thing in _declarations(klass):
                if name not in found and name not in cls._inherited_dropped():
                    found[name] = cls._adopt(name, thing)
        cls.declared = found
        super().__init_subclass__(**kw)

    @classmethod
    def _inherited_dropped(cls) -> tuple[str, ...]:
        """Names of family fields that this class does without (set to None in its body)."""
        return tuple(name for name, value in vars(cls).items() if value is None)

    @classmethod
    def _adopt(cls, name: str, thing: Any) -> Field:
        abstract = "__abstract__" in vars(cls)
        if isinstance(thing, WhoDecl):
            if not abstract:
                setattr(cls, name, composite(make_who, *who_columns(name)))
            return replace(thing.field, name=name)
        if isinstance(thing, RowsDecl):
            entry = thing.entry
            if not abstract:
                if not hasattr(entry, "__tablename__"):
                    entry = _owned_copy(entry, cls.__tablename__, name)
                setattr(cls, name, _rows(entry))
            return _rows_field(replace(thing.field, name=name), entry)
        plain: Field = thing.column.info["field"]
        return replace(plain, name=name)


class Entry(Declared):
    """A row inside a record: typed, ordered, owned by it and versioned with it."""

    __abstract__ = True
    owner: ClassVar[str]
    title: ClassVar[str] = ""

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, nullable=False)

    @declared_attr
    def owner_id(cls) -> Mapped[str]:
        return mapped_column(ForeignKey(f"{cls.owner}.id", ondelete="CASCADE"), index=True, nullable=False)


class Record(Declared):
    """What all records carry beside their fields.

    `edition` counts sealings (1, 2 …), `revision` every write; `origin` is the fingerprint of the unit that made it.
    """

    __abstract__ = True
    title: ClassVar[str] = ""
    family: ClassVar[Family]
    kind_field: ClassVar[str | None] = None
    day_field: ClassVar[str | None] = None
    headline: ClassVar[tuple[str, ...]] = ()
    stages: ClassVar[tuple[tuple[str, str], ...]] = ()
    initial_state: ClassVar[str] = "current"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    state: Mapped[str] = mapped_column(String(12), nullable=False)
    edition: Mapped[int] = mapped_column(Integer, nullable=False, default=1)
    revision: Mapped[int] = mapped_column(Integer, nullable=False, default=1)
    origin: Mapped[str] = mapped_column(String(64), nullable=False)
    created_at: Mapped[str] = mapped_column(String(32), nullable=False)
    changed_at: Mapped[str] = mapped_column(String(32), nullable=False)
    sealed_at: Mapped[str | None] = mapped_column(String(32))
    sealed_digest: Mapped[str | None] = mapped_column(String(64))
    withdrawn_for: Mapped[str | None] = mapped_column(Text)


META = ("state", "edition", "revision", "origin", "created_at", "changed_at", "sealed_at", "sealed_digest", "withdrawn_for")
"""The columns of `Record` that are kept beside the values in the journal."""


class Register(Record):
    """Always current, older versions kept: a person, an organisation, an attachment."""

    __abstract__ = True
    family = Family.REGISTER


class Approval(Entry):
    """An approval given in ink: who, when, on which paper."""

    __abstract__ = True
    title = "批准"

    by: Mapped[Who] = who("批准人")
    on: Mapped[str | None] = day("批准日期")
    opinion: Mapped[str | None] = text("批准意见")
    paper: Mapped[str | None] = line("载体", help="批在哪一张纸上, 如“提醒谈话登记表”")


class PaperStep(Entry):
    """One thing that happened to the paper: printed, signed, refused, filed."""

    __abstract__ = True
    title = "纸件"

    step: Mapped[str] = choice(
        "事项",
        (
            ("printed", "已打印"),
            ("signed", "已签字"),
            ("partly", "部分签"),
            ("refused", "拒签"),
            ("recalled", "收回作废"),
            ("archived", "归档"),
        ),
        required=True,
    )
    at: Mapped[str | None] = moment("时间")
    pages: Mapped[int | None] = number("页数")
    corrections: Mapped[int | None] = number("手写更正处数")
    situation: Mapped[str | None] = choice(
        "拒签情形",
        (
            ("refused", "拒绝签名"),
            ("pages", "拒绝逐页签名"),
            ("changes", "要求修改未达成一致"),
            ("left", "中途离场"),
            ("away", "事后不便签 (住院、出差、离职)"),
        ),
    )
    reason: Mapped[str | None] = text("理由或说明", help="拒签写本人原话; 部分签写谁没签、为什么; 收回写从谁手里收回、怎么处理")
    wishes: Mapped[str | None] = text("提出的修改意见", help="逐条: 位置、原文、要求改为、怎么处理")
    witnesses: Mapped[str | None] = line("在场人", help="拒签时不少于 2 人, 写姓名和职务")
    file_no: Mapped[str | None] = line("档案件号")


RETENTIONS = (("permanent", "永久"), ("30", "30年"), ("10", "10年"), ("open", "待定"))
MARKINGS = (("none", "不标"), ("internal", "内部"), ("internal_keep", "内部 注意保管"), ("secret", "秘密★ (须先启用)"))


class Kept(Record):
    """What documents and courses share: number, marking, late entry, who may know, who stays away."""

    __abstract__ = True

    number: Mapped[str | None] = line("编号", section="登记", search=True, help="如: 谈〔2026〕3号; 可不编")
    marking: Mapped[str | None] = choice("标识", MARKINGS, section="登记")
    late_reason: Mapped[str | None] = text("补录原因", section="登记", help="事后录入的, 写明原因; 会标明“补录”")
    audience: Mapped[str | None] = line("知悉范围", section="登记", internal=True, help="谁可以看")
    retention: Mapped[str | None] = choice("保管期限", RETENTIONS, section="登记", printed=False, after_seal=True,
                                           help="按本单位的保管期限表; 期满只提示鉴定, 不自动销毁")
    appraised_on: Mapped[str | None] = day("期满鉴定日期", section="登记", printed=False, after_seal=True)
    recusal: Mapped[str | None] = line("回避", section="登记", internal=True, help="谁应当回避、理由、谁决定")


class Document(Kept):
    """Draft, sealed, then amended by a new edition or withdrawn; its paper has a life of its own."""

    __abstract__ = True
    family = Family.DOCUMENT
    initial_state = "draft"

    approvals: Mapped[list[Any]] = entries("批准登记", Approval, section="登记", internal=True)
    paper: Mapped[list[Any]] = entries("纸件登记", PaperStep, section="登记", after_seal=True, printed=False)


class Step(Entry):
    """One sealed step of a course: never altered, only followed by another."""

    __abstract__ = True
    title = "进展"

    on: Mapped[str | None] = day("日期", help="不写就是登记当天")
    by: Mapped[Who] = who("经办人")
    note: Mapped[str | None] = text("情况", search=True)
    paper: Mapped[str | None] = line("文书或件号")
    until: Mapped[str | None] = day("下一步时限", help="延期时写新的日期, 并在“情况”里写原因和批准人")


class Course(Kept):
    """Moves by steps, each sealed by itself; may be sent while open. The class names its `stages`; the last closes it."""

    __abstract__ = True
    family = Family.COURSE
    initial_state = "open"

    def __init_subclass__(cls, **kw: Any) -> None:
        if "__abstract__" not in vars(cls):
            row = type("Step", (Step,), {"__abstract__": True, "__module__": cls.__module__,
                                         "__annotations__": {"stage": Mapped[str]},
                                         "stage": choice("进展", cls.stages, required=True)})
            cls.steps = entries("进展", row, section="进展", after_seal=True)
            cls.__annotations__ = {**cls.__annotations__, "steps": Mapped[list[Any]]}
        super().__init_subclass__(**kw)


def shape_of(record: type[Record]) -> Shape:
    """Return the frozen description of a record type; its fields in the order of the class, the family's last."""
    fields = tuple(record.declared.values())
    sections = tuple(dict.fromkeys(f.section for f in fields))
    states = tuple(Choice(code, label) for code, label in record.stages)
    doc = (record.__doc__ or "").splitlines()[0]
    return Shape(record.__tablename__, record.title, record.family, fields, doc, record.kind_field, record.day_field,
                 record.headline, states, sections)
