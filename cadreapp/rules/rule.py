"""One rule of a pack: what it says, from which document and article, since when, and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from cadreapp.rules.shares import SHARES, is_laxer, share_of, share_text, threshold_text


class Confidence(StrEnum):
    """How a value was verified. MEMORY is only ever a hint."""

    OFFICIAL = "official"
    SEEN = "seen"
    MEMORY = "memory"


class Unit(StrEnum):
    """What a term is counted in."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Sort(StrEnum):
    """What a rule is good for."""

    TERM = "term"
    IMPACT = "impact"
    FREQUENCY = "frequency"
    MEASURE = "measure"
    THRESHOLD = "threshold"
    WORDING = "wording"


class Severity(StrEnum):
    """How loudly a finding is shown; nothing ever blocks a draft."""

    INFO = "info"
    WARN = "warn"


_CONFIDENCE_TEXT = {Confidence.OFFICIAL: "已核对正式文本", Confidence.SEEN: "见于转载页", Confidence.MEMORY: "凭记忆, 仅供提示"}
UNIT_TEXT = {Unit.WORKDAY: "个工作日", Unit.DAY: "日", Unit.MONTH: "个月", Unit.YEAR: "年"}
PER_TEXT = {"month": "每月", "quarter": "每季度", "half": "每半年", "year": "每年"}


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time.

    `first_day`: the starting day is the first one counted. `rolls`: a last day of rest moves on to the next working day.
    `before`: counted back from the day. Those three are False unless the rule itself says so.
    """

    number: int
    unit: Unit
    first_day: bool = False
    rolls: bool = False
    before: bool = False

    def text(self) -> str:
        """Return the length as people say it."""
        return f"{self.number}{UNIT_TEXT[self.unit]}"

    def whole_text(self) -> str:
        """Return the length with everything that decides how it is counted."""
        flags = [word for on, word in ((self.first_day, "含首日"), (self.rolls, "遇休假顺延"), (self.before, "往前数")) if on]
        return "、".join([self.text(), *flags])

    @property
    def months(self) -> int:
        """Return the length in months; 0 when it is counted in days."""
        return self.number * {Unit.MONTH: 1, Unit.YEAR: 12}.get(self.unit, 0)


@dataclass(frozen=True, slots=True)
class Frequency:
    """So many `times` a `per` (month, quarter, half, year), owed by each `each` (organisation, group, person, leader).

    `belongs`: it counts for the year it belongs to, whenever it was held. `kinds`: the activities that satisfy it.
    `least_members`: a branch with fewer full members does not owe it; `members_by`: the threshold that this number is read
    from, so that it stands in one place only.
    """

    times: int
    per: str
    each: str
    kinds: tuple[str, ...]
    belongs: bool = False
    least_members: int = 0
    members_by: str = ""

    def text(self) -> str:
        """Return how often, as people say it."""
        return f"{PER_TEXT[self.per]}{self.times}次"


@dataclass(frozen=True, slots=True)
class Override:
    """A unit's own number in place of the pack's, in force within its days: by what `source`, entered by `who`, `when`.

    `per`: of a frequency, the period in place of the pack's; "" leaves it. `share`: of a threshold that is one, in place of
    `number`, which is 0 then.
    """

    rule: str
    number: int
    unit: Unit | None
    source: str
    who: str
    when: date
    begins: date | None = None
    ends: date | None = None
    per: str = ""
    share: Fraction | None = None

    @property
    def value(self) -> str:
        """Return the number or share as it was typed."""
        return str(self.number) if self.share is None else share_text(self.share)


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of a rule, in force from `begins` to `ends` (both included; `ends` None: still).

    `table` holds what is neither a term nor a frequency. `measures`: the measure codes that an impact period follows from;
    `family`: party, administrative, appointing (任免机关、单位), admonition or organisational. With `override` the unit's own
    value stands in `term`, `frequency` or `table` (a threshold's one number or share), the pack's in `original`. `leans`: the
    threshold with a unit's own value that the frequency's `least_members` comes from.
    """

    id: str
    sort: Sort
    title: str
    document: str
    year: int
    article: str
    begins: date
    ends: date | None
    confidence: Confidence
    sentence: str
    applies_to: tuple[str, ...]
    note: str = ""
    start: str = ""
    term: Term | None = None
    frequency: Frequency | None = None
    table: dict[str, Any] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    family: str = ""
    override: Override | None = None
    original: Term | Frequency | dict[str, Any] | None = None
    leans: Rule | None = None

    def in_force(self, day: date) -> bool:
        """Tell whether this version was in force on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)

    def citation(self) -> str:
        """Return document, year, article, how sure we are, and the unit's own value where there is one."""
        base = f"《{self.document}》({self.year}) {self.article}".rstrip() + f" · {_CONFIDENCE_TEXT[self.confidence]}"
        for rule, which in ((self, ""), (self.leans, " {0.id} {0.title}")):
            if rule is not None and rule.override is not None:
                own = rule.override
                base += f"; 本单位自定{which.format(rule)}: {own.source} ({own.who}, {own.when})"
        return base

    @property
    def severity(self) -> Severity:
        """Return how loudly a finding by this rule is shown: what rests on memory is a hint."""
        return Severity.INFO if self.confidence is Confidence.MEMORY else Severity.WARN

    @property
    def plain_number(self) -> str:
        """Return the key of the number that a unit may set in the table: a threshold's only number of people, or the form

        of a measure that is counted by local practice; "" when there is none.
        """
        if self.sort is Sort.MEASURE:
            return "form" if self.table.get("local") else ""
        whole = [key for key in ("least", "most") if key in self.table]
        return whole[0] if self.sort is Sort.THRESHOLD and len(whole) == len(self.table) == 1 else ""

    @property
    def share(self) -> Fraction | None:
        """Return the share of those due that a unit may set; None when this is no threshold of one share."""
        return share_of(self.table) if self.sort is Sort.THRESHOLD else None

    @property
    def laxer(self) -> bool:
        """Tell whether the unit's own threshold asks for less than the document does; nothing forbids it, all are told."""
        own = self.sort is Sort.THRESHOLD and self.override is not None
        return own and isinstance(self.original, dict) and is_laxer(self.table, self.original)

    def overridden(self, own: Override) -> Rule:
        """Return this rule with the unit's own value; the pack's is kept in `original`."""
        if self.term is not None:
            unit = own.unit or self.term.unit
            term = replace(self.term, number=own.number, unit=unit)
            return replace(self, term=term, override=own, original=self.term, sentence=self._own_sentence(term.text()))
        if self.sort is Sort.THRESHOLD:
            return self._own_threshold(own)
        if self.plain_number:
            table = {**self.table, self.plain_number: own.number}
            counted = f"计第{own.number}种形态" if own.number else "不计入四种形态"
            said = f"本单位按本地口径{counted}。规定原文: {self.sentence}"
            return replace(self, table=table, override=own, original=self.table, sentence=said)
        assert self.frequency is not None
        frequency = replace(self.frequency, times=own.number, per=own.per or self.frequency.per)
        said = self._own_sentence(frequency.text())
        return replace(self, frequency=frequency, override=own, original=self.frequency, sentence=said)

    def _own_threshold(self, own: Override) -> Rule:
        key = self.plain_number or next(key for key in SHARES if key in self.table)
        value = [own.share.numerator, own.share.denominator] if own.share is not None else own.number
        found = replace(self, table={**self.table, key: value}, override=own, original=self.table)
        told = f"{threshold_text(found.table)}执行" + (", 比规定宽, 用到的地方会同时提示规定的要求" if found.laxer else "")
        return replace(found, sentence=f"本单位按{told}。{self._quoted()}")

    def leaning_on(self, threshold: Rule) -> Rule:
        """Return this frequency with the threshold's number of full members; a unit's own number is told."""
        assert self.frequency is not None
        least = threshold.table.get("least", 0)
        found = replace(self, frequency=replace(self.frequency, least_members=least))
        if threshold.override is None:
            return found
        said = f"本单位按正式党员{least}人以上{threshold.title}执行。{self._quoted()}"
        return replace(found, leans=threshold, sentence=said)

    def _own_sentence(self, value: str) -> str:
        """Return the sentence that a newcomer reads beside the unit's own value: what holds here, and what the rule says."""
        return f"本单位按{value}执行。{self._quoted()}"

    def _quoted(self) -> str:
        return self.sentence if "规定原文: " in self.sentence else f"规定原文: {self.sentence}"
