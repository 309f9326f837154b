"""Claims about taking in what others send: to the letter, whole or not at all, and nobody's bad record spoils the rest."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cadreapp.exchange.line import Line
from cadreapp.exchange.outgoing import Order, Records, write
from cadreapp.exchange.step import finish
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Family
from cadreapp.office import attaching, record
from cadreapp.office import reading as asked
from cadreapp.office.bundles import arrivals, gathering, intake, partners, receiving, sending
from cadreapp.records import SHAPES
from cadreapp.store import journal, straight
from cadreapp.store.unit import Unit
from tests import make
from tests.office.two_sides import Side, sides

NAUGHTY: list[str] = json.loads((Path(__file__).parent.parent / "samples" / "blns.json").read_text(encoding="utf-8"))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Side, Side]:
    return sides(tmp_path)


def lines_of(unit: Side) -> tuple[sending.Plan, list[Line]]:
    """Return what the unit's next bundle would hold."""
    with unit.office() as office:
        plan = office.ask(sending.plan, sending.Wish(("上级",), include_talk_texts=True), unit.clock)
        own = office.ask(partners.identities)[0]
        by_type: dict[str, list[gathering.Item]] = {}
        for item in plan.items:
            by_type.setdefault(item.type, []).append(item)
        found = [x for items in by_type.values() for x in gathering.lines(office, items, plan.selection, own)]
    return plan, found


def crafted(unit: Side, path: Path, plan: sending.Plan, lines: list[Line]) -> Path:
    """Write a bundle that is rightly signed and sealed and holds whatever we like."""
    with unit.office() as office:
        own = office.ask(partners.identities)[0]
    by_type = {name: sorted((x for x in lines if x.type == name), key=lambda x: x.id) for name in sorted({x.type for x in lines})}
    records = [Records(name, lambda rows=rows: rows) for name, rows in by_type.items()]
    finish(write(path, Order(plan.heading, records), own, plan.partners))
    return path


