"""The rules as people read them: value, why, versions, the unit's own number where it has one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cadreapp.office.rule.rulebook import unit_rules, unit_standing
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.rule import PER_TEXT, UNIT_TEXT, Frequency, Rule, Severity, Sort, Term, Unit
from cadreapp.rules.shares import share_text, threshold_text
from cadreapp.store.reading import Reader

SORTS = {
    Sort.TERM: "时限", Sort.IMPACT: "影响期", Sort.FREQUENCY: "频次", Sort.MEASURE: "措施", Sort.THRESHOLD: "人数和表决",
    Sort.WORDING: "条文措辞",
}  # fmt: skip
UNITS = tuple((unit.value, UNIT_TEXT[unit]) for unit in Unit)
PERIODS = tuple(PER_TEXT.items())
_FORMS = ("不计形态", "第一种形态", "第二种形态", "第三种形态", "第四种形态")


@dataclass(frozen=True)
class RuleLine:
    """One rule as it stands today. `own`: the unit's own value with its source, "" where there is none.

    `number`, `unit`, `per`, `share`: now. `why` is for a newcomer: the sentence, the article, every version, whatever makes it
    unsure.
    """

    id: str
    sort: str
    title: str
    value: str
    source: str
    own: str
    hint: bool
    why: tuple[str, ...]
    number: int | None = None
    unit: str = ""
    per: str = ""
    share: str = ""


def lines(connection: Reader, on: date) -> list[RuleLine]:
    """Return every rule in its version of today, or the last one there was; terms first, then by id."""
    book, order = unit_rules(connection), list(SORTS.values())
    found = [_line(book, rule_id, on) for rule_id in book.ids()]
    return sorted(found, key=lambda line: (order.index(line.sort), line.id))


def troubles(connection: Reader) -> tuple[str, ...]:
    """Return what this unit took over or set itself and the program can no longer use; the rest stays in force."""
    return unit_standing(connection).troubles


def _line(book: Rulebook, rule_id: str, on: date) -> RuleLine:
    versions = book.versions(rule_id)
    now = next((rule for rule in versions if rule.in_force(on)), None)
    rule = book.rule(rule_id, on) if now is not None else versions[-1]
    number = rule.term.number if rule.term else rule.frequency.times if rule.frequency else rule.table.get(rule.plain_number)
    own = ""
    if rule.override is not None:
        o = rule.override
        days = f"; {o.begins or '即日'} 至 {o.ends or '今'}" if o.begins or o.ends else ""
        own = f"本单位自定 {value_text(rule)}, 原值 {was_text(rule)}; 依据: {o.source}; {o.who} {o.when} 录入{days}"
    why = (rule.sentence, rule.citation(), *((rule.note,) if rule.note else ()), *((own,) if own else ()), *_versions(versions))
    unit = rule.term.unit.value if rule.term else ""
    per = rule.frequency.per if rule.frequency and not rule.frequency.belongs else ""
    hint = rule.severity is Severity.INFO
    source = f"《{rule.document}》({rule.year}) {rule.article}".rstrip()
    share = share_text(rule.share) if rule.share is not None else ""
    return RuleLine(rule.id, SORTS[rule.sort], rule.title, value_text(rule), source, own, hint, why, number, unit, per, share)


def value_text(rule: Rule) -> str:
    """Return what a rule sets, in a few words."""
    if rule.term is not None:
        return rule.term.whole_text()
    if rule.frequency is not None:
        return _frequency(rule.frequency)
    table = rule.table
    if rule.sort is Sort.MEASURE:
        return _FORMS[int(table["form"])]
    return threshold_text(table) if rule.sort is Sort.THRESHOLD else "原文"


def _frequency(frequency: Frequency) -> str:
    return f"{frequency.text()} (按归属年度)" if frequency.belongs else frequency.text()


def was_text(rule: Rule) -> str:
    """Return what a rule set before the unit's own value took its place."""
    if isinstance(rule.original, Term):
        return rule.original.whole_text()
    if isinstance(rule.original, Frequency):
        return _frequency(rule.original)
    if rule.sort is Sort.MEASURE and rule.original:
        return _FORMS[int(rule.original["form"])]
    return threshold_text(rule.original) if rule.original else ""


def _versions(versions: tuple[Rule, ...]) -> tuple[str, ...]:
    if len(versions) < 2:
        return ()
    told = (f"{r.year} 年版: {value_text(r)} ({r.begins} 至 {r.ends or '今'})" for r in versions)
    return ("各年份版本, 按行为或决定当日施行的取用, 记录上也可以指定:", *told)
