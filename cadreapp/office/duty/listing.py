"""要办的事: everything that is due, worked out from organisations, calendar, rules and records; put off and excused with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import Exit, Fault
from cadreapp.office.duty.item import NEW, ORDER, Act, DueList, Duty, Snooze, Why
from cadreapp.office.duty.meetings import meeting_duties
from cadreapp.office.duty.papers import recall_duties
from cadreapp.office.duty.records import clue_duties, criticism_duties, keeping_duties, talk_duties
from cadreapp.office.duty.sanctions import sanction_duties
from cadreapp.office.duty.terms import term_duties
from cadreapp.office.duty.world import REASON, SNOOZE, WITHIN, World, world
from cadreapp.store.kept import all_kept, keep, one_kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = ["NEW", "WITHIN", "Act", "DueList", "Duty", "Snooze", "Why", "due", "excuse", "reasons", "settle", "snooze", "unsettle",
           "unsnooze"]  # fmt: skip

SETTLED = "duty_settled"
"""Kind of what is kept: duties from before the store was made that somebody registered as dealt with, by the duty's key."""
_PROTECTING = ("DL18", "DL19B", "DL19D", "DL20", "DL20B", "DL26", "DL28")
"""Rules that protect the person (an appeal's answer, rights restored): owed however long ago they fell due."""

NO_REASON = Fault(
    "NO_REASON", Exit.REFUSED, "没有写原因。", "写一句为什么, 再登记", "No reason was given.", "Say why in a sentence",
)  # fmt: skip
"""Nothing vanishes silently: what is put off or not done says why."""
SNOOZE_PAST = Fault(
    "SNOOZE_PAST", Exit.REFUSED, "{until} 不在今天以后, 不能缓到那一天。", "选今天以后的一天",
    "{until} is not in the future.", "Choose a later day",
)  # fmt: skip


def due(connection: Reader, on: date, within: int = WITHIN) -> DueList:
    """Return what is overdue on a day, due that day and in the `within` days after it.

    What was put off stands apart, and so does what fell due long before the store was made, unless it protects someone.
    """
    here = world(connection, on, within)
    typed, left_out = term_duties(here)
    found = [*typed, *meeting_duties(here)]
    for part in (talk_duties, clue_duties, criticism_duties, keeping_duties, sanction_duties, recall_duties):
        found += part(here)
    found.sort(key=_place)
    settled = all_kept(connection, SETTLED)
    older = [duty for duty in found if _is_old(duty, here)]
    awake = [_awake(duty, here) for duty in found if not _is_old(duty, here)]
    return DueList(
        on.isoformat(),
        tuple(duty for duty in awake if duty.snoozed is None),
        tuple(duty for duty in awake if duty.snoozed is not None),
        left_out,
        tuple(duty for duty in older if duty.key not in settled),
    )


def settle(unit: Unit, keys: Sequence[str], reason: str) -> None:
    """Register duties from before the store was made as dealt with, and say how. Raises NO_REASON."""
    if not reason.strip():
        raise NO_REASON(field="reason")
    for key in keys:
        keep(unit, SETTLED, key, {"reason": reason.strip(), "who": unit.actor.name, "at": unit.at})


def unsettle(unit: Unit, keys: Sequence[str]) -> None:
    """Take back that duties were dealt with."""
    for key in keys:
        keep(unit, SETTLED, key, None)


def settled(connection: Reader) -> dict[str, dict[str, str]]:
    """Return what was registered as dealt with: reason, who and at, by the duty's key."""
    return all_kept(connection, SETTLED)


def snooze(unit: Unit, keys: Sequence[str], until: str, reason: str) -> None:
    """Put duties off until a day, inclusive, and say why; they are back the day after. Raises NO_REASON, SNOOZE_PAST."""
    if not reason.strip():
        raise NO_REASON(field="reason")
    if until <= today(unit.clock).isoformat():
        raise SNOOZE_PAST(until=until, field="until")
    told = Snooze(until, reason.strip(), unit.actor.name, unit.at)
    for key in keys:
        keep(unit, SNOOZE, key, asdict(told))


def unsnooze(unit: Unit, keys: Sequence[str]) -> None:
    """Take duties back on the list before their day."""
    for key in keys:
        keep(unit, SNOOZE, key, None)


def excuse(unit: Unit, keys: Sequence[str], reason: str) -> None:
    """Write down why something usual was not held; the year's table shows it. An empty reason takes it back."""
    for key in keys:
        given = {"reason": reason.strip(), "who": unit.actor.name, "at": unit.at}
        keep(unit, REASON, key, given if reason.strip() else None)


def reasons(connection: Reader, key: str) -> str:
    """Return the reason that was written for a duty, "" for none."""
    found = one_kept(connection, REASON, key)
    return str(found["reason"]) if found else ""


def _place(duty: Duty) -> tuple[int, bool, str, str]:
    return ORDER.index(duty.when), duty.quiet, duty.until or "9999", duty.key


def _is_old(duty: Duty, here: World) -> bool:
    # A term that was typed in, a paper to call back and a meeting to hold were entered here, in the store's own time.
    reckoned = duty.record is not None and duty.key.startswith(duty.why.rule) and bool(duty.why.rule)
    old = duty.until is not None and duty.until < here.cutoff.isoformat()
    return reckoned and old and duty.why.rule not in _PROTECTING


def _awake(duty: Duty, here: World) -> Duty:
    """Return a duty that was put off until a day that is over as one that is due again."""
    over = duty.snoozed is not None and duty.snoozed.until < here.on.isoformat()
    return replace(duty, snoozed=None) if over else duty
