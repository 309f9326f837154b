"""What a duty is: what, who, since when, until when, why, and what to do now; frozen, for every surface alike."""

from __future__ import annotations

from dataclasses import dataclass, field

from cadreapp.kernel.shape import Values
from cadreapp.rules.rule import Rule, Severity

OVERDUE, TODAY, WEEK, LATER = "overdue", "today", "week", "later"
ORDER = (OVERDUE, TODAY, WEEK, LATER)
"""When something is due, in the order in which people are told."""

NEW, FILL, OPEN = "new", "fill", "open"
"""What an act does: begin a record, fill in a few fields of one, show one."""


@dataclass(frozen=True)
class Act:
    """One click: begin a record of `type` with `values`; or fill in `fields` of `record` (of the row `row` inside it).

    `row` is the path of a row, "asks.<id>"; `subject` says whom it is for when a duty has several acts.
    """

    do: str
    label: str
    type: str
    record: str | None = None
    values: Values = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    row: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Snooze:
    """Put off until a day (it is back the day after), why, by whom and when."""

    until: str
    reason: str
    who: str
    at: str


@dataclass(frozen=True)
class Why:
    """The rule behind a duty: its citation in parts, and the sentences that a newcomer understands."""

    rule: str = ""
    document: str = ""
    year: int | None = None
    article: str = ""
    confidence: str = ""
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duty:
    """Something owed. `key` names it for ever; `parts` are the keys of what was put together in one line.

    `since`, `until`: days, None when open. `when`: one of ORDER. `quiet`: only a hint ("一般", or known from memory);
    `excusable`: a reason may be written instead. `told`: how it stands, in a few words. `record`, `type`: where it comes
    from, if anywhere. `plain` says it without contents of the record, "" where the title does.
    """

    key: str
    title: str
    subject: str
    until: str | None
    when: str
    why: Why
    told: str = ""
    since: str | None = None
    quiet: bool = False
    excusable: bool = False
    acts: tuple[Act, ...] = ()
    record: str | None = None
    type: str | None = None
    parts: tuple[str, ...] = ()
    plain: str = ""
    snoozed: Snooze | None = None


@dataclass(frozen=True)
class DueList:
    """What is due on a day, the nearest first; `snoozed` stands apart. `left_out`: overdue terms too many for the list.

    `older`: what ended long before the store was made and has no answer in it; most of it was done elsewhere.
    """

    on: str
    duties: tuple[Duty, ...]
    snoozed: tuple[Duty, ...] = ()
    left_out: int = 0
    older: tuple[Duty, ...] = ()

    def of(self, when: str, *, quiet: bool | None = None) -> tuple[Duty, ...]:
        """Return the duties of one group; with `quiet`, only hints or only what is no hint."""
        return tuple(d for d in self.duties if d.when == when and quiet in (None, d.quiet))


def why_of(rule: Rule, *more: str) -> Why:
    """Return what a rule says for itself; `more` are remarks on how a day was found."""
    own = rule.citation()
    said = (rule.sentence, own, *(m for m in more if m and m != own), *((rule.note,) if rule.note else ()))
    return Why(rule.id, rule.document, rule.year, rule.article, rule.confidence.value, tuple(dict.fromkeys(said)))


def is_quiet(rule: Rule) -> bool:
    """Tell whether a rule is only ever a hint: known from memory, said of the usual case, or followed by analogy."""
    return rule.severity is Severity.INFO or "一般" in rule.sentence or "参照" in rule.note
