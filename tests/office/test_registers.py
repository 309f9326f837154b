"""Claims about the registers of hand-over, recusal and destruction: what was typed and what is gathered stand side by side, once."""

from __future__ import annotations

from pathlib import Path

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Values
from cadreapp.office import reading, record
from cadreapp.office.bundles import sending
from cadreapp.office.door import Office
from cadreapp.office.papers import handing
from cadreapp.office.papers.ledgers import ledger
from cadreapp.office.papers.ledgers_spread import handover, recusal, void
from cadreapp.office.rule import hints
from tests import make

WHO = {"name": "张𠮷", "unit": "办公室", "post": "科长"}
HANDED: Values = {
    "cause": "post", "on": "2026-03-05", "giver": {"name": "李䶮"}, "receiver": {"name": "王㛃"}, "supervisor": {"name": "周𬱖"},
    "lots": [{"sort": "谈话", "count": 2, "numbers": "谈〔2026〕1号至2号", "carrier": "both", "going": 1}], "keys_changed": True,
    "going": [{"what": "谈话：草稿"}],
}  # fmt: skip


def talk(office: Office, number: str, **changes: object) -> str:
    """Keep one sealed talk."""
    made: str = office.do(record.create, "talk", {**make.TALK, "number": number, **changes}).result
    office.do(record.seal, made)
    return made


