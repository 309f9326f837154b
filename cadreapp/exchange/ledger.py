"""What both sides remember of each other, and what they conclude from it: pure judgement, kept by the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cadreapp.exchange.faults import FORK, OLDER, UNKNOWN_BASE
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import AuditSpan, Leg, Manifest, Mark
from cadreapp.kernel.errors import AppError


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle we wrote for a partner. `journal_no`: the last journal row it covers. `receipt`: digest of the one taken."""

    partner: str
    mark: Mark
    journal_no: int
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A bundle we took in from a partner, and gave a receipt for. `audit`: the last (number, value) of its chain."""

    mark: Mark
    audit: tuple[int, str] | None = None


def next_leg(sent: Iterable[Sent], partner: str, epoch: str, *, full: bool = False) -> Leg:
    """Return what the next bundle says to this partner; `full` starts from nothing, as after a receiver's loss."""
    ours = _of(sent, partner)
    base = None if full else base_of(ours, partner, epoch)
    last = ours[-1].mark if ours else None
    return Leg(partner, last.sequence + 1 if last else 1, last, base.mark if base else None, base.receipt if base else None)


def base_of(sent: Iterable[Sent], partner: str, epoch: str) -> Sent | None:
    """Return the newest bundle of this epoch whose receipt was taken.

    An older epoch does not count: the partner may hold what a restore has made us forget, so all is told anew.
    """
    return next((s for s in reversed(_of(sent, partner)) if s.receipt and s.mark.epoch == epoch), None)


def unconfirmed(lines: Iterable[Line], confirmed: Mapping[str, str]) -> Iterator[Line]:
    """Yield what a cumulative bundle holds: every line but those that the partner is known to hold as they are.

    `confirmed` maps a record's id to the digest of its line in the newest bundle up to the leg's base that held it
    and whose receipt was taken in this epoch; it is empty without a base. Going by records instead of by a journal
    number lets the selection differ from bundle to bundle.
    """
    return (line for line in lines if confirmed.get(line.id) != line.digest)


def audit_after(sent: Sequence[Sent], legs: Iterable[Leg]) -> int:
    """Return the journal number behind which the audit span of a bundle with these legs begins.

    The oldest base counts; 0 when a partner has none.
    """
    known = {(s.partner, s.mark): s.journal_no for s in sent}
    return min((known.get((leg.partner, leg.base), 0) if leg.base else 0 for leg in legs), default=0)


