"""What is wrong with the text of a rule pack, each fault with its line and key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from cadreapp.rules.packschema import Misfit, Path, schema
from cadreapp.rules.tomlcheck import Flaw, flaws

__all__ = ["Flaw", "check"]

_PREFIXES = {
    "term": ("DL",), "impact": ("DL",), "frequency": ("FQ", "SC"), "threshold": ("TH",), "wording": ("WD",),
    "measure": ("T", "D", "G", "R", "Z", "J", "U", "X"),
}  # fmt: skip


def check(text: str | bytes) -> tuple[Flaw, ...]:
    """Return everything wrong with a pack, from its top down; nothing in it is ever run."""
    return flaws(text, schema(), lambda data: _contradictions(data["rule"]), _dotted)


def _contradictions(rules: list[dict[str, Any]]) -> Iterator[Misfit]:
    """Yield what no schema can see: days that do not exist or run backwards, versions that overlap, ids of another kind."""
    spans: dict[str, list[tuple[str, str]]] = {}
    for n, rule in enumerate(rules):
        at: Path = ("rule", n)
        wrong_days = [key for key in ("from", "to") if key in rule and not _is_day(rule[key])]
        yield from (Misfit((*at, key), f"没有 {rule[key]} 这一天", f"there is no day {rule[key]}") for key in wrong_days)
        span = (rule["from"], rule.get("to", "9999-12-31"))
        if span[0] > span[1]:
            yield Misfit((*at, "to"), "施行到的日期早于施行起的日期", "ends before it begins")
        if int(rule["from"][:4]) < rule["year"]:
            yield Misfit((*at, "year"), "文件的年份晚于施行起的日期", "the document is later than its first day in force")
        if any(span[0] <= last and first <= span[1] for first, last in spans.setdefault(rule["id"], [])):
            yield Misfit((*at, "from"), f"{rule['id']} 的两个版本施行日期重叠", f"two versions of {rule['id']} overlap")
        spans[rule["id"]].append(span)
        if any(rule["year"] == other["year"] and rule["id"] == other["id"] for other in rules[:n]):
            yield Misfit((*at, "year"), f"{rule['id']} 已有{rule['year']}年的版本", f"{rule['id']} has a version of that year")
        if rule["sort"] == "impact" and rule["value"]["unit"] not in ("month", "year"):
            yield Misfit((*at, "value", "unit"), "影响期按月或年计算", "impact periods are counted in months or years")
        if {"least_members", "members_by"} <= set(rule["value"]):
            what, what_en = "人数已由 least_members 写明, 两项只能留一项", "least_members says it already: keep one of the two"
            yield Misfit((*at, "value", "members_by"), what, what_en)
        wanted = _PREFIXES.get(rule["sort"])
        if wanted and re.sub(r"\d.*", "", rule["id"]) not in wanted:
            yield Misfit((*at, "id"), f"这一类规则的编号以 {'、'.join(wanted)} 开头", f"ids begin with {', '.join(wanted)}")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _dotted(path: Path, data: dict[str, Any]) -> str:
    """Return a path as people read it, a rule by its id."""
    parts = [str(part) for part in path]
    if len(path) > 1 and path[0] == "rule" and isinstance(path[1], int):
        rule = data["rule"][path[1]]
        parts[1] = str(rule.get("id", path[1] + 1)) if isinstance(rule, dict) else parts[1]
    return ".".join(parts)
