"""Both sides on real stores against a plain model: after each step the upper level holds what the model says, to the letter."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, precondition, rule

from cadreapp.kernel.errors import AppError
from cadreapp.office import record
from tests import make
from tests.office.two_sides import Side, sides

Held = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class World:
    """What the unit knows; a backup is a copy of it."""

    records: Held
    ever: frozenset[str] = frozenset()
    sent: frozenset[tuple[int, int]] = frozenset()
    epoch: int = 0
    sequence: int = 0


@dataclass(frozen=True)
class Stick:
    """A bundle: its file, its place in the order, what is true of every record it speaks of."""

    path: Path
    mark: tuple[int, int]
    truth: Held
    gone: frozenset[str]


@dataclass(frozen=True)
class Safe:
    """A backup and what the unit knew when it was made."""

    path: Path
    world: World


class Hands(RuleBasedStateMachine):
    """A unit with three talks, a person whom all of them name, and a reminder that comes and goes."""

    sticks = Bundle("sticks")
    receipts = Bundle("receipts")
    safes = Bundle("safes")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cadreapp-model-"))
        self.unit, self.upper = sides(self.folder)
        self.person = self.unit.new("person", {"name": "𠮷䶮㛃", "post": "科长"})
        named = {**make.TALK, "person": {"person": self.person, "name": "𠮷䶮㛃"}}
        self.talks = [self.unit.new("talk", {**named, "matter": f"事由 {n}"}, seal=True) for n in range(3)]
        self.reminder = self.unit.new("reminder", {"kind": "duty", "matter": "约谈"})
        self.world = World(self.unit.holds())
        self.held: Held = {}
        self.taken: dict[tuple[int, int], str] = {}
        self.epochs, self.sent, self.number = 0, 0, 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _now(self, record_id: str, state: str, text: str) -> None:
        self.world = replace(self.world, records={**self.world.records, record_id: (state, text)})

    def _fresh(self) -> str:
        self.number += 1
        return f"改 {self.number} 𠮷"

    @rule(talk=st.integers(0, 2))
    def amend(self, talk: int) -> None:
        text = self._fresh()
        self.unit.amend(self.talks[talk], matter=text)
        self._now(self.talks[talk], "sealed", text)

    @rule()
    def promote(self) -> None:
        text = self._fresh()
        self.unit.do(record.save, self.person, {"post": text})
        self._now(self.person, "current", text)

    @rule()
    def bin_or_fetch(self) -> None:
        state, text = self.world.records[self.reminder]
        self.unit.do(record.restore if state == "binned" else record.remove, self.reminder)
        self._now(self.reminder, "open" if state == "binned" else "binned", text)

    @rule(target=sticks, full=st.sampled_from([False, False, False, True]))
    def send(self, full: bool) -> Stick:
        self.sent += 1
        path = self.unit.send(self.folder / f"{self.sent}.cadre", full=full)
        live = {i: said for i, said in self.world.records.items() if said[0] != "binned"}
        gone = self.world.ever - live.keys()
        mark = (self.world.epoch, self.world.sequence + 1)
        known = self.world.sent | {mark}
        self.world = replace(self.world, ever=self.world.ever | live.keys(), sequence=mark[1], sent=known)
        return Stick(path, mark, live, frozenset(gone))

    @rule(target=receipts, stick=sticks, returned=st.sampled_from([None, None, 0, 1, 2]))
    def deliver(self, stick: Stick, returned: int | None) -> Path | None:
        back = {} if returned is None else {self.talks[returned]: "请补正"}
        expected = self._expected(stick)
        if expected.startswith("BUNDLE"):
            with pytest.raises(AppError, match=expected):
                self.upper.receive(stick.path, back)
            return None
        got = self.upper.receive(stick.path, back)
        assert expected == ("again" if got.again else "new")
        if not got.again:
            self.taken[stick.mark] = stick.path.name
            self.held |= {i: said for i, said in stick.truth.items() if i not in back}
            self.held |= {i: ("binned", self.held[i][1]) for i in stick.gone & self.held.keys()}
        assert self.upper.holds() == self.held
        return got.receipt

    def _expected(self, stick: Stick) -> str:
        if stick.mark in self.taken:
            return "again" if self.taken[stick.mark] == stick.path.name else "BUNDLE_FORK"
        return "BUNDLE_OLDER" if self.taken and stick.mark < max(self.taken) else "new"

    @rule(stick=consumes(sticks))
    def lose(self, stick: Stick) -> None:
        stick.path.unlink(missing_ok=True)

    @rule(receipt=receipts)
    def take_receipt(self, receipt: Path | None) -> None:
        if receipt is None:
            return
        # After a restore the unit no longer knows what it sent since.
        with pytest.raises(AppError, match="RECEIPT_UNKNOWN_BUNDLE") if self._forgot(receipt) else nullcontext():
            self.unit.take(receipt)

    def _forgot(self, receipt: Path) -> bool:
        mark = next(m for m, name in self.taken.items() if receipt.name.startswith(f"{name}."))
        return mark not in self.world.sent

    @precondition(lambda self: self.epochs < 2)
    @rule(target=safes)
    def back_up(self) -> Safe:
        return Safe(self.unit.back_up(), self.world)

    @precondition(lambda self: self.epochs < 2)
    @rule(safe=safes)
    def restore(self, safe: Safe) -> None:
        self.epochs += 1
        self.unit.restore(safe.path)
        self.world = replace(safe.world, epoch=self.epochs)

    @rule()
    def agree(self) -> None:
        assert self.unit.holds() == self.world.records


TestHands = Hands.TestCase
TestHands.settings = settings(
    max_examples=4, stateful_step_count=14, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Side, Side]:
    return sides(tmp_path)


def test_v1_amend_v2_return_amend_restore_send(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    unit.take(upper.receive(unit.send(tmp_path / "1.cadre")).receipt)
    safe = unit.back_up()
    unit.amend(talk, matter="二稿")
    got = upper.receive(unit.send(tmp_path / "2.cadre"), {talk: "缺结论"})
    assert (got.returned, upper.holds("talk")[talk]) == (1, ("sealed", make.TALK["matter"]))
    assert unit.take(got.receipt).returned[0].reason == "缺结论"
    unit.amend(talk, matter="三稿")
    got = upper.receive(unit.send(tmp_path / "3.cadre"))
    assert upper.holds("talk")[talk] == ("sealed", "三稿")
    unit.restore(safe)
    assert unit.holds("talk")[talk] == ("sealed", make.TALK["matter"])
    with pytest.raises(AppError, match="RECEIPT_UNKNOWN_BUNDLE"):
        unit.take(got.receipt)
    unit.amend(talk, matter="恢复后")
    got = upper.receive(unit.send(tmp_path / "4.cadre"))
    assert upper.holds("talk")[talk] == ("sealed", "恢复后")
    assert [n for n in got.notices if "备份" in n]
    unit.take(got.receipt)
    with pytest.raises(AppError, match="RECEIPT_UNKNOWN_BUNDLE"):
        unit.take(tmp_path / "3.cadre.receipt.txt")
    assert upper.receive(tmp_path / "3.cadre").again


def test_two_copies_of_a_store_that_both_send_are_told_apart(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    unit.take(upper.receive(unit.send(tmp_path / "1.cadre")).receipt)
    shutil.copytree(unit.root, tmp_path / "copy")
    copy = Side(tmp_path / "copy", unit.opened, unit.clock)
    unit.amend(talk, matter="这台")
    copy.amend(talk, matter="那台")
    upper.receive(unit.send(tmp_path / "2.cadre"))
    with pytest.raises(AppError, match="BUNDLE_FORK"):
        upper.receive(copy.send(tmp_path / "2b.cadre"))
    with pytest.raises(AppError, match="BUNDLE_FORK"):
        upper.receive(copy.send(tmp_path / "3b.cadre"))
    assert upper.holds("talk")[talk] == ("sealed", "这台")
    unit.amend(talk, matter="这台又改")
    upper.receive(unit.send(tmp_path / "3.cadre"))
    assert upper.holds("talk")[talk] == ("sealed", "这台又改")