def test_every_type_arrives_to_the_letter(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    made = {}
    with unit.office() as office:
        for name, shape in SHAPES.items():
            made[name] = make.full(office, name)
            if shape.family is Family.DOCUMENT:
                office.do(record.seal, made[name])
    types = tuple(name for name, shape in SHAPES.items() if shape.family is not Family.REGISTER)
    got = upper.receive(unit.send(tmp_path / "1.cadre", types=types))
    assert got.returned == 0
    with unit.office() as below, upper.office() as above:
        for name in types:
            sent, held = below.ask(asked.record, made[name]), above.ask(asked.record, made[name])
            internal = {f.name for f in SHAPES[name].fields if f.internal}
            rows = {p.split(".")[0] for p, f in SHAPES[name].walk() if f.internal}
            for field in SHAPES[name].by_name.keys() - internal - rows:
                assert held.values[field] == sent.values[field], (name, field)
            assert not [f for f in internal if held.values[f]]
            assert (held.state, held.edition, held.title, held.created_at, held.sealed_at) == (
                sent.state, sent.edition, sent.title, sent.created_at, sent.sealed_at)
        above.ask(journal.verify)


def test_naughty_strings_and_long_texts_arrive_equal(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    turns = [{"question": text, "answer": text[::-1] or "空"} for text in NAUGHTY if text.strip()][:400]
    talk = unit.new("talk", {**make.TALK, "turns": turns, "narrative": "长" * 200_000}, seal=True)
    upper.receive(unit.send(tmp_path / "1.cadre"))
    with upper.office() as office:
        held = office.ask(asked.record, talk).values
    assert [(t["question"], t["answer"]) for t in held["turns"]] == [(t["question"], t["answer"]) for t in turns]
    assert held["narrative"] == "长" * 200_000


def test_the_same_bundle_again_gives_the_same_receipt_and_changes_nothing(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    unit.new("talk", make.TALK, seal=True)
    path = unit.send(tmp_path / "1.cadre")
    first = upper.receive(path)
    answer = first.receipt.read_bytes()
    first.receipt.unlink()
    again = upper.receive(path)
    assert (again.again, again.code, again.receipt.read_bytes()) == (True, first.code, answer)
    assert [p.name for p in (upper.root / "received").iterdir()] == [f"{_digest(upper)}.cadre"]


def _digest(upper: Side) -> str:
    with upper.office() as office:
        return office.ask(receiving.received)[0].digest


@pytest.mark.parametrize("change", [
    {"type": "nothing"}, {"state": "draft"}, {"state": "nonsense"}, {"more": {"edition": "二"}}, {"more": {"sealed_at": 5}},
    {"values": {"nothing": 1}}, {"values": {"kind": "nothing"}}, {"values": {"kind": "remind", "matter": "坏\0"}},
], ids=["type", "draft", "state", "edition", "sealed_at", "field", "choice", "NUL"])
def test_a_bad_record_goes_back_alone(pair: tuple[Side, Side], tmp_path: Path, change: dict[str, Any]) -> None:
    unit, upper = pair
    bad, good = (unit.new("talk", {**make.TALK, "matter": text}, seal=True) for text in ("坏", "好"))
    plan, lines = lines_of(unit)
    wrong = [replace(x, **change) if x.id == bad else x for x in lines]
    got = upper.receive(crafted(unit, tmp_path / "1.cadre", plan, wrong))
    assert got.returned == 1
    assert upper.holds("talk") == {good: ("sealed", "好")}


def test_a_record_under_the_id_of_one_of_ours_goes_back_alone(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    own = upper.new("talk", {**make.TALK, "matter": "上级自己的"}, seal=True)
    theirs = unit.new("talk", make.TALK, seal=True)
    plan, lines = lines_of(unit)
    stolen = [replace(x, id=own) if x.id == theirs else x for x in lines]
    got = upper.receive(crafted(unit, tmp_path / "1.cadre", plan, stolen))
    assert got.returned == 1
    assert upper.holds("talk") == {own: ("sealed", "上级自己的")}


def test_rows_under_the_ids_of_ours_are_refused_by_a_code_and_change_nothing(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    own = upper.new("talk", make.TALK, seal=True)
    with upper.office() as office:
        row = office.ask(asked.record, own).values["turns"][0]["id"]
        before = office.ask(journal.head).no
    unit.new("talk", make.TALK, seal=True)
    plan, lines = lines_of(unit)
    stolen = [replace(x, values={**x.values, "turns": [{"id": row, "question": "换"}]}) if x.type == "talk" else x for x in lines]
    with pytest.raises(AppError, match="BUNDLE_MALFORMED"):
        upper.receive(crafted(unit, tmp_path / "1.cadre", plan, stolen))
    with upper.office() as office:
        assert office.ask(asked.record, own).values["turns"][0]["question"] == make.TALK["turns"][0]["question"]
        assert {e.op for e in office.ask(asked.history, own)} == {"create", "change"}
        assert office.ask(journal.verify).no >= before
    assert not list((upper.root / "received").iterdir())


def test_demo_data_is_not_taken_as_real(tmp_path: Path) -> None:
    unit, upper = sides(tmp_path)
    unit.new("talk", make.TALK, seal=True)
    plan, lines = lines_of(unit)
    path = crafted(unit, tmp_path / "1.cadre", replace(plan, heading=replace(plan.heading, demo=True)), lines)
    with pytest.raises(AppError, match="BUNDLE_DEMO"):
        upper.receive(path)
    assert upper.holds() == {}


def test_a_stick_that_takes_nothing_still_gets_an_answer(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    unit.new("talk", make.TALK, seal=True)
    path = unit.send(tmp_path / "1.cadre")
    # A folder in the receipt's place: a write-protected stick that also stops root.
    (tmp_path / "1.cadre.receipt.txt").mkdir()
    got = upper.receive(path)
    assert got.receipt.parent == upper.root / "received"
    assert [n for n in got.notices if str(got.receipt) in n]
    assert unit.take(got.receipt).accepted == got.accepted


def test_attachments_arrive_under_our_own_name_and_come_out_equal(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    content = bytes(range(256)) * 1000
    (tmp_path / "扫描件.pdf").write_bytes(content)
    with unit.office() as office:
        file = attaching.attach(office, talk, tmp_path / "扫描件.pdf", "签字件")
    upper.receive(unit.send(tmp_path / "1.cadre", attachments=True))
    with upper.office() as office:
        attaching.save_attachment(office, file, tmp_path / "out.pdf")
        assert office.blobs.names() == sorted(office.ask(attaching.in_use))
        assert office.ask(asked.record, file).title == "扫描件.pdf"
    assert (tmp_path / "out.pdf").read_bytes() == content


def test_what_was_received_is_read_only(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    upper.receive(unit.send(tmp_path / "1.cadre"))
    for command, given in ((record.save, ({"place": "改"},)), (record.amend, ()), (record.withdraw, ("误",)), (record.remove, ()),
                           (record.paper, ("signed", {}))):
        with pytest.raises(AppError, match="NOT_OURS"):
            upper.do(command, talk, *given)


def test_a_register_that_changed_goes_again_although_no_document_did(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    person = unit.new("person", {"name": "𠮷䶮㛃", "post": "科长"})
    unit.new("talk", {**make.TALK, "person": {"person": person, "name": "𠮷䶮㛃"}}, seal=True)
    unit.take(upper.receive(unit.send(tmp_path / "1.cadre")).receipt)
    unit.do(record.save, person, {"post": "处长"})
    unit.take(upper.receive(unit.send(tmp_path / "2.cadre")).receipt)
    assert upper.holds("person") == {person: ("current", "处长")}
    with unit.office() as office:
        assert office.ask(sending.plan, sending.Wish(("上级",), include_talk_texts=True), unit.clock).items == ()


def test_an_unknown_or_revoked_sender_and_a_stranger_s_letter_are_refused(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    unit.new("talk", make.TALK, seal=True)
    path = unit.send(tmp_path / "1.cadre")
    upper.do(partners.revoke_partner, "下级")
    with pytest.raises(AppError, match="BUNDLE_REVOKED_SENDER"):
        upper.receive(path)
    other = make.store(tmp_path / "third", unit="第三家")
    third = Side(other.root, other.opened, upper.clock)
    with pytest.raises(AppError, match="BUNDLE_NOT_FOR_US"):
        third.receive(path)
    with pytest.raises(AppError, match=r"RECEIPT_(DAMAGED|NOT_FOR_US)"):
        unit.take(path)
    assert upper.holds() == {}
    assert [p.name for p in (upper.root / "received").iterdir()] == []


def test_no_more_than_a_chunk_of_records_is_held_new_or_known(
    pair: tuple[Side, Side], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = pair
    monkeypatch.setattr(intake, "_CHUNK", 3)
    settle, most = Unit.settle, []

    def watched(self: Unit) -> None:
        most.append(len(self._records))
        settle(self)

    monkeypatch.setattr(Unit, "settle", watched)
    talks = [unit.new("talk", {**make.TALK, "matter": f"第{n}件"}, seal=True) for n in range(8)]
    most.clear()
    unit.send(tmp_path / "1.cadre")
    upper.receive(tmp_path / "1.cadre")
    for talk in talks[1:]:
        unit.amend(talk, matter="改过的")
    unit.do(record.withdraw, talks[0], "误")
    most.clear()
    got = upper.receive(unit.send(tmp_path / "2.cadre"))
    assert max(most) == 3
    assert upper.holds("talk") == {talks[0]: ("withdrawn", "第0件")} | dict.fromkeys(talks[1:], ("sealed", "改过的"))
    with upper.office() as office:
        office.ask(journal.verify)
        received = [e for e in office.ask(asked.history, talks[1]) if e.verb == "receive"]
        assert [e.op for e in received] == ["change", "create"]
        assert unit.take(got.receipt).accepted == got.accepted


def test_a_reception_that_breaks_after_some_records_keeps_none(
    pair: tuple[Side, Side], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = pair
    monkeypatch.setattr(intake, "_CHUNK", 2)
    for number in range(5):
        unit.new("talk", {**make.TALK, "matter": f"第{number}件"}, seal=True)
    path = unit.send(tmp_path / "1.cadre")
    settle, times = Unit.settle, []

    def dying(self: Unit) -> None:
        settle(self)
        times.append(self.verb)
        if times.count("receive") == 3:
            raise OSError("pulled out")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="pulled out"):
        broken.setattr(Unit, "settle", dying)
        upper.receive(path)
    assert upper.holds() == {}
    assert upper.receive(path).returned == 0
    assert len(upper.holds("talk")) == 5


def test_bytes_that_came_once_stay_when_their_record_comes_again_without_them_and_may_follow_it(
    pair: tuple[Side, Side], tmp_path: Path
) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    content = bytes(range(256)) * 300
    (tmp_path / "扫描件.pdf").write_bytes(content)
    with unit.office() as office:
        file = attaching.attach(office, talk, tmp_path / "扫描件.pdf", "签字件")

    def kept() -> bytes | None:
        with upper.office() as office:
            if not office.ask(asked.record, file).values["blob"]:
                return None
            attaching.save_attachment(office, file, tmp_path / "out.pdf")
        return (tmp_path / "out.pdf").read_bytes()

    types = ("talk", "attachment")
    upper.receive(unit.send(tmp_path / "1.cadre", types=types))
    assert kept() is None
    upper.receive(unit.send(tmp_path / "2.cadre", types=types, attachments=True))
    assert kept() == content
    unit.do(record.save, file, {"note": "已核对"})
    upper.receive(unit.send(tmp_path / "3.cadre", types=types))
    with upper.office() as office:
        assert office.ask(asked.record, file).values["note"] == "已核对"
    assert kept() == content


def test_what_a_bundle_holds_is_listed_whole_and_kept_to_be_read_within_bounds(
    pair: tuple[Side, Side], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = pair
    for number in range(4):
        unit.new("talk", {**make.TALK, "matter": f"第{number}件", "narrative": "长" * 3000}, seal=True)
    path = unit.send(tmp_path / "1.cadre")
    monkeypatch.setattr(arrivals, "SHOWN_WHOLE", 25_000)
    with upper.office() as office:
        found = finish(arrivals.arrivals(office, finish(receiving.verify(office, path))))
    talks = [a for a in found.items if a.type == "talk"]
    assert len(talks) == 4
    assert 0 < sum(bool(a.values) for a in talks) < 4
    assert all(a.title and a.standing.value == "new" for a in talks)


def test_the_answers_of_a_receipt_are_written_in_one_go(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talks = [unit.new("talk", {**make.TALK, "matter": f"第{n}件"}, seal=True) for n in range(5)]
    got = upper.receive(unit.send(tmp_path / "1.cadre"), {talks[1]: "缺审批"})
    written: list[tuple[str, int]] = []
    with unit.office() as office, straight.watched(lambda statement, rows, many: written.append((statement, len(rows)))):
        taken = office.do(receiving.take_receipt, receiving.read_receipt(got.receipt)).result
        assert [rows for statement, rows in written if "sent_record" in statement] == [taken.accepted + 1]
        assert [(r.record, r.reason) for r in office.ask(sending.returned)] == [(talks[1], "缺审批")]
