"""Both sides against a plain model: whatever happens to sticks and stores, what was taken is what was sent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from cadreapp.exchange import receipt as receipts
from cadreapp.exchange.ledger import (
    Held,
    RecordStanding,
    Sent,
    Standing,
    Taken,
    audit_after,
    base_of,
    judge,
    judge_record,
    next_leg,
    unconfirmed,
)
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import AuditSpan, Manifest, Mark
from cadreapp.exchange.receipt import Receipt
from cadreapp.kernel.canonical import digest
from cadreapp.kernel.errors import AppError
from tests.exchange.parties import heading, line, stranger, unit, upper

US, THEM = upper().fingerprint, unit().fingerprint


@dataclass(frozen=True)
class Stick:
    """A bundle on its way: what it says, and what was true of every selected record when it was made."""

    manifest: Manifest
    lines: tuple[Line, ...]
    truth: dict[str, Line]

    @property
    def mark(self) -> Mark:
        leg = self.manifest.leg(US)
        assert leg
        return Mark(self.manifest.heading.epoch, leg.sequence, digest(self.manifest.to_json()))


@dataclass(frozen=True)
class Store:
    """What a unit's store holds; a backup is a copy of it."""

    records: dict[str, Line] = field(default_factory=dict)
    sent: tuple[Sent, ...] = ()
    lines_of: dict[Mark, dict[str, str]] = field(default_factory=dict)
    chain: tuple[str, ...] = ()
    epoch: str = "0001"

    def edited(self, number: int, text: str) -> Store:
        before = self.records.get(line(number).id)
        made = line(number, version=before.version + 1 if before else 1, values={"title": text})
        return replace(self, records=self.records | {made.id: made}, chain=(*self.chain, self._next(made.digest)))

    def confirmed(self, base: Mark | None) -> dict[str, str]:
        known: dict[str, str] = {}
        for bundle in sorted(self.sent, key=lambda s: s.mark.sequence):
            if base and bundle.receipt and bundle.mark.epoch == self.epoch and bundle.mark.sequence <= base.sequence:
                known |= self.lines_of[bundle.mark]
        return known

    def sending(self, selected: set[int], full: bool) -> tuple[Store, Stick]:
        leg = next_leg(self.sent, US, self.epoch, full=full)
        truth = {line(n).id: self.records[line(n).id] for n in selected if line(n).id in self.records}
        lines = tuple(unconfirmed(truth.values(), self.confirmed(leg.base)))
        first = audit_after(self.sent, [leg])
        span = AuditSpan(first + 1, self.chain[first - 1] if first else None, self.chain[first:])
        said = heading(epoch=self.epoch, legs=(leg,), audit=span, figures={"lines": [x.digest for x in lines]})
        stick = Stick(Manifest(said, THEM, "age-v1", ()), lines, truth)
        made = Sent(US, stick.mark, len(self.chain))
        lines_of = self.lines_of | {stick.mark: {x.id: x.digest for x in lines}}
        return replace(self, sent=(*self.sent, made), lines_of=lines_of), stick

    def taking(self, receipt: Receipt) -> Store:
        noted = receipts.take(self.sent, receipt)
        return replace(self, sent=tuple(noted if s.mark == noted.mark else s for s in self.sent))

    def restored(self, epoch: str) -> Store:
        return replace(self, epoch=epoch, chain=(*self.chain, self._next(epoch)))

    def _next(self, what: str) -> str:
        return digest(((self.chain or ("",))[-1] + what).encode())


@dataclass(frozen=True)
class Desk:
    """What the committee holds of the unit."""

    held: dict[str, Line] = field(default_factory=dict)
    epochs: dict[str, str] = field(default_factory=dict)
    taken: tuple[Taken, ...] = ()
    given: dict[str, Receipt] = field(default_factory=dict)

    def receiving(self, stick: Stick) -> tuple[Desk, Receipt]:
        """Judge and take a stick; raises the fault of a refusal."""
        judged = judge(self.taken, stick.manifest, stick.mark.manifest, US)
        fault = judged.fault()
        if fault:
            raise fault
        if judged.standing is Standing.SAME:
            return self, self.given[stick.mark.manifest]
        held, epochs, epoch = dict(self.held), dict(self.epochs), stick.mark.epoch
        for got in stick.lines:
            standing = judge_record(_held(held.get(got.id), epochs.get(got.id, "")), got, THEM, epoch)
            assert standing not in (RecordStanding.CONFLICT, RecordStanding.FOREIGN, RecordStanding.OLDER)
            epochs[got.id] = epoch
            if standing.is_taken:
                held[got.id] = got
        answer = Receipt(US, THEM, stick.mark, "2026-03-05T09:30:00.000+08:00")
        made = Taken(stick.mark, stick.manifest.heading.audit.last)
        return Desk(held, epochs, (*self.taken, made), self.given | {stick.mark.manifest: answer}), answer


def _held(kept: Line | None, epoch: str) -> Held | None:
    return kept and Held(kept.type, kept.origin, kept.version, kept.digest, epoch, kept.content, kept.withheld)


