"""What the lists and votes of a meeting add up to, in the words of the form: plain sums, told beside what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cadreapp.kernel.shape import Values

COUNTED = ("due", "came", "voters_due", "voters_came")


def counted(values: Mapping[str, Any]) -> Values:
    """Return the four numbers of attendance that the lists of present and absent give; {} while nobody is listed."""
    here, away = values.get("present") or [], values.get("absent") or []
    if not here and not away:
        return {}
    voting = [sum(bool(row.get("voting")) for row in rows) for rows in (here, away)]
    return dict(zip(COUNTED, (len(here) + len(away), len(here), sum(voting), voting[0]), strict=True))


def attendance(values: Mapping[str, Any]) -> str:
    """Say what the lists give, and whether more than half of those with a vote came."""
    sums = counted(values)
    said = []
    if sums:
        said.append(f"按名单算: 应到 {sums['due']} 人, 实到 {sums['came']} 人; "
                    f"有表决权应到 {sums['voters_due']} 人, 实到 {sums['voters_came']} 人。")  # fmt: skip
    due, came = (values.get(n) if values.get(n) is not None else sums.get(n) for n in ("voters_due", "voters_came"))
    if due and came is not None:
        said.append(f"有表决权的到了 {came}/{due}, {'过半数' if came * 2 > due else '没有过半数'}。")
    return "".join(said)


def votes(values: Mapping[str, Any]) -> str:
    """Say for each vote what its three numbers add up to, and how that stands beside those who could vote."""
    lines = []
    for number, vote in enumerate(values.get("votes") or [], 1):
        cast = [vote.get(n) for n in ("yes", "no", "abstained")]
        if all(n is None for n in cast):
            continue
        total = sum(n or 0 for n in cast)
        voters = vote.get("voters") if vote.get("voters") is not None else values.get("voters_came")
        beside = ""
        if voters is not None:
            beside = ", 与有表决权实到人数一致" if total == voters else f", 有表决权实到 {voters} 人, 请核对"
        lines.append(f"第 {number} 项合计 {total} 票{beside}。")
    return "\n".join(lines)
