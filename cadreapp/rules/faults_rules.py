"""What can be wrong with a rule pack, a holiday table or a question put to them."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

PACK_BROKEN = Fault(
    "PACK_BROKEN", Exit.REFUSED, "规则包 {name} 第 {line} 行的 {key} 不对: {what}; 原来的规则仍然有效。",
    "按提示改好这一行再装, 或者不装",
    "Rule pack {name}, line {line}, key {key}: {what_en}; the former rules stay in force.", "Correct that line and install again",
)
RULE_UNKNOWN = Fault(
    "RULE_UNKNOWN", Exit.REFUSED, "没有编号为 {rule} 的规则。", "看 cadreapp rules list 里的编号",
    "There is no rule {rule}.", "See cadreapp rules list for the ids",
)
RULE_NOT_IN_FORCE = Fault(
    "RULE_NOT_IN_FORCE", Exit.REFUSED, "规则 {rule} 在 {day} 没有施行中的版本。", "核对日期, 或者指明年份版本: {versions}",
    "No version of rule {rule} was in force on {day}.", "Check the day, or name a version: {versions}",
)
RULE_OTHER_KIND = Fault(
    "RULE_OTHER_KIND", Exit.REFUSED, "规则 {rule} ({title}) 不能这样用: 要的是{wanted}。",
    "看它的内容用 rules show {rule}; 该办的事和次数用 due 看",
    "Rule {rule} cannot be used for this: {wanted} is wanted.", "Read it with rules show {rule}; what is owed is told by due",
)
VERSION_UNKNOWN = Fault(
    "RULE_VERSION_UNKNOWN", Exit.REFUSED, "规则 {rule} 没有 {version} 年的版本。", "可用的版本: {versions}",
    "Rule {rule} has no version of {version}.", "Versions at hand: {versions}",
)
OVERRIDE_UNFIT = Fault(
    "RULE_OVERRIDE_UNFIT", Exit.REFUSED, "本单位对规则 {rule} 的改动不能用: {what}。", "改好后再存; 改动之前的数值仍然有效",
    "The unit's own value for rule {rule} cannot be used: {what_en}.", "Correct it; the former value stays in force",
)
HOLIDAYS_UNREAD = Fault(
    "HOLIDAYS_UNREAD", Exit.REFUSED, "放假安排第 {line} 行看不懂: {what}。", "对照公布的通知改好这一行再粘贴",
    "Line {line} of the holiday notice: {what_en}.", "Compare with the published notice and paste again",
)
DAY_ODD = Fault(
    "RULE_DAY_ODD", Exit.REFUSED, "日期 {day} 不在能计算的范围里。", "核对年份", "The day {day} is out of range.", "Check the year",
)
