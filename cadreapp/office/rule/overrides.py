"""A unit's own values in place of a rule's: by what source, entered by whom, when, for which days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import NOT_FOUND
from cadreapp.office.rule.lines import was_text
from cadreapp.office.rule.rulebook import OVERRIDE, override_of, unit_rules
from cadreapp.rules.faults_rules import OVERRIDE_UNFIT
from cadreapp.rules.rule import Override, Unit
from cadreapp.rules.shares import read_share
from cadreapp.store.kept import all_kept, keep
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit as Work


def overrides(connection: Reader) -> tuple[Override, ...]:
    """Return every value of our own, by rule."""
    return tuple(override_of(value) for value in all_kept(connection, OVERRIDE).values())


def override(
    unit: Work, rule_id: str, number: int | str, *, source: str, measured: str = "",
    begins: date | None = None, ends: date | None = None, per: str = "",
) -> Override:  # fmt: skip
    """Put our own number in place of a rule's, from `begins` to `ends` or for good; `measured`: workday, day, month,
    year; `per`, of a frequency: month, quarter, half, year. A text is a share of those due: 2/3, 三分之二, 80%.

    It takes the place of one for the same first day. Raises RULE_UNKNOWN, RULE_OVERRIDE_UNFIT.
    """
    kind = Unit(measured) if measured else None
    whole, share = (number, None) if isinstance(number, int) else (0, _share(rule_id, number))
    own = Override(rule_id, whole, kind, source.strip(), unit.actor.name, today(unit.clock), begins, ends, per, share)
    unit_rules(unit.connection).with_override(own)
    keep(unit, OVERRIDE, _key(own), {
        "rule": rule_id, "number": whole, "unit": measured or None, "source": own.source, "who": own.who,
        "when": str(own.when), "begins": str(begins) if begins else None, "ends": str(ends) if ends else None,
        **({"per": per} if per else {}), **({"share": str(share)} if share is not None else {}),
    })  # fmt: skip
    return own


def _share(rule_id: str, text: str) -> Fraction:
    found = read_share(text)
    if found is None:
        what, what_en = f"看不懂“{text}”, 写成 2/3、三分之二 或 80%", f"“{text}” is no share; write it as 2/3 or 80%"
        raise OVERRIDE_UNFIT(rule=rule_id, what=what, what_en=what_en)
    return found


def laxer(connection: Reader, rule_id: str, on: date) -> str:
    """Return that a threshold of our own asks for less on a day than the document, as one sentence; "" where it does not."""
    rule = unit_rules(connection).found(rule_id, on)
    if rule is None or not rule.laxer:
        return ""
    return f"这比规定宽: 规定是{was_text(rule)}。照本单位的算, 用到的地方会同时提示规定的要求。"


def drop(unit: Work, rule_id: str, begins: date | None = None) -> None:
    """Go back to the rule's own value; the journal keeps what ours was. Raises NOT_FOUND."""
    found = [own for own in overrides(unit.connection) if own.rule == rule_id and begins in (None, own.begins)]
    if not found:
        raise NOT_FOUND(what="本单位自定的数值", key=rule_id)
    for own in found:
        keep(unit, OVERRIDE, _key(own), None)


def _key(own: Override) -> str:
    return f"{own.rule}@{own.begins}" if own.begins else own.rule