class Standing(StrEnum):
    """How a bundle stands to what was received before."""

    NEW = "new"
    SAME = "same"
    OLDER = "older"
    FORK = "fork"
    UNKNOWN_BASE = "unknown_base"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A standing with what a person should be told beside it.

    `skipped`: numbers that never came; nothing is missing, since bundles are cumulative. `restored`: the sender went
    back to a backup, and `forgotten` are numbers we have that it no longer knows of. `rewritten`: the sender's audit
    chain is not the one it showed before, and no restore explains it.
    """

    standing: Standing
    sequence: int
    last: int = 0
    skipped: tuple[int, ...] = ()
    restored: bool = False
    forgotten: tuple[int, ...] = ()
    rewritten: bool = False

    def fault(self) -> AppError | None:
        """Return why the bundle is refused, or None when it is new or the same again."""
        if self.standing is Standing.OLDER:
            return OLDER(sequence=self.sequence, last=self.last)
        if self.standing is Standing.FORK:
            return FORK(sequence=self.sequence)
        if self.standing is Standing.UNKNOWN_BASE:
            return UNKNOWN_BASE(sequence=self.sequence)
        return None


def judge(taken: Sequence[Taken], manifest: Manifest, digest: str, me: str) -> Judgement:
    """Judge a verified bundle by everything taken from its sender so far; `me` is how it addresses us."""
    leg = manifest.leg(me)
    if leg is None:
        raise ValueError("the bundle does not address us")
    epoch, last = manifest.heading.epoch, _latest(taken)
    number = last.mark.sequence if last else 0
    seen = {(t.mark.epoch, t.mark.sequence): t.mark.manifest for t in taken}
    standing = _standing(seen, last, Mark(epoch, leg.sequence, digest))
    if standing is Standing.NEW and not _joins(seen, leg, epoch):
        standing = Standing.FORK
    if standing is Standing.NEW and leg.base and not any(t.mark == leg.base for t in taken):
        standing = Standing.UNKNOWN_BASE
    if standing is not Standing.NEW or last is None:
        skipped = tuple(range(1, leg.sequence)) if standing is Standing.NEW else ()
        return Judgement(standing, leg.sequence, number, skipped)
    restored = epoch != last.mark.epoch
    known = {t.mark.sequence for t in taken}
    return Judgement(
        standing, leg.sequence, number,
        skipped=tuple(n for n in range(number + 1, leg.sequence) if n not in known),
        restored=restored,
        forgotten=tuple(t.mark.sequence for t in _in_order(taken) if restored and t.mark.sequence >= leg.sequence),
        rewritten=not restored and not _audit_joins(last.audit, manifest.heading.audit),
    )


def _standing(seen: dict[tuple[str, int], str], last: Taken | None, mark: Mark) -> Standing:
    known = seen.get((mark.epoch, mark.sequence))
    if known:
        return Standing.SAME if known == mark.manifest else Standing.FORK
    if last and (mark.epoch, mark.sequence) < (last.mark.epoch, last.mark.sequence):
        return Standing.OLDER
    return Standing.NEW


def _joins(seen: dict[tuple[str, int], str], leg: Leg, epoch: str) -> bool:
    """Tell whether the bundle names as its predecessor what we hold under that number."""
    before = leg.previous
    if before is None:
        return True
    if seen.get((before.epoch, before.sequence), before.manifest) != before.manifest:
        return False
    # Within one epoch the numbers run on, so a predecessor from another epoch means a second store.
    return before.epoch == epoch or (epoch, before.sequence) not in seen


def _audit_joins(remembered: tuple[int, str] | None, span: AuditSpan) -> bool:
    """Tell whether the chain that we were shown is still in there; what the span does not reach cannot be told."""
    if remembered is None:
        return True
    return span.at(remembered[0]) in (None, remembered[1])


def _of(sent: Iterable[Sent], partner: str) -> list[Sent]:
    return sorted((s for s in sent if s.partner == partner), key=lambda s: (s.mark.epoch, s.mark.sequence))


def _in_order(taken: Iterable[Taken]) -> list[Taken]:
    return sorted(taken, key=lambda t: (t.mark.epoch, t.mark.sequence))


def _latest(taken: Sequence[Taken]) -> Taken | None:
    return max(taken, key=lambda t: (t.mark.epoch, t.mark.sequence), default=None)


class RecordStanding(StrEnum):
    """How a received record stands to the one we hold under its id."""

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    FULLER = "fuller"
    OLDER = "older"
    CONFLICT = "conflict"
    RESTATED = "restated"
    FOREIGN = "foreign"

    @property
    def is_taken(self) -> bool:
        """Whether the received line replaces what we hold."""
        return self in (RecordStanding.NEW, RecordStanding.NEWER, RecordStanding.FULLER, RecordStanding.RESTATED)


@dataclass(frozen=True, slots=True)
class Held:
    """What we hold of a partner's record, as far as the next line about it is judged by it.

    `epoch` is that of the newest bundle that held the record, also when it changed nothing.
    """

    type: str
    origin: str
    version: int
    digest: str
    epoch: str
    content: str | None = None
    withheld: tuple[str, ...] = ()


def judge_record(held: Held | None, line: Line, sender: str, epoch: str) -> RecordStanding:
    """Judge one record of a new bundle of this epoch.

    What was taken in an earlier epoch may be restated: a restore made the sender forget it, and its present truth counts.
    """
    if line.origin != sender or held and (held.origin != sender or held.type != line.type):
        return RecordStanding.FOREIGN
    if held is None:
        return RecordStanding.NEW
    if line.digest == held.digest:
        return RecordStanding.SAME
    if line.version > held.version:
        return RecordStanding.NEWER
    if line.version == held.version and line.content and line.content == held.content:
        return RecordStanding.FULLER if set(line.withheld) < set(held.withheld) else RecordStanding.SAME
    if held.epoch != epoch:
        return RecordStanding.RESTATED
    return RecordStanding.OLDER if line.version < held.version else RecordStanding.CONFLICT
