"""Under which form (四种形态) one matter of one person is counted, in whose table, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cadreapp.rules.faults_rules import RULE_OTHER_KIND
from cadreapp.rules.packs import Rulebook
from cadreapp.rules.rule import Rule, Severity, Sort

WORDS = "WD01"
_KEYS = ("", "first", "second", "third", "fourth")


class Table(StrEnum):
    """Where a matter is counted; the two tables are never added. OTHERS: decided above us, told on a line of its own."""

    OFFICIAL = "official"
    RESPONSIBILITY = "responsibility"
    OTHERS = "others"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of one person, as it was decided.

    `measures`: every measure taken. `clue`: it began with a 问题线索. `decider`: discipline, party, personnel, appointing or
    superior. `counted`: what the record says of the tables (ours, duty, superior, no); "" lets the rules say.
    """

    measures: tuple[str, ...]
    decided: date
    clue: bool
    decider: str = "discipline"
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How a matter counts: `form` 1 to 4, 0 for none; the measure that decided it; in which table; why; what to look at."""

    form: int
    heaviest: Rule | None
    table: Table
    why: tuple[str, ...]
    hints: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """Return how loudly it may be told."""
        return self.heaviest.severity if self.heaviest else Severity.INFO


def heaviest(codes: Iterable[str], book: Rulebook, day: date) -> Rule | None:
    """Return the rule of the measure that decides the form, the first named of equals; None without any measure.

    Raises RULE_UNKNOWN for a code that no pack knows, RULE_OTHER_KIND for one that is no measure.
    """
    rules = [_measure(code, book, day) for code in codes]
    return max(rules, key=lambda rule: int(rule.table["form"]), default=None)


def count_matter(matter: Matter, book: Rulebook) -> Counted:
    """Return how one matter of one person is counted: once, under its heaviest measure (统计指标体系 2016: 不重不漏)."""
    top = heaviest(matter.measures, book, matter.decided)
    if top is None or not top.table["form"]:
        return Counted(0, top, Table.NONE, (top.sentence,) if top else ("没有填写措施",))
    form = int(top.table["form"])
    why = [top.sentence]
    if len(matter.measures) > 1:
        why.append("同时有几种措施, 按最重的一种计, 一人一事计一次")
    table, reason = _table(matter, top)
    return Counted(form, top, table, (*why, reason), _hints(matter, top))


def wording(form: int, book: Rulebook, day: date, *, version: int | None = None) -> str:
    """Return the words of a form (1 to 4) in the document in force on the day of the deed or decision, or named by its year."""
    return str(book.rule(WORDS, day, version=version).table[_KEYS[form]])


def _measure(code: str, book: Rulebook, day: date) -> Rule:
    # A measure older than the table of 2016 is counted by the first table there was.
    rule = book.rule(code, max(day, book.versions(code)[0].begins))
    if rule.sort is not Sort.MEASURE:
        raise RULE_OTHER_KIND(rule=code, title=rule.title, wanted="处理措施")
    return rule


def _table(matter: Matter, top: Rule) -> tuple[Table, str]:
    if matter.counted == "no":
        return Table.NONE, "记录上写明不计入"
    if matter.counted == "superior" or (not matter.counted and matter.decider == "superior"):
        return Table.OTHERS, "由上级或派驻机构作出或统计, 单列一行, 不计入本单位"
    if matter.counted == "duty":
        return Table.RESPONSIBILITY, "记录上写明按主体责任口径; 两张表不相加"
    if matter.clue or not top.table["needs_clue"]:
        return Table.OFFICIAL, "有问题线索反映, 按处理结果计入统计表"
    return Table.RESPONSIBILITY, "没有问题线索, 不进统计表, 记入主体责任运用情况表; 两张表不相加"


def _hints(matter: Matter, top: Rule) -> tuple[str, ...]:
    told = []
    if top.severity is Severity.INFO or top.note:
        told.append(top.note or "归类凭记忆录入, 请核对")
    grave = int(top.table["form"]) > 1
    if grave and not matter.clue:
        told.append("处分和组织调整一般有问题线索, 请核对是否漏填")
    if any(code.startswith("G") for code in matter.measures) and matter.decider == "appointing":
        told.append("政务处分只由监察机关作出; 任免机关、单位给的是处分")
    return tuple(told)