class Hands(RuleBasedStateMachine):
    """A unit, a committee, and a drawer full of sticks that go astray, come twice, late, or after a restore."""

    sticks = Bundle("sticks")
    letters = Bundle("letters")
    backups = Bundle("backups")
    safes = Bundle("safes")

    @initialize()
    def begin(self) -> None:
        self.store, self.desk, self.epochs = Store(), Desk(), 1

    @rule(number=st.integers(1, 4), text=st.sampled_from(["甲", "乙", "𠮷"]))
    def edit(self, number: int, text: str) -> None:
        self.store = self.store.edited(number, text)

    @rule(target=sticks, selected=st.sets(st.integers(1, 4), min_size=1), full=st.sampled_from([False, False, True]))
    def send(self, selected: set[int], full: bool) -> Stick:
        self.store, stick = self.store.sending(selected, full)
        return stick

    @rule(target=letters, stick=sticks)
    def deliver(self, stick: Stick) -> Receipt | None:
        before, answer, code = self.desk, None, ""
        try:
            self.desk, answer = self.desk.receiving(stick)
        except AppError as error:
            code = error.code
        assert code in ("", "BUNDLE_OLDER", "BUNDLE_UNKNOWN_BASE")
        if self.desk != before:
            assert {id_: self.desk.held[id_] for id_ in stick.truth} == stick.truth
        return answer

    @rule(stick=consumes(sticks))
    def lose(self, stick: Stick) -> None:
        """A stick that nobody finds again."""

    @rule(letter=letters)
    def take_receipt(self, letter: Receipt | None) -> None:
        if letter and letter.mark in self.store.lines_of:
            self.store = self.store.taking(letter)
        elif letter:
            with pytest.raises(AppError, match="RECEIPT_UNKNOWN_BUNDLE"):
                self.store.taking(letter)

    @rule(target=backups)
    def back_up(self) -> Store:
        return self.store

    @rule(backup=backups)
    def restore(self, backup: Store) -> None:
        self.epochs += 1
        self.store = backup.restored(f"{self.epochs:04}")

    @rule(target=safes)
    def back_up_above(self) -> Desk:
        return self.desk

    @rule(safe=safes)
    def restore_above(self, safe: Desk) -> None:
        self.desk = safe

    @rule()
    def a_full_bundle_always_heals(self) -> None:
        self.store, stick = self.store.sending({1, 2, 3, 4}, True)
        self.desk, answer = self.desk.receiving(stick)
        assert {id_: self.desk.held[id_] for id_ in stick.truth} == self.store.records
        self.store = self.store.taking(answer)
        assert self.desk.receiving(stick) == (self.desk, answer)

    @invariant()
    def numbers_never_repeat_within_an_epoch(self) -> None:
        marks = [(s.mark.epoch, s.mark.sequence) for s in self.store.sent]
        assert len(set(marks)) == len(marks)


TestHands = Hands.TestCase
TestHands.settings = settings(max_examples=100, stateful_step_count=50)


def story() -> tuple[Store, Desk]:
    """One bundle sent, taken and answered."""
    store, stick = Store().edited(1, "一稿").sending({1}, False)
    desk, answer = Desk().receiving(stick)
    return store.taking(answer), desk


def judged(desk: Desk, stick: Stick) -> Any:
    return judge(desk.taken, stick.manifest, stick.mark.manifest, US)


def test_send_amend_send_return_amend_restore_send() -> None:
    store, desk = story()
    backup = store
    store, second = store.edited(1, "二稿").sending({1}, False)
    desk, _ = desk.receiving(second)
    returned = Receipt(US, THEM, second.mark, "", (receipts.Answer(line(1).id, "talk", 2, False, "缺结论"),))
    store = store.taking(returned)
    store, third = store.edited(1, "三稿").sending({1}, False)
    assert [x.version for x in third.lines] == [3]
    desk, _ = desk.receiving(third)
    store, fourth = backup.restored("0002").edited(1, "恢复后二稿").sending({1}, False)
    verdict = judged(desk, fourth)
    assert (verdict.standing, verdict.restored, verdict.forgotten) == (Standing.NEW, True, (2, 3))
    assert not verdict.rewritten
    desk, _ = desk.receiving(fourth)
    assert desk.held[line(1).id].values == {"title": "恢复后二稿"}
    assert judged(desk, third).standing is Standing.SAME


def test_a_record_may_be_restated_long_after_the_restore() -> None:
    store, desk = story()
    backup = store.edited(2, "一")
    store, lost = backup.edited(2, "二").edited(2, "三").sending({2}, False)
    desk, _ = desk.receiving(lost)
    store, first = backup.restored("0002").sending({1}, False)
    desk, answer = desk.receiving(first)
    store, second = store.taking(answer).sending({1, 2}, False)
    assert [(x.id, x.version) for x in second.lines] == [(line(2).id, 1)]
    desk, _ = desk.receiving(second)
    assert desk.held == store.records