def test_a_handover_is_begun_with_counts_numbers_and_what_is_open(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        for number, day in (("谈〔2025〕10号", "2025-11-01"), ("谈〔2025〕9号", "2025-12-01"), ("谈〔2026〕1号", "2026-03-05")):
            talk(office, number, began_at=f"{day}T14:30", ended_at=f"{day}T15:00")
        office.do(record.create, "talk", {"kind": "heart", "matter": "没写完的一次", "began_at": "2024-05-06T09:00"})
        clue = office.do(record.create, "clue", {"received_on": "2026-03-02", "number": "线索〔2026〕1号", "answer_due": "2026-04-01"}).result
        office.do(record.step, clue, "submitted", {"note": "呈书记批示"})
        found = office.ask(handing.filled, [2025, 2026])
        lots = {lot["sort"]: lot for lot in found["lots"]}
        assert (lots["谈话"]["count"], lots["谈话"]["numbers"]) == (3, "谈〔2025〕9号至10号；谈〔2026〕1号")
        assert (lots["谈话"]["going"], lots["问题线索"]["going"]) == (1, 1)
        assert lots["谈话"]["carrier"] == "electronic"
        assert found["years"] == "2025年至2026年"
        # What is open is handed over whatever its year; a clue by its number, never by what it says.
        assert [row["what"].partition("：")[0] for row in found["going"]] == ["谈话", "问题线索"]
        assert (found["going"][1]["stands"], found["going"][1]["term"]) == ("呈批", "2026年4月1日")
        assert office.ask(handing.years) == [2026, 2025, 2024]
        made = office.do(handing.begin).result
        view = office.ask(reading.record, made)
        assert (view.state, view.values["years"]) == ("draft", "2024年至2026年")
        office.do(record.save, made, {"lots": [{"sort": "谈话", "count": 4}]})
        assert office.ask(reading.record, made).values["lots"][0]["count"] == 4


def test_an_empty_store_has_nothing_to_hand_over_and_says_so(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        found = office.ask(handing.filled)
        assert found["going"] == []
        assert [lot["sort"] for lot in found["lots"]] == ["组织"]


def test_what_was_handed_over_is_not_counted_again_as_lying_here(tmp_path: Path) -> None:
    clock = FixedClock(make.MORNING)
    with make.office(tmp_path, clock) as office:
        talk(office, "谈〔2026〕1号")
        talk(office, "谈〔2026〕2号")
        made = office.do(record.create, "handover", HANDED).result
        draft = office.ask(handover, None, None)
        assert [(r["day"], r["count"]) for r in draft if r["type"] == "谈话"] == [("2026年3月5日（未定稿）", "2"), ("现存", "2")]
        office.do(record.seal, made)
        clock.move(days=3)
        talk(office, "谈〔2026〕3号")
        rows = [r for r in office.ask(handover, None, None) if r["type"] == "谈话"]
        assert [(r["day"], r["count"], r["numbers"]) for r in rows] == [
            ("2026年3月5日", "2", "谈〔2026〕1号至2号"), ("现存", "1", "谈〔2026〕3号")]
        assert (rows[0]["giver"], rows[0]["receiver"], rows[0]["supervisor"], rows[0]["keys"]) == ("李䶮", "王㛃", "周𬱖", "已变更")
        assert rows[0]["carrier"] == "纸质和电子"
        assert office.ask(ledger, "handover").pages >= 1


def test_a_recusal_that_was_registered_stands_in_place_of_the_remark_in_its_record(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        one = talk(office, "谈〔2026〕1号", recusal="李䶮与对象系同乡")
        talk(office, "谈〔2026〕2号", recusal="王㛃申请回避")
        office.do(record.create, "recusal", {"matter": "谈〔2026〕1号", "person": {"name": "李䶮"}, "reason": "同乡", "manner": "asked",
                                             "decided_on": "2026-03-05", "decided_by": {"name": "周𬱖"}, "verdict": "granted",
                                             "successor": {"name": "王㛃"}, "about_id": one})
        rows = office.ask(recusal, None, None)
        assert [(r.get("who"), r["recusal"]) for r in rows] == [("李䶮", "同乡"), (None, "王㛃申请回避")]
        assert (rows[0]["manner"], rows[0]["by"], rows[0]["successor"]) == ("本人申请，回避", "周𬱖", "王㛃")
        assert office.ask(recusal, "2026-04-01", None) == []


def test_a_paper_whose_destruction_was_registered_stands_once_among_what_is_void(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        one, two = talk(office, "谈〔2026〕1号"), talk(office, "谈〔2026〕2号")
        for made in (one, two):
            office.do(record.withdraw, made, "对象姓名写错")
        pieces = [{"file_no": "谈〔2026〕1号", "copies": 2, "record_id": one}, {"file_no": "无", "name": "印坏的3页", "copies": 1, "reason": "印坏"}]
        office.do(record.create, "disposal", {"kind": "void", "on": "2026-03-05", "reason": "对象姓名写错", "pieces": pieces,
                                              "witnesses": [{"who": {"name": "李䶮"}}, {"who": {"name": "王㛃"}}]})
        rows = office.ask(void, None, None)
        assert sorted((r["number"], r["reason"], r.get("witnesses", "")) for r in rows) == [
            ("无", "印坏", "李䶮、王㛃"), ("谈〔2026〕1号", "对象姓名写错", "李䶮、王㛃"), ("谈〔2026〕2号", "对象姓名写错", "")]
        assert next(r for r in rows if r["number"] == "谈〔2026〕1号")["copies"] == "2"


def test_a_destruction_deletes_no_record(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        one = talk(office, "谈〔2026〕1号")
        made = office.do(record.create, "disposal", {
            "kind": "destroy", "on": "2026-03-05", "reason": "保管期满", "approved_by": WHO, "witnesses": [{"who": WHO}],
            "pieces": [{"file_no": "谈〔2026〕1号", "copies": 1, "record_id": one}]}).result  # fmt: skip
        office.do(record.seal, made)
        assert office.ask(reading.record, one).state == "sealed"


def test_two_witnesses_are_asked_for_and_a_draft_is_never_held_up(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        for names, lacking in (((), True), (("李䶮",), True), (("李䶮", "李䶮"), True), (("李䶮", "王㛃"), False)):
            values = {"kind": "destroy", "witnesses": [{"who": {"name": name}} for name in names]}
            found = [p for p in office.ask(hints.hints, "disposal", values, "2026-03-05T09:30") if p.path == "witnesses"]
            assert bool(found) is lacking
            assert not any(p.blocks for p in found)
            assert office.do(record.create, "disposal", values).result
        asked = {p.path for p in office.ask(hints.hints, "handover", {"giver": WHO, "supervisor": WHO, "on": "2026-03-05"}, "2026-03-05T09:30")}
        assert {"supervisor", "keys_changed"} <= asked
        asked = {p.path for p in office.ask(hints.hints, "recusal", {"person": WHO, "decided_by": WHO, "verdict": "granted"}, "2026-03-05T09:30")}
        assert {"decided_by", "successor"} <= asked


def test_the_books_of_the_unit_stay_at_home_unless_they_are_ticked() -> None:
    assert not {"clue", "handover", "recusal", "disposal"} & set(sending.DEFAULT_TYPES)
    assert {"talk", "letter", "disposition"} <= set(sending.DEFAULT_TYPES)
