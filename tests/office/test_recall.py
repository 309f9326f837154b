"""Claims about void paper: an amended or withdrawn record's printings are due to come back until that is registered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock, today
from cadreapp.office import recall, record, undo
from cadreapp.office.door import Office
from cadreapp.office.duty import listing as duties
from cadreapp.office.papers import genuine, ledgers_spread, printing
from tests import make


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path, FixedClock(make.MORNING)) as opened:
        yield opened


def talk(office: Office) -> str:
    made: str = office.do(record.create, "talk", {**make.TALK, "matter": "𠮷䶮㛃"}).result
    office.do(record.seal, made)
    return made


def printed(office: Office, made: str, form: str | None = None) -> printing.Printed:
    paper: printing.Printed = office.ask(printing.pdf, made, form)
    office.do(printing.print_record, made, paper.form, paper.pages, paper)
    return paper


def amended(office: Office, made: str, **values: object) -> None:
    office.do(record.amend, made, "漏了")
    office.do(record.save_amendment, made, values)
    office.do(record.seal, made)


def due(office: Office) -> list[duties.Duty]:
    found = office.ask(duties.due, today(FixedClock(make.MORNING)))
    return [duty for duty in found.duties if duty.title == "收回旧件作废"]


def void(office: Office) -> list[tuple[str, str, str]]:
    return [(row["paper"], row.get("copies", ""), row["reason"]) for row in office.ask(ledgers_spread.void, None, None)]


def test_withdrawing_makes_the_recall_due_with_edition_pages_copies_and_code_until_it_is_registered(office: Office) -> None:
    unprinted, made = talk(office), talk(office)
    paper = printed(office, made)
    printed(office, made)
    (code,) = {p.code for p in office.ask(recall.printings, made)}
    assert office.ask(genuine.verify_code, code).record == made
    assert office.ask(recall.out, made) == (f"谈话记录 (签字件)，第1版，共{paper.pages}页，2份，验真码 {code}，2026年3月5日9时30分打印",)
    for one in (unprinted, made):
        office.do(record.withdraw, one, "写错了人")
    (owed,) = due(office)
    assert (owed.record, owed.when) == (made, "today")
    assert office.ask(recall.owed, made)[0] in owed.why.sentences
    listed = f"{code} 谈话记录 (签字件)，第1版，共{paper.pages}页，2026年3月5日9时30分打印"
    assert (listed, "2", "记录已作废，尚未收回") in void(office)
    office.do(record.paper, made, "recalled", {"at": "2026-03-05T10:15", "pages": paper.pages, "reason": "当面收回"})
    assert due(office) == []
    assert {(p.recalled, p.recalled_by) for p in office.ask(recall.printings, made)} == {("2026-03-05T10:15", "赵六")}
    assert [row[2] for row in void(office)].count("已收回作废，经手人赵六") == 2


def test_an_amendment_makes_it_due_at_once_and_the_new_paper_is_not_meant(office: Office) -> None:
    made = talk(office)
    printed(office, made)
    amended(office, made, matter="改了")
    assert len(due(office)) == 1
    printed(office, made)
    assert ["第1版" in said for said in office.ask(recall.owed, made)] == [True]
    office.do(record.paper, made, "recalled", {})
    assert due(office) == []
    assert [(p.edition, bool(p.recalled)) for p in office.ask(recall.printings, made)] == [(1, True), (2, False)]
    amended(office, made, matter="又改了")
    (said,) = office.ask(recall.owed, made)
    assert "第2版" in said


def test_what_is_undone_is_owed_no_more_or_again(office: Office) -> None:
    made = talk(office)
    printed(office, made)
    office.do(record.withdraw, made, "错了")
    office.do(undo.undo)
    assert due(office) == []
    assert office.ask(genuine.verify_code, office.ask(recall.printings, made)[0].code).notice == ""
    amended(office, made, matter="改了")
    office.do(undo.undo)
    assert due(office) == []
    office.do(record.withdraw, made, "错了")
    office.do(record.paper, made, "recalled", {})
    assert due(office) == []
    office.do(undo.undo)
    assert len(due(office)) == 1
    assert [p.recalled for p in office.ask(recall.printings, made)] == [""]


def test_paper_known_only_by_what_was_registered_by_hand_is_owed_too(office: Office) -> None:
    made = talk(office)
    office.do(record.paper, made, "signed", {"at": "2026-03-05T10:00", "pages": 2})
    office.do(record.withdraw, made, "错了")
    assert office.ask(recall.owed, made) == (recall.BY_HAND,)
    office.do(record.paper, made, "recalled", {"at": "2026-03-05T11:00"})
    assert due(office) == []


def test_corrections_by_hand_a_refusal_and_internal_pages_make_nothing_due(office: Office) -> None:
    made = talk(office)
    printed(office, made, "register")
    paper = printed(office, made)
    office.do(record.paper, made, "signed", {"at": "2026-03-05T15:30", "pages": paper.pages, "corrections": 3})
    office.do(record.paper, made, "refused", {"at": "2026-03-05T15:40", "reason": "不签", "witnesses": "甲、乙"})
    assert due(office) == []
    office.do(record.withdraw, made, "错了")
    assert len(office.ask(recall.owed, made)) == 1, "the page that stays in the office is not called back"


def test_taking_back_what_is_in_force_says_so_when_it_is_verified_until_it_is_printed_again(office: Office) -> None:
    made = talk(office)
    paper = printed(office, made)
    office.do(record.paper, made, "recalled", {})
    with pytest.raises(Exception, match="PAPER_SUPERSEDED"):
        office.ask(genuine.verify_file, paper.pdf)
    printed(office, made)
    assert office.ask(genuine.verify_file, paper.pdf).record == made
