"""What a new pack would change, in sentences to read before it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from cadreapp.rules.packs import Pack
from cadreapp.rules.rule import Confidence, Frequency, Rule, Term

_LABELS = {
    "title": "名称", "document": "文件", "article": "条文", "begins": "施行起", "ends": "施行止", "confidence": "把握", "sentence": "说明",
    "applies_to": "适用", "note": "备注", "start": "起算", "term": "时长", "frequency": "频次", "table": "数值", "measures": "措施",
    "family": "类别", "sort": "种类",
}  # fmt: skip
_CONFIDENCE = {Confidence.OFFICIAL: "正式文本", Confidence.SEEN: "见于转载", Confidence.MEMORY: "凭记忆"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: the rule, the year of its version, whether it changes an answer (`weighty`), the sentence."""

    rule: str
    year: int
    weighty: bool
    text: str


_WEIGHTY = frozenset({"begins", "ends", "term", "frequency", "table", "measures", "confidence"})


def difference(old: Pack | None, new: Pack) -> tuple[Difference, ...]:
    """Return what `new` changes against `old`, by rule and version; everything is new without an old one."""
    before = {(r.id, r.year): r for r in old.rules} if old else {}
    after = {(r.id, r.year): r for r in new.rules}
    found = [change for key in sorted(before.keys() | after.keys()) for change in _changes(before.get(key), after.get(key))]
    return tuple(found)


def is_older(old: Pack, new: Pack) -> bool:
    """Tell whether taking `new` would go back to a former version, which is refused."""
    return (new.version, new.as_of) < (old.version, old.as_of)


def _changes(before: Rule | None, after: Rule | None) -> Iterator[Difference]:
    if after is None and before is not None:
        yield Difference(before.id, before.year, True, f"{before.id} {before.title} ({before.year}): 不再有这一条")
    elif before is None and after is not None:
        value = _shown(after.term or after.frequency)
        yield Difference(after.id, after.year, True, f"{after.id} {after.title} ({after.year}): 新增 {value}".rstrip())
    elif before is not None and after is not None:
        for name in (f.name for f in fields(Rule) if f.name in _LABELS):
            one, two = getattr(before, name), getattr(after, name)
            if one != two:
                text = f"{after.id} {after.title} ({after.year}): {_LABELS[name]}由“{_shown(one)}”改为“{_shown(two)}”"
                yield Difference(after.id, after.year, name in _WEIGHTY, text)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "无"
    if isinstance(value, Term):
        return value.whole_text()
    if isinstance(value, Frequency):
        return value.text()
    if isinstance(value, Confidence):
        return _CONFIDENCE[value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "、".join(f"{key} {inner}" for key, inner in value.items())
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
