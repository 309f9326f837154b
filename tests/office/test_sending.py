"""Claims about sending: what goes is shown first, is written whole or not at all, and no death or full stick breaks the order."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from cadreapp.exchange.disk import Disk
from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import reading as asked
from cadreapp.office import record
from cadreapp.office.bundles import gathering, partners, sending
from cadreapp.records import SHAPES
from cadreapp.store import journal, reading
from tests import make
from tests.exchange.test_medium import Failing
from tests.office.two_sides import Side, sides
from tests.store.death import dies


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Side, Side]:
    (tmp_path / "stick").mkdir()
    return sides(tmp_path)


def planned(unit: Side, **wish: object) -> sending.Plan:
    with unit.office() as office:
        return office.ask(sending.plan, sending.Wish(("上级",), **wish), unit.clock)  # type: ignore[arg-type]


def test_drafts_and_what_is_binned_or_internal_never_leave(pair: tuple[Side, Side]) -> None:
    unit, _ = pair
    unit.new("talk", make.TALK)
    gone = unit.new("reminder", {"kind": "duty", "matter": "约谈"})
    unit.do(record.remove, gone)
    unit.new("clue", {**make.least(SHAPES["clue"]), "gist": "线索"})
    sealed = unit.new("talk", make.TALK, seal=True)
    assert [i.id for i in planned(unit).items] == [sealed]
    assert planned(unit).heading.figures == {"talk": 1}


def test_a_pending_amendment_stays_at_home(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    unit.do(record.amend, talk)
    unit.do(record.save_amendment, talk, {"matter": "还没定稿"})
    upper.receive(unit.send(tmp_path / "1.cadre"))
    assert upper.holds("talk") == {talk: ("sealed", make.TALK["matter"])}


def test_texts_of_talks_go_only_when_ticked_and_follow_later(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    with unit.office() as office:
        bare = office.ask(sending.plan, sending.Wish(("上级",)), unit.clock)
        path = finish(sending.send(office, bare, tmp_path / "1.cadre")).path
    unit.take(upper.receive(path).receipt)
    with upper.office() as office:
        assert office.ask(asked.record, talk).values["turns"] == []
    unit.take(upper.receive(unit.send(tmp_path / "2.cadre")).receipt)
    with upper.office() as office:
        assert office.ask(asked.record, talk).values["turns"][0]["answer"] == "材料在处里停了一周。"
    # Sent bare again, it must not take back what is there.
    with unit.office() as office:
        bare = office.ask(sending.plan, sending.Wish(("上级",), full=True), unit.clock)
        path = finish(sending.send(office, bare, tmp_path / "3.cadre")).path
    upper.receive(path)
    with upper.office() as office:
        assert office.ask(asked.record, talk).values["turns"][0]["answer"] == "材料在处里停了一周。"


def test_types_and_days_choose(pair: tuple[Side, Side]) -> None:
    unit, _ = pair
    early = unit.new("talk", {**make.TALK, "began_at": "2026-01-05T09:00", "ended_at": "2026-01-05T10:00"}, seal=True)
    late = unit.new("talk", make.TALK, seal=True)
    reminder = unit.new("reminder", {"kind": "duty", "matter": "约谈"})
    assert {i.id for i in planned(unit, types=("talk",)).items} == {early, late}
    assert [i.id for i in planned(unit, types=("talk",), since="2026-03-05", until="2026-03-05").items] == [late]
    assert {i.id for i in planned(unit).items} == {early, late, reminder}


def test_a_register_that_is_ticked_and_referred_to_goes_once(pair: tuple[Side, Side]) -> None:
    unit, _ = pair
    person = unit.new("person", {"name": "𠮷䶮㛃"})
    talk = unit.new("talk", {**make.TALK, "person": {"person": person, "name": "𠮷䶮㛃"}}, seal=True)
    assert {i.id for i in planned(unit, types=("person", "talk", "talk")).items} == {person, talk}
    with pytest.raises(AppError, match="UNKNOWN_TYPE"):
        planned(unit, types=("nothing",))


def test_a_plan_holds_a_chunk_whole_at_once_and_says_the_same(pair: tuple[Side, Side], monkeypatch: pytest.MonkeyPatch) -> None:
    unit, _ = pair
    office = unit.new("organisation", {"name": "综合处"})
    people = [unit.new("person", {"name": f"王{n}", "unit_id": office}) for n in range(3)]
    for person in people:
        unit.new("talk", {**make.TALK, "person": {"person": person, "name": "王"}}, seal=True)
    whole = planned(unit).items
    assert len(whole) == 7
    read: list[int] = []
    load = reading.load_many

    def counted(connection: reading.Reader, type_name: str, ids: Sequence[str]) -> list[reading.Stored]:
        read.append(len(ids))
        return load(connection, type_name, ids)

    monkeypatch.setattr(reading, "load_many", counted)
    monkeypatch.setattr(gathering, "_CHUNK", 2)
    assert planned(unit).items == whole
    assert max(read) == 2


@pytest.mark.parametrize(("wish", "code"), [((), "NO_PARTNER"), (("没有",), "NOT_FOUND"), (("旧上级",), "PARTNER_REVOKED")])
def test_nobody_a_stranger_and_a_revoked_partner_get_nothing(
    pair: tuple[Side, Side], tmp_path: Path, wish: tuple[str, ...], code: str
) -> None:
    unit, _ = pair
    other = make.store(tmp_path / "other", unit="旧上级")
    with Side(other.root, other.opened, unit.clock).office() as office:
        file = office.ask(partners.own_file).encode()
    unit.do(partners.add_partner, file, "旧上级")
    unit.do(partners.revoke_partner, "旧上级")
    with unit.office() as office, pytest.raises(AppError, match=code):
        office.ask(sending.plan, sending.Wish(wish), unit.clock)


def test_one_name_means_one_partner(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    other = make.store(tmp_path / "other", unit="新上级")
    with Side(other.root, other.opened, unit.clock).office() as office:
        file = office.ask(partners.own_file).encode()
    with pytest.raises(AppError, match="PARTNER_NAME_TAKEN"):
        unit.do(partners.add_partner, file, "上级")
    unit.do(partners.revoke_partner, "上级")
    unit.do(partners.add_partner, file, "上级")
    with unit.office() as office:
        assert office.ask(partners.find, "上级").name == "上级"
        assert not office.ask(partners.find, "上级").revoked
    assert upper.holds() == {}


def test_every_failure_of_the_stick_leaves_nothing_and_the_next_bundle_holds_all(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    stick = tmp_path / "stick"
    tried = 0
    with unit.office() as office:
        while True:
            disk = Failing(tried + 1, errno.ENOSPC)
            unit.clock.move(minutes=1)
            plan = office.ask(sending.plan, sending.Wish(("上级",)), unit.clock)
            try:
                finish(sending.send(office, plan, stick, disk))
            except AppError as error:
                told, said = error.code, error.message()
            else:
                break
            tried += 1
            assert (told, disk.asked, str(stick / plan.file_name) in said) == ("DISK_FULL", tried, True)
            assert list(stick.iterdir()) == []
    assert tried > 8
    upper.receive(next(stick.iterdir()))
    assert set(upper.holds("talk")) == {talk}


def test_a_death_at_any_moment_of_sending_leaves_the_order_of_bundles_whole(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    talk = unit.new("talk", make.TALK, seal=True)
    stick = tmp_path / "stick"
    for number in range(20):
        unit.clock.move(minutes=1)
        ended = dies(lambda: unit.send(stick), number, ("fsync", "replace", "open"))
        if ended:
            break
        with unit.office() as office:
            office.ask(journal.verify)
    assert ended
    assert number > 3
    for path in sorted(stick.glob("*.cadre"))[:-1]:
        path.unlink()
    upper.receive(unit.send(stick))
    assert set(upper.holds("talk")) == {talk}
    assert [p.name for p in stick.iterdir() if p.name.startswith(".")] == []


def test_a_death_between_ledger_and_name_is_a_lost_stick(pair: tuple[Side, Side], tmp_path: Path) -> None:
    unit, upper = pair
    unit.new("talk", make.TALK, seal=True)
    stick = tmp_path / "stick"

    class Dying(Disk):
        def replace(self, part: Path, path: Path) -> None:
            if not part.name.endswith(".part"):
                os._exit(9)
            super().replace(part, path)

    def send() -> None:
        with unit.office() as office:
            plan = office.ask(sending.plan, sending.Wish(("上级",)), unit.clock)
            finish(sending.send(office, plan, stick, Dying()))

    unit.clock.move(minutes=1)
    assert not dies(send, 10_000, ())
    unit.clock.move(minutes=1)
    assert [p.suffix for p in stick.iterdir()] == [".unsent"]
    with unit.office() as office:
        assert [(r.sequence, r.receipt) for r in office.ask(sending.sent)] == [(1, None)]
    got = upper.receive(unit.send(stick))
    assert got.sequence == 2
    assert "第 1 号" in got.notices[0]
    assert [p.name for p in stick.iterdir() if p.name.startswith(".")] == []


def test_a_unit_s_name_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    name = "../局/机关*纪委: \\ 一 "
    made = make.store(tmp_path / "a", unit=name)
    unit = Side(made.root, made.opened, FixedClock(make.MORNING))
    with unit.office() as office:
        office.do(partners.add_partner, office.ask(partners.own_file).encode(), "上级")
    (tmp_path / "stick").mkdir()
    assert unit.send(tmp_path / "stick").parent == tmp_path / "stick"
    assert len(list((tmp_path / "stick").iterdir())) == 1
