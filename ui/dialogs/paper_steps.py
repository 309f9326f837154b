"""Registering what happened to the paper and to a course: each step is a few fields, none is ever changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from cadreapp.kernel.shape import Shape, Values
from ui.dialogs.form_dialog import FormDialog
from ui.fields.setting import Setting


@dataclass(frozen=True)
class PaperAct:
    """One thing that can happen to the paper: the button's words, the fields it asks for, what its reason is `about`."""

    code: str
    word: str
    text: str
    fields: tuple[str, ...]
    must: tuple[str, ...] = ()
    about: str = ""


SIGNED = PaperAct("signed", "登记签字", "本人和各方都签了字。手写更正几处就填几处。", ("at", "pages", "corrections", "reason"), ("at",),
                   "要说明的, 如补签、代签")
PARTLY = PaperAct("partly", "登记部分签", "有人没有签, 写明是谁、为什么。", ("at", "pages", "corrections", "reason"), ("at", "reason"),
                   "谁没有签、为什么")
REFUSED = PaperAct(
    "refused", "登记拒签", "写本人陈述的理由 (原话) 和在场人, 在场人不少于 2 人。", ("at", "pages", "reason", "witnesses"),
    ("at", "reason", "witnesses"), "写本人原话",
)  # fmt: skip
RECALLED = PaperAct(
    "recalled", "收回作废",
    "旧的纸件已经收回、不再使用时登记: 哪天收回的, 一共几页; 从谁手里收回、怎么处理的写进说明。登记人就是现在使用的人。"
    "登记后不再提醒, 销毁作废登记里会列出。", ("at", "pages", "reason"), ("at",), "从谁手里收回、怎么处理",
)  # fmt: skip
ARCHIVED = PaperAct("archived", "归档", "纸件入卷, 写档案件号。", ("at", "pages", "file_no"), ("file_no",))
PRINTED = PaperAct("printed", "登记已打印", "打印了几页。", ("at", "pages"), ("at",))
ACTS = (SIGNED, PARTLY, REFUSED, RECALLED, ARCHIVED, PRINTED)


def paper_dialog(act: PaperAct, shape: Shape, setting: Setting, values: Values, parent: QWidget | None = None) -> FormDialog:
    """Ask for one step of the paper; `shape` is that of the record."""
    entry = shape["paper"].entry
    assert entry is not None, "only documents have paper"
    entry = replace(entry, fields=tuple(replace(f, help=act.about) if f.name == "reason" else f for f in entry.fields))
    return FormDialog(
        act.word, act.text, entry, setting, only=act.fields, values=values, must=act.must, ok=act.word, parent=parent
    )


def step_dialog(shape: Shape, setting: Setting, values: Values, parent: QWidget | None = None) -> FormDialog:
    """Ask for the next step of a course."""
    entry = shape["steps"].entry
    assert entry is not None, "only courses have steps"
    return FormDialog(
        f"登记进展: {shape.title}", "登记后不再改动; 写错了就再登记一条说明。", entry, setting,
        values=values, must=("stage", "on"), ok="登记进展", parent=parent,
    )  # fmt: skip
