"""What can be wrong with the layout of a report, with a period, or with what is asked of them."""

from __future__ import annotations

from cadreapp.kernel.errors import Exit, Fault

LAYOUT_BROKEN = Fault(
    "LAYOUT_BROKEN",
    Exit.REFUSED,
    "表样 {name} 第 {line} 行的 {key} 不对: {what}; 原来的表样仍然有效。",
    "按提示改好这一行再装, 或者不装",
    "Layout {name}, line {line}, key {key}: {what_en}; the former layouts stay in force.",
    "Correct that line and install again",
)
REPORT_UNKNOWN = Fault(
    "REPORT_UNKNOWN",
    Exit.REFUSED,
    "没有名为 {name} 的统计表。",
    "可选: {names}",
    "There is no report {name}.",
    "Choose one of: {names}",
)
SPAN_ODD = Fault(
    "SPAN_ODD",
    Exit.REFUSED,
    "统计期 {since} 至 {until} 前后颠倒。",
    "核对起止日期",
    "The period {since} to {until} ends before it begins.",
    "Check both days",
)
REPORTED_ALREADY = Fault(
    "REPORTED_ALREADY",
    Exit.REFUSED,
    "{title}的《{report}》已经报过 ({at} {who}), 数字不再改。",
    "要更正的, 报“更正说明”, 旧表不动",
    "{report} of {title} was reported already ({at} {who}); its figures stay.",
    "Report the corrections; the former table stays",
)
NOT_REPORTED = Fault(
    "NOT_REPORTED",
    Exit.REFUSED,
    "{title}的《{report}》没有登记为已报, 不用撤回。",
    "核对是哪一种表、哪一期",
    "{report} of {title} was not reported; there is nothing to take back.",
    "Check the report and the period",
)
RECALL_REASON = Fault(
    "RECALL_REASON",
    Exit.REFUSED,
    "撤回上报登记要写原因。",
    "写一句为什么撤回",
    "Taking back a reported period wants its reason.",
    "Say in a sentence why",
)
NOT_NOTHING = Fault(
    "NOT_NOTHING",
    Exit.REFUSED,
    "这一期有数, 不能作零报告。",
    "看一看表里不是 0 的行, 按实际数报",
    "This period is not empty and cannot be reported as nothing.",
    "Look at the rows that are not 0 and report them",
)
