"""What can be wrong with the values of a record."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

UNKNOWN_TYPE = Fault(
    "UNKNOWN_TYPE", Exit.REFUSED, "没有“{type}”这种记录。", "用 cadreapp types 看有哪些",
    "No record type “{type}”.", "See cadreapp types",
)
UNKNOWN_FIELD = Fault(
    "UNKNOWN_FIELD", Exit.REFUSED, "“{title}”没有“{name}”这一项。", "用 cadreapp schema 看有哪些项",
    "“{title}” has no field “{name}”.", "See cadreapp schema",
)
BAD_VALUE = Fault(
    "BAD_VALUE", Exit.REFUSED, "“{label}”填的不是{expected}: {given}。", "按 {example} 的样子填",
    "“{label}” is not {expected_en}: {given}.", "Write it like {example}",
)
UNKNOWN_CHOICE = Fault(
    "UNKNOWN_CHOICE", Exit.REFUSED, "“{label}”没有“{given}”这个选项。", "可选: {options}",
    "“{label}” has no choice “{given}”.", "Choose one of: {options}",
)
REQUIRED = Fault(
    "REQUIRED", Exit.REFUSED, "还缺{label}, 填上才能保存。", "填写“{label}”",
    "{label} is missing and needed even for a draft.", "Fill in “{label}”",
)