def test_a_lost_stick_loses_nothing_and_is_told() -> None:
    store, desk = story()
    store, _ = store.edited(2, "在丢的U盘里").sending({1, 2}, False)
    store, third = store.edited(3, "新").sending({1, 2, 3}, False)
    verdict = judged(desk, third)
    assert (verdict.standing, verdict.skipped) == (Standing.NEW, (2,))
    desk, _ = desk.receiving(third)
    assert set(desk.held) == set(store.records)


def test_a_first_contact_with_a_late_number_tells_what_never_came() -> None:
    store, _ = Store().edited(1, "一").sending({1}, False)
    _, second = store.sending({1}, False)
    assert judged(Desk(), second).skipped == (1,)


def test_two_stores_that_both_send_are_told_apart() -> None:
    store, desk = story()
    copy = store
    store, ours = store.edited(1, "这台").sending({1}, False)
    copy, theirs = copy.edited(1, "那台").sending({1}, False)
    desk, _ = desk.receiving(ours)
    assert judged(desk, theirs).fault().code == "BUNDLE_FORK"
    _, later = copy.sending({1}, False)
    assert judged(desk, later).fault().code == "BUNDLE_FORK"


def test_two_stores_of_one_epoch_with_another_past_are_told_apart() -> None:
    store, desk = story()
    store, second = store.sending({1}, False)
    desk, _ = desk.receiving(second)
    other = replace(second.mark, epoch="0000")
    _, third = store.sending({1}, False)
    leg = replace(third.manifest.heading.legs[0], previous=other)
    forked = replace(third, manifest=replace(third.manifest, heading=heading(epoch="0001", legs=(leg,))))
    assert judged(desk, forked).standing is Standing.FORK


def test_an_older_stick_after_a_newer_is_refused_and_named() -> None:
    store, desk = story()
    store, second = store.edited(2, "二").sending({2}, False)
    _, third = store.edited(3, "三").sending({2, 3}, False)
    desk, _ = desk.receiving(third)
    fault = judged(desk, second).fault()
    assert fault.code == "BUNDLE_OLDER"
    assert fault.values == {"sequence": 2, "last": 3}


def test_a_base_that_the_receiver_lost_is_refused_until_all_is_sent_again() -> None:
    store, _ = story()
    store, second = store.edited(2, "二").sending({1, 2}, False)
    assert judged(Desk(), second).fault().code == "BUNDLE_UNKNOWN_BASE"
    store, full = store.sending({1, 2}, True)
    desk, _ = Desk().receiving(full)
    assert set(desk.held) == set(store.records)


def test_a_rewritten_audit_chain_shows() -> None:
    store, desk = story()
    store = replace(store, chain=("ab" * 32, *store.chain[1:])).edited(2, "二")
    _, stick = store.sending({2}, True)
    assert judged(desk, stick).rewritten


def test_an_old_receipt_does_not_move_the_base_back() -> None:
    store, desk = story()
    first = store.sent[0]
    store, second = store.edited(2, "二").sending({2}, False)
    desk, answer = desk.receiving(second)
    store = store.taking(answer)
    store = store.taking(desk.given[first.mark.manifest])
    base = base_of(store.sent, US, store.epoch)
    assert base is not None
    assert base.mark == second.mark


def test_only_ones_own_partner_counts() -> None:
    sent = [Sent(stranger().fingerprint, Mark("0001", 7, "aa" * 32), 9, "bb" * 32)]
    leg = next_leg(sent, US, "0001")
    assert (leg.sequence, leg.previous, leg.base) == (1, None, None)
    assert audit_after(sent, [leg]) == 0


KEPT = Held("talk", THEM, 2, line(1, version=2).digest, "0001", "aa" * 32, ("notes",))


@pytest.mark.parametrize(
    ("held", "got", "epoch", "standing"),
    [
        (None, line(1), "0001", RecordStanding.NEW),
        (KEPT, line(1, version=2), "0001", RecordStanding.SAME),
        (KEPT, line(1, version=3), "0001", RecordStanding.NEWER),
        (KEPT, line(1, version=1), "0001", RecordStanding.OLDER),
        (KEPT, line(1, version=1), "0002", RecordStanding.RESTATED),
        (KEPT, line(1, version=2, values={}), "0001", RecordStanding.CONFLICT),
        (KEPT, line(1, version=2, values={}), "0002", RecordStanding.RESTATED),
        (KEPT, line(1, version=2, values={}, content="aa" * 32), "0001", RecordStanding.FULLER),
        (KEPT, line(1, version=2, values={}, content="aa" * 32, withheld=("notes", "turns")), "0001", RecordStanding.SAME),
        (KEPT, line(1, version=2, values={}, content="bb" * 32), "0001", RecordStanding.CONFLICT),
        (None, line(1, origin=US), "0001", RecordStanding.FOREIGN),
        (replace(KEPT, origin=US), line(1, version=3), "0001", RecordStanding.FOREIGN),
        (KEPT, line(1, version=3, type="person"), "0001", RecordStanding.FOREIGN),
    ],
)
def test_a_record_is_judged_by_what_is_held(held: Held | None, got: Line, epoch: str, standing: RecordStanding) -> None:
    assert judge_record(held, got, THEM, epoch) is standing
